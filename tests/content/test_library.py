from pathlib import Path

import pytest

from coach import paths
from coach.content.cache import cached
from coach.content.diagnostic import RefusedError
from coach.content.library import STANDARD_IDS, Library
from coach.errors import NotFoundError
from coach.interview.voice import Voice
from tests.builders_core import BANK, bank_with, write

METHOD = "professional-discussion"


def ids(library: Library, standard: str = "l3-css-1.0") -> set[str]:
    return {question.id for question in library.questions(standard, METHOD)}


def test_standards_and_organisations_by_id(shipped: Library) -> None:
    assert [standard.id for standard in shipped.standards] == list(STANDARD_IDS)
    assert shipped.standard("l2-csp") is shipped.standard("l2-csp")
    assert set(shipped.organisations) == {
        "highfield",
        "achieve-partners",
        "gateway-qualifications",
        "vtct-skills",
        "innovate-awarding",
    }
    assert [found.id for found in shipped.organisations_of("l2-csp")] == ["innovate-awarding"]
    assert shipped.organisation("highfield").standards == ("l3-css-1.0",)


@pytest.mark.parametrize(("id_", "hint"), [("l3-css-1.2", "Did you mean"), ("xyz", "The standards are l3-css-1.0")])
def test_a_standard_that_is_not_there(shipped: Library, id_: str, hint: str) -> None:
    with pytest.raises(NotFoundError, match=f"No standard goes by {id_}") as refused:
        shipped.standard(id_)
    assert refused.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("id_", "hint"), [("highfeild", "Did you mean highfield?"), ("qq", "The organisations are achieve-partners")]
)
def test_an_organisation_that_is_not_there(shipped: Library, id_: str, hint: str) -> None:
    with pytest.raises(NotFoundError, match=f"No organisation goes by {id_}") as refused:
        shipped.organisation(id_)
    assert refused.value.hint.startswith(hint)


def test_the_users_own_banks_stand_beside_the_shipped_ones() -> None:
    write(paths.own_banks() / "mine.yaml", BANK)
    library = Library()
    assert "mine-1" in ids(library)
    assert "mine-1" not in ids(library, "l3-css-1.1")
    assert len(ids(library)) > 35
    assert library.refused == []


def test_a_folder_named_by_the_caller_is_read_too(tmp_path: Path) -> None:
    write(tmp_path / "mine.yaml", BANK)
    assert "mine-1" in ids(Library([tmp_path]))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (bank_with("easy", "eazy"), 11),
        (bank_with("id: mine-1", "id: 1.10"), 7),
        (bank_with("    strong:", "   strong:"), 17),
        (BANK + "kind: again\n", 21),
        ("", 1),
        ("kind: lexicon\n", 1),
    ],
)
def test_one_bad_bank_is_left_out_and_told_and_the_rest_still_loads(shipped: Library, text: str, line: int) -> None:
    bad = write(paths.own_banks() / "bad.yaml", text)
    write(paths.own_banks() / "good.yaml", bank_with("id: mine-1", "id: good-1").replace("id: mine\n", "id: good\n"))
    library = Library()
    assert ids(library) == ids(shipped) | {"good-1"}
    (found,) = library.refused
    assert (found.file, found.line, found.severity) == (str(bad), line, "error")


def test_a_bank_that_is_not_text_or_not_readable_is_left_out() -> None:
    own = paths.own_banks()
    own.mkdir(parents=True)
    (own / "latin.yaml").write_bytes(BANK.replace("down", "caf\xe9").encode("latin-1"))
    (own / "folder.yaml").mkdir()
    (own / "gone.yaml").symlink_to(own / "nowhere.yaml")
    library = Library()
    assert len(library.banks) >= 6
    assert sorted(Path(found.file).name for found in library.refused) == ["folder.yaml", "gone.yaml", "latin.yaml"]


def test_a_question_that_another_bank_has_already_is_never_in_a_draw_twice() -> None:
    write(paths.own_banks() / "a.yaml", BANK)
    write(paths.own_banks() / "b.yaml", BANK.replace("id: mine\n", "id: other\n"))
    library = Library()
    drawn = [question.id for question in library.questions("l3-css-1.0", METHOD)]
    assert drawn.count("mine-1") == 1
    (found,) = library.refused
    assert Path(found.file).name == "b.yaml"
    assert "mine-1" in found.message


def test_a_bank_may_add_to_a_shipped_one_and_leave_questions_out(shipped: Library) -> None:
    unwanted = shipped.questions("l3-css-1.0", METHOD)[0].id
    adding = BANK.replace(
        f"standards: [l3-css-1.0]\nmethod: {METHOD}\n", f"extends: l3-css-{METHOD}\nwithout: [{unwanted}]\n"
    )
    write(paths.own_banks() / "mine.yaml", adding)
    library = Library()
    assert ids(library) == ids(shipped) - {unwanted} | {"mine-1"}
    assert "mine-1" in ids(library, "l3-css-1.1")


def test_a_bank_that_adds_to_nothing_is_left_out() -> None:
    write(paths.own_banks() / "mine.yaml", BANK.replace("standards: [l3-css-1.0]\n", "extends: l3-css-nothing\n"))
    library = Library()
    assert "mine-1" not in ids(library)
    (found,) = library.refused
    assert "l3-css-nothing" in found.message


def test_a_changed_bank_is_read_anew() -> None:
    file = write(paths.own_banks() / "mine.yaml", BANK)
    assert "mine-1" in ids(Library())
    write(file, bank_with("id: mine-1", "id: mine-2"))
    assert "mine-2" in ids(Library())
    write(file, bank_with("easy", "eazy"))
    assert not {"mine-1", "mine-2"} & ids(Library())


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache that nothing was kept in yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.usefixtures("nothing_kept")
def test_what_was_read_once_comes_from_the_cache_and_is_the_same() -> None:
    first = cached(paths.VOICE, Voice)
    (kept,) = (paths.cache_home() / "content").iterdir()
    assert cached(paths.VOICE, Voice) == first
    kept.write_bytes(b"spoilt")
    assert cached(paths.VOICE, Voice) == first


@pytest.mark.usefixtures("nothing_kept")
def test_a_refused_file_is_refused_again_and_never_kept(tmp_path: Path) -> None:
    file = write(tmp_path / "voice.yaml", "kind: voice\nnames: []\n")
    for _ in range(2):
        with pytest.raises(RefusedError):
            cached(file, Voice)
    assert not (paths.cache_home() / "content").exists()


def test_where_nothing_can_be_kept_it_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = write(tmp_path / "a-file", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert cached(paths.VOICE, Voice).names


def test_a_glossary_term_is_found_by_each_of_its_names(shipped: Library) -> None:
    assert shipped.glossary["sla"] is shipped.glossary["service level agreement"]
    assert all(name == name.casefold() for name in shipped.glossary)


def test_the_words_and_the_numbers_are_there(shipped: Library) -> None:
    assert shipped.voice.names
    assert shipped.weights.version
