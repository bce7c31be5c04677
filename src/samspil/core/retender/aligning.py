"""Many needs at once, and so many tenders a quarter: the cheapest plan, and how near to that it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samspil.core.errors import ProblemsError
from samspil.core.retender.need import Movable, Table, Tender

_QUARTER = 3
_SELDOM = 5


@dataclass(frozen=True, slots=True)
class Prices:
    """What tendering costs, in øre: one tender, each that takes part beyond the first, one above capacity.

    ``capacity`` is how many tenders may take over in a quarter before they cost ``over`` more each; none
    for as many as there are.

    Raises:
        ProblemsError: ``prices_below_zero``.
    """

    tender: int
    each_more: int = 0
    over: int = 0
    capacity: int | None = None

    def __post_init__(self) -> None:
        if min(self.tender, self.over, self.capacity or 0) < 0 or not 0 <= self.each_more <= self.tender:
            raise ProblemsError.of("prices_below_zero", tender=self.tender, each_more=self.each_more)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which tenders, of which need; what they cost, and what no plan costs less than.

    ``over`` is how many tenders lie above capacity, by the first month of each quarter that has any.
    """

    tenders: Mapping[str, tuple[Tender, ...]]
    cost: int
    bound: int
    over: Mapping[int, int]

    @property
    def optimal(self) -> bool:
        """Whether no plan costs less."""
        return self.cost == self.bound

    @property
    def gap(self) -> Fraction:
        """By how much of itself the plan may cost too much, at most."""
        return Fraction(self.cost - self.bound, self.cost) if self.cost else Fraction(0)


def align(
    needs: Mapping[str, Sequence[Movable]], prices: Prices, *, rounds: int = 60, near: Fraction = Fraction(0)
) -> Plan:
    """The cheapest tenders for many needs.

    Without capacity, and where nothing is forgone alone, every need is solved exactly by itself and the plan
    is optimal. With capacity each quarter gets a price that a tender in it pays beside its own; needs are
    again solved exactly and by themselves, and whatever the prices are, what that comes to less what the
    capacity is worth at them is a bound (Lagrange). Prices rise where there is too little capacity and fall
    where there is too much, and every plan on the way is weighed as it is.

    Args:
        needs: the contracts of each need; no need without one.
        prices: what tendering costs.
        rounds: how many times prices are changed, at most.
        near: a gap that is small enough to stop at.

    Raises:
        ProblemsError: ``nothing_to_align``.

    O(rounds · needs · months²) after the tables. Source: science.md §8; Held and Karp (1971); Fisher (1981).

    >>> three = [Movable(key, 0, 9, at, 10, 10) for key, at in (("a", 2), ("b", 3), ("c", 9))]
    >>> found = align({"care": three}, Prices(tender=50))
    >>> [(one.at, one.keys) for one in found.tenders["care"]], found.cost, found.optimal
    ([(2, ('a', 'b')), (9, ('c',))], 110, True)
    """
    return _Search({key: Table.of(contracts) for key, contracts in needs.items()}, prices).run(rounds, near)


class _Search:
    """Prices of quarters, the best plan so far and the best bound so far."""

    def __init__(self, tables: Mapping[str, Table], prices: Prices) -> None:
        self.tables, self.prices = tables, prices
        self.opening = prices.tender - prices.each_more
        self.always = sum(
            prices.each_more * len(table.contracts) + table.alone_for_sure() for table in tables.values()
        )
        self.quarters = sorted({at // _QUARTER for table in tables.values() for at in table.months})
        self.price = dict.fromkeys(self.quarters, 0)
        self.bound = 0
        self.best: tuple[int, dict[str, tuple[Tender, ...]]] | None = None

    def run(self, rounds: int, near: Fraction) -> Plan:
        """Change prices until the plan is near enough to the bound, or the rounds are over."""
        step = Fraction(1)
        for number in range(max(rounds, 1)):
            before = self.bound
            counts = self._relaxed()
            if self._plan().gap <= near:
                break
            if number % _SELDOM == 0:
                self._one_by_one()
                self._join()
            step = step if self.bound > before else step * Fraction(9, 10)
            if not self._reprice(counts, step):
                break
        return self._plan()

    def _relaxed(self) -> Counter[int]:
        """Every need by itself at the quarters' prices: a bound and a plan; how many tenders each has."""
        total, chosen = 0, dict[str, tuple[Tender, ...]]()
        for key, table in self.tables.items():
            value, months = table.cheapest([self.opening + self.price[at // _QUARTER] for at in table.months])
            total, chosen[key] = total + value, table.tenders(months)
        worth = (self.prices.capacity or 0) * sum(self.price.values())
        self.bound = max(self.bound, total - worth + self.always)
        self._weigh(chosen)
        return _counted(chosen)

    def _weigh(self, plan: dict[str, tuple[Tender, ...]]) -> None:
        """Keep a plan if it is the cheapest so far."""
        cost = self._cost(plan)
        if self.best is None or cost < self.best[0]:
            self.best = cost, plan

    def _join(self) -> None:
        """The best plan with those alone joined to others where that is cheaper."""
        assert self.best is not None
        opening = {key: dict.fromkeys(one.months, self.opening) for key, one in self.tables.items()}
        self._weigh({key: self.tables[key].joined(one, opening[key]) for key, one in self.best[1].items()})

    def _cost(self, chosen: Mapping[str, tuple[Tender, ...]]) -> int:
        total = self.prices.over * sum(self._over(_counted(chosen)).values())
        for key, tenders in chosen.items():
            table = self.tables[key]
            total += table.cost_of(tenders, dict.fromkeys(table.months, self.opening))
            total += self.prices.each_more * len(table.contracts)
        return total

    def _over(self, counts: Mapping[int, int]) -> dict[int, int]:
        capacity = self.prices.capacity
        if capacity is None:
            return {}
        return {quarter: number - capacity for quarter, number in counts.items() if number > capacity}

    def _one_by_one(self) -> None:
        """Solve each need anew beside the others as they stand: a full quarter costs what lies above it."""
        assert self.best is not None
        chosen = dict(self.best[1])
        counts, capacity = _counted(chosen), self.prices.capacity or 0
        for key, table in self.tables.items():
            counts.subtract(_counted({key: chosen[key]}))
            opening = [
                self.opening + (self.prices.over if counts[at // _QUARTER] >= capacity else 0)
                for at in table.months
            ]
            chosen[key] = table.tenders(table.cheapest(opening)[1])
            counts.update(_counted({key: chosen[key]}))
        self._weigh(chosen)

    def _reprice(self, counts: Mapping[int, int], step: Fraction) -> bool:
        """Move prices towards where demand meets capacity; false where they would stay."""
        assert self.best is not None
        capacity = self.prices.capacity or 0
        apart = {
            quarter: counts.get(quarter, 0) - capacity
            for quarter in self.quarters
            if counts.get(quarter, 0) > capacity or self.price[quarter]
        }
        length = sum(one * one for one in apart.values())
        if self.prices.capacity is None or not length:
            return False
        for quarter, one in apart.items():
            moved = self.price[quarter] + int(step * (self.best[0] - self.bound) * one / length)
            self.price[quarter] = min(max(moved, 0), self.prices.over)
        return True

    def _plan(self) -> Plan:
        assert self.best is not None
        cost, chosen = self.best
        over = {quarter * _QUARTER: number for quarter, number in self._over(_counted(chosen)).items()}
        return Plan(chosen, cost, min(self.bound, cost), over)


def _counted(chosen: Mapping[str, tuple[Tender, ...]]) -> Counter[int]:
    return Counter(tender.at // _QUARTER for tenders in chosen.values() for tender in tenders)
