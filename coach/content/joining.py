"""Join banks that extend others; what cannot be joined is left out and told."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from coach.banks.model import Bank
from coach.content.diagnostic import Diagnostic, nearest, refuse


def join_banks(read: Sequence[tuple[Path, Bank]]) -> tuple[tuple[Bank, ...], tuple[Diagnostic, ...]]:
    """Return the banks that can be used together, and what is wrong with the others."""
    bases = {bank.id: bank for _, bank in read if not bank.extends}
    kept: list[Bank] = []
    problems: list[Diagnostic] = []
    asked: set[str] = set()
    for path, bank in read:
        whole = whole_bank(bank, bases)
        problem = _problem(path, whole, kept, asked, bases)
        if problem:
            problems.append(problem)
            continue
        kept.append(whole)
        asked |= {question.id for question in whole.questions}
    unwanted = {(bank.extends, id_) for bank in kept for id_ in bank.without}
    return tuple(_less(bank, unwanted) for bank in kept), tuple(problems)


def whole_bank(bank: Bank, bases: Mapping[str, Bank]) -> Bank:
    """Return a bank with the standards and the method of the bank it extends."""
    base = bases.get(bank.extends)
    if base is None:
        return bank
    return msgspec.structs.replace(bank, standards=bank.standards or base.standards, method=bank.method or base.method)


def _problem(
    path: Path, bank: Bank, kept: Sequence[Bank], asked: set[str], bases: Mapping[str, Bank]
) -> Diagnostic | None:
    if bank.extends and bank.extends not in bases:
        hint = nearest(bank.extends, sorted(bases)) or "coach bank list shows the ids."
        return refuse(path, "CK0041", f"no bank goes by {bank.extends} to extend.", hint).diagnostics[0]
    if not bank.standards or not bank.method:
        hint = "Write standards: and method:, or extends: and the id of a bank."
        return refuse(path, "CK0042", "the bank names no standards or no method.", hint).diagnostics[0]
    if bank.id in {other.id for other in kept}:
        return refuse(path, "CK0043", f"another bank has the id {bank.id}.", "Give it one of its own.").diagnostics[0]
    clash = sorted({question.id for question in bank.questions} & asked)
    if clash:
        return refuse(path, "CK0044", f"another bank has a question {clash[0]}.", "Give it another id.").diagnostics[0]
    return None


def _less(bank: Bank, unwanted: set[tuple[str, str]]) -> Bank:
    """Return a bank without the questions that a bank extending it leaves out."""
    if not any(base == bank.id for base, _ in unwanted):
        return bank
    questions = tuple(question for question in bank.questions if (bank.id, question.id) not in unwanted)
    return msgspec.structs.replace(bank, questions=questions)
