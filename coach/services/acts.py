"""What was agreed to in a talk, as a word that each shell opens in its own way.

start:METHOD[:MINUTES] · drill:METHOD:QUESTIONS:MINUTES:REFS · practise:METHOD:REFS:SEED · again:SESSION:QUESTION ·
speak:METHOD:REFS · speak-again:SESSION:QUESTION · resume:SESSION:KIND:WHAT · roleplay:SCENARIO ·
read:SESSION · open:WHERE
"""

from coach.coverage import today as core
from coach.coverage.wishes import Item

CHAT_ACTS = frozenset({"intent", "say", "question", "easy", "hard", "again-here", "keep-answer", "do-instead"})
"""The kinds of acts that go on in the talk; every other opens something."""


def act_of(item: Item) -> str:
    """Return the act that does an item of Today."""
    if item.kind == "resume":
        return f"resume:{item.id}:interview:{item.method}"
    if item.kind == "mock":
        return f"start:{item.method}"
    if item.again:
        return f"again:{item.again}"
    return f"drill:{item.method}:{item.questions}:{item.minutes}:{','.join(item.refs)}"


def within(minutes: int) -> int:
    """Return minutes as Today takes them."""
    return max(core.FEWEST_MINUTES, min(core.MOST_MINUTES, minutes))
