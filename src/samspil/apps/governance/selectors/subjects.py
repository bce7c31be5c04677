"""What has been decided about something outside this app, which is known here by an id alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from pydantic import TypeAdapter

from samspil.apps.governance.adopted import model_by_digest, model_of
from samspil.apps.governance.models import AgendaItem, Decision, Matter
from samspil.apps.governance.types import ItemState, MeetingState
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.governance.language.routes import Do, Nature
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.core.governance.natures import nature_of

_KNOWN: Final[TypeAdapter[Any]] = TypeAdapter(Mapping[str, Value])


@dataclass(frozen=True, slots=True)
class DecidedAbout:
    """A matter about a subject, and where it stands; ``decision`` is the last one taken in it."""

    matter: UUID
    case_number: str
    kind: str
    result: str
    ended_at: datetime | None
    decision: UUID | None
    outcome: str
    effect: str
    decided_at: datetime | None


class WaitingAbout(NamedTuple):
    """A matter under way about a subject: on whose table it is, and when a meeting takes it."""

    matter: UUID
    case_number: str
    title: str
    subject: UUID | None
    body: str
    requester_name: str
    due_at: datetime | None
    meets_at: datetime | None


class ApprovalAbout(NamedTuple):
    """A decision that approved something about a subject."""

    decision: UUID
    case_number: str
    title: str
    body_name: dict[str, str]
    decided_at: datetime


def waiting_about(
    organisation_id: int, subjects: Collection[UUID], matters: Collection[UUID] = ()
) -> list[WaitingAbout]:
    """Open matters of an organisation about subjects, and those of some; two questions at most."""
    rows = Matter.objects.filter(
        Q(subject__in=subjects) | Q(public_id__in=matters), organisation_id=organisation_id, end=""
    )
    told = list(rows.order_by("pk").values_list("pk", "public_id", *WaitingAbout._fields[1:-1]))
    meets = _meetings_of([row[0] for row in told]) if told else {}
    return [WaitingAbout._make((*row[1:], meets.get(row[0]))) for row in told]


def _meetings_of(matters: Collection[int]) -> dict[int, datetime]:
    """When matters that wait on an agenda are taken up, the first time where it is on several."""
    rows = AgendaItem.objects.filter(
        matter__in=matters,
        state=ItemState.WAITING.value,
        meeting__state__in=[MeetingState.PLANNED.value, MeetingState.OPEN.value],
    )
    return dict(rows.order_by("-meeting__begins_at").values_list("matter_id", "meeting__begins_at"))


def approvals_about(organisation_id: int, subject: UUID, natures: Collection[Nature]) -> list[ApprovalAbout]:
    """What an organisation has approved about a subject in matters of some natures, the newest first.

    What a matter is, the version that it goes by says; one question.
    """
    rows = Decision.objects.filter(
        organisation_id=organisation_id,
        matter__subject=subject,
        matter__result=Result.APPROVED.value,
        is_taken=True,
        effect=Effect.APPROVES.value,
    )
    fields = ("public_id", *ApprovalAbout._fields[1:])
    told = rows.order_by("-decided_at", "-pk").values_list("matter__kind", "matter__version__digest", *fields)
    return [
        ApprovalAbout(*row)
        for kind, digest, *row in told
        if nature_of(model_by_digest(organisation_id, digest).spec, kind) in natures
    ]


def matters_about(subject: UUID) -> list[DecidedAbout]:
    """The matters about a subject that are in scope, the first brought first; two questions."""
    matters = list(Matter.objects.filter(subject=subject).order_by("pk").defer("version"))
    taken = Decision.objects.filter(matter__in=matters, is_taken=True).order_by("event_sequence")
    last = {one.matter_id: one for one in taken}
    return [_decided(matter, last.get(matter.pk)) for matter in matters]


def _decided(matter: Matter, decision: Decision | None) -> DecidedAbout:
    return DecidedAbout(
        matter=matter.public_id,
        case_number=matter.case_number,
        kind=matter.kind,
        result=matter.result,
        ended_at=matter.ended_at,
        decision=decision.public_id if decision else None,
        outcome=decision.outcome if decision else "",
        effect=decision.effect if decision else "",
        decided_at=decision.decided_at if decision else None,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that was taken in a matter."""

    decision: UUID
    outcome: str
    effect: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Went:
    """How a matter has gone: what was decided in it, in order, and how it ended, if it has.

    ``is_resting`` says that it stands at a step where something is only followed up. ``known`` is what is
    said in it now, with what has been amended.
    """

    model: GovernanceModel
    case_number: str
    result: str
    ended_at: datetime | None
    is_resting: bool
    taken: tuple[Taken, ...]
    known: Mapping[str, Value]


def how_it_went(matter: UUID) -> Went | None:
    """A matter in scope by its id; nothing where there is none. Two questions."""
    row = Matter.objects.filter(public_id=matter).select_related("version").defer("version__files").first()
    if row is None:
        return None
    model = model_of(row.version)
    decisions = row.decisions.filter(is_taken=True).order_by("event_sequence")
    told = decisions.values_list("public_id", "outcome", "effect", "decided_at")
    steps = model.spec.routes[model.spec.kinds[row.kind].route].steps
    is_resting = bool(row.step) and steps[row.step].do is Do.FOLLOW_UP
    taken = tuple(Taken(*one) for one in told)
    known = _KNOWN.validate_python(row.attributes)
    return Went(model, row.case_number, row.result, row.ended_at, is_resting, taken, known)


def something_came_of(matters: Collection[UUID]) -> set[UUID]:
    """Those of some matters in which a decision was taken, or which have ended; one question."""
    taken = Decision.objects.filter(matter=OuterRef("pk"), is_taken=True)
    rows = Matter.objects.filter(public_id__in=list(matters))
    return set(rows.filter(Q(ended_at__isnull=False) | Exists(taken)).values_list("public_id", flat=True))
