"""Service levels of the example: what two municipalities promise, a year of figures, one promise changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.services.describing import add_level, add_service, promise
from samspil.apps.service_levels.services.lists import keep_figures, keep_list
from samspil.apps.service_levels.types import NewLevel, NewPromise, NewService
from samspil.core.service_levels.keeping import Direction
from samspil.core.service_levels.periods import Every, periods_between
from samspil.kit.tenancy import scope
from samspil.processes.demo.cast import Cast

_PROMISING: Final = ("0167", "0175")
_HEAD: Final = "head_of_digitalisation"
_DESK: Final = NewService("Servicedesk", "Ring eller skriv, når noget ikke virker.", "Leder af IT-support")
_PLACE: Final = NewService(
    "Ny arbejdsplads", "PC, telefon og adgange til en ny kollega.", "Leder af IT-drift"
)
_SOLVED: Final = NewLevel("Henvendelser løst samme dag", "%", Direction.AT_LEAST, Every.MONTH)
_DAYS: Final = NewLevel("Fra bestilling til klar", "arbejdsdage", Direction.AT_MOST, Every.MONTH)
_CARE: Final = "Sundhed og omsorg"
# Month by month; nothing is a month that nobody measured.
_SOLVED_BY: Final = {
    "": (74, 77, 79, 81, 83, 82, None, 84, 86, 85, 84, 87),
    _CARE: (81, 83, 86, 88, 91, 90, 92, 89, 93, 94, 92, 95),
}
_DAYS_BY: Final = {"": (9, 8, 7, 6, 5, 5, 4, 6, 5, 4, 5, 4)}


def promise_services(cast: Cast, since: date, now: datetime) -> None:
    """Two services each; the figures come as a list from the system of the service desk."""
    for code in _PROMISING:
        acting = cast.acting(code, _HEAD, now.date())
        if acting is not None:
            with scope.within([cast.organisation(code).pk]):
                _promise(acting, since.replace(day=1), now)


def _promise(acting: Acting, first: date, now: datetime) -> None:
    at = datetime.combine(first, time(9), UTC)
    desk, place = (add_service(one, acting=acting, at=at) for one in (_DESK, _PLACE))
    words = "Otte af ti bliver hjulpet, før dagen er slut."
    solved = add_level(desk, _SOLVED, NewPromise(first, Decimal(80), words), acting=acting, at=at)
    add_level(place, _DAYS, NewPromise(first, Decimal(5)), acting=acting, at=at)
    care = NewPromise(first, Decimal(90), "Plejen arbejder hele døgnet og får hjælp først.", _CARE)
    promise(solved, care, acting=acting, at=at)
    half = (first + timedelta(days=185)).replace(day=1)
    more = NewPromise(half, Decimal(85), "Efter et halvt år lover vi mere.")
    promise(solved, more, acting=acting, at=datetime.combine(half, time(9), UTC))
    _measure(acting, first, now)


def _measure(acting: Acting, first: date, now: datetime) -> None:
    lines = ["Serviceniveau;Område;Periode;Værdi"]
    last = now.date().replace(day=1) - timedelta(days=1)
    for name, by_area in ((_SOLVED.name, _SOLVED_BY), (_DAYS.name, _DAYS_BY)):
        for area, values in by_area.items():
            lines += [
                f"{name};{area};{period.first:%Y-%m};{value}"
                for period, value in zip(periods_between(first, last, Every.MONTH), values, strict=False)
                if value is not None
            ]
    file = ("eksempel.csv", "\n".join(lines).encode())
    sent = keep_list("Servicedesk (eksempel)", file, "da", acting=acting, at=now)
    keep_figures(sent, acting=acting, at=now)
