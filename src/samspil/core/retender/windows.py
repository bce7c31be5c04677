"""When something new can take over: not sooner than one may leave, not later than the contract lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samspil.core.retender.chain import Asking, on_or_before, option_acts, takeover
from samspil.core.retender.ends import end, notice_by, takes_effect
from samspil.core.retender.terms import Terms

_DAY = timedelta(days=1)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something new can take over, and the one on which it would if nothing were done.

    ``wanted`` is the day after the end without more options, or the first day where that has passed.
    """

    first: date
    last: date
    wanted: date


@dataclass(frozen=True, slots=True)
class Closed:
    """No such day: the contract lasts, with all options that can still be used, until before the first."""

    first: date
    last: date


def window(terms: Terms, asking: Asking, until: date) -> Window | Closed:
    """When something new can take over from a contract.

    Not before one could be ready by beginning today, nor before the contract may end: a contract with a last
    day and no notice in its terms is held to its last day. Not after it ends with every option that can
    still be used. What runs on, or renews by itself, is asked about until ``until``.

    Source: science.md §8.

    >>> from samspil.core.calendar import WorkCalendar
    >>> from samspil.core.retender.parameters import LeadTimes, Length, Phase, Route
    >>> phases = ((Phase.TENDER, Length(12, "months")),)
    >>> year = LeadTimes(date(2026, 1, 1), Route.EU_TENDER, phases, "assumed")
    >>> asking = Asking(date(2026, 11, 23), WorkCalendar("DK", frozenset(), frozenset(), "UTC"), year)
    >>> window(Terms(ends_on=date(2027, 12, 31)), asking, date(2034, 12, 31)).first
    datetime.date(2028, 1, 1)
    """
    plain = end(terms, asking.on).on
    wanted = until if plain is None else plain + _DAY
    last = _last(terms, asking, until)
    first = max(takeover(asking), _leaves(terms, asking.on, wanted))
    if first > last:
        return Closed(first, last)
    return Window(first, last, max(wanted, first) if plain is not None else first)


def _last(terms: Terms, asking: Asking, until: date) -> date:
    plain = end(terms, asking.on).on
    if plain is None or (terms.renews_months and terms.terminated_on is None):
        return until
    longest = end(terms, asking.on, _usable(terms, asking)).on
    assert longest is not None
    return longest + _DAY


def _usable(terms: Terms, asking: Asking) -> int:
    """How many of the options that are left can still be taken up, of what ends; none after one too late."""
    asked = list(option_acts(terms, asking, len(terms.options_left)))
    late = [act.number for act in asked if act.late]
    return min(late) - terms.options_used - 1 if late else len(asked)


def _leaves(terms: Terms, on: date, wanted: date) -> date:
    """The first day after the contract, when notice is given at once where the terms have one."""
    bound = end(terms, on).on is not None
    if bound and (terms.notice.months == 0 or terms.terminated_on is not None):
        return wanted
    left = takes_effect(terms, on) + _DAY
    return min(left, wanted) if bound else left


@dataclass(frozen=True, slots=True)
class Move:
    """What a contract's owner must do for something new to take over on a day.

    ``options`` more are used; ``notice_by`` is the last working day to give notice, where that is needed;
    ``option_by`` the last working day to tell of the option that must be told of first.
    """

    takes_over_on: date
    days: int
    options: int
    option_by: date | None
    notice_by: date | None


def move(terms: Terms, asking: Asking, takes_over_on: date) -> Move:
    """What must be done so that a contract is over when something new takes over on a day.

    ``days`` is how much longer (or, below nothing, shorter) it runs than by its end without more options;
    nothing where it runs on. The fewest options that reach the day are used.
    """
    plain, last = end(terms, asking.on).on, takes_over_on - _DAY
    days = 0 if plain is None else (last - plain).days
    runs_on = plain is None or (bool(terms.renews_months) and terms.terminated_on is None)
    options = 0
    while not runs_on and options < _usable(terms, asking):
        reached = end(terms, asking.on, options).on
        assert reached is not None
        if reached >= last:
            break
        options += 1
    told = [act.by for act in option_acts(terms, asking, options)][:options] if options else []
    given = None
    if terms.terminated_on is None and (runs_on or days < 0):
        given = notice_by(terms, last)
    return Move(
        takes_over_on,
        days,
        options,
        min(told, default=None),
        None if given is None else on_or_before(asking.calendar, given),
    )


def month(day: date) -> int:
    """A day's month as a number that counts on from year to year.

    >>> month(date(2027, 1, 31)) - month(date(2026, 12, 1))
    1
    """
    return day.year * _MONTHS + day.month - 1


def first_of(number: int) -> date:
    """The first day of a month by its number.

    >>> first_of(month(date(2027, 3, 9)))
    datetime.date(2027, 3, 1)
    """
    return date(number // _MONTHS, number % _MONTHS + 1, 1)
