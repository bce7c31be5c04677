"""Matters under way are moved to the version that holds, each by itself; the engine says which can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance import stored_events
from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import AgendaItem, Matter, MatterEvent, ModelVersion
from samspil.apps.governance.selectors.adoptions import governing
from samspil.apps.governance.services.adoptions import lacks_decision_of, may_adopt
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import ItemState, MeetingState, NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.engine import decide
from samspil.core.governance.entries import MoveToVersion
from samspil.core.governance.events import Event, MovedToVersion
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Refusal
from samspil.core.governance.state import State, replay

MOST: int = 200


@dataclass(frozen=True, slots=True)
class Decision:
    """To which version, why, and by which matter it was decided."""

    version: ModelVersion
    reason: str
    decided_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """A matter under way: where it stands, and where it would stand, or what hinders it."""

    matter: Matter
    model: GovernanceModel
    state: State
    moved: MovedToVersion | None = None
    hindrance: Problem | None = None


@transaction.atomic
def move_to_version(matter: Matter, to: Decision, *, acting: Acting, at: datetime) -> Matter:
    """A matter goes on under the version that holds for its kind today, from the step it stands at.

    Raises:
        RefusedError: who asks may not, gives no reason or names no decision, the version does not hold for
            such matters, a forum has the matter in hand, or the engine says why it cannot be moved.
    """
    if not may_adopt(acting, timezone.localdate(at)):
        raise RefusedError(Problem("not_yours_to_move_to_version"))
    if not to.reason.strip():
        raise RefusedError(Problem("move_needs_a_reason"))
    lacking = lacks_decision_of(acting, to.decided_by, timezone.localdate(at))
    if lacking is not None:
        raise RefusedError(Problem("move_not_decided", {"forum": lacking}))
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    _refuse_unless_governing(matter, to.version, at)
    forum = _in_hand([matter.pk]).get(matter.pk)
    if forum is not None:
        raise RefusedError(Problem("matter_is_on_an_agenda", {"forum": forum}))
    decided_by = str(to.decided_by) if to.decided_by else None
    entry = MoveToVersion(model_of(to.version), to.reason, acting.actor, at, decided_by)
    return move(matter, entry, acting=acting)[0]


def _refuse_unless_governing(matter: Matter, version: ModelVersion, at: datetime) -> None:
    on = timezone.localdate(at)
    try:
        holds = governing(matter.organisation_id, matter.kind, on) == version
    except NotFoundError:
        holds = False
    if not holds:
        raise RefusedError(Problem("version_does_not_hold", {"day": on}))


def _in_hand(matters: Iterable[int]) -> dict[int, str]:
    """The forum that has a matter on an agenda, or out for answers in writing."""
    items = AgendaItem.objects.filter(
        matter_id__in=list(matters),
        state=ItemState.WAITING.value,
        meeting__state__in=[MeetingState.PLANNED.value, MeetingState.OPEN.value],
    )
    return dict(items.values_list("matter_id", "meeting__forum"))


def prospects(
    acting: Acting, version: ModelVersion, model: GovernanceModel, at: datetime, most: int = MOST
) -> list[Prospect]:
    """Matters under way of the version's kinds that go by another, newest first; the engine is asked of each.

    Nothing is changed. Three questions, however many they are.
    """
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, end="", kind__in=model.spec.kinds)
    rows = rows.exclude(version=version).select_related("version").defer("version__files")
    found = list(rows.order_by("-id")[:most])
    events, in_hand = _events_of(found), _in_hand([row.pk for row in found])
    return [_prospect(row, events[row.pk], in_hand.get(row.pk), (model, acting, at)) for row in found]


def _prospect(
    matter: Matter,
    events: list[Event],
    in_hand: str | None,
    asked: tuple[GovernanceModel, Acting, datetime],
) -> Prospect:
    new, acting, at = asked
    old, state = model_of(matter.version), replay(events)
    if in_hand is not None:
        return Prospect(matter, old, state, None, Problem("matter_is_on_an_agenda", {"forum": in_hand}))
    answer = decide(old, state, MoveToVersion(new, "", acting.actor, max(at, state.at)))
    if isinstance(answer, Refusal):
        return Prospect(matter, old, state, None, answer.problem)
    (event,) = answer
    assert isinstance(event, MovedToVersion)
    return Prospect(matter, old, state, event)


def _events_of(matters: Iterable[Matter]) -> dict[int, list[Event]]:
    """The events of some matters, in order, in one question."""
    found: dict[int, list[Event]] = {row.pk: [] for row in matters}
    rows = MatterEvent.objects.filter(matter_id__in=found).order_by("matter_id", "sequence")
    for matter, sort, fields in rows.values_list("matter_id", "sort", "event"):
        found[matter].extend(stored_events.from_json([(sort, fields)]))
    return found
