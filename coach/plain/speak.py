"""A question answered aloud, line by line: the question, the clock, then the notes."""

import queue
from typing import TextIO

from coach.errors import CoachError
from coach.interview.clock import in_words
from coach.mapping.suggestion import how_sure
from coach.plain.interview import rate_and_hand_in, tell_of
from coach.plain.lines import Lines, Talk
from coach.plain.session import told
from coach.reports.foreign import one_line
from coach.services.rights import Actor
from coach.services.speaking import Speaking
from coach.services.workspace import Workspace

SECONDS_BETWEEN_BEATS = 1.0


def speak(ws: Workspace, actor: Actor, speaking: Speaking, source: TextIO, target: TextIO) -> str:
    """Go through it from where it stands to its hand-in; return its id. Where the lines end early it is kept."""
    lines, talk = Lines(source), Talk(target)
    fresh = speaking.progress.state == "introduction"
    turns = speaking.open()
    talk.turns([turn for turn in turns if not fresh or turn.kind == "question"])
    if speaking.phase == "speaking" and not _say_it(speaking, lines, talk):
        return _kept(speaking, actor, talk)
    if speaking.phase == "noting" and not _note_it(speaking, lines, talk):
        return _kept(speaking, actor, talk)
    rate_and_hand_in(speaking, lines, talk)
    _reflect(speaking, talk)
    tell_of(ws, actor, speaking.session_id, talk)
    return speaking.session_id


def _say_it(speaking: Speaking, lines: Lines, talk: Talk) -> bool:
    talk.coach("The clock runs. Say your answer out loud, as on the day. Press Enter when you have finished.")
    line = _next_line(speaking, lines)
    if line is None:
        return False
    speaking.stop_speaking()
    talk.clock(f"You spoke for {in_words(speaking.seconds_spoken())}.")
    if line.strip():
        lines.put_back(line)
    return True


def _next_line(speaking: Speaking, lines: Lines) -> str | None:
    """Wait for a line; the time spoken is written down every second meanwhile."""
    while True:
        try:
            return lines.wait(SECONDS_BETWEEN_BEATS)
        except queue.Empty:
            speaking.beat()


def _note_it(speaking: Speaking, lines: Lines, talk: Talk) -> bool:
    if speaking.question is not None:
        talk.coach(f"It was: {one_line(speaking.question.text)}")
    talk.coach("Now note the points you made, one a line, as short as you like. An empty line ends your notes.")
    kept = speaking.draft()
    typed = kept.split("\n") if kept else []
    if kept:
        talk.coach(f"You had noted: {one_line(kept)}")
    while (line := lines.wait()) is not None:
        if line.strip():
            typed.append(line)
            _keep(speaking, typed, talk)
        elif typed:
            try:
                speaking.note("\n".join(typed))
            except CoachError as error:
                talk.coach(str(error))
                continue
            return True
    return False


def _keep(speaking: Speaking, typed: list[str], talk: Talk) -> None:
    try:
        speaking.save_draft("\n".join(typed))
    except CoachError as error:
        talk.coach(str(error))


def _reflect(speaking: Speaking, talk: Talk) -> None:
    """Say what the notes show and what the question was after that they do not."""
    heard, titles = speaking.heard(1), speaking.standard.by_ref
    for suggestion in heard.suggestions:
        words = "; ".join(f"“{one_line(e.text)}”" for e in suggestion.evidence)
        title = titles[suggestion.ref].title
        talk.coach(f"Suggested, {how_sure(suggestion.score)}: {suggestion.ref} {title}, by {words}.")
    found = {suggestion.ref for suggestion in heard.suggestions}
    missing = [ref for ref in speaking.sitting.question(1).targets if ref in titles and ref not in found]
    if missing:
        named = ", ".join(f"{ref} {titles[ref].title}" for ref in missing)
        talk.coach(f"No sign in your notes of {named}. You may have said it and not noted it.")
    talk.coach(told(heard.craft))


def _kept(speaking: Speaking, actor: Actor, talk: Talk) -> str:
    name = actor.name.replace('"', "")
    talk.coach(f"Session {speaking.session_id} is kept as it stands.")
    talk.coach(f'Go on with: coach speak --apprentice "{name}"')
    return speaking.session_id
