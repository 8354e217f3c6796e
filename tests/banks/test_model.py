import msgspec
import pytest

from coach.banks.model import Bank, Question, worded_for
from tests.builders_core import question

PLAIN = question("q", "K1.1")
IN_SECTORS = msgspec.structs.replace(PLAIN, sectors={"retail": "What about the shop?"})
OBSERVED = msgspec.structs.replace(IN_SECTORS, seen="You rang somebody back just now.")


@pytest.mark.parametrize(
    ("asked", "sector", "text"),
    [
        (PLAIN, "retail", "What about q?"),
        (IN_SECTORS, "retail", "What about the shop?"),
        (IN_SECTORS, "hospitality", "What about q?"),
        (IN_SECTORS, "", "What about q?"),
        (OBSERVED, "retail", "You rang somebody back just now. What about the shop?"),
        (OBSERVED, "", "You rang somebody back just now. What about q?"),
    ],
)
def test_a_question_in_the_words_of_somebodys_sector(asked: Question, sector: str, text: str) -> None:
    worded = worded_for(asked, sector)
    assert worded.text == text
    assert (worded.id, worded.targets, worded.probes) == (PLAIN.id, PLAIN.targets, PLAIN.probes)


def test_a_question_belongs_to_its_own_standards_or_to_its_banks() -> None:
    only_new = msgspec.structs.replace(question("new", "S1.1"), standards=("l3-css-1.1",))
    bank = Bank(
        kind="question-bank",
        id="b",
        title="B",
        standards=("l3-css-1.0", "l3-css-1.1"),
        method="professional-discussion",
        questions=(PLAIN, only_new),
    )
    assert bank.questions_for("l3-css-1.0") == (PLAIN,)
    assert bank.questions_for("l3-css-1.1") == (PLAIN, only_new)
    assert bank.questions_for("l2-csp") == ()
