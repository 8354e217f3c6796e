"""What can be started from a talk: what is said of it, what is offered, and the act a yes would do."""

from coach.coverage import today as core
from coach.interview.sitting import minutes_by_rule
from coach.reports.words import listed, on_day
from coach.services import rehearse, roleplay, speaking
from coach.services.acts import act_of, within
from coach.services.answering import Answers
from coach.services.greeting import what_of
from coach.services.rights import Actor
from coach.services.second_try import about
from coach.services.today import method_for, section_drill, today_for
from coach.services.workspace import Workspace
from coach.talk.replies import Wordings
from coach.talk.understanding import Offer, Slots

Proposal = tuple[str, tuple[Offer, ...], str]
"""What is said, what is offered, and what a yes would then do."""
MINUTES_OF_A_QUICK_ONE = core.MINUTES_A_QUESTION
SHOWN = 3
"""How many things to choose from are offered."""


class Starts:
    """Proposes what somebody asks to start; nothing here starts a clock."""

    def __init__(self, ws: Workspace, actor: Actor, answers: Answers, words: Wordings) -> None:
        self._ws = ws
        self._actor = actor
        self._answers = answers
        self._words = words

    def mock(self, slots: Slots) -> Proposal:
        """Propose a whole mock, or ask of which method."""
        standard = self._answers.standard
        if "method" not in slots and len(standard.methods) > 1:
            titles = listed([method.title.lower() for method in standard.methods])
            offers = tuple(Offer(method.title, f"start:{method.id}") for method in standard.methods)
            return self._words.say("rules.which", methods=titles), offers, ""
        method = self._answers.methods(slots)[0]
        observed = method.conversation == "observed"
        asked = slots.get("minutes", "")
        minutes = asked or minutes_by_rule(self._answers.organisation.rules(method.id), observed=observed)
        key = "start.mock.questions" if observed else "start.mock"
        said = self._words.say(key, method=method.title.lower(), minutes=minutes)
        act = f"start:{method.id}:{asked}".rstrip(":")
        return said, (Offer(f"Start the {method.title.lower()}", act),), act

    def quick(self, slots: Slots) -> tuple[Proposal, str]:
        """Propose what Today would do in a few minutes; return it with its reason."""
        minutes = within(int(slots.get("minutes", MINUTES_OF_A_QUICK_ONE)))
        items = today_for(self._ws, self._actor, minutes)
        if not items:
            return (self._words.say("next.none"), (), ""), ""
        act = act_of(items[0])
        said = self._words.say("start.quick", minutes=minutes, title=items[0].title, why=items[0].why)
        return (said, (Offer(items[0].title, act),), act), items[0].why

    def section(self, section: str, method: str) -> Proposal:
        """Propose a drill of one section of the standard. Raises NotFoundError."""
        item = section_drill(self._ws, self._actor, section, method)
        said = self._words.say("start.section", title=item.title, questions=item.questions, minutes=item.minutes)
        return said, (Offer(item.title, act_of(item)),), act_of(item)

    def speak(self, slots: Slots) -> Proposal:
        """Propose a question to be answered out loud."""
        refs = self._answers.refs(slots)
        named = str(slots.get("method", "")) or None
        method, refs = method_for(self._ws, self._actor, named, refs)
        act = f"speak:{method}:{','.join(refs)}"
        on = f" on {refs[0]} {self._answers.standard.by_ref[refs[0]].title}" if refs else ""
        return self._words.say("speak.start", on=on), (Offer("Say it out loud", act),), act

    def speak_again(self, topic: str) -> Proposal | None:
        """Propose to say a question out loud that was answered before; None where there is none."""
        found = about(self._ws, self._actor, topic)
        if found is None:
            return None
        act = f"speak-again:{found.session_id}:{found.number}"
        return self._words.say("speak.start", on=""), (Offer("Say it out loud", act),), act

    def roleplay(self, slots: Slots) -> Proposal:
        """Propose a simulated customer, one that fits what was said where there is one."""
        offers = roleplay.offers(self._ws, self._actor)
        if not offers:
            return self._words.say("start.roleplay.none"), (), ""
        wanted = set(str(slots.get("topic", "")).casefold().split()) - _ANY_CUSTOMER
        told = {offer.id: f"{offer.title} {' '.join(offer.tags)} {offer.brief}".casefold() for offer in offers}
        fits = [offer for offer in offers if wanted and any(word in told[offer.id] for word in wanted)]
        chosen = (fits or list(offers))[:SHOWN]
        said = self._words.say("start.roleplay", title=chosen[0].title)
        return said, tuple(Offer(o.title, f"roleplay:{o.id}") for o in chosen), f"roleplay:{chosen[0].id}"

    def resume(self) -> Proposal:
        """Propose to go on with what was left half done last."""
        left = [*rehearse.unfinished(self._ws, self._actor), *roleplay.unfinished(self._ws, self._actor)]
        if not left:
            return self._words.say("resume.none"), (), ""
        newest = max(left, key=lambda session: (session.started_at, session.id))
        if newest.scenario:
            kind = f"roleplay:{newest.scenario}"
        else:
            kind = "speak" if speaking.is_spoken(self._ws, newest.id) else f"interview:{newest.method}"
        act = f"resume:{newest.id}:{kind}"
        said = self._words.say("resume", what=what_of(newest), day=on_day(newest.started_at))
        return said, (Offer(f"Go on with the {what_of(newest)}", act),), act


_ANY_CUSTOMER = frozenset(
    {"customer", "a", "an", "the", "caller", "client", "guest", "person", "someone", "one", "who"}
)
