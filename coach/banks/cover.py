"""Choose a few sets that together cover as much as possible (maximum coverage on bit masks)."""

from collections.abc import Sequence

SEARCH_NODES = 20_000


def best_cover(masks: Sequence[int], wanted: int, count: int, start: Sequence[int]) -> tuple[int, ...]:
    """Return indexes of at most `count` masks that cover most of `wanted`.

    `start` holds indexes of a first guess. The search is exact up to SEARCH_NODES nodes, far beyond what a plan's
    criteria take; past it the best found so far is returned.
    """
    return _Search(masks, wanted, count, start).run()


class _Search:
    def __init__(self, masks: Sequence[int], wanted: int, count: int, start: Sequence[int]) -> None:
        self._wanted = wanted
        self._count = count
        self._nodes = 0
        self._reached: dict[tuple[int, int], int] = {}
        self._best = tuple(start)
        self._best_bits = (_union(masks, start) & wanted).bit_count()
        self._candidates = _undominated(masks, wanted)

    def run(self) -> tuple[int, ...]:
        self._goal = _union([mask for _, mask in self._candidates], range(len(self._candidates))).bit_count()
        self._visit(self._wanted, 0, ())
        return self._best

    def _visit(self, open_bits: int, given_up: int, chosen: tuple[int, ...]) -> None:
        self._nodes += 1
        covered = (self._wanted & ~open_bits).bit_count() - given_up.bit_count()
        if covered > self._best_bits:
            self._best, self._best_bits = chosen, covered
        left = self._count - len(chosen)
        if not left or not open_bits or self._best_bits >= self._goal or self._nodes > SEARCH_NODES:
            return
        if self._reached.get((open_bits, left), -1) >= covered:
            return
        self._reached[open_bits, left] = covered
        live = [(index, mask & open_bits) for index, mask in self._candidates if mask & open_bits]
        sizes = sorted((mask.bit_count() for _, mask in live), reverse=True)
        if covered + min(sum(sizes[:left]), open_bits.bit_count()) <= self._best_bits:
            return
        rarest = _rarest_bit(live, open_bits)
        holders = sorted((p for p in live if p[1] & rarest), key=lambda p: -p[1].bit_count())
        for index, mask in holders:
            self._visit(open_bits & ~mask, given_up, (*chosen, index))
        self._visit(open_bits & ~rarest, given_up | rarest, chosen)


def _union(masks: Sequence[int], indexes: Sequence[int]) -> int:
    result = 0
    for index in indexes:
        result |= masks[index]
    return result


def _undominated(masks: Sequence[int], wanted: int) -> list[tuple[int, int]]:
    """Keep one of each distinct mask on the wanted bits, and none that lies within another."""
    first: dict[int, int] = {}
    for index, mask in enumerate(masks):
        if mask & wanted:
            first.setdefault(mask & wanted, index)
    kept: list[tuple[int, int]] = []
    for mask in sorted(first, key=lambda m: -m.bit_count()):
        if not any(mask & other == mask for _, other in kept):
            kept.append((first[mask], mask))
    return sorted(kept)


def _rarest_bit(live: Sequence[tuple[int, int]], open_bits: int) -> int:
    best, fewest = open_bits & -open_bits, len(live) + 1
    rest = open_bits
    while rest:
        bit = rest & -rest
        rest ^= bit
        holders = sum(1 for _, mask in live if mask & bit)
        if 0 < holders < fewest:
            best, fewest = bit, holders
    return best
