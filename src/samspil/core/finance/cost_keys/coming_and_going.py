"""Those who join later and those who leave: what they pay, to whom, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import Entry, Joining, Leaving, in_prices_of
from samspil.core.finance.cost_keys.rounding import half_up, whole
from samspil.core.finance.cost_keys.sharing_out import SharedCost, share_out
from samspil.core.units import Money

Parts = dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class LateComer:
    """One that joins after it was established, with what the key counts of it, and when it comes."""

    member: Member
    on: date


@dataclass(frozen=True, slots=True)
class LateEntry:
    """What one that joins late pays of an establishment, and who gets it.

    Args:
        full: its share, had it been there from the start with those that are there now.
        months_left: of the months that the establishment is written down over.
        months: all of them.
        prices: what a krone of then is in the prices of the day it joins; one where the key has no index.
        pays: what it pays.
        to: what each of the others gets; sums to what is paid exactly. An øre below nought may stand here:
            all parts are rounded together.
    """

    full: Money
    months_left: int
    months: int
    prices: Fraction
    pays: Money
    to: Mapping[str, Money]


def late_entry(
    cost: SharedCost,
    came: Sequence[LateComer],
    newcomer: LateComer,
    paid: Mapping[str, Money],
    whose: str = "",
) -> LateEntry:
    """What one that joins late pays of a cost of establishment, to all who had paid, earlier late comers too.

    It is the difference between what each shall have paid in the end and what each has paid: so it does not
    matter in which order late comers are entered, and what was wrong before is put right.

    Args:
        cost: as it was shared by those who established.
        came: those who joined before, in any order.
        newcomer: who joins.
        paid: what each has paid so far, what others have paid them taken off.
        whose: the member that had the cost, for a key with a threshold.

    Raises:
        ProblemsError: ``joined_before_established``, or as `share_out`.

    >>> from samspil.core.finance.cost_keys.ground import Period
    >>> from samspil.core.finance.cost_keys.key import read
    >>> key = read({"kind": "establishment", "rule": {"by": "equal"}, "joining": {"years": 5}})
    >>> begun = date(2024, 1, 1)
    >>> cost = share_out(key, (Member("a"), Member("b")), Period(begun, begun), Money(600))
    >>> entry = late_entry(cost, [], LateComer(Member("c"), date(2026, 7, 1)), cost.pays)
    >>> str(entry.pays), [str(money) for money in entry.to.values()]
    ('1.00 DKK', ['0.50 DKK', '0.50 DKK'])
    """
    key, currency = newcomer.member.key, cost.amount.currency
    everybody = paid_in_the_end(cost, [*came, newcomer], whose)
    nothing = Money(0, currency)
    moved = {one: money - paid.get(one, nothing) for one, money in everybody.items()}
    full = _exact(cost, [*came, newcomer], whose)[key]
    return LateEntry(
        full=Money(half_up(full), currency),
        months_left=_months_left(cost.key.joining, cost.period.first, newcomer.on),
        months=12 * cost.key.joining.years,
        prices=_prices(cost, newcomer.on),
        pays=moved[key],
        to={one: -money for one, money in moved.items() if one != key},
    )


def paid_in_the_end(cost: SharedCost, came: Sequence[LateComer], whose: str = "") -> dict[str, Money]:
    """What each has paid of a cost of establishment once all late comers have paid the others.

    Each that comes buys, by the key, into what is left of the cost on its day (all of it, what is not
    written down, or nothing; in the prices of that year where the key says so): it pays its share of that,
    and each of those who are there gets what its own share of it becomes smaller. So all who come on the
    same terms have paid the same by the key as if they had come together, whatever the order. Worked out
    exactly, from the first that came to the last, and rounded once: the parts sum to the cost.

    O(m) sharings for m late comers.

    Raises:
        ProblemsError: ``joined_before_established``, or as `share_out`.

    >>> from samspil.core.finance.cost_keys.ground import Period
    >>> from samspil.core.finance.cost_keys.key import read
    >>> key = read({"kind": "establishment", "rule": {"by": "equal"}, "joining": {"pays": "all"}})
    >>> begun = date(2024, 1, 1)
    >>> cost = share_out(key, (Member("a"), Member("b")), Period(begun, begun), Money(1200))
    >>> came = [LateComer(Member("c"), date(2025, 1, 1)), LateComer(Member("d"), date(2027, 1, 1))]
    >>> [money.minor for money in paid_in_the_end(cost, came).values()]
    [300, 300, 300, 300]
    """
    there: list[LateComer] = []
    shares = _exact(cost, there, whose)
    paid = dict(shares)
    for one in sorted(came, key=_by_day):
        there.append(one)
        after, buys = _exact(cost, there, whose), _part_bought(cost, one.on)
        for key, share in after.items():
            paid[key] = paid.get(key, Fraction(0)) + buys * (share - shares.get(key, Fraction(0)))
        shares = after
    rounded = whole(paid, cost.amount.minor)
    return {key: Money(minor, cost.amount.currency) for key, minor in sorted(rounded.items())}


def pays_until(leaving: Leaving, notice_on: date, wanted: date | None = None) -> date:
    """The last day that one which leaves pays for.

    The notice is whole months from the day it is given; a later day may be wanted; and where the key lets
    members leave at the end of a year only, it is the end of that year.

    >>> pays_until(Leaving(notice_months=6), date(2026, 3, 15))
    datetime.date(2026, 9, 14)
    >>> pays_until(Leaving(notice_months=6, at_year_end=True), date(2026, 8, 1))
    datetime.date(2027, 12, 31)
    """
    notice_ends = notice_on + relativedelta(months=leaving.notice_months, days=-1)
    day = max(notice_ends, wanted or notice_on, notice_on)
    return date(day.year, 12, 31) if leaving.at_year_end else day


def _by_day(one: LateComer) -> tuple[date, str]:
    return one.on, one.member.key


def _exact(cost: SharedCost, came: Sequence[LateComer], whose: str) -> Parts:
    """The exact shares, had those who came been there from the start. In the prices it was paid in."""
    key = cost.key.model_copy(update={"index": None})
    founders = (part.member for part in cost.parts)
    late = (replace(one.member, from_on=None, to_on=None) for one in came)
    shared = share_out(key, (*founders, *late), cost.period, cost.amount, whose)
    return {part.member.key: part.exact for part in shared.parts}


def _part_bought(cost: SharedCost, on: date) -> Fraction:
    """How much of a cost one that comes on a day buys into, in the prices of that day."""
    joining = cost.key.joining
    return _prices(cost, on) * Fraction(_months_left(joining, cost.period.first, on), 12 * joining.years)


def _prices(cost: SharedCost, on: date) -> Fraction:
    """What a krone of the cost is on a day."""
    index = cost.key.index if cost.key.joining.indexed else None
    then, now = (in_prices_of(index, Fraction(1), day.year) for day in (cost.period.first, on))
    return now / then


def _months_left(joining: Joining, established: date, joined: date) -> int:
    if joined < established:
        raise ProblemsError.of("joined_before_established", joined=joined, established=established)
    months = 12 * joining.years
    if joining.pays is Entry.NOTHING:
        return 0
    if joining.pays is Entry.ALL:
        return months
    gone = relativedelta(joined, established)
    return max(months - 12 * gone.years - gone.months, 0)
