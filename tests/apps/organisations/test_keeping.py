"""Keeping an organisation up to date: who may, what is refused, what stands in the journal."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.apps.world import BY, HVIDOVRE, PASSWORD, RODOVRE, SINCE, World

from samspil.apps.organisations import selectors, services
from samspil.apps.organisations.models import Access, Account, Holding, Membership, Person, SecretariatHost
from samspil.core.errors import ProblemsError
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry

KEEPER = "head_of_digitalisation"
PAGES = ("people/add/", "roles/give/", "lists/")


def sent(**fields: Any) -> dict[str, Any]:
    return {"once": str(new_id()), **fields}


@pytest.fixture
def hvidovre(world: World, browser: Client) -> Client:
    """A browser of whoever leads digitalisation in Hvidovre."""
    return world.log_in(browser, HVIDOVRE, KEEPER)


@pytest.fixture
def secretariat(world: World, browser: Client) -> Client:
    """A browser of the association's coordinator."""
    return world.log_in(browser, "", "coordinator")


@pytest.mark.parametrize("page", PAGES)
def test_for_whoever_keeps_nothing_there_is_no_such_page(world: World, browser: Client, page: str) -> None:
    world.log_in(browser, HVIDOVRE, "it_expert")
    assert browser.get(f"/organisation/{page}").status_code == 404
    assert browser.post(f"/organisation/{page}", sent(name="X", since="2026-01-01")).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_whoever_keeps_finds_the_form(hvidovre: Client, page: str) -> None:
    assert hvidovre.get(f"/organisation/{page}").status_code == 200


def test_a_person_is_added_once_however_often_it_is_sent(world: World, hvidovre: Client) -> None:
    form = sent(name="Cecilie Holm", function="Konsulent", email="CH@hvidovre.dk", since="2026-01-01")
    for _ in range(2):
        assert hvidovre.post("/organisation/people/add/", form)["Location"] == "/organisation/"
    with world.scope(HVIDOVRE):
        [person] = Person.objects.filter(name="Cecilie Holm")
        assert (person.function, person.email, person.valid_from) == (
            *("Konsulent", "ch@hvidovre.dk"),
            date(2026, 1, 1),
        )
        entry = Entry.objects.filter(action="organisations.person.added").latest("sequence")
        assert "Cecilie" not in entry.facts
        assert entry.actor == str(world.people[HVIDOVRE, KEEPER])


def test_a_form_that_was_sent_is_not_sent_again_with_something_else(hvidovre: Client) -> None:
    form = sent(name="Cecilie Holm", since="2026-01-01")
    hvidovre.post("/organisation/people/add/", form)
    answer = hvidovre.post("/organisation/people/add/", {**form, "name": "Ditte Holm"})
    assert answer.status_code == 422
    assert "Formularen er allerede sendt" in answer.content.decode()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(hvidovre: Client) -> None:
    answer = hvidovre.post("/organisation/people/add/", sent(function="Konsulent", since="2026-01-01"))
    assert answer.status_code == 422
    assert 'value="Konsulent"' in answer.content.decode()


def holder(world: World, role: str = "", seat: str = "") -> dict[str, tuple[date, date | None]]:
    with world.scope(HVIDOVRE):
        rows = Holding.objects.filter(organisation=world.members[HVIDOVRE], forum="" if role else "council")
        rows = rows.filter(role=role) if role else rows.filter(seat=seat)
        return {row.holder_name: (row.valid_from, row.valid_to) for row in rows}


def test_a_seat_given_from_a_day_is_the_former_holders_until_then(world: World, hvidovre: Client) -> None:
    who = world.people[HVIDOVRE, "employee"]
    form = sent(what="council/mayor", who=str(who), since="2026-02-01")
    assert hvidovre.post("/organisation/roles/give/", form)["Location"] == "/organisation/roles/"
    periods = holder(world, seat="mayor")
    assert len(periods) == 2
    assert (SINCE, date(2026, 2, 1)) in periods.values()
    assert (date(2026, 2, 1), None) in periods.values()
    with world.scope(HVIDOVRE):
        assert "mayor" in selectors.acting(world.members[HVIDOVRE], who, date(2026, 2, 1)).roles
        assert "mayor" not in selectors.acting(world.members[HVIDOVRE], who, date(2026, 1, 31)).roles


def test_a_seat_is_not_given_to_two_at_a_time(world: World, hvidovre: Client) -> None:
    first, second = world.people[HVIDOVRE, "employee"], world.people[HVIDOVRE, "buyer"]
    hvidovre.post("/organisation/roles/give/", sent(what="council/mayor", who=str(first), since="2026-02-01"))
    answer = hvidovre.post(
        "/organisation/roles/give/", sent(what="council/mayor", who=str(second), since="2026-01-15")
    )
    assert answer.status_code == 422
    assert "Pladsen er allerede givet til en anden fra 1. februar 2026" in answer.content.decode()


