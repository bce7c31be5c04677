"""Whether joint work has the hands it asks for: by competence and month, from several members (F4.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from samspil.core.units import PersonDays


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody is lent: so many person-days of a competence in each month from the first to the last."""

    competence: str
    first: date
    last: date
    days_a_month: PersonDays


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked of a competence in a month, and what is lent for it."""

    asked: PersonDays
    lent: PersonDays

    @property
    def lacking(self) -> PersonDays:
        """How much more is asked than lent; never below zero."""
        return max(PersonDays(0), self.asked - self.lent)


def last_month_before(gone_on: date) -> date:
    """The last month, by its first day, that a member lends a hand in when it is gone from a day.

    In the month in which it leaves it is with until then.

    >>> last_month_before(date(2026, 6, 1)), last_month_before(date(2026, 6, 2))
    (datetime.date(2026, 5, 1), datetime.date(2026, 6, 1))
    """
    return (gone_on - timedelta(days=1)).replace(day=1)


def needs(
    asked: Mapping[tuple[str, date], PersonDays], hands: Iterable[Hand], first: date, count: int
) -> dict[str, tuple[Need, ...]]:
    """What each competence is asked for and lent, in ``count`` months from the first.

    Args:
        asked: person-days by competence and month (its first day); several units' are one sum already.
        hands: who is lent; a hand that ends before it begins lends nothing.
        first: the first month, by its first day.
        count: how many months, zero or more.

    Returns:
        One need a month for each competence that is asked for or lent in the period, by name. What is asked
        and lent in all cells together is what was given for these months: nothing is lost or counted twice.

    O(competences · months + hands · months).

    Source: F4.5.

    >>> march = date(2026, 3, 1)
    >>> found = needs(
    ...     {("legal", march): PersonDays.of(8)}, [Hand("legal", march, march, PersonDays.of(5))], march, 2
    ... )
    >>> [str(one.lacking) for one in found["legal"]]
    ['3.00', '0.00']
    """
    months = [first + relativedelta(months=step) for step in range(count)]
    place = {month: number for number, month in enumerate(months)}
    wanted: dict[str, list[int]] = defaultdict(lambda: [0] * count)
    lent: dict[str, list[int]] = defaultdict(lambda: [0] * count)
    for (competence, month), days in asked.items():
        if month in place:
            wanted[competence][place[month]] += days.hundredths
    for hand in hands:
        for number, month in enumerate(months):
            if hand.first <= month <= hand.last:
                lent[hand.competence][number] += hand.days_a_month.hundredths
    return {
        competence: tuple(
            Need(PersonDays(want), PersonDays(have))
            for want, have in zip(wanted[competence], lent[competence], strict=True)
        )
        for competence in sorted(wanted.keys() | lent.keys())
    }
