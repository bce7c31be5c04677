"""Trying a model in the browser: asked in a form, answered at once, in words before figures."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.simulations.asking_about import COORDINATOR
from tests.apps.world import ASSOCIATION, World

from samspil.apps.simulations.models import SimulationRun

pytestmark = pytest.mark.django_db


def test_a_question_is_answered_at_once(world: World, browser: Client) -> None:
    client = world.log_in(browser, ASSOCIATION, COORDINATOR)
    page = client.get(reverse("simulations:ask"))
    form = page.context["form"]
    sent = {
        "models": [form.offered.models[0][0], "tight_association"],
        "workload": "association",
        "years": "1",
        "words": "Hvad gør den stramme?",
        "rhythm-board": "month",
        "key": str(form["key"].value()),
    }
    answer = client.post(reverse("simulations:ask"), sent)
    assert answer.status_code == 302, answer.content.decode()
    with world.scope(ASSOCIATION):
        run = SimulationRun.objects.get()
    assert answer["Location"] == reverse("simulations:run", args=[run.public_id])
    shown = client.get(answer["Location"]).content.decode()
    assert "Hvad gør den stramme?" in shown
