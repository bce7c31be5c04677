"""Versions of models and drafts, which kinds they hold for from when, and matters to try them on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from samspil.apps.governance.models import AdoptedKind, CalledOffAdoption, Matter, ModelVersion
from samspil.apps.governance.stored_events import from_json
from samspil.apps.governance.types import VersionState
from samspil.apps.organisations.types import Acting
from samspil.core.governance.events import Registered
from samspil.core.governance.matter import Matter as Brought

MOST: int = 50


def drafts_of(acting: Acting, most: int = MOST) -> list[ModelVersion]:
    """Drafts, newest first."""
    rows = ModelVersion.objects.filter(organisation_id=acting.organisation_id, state=VersionState.DRAFT.value)
    return list(rows.order_by("-id")[:most])


def versions_of(acting: Acting, most: int = MOST) -> list[ModelVersion]:
    """Versions that have been adopted, newest first; their files stay where they are."""
    rows = ModelVersion.objects.filter(
        organisation_id=acting.organisation_id, state=VersionState.ADOPTED.value
    )
    return list(rows.defer("files").order_by("-id")[:most])


@dataclass(frozen=True, slots=True)
class AdoptionLine:
    """One kind of matter by one version in a period, and the matter that decided it."""

    kind: str
    version: ModelVersion
    valid_from: date
    valid_to: date | None
    reason: str
    decided_by: UUID | None
    case: str

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day; the last is outside."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def adoptions_of(acting: Acting, version: ModelVersion | None = None) -> list[AdoptionLine]:
    """All that has been decided of which version holds for which kinds, newest first."""
    rows = AdoptedKind.objects.filter(organisation_id=acting.organisation_id)
    if version is not None:
        rows = rows.filter(version=version)
    found = list(rows.select_related("version").defer("version__files").order_by("-valid_from", "id"))
    deciding = {row.decided_by for row in found if row.decided_by}
    matters = Matter.objects.filter(organisation_id=acting.organisation_id, public_id__in=deciding)
    cases = dict(matters.values_list("public_id", "case_number")) if deciding else {}
    return [
        AdoptionLine(
            row.kind,
            row.version,
            row.valid_from,
            row.valid_to,
            row.reason,
            row.decided_by,
            cases.get(row.decided_by, "") if row.decided_by else "",
        )
        for row in found
    ]


def called_off_of(acting: Acting, most: int = MOST) -> list[CalledOffAdoption]:
    """What was planned and called off, newest first."""
    rows = CalledOffAdoption.objects.filter(organisation_id=acting.organisation_id)
    return list(
        rows.select_related("version").defer("version__files").order_by("-called_off_at", "id")[:most]
    )


@dataclass(frozen=True, slots=True)
class TriedMatter:
    """A matter as it was brought, and the row's words."""

    public_id: UUID
    case_number: str
    title: str
    brought: Brought
    version_id: int
    step: str


def last_matters(acting: Acting, kinds: Iterable[str], most: int = 20) -> list[TriedMatter]:
    """The last matters of some kinds, newest first, each as it was when it was brought."""
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, kind__in=sorted(kinds))
    return _as_brought(rows.order_by("-id")[:most])


def under_way(
    acting: Acting, kinds: Iterable[str], but: ModelVersion | None, most: int = 200
) -> list[TriedMatter]:
    """Open matters of some kinds that began under another version."""
    rows = Matter.objects.filter(Q(end=""), organisation_id=acting.organisation_id, kind__in=sorted(kinds))
    if but is not None:
        rows = rows.exclude(version=but)
    return _as_brought(rows.order_by("-id")[:most])


def _as_brought(rows: Iterable[Matter]) -> list[TriedMatter]:
    found = list(rows)
    first = dict(
        Matter.objects.filter(pk__in=[row.pk for row in found], events__sequence=1).values_list(
            "pk", "events__event"
        )
    )
    matters = []
    for row in found:
        (event,) = from_json([(Registered.__name__, first[row.pk])])
        assert isinstance(event, Registered)
        matters.append(
            TriedMatter(row.public_id, row.case_number, row.title, event.matter, row.version_id, row.step)
        )
    return matters


@dataclass(frozen=True, slots=True)
class Approved:
    """A matter that may have decided on a model."""

    public_id: UUID
    case_number: str
    title: str
    ended_at: datetime | None


def approved_matters(acting: Acting, most: int = MOST) -> list[Approved]:
    """The matters that were approved, newest first."""
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, result="approved")
    fields = ("public_id", "case_number", "title", "ended_at")
    return [Approved(*row) for row in rows.order_by("-id").values_list(*fields)[:most]]
