"""Whoever answers for what a slip moves hears of it, and so does a member whose plan follows another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import BY, HVIDOVRE, NOW, SINCE, World

from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.apps.portfolio.services import fanning_out, initiatives, plans
from samspil.apps.portfolio.types import InitiativeRole
from samspil.kit.journal.models import Entry
from samspil.kit.mail.models import Letter
from samspil.processes.hear_of_milestones import hear_of_all_milestones
from samspil.processes.tell_people import tell_people

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 3)


@pytest.fixture(autouse=True)
def who_reads_letters(world: World) -> None:
    """Whoever keeps Hvidovre's portfolio, and one who leads something in it."""
    for role in ("head_of_digitalisation", "it_expert"):
        account = Account.objects.create_user(f"{role}@example.org", None, language="da")
        with world.scope(HVIDOVRE):
            person = world.people[HVIDOVRE, role]
            services.let_act(account, world.organisation(HVIDOVRE), person, SINCE, BY)


def planned(world: World, title: str, name: str, on: date, *, led: bool = False) -> Milestone:
    """An initiative of Hvidovre's own with one milestone; ``led`` by its IT expert."""
    row = local(world, HVIDOVRE, title)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        if led:
            person = world.people[HVIDOVRE, "it_expert"]
            initiatives.name(
                row, InitiativeRole.MANAGER, "Projektleder", person=person, acting=acting, at=NOW
            )
        return plans.add_milestone(row, plans.NewMilestone(name, on), acting=acting, at=NOW)


def waits(world: World, one: Milestone, other: Milestone) -> None:
    with world.scope(HVIDOVRE):
        plans.let_wait(one, other.public_id, 0, acting=keeper(world, HVIDOVRE), at=NOW)


def move(world: World, one: Milestone, to: date) -> None:
    with world.scope(HVIDOVRE):
        row = Milestone.objects.select_related("initiative").get(pk=one.pk)
        plans.move_milestone(row, to, reason="Udbud", acting=keeper(world, HVIDOVRE), at=NOW)


def letters(world: World) -> list[Letter]:
    with world.scope(HVIDOVRE):
        return list(Letter.objects.select_related("account").order_by("pk"))


def told(world: World) -> list[tuple[str, str]]:
    return [(one.to.split("@")[0], one.title) for one in letters(world)]


@pytest.fixture
def two(world: World) -> tuple[Milestone, Milestone]:
    """The courses of one initiative wait for the contract of another, which somebody else leads."""
    first = planned(world, "Ny vagtplan", "Kontrakt underskrevet", JUNE)
    then = planned(world, "Bedre kurser", "Kurser begynder", JULY, led=True)
    waits(world, then, first)
    return first, then


def test_whoever_leads_what_waits_hears_what_a_slip_moves_once(
    world: World, two: tuple[Milestone, Milestone]
) -> None:
    move(world, two[0], AUGUST)
    for hours in (1, 2):
        tell_people(NOW + timedelta(hours=hours))
    (letter,) = letters(world)
    number = two[1].initiative.number
    assert letter.to == "it_expert@example.org"
    assert letter.title == f"{number} har fået andre dage, fordi »Kontrakt underskrevet« er flyttet"
    first, second = letter.text.splitlines()
    assert first == "»Kontrakt underskrevet« forventes nu den 3. august 2026; før var det den 1. juni 2026."
    assert second.startswith(f"{number} Bedre kurser: »Kurser begynder« forventes nu den 3. august 2026")
    assert second.endswith("den 1. juli 2026.")
    assert letter.path == reverse("portfolio:initiative", args=[two[1].initiative.public_id])


def test_nobody_hears_of_a_slip_that_moves_nothing_else(
    world: World, two: tuple[Milestone, Milestone]
) -> None:
    move(world, two[0], date(2026, 6, 30))
    tell_people(LATER)
    assert told(world) == []


