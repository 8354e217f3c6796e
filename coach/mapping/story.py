"""What makes a unit of an answer part of the situation, the task, the action or the result of a story."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from coach.banks.model import STORY_PARTS, StoryPart
from coach.mapping.lexicon import Concept
from coach.mapping.match import CompiledLexicon
from coach.mapping.rules import compile_lexicon
from coach.mapping.substance import own_pasts
from coach.mapping.text import Sentence
from coach.mapping.words import OUTCOME

_FEWEST_WORDS = 6
_OPENING = 0.35
_CLOSING = 0.6
_TASK = 1.7
_CUES: dict[StoryPart, str] = {
    "situation": """
        there was|were
        we|i had a|an|this|one|two|some
        when i|we was|were|worked|started|joined
        had a|this lady|man|customer|call|gentleman|woman|couple|bloke|guest|parent
        a|one|this|my customer|lady|gentleman|man|woman|couple|guy|family|tenant|patient|guest|caller|student|member
        came|comes|rang|walked in|up
        it was a|an|my|just|about|nearly
        where i work
        last|one|this week|month|year|summer|winter|day|morning|night|evening
        on my first|second
        back in
        we were short|busy|full|down|packed
        he'd|she'd|they'd been
        had been
        kept getting
        who'd|who had|was
        was|were upset|angry|furious|crying|confused|fuming|worried
        the problem|issue|trouble was
        what was happening
        used to
        i'm|we're on|at|in the|a
        where|when i|we am|are|work
        this|one|a bloke|chap|fella|girl|lad|dad|mum|boy|old
        it was|is ... when
        i'd|we'd|i|we a|this lady|man|customer|bloke|couple|family
        cancelled|broke|broken|failed|died|crashed|went down|wrong
        missing|lost|stuck|late
        <date>
    """,
    "task": """
        my|our job|role|part|task|aim|goal|target|responsibility|bit|brief was|is|were
        i|we had|needed|wanted to
        i|we|i'm|we're was|were|am|are? asked|told|given|supposed|meant|expected to
        asked|wanted|told me|us to
        gave|handed|passed it|this|that me|us|to
        down|up to me
        i was responsible|in charge
        i was the one who|that
        i knew i|we had|needed
        the aim|idea|goal|target|objective|brief|challenge|question|plan was|is
        my manager|boss|supervisor asked|wanted|set|gave
        left|leave|leaving it|that|this? to|with me
        i set out|about to
        it fell to me
        what he|she|they|i|we really|actually? wanted|needed was|is
        i had got? until|till
        needs|need|needed to be|go|come
        had to be|get|make|find|sort
        my|our plan|challenge
        i wanted to|him|her|them
        it's|it|that|that's|this|was mine|ours|me|us now
        you'll|you deal|speak|talk|be with|to me
        i ring|call|phone|email|text|write|come|get you|him|her|them back|every|by|at|on|tomorrow|<time>|<date>
        he|she|they|who|customer|it needed|needs ... by|before|for
        he|she|they|who|customer wants|wanted ... back|refund|replacement|off|by|before|for|today|all|both
        what she|he|they|you was|were|is|are hoping|after|looking
        hoping|looking|asking for
        due|needed|wanted by|in|before|for <time>|<date>|<duration>
        up to <money>|<percent>|<duration>
        over|above|past|more that|<money> it's|its|goes|is
        can|could give|refund|knock|offer|stop|sign|approve|authorise|waive ... <money>|<percent>|<duration>|up
        my|our limit|authority|remit
        not mine|my|ours|our to|place|call|decision
        i not|never|can't|couldn't|cannot|mustn't go|allowed|trained|supposed|above|over|past|beyond
        i|we may not|only
        that's|the|our rule|standard|promise|sla|service level
        reply|answer|answered|back|out|done|picked|ready|start in|within|inside|by <duration>|<time>|<date>
        within|inside <duration>
        under <number>|<duration>|<percent> by
        goal|aim|target|objective ... by|under|over|within
        i|we|we're|i'm have|has|got|meant|supposed|expected to ask|offer|give|check|tell|answer|get
        i|we wanted|needed to know|see|find|understand
        i was looking|trying for|to
        somebody|someone had|has to
        who|that needed|wanted someone|somebody|something
    """,
    "action": """
        so|then i
        what i did
        i decided|started|made|sat|put|went|got|took|gave|set|built|wrote|worked
        i said|told|asked|explained|suggested|offered
        first|also i
        after that i
        i rang|called|emailed|phoned|texted|spoke|checked|looked|offered|booked|logged|apologised|listened
        me and <person>
        i always|usually|never|now|also|just|then
        we|i tried|agreed|changed|moved|set|put|made
        first|step one|two|three
    """,
    "result": """
        in|by the end
        as a result
        result|outcome was
        because of that|this
        ended up
        turned out
        since then
        ever since
        now we|they|it|she|he|i|everyone|there
        these days
        was|were|left|went ... happy|pleased|chuffed|delighted|relieved|grateful|smiling|thrilled|calm
        thanked me|us
        thank you|me
        sent|left|wrote ... card|review|email|letter|feedback|compliment
        went|down|up|dropped|fell|rose|came from|to|by <number>|<percent>
        down|up|dropped|fell to? about|under|around|by <number>
        fewer|less complaints|calls|people|contacts|mistakes
        so they|we|she|he changed|now|agreed
        haven't|hasn't had
        still with us
        came back
        it worked
        which|that meant
        saved|cost|took us|me|them|about
        my manager|boss|supervisor said
        what came of it
        i learned|learnt
        halved|doubled
        from <number> to <number>
        went well|live
        made a difference
        got|was|were refunded|fixed|sorted|resolved
        stopped happening|ringing|complaining
        next time
        laughed|cried|hugged|smiled
        since <date>|then
        it's|that's|they're now
        used to
        that's how|what we|i|they do
        still do|use|there|going
        went from
        was over|under|about|around <number>|<duration>|<percent>
        signed|agreed it|off|to
        so|and now
        <number> in|a|out <duration>|<number>|week|month
    """,
}


class Unit(NamedTuple):
    """A sentence, or a part of a long one, as words first to last (not included); offsets are the answer's."""

    sentence: Sentence
    first: int
    last: int
    start: int
    end: int


