"""A Skills England standard becomes a statements file: codes by order, GUIDs kept, foreign text made plain."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.check import check_file
from coach.content.convert import convert
from coach.content.library import Library
from coach.content.skills_england import read_skills_england, statements_yaml
from coach.content.standard_files import StatementsFile, load_standard
from coach.content.yaml_source import read_yaml
from coach.errors import CoachError, ContentError
from tests.builders_edges import one_sentence

EVENTS = Path(__file__).parent.parent / "data" / "skills_england" / "events.json"
K1 = {"knowledgeId": "g-1", "detail": "Knows it"}
LEAST: dict[str, Any] = {"referenceNumber": "ST1", "version": "1.0", "knowledges": [K1]}


def read(folder: Path, document: object) -> StatementsFile:
    text = document if isinstance(document, str) else json.dumps(document)
    file = folder / "standard.json"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    return read_skills_england(file, "own-1.0")


def text_of(folder: Path, detail: str) -> str:
    return read(folder, LEAST | {"knowledges": [{"knowledgeId": "g", "detail": detail}]}).statements[0].text


def test_statements_have_codes_by_order_and_keep_their_guids() -> None:
    file = read_skills_england(EVENTS, "events-1.10")
    assert (file.reference, file.version, file.title) == ("ST9871", "1.10", "Community events host")
    assert [(each.id, each.section, each.type, each.guid[-2:]) for each in file.statements] == [
        ("K1", "knowledge", "knowledge", "01"),
        ("K2", "knowledge", "knowledge", "02"),
        ("K3", "knowledge", "knowledge", "03"),
        ("S1", "skills", "skill", "01"),
        ("S2", "skills", "skill", "02"),
        ("B1", "behaviours", "behaviour", "01"),
    ]
    assert [(duty.id, duty.text) for duty in file.duties] == [("D1", "Duty 1 Open the doors on time.")]


def test_tags_entities_and_control_characters_are_taken_out() -> None:
    texts = {each.id: each.text for each in read_skills_england(EVENTS, "events-1.10").statements}
    assert texts == {
        "K1": "How a small event is planned, from the first idea to the last chair stacked away.",
        "K2": "What a venue’s licence allows: numbers; hours; music & drink",
        "K3": "no: the word that keeps a crowd safe, and when to say it",
        "S1": "Welcome guests so that those who came alone are not left standing.",
        "S2": "Keep a queue under 5 < 10 minutes and say why it waits.",
        "B1": "12:30",
    }


def test_the_file_passes_the_check_and_fits_beside_a_plan_and_its_criteria(tmp_path: Path, shipped: Library) -> None:
    file = read_skills_england(EVENTS, "events-1.10")
    written = tmp_path / "statements-events-1.10.yaml"
    written.write_text(statements_yaml(file), encoding="utf-8")
    assert check_file(written, shipped) == ()
    assert convert(read_yaml(written), StatementsFile) == file
    (tmp_path / "criteria-events-1.10.yaml").write_text(
        "kind: criteria\nid: events-1.10\nsections: [{id: knowledge, title: Knowledge}]\ncriteria:\n"
        "  - {ref: P1, section: knowledge, level: pass, method: talk, title: Plans, summary: Plans an event}\n"
    )
    plan = tmp_path / "events-1.10.yaml"
    plan.write_text(
        'kind: standard\nid: events-1.10\ntitle: Community events host\nlevel: 3\nplan_version: "1.10"\n'
        "reference: ST9871\nsource: Made up\ncontent: events-1.10\nmethods: [{id: talk, title: Talk}]\n"
    )
    assert check_file(plan, shipped) == ()
    assert [statement.guid for statement in load_standard(plan).statements] == [s.guid for s in file.statements]


@pytest.mark.parametrize(
    ("detail", "text"),
    [
        ("<p>One</p><p>Two</p>", "One Two"),
        ("a<br/>b", "a b"),
        ("mi<em>cro</em>scope", "microscope"),
        ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
        ("&amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt;", "bold"),
        ("<!-- hidden --><style>p{}</style>shown", "shown"),
        ("<a href=\"x\" onclick='y'>link</a>", "link"),
        ("bell\u0007 and \u202eback\x1b[31m", "bell and back[31m"),
        ("half \ud800 letter", "half letter"),
        ("K1: said twice", "said twice"),
        ("K10: another code", "K10: another code"),
        ("K1", "K1"),
    ],
)
def test_foreign_text_is_made_plain(tmp_path: Path, detail: str, text: str) -> None:
    assert text_of(tmp_path, detail) == text


def test_a_version_that_is_a_number_keeps_its_digits(tmp_path: Path) -> None:
    assert read(tmp_path, json.dumps(LEAST).replace('"1.0"', "1.10")).version == "1.10"


def test_field_names_in_another_case_and_a_list_of_one_are_read(tmp_path: Path) -> None:
    file = read(tmp_path, [{"ReferenceNumber": "ST1", "Version": 2, "Skills": [{"SkillId": "g", "Detail": "Does it"}]}])
    assert (file.version, file.statements[0].id, file.statements[0].guid) == ("2", "S1", "g")


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("", "standard.json:1: this is not JSON"),
        ('{"version":\n 1.0,}', "standard.json:2: this is not JSON"),
        ("[" * 100_000, "is nested too deeply"),
        ("null", "holds no standard"),
        ("[]", "holds 0 standards"),
        ([LEAST, LEAST], "holds 2 standards"),
        ({"version": "1.0"}, "the field referenceNumber is missing."),
        ({"referenceNumbr": "ST1", "version": "1"}, "Did you mean referencenumbr?"),
        ({"referenceNumber": "ST1", "version": None}, "the field version is missing."),
        (LEAST | {"knowledges": []}, "it has no knowledge, skill or behaviour statement."),
        (LEAST | {"knowledges": {"a": 1}}, "knowledges is not a list of at most 500."),
        (LEAST | {"skills": [{}] * 501}, "skills is not a list of at most 500."),
        (
            LEAST | {"skills": ["text", {"skillId": "g"}]},
            "skills, item 1: it has no text under detail. There are 1 more",
        ),
        (LEAST | {"skills": [{"skillId": "g", "detail": "<p> </p>"}]}, "skills, item 1: it has no text"),
        (LEAST | {"duties": [{"dutyDetail": "x" * 5_000}]}, "duties, item 1: its text has 5,000 characters"),
    ],
)
def test_what_is_no_standard_is_refused_with_its_place(tmp_path: Path, document: object, sentence: str) -> None:
    with pytest.raises(ContentError) as refusal:
        read(tmp_path, document)
    assert sentence in one_sentence(refusal.value)


@pytest.mark.parametrize("piece", ["<!--", "<script", "<li>", "</li>", "<a ", "&lt;", "<"])
def test_no_text_takes_long_to_make_plain(tmp_path: Path, piece: str) -> None:
    began = time.monotonic()
    text_of(tmp_path, "x" + piece * (4_000 // len(piece) - 1))
    read(tmp_path, LEAST | {"title": piece * 200_000})
    assert time.monotonic() - began < 5


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["detail", "knowledges", "skills", "version", "referenceNumber"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON | st.builds(lambda more: LEAST | {"skills": more, "title": "T"}, JSON))
def test_any_json_is_read_or_refused_in_a_sentence(tmp_path_factory: pytest.TempPathFactory, document: object) -> None:
    try:
        read(tmp_path_factory.getbasetemp(), document)
    except CoachError as error:
        one_sentence(error)


@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=60), max_size=5))
def test_any_text_comes_back_from_the_file(
    tmp_path_factory: pytest.TempPathFactory, shipped: Library, details: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    document = LEAST | {"skills": [{"skillId": f"g{n}", "detail": f"a{text}"} for n, text in enumerate(details)]}
    file = read(folder, document)
    written = folder / "statements-own-1.0.yaml"
    written.write_text(statements_yaml(file), encoding="utf-8")
    assert check_file(written, shipped) == ()
    assert convert(read_yaml(written), StatementsFile) == file


def test_a_field_whose_name_hides_a_character_is_told_in_plain_text(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        read(tmp_path, {"referenceNumber": "ST1", "versi\u00adon": "1.0"})
    assert str(refused.value).isprintable()
    assert "version is missing" in str(refused.value)
