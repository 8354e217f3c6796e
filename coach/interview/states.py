"""Every legal step of a session's workflow, in one table. Judgement is no part of it: marks live elsewhere."""

from collections.abc import Mapping
from typing import Literal, get_args

from coach.errors import UsageError

State = Literal["introduction", "answering", "paused", "rating", "waiting", "in-review", "reviewed", "dropped"]
Event = Literal[
    "begin", "answer", "pause", "resume", "close", "hand-in", "drop", "open-review", "put-back", "sign-off", "reopen"
]

STATES: tuple[State, ...] = get_args(State)
EVENTS: tuple[Event, ...] = get_args(Event)

TRANSITIONS: Mapping[tuple[State, Event], State] = {
    ("introduction", "begin"): "answering",
    ("answering", "answer"): "answering",
    ("answering", "pause"): "paused",
    ("paused", "resume"): "answering",
    ("answering", "close"): "rating",
    ("paused", "close"): "rating",
    ("rating", "hand-in"): "waiting",
    ("rating", "drop"): "dropped",
    ("waiting", "open-review"): "in-review",
    ("in-review", "put-back"): "waiting",
    ("in-review", "sign-off"): "reviewed",
    ("reviewed", "reopen"): "in-review",
}

UNFINISHED: frozenset[State] = frozenset({"introduction", "answering", "paused", "rating"})
HANDED_IN: frozenset[State] = frozenset({"waiting", "in-review", "reviewed"})

IN_WORDS: Mapping[State, str] = {
    "introduction": "not started",
    "answering": "in progress",
    "paused": "paused",
    "rating": "to be rated by the apprentice",
    "waiting": "waiting for review",
    "in-review": "in review",
    "reviewed": "reviewed",
    "dropped": "kept private or without an answer",
}


def after(state: State, event: Event) -> State:
    """Return the state an event leads to. Raises UsageError where the table has no such step."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise UsageError(f"This session is {IN_WORDS[state]}; {event} is not possible now.") from None


def diagram() -> str:
    """Return the table as a Mermaid state diagram; the one in docs/architecture.md is this."""
    steps = [f"    {_name(state)} --> {_name(next_)}: {event}" for (state, event), next_ in TRANSITIONS.items()]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {_name('introduction')}", *steps])


def _name(state: State) -> str:
    return state.replace("-", "_")
