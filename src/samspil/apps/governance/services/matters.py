"""Matters are brought and moved here, and nowhere else: one entry in, what the engine says written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance import stored_events
from samspil.apps.governance.adopted import model_of, model_of_matter
from samspil.apps.governance.models import Matter, MatterEvent, ModelVersion
from samspil.apps.governance.selectors.about import Known, known_of
from samspil.apps.governance.selectors.access import access_matter
from samspil.apps.governance.selectors.adoptions import governing
from samspil.apps.governance.selectors.one_matter import events_of, matter_of
from samspil.apps.governance.services import rows
from samspil.apps.governance.services.journaling import tell
from samspil.apps.governance.services.search_words import add_words
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.organisations.services import next_case_number
from samspil.apps.organisations.types import Acting
from samspil.core.governance import matter as core
from samspil.core.governance.engine import decide, register
from samspil.core.governance.entries import Entry
from samspil.core.governance.events import Event, Events
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.state import State, apply_all, replay
from samspil.kit.ids import new_id
from samspil.kit.tenancy.writing import add, change

CLOCK = "clock"


@transaction.atomic(savepoint=False)
def bring_matter(new: NewMatter, *, acting: Acting, at: datetime) -> Matter:
    """A matter comes in under the model that holds for its kind today, and stands at its first step.

    Raises:
        RefusedError: the model does not allow it.
        NotFoundError: no model is adopted for such matters.
    """
    version = governing(acting.organisation_id, new.kind, timezone.localdate(at))
    model = model_of(version)
    matter = _new_row(new, version, acting, at)
    answer = register(model, _as_value(matter, new), acting.actor, at)
    events = _unless_refused(answer)
    state = replay(events)
    matter.case_number = next_case_number(acting.organisation_id, at.astimezone().year)
    rows.show_state(matter, state)
    matter.events_count = len(events)
    matter.save(force_insert=True)
    add_words([matter])
    _write(rows.Surroundings(matter, model, acting), events, at)
    return matter


@dataclass(frozen=True, slots=True)
class Held(Known):
    """What is known of a matter, and stays so: it is locked until the transaction ends."""


def hold(matter: Matter) -> Held:
    """A matter, locked and read again; in the transaction of whoever moves it."""
    return hold_shared(matter.organisation_id, matter.public_id)


def hold_shared(organisation_id: int, public_id: UUID) -> Held:
    """The same for one that its owner, who is in scope, has let us read."""
    found = matter_of(organisation_id, public_id, locked=True)
    assert found is not None, "no matter is ever deleted"
    return _held(found)


def hold_accessed(acting: Acting, public_id: UUID) -> Held:
    """A matter of the organisation one acts for, locked as it is found.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return _held(access_matter(acting, public_id, locked=True))


def _held(matter: Matter) -> Held:
    known = known_of(matter)
    return Held(known.matter, known.model, known.events, known.state)


@transaction.atomic(savepoint=False)
def move_matter(
    held: Held,
    entry: Entry | Callable[[State], Entry],
    *,
    acting: Acting | None,
    meeting: int | None = None,
    decided_by: Mapping[str, str] | None = None,
) -> tuple[Matter, Events]:
    """What an entry does to a matter is written down, whole.

    Args:
        held: in a transaction that a refusal undoes: it sets no savepoint of its own.
        entry: what happens, or how to say it once the state is known.
        acting: who does it; nobody when a clock does.
        meeting: the meeting in which it happens.
        decided_by: what a member that answers calls the body that decided, in each language.

    Raises:
        RefusedError: the model does not allow it; nothing is changed.
    """
    matter, model, state = held.matter, held.model, held.state
    said = entry(state) if callable(entry) else entry
    events = _unless_refused(decide(model, state, said))
    if not events:
        return matter, events
    after = apply_all(state, events)
    rows.show_state(matter, after)
    if after.digest != state.digest:
        matter.version = ModelVersion.objects.get(organisation_id=matter.organisation_id, digest=after.digest)
    matter.events_count += len(events)
    change(matter, rows.MOVED)
    _write(rows.Surroundings(matter, model, acting, meeting, decided_by), events, said.at)
    return matter, events


def standing(matter: Matter) -> tuple[GovernanceModel, State]:
    """A matter's model, and where it stands by its events."""
    return model_of_matter(matter), replay(events_of(matter))


def _unless_refused(answer: Events | core.Refusal) -> Events:
    if isinstance(answer, core.Refusal):
        raise RefusedError(answer.problem)
    return answer


def _new_row(new: NewMatter, version: ModelVersion, acting: Acting, at: datetime) -> Matter:
    return Matter(
        organisation_id=acting.organisation_id,
        public_id=new_id(),
        kind=new.kind,
        title=new.title,
        description=new.description,
        facts=dict(new.facts),
        version=version,
        requester=acting.person,
        requester_name=acting.name,
        unit_name=new.unit_name,
        subject=new.subject,
        member=new.member,
        brought_at=at,
    )


def _as_value(matter: Matter, new: NewMatter) -> core.Matter:
    return core.Matter(
        id=str(matter.public_id),
        kind=new.kind,
        attributes=new.attributes,
        requester=str(matter.requester),
        unit=new.unit,
        subject=str(new.subject) if new.subject else None,
        member=new.member or None,
    )


def _write(around: rows.Surroundings, events: Events, at: datetime) -> None:
    """The events, the rows that show them, and the journal. They are counted on the matter's row already."""
    matter = around.matter
    first = matter.events_count - len(events) + 1
    numbered = list(enumerate(events, first))
    add([_event(matter, sequence, event) for sequence, event in numbered])
    rows.show_events(around, numbered)
    tell(matter, events, acting=around.acting, at=at)


def _event(matter: Matter, sequence: int, event: Event) -> MatterEvent:
    sort, fields = stored_events.as_json(event)
    return MatterEvent(
        organisation_id=matter.organisation_id,
        matter=matter,
        sequence=sequence,
        at=event.at,
        sort=sort,
        event=fields,
    )