def test_whoever_moved_it_hears_nothing(world: World) -> None:
    first = planned(world, "Ny vagtplan", "Kontrakt", JUNE)
    waits(world, planned(world, "Bedre kurser", "Kurser", JULY), first)
    move(world, first, AUGUST)
    tell_people(LATER)
    assert told(world) == [], "it is the keeper's own, who moved it"


def test_of_what_moved_twice_the_last_day_alone_is_told(
    world: World, two: tuple[Milestone, Milestone]
) -> None:
    move(world, two[0], date(2026, 9, 1))
    move(world, two[0], AUGUST)
    tell_people(LATER)
    (letter,) = letters(world)
    assert "ventes nu den 3. august 2026; før var det den 1. september 2026" in letter.text


def test_a_milestone_reached_late_is_told_of_as_well(world: World, two: tuple[Milestone, Milestone]) -> None:
    with world.scope(HVIDOVRE):
        Milestone.objects.filter(pk=two[1].pk).update(planned_on=NOW.date(), expected_on=JUNE)
        row = Milestone.objects.select_related("initiative").get(pk=two[0].pk)
        plans.reach_milestone(row, NOW.date(), acting=keeper(world, HVIDOVRE), at=NOW)
    tell_people(LATER)
    (letter,) = letters(world)
    assert "»Kurser begynder« forventes nu den 2. marts 2026; før var det den 1. juni 2026." in letter.text


def test_an_old_slip_is_no_news(world: World, two: tuple[Milestone, Milestone]) -> None:
    move(world, two[0], AUGUST)
    tell_people(NOW + timedelta(days=4))
    assert told(world) == []


def test_a_slip_of_the_association_is_told_where_it_moves_something(world: World) -> None:
    common = programme(world, HVIDOVRE)
    own = planned(world, "Bedre kurser", "Kurser begynder", date(2026, 5, 1), led=True)
    with world.scope(""):
        shared = common.milestones.select_related("initiative").get(name="Systemer tilsluttet")
    waits(world, own, shared)
    with world.scope(""):
        to = date(2026, 10, 1)
        plans.move_milestone(shared, to, reason="Udbud", acting=coordinator(world), at=NOW)
    hear_of_all_milestones(NOW)
    tell_people(LATER)
    (letter,) = letters(world)
    assert letter.to == "it_expert@example.org"
    first = letter.text.splitlines()[0]
    assert first.startswith("»Systemer tilsluttet« hos en anden organisation forventes nu den 1. oktober")
    assert first.endswith("før var det den 1. september 2026.")


def fanned_out(world: World, common: Initiative) -> None:
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW + timedelta(minutes=1))


def test_a_member_hears_that_a_common_initiative_has_come(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fanned_out(world, common)
    tell_people(LATER)
    assert told(world) == [
        ("head_of_digitalisation", "Der er kommet en fælles indsats: Digitale fuldmagter"),
    ]
    (letter,) = letters(world)
    assert letter.text.startswith("Den er obligatorisk")


def test_a_member_hears_when_the_common_plan_changes_and_its_journal_knows(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fanned_out(world, common)
    with world.scope(""):
        row = common.milestones.select_related("initiative").get(name="I drift")
        acting = coordinator(world)
        plans.move_milestone(row, date(2026, 12, 15), reason="Udbud", acting=acting, at=NOW)
        plans.add_milestone(common, plans.NewMilestone("Prøvedrift", AUGUST), acting=acting, at=NOW)
        fanning_out.fan_out_plan(common, acting=acting, at=NOW + timedelta(minutes=2))
        fanning_out.fan_out_plan(common, acting=acting, at=NOW + timedelta(minutes=3))
    with world.scope(HVIDOVRE):
        assert Entry.objects.filter(action="portfolio.initiative.plan_followed").count() == 1
    tell_people(LATER)
    letter = letters(world)[-1]
    assert letter.title == "Den fælles plan er ændret: Digitale fuldmagter"
    assert letter.text.splitlines() == [
        "»I drift« er nu planlagt til den 15. december 2026; før var det den 1. december 2026.",
        "»Prøvedrift« er ny i planen.",
        "Passer det ikke hos jer, kan I afvige med en begrundelse.",
    ]
