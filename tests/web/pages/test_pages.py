"""What the pages say: the numbers of the screens and the reports, in tables that can be read out."""

import re
from itertools import pairwise

import pytest
from aiohttp.test_utils import TestClient
from textual.widgets import OptionList, Static

from coach.plain.coverage import IN_WORDS
from coach.reports.render import rendered
from coach.services import cohort, reports, second_looks, waiting
from coach.services.cohort import Filters
from coach.services.marks_given import marks_given
from coach.services.programme import programme_of
from coach.services.quiet import quiet
from coach.services.watch import cohort_coverage, coverage_of
from coach.tui.app import CoachApp
from coach.tui.screens.cohort import CohortScreen
from coach.tui.screens.programme import ProgrammeScreen
from coach.web import asking
from tests.tui.desk import shown_by
from tests.tui.screen_text import settled
from tests.web.pages.conftest import Get, Reading
from tests.web.pages.reading import Read, read
from tests.web.pages.site import HOSTILE, SHOWN, WHO, Site
from tests.web.pages.test_pages_rights import PAGES, filled

HTML = [path for path in PAGES if not re.search(r"\.[a-z]+$", path.partition("?")[0])]


def whole(page: Read) -> None:
    """Check what holds for every page: a frame, headings in order, tables with heads, and nothing that runs."""
    assert page.headings[0][0] == 1
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = [tag for tag, _ in page.tags]
    assert not {"script", "iframe", "object", "img", "style", "base"} & set(names)
    assert names.count("main") == names.count("header") == names.count("footer") == 1
    assert ("html", {"lang": "en-GB"}) in page.tags
    assert [given["href"] for tag, given in page.tags if tag == "link"] == ["/assets/icon.svg", "/assets/coach.css"]
    for tag, given in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in given)
        assert tag != "form" or given["method"] == "get"
        assert tag != "th" or given["scope"] in ("row", "col")
    assert all(page.captions)
    assert all(link.startswith(("/", "#", "?")) for link in page.links)
    ids = [given["id"] for _, given in page.tags if "id" in given]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", HTML)
async def test_every_page_is_whole(site: Site, client: TestClient, path: str) -> None:
    for who in PAGES[path]:
        async with client.get(filled(site, path), headers={WHO: who}) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert "script-src" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.content_type == "text/html"
            whole(read(await answer.text()))
        async with client.head(filled(site, path), headers={WHO: who}) as head:
            assert (head.status, await head.read()) == (answer.status, b"")


async def test_the_title_says_page_and_person(site: Site, reading: Reading) -> None:
    titles = {
        "/pages/": "What waits for you, Marsha Delgado · coach",
        "/pages/queue": "Queue of Marsha Delgado · coach",
        "/pages/cohort?cohort=Spring&on=2026-03-20": "Coverage of Spring on 2026-03-20 · coach",
        "/pages/apprentices/{aisha}": "Coverage of Aisha Rahman · coach",
        "/pages/apprentices/{aisha}/criteria/K4.5": "K4.5 of Aisha Rahman · coach",
        "/pages/sittings/{waiting}": "Project interview of Aisha Rahman, 2026-03-06 · coach",
    }
    for path, title in titles.items():
        assert (await reading("marsha", filled(site, path))).title == title


async def test_the_style_sheet_and_nothing_else_is_served(client: TestClient) -> None:
    async with client.get("/assets/coach.css") as answer:
        assert (answer.status, answer.content_type) == (200, "text/css")
        css = await answer.text()
    assert "prefers-color-scheme: dark" in css and "focus-visible" in css
    assert "url(" not in css and "@import" not in css
    for name in ("", "coach.js", "..%2fpage.py", "%2e%2e%2f%2e%2e%2fpaths.py"):
        async with client.get(f"/assets/{name}") as answer:
            assert answer.status == 404
    async with client.get("/pages", allow_redirects=False) as answer:
        assert answer.headers["Location"] == "/pages/"


async def test_words_of_others_are_text(site: Site, get: Get, reading: Reading) -> None:
    paths = [
        "/pages/",
        "/pages/queue",
        "/pages/cohort",
        "/pages/agreement",
        "/pages/sittings",
        "/pages/apprentices/{mallory}",
        "/pages/sittings/{hostile}",
        "/pages/apprentices/{mallory}/criteria/K4.5",
        "/pages/queue?name=%3Cscript%3E&cohort=",
    ]
    for path in paths:
        for who in ("marsha", "mallory"):
            status, text = await get(who, filled(site, path))
            assert (status in (200, 403)) and not re.search(r"<script|<img|<i>Autumn|<b>Mallory", text)
            assert "\x1b" not in text and "\u202e" not in text and "{{ 49 }}" not in text
    sitting = await reading("mallory", filled(site, "/pages/sittings/{hostile}"))
    assert sitting.title.startswith("Project interview of <b>Mallory</b> {{ 7*7 }} & Co, ")
    assert sitting.text.count("<script>alert('x')</script>") >= 5
    assert SHOWN in " ".join(sitting.text.replace(" &amp; [2J", " &amp;[2J").split())
    assert HOSTILE not in sitting.text
    shown = await reading("marsha", "/pages/cohort?cohort=%3Ci%3EAutumn%3C/i%3E%20%22two%22%20%27three%27")
    assert shown.headings[0] == (1, "Coverage: <i>Autumn</i> \"two\" 'three'")
    assert len(shown.tables[0]) == 3


