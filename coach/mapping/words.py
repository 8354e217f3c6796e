"""One word: its normal form, its stem, and the marks that later steps read by."""

import re
import unicodedata
from sys import intern
from typing import TypeVar

import msgspec
import snowballstemmer  # type: ignore[import-untyped]

from coach.mapping import wordlists as lists

V = TypeVar("V")

SELF = 1 << 0
SUBJECT = 1 << 1
PAST = 1 << 2
NEGATOR = 1 << 3
CONDITION = 1 << 4
MODAL = 1 << 5
OPENER = 1 << 6
CAUSE = 1 << 7
OUTCOME = 1 << 8
SPEECH = 1 << 9
HEDGE = 1 << 10
GENERAL = 1 << 11
JARGON = 1 << 12
TYPED = 1 << 13
UNDONE = 1 << 14
BREAK = 1 << 15
NOT = 1 << 16
AND = 1 << 17
VOICE = 1 << 18
SLIP = 1 << 19

TYPES = ("<money>", "<duration>", "<time>", "<date>", "<percent>", "<number>", "<person>", "<team>", "<system>")

_CLITICS = re.compile(r"(?<=.)'(?:s|m|re|ve|ll|d)$")
_UNAPOSTROPHED = {
    "im": "i", "ive": "i", "shes": "she", "hes": "he", "theyre": "they", "theyve": "they", "youre": "you",
    "youve": "you", "weve": "we", "thats": "that", "its": "it", "theres": "there", "whats": "what", "wheres": "where",
    "cannot": "can't", "aint": "ain't",
}  # fmt: skip
_UNAPOSTROPHED |= {word.replace("'", ""): word for word in lists.NEGATORS if "'" in word}
_IRREGULAR = {
    form: forms.split()[0]
    for forms in (
        "ring rang rung", "tell told", "give gave given", "take took taken", "go went gone", "come came",
        "see saw seen", "write wrote written", "send sent", "speak spoke spoken", "make made",
        "find found", "keep kept", "say said",
        "bring brought", "buy bought", "catch caught", "begin began begun", "break broke broken", "build built",
        "choose chose chosen", "draw drew drawn", "fall fell fallen", "forget forgot forgotten", "grow grew grown",
        "hear heard", "hold held", "lay laid", "lead led", "leave left", "lose lost", "mean meant", "meet met",
        "pay paid", "run ran", "sit sat", "sell sold", "show shown", "spend spent", "stand stood", "stick stuck",
        "teach taught", "throw threw thrown", "understand understood", "wake woke", "win won", "think thought",
        "know knew known", "feel felt", "get got gotten", "sleep slept", "eat ate eaten",
        "drive drove driven", "fly flew flown", "hide hid hidden", "rewrite rewrote rewritten", "withdraw withdrew",
        "seek sought", "deal dealt", "learn learnt", "swear swore sworn", "steal stole stolen", "shake shook shaken",
        "lend lent", "child children", "woman women", "man men", "overrun overran", "undergo underwent",
    )
    for form in forms.split()
}  # fmt: skip
_AMERICAN = re.compile(r"(?<=\w{3})iz(?=e$|es$|ed$|er$|ing$|ation$)")
# Snowball would merge these with a base of another sense: personally with person, accountable with account.
_DERIVED = re.compile(r"\w{3}(?:able|ible|ally)$")
_KEPT_Z = frozenset(["prize", "prizes", "prized", "seize", "seizes", "seized", "resize", "capsize"])
_MARK_LISTS = (
    (SELF, lists.SELF),
    (SUBJECT, lists.SUBJECTS),
    (PAST, lists.PAST_VERBS),
    (NEGATOR, lists.NEGATORS),
    (CONDITION, lists.CONDITIONS),
    (MODAL, lists.MODALS),
    (OPENER, lists.CLAUSE_OPENERS),
    (CAUSE, lists.CAUSES),
    (OUTCOME, lists.OUTCOMES),
    (SPEECH, lists.SPEECH),
    (HEDGE, lists.HEDGES),
    (GENERAL, lists.GENERALITIES),
    (JARGON, lists.JARGON),
    (UNDONE, lists.UNDONE),
    (NOT, {"not"}),
    (AND, {"and"}),
    (VOICE, lists.FIRST_SINGULAR | lists.FIRST_PLURAL),
    (
        TYPED,
        lists.NUMBER_WORDS | lists.SMALL_AMOUNTS | lists.COINS | lists.WEEKDAYS | lists.MONTHS | lists.DOUBTFUL_MONTHS
        | lists.DAYS_NEAR | lists.NEAR | lists.CLOCK_WORDS | lists.HONORIFICS | lists.JOB_TITLES | lists.TEAM_WORDS
        | lists.TEAM_TAILS | lists.SYSTEM_WORDS | lists.FIRST_NAMES,
    ),
)  # fmt: skip
_NO_ACTION = lists.NOT_PAST | lists.BE_AND_FEEL
_I_WOULD = frozenset({"i'd", "we'd", "you'd"})
_MOST_WORDS_KEPT = 50_000

_stemmer = snowballstemmer.stemmer("english")
_stems: dict[str, str] = {}


class Word(msgspec.Struct, frozen=True, gc=False):
    """What is known of a word, or of a stop within a sentence, whatever stands around it.

    A cue asks for its `stem`, or for its `exact` form, which starts with "=".
    """

    normal: str
    stem: str
    exact: str
    marks: int


def stem(normal: str) -> str:
    """The stem of a normal form; irregular pasts and American spellings meet their usual form."""
    found = _stems.get(normal)
    if found is None:
        regular = _IRREGULAR.get(normal, normal)
        if regular not in _KEPT_Z:
            regular = _AMERICAN.sub("is", regular)
        kept = "'" in regular or _DERIVED.search(regular)
        found = regular if kept else str(_stemmer.stemWord(regular))
        keep(_stems, normal, found)
    return found


class _Words(dict[str, Word]):
    """Words by surface form, whatever its case, accents and style of apostrophe; a new one is read when asked for."""

    def __missing__(self, surface: str) -> Word:
        found = _read(surface)
        keep(self, surface, found)
        return found


WORDS = _Words()


def keep(table: dict[str, V], key: str, value: V) -> None:
    """Note what is known of a word, in a table that is emptied before it grows without end."""
    if len(table) >= _MOST_WORDS_KEPT:
        table.clear()
    table[key] = value


def _read(surface: str) -> Word:
    if not any(map(str.isalnum, surface)):
        return Word(surface, surface, surface, BREAK)
    exact = surface.casefold().replace("\u2019", "'").replace("\u02bc", "'")
    if not exact.isascii():
        exact = "".join(c for c in unicodedata.normalize("NFKD", exact) if not unicodedata.combining(c))
    normal = _UNAPOSTROPHED.get(exact) or _CLITICS.sub("", exact)
    marks = sum(mark for mark, members in _MARK_LISTS if normal in members)
    if exact in _I_WOULD:
        marks |= CONDITION
    if normal[:1].isdigit() or normal[:1] in "£$€":
        marks |= TYPED
    elif len(normal) > 4 and normal.endswith("ed") and normal not in _NO_ACTION:
        marks |= PAST
    return Word(normal, intern(stem(normal)), "=" + exact, marks)
