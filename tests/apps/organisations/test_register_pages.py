"""The organisation as it was on a day: people, units, roles and seats, members; and who may see it."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.world import BY, HVIDOVRE, RODOVRE, SINCE, World

from samspil.apps.organisations import services
from samspil.apps.organisations.models import Access, Holding, Person
from samspil.apps.organisations.rights import KEEPERS, may_keep
from samspil.apps.organisations.selectors.holdable import holdable_on
from samspil.apps.organisations.types import OrganisationKind

PAGES = ("/organisation/", "/organisation/units/", "/organisation/roles/")


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("address", [*PAGES, "/organisation/members/"])
def test_whoever_is_not_logged_in_is_asked_to(world: World, browser: Client, address: str) -> None:
    assert browser.get(address)["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", PAGES)
def test_an_employee_sees_the_organisation_and_no_way_to_change_it(
    world: World, browser: Client, address: str
) -> None:
    told = page(world.log_in(browser, HVIDOVRE, "employee"), address)
    assert "Hvidovre" in told
    assert "/organisation/roles/give/" not in told


def test_people_are_listed_with_what_they_hold_in_the_models_words(world: World, browser: Client) -> None:
    told = page(world.log_in(browser, HVIDOVRE, "employee"), "/organisation/")
    assert "Ekspert i screeninggruppen" in told
    assert "it_expert" not in re.sub(r'value="[^"]*"', "", told)


def test_another_members_people_are_not_among_them(world: World, browser: Client) -> None:
    with world.scope(RODOVRE):
        services.add_person(world.members[RODOVRE], "Kun i Rødovre", SINCE, BY)
        theirs = Person.objects.get(name="Kun i Rødovre")
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    assert "Kun i Rødovre" not in page(browser, "/organisation/?q=rødovre")
    assert browser.get(f"/organisation/people/{theirs.public_id}/").status_code == 404
    assert (
        browser.post(f"/organisation/people/{theirs.public_id}/invite/", {"email": "x@y.dk"}).status_code
        == 404
    )


def test_another_members_roles_cannot_be_ended(world: World, browser: Client) -> None:
    with world.scope(RODOVRE):
        theirs = Holding.objects.filter(organisation=world.members[RODOVRE]).first()
        assert theirs is not None
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    assert browser.post(f"/organisation/roles/{theirs.pk}/end/", {"until": "2030-01-01"}).status_code == 404
    with world.scope(RODOVRE):
        assert Holding.objects.get(pk=theirs.pk).valid_to is None


def test_whose_access_has_ended_sees_nothing(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    Access.objects.filter(organisation=world.members[HVIDOVRE]).update(valid_to=SINCE + timedelta(days=1))
    assert browser.get("/organisation/").status_code == 403


def test_it_is_shown_as_it_was_on_the_day_asked_about(world: World, browser: Client) -> None:
    hvidovre = world.members[HVIDOVRE]
    with world.scope(HVIDOVRE):
        buyer = Holding.objects.get(organisation=hvidovre, role="buyer", forum="")
        new = services.add_person(hvidovre, "Ny indkøber", date(2025, 6, 1), BY)
        services.end_holding(buyer, date(2025, 6, 1), BY)
        services.give(hvidovre, new.public_id, new.name, services.Held("buyer", date(2025, 6, 1)), BY)
    world.log_in(browser, HVIDOVRE, "employee")
    held = "?holds=role:buyer&on="
    assert "Ny indkøber" not in page(browser, f"/organisation/{held}2025-05-31")
    assert "Ny indkøber" in page(browser, f"/organisation/{held}2025-06-01")
    before, after = (page(browser, f"/organisation/roles/?on=2025-{day}") for day in ("05-31", "06-01"))
    assert ("Ny indkøber" in before, "Ny indkøber" in after) == (False, True)


def test_a_role_that_a_step_waits_for_and_nobody_holds_is_missing(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    assert "Hver rolle, som et trin venter på, har nogen" in page(browser, "/organisation/roles/")
    with world.scope(HVIDOVRE):
        for one in Holding.objects.filter(organisation=world.members[HVIDOVRE], role="it_expert"):
            services.end_holding(one, date(2026, 1, 1), BY)
    told = page(browser, "/organisation/roles/")
    assert "Ingen har disse roller" in told
    assert "Ekspert i screeninggruppen" in told.split("Ingen har disse roller")[1].split("</section>")[0]
    assert "Hver rolle, som et trin venter på" in page(browser, "/organisation/roles/?on=2025-12-31")


def test_an_empty_seat_stands_out(world: World, browser: Client) -> None:
    world.log_in(browser, "", "coordinator")
    assert "tom plads" not in page(browser, "/organisation/roles/")
    with world.scope(""):
        seat = Holding.objects.get(organisation=world.association, forum="board", seat="director_0167")
        services.end_holding(seat, date(2026, 1, 1), BY)
    assert "1 tom plads" in page(browser, "/organisation/roles/")


def test_only_an_association_has_members(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    assert browser.get("/organisation/members/").status_code == 404
    assert "/organisation/members/" not in page(browser, "/organisation/")
    for name in ("admit", "secretariat"):
        sent = {"admit-code": "0101", "admit-since": "2026-01-01"}
        assert browser.post(f"/organisation/members/{name}/", sent).status_code == 404


def test_members_stand_with_their_periods_and_the_secretariat_with_its_turns(
    world: World, browser: Client
) -> None:
    """Who, and since when, stands in the association's model; the fourth turn is not written there."""
    told = page(world.log_in(browser, "", "coordinator"), "/organisation/members/")
    for name in ("Albertslund", "Solrød", "Høje-Taastrup", "fra 1. marts 2016"):
        assert name in told
    assert "1. marts 2016 til 28. februar 2018" in told
    in_2017 = browser.get("/organisation/members/?on=2017-05-01").context["hosts"]
    assert [name for name, _period, is_host in in_2017 if is_host] == ["Høje-Taastrup"]