async def test_the_grid_is_the_screens_and_the_reports(site: Site, reading: Reading) -> None:
    page = await reading("marsha", "/pages/cohort")
    ws = site.workspace()
    marsha = site.actors["marsha"]
    grids = cohort.grids(ws, marsha)
    tables = dict(zip(page.captions, page.tables, strict=True))
    coverage = {one.name: one for each in cohort_coverage(ws, marsha) for one in each.apprentices}
    for grid in grids:
        heads, *rows, foot = tables[f"{grid.title}: apprentices and criteria"]
        assert [head.split()[0].rstrip("*") for head in heads[2:]] == [column.key for column in grid.columns]
        assert [row[0] for row in rows] == [" ".join(row.name.split()) for row in grid.rows]
        for cells, row in zip(rows, grid.rows, strict=True):
            assert cells[1] == f"{row.passed} of {row.of}"
            assert cells[2:] == [IN_WORDS[state] if state else "does not count" for state in row.states]
            own = coverage[row.name]
            assert (row.passed, row.of) == (own.count("passed"), len(own.criteria))
        assert foot[2:] == [f"{column.passed} of {column.of}" for column in grid.columns]
    async with CoachApp(ws, "Marsha Delgado").run_test(size=(160, 50)) as pilot:
        await shown_by(pilot, CohortScreen())
        first = tables[f"{grids[0].title}: apprentices and criteria"]
        said = str(pilot.app.screen.query_one("#cell-detail", Static).content)
        assert said.startswith(f"{first[1][0]}, ")
        assert f"passed by {first[-1][2]}" in said and first[1][2] in said
        assert f"{len(first) - 2} apprentices" in await settled(pilot)
    ws.store.close()


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("cohort=Spring", Filters(cohort="Spring")),
        ("method=project-interview", Filters(method="project-interview")),
        ("level=distinction", Filters(level="distinction")),
        ("by=sections", Filters(by="sections")),
        ("on=2026-03-03", Filters(as_of="2026-03-03")),
        ("organisation=innovate-awarding&cohort=", Filters(organisation="innovate-awarding")),
        ("standard=l2-csp", Filters()),
    ],
)
async def test_a_filter_shows_what_the_screen_would(site: Site, reading: Reading, query: str, filters: Filters) -> None:
    page = await reading("marsha", f"/pages/cohort?{query}")
    ws = site.workspace()
    grids = [g for g in cohort.grids(ws, site.actors["marsha"], filters) if g.columns]
    if "standard=" in query:
        grids = [grid for grid in grids if grid.standard == "l2-csp"]
    ws.store.close()
    captions = [caption for caption in page.captions if ": apprentices and" in caption]
    assert captions == [f"{grid.title}: apprentices and {filters.by}" for grid in grids]
    passed = [row[1] for table in page.tables for row in table[1:-1] if table[0][0] == "Apprentice"]
    assert passed == [f"{row.passed} of {row.of}" for grid in grids for row in grid.rows]


async def test_the_gaps_come_weakest_first(site: Site, reading: Reading) -> None:
    page = await reading("marsha", "/pages/cohort?standard=l3-css-1.1")
    ws = site.workspace()
    (grid, *_) = [g for g in cohort.grids(ws, site.actors["marsha"]) if g.standard == "l3-css-1.1"]
    weak = [each for each in cohort.weakest(ws, site.actors["marsha"], grid) if each.lacking]
    ws.store.close()
    told = [row for table in page.tables if table[0][0] == "Criterion" for row in table[1:]]
    assert [row[0].split()[0].rstrip("*") for row in told] == [each.column.key for each in weak]
    assert [row[1] for row in told] == [f"{each.column.passed} of {each.column.of}" for each in weak]


