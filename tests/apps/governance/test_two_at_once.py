"""Two who manage a forum do something to the same item at the same moment, in transactions of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from tests.apps.governance import forum_world as here
from tests.apps.world import World

from samspil.apps.governance.models import AgendaItem, Decision
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.meetings import deciding
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting

pytestmark = pytest.mark.django_db(transaction=True)
HELD = datetime.fromisoformat("2026-03-12T08:00+00:00")

Deed = Callable[[AgendaItem, Acting], Any]


def decide(item: AgendaItem, acting: Acting) -> Any:
    said = meetings.Resolution("adopt", step="board")
    return meetings.decide_item(item, said, acting=acting, at=HELD)


def put_off(item: AgendaItem, acting: Acting) -> Any:
    time.sleep(0.03)  # comes second, having seen the item before it was decided
    return meetings.put_off_item(item, "Ikke i dag", acting=acting, at=HELD)


def at_once(world: World, one: Deed, other: Deed) -> tuple[AgendaItem, list[Any]]:
    """The secretary and the chair, each with the item as they saw it on their own screen."""
    with world.scope(""):
        meeting = here.opened(world, here.plan(world), at=HELD)
        item = meeting.items.get()
        seen = [AgendaItem.objects.select_related("meeting", "matter").get(pk=item.pk) for _ in range(2)]
        who = [world.acting("", role, HELD.date()) for role in (here.SECRETARY, here.CHAIR)]
    gate, answers = threading.Barrier(2), [None, None]

    def act(number: int, deed: Deed) -> None:
        try:
            connection.ensure_connection()
            with world.scope(""):
                gate.wait(10)
                answers[number] = deed(seen[number], who[number])
        except Exception as error:
            answers[number] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[number, deed]) for number, deed in enumerate((one, other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with world.scope(""):
        return AgendaItem.objects.get(pk=item.pk), answers


def refusals(answers: list[Any]) -> list[str]:
    return [one.problem.code for one in answers if isinstance(one, RefusedError)]


def test_two_chairs_decide_the_same_item_and_one_is_told(world: World) -> None:
    item, answers = at_once(world, decide, decide)
    assert refusals(answers) == ["item_is_decided"]
    assert item.state == "decided"
    with world.scope(""):
        assert Decision.objects.filter(meeting=item.meeting_id, actor__isnull=False).count() == 1


def test_what_is_decided_is_not_put_off_at_the_same_moment(world: World) -> None:
    item, answers = at_once(world, decide, put_off)
    assert (item.state, refusals(answers)) == ("decided", ["item_is_decided"])


def test_without_the_lock_what_is_decided_is_put_off_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: it is the row, held and read anew, that keeps the two apart."""
    monkeypatch.setattr(deciding, "undecided", lambda item: item)
    item, answers = at_once(world, decide, put_off)
    assert (item.state, refusals(answers)) == ("put_off", [])
    with world.scope(""):
        assert Decision.objects.filter(meeting=item.meeting_id, actor__isnull=False).count() == 1


def test_without_the_lock_the_second_chair_is_told_something_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the first: the engine still lets only one through, but cannot say that it is decided."""
    monkeypatch.setattr(deciding, "undecided", lambda item: item)
    _item, answers = at_once(world, decide, decide)
    assert refusals(answers) == ["matter_is_elsewhere"]
