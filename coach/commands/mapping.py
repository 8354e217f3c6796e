"""coach map, coach evaluate: the mapper by itself."""

import json
from collections.abc import Callable, Sequence
from typing import BinaryIO, TextIO

import click
import msgspec

from coach.commands.lines import write_lines
from coach.commands.shared import json_option, print_json, store_option
from coach.content.library import Library
from coach.errors import UsageError
from coach.mapping.craft import craft
from coach.mapping.suggestion import Suggestion, how_sure
from coach.plain.session import explained_in_lines
from coach.reports.documents import suggestion_document
from coach.reports.evidence import evidence_parts
from coach.reports.foreign import one_line


class AnswerLine(msgspec.Struct, frozen=True):
    """One answer of a JSONL file to map."""

    id: str
    standard: str
    method: str
    answer: str
    question: str = ""
    targets: tuple[str, ...] = ()


class _Mapping:
    def __init__(self, everything: bool) -> None:
        self._library = Library()
        self._mapper = self._library.mapper
        self._everything = everything

    def levels(self, standard: str, method: str) -> dict[str, str]:
        """Return the level of each criterion of a method. Raises UsageError for a method the standard lacks."""
        plan = self._library.standard(standard)
        levels = {criterion.ref: str(criterion.level) for criterion in plan.criteria if criterion.method == method}
        if not levels:
            known = ", ".join(m.id for m in plan.methods)
            raise UsageError(f"{standard} has no method {method}.", f"Its methods are {known}.")
        return levels

    def map(
        self, standard: str, method: str, answer: str, question: str, targets: Sequence[str]
    ) -> tuple[Suggestion, ...]:
        """Map one answer."""
        work = self._mapper.rank if self._everything else self._mapper.suggest
        return work(answer, self.levels(standard, method), targets=targets, question=question)

    def of_line(self, item: AnswerLine) -> dict[str, object]:
        """Map the answer of a line of a JSONL file."""
        found = self.map(item.standard, item.method, item.answer, item.question, item.targets)
        return {"id": item.id, "suggestions": [suggestion_document(suggestion) for suggestion in found]}


@click.command(name="map")
@click.argument("file", required=False, type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@click.option("--standard", metavar="ID")
@click.option("--method", metavar="ID")
@click.option("--question", default="", help="What was asked.")
@click.option("--targets", default="", metavar="REFS", help="What the question is after, as K2.4,K2.3.")
@click.option("--all", "everything", is_flag=True, help="Rank every criterion of the method.")
@click.option("--explain", is_flag=True, help="Show the answer with its evidence underlined, and what is missing.")
@click.option("--jsonl", is_flag=True, help="Read many answers, a JSON object a line; write a line for each.")
@json_option
@store_option
def map_(
    file: TextIO,
    standard: str | None,
    method: str | None,
    question: str,
    targets: str,
    everything: bool,
    explain: bool,
    jsonl: bool,
    as_json: bool,
) -> None:
    """Map an answer to criteria, with the words that speak for each. Suggestions, never marks.

    Example: coach map answer.txt --standard l3-css-1.0 --method professional-discussion --targets K2.4
    """
    mapping = _Mapping(everything)
    if jsonl:
        write_lines(file, AnswerLine, mapping.of_line)
        return
    if not standard or not method:
        raise UsageError("Mapping one answer needs --standard and --method.", "See coach map --help.")
    answer = file.read()
    refs = [ref.strip() for ref in targets.split(",") if ref.strip()]
    found = mapping.map(standard, method, answer, question, refs)
    telling = craft(answer)
    if as_json:
        print_json(
            {
                "suggestions": [suggestion_document(suggestion) for suggestion in found],
                "craft": {
                    "words": telling.words,
                    "star": {part: [list(span) for span in spans] for part, spans in telling.star.items()},
                    "first_person_share": round(telling.first_person_share, 4),
                    "figures": telling.figures,
                    "hedges": telling.hedges,
                    "missing": list(telling.missing),
                },
            }
        )
        return
    if explain:
        click.echo(_underlined(answer, found))
        for line in explained_in_lines(found, telling):
            click.echo(line)
        return
    for suggestion in found:
        words = "; ".join(f"“{one_line(e.text)}” ({e.concept})" for e in suggestion.evidence)
        click.echo(f"{suggestion.ref}  {how_sure(suggestion.score)} ({suggestion.score:.2f}): {words}")
    if not found:
        click.echo("Nothing is suggested.")


def _underlined(answer: str, found: Sequence[Suggestion]) -> str:
    """Return the answer with its evidence underlined, the refs it speaks for behind it."""
    parts = evidence_parts(answer, found)
    return "".join(
        click.style(text, underline=True, bold=True) + click.style(f" ⟨{', '.join(refs)}⟩" if refs else "", dim=True)
        if evidence
        else text
        for text, evidence, refs in parts
    )


@click.command()
@click.argument("file", type=click.File("rb"))
@json_option
@store_option
def evaluate(file: BinaryIO, as_json: bool) -> None:
    """Measure the mapper on labelled answers.

    Example: coach evaluate answers.jsonl
    """
    from coach.mapping.evaluate import LabelledAnswer, decode
    from coach.mapping.evaluate import evaluate as measure

    mapping, ranking = _Mapping(everything=False), _Mapping(everything=True)

    def with_(work: _Mapping) -> Callable[[LabelledAnswer, bool], Sequence[Suggestion]]:
        def map_item(item: LabelledAnswer, in_session: bool) -> Sequence[Suggestion]:
            question, targets = (item.question, item.targets or ()) if in_session else ("", ())
            return work.map(item.standard, item.method, item.answer, question, targets)

        return map_item

    try:
        items = decode(file)
    except ValueError as error:
        raise UsageError(f"{file.name}: {error}", "Each line is one JSON object.") from None
    found = measure(items, with_(mapping), with_(ranking)).as_document()
    if as_json:
        print_json(found)
        return
    click.echo(f"{found['n']} answers")
    for way in ("blind", "session"):
        click.echo(f"{way}: {json.dumps(found[way])}")
    click.echo(f"False suggestions per answer: {json.dumps(found['false_positives_per_item'])}")
    click.echo(f"Evidence overlaps the marker's words: {found['evidence_overlap']}")
