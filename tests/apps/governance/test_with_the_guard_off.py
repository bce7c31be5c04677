"""The controls: each refusal of a meeting, a matter and a paper is let through when its guard is off.

What is refused, and in which words, is tested beside each page. Here one guard at a time is taken away, and
the same request then does what it must not: so it is that guard which refuses, and not the test's own luck.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError
from django.test import Client
from tests.apps.governance import forum_world as here
from tests.apps.governance.at_time import brought, set_clock
from tests.apps.governance.board import ALL, HELD, Board
from tests.apps.governance.test_matter import fields, url
from tests.apps.governance.test_papers import papers, send
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import Decision
from samspil.apps.governance.services import papers as keeping
from samspil.apps.governance.services.file_types import FileType
from samspil.apps.governance.services.matters import hold_accessed
from samspil.apps.governance.services.meetings import partaking
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.views import matter as page_of_matter
from samspil.apps.organisations.models import Holding
from samspil.apps.organisations.selectors import held, standing
from samspil.core.governance import kernel, state
from samspil.core.governance.entries import Withdraw

pytestmark = pytest.mark.django_db
DAY_BEFORE = HELD.date() - timedelta(days=1)


def entitled(board: Board) -> int:
    """How many were counted when the first plan was decided."""
    with board.world.scope(""):
        rows = Decision.objects.filter(matter=board.items[0].matter_id, meeting=board.meeting)
        return int(rows.exclude(tally=None).values_list("tally__entitled", flat=True).get() or 0)


def test_without_counting_the_quorum_four_of_nine_decide(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.post("meeting_attendance", present=ALL[:4])
    assert board.decide(board.items[0], key="one").status_code == 422
    monkeypatch.setattr(kernel, "is_quorate", lambda *_: True)
    assert board.decide(board.items[0], key="two").status_code == 302
    assert board.state(board.items[0]) == "decided"


def seats_end(*seats: str, world: World) -> None:
    """Yesterday was the last day on which they sat; the meeting was opened while they did."""
    with world.scope(""):
        Holding.objects.filter(forum="board", seat__in=seats).update(valid_to=HELD.date())


def test_without_asking_who_sits_today_those_of_yesterday_are_counted(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_yesterday(owner: int, forum: str, _on: date) -> Any:
        return standing.seat_holders(owner, forum, DAY_BEFORE)

    seats_end(*ALL[:5], world=board.world)
    assert board.decide(board.items[0], key="one").status_code == 422
    monkeypatch.setattr(partaking, "seat_holders", as_yesterday)
    assert board.decide(board.items[0], key="two").status_code == 302
    assert entitled(board) == len(ALL)


def test_without_asking_what_is_held_today_the_chair_of_yesterday_decides(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_yesterday(owner: int, person: UUID, _on: date) -> held.Held:
        return held.held_on(owner, person, DAY_BEFORE)

    board.world.log_in(board.browser, "", here.CHAIR)
    seats_end("director_0169", world=board.world)
    assert board.decide(board.items[0], key="one", chair=ALL[0]).status_code == 404
    monkeypatch.setattr(standing, "held_on", as_yesterday)
    assert board.decide(board.items[0], key="two", chair=ALL[0]).status_code == 302
    assert board.state(board.items[0]) == "decided"


def test_without_remembering_who_stepped_aside_they_are_counted(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "_recused", lambda before, _event: before)
    board.post("item_interest", board.items[0].pk, seat="director_0169", reason="Familie", do="confirm")
    board.decide(board.items[0])
    assert entitled(board) == len(ALL)


def test_without_reading_it_anew_a_withdrawn_matter_is_refused_by_the_database_alone(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))
    matter = brought(world)
    expert = world.log_in(browser, HVIDOVRE, "it_expert")
    said = fields(expert, matter, outcome="return", reason="Pris?")
    with world.scope(HVIDOVRE):
        as_it_was = hold_accessed(world.acting(HVIDOVRE, "it_expert"), matter.public_id)
        employee = world.acting(HVIDOVRE, "employee")
        move(matter, Withdraw(employee.actor, "", NOW + timedelta(hours=1)), acting=employee)
    assert expert.post(url("matter_choose", matter), said).status_code == 422
    monkeypatch.setattr(page_of_matter, "hold_accessed", lambda *_: as_it_was)
    with pytest.raises(IntegrityError):
        expert.post(url("matter_choose", matter), {**said, "key": "two"})


def test_without_looking_into_it_a_page_with_a_script_is_kept_as_a_paper(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))
    matter, page = brought(world), b"<!DOCTYPE html><script>alert(1)</script>"
    world.log_in(browser, HVIDOVRE, "employee")
    assert send(browser, matter, page) == 422
    monkeypatch.setattr(keeping, "file_type_of", lambda _file: FileType("application/pdf", ".pdf"))
    assert send(browser, matter, page) == 302
    assert len(papers(world)) == 1
