"""What a question bank targets, and whether a mock can be drawn from it."""

from collections import Counter
from collections.abc import Iterator

from coach.banks.draw import draw
from coach.banks.model import SECTORS, STORY_PARTS, Bank, Question
from coach.content.diagnostic import Diagnostic, nearest
from coach.content.joining import whole_bank
from coach.content.library import STANDARD_IDS, Library
from coach.content.lint.finding import at, warn
from coach.content.lint.wording import lint_likeness, lint_wording
from coach.content.yaml_source import KeyPath, YamlSource
from coach.standards.model import Criterion

MOST_TARGETS = 3
FEWEST_PROBES = 3
QUOTA = {"pass": 6, "distinction": 4}
QUOTA_FROM = 40
"""A bank of fewer questions is an addition, not a whole bank, and owes no criterion a quota."""


def lint_bank(source: YamlSource, written: Bank, library: Library) -> Iterator[Diagnostic]:
    """Look at a bank as it stands in its file, with what it takes over from a bank it extends."""
    bases = {bank.id: bank for bank in library.shipped_banks if not bank.extends}
    bank = whole_bank(written, bases)
    if bank.extends and bank.extends not in bases:
        message = f"no bank goes by {bank.extends} to extend."
        yield at(source, ("extends",), "CK0041", message, nearest(bank.extends, sorted(bases)))
        return
    if not bank.standards or not bank.method:
        hint = "Write standards: and method:, or extends: and the id of a bank."
        yield at(source, (), "CK0042", "the bank names no standards or no method.", hint)
        return
    unknown = [(place, id_) for place, id_ in enumerate(bank.standards) if id_ not in STANDARD_IDS]
    for place, id_ in unknown:
        message = f"no standard goes by {id_}."
        yield at(source, ("standards", place), "CK0031", message, nearest(id_, STANDARD_IDS))
    if unknown:
        return
    yield from _questions(source, bank, library)
    yield from lint_likeness(source, bank.questions)
    yield from _left_out(source, bank, bases)
    if not bank.extends:
        yield from _cover(source, bank, library)


def _questions(source: YamlSource, bank: Bank, library: Library) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for row, question in enumerate(bank.questions):
        path: KeyPath = ("questions", row)
        if question.id in seen:
            yield at(source, (*path, "id"), "CK0032", f"the id {question.id} stands twice.", "Ids are never shared.")
        seen.add(question.id)
        yield from _targets(source, path, question, bank, library)
        yield from _parts(source, path, question)
        yield from lint_wording(source, path, question)


def _targets(
    source: YamlSource, path: KeyPath, question: Question, bank: Bank, library: Library
) -> Iterator[Diagnostic]:
    standards = question.standards or bank.standards
    for place, id_ in enumerate(question.standards):
        if id_ not in bank.standards:
            hint = f"The bank is for {', '.join(bank.standards)}."
            yield at(source, (*path, "standards", place), "CK0031", f"this bank is not for {id_}.", hint)
    criteria = [c for id_ in standards if id_ in STANDARD_IDS for c in library.standard(id_).criteria]
    here = {criterion.ref for criterion in criteria if criterion.method == bank.method}
    elsewhere = {criterion.ref: criterion.method for criterion in criteria if criterion.ref not in here}
    for place, target in enumerate(question.targets):
        if target in elsewhere:
            message = f"{target} is not a criterion of {bank.method} but of {elsewhere[target]}."
            hint = "Move the question, or target another criterion."
            yield at(source, (*path, "targets", place), "CK0033", message, hint)
        elif target not in here:
            hint = nearest(target, sorted(here))
            yield at(source, (*path, "targets", place), "CK0031", f"no criterion goes by {target}.", hint)
    if not 1 <= len(question.targets) <= MOST_TARGETS:
        message = f"the question has {len(question.targets)} targets."
        yield at(source, (*path, "targets"), "CK0034", message, f"Name 1 to {MOST_TARGETS} criteria.")


def _parts(source: YamlSource, path: KeyPath, question: Question) -> Iterator[Diagnostic]:
    """Look at rephrasings, probes and sectors."""
    if not question.rephrasings:
        message = "there is no rephrasing."
        yield warn(source, (*path, "rephrasings"), "CK0055", message, "Write it once or twice in simpler words.")
    for place, probe in enumerate(question.probes):
        if probe.about not in (*question.targets, *STORY_PARTS):
            message = f"the probe is for {probe.about}, which is neither a target nor a part of the story."
            hint = f"Take one of {', '.join((*question.targets, *STORY_PARTS))}."
            yield at(source, (*path, "probes", place, "for"), "CK0035", message, hint)
    probed = {probe.about for probe in question.probes}
    bare = [target for target in question.targets if target not in probed]
    if len(question.probes) < FEWEST_PROBES or bare:
        wants = f" and none for {', '.join(bare)}" if bare else ""
        message = f"there are {len(question.probes)} probes{wants}."
        hint = f"Write {FEWEST_PROBES} or more, one for each target."
        yield warn(source, (*path, "probes"), "CK0060", message, hint)
    for sector in question.sectors:
        if sector not in SECTORS:
            hint = nearest(sector, SECTORS) or f"The sectors are {', '.join(SECTORS)}."
            yield warn(source, (*path, "sectors", sector), "CK0061", f"no sector goes by {sector}.", hint)


def _left_out(source: YamlSource, bank: Bank, bases: dict[str, Bank]) -> Iterator[Diagnostic]:
    base = bases.get(bank.extends)
    known = [question.id for question in base.questions] if base else []
    for place, id_ in enumerate(bank.without):
        if id_ not in known:
            hint = nearest(id_, known) or "Only questions of the bank it extends can be left out."
            yield at(source, ("without", place), "CK0045", f"{bank.extends or 'no bank'} has no question {id_}.", hint)


def _cover(source: YamlSource, bank: Bank, library: Library) -> Iterator[Diagnostic]:
    """Say which criteria nothing targets, too few questions target, or no ten questions cover together."""
    for id_ in bank.standards:
        standard = library.standard(id_)
        if bank.method not in standard.methods_by_id:
            hint = nearest(bank.method, sorted(standard.methods_by_id))
            yield at(source, ("method",), "CK0036", f"{id_} has no method {bank.method}.", hint)
            continue
        criteria = standard.criteria_of(bank.method)
        yield from _quotas(source, bank, id_, criteria)
        if standard.methods_by_id[bank.method].conversation == "observed":
            continue
        drawn = draw(bank.questions_for(id_), criteria, seed=0)
        if drawn.uncovered:
            message = f"no ten questions cover {', '.join(drawn.uncovered)} of {id_} with all the others."
            yield warn(source, ("questions",), "CK0037", message, "Add questions for them.")


def _quotas(source: YamlSource, bank: Bank, standard: str, criteria: tuple[Criterion, ...]) -> Iterator[Diagnostic]:
    counts = Counter(target for question in bank.questions_for(standard) for target in question.targets)
    never = [criterion.ref for criterion in criteria if not counts[criterion.ref]]
    if never:
        message = f"no question targets {', '.join(never)} of {standard}."
        yield warn(source, ("questions",), "CK0057", message, "Add questions for them.")
    if len(bank.questions) < QUOTA_FROM:
        return
    few = [f"{c.ref} ({counts[c.ref]})" for c in criteria if 0 < counts[c.ref] < QUOTA[c.level]]
    if few:
        message = f"too few questions target {', '.join(few)} of {standard}."
        hint = f"A pass criterion wants {QUOTA['pass']}, a distinction criterion {QUOTA['distinction']}."
        yield warn(source, ("questions",), "CK0058", message, hint)
