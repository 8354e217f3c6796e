from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.library import Library
from coach.errors import UsageError
from coach.interview.intents import LONGEST_REQUEST_WORDS, Request, understand
from coach.interview.phrases import Intent
from tests.builders_core import GLOSSARY

REQUESTS: tuple[tuple[str, Intent], ...] = (
    # asked again
    ("Repeat", "repeat"),
    ("Could you repeat that, please?", "repeat"),
    ("can you repeat the question", "repeat"),
    ("Sorry, could you say that again?", "repeat"),
    ("what was the question again?", "repeat"),
    ("Pardon?", "repeat"),
    ("sorry what was the question", "repeat"),
    ("Could I hear the question again please", "repeat"),
    ("repaet the question", "repeat"),
    ("can you repeat teh quesiton pls", "repeat"),
    ("Sorry, I didn't catch that.", "repeat"),
    ("One more time please", "repeat"),
    ("say again?", "repeat"),
    ("would you mind repeating the question", "repeat"),
    # in other words
    ("Could you rephrase that?", "rephrase"),
    ("Can you put that another way please", "rephrase"),
    ("I don't understand the question", "rephrase"),
    ("i dont get it", "rephrase"),
    ("Sorry, I didn't understand the question.", "rephrase"),
    ("What do you mean?", "rephrase"),
    ("what does that mean", "rephrase"),
    ("could you word it differently?", "rephrase"),
    ("please rephrse the question", "rephrase"),
    ("Can you explain the question?", "rephrase"),
    ("could you reword the question", "rephrase"),
    ("I’m not sure what you’re asking", "rephrase"),
    ("Can you ask that in a different way?", "rephrase"),
    ("what do you mean by that?", "rephrase"),
    # the time
    ("How long left?", "time"),
    ("how much time do I have left please", "time"),
    ("How long have I got?", "time"),
    ("how am I doing for time?", "time"),
    ("How many questions are left?", "time"),
    ("how mcuh time is left", "time"),
    ("what's the time?", "time"),
    ("Could you tell me how long is left?", "time"),
    ("how many more questions are there", "time"),
    ("Time check please", "time"),
    # later
    ("Can we come back to this later?", "later"),
    ("come back to this one please", "later"),
    ("Could I come back to that one later", "later"),
    ("Leave this for later please", "later"),
    ("I'd like to come back to this one", "later"),
    ("can i do this one later", "later"),
    ("come bakc to this later", "later"),
    ("Can we park this one?", "later"),
    # leave it
    ("Skip", "skip"),
    ("can I skip this one please?", "skip"),
    ("Pass", "skip"),
    ("I'll skip this one", "skip"),
    ("skip this question", "skip"),
    # stuck
    ("I don't know", "stuck"),
    ("Sorry, I can't think of an example.", "stuck"),
    ("My mind's gone blank", "stuck"),
    ("I'm stuck", "stuck"),
    ("No idea, sorry", "stuck"),
    ("I can't think of anything right now", "stuck"),
    # finished
    ("I've finished", "finished"),
    ("That's it", "finished"),
    ("that's all thanks", "finished"),
    ("Done", "finished"),
    ("Next question please", "finished"),
    ("I think that's everything.", "finished"),
    ("nothing else to add", "finished"),
    ("Can we move on?", "finished"),
    ("I'm done", "finished"),
    ("im finishd", "finished"),
    ("That's my answer", "finished"),
    # the clock stopped and started
    ("pause", "pause"),
    ("Could we pause please?", "pause"),
    ("Can I have a break", "pause"),
    ("stop the clock please", "pause"),
    ("give me a minute", "pause"),
    ("resume", "resume"),
    ("I'm back", "resume"),
    ("carry on", "resume"),
    ("ok I'm ready", "resume"),
    # the end
    ("End the interview", "end"),
    ("I want to stop", "end"),
    ("can we stop here please", "end"),
    ("I'd like to end the interview now", "end"),
    # help
    ("help", "help"),
    ("What can I say?", "help"),
)

ANSWERS = (
    # the words of a request, told as something that happened
    "I repeated the question.",
    "I asked the question again.",
    "I asked him to repeat the question.",
    "She asked me to repeat that.",
    "I rephrased the question.",
    "I put it another way.",
    "I put it differently.",
    "I worded it differently.",
    "I asked it another way.",
    "I explained the question.",
    "I reworded the question for her.",
    "He did not understand the question.",
    "He didn't understand.",
    "She didn't get it.",
    "They did not know.",
    "He had no idea.",
    "I read it again.",
    "I read the question again with him.",
    "We moved on.",
    "We moved on to the next one.",
    "I came back to it later.",
    "We came back to this.",
    "I came back to that later that day.",
    "We had a break.",
    "I needed a break.",
    "I took a break and rang her back.",
    "I stopped the clock.",
    "Paused.",
    "I paused and let him finish.",
    "I paused it.",
    "Give him a minute.",
    "I gave her a minute to calm down.",
    "I passed on this one.",
    "I set this aside.",
    "He skipped it.",
    "I had nothing to add.",
    "They had nothing more to say.",
    "I finished the interview with the customer and thanked her.",
    "We ended it there.",
    "She said she was done.",
    "He was finished.",
    "I continued.",
    "Come back to them later.",
    "Time.  That was what the customer never had.",
    "Later that day I rang the customer back.",
    "Next, I checked the account and found the second charge.",
    "I helped him.",
    "Ready meals were short that week so I offered a swap.",
    "How much time is left is what every caller asks us.",
    "I told her how long was left on the contract.",
    "I skip the script when somebody is upset.",
    "I don't know his name but he came in every Friday.",
    "I'm not sure she believed me at first, so I showed her the screen.",
    "That's all she wanted: somebody to listen.",
    "That's it, she said, and hung up.",
    "The SLA is four hours and I kept to it.",
    "An SLA.",
    "What the customer means by urgent is not what our SLA means.",
    "Explain, listen, agree, then close.",
    "What is important is that she was told the truth.",
    "I paused the call, carried on after a minute, and then we were done and I could move on to the next question.",
    "Yes.",
    "No",
    "Because it was the right thing to do.",
    "I was stuck, so I asked my manager what I could say.",
    "We stop here for lunch\nand that is when he came in.",
)

