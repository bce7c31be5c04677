"""What is promised and what was delivered, of services, of one level, of all; asked in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from samspil.apps.organisations.selectors import list_units
from samspil.apps.service_levels.models import Figure, Level, Promise, Service
from samspil.core.service_levels.keeping import (
    EVERYWHERE,
    Direction,
    Held,
    held_against,
    promised_on,
)
from samspil.core.service_levels.keeping import Promise as Promised
from samspil.core.service_levels.periods import MONTHS, Every, period_of

MOST_PERIODS: Final = {Every.MONTH: 24, Every.QUARTER: 12, Every.YEAR: 6}


@dataclass(frozen=True, slots=True)
class LevelNow:
    """A level with all that is promised of it and all that stands of what was delivered, by area."""

    level: Level
    promises: Mapping[str, Sequence[Promised]]
    figures: Mapping[str, Mapping[date, Decimal]]

    @property
    def areas(self) -> list[str]:
        """Everywhere first, then each area with a promise or a figure, by name."""
        named = {*self.promises, *self.figures} - {EVERYWHERE}
        has_all = EVERYWHERE in self.promises or EVERYWHERE in self.figures
        return [*([EVERYWHERE] if has_all else []), *sorted(named)]

    @property
    def every(self) -> Every:
        """How long its periods are."""
        return Every(self.level.every)

    def promised(self, area: str, on: date) -> Decimal | None:
        """What is promised to an area on a day."""
        return promised_on(self.promises, area, on)

    def over_time(self, area: str, on: date) -> list[Held]:
        """Each period that is over, from the first promise or figure on; the last of very many."""
        span = self._span(area, on)
        if span is None:
            return []
        held = held_against(
            self.promises,
            self.figures.get(area, {}),
            area,
            Direction(self.level.direction),
            (*span, self.every),
        )
        return held[-MOST_PERIODS[self.every] :]

    def _span(self, area: str, on: date) -> tuple[date, date] | None:
        last = period_of(on, self.every).first - timedelta(days=1)
        begun = [one.valid_from for whose in {area, EVERYWHERE} for one in self.promises.get(whose, ())]
        begun += self.figures.get(area, {})
        if not begun or min(begun) > last:
            return None
        most = MOST_PERIODS[self.every] * MONTHS[self.every]
        earliest = max(min(begun), last - timedelta(days=31 * most))
        return earliest, last


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """A service with its levels."""

    service: Service
    levels: Sequence[LevelNow]


def list_services(organisation_id: int) -> list[ServiceNow]:
    """All that have not ended, by name; four questions, however many."""
    services = list(Service.objects.filter(organisation_id=organisation_id, ended_at=None).order_by("name"))
    rows = Level.objects.filter(organisation_id=organisation_id, ended_at=None, service__in=services)
    by_service: dict[int, list[LevelNow]] = defaultdict(list)
    for one in levels_now(list(rows.select_related("service").order_by("id"))):
        by_service[one.level.service.pk].append(one)
    return [ServiceNow(one, by_service[one.pk]) for one in services]


def service_now(service: Service) -> ServiceNow:
    """One of them, with the levels that have not ended; three questions."""
    rows = Level.objects.filter(organisation_id=service.organisation_id, service=service, ended_at=None)
    return ServiceNow(service, levels_now(list(rows.order_by("id"))))


def levels_now(levels: Sequence[Level]) -> list[LevelNow]:
    """Levels with what is promised and what was delivered; two questions."""
    if not levels:
        return []
    own = {"organisation_id": levels[0].organisation_id, "level__in": levels}
    promises: dict[int, dict[str, list[Promised]]] = defaultdict(lambda: defaultdict(list))
    rows = Promise.objects.filter(**own).order_by("valid_from")
    for level, area, begins, value in rows.values_list("level_id", "area", "valid_from", "value"):
        promises[level][area].append(Promised(begins, value))
    figures: dict[int, dict[str, dict[date, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    stand = Figure.objects.filter(**own, is_old=False)
    for level, area, first, value in stand.values_list("level_id", "area", "first", "value"):
        figures[level][area][first] = value
    return [LevelNow(one, dict(promises[one.pk]), dict(figures[one.pk])) for one in levels]


def open_levels(organisation_id: int) -> list[Level]:
    """Every level that figures can be of, with its service; one question."""
    rows = Level.objects.filter(organisation_id=organisation_id, ended_at=None, service__ended_at=None)
    return list(rows.select_related("service").order_by("service__name", "id"))


def known_areas(organisation_id: int, on: date) -> list[str]:
    """The areas that a figure can be of: the units, and those that something is promised to."""
    promised = Promise.objects.filter(organisation_id=organisation_id).exclude(area=EVERYWHERE)
    named = set(promised.order_by().values_list("area", flat=True).distinct())
    return sorted(named | {one.name for one in list_units(organisation_id, on)})


def kept_share(held: Iterable[Held]) -> tuple[int, int]:
    """In how many periods what was promised was kept, of those in which it was promised and measured."""
    known = [one.is_kept for one in held if one.is_kept is not None]
    return sum(known), len(known)