async def test_the_apprentices_page_counts_as_the_screens_do(site: Site, reading: Reading) -> None:
    ws = site.workspace()
    for who, whose in (("marsha", "ben"), ("ben", "ben"), ("marsha", "aisha"), ("aisha", "aisha")):
        page = await reading(who, filled(site, f"/pages/apprentices/{{{whose}}}"))
        programme = programme_of(ws, site.actors[who], site.actors[whose].id)
        assert f"{programme.passed} of {programme.of}" in page.text
        sections = [f"{section.passed} of {section.of} passed" for section in programme.sections]
        assert [caption for caption in page.captions if caption.endswith(" passed")] == sections
        states = {row[0].split()[0]: row[2] for t in page.tables if t[0][-1] == "Marks and comments" for row in t[1:]}
        coverage = coverage_of(ws, site.actors[who], site.actors[whose].id)
        assert states == {ref: IN_WORDS[state] for ref, state in coverage.states.items()}
        assert (
            [row[0].split()[0] for row in page.tables[page.captions.index(_DATES)][1:]]
            == [due.day.isoformat() for due in programme.due]
            if programme.due
            else _DATES not in page.captions
        )
    async with CoachApp(ws, "Ben Carter").run_test(size=(120, 40)) as pilot:
        shown = await shown_by(pilot, ProgrammeScreen(site.actors["ben"].id))
        assert f"{programme_of(ws, site.actors['ben'], site.actors['ben'].id).passed} of 62 passed" in shown
    ws.store.close()


_DATES = "What falls when, and the rule it follows from"


async def test_marks_and_states_agree_on_every_day(site: Site) -> None:
    ws = site.workspace()
    days = [None, *(f"2026-03-{day:02}" for day in range(1, 32))]
    for who, whose in (("marsha", "ben"), ("ben", "ben"), ("marsha", "aisha"), ("aisha", "aisha"), ("lena", "mallory")):
        actor, apprentice = site.actors[who], site.actors[whose].id
        for day in days:
            marks = marks_given(ws, actor, apprentice, day)
            states = coverage_of(ws, actor, apprentice, day).states
            for value in ("passed", "attempted"):
                decided = {ref for ref, placed in marks.items() if placed[0].mark.mark == value}
                assert decided == {ref for ref, state in states.items() if state == value}, (who, whose, day)
    assert marks_given(ws, site.actors["marsha"], site.actors["aisha"].id)
    assert not marks_given(ws, site.actors["aisha"], site.actors["aisha"].id)
    ws.store.close()


async def test_the_queue_is_the_screens(site: Site, reading: Reading) -> None:
    page = await reading("marsha", "/pages/queue")
    ws = site.workspace()
    queued = waiting.queue(ws, site.actors["marsha"])
    assert [row[0] for row in page.tables[0][1:]] == [item.apprentice for item in queued]
    assert [row[4:6] for row in page.tables[0][1:]] == [[str(i.questions), str(i.suggested)] for i in queued]
    async with CoachApp(ws, "Marsha Delgado").run_test(size=(160, 50)) as pilot:
        shown = await settled(pilot)
        listed = pilot.app.screen.query_one("#queue", OptionList)
        assert "2 sessions wait for review" in shown and "2 sessions wait for review" in page.text
        ages = str(pilot.app.screen.query_one("#ages", Static).content)
        assert ages in page.text
        facts = str(listed.get_option_at_index(1).prompt)
        assert f"{page.tables[0][1][4]} answer, {page.tables[0][1][5]} criteria suggested" in facts
    ws.store.close()
    nothing = await reading("marsha", "/pages/queue?cohort=Autumn")
    assert "Nothing waits that fits." in nothing.text and not nothing.tables


async def test_who_has_handed_nothing_in_is_named(site: Site, reading: Reading) -> None:
    page = await reading("lena", "/pages/")
    ws = site.workspace()
    found = quiet(ws, site.actors["lena"])
    ws.store.close()
    names = [row[0] for row in page.tables[0][1:]]
    assert names == [" ".join(item.apprentice.split()) for item in found]
    assert names[:2] == ["Chloe Fitzwilliam-Montgomery", "Dev Patel"]
    assert page.tables[0][1][2] == "never"
    assert "Ben Carter: S3.1, due 2026-03-20" in page.text
    ws = site.workspace()
    site.clock.advance(days=-12)
    assert [item.apprentice for item in quiet(ws, site.actors["lena"], cohort="Spring")] == []
    site.clock.advance(days=12)
    ws.store.close()


async def test_a_sitting_reads_with_its_reasons(site: Site, get: Get, reading: Reading) -> None:
    path = filled(site, "/pages/sittings/{waiting}")
    page = await reading("marsha", path)
    assert "rang the warehouse ⟨K4.5⟩" in page.text
    assert "<mark>rang the warehouse</mark>" in (await get("marsha", path))[1]
    assert "very likely, by a word with another department, passing it on." in page.text
    assert "No sign yet of what follows for the customer." in page.text
    assert "Not answered." in page.text
    own = await reading("ben", filled(site, "/pages/sittings/{reviewed}"))
    assert "attempted, not passed" in own.text and "A clear story." in own.text