def units(sentence: Sentence, at: int) -> Iterator[Unit]:
    """Cut a sentence that starts at an offset between clauses, into units of several words."""
    first = 0
    for i in range(1, len(sentence) + 1):
        ends = i == len(sentence)
        new_clause = not ends and sentence.clauses[i] != sentence.clauses[i - 1]
        if ends or (new_clause and i - first >= _FEWEST_WORDS and len(sentence) - i >= _FEWEST_WORDS):
            yield Unit(sentence, first, i, at + sentence.starts[first], at + sentence.ends[i - 1])
            first = i


def signs_of_parts(unit: Unit, place: float) -> dict[StoryPart, float]:
    """How strongly a unit speaks for each part; 0.8 and more is a clear sign. `place` is where it stands, 0 to 1."""
    found: dict[StoryPart, float] = dict.fromkeys(STORY_PARTS, 0.0)
    parts, lexicon = _compiled()
    sentence = unit.sentence
    for hit in lexicon.hits(sentence):
        if unit.first <= hit.start < unit.last:
            found[parts[hit.concept]] += 0.4 + hit.weight
    words = sentence.words[unit.first : unit.last]
    own = sum(whose for i, whose in own_pasts(sentence).items() if unit.first <= i < unit.last)
    found["action"] += 0.7 * own
    found["result"] += 0.3 * sum(bool(word.marks & OUTCOME) for word in words)
    found["task"] *= _TASK
    found["situation"] *= 1.4 if place < _OPENING else 0.7
    found["result"] *= 1.4 if place > _CLOSING else 0.8
    if not place:
        found["situation"] += 0.5
    return found


@cache
def _compiled() -> tuple[tuple[StoryPart, ...], CompiledLexicon]:
    """Each cue as a concept of its own, so that a unit's signs add up."""
    pairs = [(part, cue.strip()) for part, cues in _CUES.items() for cue in cues.strip().splitlines()]
    rules, _ = compile_lexicon({str(number): Concept(part, (cue,)) for number, (part, cue) in enumerate(pairs)})
    return tuple(part for part, _ in pairs), CompiledLexicon(rules)
