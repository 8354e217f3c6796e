"""What a role-play was, in lines for the apprentice: the mood, the moves, what it can evidence, what else there was."""

from collections.abc import Mapping

from coach.plain.roleplay import mood_plot
from coach.reports.foreign import one_line
from coach.reports.words import listed
from coach.roleplay.account import ENDINGS_IN_WORDS, Account
from coach.roleplay.mood import IN_WORDS
from coach.roleplay.moves import HARMING, MOVES
from coach.standards.model import Criterion


def lookback_in_lines(account: Account, criteria: Mapping[str, Criterion]) -> list[str]:
    """Return an account of a play, kind first: how it ended, the mood, what went well, what else was possible."""
    ended = "You left before its end." if account.kind is None else f"It ended {_ending(account)}."
    lines = [f"{ended} {one_line(account.told)}".strip(), "", f"From {IN_WORDS[account.path[0]]} to {_last(account)}:"]
    lines += mood_plot(account.path)
    good = [MOVES[move] for move, _ in account.made if move not in HARMING and move != "over-promise"]
    harm = [MOVES[move] for move, _ in account.made if move in HARMING or move == "over-promise"]
    lines += ["", f"What you did: {listed(good, 'and') if good else 'little that moved things on'}."]
    if harm:
        lines.append(f"What cost you: {listed(harm, 'and')}.")
    if account.missed:
        lines.append(f"You could also: {listed([MOVES[move] for move in account.missed], 'and')}.")
    if account.found:
        lines.append(f"You found out: {'; '.join(map(one_line, account.found))}.")
    if account.left:
        lines.append(f"You did not find out: {'; '.join(map(one_line, account.left))}.")
    if account.promised:
        lines.append(f"You promised a time: {listed(list(map(one_line, account.promised)), 'and')}.")
    if account.evidence:
        lines += ["", "What your lines can evidence (suggestions; a trainer's mark decides):"]
        for each in account.evidence:
            names = ", ".join(f"{ref} {criteria[ref].title}" if ref in criteria else ref for ref in each.refs)
            lines.append(f"“{one_line(each.line)}” → {names}")
    if account.also_possible:
        lines += ["", "What else was possible:", *(f"· {one_line(text)}" for text in account.also_possible)]
    return lines


def _ending(account: Account) -> str:
    return ENDINGS_IN_WORDS[account.kind] if account.kind else ""


def _last(account: Account) -> str:
    return IN_WORDS[account.path[-1]]
