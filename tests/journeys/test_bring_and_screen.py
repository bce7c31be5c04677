"""Journeys 1 and 2: a purchase is brought in Hvidovre, and the expert group screens it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.apps.world import HVIDOVRE, World
from tests.journeys import purchase
from tests.journeys.conftest import Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_purchase_is_brought_and_screened_and_one_answer_is_read(sits: Sit, world: World) -> None:
    world.log_in(Client(), HVIDOVRE, "employee")
    requester = sits()
    purchase.logs_in(requester, f"employee@{HVIDOVRE}.example")
    purchase.describes_a_purchase(requester)
    purchase.sees_the_way_before_sending(requester)
    purchase.sends_it(requester)
    purchase.finds_it_in_my_work(requester)
    expert = sits(HVIDOVRE, "it_expert")
    expert.goes("/")
    purchase.answers_the_six_parts(expert)
    purchase.approves(expert)
    purchase.reads_one_answer(requester)