def test_the_holder_who_will_leave_gives_way_before_that(world: World) -> None:
    hvidovre = world.members[HVIDOVRE]
    with world.scope(HVIDOVRE):
        mayor = Holding.objects.get(organisation=hvidovre, forum="council", seat="mayor")
        services.end_holding(mayor, date(2027, 1, 1), BY)
        held = services.Held("mayor", date(2026, 2, 1), "council", "mayor")
        services.give(hvidovre, world.people[HVIDOVRE, "employee"], "Ny", held, BY)
        mayor.refresh_from_db()
        assert mayor.valid_to == date(2026, 2, 1)


def test_who_holds_a_role_is_not_given_it_again(world: World, hvidovre: Client) -> None:
    form = sent(what="it_expert", who=str(world.people[HVIDOVRE, "it_expert"]), since="2026-02-01")
    answer = hvidovre.post("/organisation/roles/give/", form)
    assert answer.status_code == 422
    assert "Personen har det allerede" in answer.content.decode()


def test_nobody_of_another_member_is_given_anything(world: World, hvidovre: Client) -> None:
    form = sent(what="it_expert", who=str(world.people[RODOVRE, "employee"]), since="2026-02-01")
    assert hvidovre.post("/organisation/roles/give/", form).status_code == 422


def test_what_no_model_has_cannot_be_held(world: World, hvidovre: Client) -> None:
    for what in ("king", "council/throne", "nowhere/mayor", "requester"):
        form = sent(what=what, who=str(world.people[HVIDOVRE, "employee"]), since="2026-02-01")
        assert hvidovre.post("/organisation/roles/give/", form).status_code == 422


def test_a_role_ends_on_a_day_and_not_before_it_begins(world: World, hvidovre: Client) -> None:
    with world.scope(HVIDOVRE):
        buyer = Holding.objects.get(organisation=world.members[HVIDOVRE], role="buyer", forum="")
    address = f"/organisation/roles/{buyer.pk}/end/"
    refused = hvidovre.post(address, {"until": SINCE.isoformat()})
    assert refused.status_code == 422
    assert "Det begynder først den 1. januar 2025" in refused.content.decode()
    assert hvidovre.post(address, {"until": "2026-02-01"}).status_code == 302
    assert holder(world, role="buyer")[buyer.holder_name] == (SINCE, date(2026, 2, 1))
    again = hvidovre.post(address, {"until": "2026-03-01"})
    assert "allerede afsluttet fra 1. februar 2026" in again.content.decode()


def test_a_seat_of_somebody_whom_a_member_has_sent_is_ended_too(world: World, secretariat: Client) -> None:
    guest = new_id()
    with world.scope(""):
        held = services.Held("director", date(2026, 1, 1), "board", "director_0167")
        seat = services.give(world.association, guest, "Direktør, Hvidovre", held, BY)
    assert f"/organisation/people/{guest}/" in secretariat.get("/organisation/").content.decode()
    address = f"/organisation/roles/{seat.pk}/end/"
    answer = secretariat.post(address, {"until": "2026-02-01"}, follow=True)
    assert answer.status_code == 200
    assert "Sendt af et medlem" in answer.content.decode()
    with world.scope(""):
        assert Holding.objects.get(pk=seat.pk).valid_to == date(2026, 2, 1)
    assert secretariat.post(f"/organisation/people/{guest}/invite/", {"email": "x@y.dk"}).status_code == 404


# --- Letting somebody log in


def asked(world: World, browser: Client, email: str, code: str = HVIDOVRE) -> Any:
    who = world.people[code, "employee"]
    return browser.post(f"/organisation/people/{who}/invite/", {"email": email}, follow=True)


def test_whoever_is_invited_chooses_a_password_by_a_link_that_works_once(
    world: World, hvidovre: Client
) -> None:
    assert "ny@hvidovre.dk har fået besked" in asked(world, hvidovre, "Ny@hvidovre.dk").content.decode()
    [letter] = mail.outbox
    assert letter.to == ["ny@hvidovre.dk"]
    [link] = re.findall(r"http://testserver(/\S+)", str(letter.body))
    guest = Client()
    form = guest.get(link, follow=True)
    chosen = guest.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert chosen.status_code == 302
    assert Account.objects.get(email="ny@hvidovre.dk").check_password(PASSWORD)
    again = Client().get(link, follow=True)
    assert "password1" not in again.content.decode()
    assert guest.login(username="ny@hvidovre.dk", password=PASSWORD)
    assert "Hvidovre" in guest.get("/organisation/").content.decode()


