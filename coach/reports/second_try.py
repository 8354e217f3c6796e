"""What changed between two answers to the same question, in lines."""

from collections.abc import Iterator, Mapping, Sequence

from coach.interview.clock import in_words
from coach.reports.foreign import one_line
from coach.reports.words import counted, on_day
from coach.review.marks import IN_WORDS, MarkValue
from coach.review.second_try import Change, Judged, Try


def change_in_lines(change: Change, titles: Mapping[str, str]) -> Iterator[str]:
    """Say what changed, before and after in one line each; no columns, every state in words."""
    yield f"You answered this before, on {on_day(change.before.on)}: {one_line(change.question)}"
    yield f"Then: {_told(change.before)}. Now: {_told(change.after)}."
    yield f"Gained: {named(change.gained, titles)}. Lost: {named(change.lost, titles)}."
    if change.kept:
        yield f"In both: {named(change.kept, titles)}."
    for who, judged in (("You rated", change.ratings), ("Your trainer marked", change.marks)):
        for row in judged:
            yield f"{who} {row.ref}: {side(row, 'before')} then, {side(row, 'after')} now."


def gist(change: Change, titles: Mapping[str, str]) -> str:
    """Say what changed in a sentence or two."""
    before, after = change.before, change.after
    lengths = f"{counted(after.words, 'word')} now, {before.words} on {on_day(before.on)}."
    if not before.suggested and not after.suggested:
        return lengths
    if not change.gained and not change.lost:
        return f"{lengths} The same criteria as then."
    parts = [f"New: {named(change.gained, titles)}."] if change.gained else []
    parts += [f"Not there this time: {named(change.lost, titles)}."] if change.lost else []
    return " ".join((lengths, *parts))


def named(refs: Sequence[str], titles: Mapping[str, str]) -> str:
    """Write refs with their titles."""
    return ", ".join(f"{ref} {titles.get(ref, '')}".strip() for ref in refs) or "nothing"


def side(row: Judged, when: str) -> str:
    """Write how a criterion was judged then or now."""
    value: MarkValue | None = row.before if when == "before" else row.after
    return IN_WORDS[value] if value else "nothing yet"


def _told(each: Try) -> str:
    how = "of notes, said aloud" if each.spoken else "typed"
    return f"{counted(each.words, 'word')} {how} in {in_words(each.seconds)}"
