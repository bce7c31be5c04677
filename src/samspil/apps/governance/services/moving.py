"""The door that pages, the API and clocks come through: a matter moves, and what follows from it follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from samspil.apps.governance.adopted import model_of_matter
from samspil.apps.governance.models import Matter
from samspil.apps.governance.selectors.about import Known
from samspil.apps.governance.services import matters
from samspil.apps.governance.services.consequences import follow_when_kept
from samspil.apps.governance.services.joint import answer_for_the_member, ask_the_members
from samspil.apps.governance.services.matters import Held
from samspil.apps.governance.services.objections import hear_objections
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.entries import Entry
from samspil.core.governance.events import Decided, Ended, Entered, Events
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.governance.language.routes import Do
from samspil.core.governance.state import State, apply_all


@transaction.atomic
def bring(new: NewMatter, *, acting: Acting, at: datetime) -> Matter:
    """A matter comes in.

    Raises:
        RefusedError: the model does not allow it.
        NotFoundError: no model is adopted for such matters.
    """
    if acting.code and new.member not in {"", acting.code}:
        raise RefusedError(Problem("speaks_for_another_member", {}))
    return matters.bring_matter(new, acting=acting, at=at)


@transaction.atomic
def move(
    matter: Matter,
    entry: Entry | Callable[[State], Entry],
    *,
    acting: Acting | None,
    meeting: int | None = None,
) -> tuple[Matter, Events]:
    """An entry is acted on; members are asked, or a member's decision reaches what it answers.

    Raises:
        RefusedError: the model does not allow it; nothing is changed.
    """
    return move_held(matters.hold(matter), entry, acting=acting, meeting=meeting)


@transaction.atomic(savepoint=False)
def move_held(
    held: Held,
    entry: Entry | Callable[[State], Entry],
    *,
    acting: Acting | None,
    meeting: int | None = None,
) -> tuple[Matter, Events]:
    """The same for a matter that is held already. A refusal undoes the transaction in which it is held.

    Raises:
        RefusedError: the model does not allow it; nothing is changed.
    """
    matter, events = matters.move_matter(held, entry, acting=acting, meeting=meeting)
    actor = str(acting.person) if acting else matters.CLOCK
    if acting is not None and _is_tried(matter, events):
        hear_objections(matter, Result.APPROVED.value)
    for event in events:
        if isinstance(event, Ended) and acting is not None:
            hear_objections(matter, event.result)
        if isinstance(event, Entered) and event.members:
            ask_the_members(matter, event, actor=actor)
        if isinstance(event, Ended) and matter.subject and matter.member:
            answer_for_the_member(_known_after(held, events), acting=acting, at=event.at)
    if any(isinstance(event, Decided | Ended) for event in events):
        follow_when_kept(matter, events[-1].at)
    return matter, events


def _known_after(held: Held, events: Events) -> Known:
    """What is known of a matter that has just moved; nothing is read again."""
    after = apply_all(held.state, events)
    return Known(held.matter, model_of_matter(held.matter), held.events + events, after)


def _is_tried(matter: Matter, events: Events) -> bool:
    """Whether a yes begins something that is tried and only followed up, while its matter goes on."""
    said_yes = any(isinstance(one, Decided) and one.effect == Effect.APPROVES.value for one in events)
    if not said_yes or not matter.step:
        return False
    model = model_of_matter(matter)
    return model.spec.routes[model.spec.kinds[matter.kind].route].steps[matter.step].do is Do.FOLLOW_UP
