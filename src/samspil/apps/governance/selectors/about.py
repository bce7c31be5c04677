"""Everything about one matter: what happened, what was decided, papers, what is owed, its agenda."""

from __future__ import annotations

from dataclasses import dataclass

from samspil.apps.governance import stored_events
from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import AgendaItem, Decision, Matter, Obligation, Paper
from samspil.apps.governance.types import ItemState, MeetingState
from samspil.core.governance.events import Events
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.state import State, replay


@dataclass(frozen=True, slots=True)
class Known:
    """A matter with its model, its events and what they add up to."""

    matter: Matter
    model: GovernanceModel
    events: Events
    state: State


def known_of(matter: Matter) -> Known:
    """What is known of a matter, by its events."""
    stored = matter.events.order_by("sequence").values_list("sort", "event")
    events = stored_events.from_json(stored)
    return Known(matter, model_of(matter.version), events, replay(events))


@dataclass(frozen=True, slots=True)
class Beside:
    """The rows that a matter's page shows beside its events."""

    decisions: list[Decision]
    papers: list[Paper]
    obligations: list[Obligation]
    item: AgendaItem | None


def beside(matter: Matter) -> Beside:
    """A matter's rows, a question for each sort."""
    items = matter.agenda_items.filter(
        state=ItemState.WAITING.value,
        meeting__state__in=[MeetingState.PLANNED.value, MeetingState.OPEN.value],
    )
    return Beside(
        decisions=list(matter.decisions.select_related("meeting").order_by("event_sequence")),
        papers=list(matter.papers.order_by("added_at", "pk")),
        obligations=list(matter.obligations.order_by("due_on", "pk")),
        item=items.select_related("meeting").first(),
    )
