"""The pages of competences: what one says of oneself, a gap, and the answer of a member."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.competences.competence_world import FUNCTION, HEAD, KEY, borrowed, can, found, head, needed
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil import library
from samspil.apps.competences.models import CompetenceNeed, Findable, GapPlan, HeldCompetence
from samspil.apps.competences.services.planning import plan
from samspil.apps.competences.types import NewPlan, Way
from samspil.apps.organisations.models import Person
from samspil.apps.portfolio.services.initiatives import start
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.kit.mail.models import Letter
from samspil.processes.tell_people import remind_people

SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def sits(world: World) -> Client:
    return world.log_in(Client(), HVIDOVRE, HEAD)


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_one_says_what_one_can_and_reads_what_it_is_used_for(world: World) -> None:
    browser, path = world.log_in(Client(), HVIDOVRE, "employee"), reverse("competences:mine")
    page = read(browser, path)
    assert "Hvad bruges det til, og hvor længe gemmes det?" in page
    assert "Det står i to år" in page
    assert browser.post(path, {KEY: "3"}).status_code == 302
    with world.scope(HVIDOVRE):
        assert HeldCompetence.objects.get().level == 3
    refused = browser.post(path, {KEY: "9"})
    assert (refused.status_code, "gyldig" in refused.content.decode()) == (422, True)
    with world.scope(HVIDOVRE):
        assert HeldCompetence.objects.get().level == 3


def test_without_the_consent_nobody_is_shown_and_with_it_it_can_be_taken_back(world: World) -> None:
    browser = world.log_in(Client(), HVIDOVRE, "employee")
    refused = browser.post(reverse("competences:show_me"), {"function": FUNCTION})
    assert refused.status_code == 422
    with world.scope(HVIDOVRE):
        assert not Findable.objects.exists()
    browser.post(reverse("competences:show_me"), {"function": FUNCTION, "consents": "on"})
    assert f"De ser: {FUNCTION}" in read(browser, reverse("competences:mine"))
    browser.post(reverse("competences:hide_me"))
    with world.scope(HVIDOVRE):
        assert not Findable.objects.exists()


def test_only_who_keeps_the_organisation_reads_names_and_confirms(world: World, sits: Client) -> None:
    with world.scope(HVIDOVRE):
        one = can(world, HVIDOVRE, "employee", 3, at=timezone.now())
    path = reverse("competences:people")
    assert "Kan selv" in read(sits, path)
    sits.post(path, {"confirm": f"{one.person} {KEY}"})
    with world.scope(HVIDOVRE):
        assert HeldCompetence.objects.get().confirmed_by == head(world).person
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    assert employee.get(path).status_code == 404
    assert employee.post(path, {"confirm": f"{one.person} {KEY}"}).status_code == 404
    for wrong in ("", "x y", f"{one.person} privacy"):
        assert sits.post(path, {"confirm": wrong}).status_code == 404


def test_who_at_the_members_could_fill_it_is_shown_without_a_name(world: World, sits: Client) -> None:
    who = found(world)
    with world.scope(RODOVRE):
        Person.objects.filter(public_id=who.person).update(name="Hemmelig Hansen")
    said = {
        "competence": KEY,
        "level": "3",
        "people": "1",
        "about": "task",
        "what": "Nyt system",
        "by_on": SOON,
    }
    answer = sits.post(reverse("competences:new"), said, follow=True)
    page = answer.content.decode()
    assert f"{FUNCTION}, Rødovre – Kan lære fra sig (bekræftet)" in page
    assert "1 person mangler" in page
    assert "Hemmelig Hansen" not in page
    with world.scope(HVIDOVRE):
        assert CompetenceNeed.objects.get().what == "Nyt system"
    lender = world.log_in(Client(), RODOVRE, HEAD)
    assert "Hemmelig Hansen" in read(lender, reverse("competences:people"))  # the control


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"people": "0"}, "større end eller lig 1"),
        ({"people": "-1"}, "større end eller lig 1"),
        ({"level": "7"}, "gyldig"),
        ({"what": ""}, "Skriv, hvad opgaven er"),
        ({"about": "unit 0198c0de-0000-7000-8000-000000000000"}, "gyldig"),
        ({"by_on": "2020-01-01"}, "den dag er forbi"),
    ],
)
def test_a_need_that_cannot_be_is_told(world: World, sits: Client, said: dict[str, str], told: str) -> None:
    good = {"competence": KEY, "level": "3", "people": "1", "about": "task", "what": "x", "by_on": str(SOON)}
    answer = sits.post(reverse("competences:new"), good | said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    with world.scope(HVIDOVRE):
        assert not CompetenceNeed.objects.exists()


def test_what_is_planned_is_reminded_of_and_everybody_reads_it(world: World, sits: Client) -> None:
    with world.scope(HVIDOVRE):
        row, acting, day = needed(world, by_on=SOON), head(world), timezone.localdate() + timedelta(days=10)
        plan(row, NewPlan(Way.TRAIN, 1, acting.person, day), acting=acting, at=timezone.now())
        Letter.objects.all().delete()
    for days in (0, 1, 11, 12):
        remind_people(timezone.now() + timedelta(days=days))
    with world.scope(HVIDOVRE):
        told = Letter.objects.filter(title__contains="kompetencer").order_by("id")
        assert list(told.values_list("title", flat=True)) == [
            "Det, du påtog dig om kompetencer, skal snart være gjort",
            "Det, du påtog dig om kompetencer, skulle have været gjort",
        ]
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    page = read(employee, reverse("competences:need", args=[row.public_id]))
    assert "Uddan" in page
    assert "Planlæg<" not in page
    assert "Planlæg<" in read(sits, reverse("competences:need", args=[row.public_id]))  # the control
    posted = {"way": "train", "people": "1", "owner": str(acting.person), "due_on": SOON.isoformat()}
    assert employee.post(reverse("competences:need", args=[row.public_id]), posted).status_code == 404
    assert sits.post(reverse("competences:need", args=[row.public_id]), posted).status_code == 302


def test_a_member_answers_who_asks_on_a_page_of_its_own(world: World, sits: Client) -> None:
    who = found(world)
    with world.scope(HVIDOVRE):
        asked = borrowed(world, needed(world, by_on=SOON), who)
        GapPlan.objects.update(last_on=SOON)
    lender = world.log_in(Client(), RODOVRE, HEAD)
    path = reverse("competences:loan", args=[asked.public_id])
    assert "To dage om ugen" in read(lender, path)
    assert sits.get(path).status_code == 404
    assert lender.post(path, {"words": "x"}).status_code == 422
    assert lender.post(path, {"answer": "yes", "words": "Gerne"}).status_code == 302
    assert "Medlemmet siger ja" in read(sits, reverse("competences:need", args=[asked.need.public_id]))
    assert "Gerne" in read(sits, reverse("competences:need", args=[asked.need.public_id]))
    mine = read(world.log_in(Client(), RODOVRE, "employee"), reverse("competences:mine"))
    assert "Hvidovre spørger, om du kan udlånes" in mine


def test_an_initiative_shows_what_it_takes(world: World, sits: Client) -> None:
    new = NewInitiative(
        title="Ny hjemmepleje", purpose="x", form=Form.PROJECT, is_mandatory=False, outside_model_because="x"
    )
    with world.scope(HVIDOVRE):
        initiative = start(new, acting=head(world), at=timezone.now())
    of = reverse("competences:of", args=[initiative.public_id])
    assert "Ingen har endnu skrevet, hvad indsatsen kræver." in read(sits, of)
    said = {"competence": KEY, "level": "3", "people": "2", "by_on": str(SOON)}
    about = f"initiative {initiative.public_id}"
    assert sits.post(reverse("competences:new"), {**said, "about": about}).status_code == 302
    assert "2 personer mangler" in read(sits, of)
    assert "Ny hjemmepleje" in read(sits, reverse("competences:needs"))


def test_a_catalogue_that_is_wrong_is_told_line_by_line(world: World, sits: Client) -> None:
    path, good = reverse("competences:catalogue"), library.competence_catalogue().decode()
    assert "Som det følger med" in read(sits, path)
    refused = sits.post(path, {"document": good.replace("source: F3.6, F3.8", "sauce: x")})
    assert (refused.status_code, "Linje " in refused.content.decode()) == (422, True)
    sits.post(path, {"document": good.replace("da: Privat", "da: Privat")})
    assert "Jeres eget, version 1" in read(sits, path)
