"""One need of several members: when it is cheapest to tender it, and who takes part in which tender."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from samspil.core.errors import ProblemsError
from samspil.core.retender.parameters import Together
from samspil.core.retender.windows import Window, month
from samspil.core.units import Money

_MONTHS = 12

FORBIDDEN = 10**18
"""More than everything costs; what no plan may hold."""


@dataclass(frozen=True, slots=True)
class Movable:
    """A contract that can take part: its window and what moving it costs. Months are numbers, amounts øre.

    Args:
        key: which contract.
        first, last: the months in which something new can take over, both inside.
        wanted: the month in which it would, inside the window.
        early, late: what a month sooner or later costs, not below nothing.
        lone: what it forgoes by being tendered alone.

    Raises:
        ProblemsError: ``movable_out_of_order``.
    """

    key: str
    first: int
    last: int
    wanted: int
    early: int
    late: int
    lone: int = 0

    def __post_init__(self) -> None:
        if not (self.first <= self.wanted <= self.last and min(self.early, self.late, self.lone) >= 0):
            raise ProblemsError.of("movable_out_of_order", key=self.key)

    def costs(self, at: int) -> int:
        """What it costs to be tendered for a month instead of the wanted one.

        >>> Movable("a", 0, 9, 4, early=2, late=3).costs(6)
        6
        """
        if not self.first <= at <= self.last:
            return FORBIDDEN
        return self.early * (self.wanted - at) if at < self.wanted else self.late * (at - self.wanted)


def movable(key: str, found: Window, yearly: Money, together: Together, months: int = 48) -> Movable:
    """A contract by its window and what it costs a year, with what moving it and being alone are reckoned at.

    Args:
        key: which contract.
        found: when something new can take over.
        yearly: what it costs a year.
        together: premium, price of leaving early, price effect; the most likely one is forgone alone.
        months: how long what is bought will run.
    """
    longer = int(yearly.minor * together.extension_premium / _MONTHS)
    shorter = int(yearly.minor * together.early_exit / _MONTHS)
    forgone = int(yearly.minor * together.price_effect[1] * months / _MONTHS)
    at = (month(found.first), month(found.last), month(found.wanted))
    return Movable(key, *at, early=shorter, late=longer, lone=forgone)


@dataclass(frozen=True, slots=True)
class Tender:
    """One tender: the month in which what it buys takes over, and the contracts in it."""

    at: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A need made ready to be asked again and again.

    ``between[later][earlier]`` is what those cost that are wanted between two tenders with none between,
    ``before[at]`` those wanted up to a first tender, ``after[at]`` those after a last one.
    """

    contracts: tuple[Movable, ...]
    months: range
    before: tuple[int, ...]
    between: tuple[tuple[int, ...], ...]
    after: tuple[int, ...]

    @classmethod
    def of(cls, contracts: Sequence[Movable]) -> Table:
        """The table of one need. O(contracts · months²).

        Raises:
            ProblemsError: ``nothing_to_align`` for no contract.
        """
        if not contracts:
            raise ProblemsError.of("nothing_to_align")
        first, last = min(one.first for one in contracts), max(one.last for one in contracts)
        months = range(first, last + 1)
        size = len(months)
        before, after = [0] * size, [0] * size
        between = [[0] * at for at in range(size)]
        for one in contracts:
            costs, wanted = [one.costs(at) for at in months], one.wanted - first
            dearer = wanted  # so many months before the wanted one cost more than the tender after it
            for at in range(wanted, size):
                there = costs[at]
                before[at] += there
                while dearer and costs[dearer - 1] <= there:  # the nearer to the wanted month, the cheaper
                    dearer -= 1
                cheapest = [there] * dearer + costs[dearer:wanted]
                between[at][:wanted] = map(add, between[at], cheapest)
            for at in range(wanted):
                after[at] += costs[at]
        return cls(tuple(contracts), months, tuple(before), tuple(map(tuple, between)), tuple(after))

    def cheapest(self, opening: Sequence[int]) -> tuple[int, tuple[int, ...]]:
        """The months with a tender that cost least, and what they cost, exactly. O(months²).

        A contract goes to the last tender before its wanted month or the first one from it on, for a nearer
        one never costs more; so what lies between two tenders depends on those two alone, and the best plan
        up to a tender is the best up to the one before it and what lies between.

        Args:
            opening: what a tender costs in each month of `months`.

        Source: Wagner and Whitin (1958); science.md §8.
        """
        size = len(self.months)
        best, came = [0] * size, [-1] * size
        for at in range(size):
            reached = [*map(add, best, self.between[at]), self.before[at]]
            least = min(reached)
            where = reached.index(least)
            best[at], came[at] = least + opening[at], where if where < at else -1
        last = min(range(size), key=lambda at: best[at] + self.after[at])
        value, chosen = best[last] + self.after[last], list[int]()
        while last >= 0:
            chosen.append(self.months[last])
            last = came[last]
        return value, tuple(reversed(chosen))

    def tenders(self, chosen: Sequence[int]) -> tuple[Tender, ...]:
        """Who is in which tender with one in each of these months; those that nobody needs are left out."""
        keys: dict[int, list[str]] = {at: [] for at in chosen}
        for one in self.contracts:
            keys[min(chosen, key=one.costs)].append(one.key)
        return tuple(Tender(at, tuple(inside)) for at, inside in keys.items() if inside)

    def cost_of(self, tenders: Sequence[Tender], opening: Mapping[int, int]) -> int:
        """What a plan costs: tenders, months moved, and what those alone in theirs forgo."""
        by_key = {one.key: one for one in self.contracts}
        total = 0
        for tender in tenders:
            inside = [by_key[key] for key in tender.keys]
            total += opening[tender.at] + sum(one.costs(tender.at) for one in inside)
            total += inside[0].lone if len(inside) == 1 else 0
        return total

    def alone_for_sure(self) -> int:
        """What is forgone in every plan: by contracts whose window meets no other's."""
        return sum(one.lone for one in self.contracts if not any(_meets(self.contracts, one)))

    def joined(self, tenders: Sequence[Tender], opening: Mapping[int, int]) -> tuple[Tender, ...]:
        """The plan bettered where somebody is alone: moved into another tender, or fetched into its own."""
        found = list(tenders)
        by_key = {one.key: one for one in self.contracts}
        for lone in [one for one in found if len(one.keys) == 1 and by_key[one.keys[0]].lone]:
            if lone not in found:
                continue  # somebody has been fetched into it
            now = self.cost_of(found, opening)
            tried = min(
                _otherwise(found, lone, by_key), key=lambda one: self.cost_of(one, opening), default=None
            )
            if tried is not None and self.cost_of(tried, opening) < now:
                found = tried
        return tuple(found)