async def test_what_lies_behind_a_state(site: Site, reading: Reading) -> None:
    page = await reading("marsha", filled(site, "/pages/apprentices/{aisha}/criteria/K4.5"))
    assert "Question 1: attempted, not passed, marked by Marsha Delgado, 2026-03-10. Nobody is to" in page.text
    assert filled(site, "/pages/sittings/{waiting}") in page.links
    page = await reading("marsha", filled(site, "/pages/apprentices/{aisha}/criteria/K4.6"))
    assert "Question 1: suggested, likely, no mark yet. the order had never reached their screen" in page.text
    page = await reading("marsha", filled(site, "/pages/apprentices/{aisha}/criteria/K1.1"))
    assert "No sitting that is handed in speaks of it yet." in page.text


async def test_a_rating_stands_beside_a_mark_only(site: Site, reading: Reading) -> None:
    page = await reading("marsha", filled(site, "/pages/sittings/{waiting}"))
    assert page.text.count("own rating") == 1
    assert "attempted, not passed; own rating: passed (worth a look)" in page.text


async def test_agreement_is_told_as_on_the_screen(site: Site, reading: Reading) -> None:
    page = await reading("marsha", "/pages/agreement")
    ws = site.workspace()
    view = second_looks.agreement_of(ws, site.actors["marsha"])
    ws.store.close()
    assert view.agreement is not None and view.to_settle
    assert f"{view.agreement.agreed} of {view.agreement.places} marks agree" in page.text
    assert len([level for level, _ in page.headings if level == 3]) == len(view.to_settle)


async def test_a_second_look_stays_blind(site: Site, get: Get) -> None:
    text = (await get("lena", "/pages/agreement"))[1]
    assert f"/pages/sittings/{site.sittings['hostile']}" not in text


async def test_long_lists_come_in_parts(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ROWS_A_PAGE", 2)
    first = await reading("marsha", "/pages/sittings")
    assert first.captions == ["5 in all, the newest first"]
    assert "1 to 2 of 5" in first.text and "Those before" not in first.text
    (after,) = [link for link in first.links if link.startswith("?")]
    second = await reading("marsha", f"/pages/sittings{after}")
    assert "3 to 4 of 5" in second.text
    last = await reading("marsha", f"/pages/sittings{second.links[-1]}")
    assert "5 to 5 of 5" in last.text and "Those after" not in last.text
    assert [len(page.tables[0]) for page in (first, second, last)] == [3, 3, 2]
    start = await reading("marsha", "/pages/")
    assert "1 to 2 of" in start.text
    part = await reading("marsha", "/pages/cohort?by=sections")
    (on,) = [link for link in part.links if link.startswith("?")]
    assert on == "?by=sections&page-l3-css-1.1=2"
    again = await reading("marsha", f"/pages/cohort{on}")
    assert again.captions == part.captions
    assert len({row[0] for page in (part, again) for row in page.tables[0][1:-1]}) == 4


@pytest.mark.parametrize("ending", ["html", "csv", "xlsx"])
async def test_a_report_is_kept_as_the_command_writes_it(site: Site, client: TestClient, ending: str) -> None:
    ws = site.workspace()
    marsha, mallory = site.actors["marsha"], site.actors["mallory"]
    made = {
        "/pages/cohort/cohort.{}?cohort=Spring": reports.cohort_overview(ws, marsha, cohort="Spring"),
        "/pages/cohort/cohort.{}?on=2026-03-03": reports.cohort_overview(ws, marsha, as_of="2026-03-03"),
        "/pages/cohort/changes.{}?since=2026-03-03&cohort=Spring": reports.what_changed(
            ws, marsha, "2026-03-03", cohort="Spring"
        ),
        f"/pages/apprentices/{mallory.id}/mark-sheet.{{}}": reports.apprentice_marks(ws, marsha, mallory.id),
        f"/pages/sittings/{site.sittings['hostile']}/feedback.{{}}": reports.feedback_letter(
            ws, marsha, site.sittings["hostile"]
        ),
    }
    ws.store.close()
    for path, report in made.items():
        async with client.get(path.format(ending), headers={WHO: "marsha"}) as answer:
            assert answer.status == 200
            assert answer.headers["Cache-Control"] == "no-store"
            named = re.fullmatch(r'attachment; filename="([a-z0-9-]+\.[a-z]+)"', answer.headers["Content-Disposition"])
            assert named is not None and named[1].endswith(f".{ending}")
            assert await answer.read() == rendered(report, ending)  # type: ignore[arg-type]
