from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.banks.model import STORY_PARTS, StoryPart
from coach.interview.phrases import Intent
from coach.interview.progress import Heard
from coach.interview.states import UNFINISHED
from coach.review.marks import MARKS
from tests.builders_core import terms
from tests.interview.talk import Talk, begun

INTENTS: tuple[Intent, ...] = get_args(Intent)

HEARD = st.builds(
    Heard,
    st.frozensets(st.sampled_from(("K1.1", "K1.2"))),
    st.lists(st.sampled_from(STORY_PARTS), unique=True).map(tuple[StoryPart, ...]),
)
EVENTS = st.one_of(
    st.tuples(st.just("wait"), st.floats(min_value=0, max_value=900)),
    st.tuples(st.just("answer"), HEARD),
    st.tuples(st.just("ask"), st.sampled_from([intent for intent in INTENTS if intent != "end"])),
    st.tuples(st.just("tick"), st.sampled_from(("", "half an answer"))),
    st.tuples(st.just("crash"), st.one_of(st.none(), st.floats(min_value=0, max_value=1e6))),
)


def do(talk: Talk, what: str, value: object) -> None:
    match what, value:
        case "wait", float(seconds):
            talk.wait(seconds)
        case "answer", Heard() as heard:
            if talk.state == "paused":
                talk.resume(5.0)
            talk.answer("words", heard)
        case "ask", str(intent):
            talk.ask(intent, "sla")  # type: ignore[arg-type]
        case "tick", str(draft):
            talk.tick(draft)
        case "crash", (None | float()) as stood_still:
            talk.crash(stood_still)
        case _:
            raise AssertionError((what, value))


def check_invariants(talk: Talk) -> None:
    progress, held = talk.progress, talk.held.sitting.terms
    assert progress.state in UNFINISHED
    assert str(progress.state) not in MARKS
    waiting = [*progress.to_ask, *progress.set_aside, *([progress.current] if progress.current else [])]
    assert len(set(waiting)) == len(waiting)
    assert (progress.current is not None) == (progress.state in ("answering", "paused"))
    assert len(set(progress.answered)) == len(progress.answered)
    assert len(set(progress.probed)) == len(progress.probed)
    for number in range(1, len(talk.held.sitting.questions) + 1):
        assert sum(1 for asked, _ in progress.probed if asked == number) <= held.probes
    if held.mode == "exam":
        assert progress.state != "paused"
        assert all(stopped.reason == "interruption" for stopped in progress.clock.stops)


@settings(max_examples=150)
@given(
    st.lists(EVENTS, max_size=40),
    st.sampled_from(("exam", "practice")),
    st.sampled_from((0, 10)),
    st.integers(min_value=0, max_value=2),
    st.integers(min_value=0, max_value=99),
)
def test_whatever_happens_an_interview_keeps_its_rules(
    events: list[tuple[str, object]], mode: str, tolerance: int, probes: int, seed: int
) -> None:
    held = terms(mode, minutes=30, tolerance_percent=tolerance, probes=probes)  # type: ignore[arg-type]
    talk = begun(held, seed=seed)
    for what, value in events:
        before = talk.elapsed
        do(talk, what, value)
        assert talk.elapsed >= before - 1e-6
        check_invariants(talk)
        if talk.state == "rating":
            break
    at = [turn.at for turn in talk.turns]
    assert at == sorted(at)
    assert all(turn.at < held.allowed for turn in talk.turns if turn.kind in ("question", "probe"))
    assert all(turn.text.strip() and "{" not in turn.text for turn in talk.turns)
    warnings = [turn.kind for turn in talk.turns if turn.kind in ("half", "ten-minutes", "five-minutes", "one-minute")]
    assert len(set(warnings)) == len(warnings)
    assert talk.progress.turns == len(talk.turns)
    assert {turn.question for turn in talk.turns if turn.kind == "answer"} == set(talk.progress.answered)