def _meets(contracts: Sequence[Movable], one: Movable) -> Iterator[bool]:
    for other in contracts:
        if other.key != one.key:
            yield other.first <= one.last and one.first <= other.last


def _otherwise(
    tenders: Sequence[Tender], lone: Tender, by_key: Mapping[str, Movable]
) -> Iterator[list[Tender]]:
    """The plan with a lone contract in another tender, or with one of another's fetched to it."""
    others = [one for one in tenders if one != lone]
    for other in others:
        rest = [one for one in others if one != other]
        for joined in _together((*other.keys, *lone.keys), by_key):
            yield [*rest, joined]
        for key in other.keys if len(other.keys) > 1 else ():
            for fetched in _together((*lone.keys, key), by_key):
                left = Tender(other.at, tuple(one for one in other.keys if one != key))
                yield [*rest, left, fetched]


def _together(keys: tuple[str, ...], by_key: Mapping[str, Movable]) -> Iterator[Tender]:
    """One tender of these in their best month; none where no month would do for all."""
    inside = [by_key[key] for key in keys]
    first, last = max(one.first for one in inside), min(one.last for one in inside)
    if first <= last:
        at = min(range(first, last + 1), key=lambda at: sum(one.costs(at) for one in inside))
        yield Tender(at, keys)
