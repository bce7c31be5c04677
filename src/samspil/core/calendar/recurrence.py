"""Rules of recurrence (RFC 5545 RRULE) that make whole days, read strictly and expanded in bounded time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.rrule import rrulestr

from samspil.core.errors import ProblemsError

_WEEKDAYS = frozenset({"MO", "TU", "WE", "TH", "FR", "SA", "SU"})
_WORDS = {"FREQ": frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}), "WKST": _WEEKDAYS}
_FASTER_THAN_DAILY = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_YEARLY_ONLY = frozenset({"BYYEARDAY", "BYWEEKNO"})

_COUNT = re.compile(r"\d{1,5}", re.ASCII)
_PLACE = re.compile(r"[+-]?\d{1,3}", re.ASCII)  # -1 is the last
_LISTED_DAY = re.compile(r"([+-]?\d{1,2})?([A-Z]{2})", re.ASCII)
_LOCAL_TIME = re.compile(r"\d{8}T\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What a part made of numbers may hold."""

    most: int
    shape: re.Pattern[str]
    is_list: bool = True

    def fit(self, value: str) -> bool:
        items = value.split(",") if self.is_list else [value]
        return all(self.shape.fullmatch(item) and 1 <= abs(int(item)) <= self.most for item in items)


_NUMBERS = {
    "INTERVAL": _Numbers(400, _COUNT, is_list=False),
    "COUNT": _Numbers(10_000, _COUNT, is_list=False),
    "BYMONTH": _Numbers(12, _COUNT),
    "BYMONTHDAY": _Numbers(31, _PLACE),
    "BYYEARDAY": _Numbers(366, _PLACE),
    "BYWEEKNO": _Numbers(53, _PLACE),
    "BYSETPOS": _Numbers(366, _PLACE),
}

# `dateutil` looks for the next day as far as year 9999 and cannot be told to stop sooner. The Gregorian
# calendar repeats every 400 years to the weekday, so a rule started some whole cycles later gives the same
# days, and one that no day meets is given up after 400 to 800 years instead of 8000.
_CYCLE = 400
_LATEST_START = 9999 - _CYCLE


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A well-formed rule with its start (naive, local); made by `read_recurrence`."""

    rule: str
    starts: datetime
    until: datetime | None

    def days_of(self, year: int) -> Iterator[date]:
        """The days of one year on which the rule falls, in order; ``year`` is less than 400 after the start.

        The start is not itself such a day unless the rule says so. O(periods of the rule from the start).

        >>> rule = read_recurrence("FREQ=MONTHLY;BYDAY=1WE;COUNT=2", datetime(2026, 1, 1, 16))
        >>> [str(day) for day in rule.days_of(2026)]
        ['2026-01-07', '2026-02-04']
        """
        shift = _whole_cycles_after(self.starts)
        first = datetime.combine(date(year + shift, 1, 1), time.min)
        last = datetime.combine(date(year + shift, 12, 31), time.max)
        distant_rule = rrulestr(self.rule, dtstart=_later(self.starts, shift))
        for distant in distant_rule.between(first, last, inc=True):
            near = _later(distant, -shift)
            if self.until is None or near <= self.until:
                yield near.date()


def read_recurrence(text: str, starts: datetime) -> Recurrence:
    """Read the value of an RRULE as RFC 5545 has it, as far as it makes whole days.

    DAILY, WEEKLY, MONTHLY and YEARLY with INTERVAL, COUNT or UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY,
    BYSETPOS, BYWEEKNO and BYYEARDAY, where they may stand together. The time of day is the start's. UNTIL
    must be a local time ("20261231T235959"): one in UTC, or a bare date, does not match a local start.

    Args:
        text: such as "FREQ=MONTHLY;BYDAY=1WE", in either case.
        starts: naive, local.

    Raises:
        ProblemsError: ``bad_recurrence`` with the part that is wrong, or with all of a rule that no day can
            meet, such as 30 February; ``too_many_meetings`` for what recurs faster than daily.

    O(text) for a rule that meets soon; at worst O(days of 800 years), a second or less.
    Source: RFC 5545 §3.3.10.

    >>> read_recurrence("FREQ=WEEKLY;BYDAY=TU", datetime(2026, 1, 1, 16)).rule
    'FREQ=WEEKLY;BYDAY=TU'
    """
    parts = _parts(text)
    for name, value in parts.items():
        if name == "FREQ" and value in _FASTER_THAN_DAILY:
            raise ProblemsError.of("too_many_meetings", rule=text, part=f"{name}={value}")
        if not _is_well_formed(name, value, parts):
            raise _bad(text, f"{name}={value}")
    until = parts.pop("UNTIL", None)
    recurrence = Recurrence(_joined(parts), starts, _local_time(until) if until else None)
    if "FREQ" not in parts or (until and "COUNT" in parts) or not _ever_meets(recurrence):
        raise _bad(text, text)
    return recurrence


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.upper().split(";"):
        name, _, value = part.partition("=")
        if name in parts:
            raise _bad(text, part)
        parts[name] = value
    return parts


def _joined(parts: Mapping[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _is_well_formed(name: str, value: str, parts: Mapping[str, str]) -> bool:
    if name in _WORDS:
        return value in _WORDS[name]
    if name in _NUMBERS:
        return _NUMBERS[name].fit(value) and _may_stand_with(name, parts)
    if name == "BYDAY":
        return all(_is_listed_day(item, _most_weeks(parts)) for item in value.split(","))
    return name == "UNTIL" and _local_time(value) is not None


def _may_stand_with(name: str, parts: Mapping[str, str]) -> bool:
    """RFC 5545's table of which part goes with which frequency; and places in a set need a set."""
    frequency = parts.get("FREQ")
    if name in _YEARLY_ONLY:
        return frequency == "YEARLY"
    if name == "BYSETPOS":
        return any(other.startswith("BY") for other in parts if other != name)
    return not (name == "BYMONTHDAY" and frequency == "WEEKLY")


def _most_weeks(parts: Mapping[str, str]) -> int:
    """The highest n in "the n-th Wednesday": of a month, of a year, or none where a weekday stands alone."""
    frequency = parts.get("FREQ")
    if frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in parts):
        return 5
    return 53 if frequency == "YEARLY" and "BYWEEKNO" not in parts else 0


def _is_listed_day(text: str, most_weeks: int) -> bool:
    listed = _LISTED_DAY.fullmatch(text)
    if not listed or listed[2] not in _WEEKDAYS:
        return False
    return listed[1] is None or 1 <= abs(int(listed[1])) <= most_weeks


def _local_time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if _LOCAL_TIME.fullmatch(text) else None
    except ValueError:
        return None


def _ever_meets(recurrence: Recurrence) -> bool:
    distant = _later(recurrence.starts, _whole_cycles_after(recurrence.starts))
    return next(iter(rrulestr(recurrence.rule, dtstart=distant)), None) is not None


def _whole_cycles_after(starts: datetime) -> int:
    return (_LATEST_START - starts.year) // _CYCLE * _CYCLE


def _later(moment: datetime, years: int) -> datetime:
    """The same date whole cycles later, so that 29 February stays one."""
    return moment.replace(year=moment.year + years)


def _bad(text: str, part: str) -> ProblemsError:
    return ProblemsError.of("bad_recurrence", rule=text, part=part)
