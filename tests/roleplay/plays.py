"""A small scenario, and a way to play lines whose moves are given."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
import pytest
import yaml

from coach.content.library import Library
from coach.roleplay.engine import Roleplay
from coach.roleplay.model import Scenario
from coach.roleplay.play import Play
from coach.services.workspace import Workspace
from tests.builders import ScriptedClock, apprentice, workspace

SMALL = """
kind: scenario
id: small
title: A late parcel
standards: [l3-css-1.1]
sector: retail
tags: [angry]
channel: counter
brief: You serve at the collection desk.
customer:
  name: Colin Yates
  about: Cross.
  want: His parcel.
  mood: -2
  patience: 6
  opening: [I've come for a parcel., There's a parcel here for me.]
  comes_back: ["Where is it then?", I need it today., "So is it here?"]
  lost_for_words: ["Sorry?", "What was that?", I don't follow.]
  loses_patience: [I'll not wait much longer., I've nearly had enough.]
workplace:
  screen: [One parcel.]
  screen_after_verify: [For Alfie.]
facts:
  any-reason:
    label: it is needed today
    does: [open-question]
    mood_from: -1
    says: [It's needed today., Today is the day.]
  birthday:
    label: it is a present
    does: [open-question, closed-question]
    mentions: [who ... for, present]
    says: [It's a present., It's for a birthday.]
    shows: [S2.3]
  secret: {label: he forgot, says: [I forgot it was today., It went out of my head.]}
scenes:
  desk:
    about: He asks for it.
    replies:
      - {when: {does: [empathise+apologise]}, says: [That's decent., Kind of you.], tells: [secret], mood: 2, to: deal}
      - {when: {does: [offer], knows: [birthday]}, says: [That would do., Yes please.], to: deal, shows: [S2.5]}
      - {when: {does: [offer]}, says: [What good is that., Not much use.]}
      - {when: {does: [set-limit], mood_from: 0}, says: [Fair enough., I see that.]}
    nudges: ["Can you look again?", It must be somewhere.]
  deal:
    about: What happens now.
    replies:
      - {when: {does: [close], never: [over-promise]}, end: sent}
      - {when: {does: [close]}, end: gone}
    nudges: ["So what now?", "What happens next?"]
always:
  - {when: {does: [rude]}, says: [Mind your tongue., No need for that.]}
otherwise:
  - {when: {does: [greet]}, says: [Morning., Hello there.]}
promises:
  asks_when: ["When, though?", "By what time?"]
  asks_again: ["You said {when}?", "It was {when}, was it?"]
  kept: [Good., Lovely.]
  doubted: [I thought so., You don't sound sure.]
endings:
  sent: {kind: resolved, passes: true, says: [Thank you., Much obliged.], account: He has it., shows: [S1.2]}
  gone: {kind: lost, passes: false, says: [Forget it., I'll leave it.], account: He left.}
  cross: {kind: complaint, passes: false, says: [I'll write in., You'll hear from me.], account: He complained.}
if_patience_ends: cross
if_time_ends: gone
shows:
  summarise: [S2.4]
also_possible:
  - {text: Ask who it is for., unless: [birthday]}
  - {text: Say who you are., unless: [greet]}
"""


def small() -> Scenario:
    return msgspec.convert(yaml.safe_load(SMALL), Scenario)


def lines(*said: tuple[str, str]) -> list[tuple[str, list[str]]]:
    """Take each line with its moves in one string."""
    return [(text, moves.split()) for text, moves in said]


def play(said: Iterable[tuple[str, str]], seed: int = 1, scene: str = "", scenario: Scenario | None = None) -> Play:
    roleplay = Roleplay(scenario or small())
    state = roleplay.begin(seed, scene)
    for text, moves in said:
        state = roleplay.say(state, text, moves.split())
    return state


class Given:
    """Reads moves that are given for each line."""

    def __init__(self, moves: Mapping[str, tuple[str, ...]]) -> None:
        self._moves = moves

    def moves_of(self, line: str, _customer: str) -> tuple[str, ...]:
        return self._moves.get(line, ())


def with_one_customer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, moves: Mapping[str, tuple[str, ...]]
) -> Iterator[Workspace]:
    """Yield a store with one apprentice, the small scenario's customer, and the moves of the lines said to them."""
    monkeypatch.setattr(Library, "scenarios", {"small": small()})
    made = workspace(folder, ScriptedClock())
    made.library.__dict__["move_reader"] = Given(moves)
    apprentice(made)
    yield made
    made.store.close()
