"""Tasks and resources of the example: two municipalities record what the time goes to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from samspil.apps.organisations import services
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.selectors.access import UnitHere, units_here
from samspil.apps.resources.services.planning import (
    set_anchoring,
    set_consultants,
    set_strength,
    set_target,
)
from samspil.apps.resources.services.recording import record_month
from samspil.apps.resources.types import (
    Consultants,
    NewMonth,
    Reports,
    ReportsTo,
    Seat,
    Strength,
    Target,
)
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.demo.cast import Cast

_HEAD: Final = "head_of_digitalisation"
_MONTHS: Final = 10
_HOUR: Final = 60
_COMMON: Final = ("Digitalisering og it", "Informationssikkerhed")
# Full-time equivalents in hundredths, and hours a month: development at first and each month more or less.
_STRENGTH: Final = {"0167": 1400, "0175": 900}
_DEVELOPMENT: Final = {"0167": (720, 22), "0175": (520, -14)}
_OPERATIONS: Final = {"0167": (800, -12), "0175": (460, 16)}
_DATA: Final = {"0167": 420, "0175": 280}
_MEANT: Final[Mapping[str, int]] = {"development": 50, "operations": 25, "data_and_administration": 25}


def record_resources(cast: Cast, since: date, now: datetime) -> None:
    """Where people sit a year ago, to whom they report, the target, and ten months of time."""
    for code in _STRENGTH:
        acting = cast.acting(code, _HEAD, now.date())
        if acting is not None:
            with scope.within([cast.organisation(code).pk]):
                _record(cast, code, acting, since.replace(day=1), now)


def _record(cast: Cast, code: str, acting: Acting, first: date, now: datetime) -> None:
    department, security = _common(cast, code, first, now)
    areas = [one for one in units_here(acting.organisation_id, now.date()) if one.name not in _COMMON]
    said: dict[str, Any] = {"acting": acting, "at": now}
    set_strength(Strength(department.id, first, _STRENGTH[code], Seat.CENTRAL), **said)
    set_strength(Strength(security.id, first, 200, Seat.CENTRAL), **said)
    for area, hundredths in zip(areas, (150, 100, 50), strict=False):
        set_strength(Strength(area.id, first, hundredths, Seat.AREA), **said)
        set_consultants(Consultants(department.id, area.id, first, 4 * hundredths), **said)
    set_anchoring(Reports(department.id, first, ReportsTo.DIRECTOR, "Direktøren for stab og økonomi"), **said)
    set_anchoring(Reports(security.id, first, ReportsTo.BOARD, "Direktionen"), **said)
    set_target(Target(None, first, _MEANT, 40, "Direktionen"), **said)
    last = now.date().replace(day=1)
    for step in range(_MONTHS):
        month = last - relativedelta(months=_MONTHS - step)
        record_month(department, NewMonth(month, _minutes(code, step), {}), **said)


def _common(cast: Cast, code: str, first: date, now: datetime) -> tuple[UnitHere, UnitHere]:
    """The common department and a security team placed under it."""
    owner, by = cast.organisation(code), By("demo", now)
    above = services.add_unit(owner, _COMMON[0], first, by)
    services.add_unit(owner, _COMMON[1], first, by, parent=above)
    found = {one.name: one for one in units_here(owner.pk, now.date())}
    return found[_COMMON[0]], found[_COMMON[1]]


def _minutes(code: str, step: int) -> dict[str, int]:
    (develops, more), (operates, less) = _DEVELOPMENT[code], _OPERATIONS[code]
    hours = {
        "development": develops + more * step,
        "operations": operates + less * step,
        "data_and_administration": _DATA[code] + (step % 3) * 10,
    }
    return {key: value * _HOUR for key, value in hours.items()}
