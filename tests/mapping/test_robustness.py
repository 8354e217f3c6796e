"""What must never fool the mapper, with the shipped lexicon and weights."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.content.library import Library
from coach.mapping.suggest import Mapper

STORY = (
    "Mr Osei came up to the counter wanting £150 back for a late fee that was our mistake. My own limit is fifty "
    "quid, over that it goes to Priya the branch manager, so I asked him what he was really down by and it was forty "
    "pounds. I put £45 straight back in while he sat there, and I told him he'd have his letter inside the five days "
    "we promise. I rang him on the Friday to check it had come. He said thank you and he's still with us."
)
OTHER_STORY = (
    "I kept getting the same moan, waited in all day and nobody came. I started a tally in my notebook and in six "
    "weeks it was 61, and 44 of them were flats. So I asked Martin in planning for the job notes and nearly all of "
    "them said no access. I took the tally to our team meeting, the others said they'd been getting it too, so we "
    "agreed three questions at booking. She put it live in May and it's down to 3 or 4 a fortnight."
)
IRRELEVANT = (
    "The weather was lovely.",
    "My cat is called Biscuit.",
    "It rained on Tuesday.",
    "We had chips for tea.",
    "I like football.",
    "The bus was blue.",
    "My nan lives in Rhyl and bakes the best apple crumble in Wales.",
    "I went shopping with my brother and bought new trainers for the gym.",
    "They practise in our garage with two guitars and a drum kit.",
)

Suggest = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library()


@pytest.fixture(scope="module")
def mapper(shipped: Library) -> Mapper:
    return Mapper(shipped.lexicon, shipped.weights)


@pytest.fixture(scope="module", params=["professional-discussion", "project-interview", "observation"])
def levels(request: pytest.FixtureRequest, shipped: Library) -> dict[str, str]:
    standard = shipped.standard("l3-css-1.0")
    return {criterion.ref: criterion.level for criterion in standard.criteria if criterion.method == request.param}


@pytest.fixture(scope="module")
def suggest(mapper: Mapper, levels: dict[str, str]) -> Suggest:
    return lambda answer: {suggestion.ref for suggestion in mapper.suggest(answer, levels)}


def test_the_stories_are_understood(mapper: Mapper, shipped: Library) -> None:
    standard = shipped.standard("l3-css-1.0")
    for story, method, ref in (
        (STORY, "professional-discussion", "K2.4"),
        (OTHER_STORY, "project-interview", "S2.11"),
    ):
        levels = {criterion.ref: str(criterion.level) for criterion in standard.criteria if criterion.method == method}
        assert ref in {suggestion.ref for suggestion in mapper.suggest(story, levels)}


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "No.",
        "SLA, KPI, PESTLE, SWOT, GDPR, empathy, ownership, escalation, stakeholder, retention, brand, mission.",
        "ownership accountability empathy escalate complaint refund legislation feedback survey trends data analysis",
        "Empathy. Ownership. Resolution. Escalation. Retention. Loyalty. Compliance. Equality. Diversity. Inclusion.",
        "I would say communication is key and the customer always comes first at the end of the day.",
        "We went for a brisk walk past the frisky asterisk and the priskly hedge.",
        "J'ai appelé le client et je lui ai remboursé quarante euros parce que mon plafond est de cinquante euros.",
        "Ich habe die Kundin zurückgerufen und die Beschwerde an meine Chefin weitergegeben, weil ich das nicht darf.",
        "Oddzwoniłam do klientki i przekazałam reklamację kierowniczce, bo nie mogłam tego zatwierdzić.",
        "我给客户回了电话，并把投诉转给了经理。",
        "🙂🎉👍🏽👩‍👩‍👧‍👦🔥",
        "👍 ownership 🙂 empathy 🎉 escalation",
        "a" * 20_000,
        "?" * 500,
        "<script>alert('refund')</script> [/bold] [k2.4]",
    ],
)
def test_nothing_is_suggested_for(suggest: Suggest, answer: str) -> None:
    assert suggest(answer) == set()


def test_a_criterion_pasted_as_an_answer_shows_nothing(shipped: Library, mapper: Mapper) -> None:
    standard = shipped.standard("l3-css-1.0")
    fooled = []
    for criterion in standard.criteria:
        levels = {c.ref: str(c.level) for c in standard.criteria if c.method == criterion.method}
        for text in (criterion.summary, criterion.title, standard.cards[criterion.ref].plain):
            if mapper.suggest(text, levels):
                fooled.append((criterion.ref, text))
    assert fooled == []


@pytest.mark.parametrize("method", ["professional-discussion", "project-interview", "observation"])
def test_a_question_read_back_shows_nothing(shipped: Library, mapper: Mapper, method: str) -> None:
    standard = shipped.standard("l3-css-1.0")
    levels = {c.ref: str(c.level) for c in standard.criteria if c.method == method}
    fooled = [
        question.id
        for question in shipped.questions("l3-css-1.0", method)
        if mapper.suggest(question.text, levels, question=question.text, targets=question.targets)
    ]
    assert fooled == []


@pytest.mark.parametrize(
    "denied",
    [
        "I did not ring him back, I did not check with my manager and I never told anybody about the money.",
        "Did I ring him back within five days? No. Did I ask Priya the manager about the limit? No, never.",
        "I should have rung him back. I could have asked my manager to approve the refund. I forgot to log it.",
    ],
)
def test_what_was_not_done_is_not_suggested(suggest: Suggest, denied: str) -> None:
    assert suggest(denied) == set()


def test_one_sentence_a_hundred_times_says_no_more_than_once(suggest: Suggest) -> None:
    sentence = "I rang her back on Tuesday with the refund because my limit is £50. "
    assert suggest(sentence * 100) == suggest(sentence)


def test_twenty_thousand_words_are_no_worse_than_the_story(suggest: Suggest) -> None:
    filler = " ".join(IRRELEVANT)
    assert suggest(STORY + " " + (filler + " ") * (20_000 // len(filler.split()))) <= suggest(STORY)


@pytest.mark.parametrize("story", [STORY, OTHER_STORY])
@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        str.title,
        lambda text: text.replace("'", "\u2019"),
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(". ", ".\r\n\r\n\t"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFKD", text),
        lambda text: "\ufeff" + text + "\u200b",
        lambda text: f"  {text}\n",
    ],
)
def test_case_spacing_and_unicode_form_do_not_matter(
    suggest: Suggest, story: str, change: Callable[[str], str]
) -> None:
    assert suggest(change(story)) == suggest(story)


@given(story=st.sampled_from([STORY, OTHER_STORY]), extra=st.sampled_from(IRRELEVANT), data=st.data())
def test_a_few_words_in_which_nothing_is_found_change_no_score(
    mapper: Mapper, levels: dict[str, str], story: str, extra: str, data: st.DataObject
) -> None:
    assume(len(extra.split()) < 6 and not mapper.found(extra, levels))
    kept = data.draw(st.sets(st.integers(0, 4)))
    sentences = [s for i, s in enumerate(story.split(". ")) if i in kept]
    place = data.draw(st.integers(0, len(sentences)))
    with_extra = [*sentences[:place], extra.removesuffix("."), *sentences[place:]]
    before, after = (mapper.rank(". ".join(each), levels) for each in (sentences, with_extra))
    assert [(s.ref, s.score) for s in before] == [(s.ref, s.score) for s in after]


@pytest.mark.parametrize("story", [STORY, OTHER_STORY])
@pytest.mark.parametrize("extra", IRRELEVANT)
def test_an_irrelevant_sentence_never_adds_a_criterion(suggest: Suggest, story: str, extra: str) -> None:
    sentences = story.split(". ")
    for place in range(len(sentences) + 1):
        assert suggest(". ".join([*sentences[:place], extra.removesuffix("."), *sentences[place:]])) <= suggest(story)


@given(words=st.lists(st.sampled_from(f"{STORY} {OTHER_STORY}".split()), max_size=60))
def test_evidence_lies_in_the_text_and_is_it(mapper: Mapper, levels: dict[str, str], words: list[str]) -> None:
    answer = " ".join(words)
    ranked = mapper.rank(answer, levels)
    assert {s.ref for s in ranked} == levels.keys()
    for suggestion in ranked:
        spans = [(e.start, e.end) for e in suggestion.evidence]
        assert spans == sorted(spans)
        assert all(0 <= e.start < e.end <= len(answer) for e in suggestion.evidence)
        assert all(answer[e.start : e.end] == e.text for e in suggestion.evidence)
    assert ranked == mapper.rank(answer, levels)


@given(answer=st.text())
def test_any_text_can_be_mapped(mapper: Mapper, levels: dict[str, str], answer: str) -> None:
    for suggestion in mapper.suggest(answer, levels):
        assert all(answer[e.start : e.end] == e.text for e in suggestion.evidence)
        assert suggestion.evidence
