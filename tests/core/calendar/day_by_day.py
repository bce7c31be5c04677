"""The Danish calendar told again in the plainest way, to hold the real one against: one day at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

ONE_DAY = timedelta(days=1)
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
_STORE_BEDEDAG, _LAST_STORE_BEDEDAG = 26, 2023
_CHOSEN = {
    "christmas_eve": (12, 24),
    "new_years_eve": (12, 31),
    "may_day": (5, 1),
    "constitution_day": (6, 5),
}


def danish_holidays(year: int) -> set[date]:
    """Statutory since 1770 but for Store Bededag, abolished from 2024 by lov nr. 214 of 7 March 2023."""
    moveable = _FROM_EASTER if year > _LAST_STORE_BEDEDAG else (*_FROM_EASTER, _STORE_BEDEDAG)
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    return fixed | {easter(year) + timedelta(days=days) for days in moveable}


@dataclass(frozen=True)
class DayByDay:
    """What `WorkCalendar` answers, by walking."""

    optional: frozenset[str]
    extra: frozenset[date]

    def works(self, day: date) -> bool:
        chosen = {_CHOSEN[key] for key in self.optional}
        is_closed = day in self.extra or day in danish_holidays(day.year) or (day.month, day.day) in chosen
        return day.strftime("%a") not in {"Sat", "Sun"} and not is_closed

    def walk(self, day: date, n: int) -> date:
        if n == 0 and self.works(day):
            return day
        step, left = (-ONE_DAY, -n) if n < 0 else (ONE_DAY, max(n, 1))
        while left:
            day += step
            left -= self.works(day)
        return day

    def count(self, after: date, through: date) -> int:
        days = range(after.toordinal() + 1, through.toordinal() + 1)
        return sum(self.works(date.fromordinal(day)) for day in days)
