"""What a member has lent ends with the day it goes, however it goes; whoever leads the work is told."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.portfolio.ground import coordinator, keeper, programme
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SINCE, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account, Membership
from samspil.apps.organisations.services.members import let_member_go
from samspil.apps.portfolio.models import Initiative, Participation, Staffing
from samspil.apps.portfolio.services import initiatives, leaving, lent_hands, taking_part
from samspil.apps.portfolio.services.staffing import NewHand, lend, lend_until
from samspil.apps.portfolio.services.taking_part import Said
from samspil.apps.portfolio.types import End, InitiativeRole
from samspil.core.portfolio.pace import Pace
from samspil.core.units import PersonDays
from samspil.kit.journal.models import Entry
from samspil.kit.mail.models import Letter
from samspil.processes.start_joint_initiative import keep_up_with_joint_matters
from samspil.processes.tell_people import tell_people

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY, JUNE, SEPTEMBER = (date(2026, month, 1) for month in (3, 4, 5, 6, 9))


@pytest.fixture
def common(world: World) -> Initiative:
    """A programme that Hvidovre and Rødovre take part in; each lends two people."""
    common = programme(world, HVIDOVRE, RODOVRE)
    for code in (HVIDOVRE, RODOVRE):
        with world.scope(code):
            taking_part.set_pace(common.public_id, Pace.JOINING, acting=keeper(world, code), at=NOW)
        lends(world, common, code, MARCH, SEPTEMBER)
        lends(world, common, code, JUNE, SEPTEMBER)
    return common


def lends(world: World, common: Initiative, code: str, first: date, last: date) -> int:
    with world.scope(code):
        hand = NewHand("Jurist, Borgerservice", "jura", first, last, PersonDays.of(2))
        return lend(common, hand, acting=keeper(world, code), at=NOW).pk


def leaves(world: World, common: Initiative, on: date, days: int = 0) -> None:
    with world.scope(HVIDOVRE):
        acting, at = keeper(world, HVIDOVRE), NOW + timedelta(days=days)
        leaving.leave(common.public_id, on, terms="Vi beholder vores data", acting=acting, at=at)


def hands(world: World, code: str = HVIDOVRE) -> list[tuple[date, date]]:
    with world.scope(""):
        rows = Staffing.objects.filter(code=code).order_by("first_month")
        return [(one.first_month, one.last_month) for one in rows]


def told(world: World) -> list[dict[str, Any]]:
    with world.scope(""):
        rows = Entry.objects.filter(action="portfolio.initiative.hands_end").order_by("sequence")
        return [json.loads(one.facts) for one in rows]


@pytest.mark.parametrize(
    ("on", "left"), [(JUNE, [(MARCH, MAY)]), (date(2026, 6, 2), [(MARCH, JUNE), (JUNE, JUNE)])]
)
def test_hands_are_lent_until_the_member_leaves_and_not_from_that_day_on(
    world: World, common: Initiative, on: date, left: list[tuple[date, date]]
) -> None:
    leaves(world, common, on)
    assert hands(world) == left
    assert hands(world, RODOVRE) == [(MARCH, SEPTEMBER), (JUNE, SEPTEMBER)]


def test_the_journal_of_the_association_is_told_once(world: World, common: Initiative) -> None:
    with world.scope(""):
        numbers = list(Staffing.objects.filter(code=HVIDOVRE).order_by("pk").values_list("pk", flat=True))
    leaves(world, common, JUNE)
    keep_up_with_joint_matters(NOW + timedelta(days=1))
    keep_up_with_joint_matters(NOW + timedelta(days=100))
    assert [(one["member"], one["hands"], one["to"]) for one in told(world)] == [
        (HVIDOVRE, numbers, "2026-05-01")
    ]


def test_whoever_leads_the_joint_work_gets_a_letter(world: World, common: Initiative) -> None:
    with world.scope(""):
        staff, acting = world.acting("", "secretariat_staff").person, coordinator(world)
        initiatives.name(common, InitiativeRole.MANAGER, "Projektleder", person=staff, acting=acting, at=NOW)
        for role in ("secretariat_staff", "coordinator"):
            account = Account.objects.create_user(f"{role}@example.org", None, language="da")
            services.let_act(account, world.association, world.people["", role], SINCE, BY)
    leaves(world, common, JUNE)
    for hours in (1, 2):
        tell_people(NOW + timedelta(hours=hours))
    with world.scope(""):
        letter = Letter.objects.get()
    assert letter.to == "secretariat_staff@example.org"
    assert letter.title == f"Hvidovre holder op med at stille medarbejdere til rådighed for {common.number}"
    assert "2 medarbejdere er med til og med maj 2026 og ikke længere" in letter.text
    assert letter.path == reverse("portfolio:staffing", args=[common.public_id])


def test_who_opts_out_by_its_pace_lends_no_longer_than_this_month(world: World, common: Initiative) -> None:
    with world.scope(HVIDOVRE):
        acting, said = keeper(world, HVIDOVRE), Said("Vi løser den selv")
        at = NOW + timedelta(days=40)  # 11 April
        taking_part.set_pace(common.public_id, Pace.OPTED_OUT, said, acting=acting, at=at)
    assert hands(world) == [(MARCH, APRIL)]


def test_a_day_that_another_door_has_set_is_seen_by_the_worker(world: World, common: Initiative) -> None:
    """As a joint matter sets it: its own service keeps the row, the round ends what is lent."""
    with world.scope(""):
        Participation.objects.filter(code=HVIDOVRE).update(leaves_on=JUNE)
    keep_up_with_joint_matters(NOW)
    assert hands(world) == [(MARCH, MAY)]
    assert hands(world, RODOVRE) == [(MARCH, SEPTEMBER), (JUNE, SEPTEMBER)]


def test_who_is_a_member_no_more_lends_no_more(world: World, common: Initiative) -> None:
    with world.scope(""):
        membership = Membership.objects.get(
            organisation=world.association, member=world.organisation(HVIDOVRE)
        )
        let_member_go(membership, date(2026, 5, 1), BY)
    keep_up_with_joint_matters(NOW + timedelta(days=59))  # 30 April
    assert hands(world) == [(MARCH, SEPTEMBER), (JUNE, SEPTEMBER)]
    keep_up_with_joint_matters(NOW + timedelta(days=60))
    assert hands(world) == [(MARCH, APRIL)]


def test_nobody_lends_beyond_the_day_it_leaves(world: World, common: Initiative) -> None:
    leaves(world, common, JUNE)
    with world.scope(""):
        number = Staffing.objects.get(code=HVIDOVRE).pk
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        lend_until(common, number, APRIL, acting=acting, at=NOW)
        lend_until(common, number, MAY, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="hand_outlasts_its_member"):
            lend_until(common, number, JUNE, acting=acting, at=NOW)
    lends(world, common, HVIDOVRE, MAY, MAY)
    with pytest.raises(RefusedError, match="hand_outlasts_its_member"):
        lends(world, common, HVIDOVRE, MAY, JUNE)


def test_who_is_invited_anew_lends_again_and_keeps_it(world: World, common: Initiative) -> None:
    leaves(world, common, date(2026, 3, 12), days=10)
    with world.scope(""):
        at = NOW + timedelta(days=20)
        taking_part.invite(common, [HVIDOVRE], acting=coordinator(world), at=at)
    with world.scope(HVIDOVRE):
        at = NOW + timedelta(days=21)
        taking_part.set_pace(common.public_id, Pace.PREPARING, acting=keeper(world, HVIDOVRE), at=at)
    lends(world, common, HVIDOVRE, APRIL, SEPTEMBER)
    keep_up_with_joint_matters(NOW + timedelta(days=22))
    assert hands(world) == [(MARCH, MARCH), (APRIL, SEPTEMBER)]
    with world.scope(""):
        assert Participation.objects.get(code=HVIDOVRE).pace == "preparing"


def test_what_is_over_is_left_as_it_was(world: World, common: Initiative) -> None:
    with world.scope(""):
        initiatives.end(common, End.COMPLETED, learned="x", acting=coordinator(world), at=NOW)
        Participation.objects.filter(code=HVIDOVRE).update(leaves_on=JUNE)
    keep_up_with_joint_matters(NOW)
    assert hands(world) == [(MARCH, SEPTEMBER), (JUNE, SEPTEMBER)]


def test_a_round_with_nothing_to_end_asks_three_questions_however_many_lend(
    world: World, common: Initiative
) -> None:
    def asked() -> int:
        with world.scope(""), CaptureQueriesContext(connection) as questions:
            lent_hands.end_hands_of_who_is_gone(world.association.pk, at=NOW)
        return sum("portfolio_" in one["sql"] or "membership" in one["sql"] for one in questions)

    assert asked() == 3
    other = programme(world, HVIDOVRE, RODOVRE)
    lends(world, other, RODOVRE, MARCH, MAY)
    assert asked() == 3
