"""The command line: every command, the shapes of its JSON, its exit codes, and its one sentence about trouble."""

import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any

import click
import pytest

from coach import __version__, cli, paths
from coach.cli import COMMANDS, main
from coach.content.library import Library
from coach.services import people, review, second_looks, sign_in, waiting
from coach.services.people import NewPerson
from tests.builders_edges import (
    LEXICON,
    LIMIT_ANSWER,
    METHOD,
    STANDARD,
    WEIGHTS,
    Place,
    a_trainer,
    an_apprentice,
    finish,
    one_sentence,
    sit,
)

AISHA, MARSHA = "Aisha Rahman", "Marsha Delgado"
SESSION = "7hk2m9qp"
"""The session that the examples in the help speak of."""
NEEDS_A_TERMINAL = {"demo"}


def command(*names: str) -> click.Command:
    """Return a command by its name and its subcommand's."""
    found: click.Command = cli.group
    for name in names:
        assert isinstance(found, click.Group)
        child = found.get_command(click.Context(found), name)
        assert child is not None
        found = child
    return found


def every_command() -> Iterator[tuple[str, ...]]:
    """Yield the names of every command, those of groups with their subcommands after them."""
    for name in sorted(COMMANDS):
        yield (name,)
        group = command(name)
        if isinstance(group, click.Group):
            yield from ((name, child) for child in sorted(group.commands))


EVERY_COMMAND = tuple(every_command())


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout, its keys sorted at every depth."""
        assert (self.code, self.err) == (0, ""), self
        return json.loads(self.out, object_pairs_hook=_sorted)


def _sorted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    assert keys == sorted(keys)
    return dict(pairs)


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of its own: what is kept of the small lexicon is none of the shipped one's."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _small_lexicon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COACH_STORE", str(tmp_path / "coach.db"))
    monkeypatch.setattr(Library, "lexicon", property(lambda _: LEXICON))
    monkeypatch.setattr(Library, "weights", property(lambda _: WEIGHTS))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str, stdin: str | bytes = "") -> Ran:
        typed = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        code = 0
        try:
            main(arguments)
        except SystemExit as left:
            assert left.code is None or isinstance(left.code, int)
            code = left.code or 0
        out, err = capsys.readouterr()
        assert "stopped by mistake" not in err
        return Ran(code, out, err)

    return run


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store with an apprentice, a trainer and one session that waits for review."""
    place = Place(tmp_path_factory.mktemp("prepared") / "coach.db")
    ws = place.open()
    aisha = an_apprentice(ws)
    a_trainer(ws)
    ws.new_id = lambda: SESSION
    rehearsal = sit(ws, aisha)
    rehearsal.open()
    place.clock.advance(minutes=2)
    finish(rehearsal)
    rehearsal.hand_in({"K2.4": "passed"})
    place.close()
    yield place.file


@pytest.fixture
def store(prepared: Path, tmp_path: Path) -> Path:
    """A copy of the prepared store, in use."""
    return Path(shutil.copy(prepared, tmp_path / "coach.db"))


def bank(**changes: Any) -> str:
    """Return a question bank as JSON, which is YAML as well."""
    question = {
        "id": "own-1",
        "text": "When did you last hand a case over?",
        "rephrasings": ["Tell me about a case you passed on."],
        "targets": ["K2.4"],
        "probes": [{"for": "K2.4", "text": "Why you and not somebody else?"}],
        "strong": {"pass": "One case, told to its end."},
    }
    top = {"kind": "question-bank", "id": "own", "title": "Own", "standards": [STANDARD], "method": METHOD}
    return json.dumps(top | {"questions": [question | changes]})


def two_views(store: Path) -> None:
    """Have one trainer review the session and another see it differently."""
    place = Place(store)
    ws = place.open()
    ws.new_id = lambda: "owen"
    marsha, owen = sign_in.actor_named(ws, "Marsha Delgado"), a_trainer(ws, "Owen Pritchard")
    review.mark(ws, marsha, SESSION, 3, "K2.4", "attempted")
    review.sign_off(ws, marsha, SESSION)
    second_looks.mark_again(ws, owen, SESSION, 3, "K2.4", "passed")
    second_looks.finish(ws, owen, SESSION)
    place.close()


