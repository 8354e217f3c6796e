"""Two tries at a question side by side."""

from hypothesis import given
from hypothesis import strategies as st

from coach.reports.second_try import change_in_lines, gist
from coach.review.second_try import Judged, Try, compare

REFS = ("K1.1", "K1.2", "K2.4", "S1.5")
TITLES = {"K2.4": "Limits of authority", "K1.5": "Missed times"}


def a_try(suggested: tuple[str, ...] = (), **more: object) -> Try:
    known: dict[str, object] = {"on": "2026-03-02", "words": 40, "seconds": 90.0} | more
    return Try(session_id="s", number=1, answer="An answer.", suggested=suggested, **known)  # type: ignore[arg-type]


def test_what_is_gained_lost_and_kept_is_told_apart() -> None:
    change = compare("When?", a_try(("K1.5", "K1.1")), a_try(("K1.1", "K2.4")))
    assert (change.gained, change.lost, change.kept) == (("K2.4",), ("K1.5",), ("K1.1",))


def test_ratings_and_marks_stand_side_by_side_also_where_only_one_was_given() -> None:
    before = a_try(ratings={"K2.4": "passed"}, marks={"K2.4": "attempted"})
    change = compare("When?", before, a_try(ratings={"K1.5": "none"}))
    assert change.ratings == (Judged("K1.5", None, "none"), Judged("K2.4", "passed", None))
    assert change.marks == (Judged("K2.4", "attempted", None),)


def test_it_is_told_in_plain_lines() -> None:
    after = a_try(("K2.4",), on="2026-03-09", words=25, seconds=130.0, spoken=True)
    change = compare("When?", a_try(("K1.5",), marks={"K2.4": "attempted"}), after)
    lines = "\n".join(change_in_lines(change, TITLES))
    assert "before, on 2 March" in lines
    assert "40 words typed in 1 minute 30 seconds" in lines
    assert "25 words of notes, said aloud in 2 minutes 10 seconds" in lines
    assert "Gained: K2.4 Limits of authority. Lost: K1.5 Missed times." in lines
    assert "Your trainer marked K2.4: attempted, not passed then, nothing yet now." in lines
    assert gist(change, TITLES) == (
        "25 words now, 40 on 2 March. New: K2.4 Limits of authority. Not there this time: K1.5 Missed times."
    )


@given(st.sets(st.sampled_from(REFS)), st.sets(st.sampled_from(REFS)))
def test_every_criterion_of_either_try_is_told_once(before: set[str], after: set[str]) -> None:
    change = compare("When?", a_try(tuple(sorted(before))), a_try(tuple(sorted(after))))
    told = (*change.gained, *change.lost, *change.kept)
    assert sorted(told) == sorted(before | after)
    assert set(change.kept) == before & after
