from typing import Any

import pytest
from django.test import override_settings

from samspil.kit.web.context import navigation

pytestmark = pytest.mark.urls("tests.kit.web.web_urls")

ENTRIES = [
    ("matters", "Matters", "matters"),
    ("joint", "Joint matters", "joint_matters"),
    ("forums", "Forums", "forums"),
    ("benefits", "Benefits", "not_built_yet"),
]


@pytest.fixture(autouse=True)
def entries(settings: Any) -> None:
    settings.SAMSPIL_NAVIGATION = ENTRIES


def here(path: str) -> list[str]:
    return [entry.key for entry in navigation(path) if entry.here]


def test_a_page_that_is_not_built_is_not_offered() -> None:
    assert [entry.key for entry in navigation("/")] == ["matters", "joint", "forums"]


def test_the_part_one_is_in_is_marked() -> None:
    assert here("/forums/") == ["forums"]
    assert here("/forums/7/agenda/") == ["forums"]


def test_of_two_parts_that_contain_a_page_only_the_nearest_is_marked() -> None:
    assert here("/matters/joint/12/") == ["joint"]


def test_outside_every_part_nothing_is_marked() -> None:
    assert here("/style/") == []


@override_settings(SAMSPIL_NAVIGATION=[("start", "Start", "matters")])
def test_entries_come_from_the_settings_alone() -> None:
    assert [entry.label for entry in navigation("/")] == ["Start"]