def test_everybody_stands_on_exactly_one_page_also_with_one_name(world: World, browser: Client) -> None:
    hvidovre = world.members[HVIDOVRE]
    with world.scope(HVIDOVRE):
        Person.objects.bulk_create(
            Person(organisation=hvidovre, name=f"Åse {number // 3}", valid_from=SINCE)
            for number in range(120)
        )
        count = Person.objects.on(timezone.localdate()).filter(organisation=hvidovre).count()
    world.log_in(browser, HVIDOVRE, "employee")
    seen, after = [], ""
    while True:
        answer = browser.get("/organisation/", {"after": after} if after else {})
        seen += [one.id for one, _held in answer.context["rows"]]
        after = answer.context["after"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == count


def test_people_are_found_by_function_in_any_writing(world: World, browser: Client) -> None:
    hvidovre = world.members[HVIDOVRE]
    with world.scope(HVIDOVRE):
        new = services.NewPerson("Bo", SINCE, function="Økonomikonsulent")
        services.take_on(hvidovre, new, BY)
    world.log_in(browser, HVIDOVRE, "employee")
    assert ">Bo<" in page(browser, "/organisation/?q=økonomi")
    assert ">Bo<" in page(browser, "/organisation/?q=ØKONOMIKONSULENT")


@pytest.mark.parametrize(
    "query", ["on=2026-02-30", "on=x", "holds=role:nobody", "after=x_", "after=²_a", "q=" + "æ" * 500]
)
def test_what_makes_no_sense_narrows_nothing(world: World, browser: Client, query: str) -> None:
    told = page(world.log_in(browser, HVIDOVRE, "employee"), f"/organisation/?{query}")
    assert "Ekspert i screeninggruppen" in told


@pytest.mark.parametrize("address", PAGES)
def test_the_number_of_questions_does_not_grow_with_the_people(
    world: World, browser: Client, address: str
) -> None:
    hvidovre = world.members[HVIDOVRE]
    world.log_in(browser, HVIDOVRE, "employee")
    page(browser, address)
    with CaptureQueriesContext(connection) as few:
        page(browser, address)
    with world.scope(HVIDOVRE):
        unit = services.add_unit(hvidovre, "Skoler", SINCE, BY)
        for number in range(20):
            one = services.add_person(hvidovre, f"Person {number}", SINCE, BY, unit=unit)
            services.give(hvidovre, one.public_id, one.name, services.Held("employee", SINCE), BY)
    with CaptureQueriesContext(connection) as more:
        page(browser, address)
    assert len(more) == len(few)


def test_the_rule_of_who_keeps_stands_in_one_place_and_names_roles_of_the_models(world: World) -> None:
    for code, kind in ((HVIDOVRE, OrganisationKind.MUNICIPALITY), ("", OrganisationKind.ASSOCIATION)):
        with world.scope(code):
            holdable = holdable_on(world.organisation(code).pk, date(2026, 3, 2), "da")
        known = {one.key for one in holdable.roles}
        assert KEEPERS[kind] & known
    assert may_keep(world.acting(HVIDOVRE, "head_of_digitalisation"))
    assert not may_keep(world.acting(HVIDOVRE, "it_expert"))
    assert may_keep(world.acting("", "coordinator"))


def test_a_members_head_who_sits_in_the_association_keeps_nothing_there(world: World) -> None:
    assert not may_keep(world.acting("", "digital_heads/head_0167"))


def test_whoever_held_the_role_until_yesterday_keeps_nothing_today(world: World) -> None:
    hvidovre = world.members[HVIDOVRE]
    with world.scope(HVIDOVRE):
        one = services.add_person(hvidovre, "Afgået chef", SINCE, BY)
        world.people[HVIDOVRE, "former"] = one.public_id
        held = services.Held("head_of_digitalisation", SINCE)
        services.end_holding(services.give(hvidovre, one.public_id, one.name, held, BY), date(2026, 3, 2), BY)
    assert may_keep(world.acting(HVIDOVRE, "former", date(2026, 3, 1)))
    assert not may_keep(world.acting(HVIDOVRE, "former", date(2026, 3, 2)))
    del world.people[HVIDOVRE, "former"]
