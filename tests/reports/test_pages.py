"""What a page of HTML promises: one file, no script, no address, real tables, headings in order, contrast."""

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest

from coach import paths
from coach.reports.render import rendered
from coach.reports.report import Column, Report, Table
from tests.reports.reading import Page, csv_rows
from tests.reports.stage import MADE, Stage

STYLE = (paths.PACKAGE / "reports" / "render" / "templates" / "report.css").read_text(encoding="utf-8")


@pytest.fixture(params=MADE)
def html(request: pytest.FixtureRequest, stage: Stage) -> str:
    return rendered(MADE[request.param](stage, stage.marsha), "html").decode()


def test_a_page_stands_alone(html: str) -> None:
    assert not re.search(r"https?:|//[a-z]|<script|<link|@import|url\(|javascript:", html, re.IGNORECASE)
    assert html.startswith("<!doctype html>")
    page = Page(html)
    policy = next(meta["content"] for meta in page.named("meta") if meta.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert page.named("html") == [{"lang": "en-GB"}]
    assert len(page.named("main")) == len(page.named("h1")) == 1


def test_headings_come_in_order(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(html).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_are_real_ones(html: str) -> None:
    page = Page(html)
    assert len(page.named("caption")) == len(page.named("table")) > 0
    assert {head.get("scope") for head in page.named("th")} == {"col", "row"}
    for found in page.tables:
        assert len({len(row) for row in found}) == 1


def test_a_drawing_says_in_words_what_it_shows_and_stands_as_a_table_too(stage: Stage) -> None:
    html = rendered(MADE["cohort"](stage, stage.marsha), "html").decode()
    page = Page(html)
    drawings = page.named("svg")
    assert len(drawings) == 3 == len(page.named("details"))
    assert all(drawing["role"] == "img" and drawing["aria-label"] for drawing in drawings)
    assert "Aisha Rahman, K1.2: passed" in page.texts
    assert len(re.findall(r"<rect ", html)) == 2 * 62


def test_a_state_is_never_told_by_colour_alone(html: str) -> None:
    for cell in re.findall(r'<td class="state[^>]*>(.*?)</td>', html):
        assert re.search(r'aria-hidden="true">.</span>', cell) and re.search(r">[a-z, ]+</span>$", cell)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PALETTES: Mapping[str, Mapping[str, str]] = {
    name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for name, block in zip(("light", "dark", "print"), re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL), strict=True)
}


@pytest.mark.parametrize("name", PALETTES)
def test_words_stand_out_from_what_is_behind_them(name: str) -> None:
    palette = PALETTES[name]
    pairs = [("ink", "page"), ("soft", "page"), ("ink", "band"), ("soft", "band")]
    pairs += [(f"on-{shade}", f"shade-{shade}") for shade in range(5)]
    found = {pair: round(contrast(palette[pair[0]], palette[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", PALETTES)
def test_shades_differ_in_lightness(name: str) -> None:
    lights = [luminance(PALETTES[name][f"shade-{shade}"]) for shade in range(5)]
    assert lights in (sorted(lights), sorted(lights, reverse=True))
    assert all(contrast(PALETTES[name][f"shade-{n}"], PALETTES[name][f"shade-{n + 1}"]) > 1.15 for n in range(4))


def test_a_table_without_rows_says_so_everywhere() -> None:
    empty = Table("moved", "States that moved", (Column("ref", "Ref"),), (), empty="No state moved.")
    report = Report("changes", "What changed", "Nobody", "2026-03-02", (), (empty,))
    for format_ in ("md", "html", "csv"):
        assert "No state moved." in rendered(report, format_).decode()
    assert csv_rows(rendered(report, "csv", "moved")) == [["Ref"]]


def test_a_csv_begins_with_a_byte_order_mark_and_ends_its_lines_as_the_rule_says(stage: Stage) -> None:
    data = rendered(MADE["cohort"](stage, stage.marsha), "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
