"""What is for the chair and the secretary is refused to others by the services, not by what pages show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from tests.apps.governance import forum_world as here
from tests.apps.governance.board import ALL, HELD, Board

from samspil.apps.governance.models import Meeting
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services import meetings, minutes
from samspil.apps.governance.services.meetings import holding, planning
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.kit.journal.models import Entry


def plan(board: Board, acting: Acting) -> object:
    Meeting.objects.exclude(pk=board.meeting.pk).delete()
    found = forum_on(board.meeting.organisation_id, here.BOARD, HELD.date())
    return meetings.plan_ahead(found, acting.organisation_id, at=HELD, acting=acting)


def change(board: Board, acting: Acting) -> object:
    later = HELD.replace(hour=13)
    return meetings.change_meeting(board.now(), later, "Et andet sted", acting=acting, at=HELD)


def attend(board: Board, acting: Acting) -> object:
    board.post("meeting_step", "open")
    return meetings.set_attendance(board.now(), ALL[:5], acting=acting, at=HELD)


def keep(board: Board, acting: Acting) -> object:
    secretary = board.world.acting("", here.SECRETARY)
    board.post("meeting_step", "open")
    meetings.close_meeting(board.now(), acting=secretary, at=HELD)
    return minutes.store_minutes(board.now(), acting=acting, at=HELD)


Deed = Callable[[Board, Acting], object]
DEEDS: list[tuple[Deed, Any]] = [
    (plan, planning),
    (change, holding),
    (attend, holding),
    (keep, minutes),
]


@pytest.mark.parametrize("deed", [one for one, _ in DEEDS])
def test_another_director_is_refused_and_nothing_is_told_to_the_journal(planned: Board, deed: Deed) -> None:
    with planned.world.scope(""):
        other = planned.world.acting("", here.OTHER)
        with pytest.raises(RefusedError, match="only_chair_or_secretary"):
            deed(planned, other)
        assert not Entry.objects.filter(
            action__startswith="governance.meeting", actor=str(other.person)
        ).exists()


@pytest.mark.parametrize("deed", [one for one, _ in DEEDS])
def test_the_chair_may(planned: Board, deed: Deed) -> None:
    with planned.world.scope(""):
        deed(planned, planned.world.acting("", here.CHAIR))


@pytest.mark.parametrize(("deed", "module"), DEEDS)
def test_without_the_services_guard_anybody_would(
    planned: Board, monkeypatch: pytest.MonkeyPatch, deed: Deed, module: Any
) -> None:
    """The control: it is this one line of each service that keeps others out."""
    monkeypatch.setattr(
        module, "managed", lambda owner, forum, _acting, at: forum_on(owner, forum, at.date())
    )
    with planned.world.scope(""):
        deed(planned, planned.world.acting("", here.OTHER))


@pytest.mark.parametrize("name", ["meeting_change", "meeting_attendance", "minutes_keep"])
def test_an_empty_form_of_another_director_is_answered_with_forbidden(planned: Board, name: str) -> None:
    planned.world.log_in(planned.browser, "", here.OTHER)
    answer = planned.post(name)
    assert answer.status_code == 403
    assert "Kun forummets formand eller sekretær" in answer.content.decode()


def test_planning_is_forbidden_in_the_same_words(planned: Board) -> None:
    planned.world.log_in(planned.browser, "", here.OTHER)
    answer = planned.browser.post(reverse("governance:forum_plan", args=["board"]))
    assert answer.status_code == 403
    assert "Kun forummets formand eller sekretær" in answer.content.decode()