def a_lead_who_signs_in(store: Path) -> None:
    """Add a lead with a passphrase."""
    place = Place(store)
    ws = place.open()
    ws.new_id = lambda: "lena"
    sign_in.choose_passphrase(ws, people.join(ws, NewPerson("Lena Fox", "lead")).name, "three copper kettles")
    place.close()


LABELLED = [
    {"kind": "strong", "answer": LIMIT_ANSWER, "criteria": ["B2.1", "K2.4"], "targets": ["K2.4"], "question": "When?"},
    {"kind": "waffle", "answer": "I always give one hundred and ten per cent to be honest.", "criteria": []},
]


def labelled() -> str:
    """Return answers with labels, a JSON object a line."""
    common = {"standard": STANDARD, "method": METHOD}
    return "".join(json.dumps({"id": f"a{n}"} | common | item) + "\n" for n, item in enumerate(LABELLED, 1))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples in the help speak of."""
    (tmp_path / "desk" / "my_banks").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "desk")
    Path("my_banks/own.yaml").write_text(bank(), encoding="utf-8")
    Path("answer.txt").write_text(LIMIT_ANSWER, encoding="utf-8")
    Path("answers.jsonl").write_text(labelled(), encoding="utf-8")
    Path("lines.jsonl").write_text('{"id": "m1", "text": "Sorry about that, what happened?"}\n', encoding="utf-8")
    Path("apprentices.csv").write_text("name,role\nLena Fox,trainer\n", encoding="utf-8")
    shutil.copy(Path(__file__).parent / "data/skills_england/events.json", "standard.json")
    return tmp_path / "desk"


# Help


@pytest.mark.parametrize("names", [(), *EVERY_COMMAND])
def test_help_says_what_it_does_with_an_example(run: Run, names: tuple[str, ...]) -> None:
    ran = run(*names, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: coach{''.join(f' {name}' for name in names)} ")
    assert "Example: coach" in ran.out
    assert run(*names, "-h") == ran


def test_the_list_of_commands_is_whole(run: Run) -> None:
    listed = re.findall(r"^  ([a-z-]+) ", run("--help").out.partition("Commands:")[2], re.MULTILINE)
    assert listed == sorted(COMMANDS)


@pytest.mark.parametrize("names", EVERY_COMMAND)
def test_the_example_in_the_help_works(
    run: Run, desk: Path, store: Path, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.is_dir()
    text = command(*names).help or ""
    example = " ".join(text.partition("Example:")[2].split("\n\n")[0].split())
    words = shlex.split(example)
    assert words[0] == "coach" and (words[1:2] == [names[0]])
    if names == ("people", "add"):
        store.unlink()
    if names == ("report", "feedback"):
        run("sign-off", SESSION, "--as", MARSHA)
    if names == ("import",):
        run("export", "--apprentice", AISHA, "--output", "aisha.zip")
    if names == ("settle",):
        two_views(store)
    if names == ("restore",):
        run("backup", words[2])
    if names == ("people", "passphrase"):
        monkeypatch.setenv("COACH_PASSPHRASE", "three copper kettles")
    if names == ("store", "shared"):
        a_lead_who_signs_in(store)
    if names == ("store", "copy"):
        shutil.copy(store, words[3])
    ran = run(*words[1:])
    if names == ("serve",):
        assert ran.code == 1
        assert "not shared" in one_sentence(ran.err.strip())
    elif names[0] in NEEDS_A_TERMINAL:
        assert (ran.code, one_sentence(ran.err.strip())) == (
            2,
            "The app needs a terminal. For lines instead: coach demo --plain",
        )
    else:
        assert (ran.code, ran.err) == (0, "")
        assert ran.out


@pytest.mark.parametrize("names", [names for names in EVERY_COMMAND if not isinstance(command(*names), click.Group)])
def test_every_command_takes_the_store(names: tuple[str, ...]) -> None:
    options = {option for parameter in command(*names).params for option in parameter.opts}
    assert "--store" in options or names in {("demo",), ("bank", "new"), ("bank", "list"), ("store", "copy")}


DATA = ("standards", "draw", "check", "map", "evaluate", "sessions", "show", "queue", "coverage", "grade", "doctor")


@pytest.mark.parametrize("names", [*((name,) for name in DATA), ("people", "add"), ("people", "list")])
def test_every_command_that_prints_data_prints_json(names: tuple[str, ...]) -> None:
    assert "--json" in {option for parameter in command(*names).params for option in parameter.opts}


def test_the_version(run: Run) -> None:
    assert run("--version") == Ran(0, f"coach, version {__version__}\n", "")


# The shapes of JSON


def fits(value: object, shape: object, where: str = "$") -> None:
    """Check a document: a dict names keys it has at least, `{str: …}` is a mapping, a list has items of one shape."""
    if isinstance(shape, tuple):
        assert value in shape or type(value) in shape, where
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for place, item in enumerate(value):
            fits(item, shape[0], f"{where}[{place}]")
    elif isinstance(shape, dict) and str in shape:
        assert isinstance(value, dict), where
        for key, item in value.items():
            fits(item, shape[str], f"{where}.{key}")
    elif isinstance(shape, dict):
        assert isinstance(value, dict), where
        for key, inner in shape.items():
            assert key in value, f"{where}.{key}"
            fits(value[key], inner, f"{where}.{key}")
    else:
        assert type(value) is shape or (shape is float and type(value) is int), where


EVIDENCE = {"start": int, "end": int, "text": str, "concept": str}
SUGGESTION = {"ref": str, "level": ("pass", "distinction"), "score": float, "evidence": [EVIDENCE]}
CRITERION = {"ref": str, "level": ("pass", "distinction"), "section": str, "summary": str, "statements": [str]}
RULES = {"minutes": (int, NoneType), "tolerance_percent": (int, NoneType), "questions": (int, NoneType)}
ORGANISATION = {"id": str, "title": str, "document": str, "valid_to": (str, NoneType), "methods": {str: RULES}}
STATE = ("untried", "suggested", "waiting", "attempted", "passed")
APPRENTICE = {"name": str, "states": {str: STATE}, "gaps": [str], "next": [{"ref": str, "why": str}]}
F1 = {"f1": float, "precision": float, "recall": float, "map": float}
GRADE = ("fail", "pass", "distinction")
METHOD_GRADE = {"grade": GRADE, "missing_for_pass": [str], "missing_for_distinction": [str]}
TURN = {"speaker": ("assessor", "apprentice", "clock", "coach"), "text": str, "at": float}
MARK = {"ref": str, "mark": ("passed", "attempted", "none"), "comment": str, "by": str, "at": str}
ROW = {"id": str, "apprentice": str, "standard": str, "method": str, "organisation": str, "mode": str, "state": str}

SHAPES: Mapping[str, tuple[tuple[str, ...], object]] = {
    "standards": (
        ("standards",),
        [
            {
                "id": str,
                "title": str,
                "level": int,
                "plan_version": str,
                "source": str,
                "notes": [str],
                "methods": [{"id": str, "title": str, "criteria": [CRITERION]}],
                "organisations": [ORGANISATION],
            }
        ],
    ),
    "draw": (
        ("draw", "--standard", STANDARD, "--method", METHOD, "--seed", "7"),
        {
            "seed": int,
            "questions": [{"id": str, "text": str, "targets": [str]}],
            "covered": [str],
            "uncovered": [str],
        },
    ),
    "map": (
        ("map", "answer.txt", "--standard", STANDARD, "--method", METHOD, "--targets", "K2.4"),
        {
            "suggestions": [SUGGESTION],
            "craft": {
                "words": int,
                "star": {part: [[int]] for part in ("situation", "task", "action", "result")},
                "first_person_share": float,
            },
        },
    ),
    "evaluate": (
        ("evaluate", "answers.jsonl"),
        {
            "n": int,
            "blind": F1 | {"recall_at_3": float},
            "session": F1 | {"n": int, "targets_only_f1": float},
            "false_positives_per_item": {"waffle": float, "stuffed": float, "short": float},
            "evidence_overlap": float,
            "by_criterion": {str: {"f1": float, "support": int}},
        },
    ),
    "sessions": (("sessions", "--apprentice", AISHA), [ROW | {"started": str, "elapsed": float}]),
    "show": (
        ("show", SESSION),
        ROW
        | {
            "questions": [
                {
                    "number": int,
                    "id": str,
                    "text": str,
                    "targets": [str],
                    "turns": [TURN],
                    "answer": str,
                    "suggestions": [SUGGESTION],
                    "marks": [MARK],
                }
            ],
            "clock": {"elapsed": float, "stops": [{"at": float, "seconds": (float, NoneType), "reason": str}]},
            "grade": METHOD_GRADE,
        },
    ),
    "queue": (("queue", "--as", MARSHA), [{"session_id": str, "apprentice": str, "days": int}]),
    "coverage of one": (("coverage", "--apprentice", AISHA), {"criteria": [str], "apprentices": [APPRENTICE]}),
    "coverage of a cohort": (("coverage", "--cohort", "Spring"), {"criteria": [str], "apprentices": [APPRENTICE]}),
    "grade": (("grade", "--apprentice", AISHA), {"overall": GRADE, "methods": {str: METHOD_GRADE}}),
    "check": (
        ("check", "my_banks"),
        [{"file": str, "line": int, "column": int, "code": str, "severity": str, "message": str, "hint": str}],
    ),
    "people list": (("people", "list"), [{"id": str, "name": str, "role": ("apprentice", "trainer", "lead")}]),
    "doctor": (("doctor",), {"coach": str, "python": str, "store": str, "store integrity": ("ok",)}),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_shape_of_json(run: Run, desk: Path, store: Path, name: str) -> None:
    assert desk.is_dir() and store.exists()
    arguments, shape = SHAPES[name]
    ran = run(*arguments, "--json")
    document = ran.json
    fits(document, shape)
    assert document or name == "check"
    if name not in ("queue", "doctor"):
        assert run(*arguments, "--json") == ran
    plain = run(*arguments)
    assert (plain.code, plain.err) == (0, "")
    assert plain.out.strip() and not plain.out.startswith(("{", "["))


# What single commands print


def test_standards_tell_all_three_with_their_organisations(run: Run) -> None:
    document = run("standards", "--json").json
    counts = {one["id"]: sum(len(method["criteria"]) for method in one["methods"]) for one in document}
    assert counts == {"l3-css-1.0": 62, "l3-css-1.1": 62, "l2-csp": 74}
    (expired,) = [o for one in document for o in one["organisations"] if o["valid_to"]]
    assert (expired["id"], expired["valid_to"]) == ("achieve-partners", "2024-05-31")
    (one,) = run("standards", "l2-csp", "--json").json
    assert one == document[2]


def test_a_draw_covers_every_pass_criterion_and_is_the_same_for_a_seed(run: Run) -> None:
    arguments = ("draw", "--standard", STANDARD, "--method", METHOD, "--json")
    drawn = run(*arguments, "--seed", "7").json
    assert (drawn["seed"], len(drawn["questions"]), drawn["uncovered"]) == (7, 10, [])
    assert len(drawn["covered"]) == 11
    assert run(*arguments, "--seed", "7").json == drawn
    assert run(*arguments, "--seed", "8").json != drawn
    assert len(run(*arguments, "--count", "3").json["questions"]) == 3
    assert isinstance(run(*arguments).json["seed"], int)


def test_a_draw_for_somebody_goes_by_their_gaps(run: Run, store: Path) -> None:
    assert store.exists()
    for ref in ("K1.5", "K1.6", "K2.3", "K3.1", "K3.2", "K4.1", "S2.1", "B1.1", "B2.1", "B3.1"):
        assert run("mark", SESSION, "--question", "1", "--ref", ref, "--mark", "passed", "--as", MARSHA).code == 0
    assert run("mark", SESSION, "--question", "1", "--ref", "K2.4", "--mark", "attempted", "--as", MARSHA).code == 0
    assert run("sign-off", SESSION, "--as", MARSHA).code == 0
    arguments = ("draw", "--standard", STANDARD, "--method", METHOD, "--seed", "3", "--json")

    def asks(drawn: Any) -> int:
        return sum("K2.4" in question["targets"] for question in drawn["questions"])

    assert asks(run(*arguments, "--for", AISHA).json) > asks(run(*arguments).json)


def test_own_banks_are_drawn_from_and_cannot_steer_the_terminal(run: Run, desk: Path) -> None:
    (desk / "my_banks" / "own.yaml").write_text(bank(text="When\x1b[31m did you\x07 ask?", id="own-1"), "utf-8")
    arguments = ("draw", "--standard", STANDARD, "--method", METHOD, "--banks", "my_banks", "--count", "100")
    ran = run(*arguments)
    assert ran.code == 0
    assert "own-1" in ran.out
    assert "\x1b" not in ran.out and "\x07" not in ran.out
    drawn = run(*arguments, "--json").json
    assert "When\x1b[31m did you\x07 ask?" in {question["text"] for question in drawn["questions"]}


def test_map_reads_a_file_or_stdin_and_shows_its_reasons(run: Run, desk: Path) -> None:
    arguments = ("--standard", STANDARD, "--method", METHOD)
    found = run("map", str(desk / "answer.txt"), *arguments, "--json").json
    assert {one["ref"] for one in found["suggestions"]} == {"B2.1", "K2.4"}
    for one in found["suggestions"]:
        assert one["evidence"]
        assert all(LIMIT_ANSWER[e["start"] : e["end"]] == e["text"] for e in one["evidence"])
    for file in ((), ("-",)):
        assert run("map", *file, *arguments, "--json", stdin=LIMIT_ANSWER).json == found


def test_map_all_ranks_every_criterion_of_the_method(run: Run) -> None:
    arguments = ("--standard", STANDARD, "--method", METHOD, "--all", "--json")
    ranked = run("map", *arguments, stdin=LIMIT_ANSWER).json["suggestions"]
    assert len(ranked) == 14
    assert [one["score"] for one in ranked] == sorted((one["score"] for one in ranked), reverse=True)


def test_map_of_nothing_suggests_nothing(run: Run) -> None:
    arguments = ("--standard", STANDARD, "--method", METHOD)
    assert run("map", *arguments, "--json", stdin="").json["suggestions"] == []
    assert run("map", *arguments, stdin="").out == "Nothing is suggested.\n"


def lines(*items: Mapping[str, Any]) -> str:
    """Return objects a line each."""
    return "".join(json.dumps(item) + "\n" for item in items)


ITEM = {"id": "one", "standard": STANDARD, "method": METHOD, "answer": LIMIT_ANSWER}


def test_map_jsonl_answers_line_by_line_in_order(run: Run) -> None:
    items = (ITEM, ITEM | {"id": "two", "answer": ""}, ITEM | {"id": "three", "targets": ["K2.4"], "question": "When?"})
    ran = run("map", "--jsonl", stdin=lines(*items) + "\n")
    assert (ran.code, ran.err) == (0, "")
    documents = [json.loads(line, object_pairs_hook=_sorted) for line in ran.out.splitlines()]
    assert [document["id"] for document in documents] == ["one", "two", "three"]
    for document in documents:
        fits(document, {"id": str, "suggestions": [SUGGESTION]})
    assert [len(document["suggestions"]) for document in documents][:2] == [2, 0]
    ranked = run("map", "--jsonl", "--all", stdin=lines(ITEM))
    assert len(json.loads(ranked.out)["suggestions"]) == 14


@pytest.mark.parametrize(
    "bad", ["not json", '{"id": "x"}', '{"id": 1, "standard": "", "method": "", "answer": ""}', "[]"]
)
def test_a_line_that_is_no_answer_is_named(run: Run, bad: str) -> None:
    ran = run("map", "--jsonl", stdin=f"{lines(ITEM)}{bad}\n")
    assert ran.code == 2
    assert json.loads(ran.out)["id"] == "one"
    assert ":2: " in one_sentence(ran.err.strip())


def test_evaluate_counts_right_and_wrong(run: Run, desk: Path) -> None:
    found = run("evaluate", str(desk / "answers.jsonl"), "--json").json
    assert (found["n"], found["session"]["n"]) == (2, 1)
    assert found["blind"]["f1"] == 1.0
    assert found["by_criterion"] == {ref: {"f1": 1.0, "support": 1} for ref in ("B2.1", "K2.4")}


def test_check_leaves_with_1_and_says_where(run: Run, desk: Path) -> None:
    (desk / "my_banks" / "own.yaml").write_text(
        f"kind: question-bank\nid: own\ntitle: Own\nstandards: [{STANDARD}]\nmethod: {METHOD}\n"
        "questions:\n  - id: own-1\n    text: \x85When?\n    rephrasing: []\n",
        encoding="utf-8",
    )
    ran = run("check", "my_banks")
    assert ran.code == 1
    (told, *_) = [line for line in ran.out.splitlines() if "own.yaml" in line]
    assert re.search(r"own\.yaml:\d+:\d+: CK\d{4} ", told)
    as_json = run("check", "my_banks", "--json")
    assert (as_json.code, as_json.err) == (1, "")
    findings = json.loads(as_json.out)
    assert findings and {finding["severity"] for finding in findings} >= {"error"}
    assert all(finding["file"].endswith("own.yaml") for finding in findings)


def test_check_of_a_sound_file_finds_no_error(run: Run, desk: Path) -> None:
    assert desk.is_dir()
    assert {finding["severity"] for finding in run("check", "my_banks", "--json").json} <= {"warning"}


def test_people_are_added_and_listed(run: Run) -> None:
    assert run("people", "list").out.startswith("Nobody is here yet.")
    added = run(
        *("people", "add", "Callum Reid", "--role", "apprentice", "--standard", "l2-csp"),
        *("--organisation", "innovate-awarding", "--cohort", "Autumn", "--not-face-to-face", "--json"),
    ).json
    fits(added, {"id": str, "name": ("Callum Reid",), "role": ("apprentice",)})
    assert run("people", "add", MARSHA, "--role", "trainer").code == 0
    callum, marsha = run("people", "list", "--json").json
    assert (callum["id"], callum["standard"], callum["cohort"]) == (added["id"], "l2-csp", "Autumn")
    assert (callum["face_to_face"], marsha["role"], marsha["standard"]) == (False, "trainer", None)
    assert run("people", "list").out == (
        f"Callum Reid (apprentice): l2-csp · innovate-awarding · Autumn\n{MARSHA} (trainer)\n"
    )


def test_doctor_says_where_everything_is(run: Run, store: Path) -> None:
    document = run("doctor", "--json").json
    assert (document["store"], document["store integrity"]) == (str(store), "ok")
    assert document["coach"] == __version__
    assert run("doctor").out.count("\n") == len(document)


def test_the_store_is_named_before_or_after_the_command_or_in_the_environment(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = run("sessions", "--json").json
    assert [row["id"] for row in listed] == [SESSION]
    elsewhere = str(tmp_path / "elsewhere.db")
    monkeypatch.setenv("COACH_STORE", elsewhere)
    assert run("sessions", "--json").json == []
    assert run("--store", str(store), "sessions", "--json").json == listed
    monkeypatch.setenv("COACH_STORE", elsewhere)
    assert run("sessions", "--store", str(store), "--json").json == listed


# The whole way, from the command line alone


def test_from_an_interview_to_coverage(run: Run) -> None:
    for person in ((AISHA, "apprentice", "--standard", STANDARD, "--organisation", "highfield"), (MARSHA, "trainer")):
        name, role, *rest = person
        assert run("people", "add", name, "--role", role, *rest).code == 0
    wishes = ("--plain", "--apprentice", AISHA, "--method", METHOD, "--seed", "5", "--questions", "1")
    sat = run("interview", *wishes, stdin=f"{LIMIT_ANSWER}\n\n/done\n/skip\n")
    assert (sat.code, sat.err) == (0, "")
    (row,) = run("sessions", "--json").json
    assert sat.out.splitlines()[-1].endswith(f"coach show {row['id']}")
    assert (row["state"], row["answered"]) == ("waiting", 1)
    (queued,) = run("queue", "--as", MARSHA, "--json").json
    assert queued["session_id"] == row["id"]

    marked = run("mark", row["id"], "--question", "1", "--ref", "K2.4", "--mark", "passed", "--as", MARSHA)
    assert (marked.code, marked.out) == (0, f"K2.4 in question 1 of {row['id']}: passed.\n")
    seen_by_aisha = ("show", row["id"], "--as", AISHA, "--json")
    assert run(*seen_by_aisha).json["questions"][0]["marks"] == []
    assert run("sign-off", row["id"], "--as", MARSHA, "--feedback", "Clear.").code == 0
    document = run(*seen_by_aisha).json
    assert [mark["mark"] for mark in document["questions"][0]["marks"]] == ["passed"]
    assert (document["feedback"], document["signed_by"]) == ("Clear.", MARSHA)

    (covered,) = run("coverage", "--apprentice", AISHA, "--json").json["apprentices"]
    assert covered["states"]["K2.4"] == "passed"
    assert "K2.4" not in covered["gaps"]
    assert run("coverage", "--json").json["apprentices"] == [covered]
    (before,) = run("coverage", "--as-of", "2020-01-01", "--json").json["apprentices"]
    assert set(before["states"].values()) == {"untried"}
    assert run("grade", "--apprentice", AISHA, "--json").json["overall"] == "fail"


def test_an_interview_broken_off_is_gone_on_with(run: Run, store: Path) -> None:
    assert store.exists()
    wishes = ("interview", "--plain", "--apprentice", AISHA, "--method", METHOD, "--seed", "5")
    assert "is kept as it stands" in run(*wishes, stdin="It was a Monday\n").out
    again = run(*wishes, stdin="yes\nand it ended well.\n\n").out
    assert "Coach: You had begun: It was a Monday" in again
    unfinished, _ = run("sessions", "--json").json
    answers = [question["answer"] for question in run("show", unfinished["id"], "--json").json["questions"]]
    assert answers[0] == "It was a Monday\nand it ended well."


def test_answers_that_are_not_utf_8_are_kept_as_far_as_they_can_be(run: Run, store: Path) -> None:
    assert store.exists()
    sat = run("interview", "--plain", "--apprentice", AISHA, "--method", METHOD, stdin=b"caf\xe9 talk\n\n")
    assert (sat.code, sat.err) == (0, "")
    unfinished, _ = run("sessions", "--json").json
    assert run("show", unfinished["id"], "--json").json["questions"][0]["answer"] == "caf\N{REPLACEMENT CHARACTER} talk"


# Trouble, in one sentence


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("nonsense",), 2, "No such command 'nonsense'."),
        (("--nonsense",), 2, "--nonsense"),
        ((), 2, "The app needs a terminal."),
        (("interview",), 2, "The app needs a terminal."),
        (("demo",), 2, "The app needs a terminal."),
        (("people",), 2, "coach people needs one of its commands."),
        (("interview", "--plain"), 2, "needs --apprentice and --method"),
        (("interview", "--plain", "--apprentice", "Nobody", "--method", METHOD), 1, "Nobody here goes by Nobody."),
        (("interview", "--plain", "--apprentice", AISHA, "--method", "juggling"), 1, "has no method juggling"),
        (("interview", "--plain", "--apprentice", MARSHA, "--method", METHOD), 1, "is here as trainer"),
        (("interview", "--plain", "--apprentice", AISHA, "--method", METHOD, "--minutes", "0"), 2, "0 minutes"),
        (("interview", "--plain", "--apprentice", AISHA, "--method", METHOD, "--mode", "easy"), 2, "'easy'"),
        (("standards", "l3-css"), 1, "No standard goes by l3-css. Did you mean l3-css-1."),
        (("draw",), 2, "Missing option"),
        (("draw", "--standard", STANDARD, "--method", "juggling"), 1, "has no method juggling"),
        (("draw", "--standard", "l9", "--method", METHOD), 1, "No standard goes by l9."),
        (("draw", "--standard", STANDARD, "--method", METHOD, "--count", "0"), 2, "--count"),
        (("draw", "--standard", STANDARD, "--method", METHOD, "--for", "Aisha Raman"), 1, f"Did you mean {AISHA}?"),
        (("draw", "--standard", STANDARD, "--method", METHOD, "--banks", "nowhere"), 2, "nowhere"),
        (("map", "nowhere.txt", "--standard", STANDARD, "--method", METHOD), 2, "No such file"),
        (("map",), 2, "needs --standard and --method"),
        (("map", "--standard", STANDARD, "--method", "juggling"), 2, "has no method juggling"),
        (("map", "--standard", "l9", "--method", METHOD), 1, "No standard goes by l9."),
        (("evaluate", "nowhere.jsonl"), 2, "No such file"),
        (("evaluate", "answer.txt"), 2, "answer.txt: line 1"),
        (("sessions", "--apprentice", "Nobody"), 1, "Nobody here goes by Nobody."),
        (("sessions", "--as", "Nobody"), 1, "Nobody here goes by Nobody."),
        (("show", "nowhere"), 1, "No session goes by nowhere."),
        (("show",), 2, "Missing argument"),
        (("show", SESSION, "--as", "Callum Reid"), 1, "Callum Reid may not see these records."),
        (("queue",), 2, "--as"),
        (("queue", "--as", AISHA), 1, f"{AISHA} may not mark answers."),
        (("mark", SESSION, "--question", "1", "--ref", "K2.4", "--mark", "passed", "--as", AISHA), 1, "may not mark"),
        (("mark", SESSION, "--question", "9", "--ref", "K2.4", "--mark", "passed", "--as", MARSHA), 1, "no question 9"),
        (("mark", SESSION, "--question", "1", "--ref", "K99", "--mark", "passed", "--as", MARSHA), 1, "K99 is not"),
        (("mark", SESSION, "--question", "1", "--ref", "K2.4", "--mark", "good", "--as", MARSHA), 2, "'good'"),
        (("mark", SESSION, "--question", "one", "--ref", "K2.4", "--mark", "none", "--as", MARSHA), 2, "'one'"),
        (("sign-off", "nowhere", "--as", MARSHA), 1, "No session goes by nowhere."),
        (("sign-off", SESSION, "--as", AISHA), 1, "may not mark"),
        (("coverage", "--apprentice", MARSHA), 1, "is here as trainer"),
        (("coverage", "--cohort", "Summer"), 1, "No cohort goes by Summer."),
        (("coverage", "--as-of", "last week"), 2, "last week is not a date."),
        (("coverage", "--as", AISHA), 1, "may not see the cohort"),
        (("coverage", "--apprentice", AISHA, "--as", "Callum Reid"), 1, "may not see these records"),
        (("grade",), 2, "--apprentice"),
        (("grade", "--apprentice", "\x1b[31mNobody"), 1, "Nobody here goes by [31mNobody."),
        (("people", "add", AISHA, "--role", "trainer"), 2, f"{AISHA} is here already."),
        (("people", "add", "X", "--role", "pilot"), 2, "'pilot'"),
        (("people", "add", "X", "--role", "apprentice"), 2, "needs a standard and an organisation"),
        (("people", "add", "X", "--role", "trainer", "--as", AISHA), 1, "may not add or change people"),
        (("people", "add", "\udcff", "--role", "trainer"), 2, "A name needs at least one letter."),
        (("mark", "\udcff", "--question", "1", "--ref", "K2.4", "--mark", "none", "--as", MARSHA), 1, "half a char"),
        (("sessions", "--store", "mysql://school/coach"), 2, "mysql://"),
        (("sessions", "--store", "/dev/null/coach.db"), 1, "cannot be opened"),
    ],
)  # fmt: skip
def test_trouble_is_one_sentence_on_stderr(
    run: Run, store: Path, desk: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    assert desk.is_dir()
    place = Place(store)
    place.new_ids_from(500)
    an_apprentice(place.open(), "Callum Reid")
    place.close()
    ran = run(*arguments)
    assert ran.out == ""
    assert told in one_sentence(ran.err.removesuffix("\n"))
    assert ran.code == code


def test_a_damaged_store_is_one_sentence_for_every_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "coach.db").write_bytes(b"once a store, now a shopping list\n" * 200)
    for arguments in (("sessions",), ("people", "list"), ("coverage",), ("backup", "b.db"), ("queue", "--as", MARSHA)):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "is damaged or not a store" in one_sentence(ran.err.strip())


def test_a_stop_by_the_keyboard_leaves_with_130(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store.exists()

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(waiting, "queue", stopped)
    ran = run("queue", "--as", MARSHA)
    assert (ran.code, ran.err.strip()) == (130, "Stopped. What was typed and sent is kept.")


# As a program of its own


def program(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run coach as its users do."""
    return subprocess.run(
        [sys.executable, "-m", "coach", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        cwd=paths.PACKAGE.parent,
        check=False,
    )


def test_as_a_program(store: Path) -> None:
    assert program("--version").stdout == f"coach, version {__version__}\n"
    listed = program("sessions", "--json", "--store", str(store))
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [row["id"] for row in json.loads(listed.stdout)] == [SESSION]
    refused = program("show", "nowhere")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert one_sentence(refused.stderr.strip()).startswith("No session goes by nowhere.")


def test_a_reader_that_leaves_early_is_no_trouble() -> None:
    run_from = paths.PACKAGE.parent
    arguments = [sys.executable, "-m", "coach", "standards", "--json"]
    with subprocess.Popen(arguments, cwd=run_from, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as coach:
        assert coach.stdout and coach.stderr
        assert coach.stdout.readline()
        coach.stdout.close()
        assert coach.stderr.read() == b""


def test_a_terminal_without_our_letters_gets_what_it_can_show(monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    shown = program("show", SESSION, "--store", str(store))
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Question 1." in shown.stdout


def test_map_jsonl_answers_before_the_next_line_is_there() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "coach", "map", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=paths.PACKAGE.parent,
    ) as coach:
        assert coach.stdin and coach.stdout
        for id_ in ("one", "two"):
            coach.stdin.write(lines(ITEM | {"id": id_, "answer": "No."}))
            coach.stdin.flush()
            assert json.loads(coach.stdout.readline())["id"] == id_
        coach.stdin.close()
        assert coach.wait() == 0
