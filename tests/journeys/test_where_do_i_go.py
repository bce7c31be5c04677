"""Journey 7: "where do I go with this?", asked by somebody whom nobody has given a log-in."""

from __future__ import annotations

import pytest
from tests.apps.world import HVIDOVRE, SOLROD
from tests.journeys.conftest import Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_somebody_without_a_log_in_finds_the_way_and_a_function(sits: Sit) -> None:
    anybody = sits()
    anybody.goes(f"/where/{HVIDOVRE}/")
    anybody.writes("Hvad har du?", "indkøb")
    anybody.sees("Indkøbsønske")
    anybody.sees("Ekspert i screeninggruppen")
    anybody.looks()
    anybody.writes("Hvad har du?", "kvantefysik")
    anybody.sees("Her er intet om")
    anybody.looks()


def test_an_employee_asks_from_any_page_and_gets_a_theme_and_its_group(sits: Sit) -> None:
    employee = sits(SOLROD, "employee")
    employee.goes("/matters/")
    box = employee.page.get_by_role("searchbox", name="Hvor går jeg hen med det her?")
    box.fill("robot")
    box.press("Enter")
    employee.sees("Temagruppen Automatisering")
    employee.looks()
