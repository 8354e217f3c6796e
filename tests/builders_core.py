"""Short ways to write criteria, questions, sittings and content files in a test."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from coach import paths
from coach.banks.model import Difficulty, GlossaryEntry, Probe, Question, Strong
from coach.content.convert import convert
from coach.content.diagnostic import Diagnostic, RefusedError
from coach.content.yaml_source import read_yaml
from coach.interview.machine import Interview
from coach.interview.sitting import Mode, Sitting, Terms, Turn
from coach.interview.voice import Voice
from coach.standards.model import Criterion, Level

METHOD = "project-interview"


def criterion(ref: str, *, section: str | None = None, method: str = METHOD) -> Criterion:
    """A pass criterion, or a distinction criterion where the ref ends in a star; `K1.2` is of section K1."""
    bare = ref.rstrip("*")
    level: Level = "distinction" if ref.endswith("*") else "pass"
    home = section if section is not None else bare.partition(".")[0]
    return Criterion(ref=bare, section=home, level=level, method=method, title=f"About {bare}", summary=f"Shows {bare}")


def criteria(*refs: str) -> tuple[Criterion, ...]:
    return tuple(criterion(ref) for ref in refs)


def question(
    id_: str,
    *targets: str,
    difficulty: Difficulty = "medium",
    probes: Iterable[tuple[str, str]] = (),
    rephrasings: Sequence[str] | None = None,
) -> Question:
    return Question(
        id=id_,
        text=f"What about {id_}?",
        rephrasings=tuple(rephrasings if rephrasings is not None else (f"Tell me about {id_}.",)),
        targets=targets,
        probes=tuple(Probe(about, text) for about, text in probes),
        strong=Strong(f"Says {id_}."),
        difficulty=difficulty,
    )


def terms(
    mode: Mode = "practice",
    *,
    questions: int = 3,
    minutes: float = 60,
    tolerance_percent: float = 10,
    probes: int = 2,
    extra_time_percent: float = 0,
) -> Terms:
    allowed = minutes * 60 * (1 + extra_time_percent / 100)
    return Terms(mode, questions, allowed, allowed * tolerance_percent / 100, probes, int(minutes))


def probed(number: int) -> Question:
    """A question with four probes: for its target, for another one it has, for the task and for the result."""
    probes = (("result", f"p{number} result"), ("K1.1", f"p{number} K1.1"), ("task", f"p{number} task"))
    return question(f"q{number}", "K1.1", "K1.2", probes=(*probes, ("K1.2", f"p{number} K1.2")))


@cache
def voice() -> Voice:
    return convert(read_yaml(paths.VOICE), Voice)


GLOSSARY: Mapping[str, GlossaryEntry] = {
    name: GlossaryEntry("SLA", "A promise of how quickly something is done.")
    for name in ("sla", "service level agreement")
}


def interview(
    sitting_terms: Terms | None = None,
    questions: Sequence[Question] | None = None,
    *,
    apprentice: str = "Aisha Rahman",
    seed: int = 7,
) -> Interview:
    asked = tuple(questions) if questions is not None else tuple(probed(number) for number in (1, 2, 3))
    held = sitting_terms or terms(questions=len(asked))
    return Interview(Sitting(apprentice, "Project interview", seed, held, asked), voice(), GLOSSARY)


def said(turns: Iterable[Turn]) -> str:
    """All that was said, each turn on a line of its own."""
    return "\n".join(turn.text for turn in turns)


def kinds(turns: Iterable[Turn]) -> list[str]:
    return [turn.kind for turn in turns]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def first(error: RefusedError) -> Diagnostic:
    return error.diagnostics[0]


BANK = """\
kind: question-bank
id: mine
title: My own questions
standards: [l3-css-1.0]
method: professional-discussion
questions:
  - id: mine-1
    text: What did you do when the system was down?
    rephrasings: [Tell me about a day without the system.]
    targets: [K2.4, K2.3]
    difficulty: easy
    probes:
      - for: K2.4
        text: Who had to decide that?
      - for: result
        text: How did it end?
    strong:
      pass: Says whose decision it was.
    sectors:
      retail: What did you do when the tills were down?
"""
"""A bank of one question, without a mistake."""


def bank_with(old: str, new: str) -> str:
    """BANK with one place changed."""
    assert BANK.count(old) == 1, f"{old!r} stands {BANK.count(old)} times"
    return BANK.replace(old, new)
