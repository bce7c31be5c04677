"""When a contract ends, with and without its options, and by when notice must be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samspil.core.calendar import Step
from samspil.core.errors import ProblemsError
from samspil.core.retender.terms import Segment, Terms, months_before, months_later, prolonged

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class End:
    """The last day of a contract, and how that was worked out; no day where it runs until somebody leaves."""

    on: date | None
    because: tuple[Step, ...]


def end(terms: Terms, on: date, options: int = 0) -> End:
    """The last day as it looks on a day, when so many of the options that are left are used.

    A stated last day goes before a duration, and before what is said to run on. What renews by itself has,
    after its last day, been renewed as often as it takes to hold on the day. Notice that was given ends it
    where that is sooner.

    Args:
        terms: what the contract says.
        on: the day of asking; it matters for what renews by itself only.
        options: how many of the options that are left are used, from the next one on.

    Raises:
        ProblemsError: ``more_options_used_than_given``.

    Source: F2.11; reference/kitos-and-os2.md §1.2.

    >>> terms = Terms(date(2025, 1, 1), duration_months=24)
    >>> [str(step) for step in end(terms, date(2026, 1, 1)).because]
    ['end_from_duration starts=2025-01-01 months=24 to=2026-12-31']
    """
    left = terms.options_left
    if not 0 <= options <= len(left):
        raise ProblemsError.of("more_options_used_than_given", used=options, given=len(left))
    last, because = _without(terms, on)
    for number, option in enumerate(left[:options] if last else (), start=terms.options_used + 1):
        assert last is not None
        last = prolonged(last, option.months)
        because.append(Step("end_prolonged", {"number": number, "months": option.months, "to": last}))
    if terms.terminated_on is not None:
        leaves = takes_effect(terms, terms.terminated_on)
        if last is None or leaves < last:
            last = leaves
            because.append(Step("end_terminated", {"given": terms.terminated_on, "to": leaves}))
    return End(last, tuple(because))


def _without(terms: Terms, on: date) -> tuple[date | None, list[Step]]:
    """The last day without options that are left, and without notice."""
    last = terms.ends_on
    if last is not None:
        because = [Step("end_stated", {"to": last})]
    elif terms.starts_on is not None and terms.duration_months:
        used = sum(option.months for option in terms.options[: terms.options_used])
        months = terms.duration_months + used
        last = prolonged(terms.starts_on - _DAY, months)
        because = [Step("end_from_duration", {"starts": terms.starts_on, "months": months, "to": last})]
    else:
        return None, [Step("end_continuous" if terms.continuous else "end_unknown", {})]
    if terms.renews_months and terms.terminated_on is None and on > last:
        last, times = _renewed(last, terms.renews_months, on)
        because.append(Step("end_renewed", {"times": times, "months": terms.renews_months, "to": last}))
    return last, because


def _renewed(last: date, months: int, on: date) -> tuple[date, int]:
    times = max(((on.year - last.year) * 12 + on.month - last.month) // months, 1)
    while prolonged(last, months * times) < on:
        times += 1
    return prolonged(last, months * times), times


def takes_effect(terms: Terms, given: date) -> date:
    """The last day of a contract that notice is given of on a day.

    The months run from the day, or from the end of the segment it is in; not before it may end; and then to
    the end of the segment that notices run to.

    >>> from samspil.core.retender.terms import Notice
    >>> three = Notice(3, by_end_of=Segment.QUARTER)
    >>> takes_effect(Terms(notice=three), date(2026, 11, 22))
    datetime.date(2027, 3, 31)
    """
    notice = terms.notice
    if notice.extends is not None:
        over = prolonged(notice.extends.last_day(given), notice.months)
    else:
        over = months_later(given, notice.months)
    over = max(over, terms.irrevocable_until or over)
    return notice.by_end_of.last_day(over) if notice.by_end_of is not None else over


def notice_by(terms: Terms, last_day: date) -> date | None:
    """The last day to give notice so that the contract is over on a day at the latest; none where it cannot.

    O(1). The inverse of `takes_effect`.

    >>> from samspil.core.retender.terms import Notice
    >>> notice_by(Terms(notice=Notice(1)), date(2027, 2, 28))
    datetime.date(2027, 1, 31)
    """
    notice = terms.notice
    over = last_day if notice.by_end_of is None else _end_at_most(notice.by_end_of, last_day)
    if terms.irrevocable_until is not None and terms.irrevocable_until > over:
        return None
    if notice.extends is not None:
        return _end_at_most(notice.extends, months_later((over + _DAY).replace(day=1), -notice.months) - _DAY)
    return months_before(over, notice.months)


def _end_at_most(segment: Segment, day: date) -> date:
    """The last end of a segment that is not after a day."""
    return segment.first_day(day + _DAY) - _DAY
