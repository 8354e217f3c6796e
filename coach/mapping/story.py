"""What makes a sentence part of the situation, the task, the action or the result of a story."""

from functools import cache

from coach.banks.model import StoryPart
from coach.mapping.lexicon import Concept
from coach.mapping.match import CompiledLexicon, compile_lexicon
from coach.mapping.substance import signs
from coach.mapping.text import Sentence

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
        who'd|who had|wanted|was|needed
        was|were upset|angry|furious|crying|confused|fuming|worried
        the problem|issue|trouble was
        what was happening
        used to
    """,
    "task": """
        my|our job|role|part|task|aim|goal|target|responsibility|bit was|is|were
        i|we had|needed|wanted to
        i was asked|told|given|supposed
        asked|wanted|told me to
        down|up to me
        i was responsible|in charge
        i was the one who|that
        i knew i|we had|needed
        the aim|idea|goal|target was
        my manager|boss|supervisor asked|wanted|set|gave
        left to|with me
        i set out to
        the plan was
        i had got? until|till
        it fell to me
    """,
    "action": """
        so|then i
        what i did
        i decided|started|made|sat|put|went|got|took|gave|set|built|wrote|worked
        i said|told|asked|explained|suggested|offered
        first|also i
        after that i
        i rang|called|emailed|phoned|texted|spoke|checked|looked|offered|booked|logged|apologised|listened
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
    """,
}


def signs_of_parts(sentence: Sentence) -> dict[StoryPart, float]:
    """How strongly a sentence speaks for each part; 1 and more is a clear sign."""
    found: dict[StoryPart, float] = dict.fromkeys(_CUES, 0.0)
    parts, lexicon = _compiled()
    for hit in lexicon.hits(sentence):
        found[parts[hit.concept]] += 0.5 + hit.weight
    counted = signs(sentence)
    found["action"] += 0.6 * counted.own_actions
    found["situation"] += 0.2 * counted.names
    found["result"] += 0.3 * counted.outcomes + 0.2 * counted.figures
    return found


@cache
def _compiled() -> tuple[tuple[StoryPart, ...], CompiledLexicon]:
    """Each cue as a concept of its own, so that a sentence's signs add up."""
    pairs = [(part, cue.strip()) for part, cues in _CUES.items() for cue in cues.strip().splitlines()]
    concepts = {str(number): Concept(part, (cue,)) for number, (part, cue) in enumerate(pairs)}
    rules, _ = compile_lexicon(concepts)
    return tuple(part for part, _ in pairs), CompiledLexicon(rules)
