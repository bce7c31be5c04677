"""Where it sticks: what waits and at whose table, what nobody pays for, owns or reports on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.apps.governance.at_time import brought, purchase
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter
from samspil.apps.portfolio.models import Gate, Initiative, Payer
from samspil.apps.portfolio.selectors.stuck import (
    GATE,
    OWNER,
    PAYER,
    REPORT,
    WAITS,
    WhereItSticks,
    where_it_sticks,
)
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.services.reporting import NewReport, report
from samspil.apps.portfolio.types import CostKind, End, InitiativeRole
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.ids import new_id

GREY = Light.GREY
NOTHING_KNOWN = NewReport(GREY, GREY, GREY, GREY, GREY, "Intet nyt")


@pytest.fixture
def mine(world: World) -> Initiative:
    """An initiative of Hvidovre that nothing holds back."""
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        initiatives.name(started, InitiativeRole.OWNER, "afdelingsleder", acting=acting, at=NOW)
        for cost in CostKind:
            Payer.objects.create(
                organisation_id=started.organisation_id,
                initiative=started,
                pays_for=cost.value,
                payer="Ældre",
                first_year=2026,
            )
    return started


def sticks(world: World, code: str = HVIDOVRE, days: int = 0, only: str = "") -> WhereItSticks:
    with world.scope(code):
        return where_it_sticks(keeper(world, code), NOW + timedelta(days=days), only)


def sorts(world: World, days: int = 0) -> list[list[str]]:
    return [one.sorts for one in sticks(world, days=days).rows]


def test_nothing_sticks_where_somebody_pays_owns_and_reports(world: World, mine: Initiative) -> None:
    assert sorts(world) == []
    assert mine.is_open


def test_each_kind_of_cost_needs_a_payer(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        mine.payers.get(pays_for="operation").delete()
    found = sticks(world)
    assert [one.no_payer_for for one in found.rows] == [[CostKind.OPERATION]]
    assert found.counts == {WAITS: 0, GATE: 0, PAYER: 1, OWNER: 0, REPORT: 0}


@pytest.mark.parametrize(
    ("role", "found"),
    [
        (InitiativeRole.OWNER, []),
        (InitiativeRole.EXECUTIVE, []),
        (InitiativeRole.MANAGER, [[OWNER]]),
        (InitiativeRole.MEMBER, [[OWNER]]),
    ],
)
def test_an_owner_or_an_executive_answers_for_it_and_nobody_else_does(
    world: World, mine: Initiative, role: InitiativeRole, found: list[list[str]]
) -> None:
    with world.scope(HVIDOVRE):
        mine.role_holders.all().delete()
        initiatives.name(mine, role, "nogen", acting=keeper(world, HVIDOVRE), at=NOW)
    assert sorts(world) == found


def test_a_report_is_missing_the_day_after_it_was_due(world: World, mine: Initiative) -> None:
    """Asked for on 2 April, Maundy Thursday; the fifth working day after it is 13 April, 42 days on."""
    assert sorts(world, days=42) == []
    assert sorts(world, days=43) == [[REPORT]]
    with world.scope(HVIDOVRE):
        report(mine, NOTHING_KNOWN, acting=keeper(world, HVIDOVRE), at=NOW + timedelta(days=43))
    assert sorts(world, days=44) == []


def test_no_report_is_missing_of_what_rests(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(pk=mine.pk).update(is_paused=True)
    assert sorts(world, days=100) == []


def test_a_matter_about_it_waits_at_somebodys_table(world: World, mine: Initiative) -> None:
    brought(world, replace(purchase(), subject=mine.public_id))
    brought(world)
    found = sticks(world, days=12).rows
    assert [one.sorts for one in found] == [[WAITS]]
    assert found[0].days_waiting == 12
    assert found[0].waiting[0].body.startswith(("role ", "forum "))


def test_the_matter_it_came_from_counts_while_it_is_open(world: World, mine: Initiative) -> None:
    matter = brought(world)
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(pk=mine.pk).update(matter=matter.public_id)
    assert sorts(world, days=1) == [[WAITS]]


def test_a_gate_waits_until_it_is_decided(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        gate = Gate.objects.create(
            organisation_id=mine.organisation_id, initiative=mine, phase="idea", attempt=1, matter=new_id(),
            asked_at=NOW,
        )  # fmt: skip
    assert sorts(world) == [[GATE]]
    with world.scope(HVIDOVRE):
        Gate.objects.filter(pk=gate.pk).update(outcome="go", decided_at=NOW, decision=new_id())
    assert sorts(world) == []


def test_what_is_over_sticks_no_longer_and_others_see_nothing_of_it(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        mine.payers.all().delete()
    assert len(sticks(world).rows) == 1
    assert sticks(world, RODOVRE).rows == []
    with world.scope(HVIDOVRE):
        initiatives.end(mine, End.STOPPED, learned="", acting=keeper(world, HVIDOVRE), at=NOW)
    assert sticks(world).rows == []


def test_the_longest_waiting_is_first_and_one_can_look_at_one_thing(world: World, mine: Initiative) -> None:
    other = local(world, HVIDOVRE, "Nye tablets")
    brought(world, replace(purchase(), subject=mine.public_id))
    found = sticks(world, days=5)
    assert [one.title for one in found.rows] == [mine.title, other.title]
    assert [one.title for one in sticks(world, days=5, only=OWNER).rows] == [other.title]


def test_the_questions_are_as_many_however_many_initiatives_there_are(world: World, mine: Initiative) -> None:
    def asked(do: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as questions:
            do()
        return len(questions)

    assert mine.is_open
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        few = asked(lambda: where_it_sticks(acting, NOW))
    for number in range(5):
        local(world, HVIDOVRE, f"Nummer {number}")
    with world.scope(HVIDOVRE):
        assert asked(lambda: where_it_sticks(acting, NOW)) == few


def test_the_page_tells_who_it_waits_for_what_lacks_and_who_raises_matters(world: World) -> None:
    mine = local(world, HVIDOVRE)
    new = replace(purchase(), subject=mine.public_id, unit_name="Ældre og sundhed")
    brought(world, new, timezone.now() - timedelta(days=3))
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    shown = employee.get(reverse("portfolio:stuck")).content.decode()
    assert "3 dage" in shown
    assert "Ældre og sundhed" in shown
    assert "Betaler for: Etablering" in shown
    assert "Ejer" in shown
    assert mine.title not in employee.get(reverse("portfolio:stuck"), {"only": "gate"}).content.decode()
    assert employee.get(reverse("portfolio:stuck"), {"only": "nonsense"}).status_code == 200
    other = world.log_in(Client(), RODOVRE, "employee")
    assert mine.title not in other.get(reverse("portfolio:stuck")).content.decode()
    assert Client().get(reverse("portfolio:stuck")).status_code == 302


def test_an_association_sees_which_member_raises_matters(world: World) -> None:
    new = NewMatter("voluntary_initiative", "Fælles chatbot", {"effort_days": 5, "amount": Money.of(9_000)})
    with world.scope(""):
        for who in (f"digital_heads/head_{HVIDOVRE}", "coordinator"):
            bring(new, acting=world.acting("", who), at=timezone.now() - timedelta(days=3))
    shown = world.log_in(Client(), "", "coordinator").get(reverse("portfolio:stuck")).content.decode()
    assert '<th scope="col">Medlem</th>' in shown
    assert '<th scope="row">Hvidovre</th><td data-number>1</td>' in shown
    assert "Ikke for et medlem (sekretariatet)" in shown
