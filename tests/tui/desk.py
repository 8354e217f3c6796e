"""What tests of the trainer's desk share: opening screens, filling forms, reading what is shown."""

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList, Select, Static, TextArea

from coach.services import review, second_looks
from coach.tui.screens.choose import Choose
from coach.tui.screens.dialogs import Message
from coach.tui.screens.form import Form
from coach.tui.screens.review import ReviewScreen
from coach.tui.screens.write import Write
from coach.tui.text import EVIDENCE
from coach.tui.widgets.criteria_list import CriteriaList
from tests.tui.screen_text import settled
from tests.tui.spring import Spring

SIZES = [(80, 24), (120, 40)]


async def shown_by(pilot: Pilot[None], screen: Screen[None]) -> str:
    """Open a screen over the first one and return what it shows."""
    await settled(pilot)
    pilot.app.push_screen(screen)
    return await settled(pilot)


async def filled(pilot: Pilot[None], key: str = "f10", **values: str) -> str:
    """Fill fields of the open form, press a key, return what is shown then."""
    await settled(pilot)
    assert isinstance(pilot.app.screen, Form)
    for id_, value in values.items():
        entry = pilot.app.screen.query_one(f"#{id_.replace('__', '-')}")
        if isinstance(entry, TextArea):
            entry.text = value
        elif isinstance(entry, Input):
            entry.value = value
        else:
            assert isinstance(entry, Select)
            entry.value = value
    await pilot.press(key)
    return await settled(pilot)


def told(pilot: Pilot[None]) -> str:
    """What the open message says, the part out of sight too."""
    assert isinstance(pilot.app.screen, Message)
    return words(pilot)


def words(pilot: Pilot[None]) -> str:
    """Every word of the screen's texts and lists, the ones out of sight too."""
    lines = [str(static.content) for static in pilot.app.screen.query(Static)]
    lines += [str(option.prompt) for listed in pilot.app.screen.query(OptionList) for option in listed.options]
    return "\n".join(lines)


def looked_twice(cohort: Spring, **second: str) -> str:
    """Finish Marsha's second look at Ben's reviewed mock; return the session's id.

    Owen passed K4.5 and S3.1 and saw K4.6 attempted; what is not named Marsha marks as he did.
    """
    (look,) = second_looks.open_looks(cohort.ws, cohort.marsha)
    as_owen = {"K4_5": "passed", "K4_6": "attempted", "S3_1": "passed"} | second
    for question, ref in second_looks.places(cohort.ws, cohort.marsha, look.session_id):
        value = as_owen[ref.replace(".", "_")]
        second_looks.mark_again(cohort.ws, cohort.marsha, look.session_id, question, ref, value)  # type: ignore[arg-type]
    second_looks.finish(cohort.ws, cohort.marsha, look.session_id)
    return look.session_id


def marks(cohort: Spring) -> list[tuple[int, str, str, str]]:
    """Every mark ever given in the session that is reviewed in the test."""
    found = review.history(cohort.ws, cohort.marsha, cohort.session)
    return [(mark.question, mark.ref, mark.mark, mark.comment) for mark in found]


async def opened(pilot: Pilot[None], cohort: Spring) -> str:
    """Open the review of the small store's one session."""
    await settled(pilot)
    pilot.app.push_screen(ReviewScreen(cohort.session))
    return await settled(pilot)


async def written(pilot: Pilot[None], text: str) -> None:
    """Write a comment of one's own, chosen from the list where there is one, and save it."""
    await settled(pilot)
    if isinstance(pilot.app.screen, Choose):
        await pilot.press("1")
        await settled(pilot)
    assert isinstance(pilot.app.screen, Write)
    pilot.app.screen.query_one(TextArea).text = text
    await pilot.press("f10")
    await settled(pilot)


async def signed_off(pilot: Pilot[None], feedback: str) -> None:
    """Write the feedback into the open form and sign off."""
    await settled(pilot)
    assert isinstance(pilot.app.screen, Form)
    pilot.app.screen.query_one("#feedback", TextArea).text = feedback
    await pilot.press("f10")
    await settled(pilot)


def chosen(pilot: Pilot[None]) -> str | None:
    row = pilot.app.screen.query_one(CriteriaList).row
    return row.ref if row else None


def underlined(pilot: Pilot[None]) -> list[str]:
    """The words highlighted in the answer."""
    content = pilot.app.screen.query_one("#said", Static).content
    return [content.plain[span.start : span.end] for span in content.spans if span.style == EVIDENCE]
