"""The organisation at a glance: figures that anybody can count again from the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import AdoptedKind, Consent, Decision, Matter, Obligation
from samspil.apps.governance.selectors.adoptions import adopted_on
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.basics import Texts

_MOST_JOINT = 8


@dataclass(frozen=True, slots=True)
class Figures:
    """What a chief executive asks first: figures of a period, each with what it is counted over."""

    decided: int
    taken_by: Mapping[str, int]
    ended: int
    median_days: float | None
    origins: list[tuple[str, int]]


def figures(acting: Acting, now: datetime, days: int = 365) -> Figures:
    """Decisions and ended matters of the last days, counted from the rows themselves."""
    since = now - timedelta(days=days)
    taken = Decision.objects.filter(
        organisation_id=acting.organisation_id, is_taken=True, decided_at__gte=since
    )
    by_sort: dict[str, int] = {"role": 0, "forum": 0, "members": 0}
    decided = 0
    for body in taken.values_list("body", flat=True):
        decided += 1
        by_sort[body.partition(" ")[0]] = by_sort.get(body.partition(" ")[0], 0) + 1
    ended = Matter.objects.filter(organisation_id=acting.organisation_id, ended_at__gte=since)
    lengths = sorted(
        (until - start).total_seconds() / 86400
        for start, until in ended.values_list("brought_at", "ended_at")
        if until is not None
    )
    return Figures(
        decided=decided,
        taken_by=by_sort,
        ended=len(lengths),
        median_days=_median(lengths),
        origins=_origins(acting, since),
    )


def _median(values: list[float]) -> float | None:
    if not values:
        return None
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _origins(acting: Acting, since: datetime) -> list[tuple[str, int]]:
    """Who raises matters, by unit, the most first (F2.9)."""
    counts: dict[str, int] = {}
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, brought_at__gte=since)
    for unit in rows.values_list("unit_name", flat=True):
        counts[unit] = counts.get(unit, 0) + 1
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


class Waiting(NamedTuple):
    """What waits before one body: how many, how many too late, the oldest."""

    body: str
    under_way: int
    late: int
    oldest: datetime


def waiting(acting: Acting, now: datetime) -> list[Waiting]:
    """What is under way, by whose table it is on; the most first."""
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, end="")
    found: dict[str, list[Any]] = {}
    for body, due, entered in rows.values_list("body", "due_until", "entered_at"):
        line = found.setdefault(body, [0, 0, entered])
        line[0] += 1
        line[1] += due is not None and due < now
        line[2] = min(line[2], entered)
    lines = [Waiting(body, *line) for body, line in found.items()]
    return sorted(lines, key=lambda one: (-one.under_way, one.body))


def names_of_bodies(acting: Acting, on: date) -> dict[str, Texts]:
    """What the models of a day call every forum and role."""
    found: dict[str, Texts] = {}
    for version in adopted_on(acting.organisation_id, on):
        spec = model_of(version).spec
        for key, forum in spec.forums.items():
            found.setdefault(f"forum {key}", forum.name)
        for key, role in spec.roles.items():
            found.setdefault(f"role {key}", role.name)
    return found


def overdue(acting: Acting, on: date) -> int:
    """How many obligations should have been met by now."""
    rows = Obligation.objects.filter(organisation_id=acting.organisation_id, met_at__isnull=True)
    return rows.filter(due_on__lt=on).count()


class JointMatter(NamedTuple):
    """A joint proposal and where the members stand with it."""

    public_id: UUID
    title: str
    asked: int
    consents: int
    declines: int
    waits: int


def joint_matters(acting: Acting) -> list[JointMatter]:
    """What has last been put to the members; each member counts with its latest round."""
    rows = (
        Consent.objects.filter(organisation_id=acting.organisation_id)
        .order_by("-matter_id", "code", "-round")
        .values_list("matter_id", "matter__public_id", "matter__title", "code", "answer")[: _MOST_JOINT * 60]
    )
    found: dict[int, tuple[UUID, str, dict[str, str]]] = {}
    for matter, public_id, title, code, answer in rows:
        found.setdefault(matter, (public_id, title, {}))[2].setdefault(code, answer)
    return [_joint_matter(*one) for one in list(found.values())[:_MOST_JOINT]]


def _joint_matter(public_id: UUID, title: str, answers: dict[str, str]) -> JointMatter:
    said = list(answers.values())
    consents, declines = said.count("consents"), said.count("declines")
    return JointMatter(public_id, title, len(said), consents, declines, len(said) - consents - declines)


@dataclass(frozen=True, slots=True)
class InForce:
    """A model that holds, and since when its first kind does."""

    name: Texts
    since: date


def models_in_force(acting: Acting, now: datetime) -> list[InForce]:
    """The models that some kind of matter goes by today."""
    on = timezone.localdate(now)
    found = []
    for version in adopted_on(acting.organisation_id, on):
        rows = AdoptedKind.objects.on(on).filter(version=version)
        since = min(rows.values_list("valid_from", flat=True))
        found.append(InForce(model_of(version).spec.name, since))
    return found
