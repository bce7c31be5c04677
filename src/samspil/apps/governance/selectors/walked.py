"""The matters of a period as they went: what was known of them, where they were and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.dateparse import parse_datetime

from samspil.apps.governance.adopted import model_by_digest
from samspil.apps.governance.models import Matter, MatterEvent
from samspil.apps.governance.stored_events import from_json
from samspil.core.governance.events import Decided, Ended, Entered, Registered
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value

MOST: Final = 5000
_READ: Final = (Registered.__name__, Entered.__name__, Decided.__name__, Ended.__name__)


@dataclass(frozen=True, slots=True)
class Stay:
    """At a step for so many seconds, left by an outcome."""

    route: str
    step: str
    seconds: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Walked:
    """A matter: what it was when it was brought, the steps it has left, and when it was decided last.

    ``days`` are from being brought to the last decision, where it has ended.
    """

    public_id: UUID
    kind: str
    facts: Mapping[str, Value]
    brought_at: datetime
    stays: tuple[Stay, ...]
    days: float | None


def walked(organisation_id: int, since: datetime, until: datetime, most: int = MOST) -> list[Walked]:
    """The matters that were brought in a period, the newest first; withdrawn or lapsed ones too."""
    rows = Matter.objects.filter(
        organisation_id=organisation_id, brought_at__gte=since, brought_at__lt=until
    ).order_by("-id")
    found = list(rows.values_list("pk", "public_id", "kind", "brought_at", "version__digest")[:most])
    events = MatterEvent.objects.filter(matter__in=[row[0] for row in found], sort__in=_READ)
    by_matter: dict[int, list[tuple[str, Any]]] = {}
    for matter, sort, event in events.order_by("matter_id", "sequence").values_list(
        "matter_id", "sort", "event"
    ):
        by_matter.setdefault(matter, []).append((sort, event))
    return [
        _walked(by_matter.get(pk, []), public_id, kind, at, model_by_digest(organisation_id, digest))
        for pk, public_id, kind, at, digest in found
    ]


def _walked(
    events: list[tuple[str, Any]], public_id: UUID, kind: str, brought_at: datetime, model: GovernanceModel
) -> Walked:
    route = model.spec.kinds[kind].route if kind in model.spec.kinds else ""
    return Walked(public_id, kind, _facts(events), brought_at, tuple(_stays(events, route)), _days(events))


def _facts(events: Iterable[tuple[str, Any]]) -> Mapping[str, Value]:
    first = next((one for one in events if one[0] == Registered.__name__), None)
    if first is None:
        return {}
    (event,) = from_json([first])
    assert isinstance(event, Registered)
    return event.matter.attributes


def _stays(events: Iterable[tuple[str, Any]], route: str) -> Iterator[Stay]:
    entered: dict[str, datetime] = {}
    for sort, event in events:
        if sort == Entered.__name__:
            entered[event["step"]] = _at(event)
        elif sort == Decided.__name__ and event["step"] in entered:
            seconds = int((_at(event) - entered.pop(event["step"])).total_seconds())
            yield Stay(route, event["step"], max(0, seconds), event["outcome"])


def _days(events: list[tuple[str, Any]]) -> float | None:
    """To the last decision; to the end where nobody has decided; nothing while it is under way."""
    begun = [_at(event) for sort, event in events if sort == Registered.__name__]
    ended = [_at(event) for sort, event in events if sort == Ended.__name__]
    decided = [_at(event) for sort, event in events if sort == Decided.__name__]
    if not begun or not ended:
        return None
    return ((decided or ended)[-1] - begun[0]).total_seconds() / 86400


def _at(event: Mapping[str, Any]) -> datetime:
    found = parse_datetime(event["at"])
    assert found is not None
    return found


def count_brought(organisation_id: int, since: datetime, until: datetime) -> int:
    """How many matters were brought in a period."""
    return Matter.objects.filter(
        organisation_id=organisation_id, brought_at__gte=since, brought_at__lt=until
    ).count()