TERMS: tuple[tuple[str, str], ...] = (
    ("What do you mean by SLA?", "sla"),
    ("what does SLA mean", "sla"),
    ("What's an SLA?", "sla"),
    ("whats a service level agreement", "service level agreement"),
    ("What is the SLA?", "sla"),
    ("Sorry, what does SLA stand for?", "sla"),
    ("explain SLA please", "sla"),
    ("Can you tell me what SLA means?", "sla"),
    ("what are SLAs", "sla"),
    ("meaning of SLA", "sla"),
    ("define SLA", "sla"),
    ("What do you mean by flibbet?", "flibbet"),
)


@pytest.mark.parametrize(("text", "intent"), REQUESTS)
def test_a_request_in_plain_words_is_understood(text: str, intent: Intent) -> None:
    assert understand(text, GLOSSARY) == Request(intent)


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_stays_an_answer(text: str) -> None:
    assert understand(text, GLOSSARY) is None


@pytest.mark.parametrize(("text", "term"), TERMS)
def test_a_word_to_explain_is_found(text: str, term: str) -> None:
    assert understand(text, GLOSSARY) == Request("glossary", term)


@pytest.mark.parametrize("text", [text for text, _ in REQUESTS])
def test_a_request_and_an_answer_in_one_breath_are_an_answer(text: str) -> None:
    story = "The customer was upset because nobody had rung, so I took it on and called her every day."
    assert understand(f"{text} {story}", GLOSSARY) is None
    assert understand(f"{story} {text}", GLOSSARY) is None


@pytest.mark.parametrize("text", [text for text, _ in REQUESTS])
def test_capitals_space_and_punctuation_do_not_matter(text: str) -> None:
    intent = understand(text, GLOSSARY)
    assert understand(f"  {text.upper()} !!", GLOSSARY) == intent
    assert understand(f"um, {text}", GLOSSARY) == intent
    assert understand(f"{text}\n", GLOSSARY) == intent


@pytest.mark.parametrize("intent", [intent for intent in get_args(Intent) if intent != "glossary"])
def test_each_intent_has_its_slash_command(intent: Intent) -> None:
    assert understand(f"/{intent}", GLOSSARY) == Request(intent)
    assert understand(f"  /{intent.upper()} ", GLOSSARY) == Request(intent)


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("/done", Request("finished")),
        ("/next", Request("finished")),
        ("/explain SLA", Request("glossary", "sla")),
        ("/glossary Service Level Agreement", Request("glossary", "service level agreement")),
    ],
)
def test_other_slash_commands(text: str, request_: Request) -> None:
    assert understand(text, GLOSSARY) == request_


@pytest.mark.parametrize(
    ("text", "hint"), [("/repaet", "/repeat"), ("/tiem", "/time"), ("/xyzzy", "/help"), ("/", "/help")]
)
def test_a_slash_that_is_no_command_is_refused_with_what_was_meant(text: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        understand(text, GLOSSARY)
    assert hint in refused.value.hint


@pytest.mark.parametrize("text", ["", "   ", "\n", "...", "please", "um, well", "ok"])
def test_nothing_said_asks_nothing(text: str) -> None:
    assert understand(text, GLOSSARY) is None


@given(st.text(alphabet=st.characters(exclude_characters="/"), max_size=80))
def test_any_text_is_a_request_or_an_answer_and_never_an_error(text: str) -> None:
    understand(text, GLOSSARY)


@given(st.lists(st.sampled_from(["the", "customer", "repeat", "later", "time", "skip"]), min_size=15, max_size=60))
def test_a_long_line_is_always_an_answer(words: list[str]) -> None:
    assert len(words) > LONGEST_REQUEST_WORDS
    assert understand(" ".join(words), GLOSSARY) is None


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(REQUESTS) >= 60
    assert len(ANSWERS) >= 40


@pytest.mark.parametrize(("text", "intent"), REQUESTS)
def test_no_shipped_glossary_term_gets_in_the_way_of_a_request(shipped: Library, text: str, intent: Intent) -> None:
    assert understand(text, shipped.glossary) == Request(intent)


@pytest.mark.parametrize("text", ANSWERS)
def test_no_shipped_glossary_term_turns_an_answer_into_a_request(shipped: Library, text: str) -> None:
    assert understand(text, shipped.glossary) is None


def test_each_shipped_term_can_be_asked_about_by_each_of_its_names(shipped: Library) -> None:
    for name, entry in shipped.glossary.items():
        for words in (f"What does {name} mean?", f"what do you mean by {name}", f"What's {name}?", f"/explain {name}"):
            request = understand(words, shipped.glossary)
            assert request is not None, words
            assert request.intent == "glossary", words
            assert shipped.glossary[request.term] == entry, words
