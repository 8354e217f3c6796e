"""A criterion under review in lines, and the history of its marks."""

from collections.abc import Sequence

from coach.mapping.suggestion import how_sure
from coach.reports.foreign import one_line
from coach.reports.marking import CriterionRow
from coach.reports.words import listed
from coach.review.marks import IN_WORDS
from coach.review.quality import SuggestionQuality, in_words
from coach.store.judgements import Mark


def criterion_in_lines(row: CriterionRow, quality: SuggestionQuality | None = None) -> list[str]:
    """Return a criterion with its mark, what speaks for it, what is missing, and what it asks.

    `quality` says how far trainers have borne its suggestions out so far.
    """
    level = " (distinction)" if row.criterion.level == "distinction" else ""
    lines = [f"{row.ref} {row.criterion.title}{level}: {_mark(row)}"]
    if row.suggestion:
        named = list(dict.fromkeys(evidence.concept for evidence in row.suggestion.evidence))
        concepts = [each for each in named if not any(each != other and each in other for other in named)]
        by = f", by {listed(concepts, 'and')}" if concepts else ""
        missing = f" No sign yet of {listed(row.suggestion.missing)}." if row.suggestion.missing else ""
        held = f" So far {in_words(quality)}." if quality else ""
        lines.append(f"Suggested, {how_sure(row.suggestion.score)}{by}.{missing}{held}")
    else:
        lines.append("Not suggested in this answer.")
    lines += [f"Attached by {each.attached_by}: “{one_line(each.text)}”" for each in row.attached]
    if row.mark and row.mark.comment:
        lines.append(f"Comment: {one_line(row.mark.comment)}")
    lines += [f"In question {number}: {IN_WORDS[mark]}." for number, mark in row.elsewhere]
    return [*lines, row.criterion.summary]


def criterion_in_full(row: CriterionRow, quality: SuggestionQuality | None = None) -> list[str]:
    """Return a criterion with the words of its evidence and what an answer could include."""
    lines = criterion_in_lines(row, quality)[1:]
    if row.suggestion and row.suggestion.evidence:
        lines += ["", "The words that speak for it:"]
        lines += [f"  “{one_line(evidence.text)}” ({evidence.concept})" for evidence in row.suggestion.evidence]
    if row.criterion.amplification:
        lines += ["", "An answer could include:", *(f"  {note}" for note in row.criterion.amplification)]
    return lines


def history_in_lines(marks: Sequence[Mark]) -> list[str]:
    """Return every mark given, the oldest first, and say which were replaced later."""
    latest = {(mark.question, mark.ref): mark.id for mark in marks}
    lines = []
    for mark in marks:
        replaced = "" if latest[mark.question, mark.ref] == mark.id else " Replaced later."
        comment = f" “{one_line(mark.comment)}”" if mark.comment else ""
        lines.append(
            f"{mark.marked_at[:10]} {mark.marked_at[11:16]} {mark.marked_by}: {mark.ref} in question {mark.question}, "
            f"{IN_WORDS[mark.mark]}.{comment}{f' Why: {one_line(mark.why)}' if mark.why else ''}{replaced}"
        )
    return lines or ["No mark has been given in this session yet."]


def _mark(row: CriterionRow) -> str:
    if row.mark is None:
        return "not marked"
    own = f" They say of themself: {IN_WORDS[row.self_rating]}." if row.self_rating else ""
    return f"{IN_WORDS[row.mark.mark]}, by {row.mark.marked_by}.{own}"
