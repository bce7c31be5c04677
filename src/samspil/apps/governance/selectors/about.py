"""Everything about one matter: what happened, what was decided, papers, what is owed, its agenda."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from samspil.apps.governance.adopted import model_by_digest, model_of, model_of_matter
from samspil.apps.governance.models import AgendaItem, Decision, Matter, Obligation, Paper
from samspil.apps.governance.selectors.one_matter import events_of
from samspil.apps.governance.types import ItemState, MeetingState
from samspil.core.governance.events import Event, Events, MovedToVersion, Registered
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.state import State, replay

_BEGINS: Final = (Registered.__name__, MovedToVersion.__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """A matter with the model it goes by, its events and what they add up to."""

    matter: Matter
    model: GovernanceModel
    events: Events
    state: State

    def by_version(self) -> Iterator[tuple[Event, GovernanceModel]]:
        """Each event with the model that it happened under; a move with the one that it goes by from then."""
        if self.state.moved_at is None:
            yield from ((event, self.model) for event in self.events)
            return
        model = self.model
        for event in self.events:
            if isinstance(event, Registered | MovedToVersion):
                model = model_by_digest(self.matter.organisation_id, event.digest)
            yield event, model

    def model_of_event(self, asked: Event) -> GovernanceModel:
        """The model that one of its events happened under."""
        return next(model for event, model in self.by_version() if event is asked)


def known_of(matter: Matter) -> Known:
    """What is known of a matter, by its events."""
    events = events_of(matter)
    return Known(matter, model_of_matter(matter), events, replay(events))


def model_at(matter: Matter, sequence: int) -> GovernanceModel:
    """The model that the event of a number happened under; a matter may have been moved since."""
    begun = matter.events.filter(sort__in=_BEGINS, sequence__lte=sequence).order_by("-sequence").first()
    if begun is None:
        return model_of(matter.version)
    return model_by_digest(matter.organisation_id, begun.event["digest"])


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
        decisions=list(matter.decisions.order_by("event_sequence")),
        papers=list(matter.papers.order_by("added_at", "pk")),
        obligations=list(matter.obligations.order_by("due_on", "pk")),
        item=items.select_related("meeting").first(),
    )