@pytest.mark.parametrize("backend", ["console.EmailBackend", "smtp.EmailBackend"])
def test_where_mail_does_not_work_the_link_is_shown_once(
    world: World, hvidovre: Client, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", f"django.core.mail.backends.{backend}")
    monkeypatch.setattr(settings, "EMAIL_PORT", 9)  # nobody listens there
    told = asked(world, hvidovre, "ny@hvidovre.dk")
    assert "http://testserver/account/password/reset/key/" in told.content.decode()
    assert "no-store" in told["Cache-Control"]
    who = world.people[HVIDOVRE, "employee"]
    assert "password/reset/key" not in hvidovre.get(f"/organisation/people/{who}/").content.decode()


def test_a_link_into_what_another_organisation_gave_is_never_shown(
    world: World, hvidovre: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = Account.objects.create_user("delt@kommune.dk")
    with world.scope(RODOVRE):
        services.let_act(account, world.members[RODOVRE], world.people[RODOVRE, "employee"], SINCE, BY)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
    told = asked(world, hvidovre, "delt@kommune.dk").content.decode()
    assert "password/reset/key" not in told
    assert "en anden organisation har inviteret" in told


def test_whoever_has_a_password_keeps_it(world: World, hvidovre: Client) -> None:
    Account.objects.create_user("kendt@kommune.dk", PASSWORD)
    asked(world, hvidovre, "kendt@kommune.dk")
    [letter] = mail.outbox
    assert "password/reset" not in str(letter.body)
    assert Account.objects.get(email="kendt@kommune.dk").check_password(PASSWORD)


def test_inviting_again_gives_no_second_access(world: World, hvidovre: Client) -> None:
    for _ in range(2):
        asked(world, hvidovre, "ny@hvidovre.dk")
    assert Access.objects.filter(account__email="ny@hvidovre.dk").count() == 1


# --- Members and secretariat


def test_a_municipality_is_admitted_and_leaves_again(world: World, secretariat: Client) -> None:
    fields = {"admit-once": str(new_id()), "admit-code": "0147", "admit-since": "2026-01-01"}
    assert secretariat.post("/organisation/members/admit/", fields).status_code == 302
    told = secretariat.get("/organisation/members/").content.decode()
    assert "Frederiksberg" in told
    assert "men ikke i styringsmodellen: Frederiksberg" in told
    with world.scope(""):
        one = Membership.objects.get(member__code="0147")
    leave = f"/organisation/members/{one.pk}/leave/"
    assert secretariat.post(leave, {"until": "2026-01-01"}).status_code == 422
    assert secretariat.post(leave, {"until": "2026-03-01"}).status_code == 302
    with world.scope(""):
        assert "Frederiksberg" in [
            one.name for one in selectors.members_on(world.association.pk, date(2026, 2, 28))
        ]
        assert "Frederiksberg" not in [
            one.name for one in selectors.members_on(world.association.pk, date(2026, 3, 1))
        ]
        assert Entry.objects.filter(action="organisations.member.left").count() == 1


def test_a_member_is_not_admitted_twice_at_a_time(world: World, secretariat: Client) -> None:
    fields = {"admit-once": str(new_id()), "admit-code": HVIDOVRE, "admit-since": "2026-01-01"}
    answer = secretariat.post("/organisation/members/admit/", fields)
    assert answer.status_code == 422
    assert "Kommunen er medlem i den tid" in answer.content.decode()


def test_the_secretariat_moves_to_a_member_and_is_nowhere_twice(world: World, secretariat: Client) -> None:
    fields = {"host-once": str(new_id()), "host-code": "0269", "host-since": "2026-03-01"}
    assert secretariat.post("/organisation/members/secretariat/", fields).status_code == 302
    with world.scope(""):
        for day, name in ((date(2026, 2, 28), "Albertslund"), (date(2026, 3, 1), "Solrød")):
            assert SecretariatHost.objects.on(day).filter(organisation=world.association).count() == 1
            host = selectors.host_on(world.association.pk, day)
            assert host is not None
            assert host.name == name
    earlier = {**fields, "host-once": str(new_id()), "host-since": "2026-02-01"}
    assert (
        "allerede flyttet fra 1. marts 2026"
        in secretariat.post("/organisation/members/secretariat/", earlier).content.decode()
    )
    stranger = {**fields, "host-once": str(new_id()), "host-code": "0101", "host-since": "2026-04-01"}
    assert (
        "Kommunen er ikke medlem"
        in secretariat.post("/organisation/members/secretariat/", stranger).content.decode()
    )


def test_a_seat_ended_tomorrow_is_held_today(world: World) -> None:
    today = timezone.localdate()
    with world.scope(HVIDOVRE):
        buyer = Holding.objects.get(organisation=world.members[HVIDOVRE], role="buyer", forum="")
        services.end_holding(buyer, today + timedelta(days=1), BY)
        assert "buyer" in selectors.acting(world.members[HVIDOVRE], buyer.holder, today).roles
        with pytest.raises(ProblemsError, match="ended_already"):
            services.end_holding(buyer, today + timedelta(days=2), BY)
