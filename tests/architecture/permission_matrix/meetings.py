"""A matter that has been answered, and meetings at each stage: held, over, and in writing instead of one."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from tests.apps.governance.at_time import SIX, brought
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import Matter, Meeting, Proposal
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services.meetings.holding import lines_for
from samspil.apps.governance.services.moving import move
from samspil.core.governance.entries import AnswerItem, Choose

FORUM = "executive_board"
MINUTES = b"%PDF-1.7\n"


def held(world: World, matter: Matter) -> dict[str, dict[str, Any]]:
    """Rows of Hvidovre, inside its scope."""
    return {
        "a matter that is answered": {"id": _answered(world).public_id},
        "a meeting that is held": _named(_with_item(_begun(matter, "open"), matter), matter),
        "a meeting that is over": {"id": _over(matter).public_id},
        "a round in writing": {"id": _in_writing(matter).public_id},
    }


def _answered(world: World) -> Matter:
    """The experts have looked at all six points and approved."""
    matter, expert = brought(world), world.acting(HVIDOVRE, "it_expert")
    for point in SIX:
        move(matter, AnswerItem("screen", point, True, "x", expert.actor, NOW), acting=expert)
    return move(matter, Choose("screen", "approve", expert.actor, NOW, reason="x"), acting=expert)[0]


def _begun(matter: Matter, state: str, *, ago: int = 0, in_writing: bool = False, **more: Any) -> Meeting:
    """With a line for each seat, as when a meeting is opened."""
    at: datetime = timezone.now() - timedelta(days=ago)
    meeting = Meeting.objects.create(
        organisation_id=matter.organisation_id, forum=FORUM, begins_at=at, papers_by=at.date(), state=state,
        opened_at=at, in_writing=in_writing, **more,
    )  # fmt: skip
    found = forum_on(matter.organisation_id, FORUM, timezone.localdate(at))
    lines_for(meeting, found, at, present=not in_writing)
    return meeting


def _with_item(meeting: Meeting, matter: Matter) -> Meeting:
    meeting.items.create(organisation_id=meeting.organisation_id, matter=matter, position=1)
    return meeting


def _named(meeting: Meeting, matter: Matter) -> dict[str, Any]:
    found: dict[str, Any] = {"id": meeting.public_id, "meeting_id": meeting.public_id}
    return found | {"item": meeting.items.get().pk, "matter_id": matter.public_id}


def _over(matter: Matter) -> Meeting:
    """With minutes that were kept, so that nobody has to set them."""
    meeting = _with_item(_begun(matter, "closed", ago=1, closed_at=timezone.now()), matter)
    meeting.items.update(state="put_off")
    meeting.minutes_hash = hashlib.sha256(MINUTES).hexdigest()
    meeting.minutes.save("x.pdf", ContentFile(MINUTES))
    return meeting


def _in_writing(matter: Matter) -> Meeting:
    """Sent to everybody in the forum; nobody has answered."""
    until = timezone.now() + timedelta(days=5)
    meeting = _with_item(_begun(matter, "open", in_writing=True, answers_by=until), matter)
    Proposal.objects.create(
        organisation_id=meeting.organisation_id, item=meeting.items.get(), step=matter.step, outcome="approve"
    )
    return meeting
