"""The four pages, and the end that makes everything at once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.apps.beginning.conftest import PASSWORD, WHO, end, fill, rows

from samspil.apps.beginning.models import Guide
from samspil.apps.governance.models import AdoptedKind, ModelVersion
from samspil.apps.organisations.models import Account, Holding, Membership, Organisation, SecretariatHost
from samspil.kit.journal.models import Entry
from samspil.kit.tenancy import scope
from samspil.processes.verify_journals import verify_journals

BO = ("Bo Hansen", "bo@forening.example", "secretariat_staff")


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_at_the_start_nothing_is_done(guide: Client) -> None:
    page = text(guide.get("/begin/organisation/"))
    assert ">færdig<" not in page
    assert page.count(">mangler<") == 4
    assert 'role="search"' not in page  # there is nothing here to search in


def test_nothing_is_made_before_the_end(guide: Client) -> None:
    fill(guide, BO)
    assert not Organisation.objects.exists()
    assert not Account.objects.exists()
    assert "Det hele er der." in text(guide.get("/begin/"))


def test_the_end_makes_everything_and_logs_the_first_person_in(guide: Client) -> None:
    fill(guide, BO)
    assert end(guide)["Location"] == "/"
    association = Organisation.objects.get(kind="association")
    with scope.within([association.pk]):
        assert {one.member.code for one in Membership.objects.all()} == {"0167", "0169", "0175"}
        assert SecretariatHost.objects.get().member.code == "0169"
        assert {one.reason for one in AdoptedKind.objects.all()} == {"Bestyrelsen har besluttet det."}
        assert set(Holding.objects.values_list("holder_name", "role")) == {
            ("Anna Jensen", "coordinator"),
            ("Bo Hansen", "secretariat_staff"),
        }
        told = set(Entry.objects.values_list("action", flat=True))
    assert [one.broken for one in verify_journals()] == [None] * 4
    assert {"organisations.organisation.begun", "governance.model.adopted"} <= told
    page = text(guide.get("/"))
    assert "Digitalt Fællesskab" in page
    assert "Her begynder det" in page
    assert Account.objects.get(email="anna@forening.example").check_password(PASSWORD)


def test_whoever_is_invited_gets_a_link_by_mail_and_what_was_chosen_is_forgotten(guide: Client) -> None:
    fill(guide, BO)
    end(guide)
    (letter,) = mail.outbox
    assert letter.to == ["bo@forening.example"]
    assert "/account/password/reset/key/" in letter.body
    assert Guide.objects.get().chosen == {}


def test_where_no_mail_goes_the_links_stand_on_the_page(guide: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    fill(guide, BO)
    page = text(end(guide))
    assert "bo@forening.example" in page
    assert "/account/password/reset/key/" in page
    assert Account.objects.get(email="bo@forening.example").way_was_shown


def test_the_button_pressed_twice_begins_once(guide: Client) -> None:
    fill(guide)
    end(guide)
    assert end(guide).status_code == 404
    assert Organisation.objects.filter(kind="association").count() == 1


def test_a_municipality_has_no_page_of_members(guide: Client) -> None:
    answer = guide.post("/begin/organisation/", {"kind": "municipality", "q": "hvidovre kommune"})
    assert answer["Location"] == "/begin/model/"
    assert guide.get("/begin/members/")["Location"] == "/begin/model/"
    assert "ikke nødvendig" in text(guide.get("/begin/model/"))
    today = timezone.localdate().isoformat()
    reason = "Direktionen har besluttet det."
    sent = {"model": "jammerbugt_purchase_screening", "since": today, "reason": reason}
    assert guide.post("/begin/model/", sent)["Location"] == "/begin/people/"
    guide.post("/begin/people/", {**WHO, "role": "head_of_digitalisation", **rows()})
    end(guide)
    with scope.within([Organisation.objects.get().pk]):
        assert ModelVersion.objects.get().key == "own_0167_jammerbugt_purchase_screening"


def test_a_municipality_is_found_by_part_of_its_name(guide: Client) -> None:
    page = text(guide.post("/begin/organisation/", {"kind": "municipality", "q": "rød", "find": "1"}))
    assert "Rødovre" in page
    assert "Hvidovre" not in page
    assert Guide.objects.get().chosen == {}  # a search keeps nothing


def test_no_member_is_ticked_beforehand_and_a_search_unticks_none(guide: Client) -> None:
    guide.post("/begin/organisation/", {"kind": "association", "name": "Digitalt Fællesskab"})
    page = text(guide.get("/begin/members/"))
    assert page.count('name="members"') == 98
    assert not re.findall(r'name="members"[^>]*checked', page)
    page = text(guide.post("/begin/members/", {"q": "hede", "members": ["0167"], "find": "1"}))
    assert re.findall(r'value="(\d+)" id="member_\d+" checked', page) == ["0167"]
    assert {"Hedensted"} == set(re.findall(r'for="member_\d+">(Hede\w+|Solr\w+)', page))


@pytest.mark.parametrize(
    ("members", "host", "said"),
    [
        ([], "0167", "Sæt hak ved de kommuner"),
        (["0167"], "0167", "mindst to medlemmer"),
        (["0167", "0169"], "", "Vælg det medlem, der huser sekretariatet"),
        (["0167", "0169"], "0175", "Sekretariatet huses af et medlem"),
    ],
)
def test_members_that_do_not_add_up_are_refused(
    guide: Client, members: list[str], host: str, said: str
) -> None:
    guide.post("/begin/organisation/", {"kind": "association", "name": "Digitalt Fællesskab"})
    answer = guide.post("/begin/members/", {"members": members, "host": host})
    assert answer.status_code == 422
    assert said in text(answer)


def test_a_model_holds_from_today_or_later(guide: Client) -> None:
    guide.post("/begin/organisation/", {"kind": "municipality", "code": "0167"})
    sent = {"model": "gladsaxe_network", "reason": "Direktionen."}
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    answer = guide.post("/begin/model/", {**sent, "since": yesterday})
    assert answer.status_code == 422
    assert "aldrig fra en dag, der er gået" in text(answer)
    today = timezone.localdate().isoformat()
    assert guide.post("/begin/model/", {**sent, "since": today}).status_code == 302


def test_only_models_of_the_right_sort_are_offered_each_with_its_picture(guide: Client) -> None:
    guide.post("/begin/organisation/", {"kind": "municipality", "code": "0167"})
    page = text(guide.get("/begin/model/"))
    assert "tight_association" not in page
    assert "Hvornår den passer:" in page
    assert "Ingen skal godkende et initiativ." in page  # how the README of Gladsaxe's model begins
    assert "<svg" in text(guide.get("/begin/model/gladsaxe_network/"))
    assert guide.get("/begin/model/tight_association/").status_code == 404


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([BO, ("Bo 2", "BO@forening.example", "")], "Adressen står i en anden række."),
        ([("Anna", "anna@forening.example", "")], "Det er din egen adresse."),
        ([("Bo", "bo@forening.example", "king")], "Marker en gyldig valgmulighed"),
        ([("", "bo@forening.example", "")], "Dette felt er påkrævet"),
    ],
)
def test_people_who_cannot_be_invited_are_refused_and_nothing_written_is_lost(
    guide: Client, people: list[tuple[str, str, str]], said: str
) -> None:
    fill(guide)
    answer = guide.post("/begin/people/", {**WHO, **rows(*people)})
    assert answer.status_code == 422
    assert said in text(answer)
    assert all(email in text(answer) for _name, email, _what in people)


def test_a_seat_goes_to_one_person(guide: Client) -> None:
    fill(guide)
    page = text(guide.get("/begin/people/"))
    seat = re.findall(r'value="(board/[^"]+)"', page)[0]
    two = [("Bo", "bo@forening.example", seat), ("Eva", "eva@forening.example", seat)]
    assert "En anden har denne plads." in text(guide.post("/begin/people/", {**WHO, **rows(*two)}))
    guide.post("/begin/people/", {**WHO, **rows(two[0])})
    end(guide)
    with scope.within([Organisation.objects.get(kind="association").pk]):
        assert Holding.objects.get(forum="board").holder_name == "Bo"


def test_more_rows_keep_what_is_written(guide: Client) -> None:
    fill(guide)
    page = text(guide.post("/begin/people/", {**WHO, **rows(BO), "more": "1"}))
    assert "Bo Hansen" in page
    assert page.count('type="email"') >= 5


def test_going_back_loses_nothing_and_shows_what_no_longer_fits(guide: Client) -> None:
    fill(guide, BO)
    sent = {"kind": "municipality", "code": "0167", "name": "Digitalt Fællesskab"}  # as the page sends them
    guide.post("/begin/organisation/", sent)
    assert "Det hele er der." not in text(guide.get("/begin/"))  # the model is one for associations
    assert end(guide)["Location"] == "/begin/"
    assert not Organisation.objects.exists()
    guide.post("/begin/organisation/", {**sent, "kind": "association"})
    assert "Det hele er der." in text(guide.get("/begin/"))


def test_a_page_that_builds_on_another_leads_back_to_it(guide: Client) -> None:
    assert guide.get("/begin/people/")["Location"] == "/begin/organisation/"
    assert guide.get("/begin/model/")["Location"] == "/begin/organisation/"


def test_what_was_chosen_yesterday_must_hold_today(guide: Client) -> None:
    fill(guide)
    row = Guide.objects.get()
    row.chosen["since"] = (timezone.localdate() - timedelta(days=1)).isoformat()
    row.save()
    assert end(guide)["Location"] == "/begin/"
    assert not Organisation.objects.exists()


def test_what_fails_at_the_end_leaves_nothing_and_the_guide_open(guide: Client, monkeypatch: Any) -> None:
    fill(guide, BO)

    def fails(*_asked: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("samspil.processes.begin.invite", fails)
    guide.raise_request_exception = False
    assert end(guide).status_code == 500
    assert not Organisation.objects.exists()
    monkeypatch.undo()
    assert end(guide)["Location"] == "/"


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [("kort", "kort", "12"), (PASSWORD, "noget andet og langt", "ikke ens")],
)
def test_a_password_is_held_to_the_rules(guide: Client, password: str, again: str, said: str) -> None:
    fill(guide)
    answer = guide.post("/begin/now/", {"password": password, "again": again})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Organisation.objects.exists()
