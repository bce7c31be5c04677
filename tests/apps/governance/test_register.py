"""The decision register by each of its filters, page by page and as a file; and figures of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import brought, purchase, set_clock
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import Decision, Matter

DECISIONS = reverse("governance:decisions")
HEAD = "head_of_digitalisation"
SUMMER, AUTUMN = datetime(2025, 7, 1, 10, tzinfo=UTC), datetime(2025, 10, 1, 10, tzinfo=UTC)


@pytest.fixture
def head(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    set_clock(monkeypatch, NOW)
    return world.log_in(browser, HVIDOVRE, HEAD)


def decided(world: World, matter: Matter, many: int = 1, at: datetime = AUTUMN, **said: Any) -> None:
    """Decisions of a matter, a minute between them."""
    words = {"da": "x", "en": "x", "nb": "x"}
    plain: dict[str, Any] = {
        "title": matter.title, "kind": matter.kind, "body": "role it_expert", "effect": "approves",
        "outcome": "x", "body_name": words, "kind_name": words, "step_name": words, "outcome_name": words,
        "ground": "mandate", "mandate": "x", "case_number": matter.case_number,
    }  # fmt: skip
    with world.scope(HVIDOVRE):
        first = Decision.objects.count()
        Decision.objects.bulk_create(
            Decision(
                organisation_id=matter.organisation_id,
                matter=matter,
                event_sequence=1000 + first + number,
                decided_at=at + timedelta(minutes=number),
                **{**plain, **said},
            )
            for number in range(many)
        )


def titles(browser: Client, **by: Any) -> list[str]:
    """What stands in the register, in its order."""
    return [row["title"] for row in browser.get(DECISIONS, by).context["rows"]]


def test_each_filter_leaves_out_what_it_says(world: World, head: Client) -> None:
    matter = brought(world)
    decided(world, matter, title="Indkøb")
    decided(world, matter, title="Et nej", effect="rejects")
    decided(world, matter, title="Anden slags", kind="joint_consent")
    decided(world, matter, title="Andet bord", body="forum executive_board")
    decided(world, matter, title="I sommer", at=SUMMER)
    decided(world, matter, title="Ikke truffet", is_taken=False)
    every = ["Andet bord", "Anden slags", "Et nej", "Indkøb", "I sommer"]
    assert titles(head) == every
    assert titles(head, effect="rejects") == ["Et nej"]
    assert titles(head, kind="joint_consent") == ["Anden slags"]
    assert titles(head, body="forum executive_board") == ["Andet bord"]
    assert titles(head, since="2025-07-02") == every[:-1]
    assert titles(head, until="2025-07-01") == ["I sommer"]
    assert titles(head, since="2025-07-01", until="2025-07-01") == ["I sommer"]
    assert titles(head, kind="joint_consent", effect="rejects") == []
    assert titles(head, since="no day", kind="no kind") == every, "what makes no sense leaves nothing out"


def test_the_file_is_narrowed_as_the_page_and_has_all_its_pages(world: World, head: Client) -> None:
    decided(world, brought(world), 30, title="Indkøb")
    decided(world, brought(world), title="Et nej", effect="rejects")
    export = reverse("governance:decisions_export", args=["csv"])
    assert head.get(export).content.decode().count("Indkøb") == 30
    narrowed = head.get(export, {"effect": "rejects"}).content.decode()
    assert ("Et nej" in narrowed, "Indkøb" in narrowed) == (True, False)


@pytest.mark.parametrize(("size", "pages"), [({}, [25, 25, 25, 25, 1]), ({"size": "100"}, [100, 1])])
def test_a_page_has_25_or_100_and_nothing_falls_between(
    world: World, head: Client, size: dict[str, str], pages: list[int]
) -> None:
    decided(world, brought(world), 101)
    found: list[Any] = []
    seen: list[int] = []
    older: dict[str, str] = {}
    context: Any = None
    for _page in pages:
        context = head.get(DECISIONS, {**size, **older}).context
        found += [row["url"] for row in context["rows"]]
        seen.append(len(context["rows"]))
        older = {"before": context["older"]}
    assert seen == pages
    assert not context["older"]
    assert len(set(found)) == 101


def test_another_size_than_these_is_not_asked_of_the_database(world: World, head: Client) -> None:
    decided(world, brought(world), 30)
    assert len(titles(head, size="5000")) == 25


# --- at a glance ----------------------------------------------------------------------------------------


def values(browser: Client) -> dict[str, Any]:
    tiles: Iterable[dict[str, Any]] = browser.get(reverse("governance:overview")).context["tiles"]
    return {str(one["label"]): one["value"] for one in tiles}


def test_the_figures_are_those_of_the_rows(world: World, head: Client) -> None:
    """A decision of more than a year ago, and what was not taken, are not of the last year."""
    for title in ("A", "B", "C"):
        brought(world, purchase(title=title))
    with world.scope(HVIDOVRE):
        first, second, _third = Matter.objects.order_by("pk")
        for one, days in ((first, 4), (second, 8)):
            Matter.objects.filter(pk=one.pk).update(
                step="", end="done", brought_at=NOW - timedelta(days=days), ended_at=NOW
            )
    decided(world, first, 3)
    decided(world, first, at=NOW - timedelta(days=366))
    decided(world, first, is_taken=False)
    assert values(head) == {
        "Under vejs": 1, "Besluttet på et år": 3, "Dage til afslutning": 6, "Afsluttet på et år": 2,
    }  # fmt: skip


@pytest.mark.parametrize("page", ["governance:decisions", "governance:overview"])
def test_many_decisions_take_as_many_questions_as_few(world: World, head: Client, page: str) -> None:
    matter = brought(world)
    decided(world, matter, 2)
    head.get(reverse(page))
    with CaptureQueriesContext(connection) as few:
        head.get(reverse(page))
    decided(world, matter, 60)
    for number in range(10):
        brought(world, purchase(title=f"Sag {number}"))
    with CaptureQueriesContext(connection) as many:
        head.get(reverse(page))
    assert len(few) == len(many)
