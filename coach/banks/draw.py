"""Draw the questions of a mock: the pass criteria first, then the apprentice's gaps."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from coach.banks.cover import best_cover
from coach.banks.model import Question
from coach.standards.model import Criterion

DEFAULT_COUNT = 10
NEVER_ASKED = 1_000_000
_DIFFICULTY = {"easy": 0, "medium": 1, "hard": 2}


@dataclass(frozen=True, slots=True)
class Draw:
    """Questions in the order they are asked, and the pass criteria they cover and leave."""

    seed: int
    questions: tuple[Question, ...]
    covered: tuple[str, ...]
    uncovered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pool:
    """Questions that target the same criteria, the best to ask first."""

    mask: int
    questions: list[Question]

    def easy(self, place: int) -> bool:
        return self.questions[place].difficulty == "easy"


def draw(
    questions: Sequence[Question],
    criteria: Sequence[Criterion],
    *,
    seed: int,
    count: int = DEFAULT_COUNT,
    gaps: Mapping[str, float] | None = None,
    asked_before: Mapping[str, int] | None = None,
    avoid: Collection[str] = (),
) -> Draw:
    """Draw at most `count` questions.

    Order of wishes: every pass criterion of `criteria` covered; then `gaps` (ref → weight, heavier is more wanted);
    then distinction criteria; then questions not asked lately (`asked_before`: question id → how many sittings ago, 1
    the last). Where `count` questions cannot cover every pass criterion the bank has, gaps come first, and without
    any the draw covers as many as can be. `avoid` holds ids of a failed sitting: drawn only when no others remain.
    The same arguments always give the same draw.
    """
    gaps = gaps or {}
    ages = asked_before or {}
    bits = {criterion.ref: 1 << place for place, criterion in enumerate(criteria)}
    pass_bits = sum(bits[criterion.ref] for criterion in criteria if criterion.level == "pass")
    askable = [question for question in questions if any(target in bits for target in question.targets)]
    fresh = [question for question in askable if question.id not in avoid]
    if len(fresh) < count:
        spare = sorted((q for q in askable if q.id in avoid), key=lambda q: _chance(seed, q.id))
        fresh += spare[: count - len(fresh)]
    pools = _pools(fresh, bits, ages, seed)
    worth = [(bit, gaps.get(ref, 0.0)) for ref, bit in bits.items() if gaps.get(ref, 0.0) > 0]
    chooser = _Chooser(pools, pass_bits, worth, count)
    chosen = chooser.choose()
    reached = 0
    for question in chosen:
        reached |= _mask(question, bits)
    pass_refs = [criterion.ref for criterion in criteria if criterion.level == "pass"]
    return Draw(
        seed=seed,
        questions=_interview_order(chosen, criteria, seed),
        covered=tuple(ref for ref in pass_refs if bits[ref] & reached),
        uncovered=tuple(ref for ref in pass_refs if not bits[ref] & reached),
    )


def _mask(question: Question, bits: Mapping[str, int]) -> int:
    mask = 0
    for target in question.targets:
        mask |= bits.get(target, 0)
    return mask


def _chance(seed: int, key: str) -> int:
    """Return a number that looks random and depends only on the seed and the key."""
    return int.from_bytes(blake2b(f"{seed}:{key}".encode(), digest_size=8).digest())


def _pools(questions: Iterable[Question], bits: Mapping[str, int], ages: Mapping[str, int], seed: int) -> list[_Pool]:
    def rank(question: Question) -> tuple[int, int]:
        return (-ages.get(question.id, NEVER_ASKED), _chance(seed, question.id))

    by_mask: dict[int, list[Question]] = {}
    for question in sorted(questions, key=rank):
        by_mask.setdefault(_mask(question, bits), []).append(question)
    return [_Pool(mask, group) for mask, group in by_mask.items()]


class _Chooser:
    def __init__(self, pools: Sequence[_Pool], pass_bits: int, worth: Sequence[tuple[int, float]], count: int) -> None:
        self._pools = pools
        self._pass_bits = pass_bits
        self._worth = worth
        self._masks = [pool.mask for pool in pools]
        self._sizes = [len(pool.questions) for pool in pools]
        self._worth_of = [[(bit, weight) for bit, weight in worth if pool.mask & bit] for pool in pools]
        self._count = count

    def choose(self) -> list[Question]:
        greedy = self._fill([])
        goal = 0
        for pool in self._pools:
            goal |= pool.mask & self._pass_bits
        if self._reach(greedy) & self._pass_bits == goal:
            return self._questions(greedy)
        cover = best_cover(self._masks, self._pass_bits, self._count, greedy)
        if self._worth and self._reach(cover) & self._pass_bits != goal:
            return self._questions(self._fill([], gaps_first=True))
        return self._questions(self._fill(list(cover)))

    def _fill(self, chosen: list[int], *, gaps_first: bool = False) -> list[int]:
        """Add pools until there are enough questions, each time the one that adds most."""
        used = [chosen.count(index) for index in range(len(self._pools))]
        seen: dict[int, int] = {}
        reached = 0
        for index in chosen:
            reached |= self._pools[index].mask
            self._count_targets(index, seen)
        while len(chosen) < self._count:
            best = self._best(used, reached, seen, gaps_first=gaps_first)
            if best is None:
                break
            chosen.append(best)
            used[best] += 1
            reached |= self._pools[best].mask
            self._count_targets(best, seen)
        return chosen

    def _count_targets(self, index: int, seen: dict[int, int]) -> None:
        for bit, _ in self._worth_of[index]:
            seen[bit] = seen.get(bit, 0) + 1

    def _best(self, used: Sequence[int], reached: int, seen: Mapping[int, int], *, gaps_first: bool) -> int | None:
        open_pass = self._pass_bits & ~reached
        open_rest = ~self._pass_bits & ~reached
        new_pass = [
            (mask & open_pass).bit_count() if count < size else -1
            for mask, count, size in zip(self._masks, used, self._sizes, strict=True)
        ]
        most = max(new_pass, default=-1)
        if most < 0:
            return None
        least = 0 if gaps_first else most
        left = [index for index, new in enumerate(new_pass) if new >= least]
        drawn = [index for index, count in enumerate(used) if count]
        opener_wanted = not any(self._pools[index].easy(place) for index in drawn for place in range(used[index]))

        def score(index: int) -> tuple[float, int, int, int, bool]:
            pool = self._pools[index]
            gap = sum(weight / (1 + seen.get(bit, 0)) for bit, weight in self._worth_of[index])
            opens = opener_wanted and pool.easy(used[index])
            return (gap, new_pass[index], (pool.mask & open_rest).bit_count(), -used[index], opens)

        return max(left, key=score)

    def _reach(self, chosen: Iterable[int]) -> int:
        reached = 0
        for index in chosen:
            reached |= self._pools[index].mask
        return reached

    def _questions(self, chosen: Sequence[int]) -> list[Question]:
        taken: dict[int, int] = {}
        result = []
        for index in chosen:
            result.append(self._pools[index].questions[taken.get(index, 0)])
            taken[index] = taken.get(index, 0) + 1
        return result


def _interview_order(chosen: Sequence[Question], criteria: Sequence[Criterion], seed: int) -> tuple[Question, ...]:
    """Put an easy question first, then keep sections together, the easier before the harder."""
    if not chosen:
        return ()
    section_of = {criterion.ref: criterion.section for criterion in criteria}
    section_place: dict[str, int] = {}
    for criterion in criteria:
        section_place.setdefault(criterion.section, len(section_place))

    def home(question: Question) -> str:
        return next(section_of[target] for target in question.targets if target in section_of)

    def ease(question: Question) -> tuple[int, int, int]:
        return (_DIFFICULTY[question.difficulty], len(question.targets), _chance(seed, question.id))

    opener = min(chosen, key=ease)
    first_section = home(opener)

    def place(question: Question) -> tuple[bool, bool, int, tuple[int, int, int]]:
        section = home(question)
        return (question is not opener, section != first_section, section_place[section], ease(question))

    return tuple(sorted(chosen, key=place))
