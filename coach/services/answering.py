"""Answers computed from an apprentice's own standard, organisation, marks and dates."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from coach.coverage.wishes import MINUTES_FOR_THREE
from coach.errors import NotFoundError
from coach.interview.states import HANDED_IN
from coach.reports.words import counted, listed, on_day
from coach.review.marks import MarkValue
from coach.services.acts import act_of, within
from coach.services.programme import Programme, programme_of
from coach.services.rights import Actor
from coach.services.sessions import view_session
from coach.services.today import WINDOW_DAYS, days_practised, in_order, next_drill, next_of, today_for
from coach.services.watch import coverage_of
from coach.services.workspace import Workspace
from coach.standards.model import Criterion, Method
from coach.standards.organisation import Organisation
from coach.store import sessions as table
from coach.store.people import Person
from coach.talk import rules
from coach.talk.replies import Wordings
from coach.talk.topics import refs_about
from coach.talk.understanding import Offer, Slots

SHOWN = 4
"""How many refs a spoken list names."""
NEAR = 3
"""How many criteria are offered in place of one that is not theirs."""
OFFERED = 3
"""How many things to do are offered."""


class Answers:
    """Everything the coach can tell one apprentice; each method returns what is said and what is offered."""

    def __init__(self, ws: Workspace, actor: Actor, person: Person, words: Wordings) -> None:
        self._ws = ws
        self._actor = actor
        self._words = words
        self.person = person
        self.why = ""
        """Why what was said last is so."""
        self.standard = ws.library.standard(person.standard or "")
        self.organisation = ws.library.organisation(person.organisation or "")
        self.criteria = self.standard.criteria_for(face_to_face=person.face_to_face)

    # Rules

    def rule(self, intent: str, slots: Slots) -> tuple[str, tuple[Offer, ...]]:
        """Answer a question about the rules from the organisation's own document."""
        methods = self.methods(slots)
        found = {
            "rule.time": lambda: rules.time_of(self.organisation, methods),
            "rule.questions": lambda: rules.questions_of(self.organisation, methods),
            "rule.grade": lambda: rules.grade_of(self.organisation),
            "rule.resit": lambda: rules.resit_of(self.organisation),
            "rule.order": lambda: rules.order_of(self.organisation, self.standard.methods),
            "rule.portfolio": lambda: rules.portfolio_of(self.organisation),
            "rule.project": lambda: rules.project_of(self.organisation),
            "rule.gateway": lambda: rules.gateway_of(self.organisation),
            "rule.dates": self._dates,
        }[intent]()
        said = self._words.say("rules", facts=" ".join(found), document=document_of(self.organisation))
        if self.organisation.expired(self._ws.now().date()):
            said = f"{said} {self._words.say('rules.expired')}"
        return said, ()

    def _dates(self) -> list[str]:
        programme = self._programme()
        ahead = [due for due in programme.due if due.day >= programme.today][:SHOWN]
        if ahead:
            return [f"{due.day.day} {due.day:%B}: {due.what}." for due in ahead]
        return rules.dates_of(self.organisation, self.standard)

    def methods(self, slots: Slots) -> tuple[Method, ...]:
        """Return the method that is named, or all in the organisation's order."""
        named = slots.get("method")
        found = tuple(method for method in self.standard.methods if method.id == named)
        return found or in_order(self.standard, self.organisation)

    # What things mean

    def refs(self, slots: Slots) -> tuple[str, ...]:
        """Return the criteria that slots name, by code, by section or by theme."""
        known = {criterion.ref.upper(): criterion.ref for criterion in self.criteria}
        if (ref := str(slots.get("criterion", "")).upper()) in known:
            return (known[ref],)
        if section := str(slots.get("section", "")):
            return tuple(c.ref for c in self.criteria if c.section.upper() == section.upper())
        if topic := str(slots.get("topic", "")):
            own = [c for c in self.criteria if slots.get("method") in (None, c.method)]
            return refs_about(self.standard, topic, own)
        return ()

    def stranger(self, slots: Slots) -> tuple[str, tuple[Offer, ...]] | None:
        """Say that a code that was named is none of theirs, with the nearest that are; None where nothing is amiss."""
        ref, section = str(slots.get("criterion", "")), str(slots.get("section", ""))
        mine = {criterion.ref.upper(): criterion for criterion in self.criteria}
        sections = {criterion.section.upper() for criterion in self.criteria}
        if (not ref or ref.upper() in mine) and (not section or section.upper() in sections):
            return None
        if ref.upper() in {other.upper() for other in self.standard.by_ref}:
            return self._words.say("criterion.other", ref=ref), ()
        named = ref or section
        near = process.extract(named.upper(), list(mine), scorer=fuzz.ratio, limit=NEAR)
        same = [each for each in mine if ref and each.rpartition(".")[0] == ref.upper().rpartition(".")[0]]
        refs = [mine[each].ref for each in (same[-NEAR:] or [found for found, *_ in near])]
        offers = tuple(Offer(f"{each} {self._by_ref(each).title}", f"say:what does {each} mean") for each in refs)
        return self._words.say("criterion.stranger", ref=named, near=listed(refs)), offers

    def comes_next(self, method: str | None = None) -> tuple[str, tuple[str, ...]]:
        """Return the method and the criterion that Today would take first, of one method where it is named."""
        if method is not None:
            found = next_of(self._ws, self._actor, method)
            return method, (found.ref,) if found else ()
        drill = next_drill(self._ws, self._actor)
        return (drill.method, drill.refs[:1]) if drill else (self.methods({})[0].id, ())

    def criterion(self, slots: Slots) -> tuple[str, tuple[Offer, ...]]:
        """Explain a criterion with its coaching card."""
        refs = self.refs(slots)
        if not refs:
            return self._words.say("criterion.unknown"), ()
        if slots.get("section") and len(refs) > 1:
            titles = ", ".join(f"{ref} {self._by_ref(ref).title}" for ref in refs[:SHOWN])
            section = self.standard.sections_by_id[self._by_ref(refs[0]).section].title
            return self._words.say(
                "criterion.section", section=section, count=counted(len(refs), "criterion", "criteria"), titles=titles
            ), self._practise(refs[0])
        criterion = self._by_ref(refs[0])
        card = self.standard.cards.get(criterion.ref)
        plain = card.plain if card else criterion.summary
        key = "criterion.several" if len(refs) > 1 and "criterion" not in slots else "criterion"
        said = self._words.say(key, ref=criterion.ref, title=criterion.title, plain=plain, refs=", ".join(refs))
        if criterion.level == "distinction":
            said = f"{said} {self._words.say('criterion.level')}"
        return said, self._practise(criterion.ref)

    def example(self, slots: Slots) -> tuple[str, tuple[Offer, ...]]:
        """Say what would count for a criterion."""
        refs = self.refs(slots)
        card = self.standard.cards.get(refs[0]) if refs else None
        if card is None:
            return self._words.say("criterion.unknown"), ()
        heard, starter = "; ".join(card.listens_for[:2]), card.starters[0]
        said = self._words.say("example", ref=card.ref, heard=heard, starter=starter)
        return said, self._practise(card.ref)

    def method(self, slots: Slots) -> tuple[str, tuple[Offer, ...]]:
        """Say what happens in a method."""
        named = str(slots.get("method", ""))
        if named not in self.standard.methods_by_id:
            titles = listed([method.title.lower() for method in self.standard.methods], "and")
            offers = tuple(Offer(m.title, f"say:what happens in the {m.title.lower()}") for m in self.standard.methods)
            return self._words.say("method.which", methods=titles), offers
        lengths = rules.time_of(self.organisation, self.methods(slots))
        return f"{self._words.say(f'method.{named}')} {lengths[0]}", (Offer("Sit a mock", f"start:{named}"),)

    def term(self, slots: Slots) -> tuple[str, tuple[Offer, ...]]:
        """Explain a word of the field."""
        entry = self._ws.library.glossary.get(str(slots.get("term", "")).casefold())
        if entry is None:
            return self._words.say("term.unknown"), ()
        return self._words.say("term", term=entry.term, meaning=entry.meaning), ()

    # Where they stand

    def gaps(self, slots: Slots) -> tuple[str, tuple[Offer, ...]]:
        """Say what is missing, by method, with one thing to do now."""
        coverage = coverage_of(self._ws, self._actor, self.person.id)
        open_ = [c for c in coverage.criteria if c.state != "passed"]
        named = slots.get("method")
        own = [c for c in open_ if c.method == named]
        if not open_ or (named and not own):
            return self._words.say("gaps.none"), ()
        _, refs = self.comes_next(str(named) if named else None)
        ref = refs[0] if refs else (own or open_)[0].ref
        title = self._by_ref(ref).title
        if named:
            total = sum(1 for c in coverage.criteria if c.method == named)
            return self._words.say(
                "gaps.method",
                method=self.standard.methods_by_id[str(named)].title.lower(),
                passed=total - len(own),
                total=total,
                refs=_some([c.ref for c in own]),
                ref=ref,
                title=title,
            ), self._practise(ref)
        parts = []
        for method in in_order(self.standard, self.organisation):
            count = sum(1 for c in open_ if c.method == method.id)
            if count:
                parts.append(f"{count} in the {method.title.lower()}")
        return self._words.say(
            "gaps",
            passed=coverage.count("passed"),
            total=len(coverage.criteria),
            by_method=", ".join(parts),
            ref=ref,
            title=title,
        ), (*self._practise(ref), Offer("See your coverage", "open:coverage"))

    def next(self, slots: Slots) -> tuple[str, tuple[Offer, ...]]:
        """Say what to practise now, fitted to the minutes there are."""
        minutes = int(slots.get("minutes", MINUTES_FOR_THREE))
        items = today_for(self._ws, self._actor, within(minutes))
        if not items:
            return self._words.say("next.none"), ()
        first = items[0]
        self.why = first.why
        said = self._words.say("next", minutes=minutes, title=first.title, length=first.minutes, why=first.why)
        if len(items) > 1:
            said = f"{said} {self._words.say('next.more', titles='; '.join(item.title for item in items[1:3]))}"
        return said, tuple(Offer(item.title, act_of(item)) for item in items[:OFFERED])

    def progress(self, slots: Slots) -> tuple[str, tuple[Offer, ...]]:
        """Say where they stand per method and what stands between them and a pass or a distinction."""
        programme = self._programme()
        marked = any(method.passed or method.attempted for method in programme.methods)
        if not marked:
            return self._words.say("progress.nothing"), (Offer("A short practice", "quick:20"),)
        own = [m for m in programme.methods if slots.get("method") in (None, m.method)]
        by_method = " ".join(f"{m.title}: {m.passed} of {m.of} passed." for m in own)
        missing = [ref for m in own for ref in programme.grades.methods[m.method].missing_for_pass]
        distinctions = [ref for m in own for ref in programme.grades.methods[m.method].missing_for_distinction]
        if missing:
            stands = self._words.say("progress.pass", refs=_some(missing))
        elif distinctions:
            stands = self._words.say("progress.distinction", refs=_some(distinctions))
        else:
            stands = self._words.say("progress.all")
        said = self._words.say("progress", by_method=by_method, stands=stands)
        days = days_practised(self._ws, self._actor)
        return f"{said} {self._words.say('days', days=days, window=WINDOW_DAYS)}" if days else said, (
            Offer("Your way to gateway", "open:programme"),
        )

    def feedback(self) -> tuple[str, tuple[Offer, ...]]:
        """Say what the trainer marked last, or what still waits."""
        sessions = table.sessions_of(self._ws.store, self.person.id)
        reviewed = sorted((s for s in sessions if s.state == "reviewed"), key=lambda s: s.reviewed_at or "")
        waiting = [s for s in sessions if s.state in HANDED_IN and s.state != "reviewed"]
        if not reviewed:
            if not waiting:
                return self._words.say("feedback.none"), ()
            oldest = min(s.handed_in_at or s.started_at for s in waiting)
            count = counted(len(waiting), "session")
            return self._words.say("feedback.waiting", count=count, day=on_day(oldest)), ()
        view = view_session(self._ws, self._actor, reviewed[-1].id)
        passed = _refs_marked(view.marked, "passed")
        short = _refs_marked(view.marked, "attempted")
        more = self._words.say("feedback.short", refs=_some(short)) if short else ""
        if view.feedback:
            more = f"{more} {self._words.say('feedback.words', feedback=_cut(view.feedback))}".strip()
        said = self._words.say(
            "feedback" if passed else "feedback.nothing",
            method=view.method_title.lower(),
            day=on_day(view.started_at),
            trainer=view.signed_by or "Your trainer",
            passed=_some(passed),
            more=more,
        ).strip()
        return said, (Offer("Read all of it", f"read:{view.id}"),)

    def _programme(self) -> Programme:
        return programme_of(self._ws, self._actor, self.person.id)

    def _by_ref(self, ref: str) -> Criterion:
        criterion = self.standard.by_ref.get(ref)
        if criterion is None:
            raise NotFoundError(f"{ref} is not one of your criteria.", "coach standards lists them.")
        return criterion

    def _practise(self, ref: str) -> tuple[Offer, ...]:
        return (Offer(f"A question on {ref}", f"question:{ref}"),)


def document_of(organisation: Organisation) -> str:
    """Return the name of an organisation's document without its versions and dates."""
    first, *rest = organisation.document.partition(";")[0].split(",")
    return f"{first},{rest[0]}" if first == organisation.title and rest else first


def _refs_marked(marked: dict[str, MarkValue] | object, value: MarkValue) -> list[str]:
    return [ref for ref, mark in marked.items() if mark == value] if isinstance(marked, dict) else []


def _some(refs: Sequence[str]) -> str:
    more = f" and {len(refs) - SHOWN} more" if len(refs) > SHOWN else ""
    return f"{', '.join(refs[:SHOWN])}{more}"


def _cut(text: str, words: int = 25) -> str:
    parts = text.split()
    return " ".join(parts[:words]) + ("…" if len(parts) > words else "")
