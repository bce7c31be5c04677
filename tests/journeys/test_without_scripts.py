"""Journey 10: without JavaScript a purchase is brought and screened, and a board decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.apps.governance import forum_world
from tests.apps.world import HVIDOVRE, NOW, World
from tests.journeys import meeting, purchase
from tests.journeys.conftest import Clock, Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_purchase_is_brought_and_screened_without_scripts(sits: Sit, world: World) -> None:
    world.log_in(Client(), HVIDOVRE, "employee")
    requester = sits(scripts=False)
    purchase.logs_in(requester, f"employee@{HVIDOVRE}.example")
    purchase.describes_a_purchase(requester)
    purchase.sees_the_way_before_sending(requester)
    purchase.sends_it(requester)
    expert = sits(HVIDOVRE, "it_expert", scripts=False)
    expert.goes("/")
    purchase.answers_the_six_parts(expert)
    purchase.approves(expert)
    purchase.reads_one_answer(requester)


def test_a_board_decides_without_scripts(sits: Sit, world: World, clock: Clock) -> None:
    with world.scope(""):
        for title in meeting.PLANS:
            forum_world.plan(world, title)
    clock(NOW + timedelta(hours=1))
    secretary = sits("", forum_world.SECRETARY, scripts=False)
    secretary.goes("/")
    meeting.plans_from_the_calendar(secretary)
    meeting.puts_on_the_agenda(secretary)
    secretary.presses(f"Flyt {meeting.PLANS[2]} op")
    meeting.stand_in_order(secretary, meeting.PLANS[0], meeting.PLANS[2], meeting.PLANS[1])
    address = secretary.page.url.removeprefix(secretary.origin)
    clock(meeting.HELD)
    secretary = sits("", forum_world.SECRETARY, scripts=False)
    secretary.goes(address)
    meeting.opens_it(secretary)
    meeting.decides(secretary, meeting.PLANS[0])
    meeting.closes(secretary)
    meeting.downloads_the_minutes(secretary)
