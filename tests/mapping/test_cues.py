"""Cues: what they match, and what a mistaken one is told."""

import pytest

from coach.mapping.cues import parse
from coach.mapping.lexicon import Concept
from coach.mapping.match import CompiledLexicon, Hit
from coach.mapping.rules import compile_lexicon
from coach.mapping.text import read_sentence


def hits(cue: str, text: str) -> list[Hit]:
    rules, _ = compile_lexicon({"c": Concept("c", (cue,))})
    return CompiledLexicon(rules).hits(read_sentence(text))


def found(cue: str, text: str) -> str:
    """The words that a cue matches in one sentence."""
    sentence = read_sentence(text)
    return next((text[sentence.starts[hit.start] : sentence.ends[hit.end - 1]] for hit in hits(cue, text)), "")


@pytest.mark.parametrize(
    ("cue", "text", "words"),
    [
        ("refund", "She was refunded in full", "refunded"),
        ("=refund", "She was refunded in full", ""),
        ("=refund", "The Refund came", "Refund"),
        ("risk", "a brisk walk", ""),
        ("rang her back", "I rang her straight back", ""),
        ("rang her ... back", "I rang her straight back", "rang her straight back"),
        ("rang ... back", "I rang one two three four back", "rang one two three four back"),
        ("rang ... back", "I rang one two three four five back", ""),
        ("rang _ back", "I rang her back", "rang her back"),
        ("rang _ back", "I rang back", ""),
        ("rang her? back", "I rang back", "rang back"),
        ("rang|phoned|texted <person>", "I texted Priya", "texted Priya"),
        ("over <money> ... manager", "and over two hundred pounds my manager", "over two hundred pounds my manager"),
        ("<money> back", "gave her fifty quid back", "fifty quid back"),
        ("a ... b c", "a b x b c", "a b x b c"),
        ("did not ring", "I didnt ring", "didnt ring"),
        ("can't authorise", "I can not authorise it", "can not authorise"),
        ("follow-up|callback booked", "a follow up booked", "follow up booked"),
        ("manager's desk", "the managers desk", "managers desk"),
        ("SLA", "our sla is a day", "sla"),
    ],
)  # fmt: skip
def test_what_a_cue_matches(cue: str, text: str, words: str) -> None:
    assert found(cue, text) == words


@pytest.mark.parametrize(
    ("cue", "complaint"),
    [
        ("", "it is empty"),
        ("... back", "starts or ends with"),
        ("rang _", "starts or ends with"),
        ("rang||phoned", "empty alternative"),
        ("rang|_ her", "cannot be one of the alternatives"),
        ("<mony> back", "<money> was perhaps meant"),
        ("<qqq>", "there are <money>"),
        ("rang? her?", "every word may be absent"),
        ("a? b? c? d? e? f", "4 is the most"),
        ("rang (her)", "'(her)' is not a word"),
        ("??", "is not a word"),
    ],
)
def test_a_mistaken_cue_is_told_what_is_wrong(cue: str, complaint: str) -> None:
    with pytest.raises(ValueError, match="cue '") as refused:
        parse(cue)
    assert complaint in str(refused.value)


def test_a_mistaken_cue_is_named_with_its_concept() -> None:
    concepts = {"call-back": Concept("c", ("rang ...",))}
    with pytest.raises(ValueError, match="concept call-back: cue 'rang"):
        compile_lexicon(concepts)


def test_rarer_wording_weighs_more() -> None:
    def weight(cue: str) -> float:
        return hits(cue, "I told her it was our responsibility")[0].weight

    assert weight("it was") < weight("our responsibility")
