"""A cost shared out by a key: who pays what, and everything that is needed to work it out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.ground import Member, Period
from samspil.core.finance.cost_keys.key import CostKey, in_prices_of
from samspil.core.finance.cost_keys.rounding import half_up, whole
from samspil.core.finance.cost_keys.rules import Bands, Degressive, Flat, Tariff
from samspil.core.finance.cost_keys.weighing import Ground, Parts, divided, weights_of
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Part:
    """What one member carries.

    Args:
        member: who, with what was counted of it.
        days: on how many days of the period it took part.
        exact: before rounding, in oere.
        pays: after it.
    """

    member: Member
    days: int
    exact: Fraction
    pays: Money


@dataclass(frozen=True, slots=True)
class SharedCost:
    """A cost by a key: the parts sum to the amount exactly.

    Args:
        key: by which it was shared.
        period: of which it is.
        amount: the whole of it, in prices of the period's first year.
        parts: one a member, in the order of their keys.
    """

    key: CostKey
    period: Period
    amount: Money
    parts: tuple[Part, ...]

    @property
    def pays(self) -> dict[str, Money]:
        """What each pays."""
        return {one.member.key: one.pays for one in self.parts}


def share_out(
    key: CostKey, members: tuple[Member, ...], period: Period, amount: Money, whose: str = ""
) -> SharedCost:
    """A cost carried by those who take part in a period, by a key.

    Operation is carried in proportion to the days that each takes part; a cost that is paid once, by those
    who take part on the period's last day. With a price index the amount is one of the base year.
    O(n log n) for n members.

    Args:
        key: by which.
        members: all that may carry; who does not take part is left out.
        period: of which the cost is.
        amount: the whole of it; may be negative (money that comes back).
        whose: the member that had the cost, for a key with a threshold.

    Raises:
        ProblemsError: ``nobody_in_period``, ``member_named_twice``, ``price_index_without_year``; `divided`.

    >>> from datetime import date
    >>> from samspil.core.finance.cost_keys.key import read
    >>> key = read({"kind": "operation", "rule": {"by": "inhabitants"}})
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> shared = share_out(key, (Member("a", 1), Member("b", 2)), year, Money(100))
    >>> [part.pays.minor for part in shared.parts]
    [33, 67]
    """
    ground = ground_of(key, members, period, whose)
    oere = half_up(in_prices_of(key.index, Fraction(amount.minor), period.first.year))
    return _shared(key, ground, divided(key.rule, Fraction(oere), ground), Money(oere, amount.currency))


def as_kept(key: CostKey, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """The members with the inhabitants that the key keeps, where no others were counted. O(n).

    >>> from samspil.core.finance.cost_keys.key import read
    >>> key = read({"kind": "operation", "rule": {"by": "inhabitants"}, "inhabitants": {"a": 7, "b": 8}})
    >>> [one.inhabitants for one in as_kept(key, (Member("a"), Member("b", 9), Member("c")))]
    [7, 9, None]
    """
    kept = key.inhabitants or {}
    return tuple(
        replace(one, inhabitants=kept.get(one.key)) if one.inhabitants is None else one for one in members
    )


def charge(key: CostKey, members: tuple[Member, ...], period: Period, currency: str = "DKK") -> SharedCost:
    """What each pays by a key that is a price: the amount follows from it, rounded half up.

    Raises:
        ProblemsError: ``cost_key_has_no_price``; as `share_out`.

    >>> from datetime import date
    >>> from samspil.core.finance.cost_keys.key import read
    >>> steps = [{"up_to": 150_000, "rate": "25"}, {"rate": "12.5"}]
    >>> key = read({"kind": "operation", "rule": {"by": "degressive", "steps": steps}})
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> str(charge(key, (Member("city", 200_000),), year).amount)
    '4375000.00 DKK'
    """
    if not isinstance(key.rule, Flat | Tariff | Degressive | Bands):
        raise ProblemsError.of("cost_key_has_no_price", rule=key.rule.by)
    ground = ground_of(key, members, period)
    exact = {
        one: in_prices_of(key.index, part, period.first.year)
        for one, part in weights_of(key.rule, ground).items()
    }
    return _shared(key, ground, exact, Money(half_up(sum(exact.values(), Fraction(0))), currency))


def ground_of(key: CostKey, members: tuple[Member, ...], period: Period, whose: str = "") -> Ground:
    """What the key is used on: those who take part, in the order of their keys.

    Raises:
        ProblemsError: ``nobody_in_period``, ``member_named_twice``.
    """
    keys = [one.key for one in members]
    twice = sorted({one for one in keys if keys.count(one) > 1})
    if twice:
        raise ProblemsError.of("member_named_twice", members=", ".join(twice))
    carried = period if key.counts_days else Period(period.last, period.last)
    taking = tuple(one for one in sorted(members, key=_by_key) if carried.taken_part(one) or _comes(key, one))
    if not taking:
        raise ProblemsError.of("nobody_in_period", first=period.first, last=period.last)
    return Ground(taking, period, key.counts_days, key.population_on, whose)


def reconciled(billed: Mapping[str, Money], shared: SharedCost) -> dict[str, Money]:
    """What each still pays (or gets back, below nought) once the actual use is known.

    The differences sum to what was billed too little exactly, for both sides sum exactly.

    >>> from datetime import date
    >>> from samspil.core.finance.cost_keys.key import read
    >>> key = read({"kind": "operation", "rule": {"by": "use"}})
    >>> year = Period(date(2026, 1, 1), date(2026, 12, 31))
    >>> shared = share_out(key, (Member("a", use=3), Member("b", use=1)), year, Money(100))
    >>> {one: str(money) for one, money in reconciled({"a": Money(50), "b": Money(50)}, shared).items()}
    {'a': '0.25 DKK', 'b': '-0.25 DKK'}
    """
    nothing = Money(0, shared.amount.currency)
    everybody = sorted({*billed, *shared.pays})
    return {one: shared.pays.get(one, nothing) - billed.get(one, nothing) for one in everybody}


def _shared(key: CostKey, ground: Ground, exact: Parts, amount: Money) -> SharedCost:
    pays = whole(exact, amount.minor)
    parts = (
        Part(one, ground.period.taken_part(one), exact[one.key], Money(pays[one.key], amount.currency))
        for one in ground.members
    )
    return SharedCost(key, ground.period, amount, tuple(parts))


def _by_key(member: Member) -> str:
    return member.key


def _comes(key: CostKey, member: Member) -> bool:
    """Whether one that is not there yet carries all the same, because the key counts expected users."""
    return key.rule.by == "expected_users" and member.to_on is None
