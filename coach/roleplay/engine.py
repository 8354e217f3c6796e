"""A role-play as pure steps: a state, a line with its moves, the next state with what the customer said."""

from collections.abc import Iterable, Sequence

import msgspec

from coach.errors import UsageError
from coach.roleplay import mood as moods
from coach.roleplay.answering import Answering, pools
from coach.roleplay.line import Line, read_line
from coach.roleplay.model import MOST_TURNS, Fact, Reply, Scenario
from coach.roleplay.moves import MOVES, QUESTIONS
from coach.roleplay.play import Asked, Play, Turn
from coach.roleplay.promises import PROMISING, SETTLES_AFTER, Promised, promise_in, stands_by
from coach.roleplay.rules import Situation, asked_too_soon, deserved, holds, is_used_up, owed
from coach.roleplay.wording import wording

Named = tuple[str, Reply]
_A_SENTENCE = 5
"""So many words are no mere noise."""
_IN_PASSING = frozenset({"explain", "set-limit", "refuse"})


class Roleplay:
    """A scenario to be played. Both methods return a new state and change nothing."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.pools = pools(scenario)
        """Every wording the customer has, by the name of its pool."""
        replies = list(scenario.replies())
        self._of_scene = {name: [r for r in replies if r[0].rpartition(" ")[0] == name] for name in scenario.scenes}
        self._always = [reply for reply in replies if reply[0].startswith("always ")]
        by_replies = (cue for _, reply in replies for cue in reply.when.mentions)
        by_facts = (cue for fact in scenario.facts.values() for cue in fact.mentions)
        self._matter = tuple(dict.fromkeys((*by_replies, *by_facts)))
        self._otherwise = [reply for reply in replies if reply[0].startswith("otherwise ")]

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        return self._scenario

    def begin(self, seed: int, scene: str = "") -> Play:
        """Let the customer open, in the first scene unless another is named."""
        customer = self._scenario.customer
        return Play(
            seed=seed,
            scene=scene or next(iter(self._scenario.scenes)),
            mood=customer.mood,
            start_mood=customer.mood,
            patience=customer.patience,
            opening=wording(customer.opening, seed, "opening", 0),
        )

    def say(self, play: Play, text: str, moves: Iterable[str]) -> Play:
        """Answer one line of the apprentice's. Raises UsageError where the play has ended."""
        if play.ending:
            raise UsageError("This role-play has ended.", "Start another.")
        line = read_line(text, (move for move in moves if move in MOVES))
        answer = Answering(self._scenario, self.pools, play, line)
        number = len(play.turns) + 1
        promise = promise_in(line, number, asked_when=_asked_when(play))
        answer.remember(promise)
        now = Situation(
            line=line,
            scene=play.scene,
            mood=moods.on_the_scale(play.mood + answer.felt.mood),
            made=answer.made,
            known=play.known,
            promised=bool(answer.promises),
            turn=number,
        )
        if not (play.asked and self._about_the_promise(answer, play.asked, now)):
            self._reply(answer, now)
        if answer.rule and not answer.leads and not answer.asks and self._is_vague(answer, line):
            answer.say("promises asks_when")
        return self._closed(answer, now, promise.when if promise else "")

    def _about_the_promise(self, answer: Answering, asked: Asked, now: Situation) -> bool:
        """Take a line as the answer to the question about a promise; say whether it was one."""
        stands = stands_by(answer.promises[asked.promise], now.line)
        answer.asked = None
        if stands is None:
            return False
        if not stands:
            answer.change(mood=min(answer.felt.mood, -1), patience=min(answer.felt.patience, -1))
            answer.say("promises doubted")
            return True
        if asked.ending:
            answer.say("promises kept")
            answer.end(asked.ending)
            return True
        if self._fitting(answer, now) or deserved(self._scenario.facts, now):
            return False
        answer.say("promises kept")
        return True

    def _fitting(self, answer: Answering, now: Situation) -> Named | None:
        """Return the reply that a line gets from everywhere or from its scene."""
        for named in (*self._always, *self._of_scene[now.scene]):
            name, reply = named
            always = name.startswith("always ")
            if holds(reply.when, now) and (always or not is_used_up(reply, answer.uses(name), now.known)):
                return named
        return None

    def _reply(self, answer: Answering, now: Situation) -> None:
        fitting = self._fitting(answer, now)
        facts = self._scenario.facts
        fact = deserved(facts, now) or owed(facts, answer.play.owed, now)
        if fact and fitting is not None and _answers_past(fitting[1], facts[fact], now):
            fitting = None
        if fitting is None and not fact:
            fitting = self._left_over(answer, now)
        if fitting is None and not fact:
            self._nowhere(answer, now)
            return
        answer.nowhere = 0
        if fitting is not None:
            name, reply = fitting
            if self._waits_for_a_promise(answer, reply, now):
                return
            answer.give(name, reply)
            if reply.end or reply.alone or name.startswith("always "):
                return
        if fact and fact not in answer.told:
            answer.tell(fact)
            answer.answer_before_asking()

    def _left_over(self, answer: Answering, now: Situation) -> Named | None:
        for name, reply in self._otherwise:
            if holds(reply.when, now) and not is_used_up(reply, answer.uses(name), now.known):
                return name, reply
        return None

    def _waits_for_a_promise(self, answer: Answering, reply: Reply, now: Situation) -> bool:
        """Before a good end, come back to a promise that was not said again; say whether that was done."""
        if not reply.end or not self._scenario.endings[reply.end].passes:
            return False
        open_ones = [place for place, promise in enumerate(answer.promises) if _open(promise, now.turn)]
        if not open_ones or self._scenario.promises is None:
            return False
        answer.ask_about(open_ones[0], reply.end)
        answer.shows += reply.shows
        return True

    def _nowhere(self, answer: Answering, now: Situation) -> None:
        """Answer a line that fits nothing as a person would, and come back to what is wanted."""
        old = [p for p, promise in enumerate(answer.promises) if _open(promise, now.turn - SETTLES_AFTER)]
        if not now.line.moves and not now.line.agrees() and not self._is_about_it(now.line):
            answer.change(mood=answer.felt.mood, patience=answer.felt.patience - 1)
            answer.say("lost_for_words")
            answer.say("comes_back")
        elif old and self._scenario.promises is not None:
            answer.ask_about(old[0])
        else:
            if answer.nowhere and not now.line.agrees():
                answer.change(mood=answer.felt.mood, patience=answer.felt.patience - 1)
            answer.say("promises asks_when" if self._is_vague(answer, now.line) else f"{now.scene} nudges")
        answer.nowhere += 1

    def _is_about_it(self, line: Line) -> bool:
        """Whether a line in which no move was seen still speaks of the matter, so that nobody takes it for noise."""
        return line.length >= _A_SENTENCE and line.mentions(self._matter)

    def _is_vague(self, answer: Answering, line: Line) -> bool:
        """Whether a line promises without a time, and there is still a wording to ask for it."""
        promises = self._scenario.promises
        if promises is None or answer.promises or PROMISING.isdisjoint(line.moves):
            return False
        return answer.uses("promises asks_when") < len(promises.asks_when)

    def _closed(self, answer: Answering, now: Situation, promised: str) -> Play:
        """Finish the turn: the mood, the patience, and the end where it has come."""
        play, scenario = answer.play, self._scenario
        mood = moods.on_the_scale(play.mood + answer.mood)
        patience = min(scenario.customer.patience, max(0, play.patience + answer.patience))
        if not answer.ending and patience == 0:
            answer.break_off(scenario.if_patience_ends)
        elif not answer.ending and now.turn >= MOST_TURNS:
            answer.break_off(scenario.if_time_ends)
        warned = play.warned
        if not answer.ending and not warned and patience <= moods.NEARLY_GONE:
            answer.say("loses_patience")
            warned = True
        turn = Turn(
            number=now.turn,
            line=now.line.text,
            moves=now.line.moves,
            scene=play.scene,
            said=tuple(answer.said),
            mood=mood,
            patience=patience,
            rule=answer.rule,
            told=tuple(answer.told),
            shows=tuple(dict.fromkeys((*answer.shows, *self._by_move(now.line.moves)))),
            promised=promised,
        )
        return msgspec.structs.replace(
            play,
            scene=answer.scene,
            mood=mood,
            patience=patience,
            known=(*play.known, *answer.told),
            made=answer.made,
            used=answer.used,
            turns=(*play.turns, turn),
            promises=tuple(answer.promises),
            asked=answer.asked,
            owed=tuple(dict.fromkeys((*play.owed, *asked_too_soon(scenario.facts, now)))),
            nowhere=answer.nowhere,
            warned=warned,
            ending=answer.ending,
        )

    def _by_move(self, moves: Sequence[str]) -> list[str]:
        return [ref for move in moves for ref in self._scenario.shows.get(move, ())]


def _open(promise: Promised, before: int) -> bool:
    """Whether a promise was made before a turn and nobody has come back to it."""
    return not promise.settled and promise.turn < before


def _answers_past(reply: Reply, fact: Fact, now: Situation) -> bool:
    """Whether a reply takes up what a line says in passing, where the line asks for a fact by name."""
    by_the_way = bool(reply.when.does) and _IN_PASSING.issuperset(reply.when.does) and not reply.leads
    return by_the_way and bool(fact.mentions) and not QUESTIONS.isdisjoint(now.line.moves)


def _asked_when(play: Play) -> bool:
    """Whether the customer has just asked when something promised will be."""
    return bool(play.turns) and play.turns[-1].said[-1].pool == "promises asks_when"
