"""What other systems can ask and do, with a token, in one organisation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.api import examples
from tests.apps.api.conftest import Machine
from tests.apps.governance.at_time import brought
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.governance.models import Matter, Obligation
from samspil.apps.governance.services.meetings import keep_planned
from samspil.apps.organisations.models import Access
from samspil.kit.api.models import Token
from samspil.kit.api.tokens import end_token
from samspil.kit.api.types import Right
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
NOTHING = {"kind": "purchase", "title": "Nyt låsesystem"}


def test_without_a_token_nobody_comes_in() -> None:
    answer = Client().get("/api/matters")
    assert (answer.status_code, answer["content-type"]) == (401, "application/problem+json")
    assert answer.json()["code"] == "token_not_valid"


def test_a_cookie_is_no_token(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    assert browser.get("/api/matters").status_code == 401


@pytest.mark.parametrize("secret", ["", "samspil_", "samspil_wrong", "x" * 5000])
def test_a_wrong_token_is_refused(secret: str) -> None:
    assert Machine(secret).get("/matters").status_code == 401


def test_a_token_is_not_kept_but_as_a_hash(machine: Make) -> None:
    made = machine(HVIDOVRE, "employee")
    row = Token.objects.get()
    assert made.secret not in str({field.name: getattr(row, field.name) for field in row._meta.fields})


def test_a_token_that_was_ended_is_worth_nothing(machine: Make) -> None:
    made = machine(HVIDOVRE, "employee")
    row = Token.objects.get()
    end_token(row.organisation_id, row.public_id, timezone.now())
    assert made.get("/matters").status_code == 401


def test_a_token_ends_on_its_day(machine: Make) -> None:
    made = machine(HVIDOVRE, "employee")
    Token.objects.update(valid_to=timezone.localdate())
    assert made.get("/matters").status_code == 401


def test_whoever_may_no_longer_act_has_no_token_that_does(
    machine: Make, account_of: Callable[[str, str], Any]
) -> None:
    made = machine(HVIDOVRE, "employee")
    account_of(HVIDOVRE, "employee")
    assert made.get("/matters").status_code == 200
    Access.objects.update(valid_to=timezone.localdate())
    assert made.get("/matters").status_code == 401


def test_a_token_that_reads_does_not_write(machine: Make) -> None:
    answer = machine(HVIDOVRE, "employee", (Right.READ,)).post("/matters", NOTHING)
    assert (answer.status_code, answer.json()["code"]) == (403, "token_may_not")


def test_what_another_organisation_has_is_not_there(machine: Make, a_matter: Matter) -> None:
    theirs = machine(RODOVRE, "employee")
    missing, foreign = theirs.get(f"/matters/{uuid4()}"), theirs.get(f"/matters/{a_matter.public_id}")
    assert (foreign.status_code, foreign.content) == (404, missing.content)
    assert theirs.get("/matters").json()["items"] == []


def test_what_is_nowhere_answers_as_a_problem() -> None:
    answer = Client().get("/api/nowhere/at/all")
    assert (answer.status_code, answer["content-type"]) == (404, "application/problem+json")


@pytest.fixture
def a_matter(machine: Make, new: dict[str, Any], world: World) -> Matter:
    answer = machine(HVIDOVRE, "employee").post("/matters", new)
    assert answer.status_code == 201, answer.content
    with world.scope(HVIDOVRE):
        return Matter.objects.get(public_id=answer.json()["id"])


@pytest.fixture
def new(world: World) -> dict[str, Any]:
    """A small purchase in Hvidovre."""
    return examples.purchase(world)


def test_a_matter_is_brought_and_found(machine: Make, new: dict[str, Any]) -> None:
    system = machine(HVIDOVRE, "employee")
    brought = system.post("/matters", new).json()
    (line,) = system.get("/matters").json()["items"]
    assert line["title"] == new["title"]
    assert line["id"] == brought["id"]
    assert system.get(f"/matters/{brought['id']}").json()["attributes"] == new["attributes"]


def test_the_same_key_brings_one_matter(machine: Make, new: dict[str, Any]) -> None:
    system = machine(HVIDOVRE, "employee")
    first, second = (system.post("/matters", new, idempotency_key="k-1") for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert second["Idempotent-Replayed"] == "true"
    assert len(system.get("/matters").json()["items"]) == 1


def test_the_same_key_with_another_body_is_refused(machine: Make, new: dict[str, Any]) -> None:
    system = machine(HVIDOVRE, "employee")
    system.post("/matters", new, idempotency_key="k-1")
    answer = system.post("/matters", {**new, "title": "Noget andet"}, idempotency_key="k-1")
    assert (answer.status_code, answer.json()["code"]) == (422, "key_used_for_another_request")


def test_a_refusal_names_the_rule_in_words(machine: Make, new: dict[str, Any]) -> None:
    answer = machine(HVIDOVRE, "employee").post("/matters", {**new, "attributes": {}})
    assert answer.status_code == 409
    assert answer.json()["code"] == "missing_attribute"
    assert answer.json()["problems"][0]["place"]
    assert answer.json()["detail"] != answer.json()["code"]


def test_a_field_that_is_not_known_is_refused(machine: Make, new: dict[str, Any]) -> None:
    answer = machine(HVIDOVRE, "employee").post("/matters", {**new, "organisation_id": 1})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"].endswith("organisation_id")


def test_a_matter_is_taken_back(machine: Make, a_matter: Matter) -> None:
    system = machine(HVIDOVRE, "employee")
    answer = system.post(f"/matters/{a_matter.public_id}/withdraw", {"reason": "Ikke længere"})
    assert answer.json()["end"]
    again = system.post(f"/matters/{a_matter.public_id}/withdraw", {"reason": "Ikke længere"})
    assert again.status_code == 409


def test_the_journal_says_as_whom_a_system_acted(machine: Make, a_matter: Matter, world: World) -> None:
    with world.scope(HVIDOVRE):
        entry = Entry.objects.filter(subject_id=str(a_matter.public_id)).order_by("sequence")[0]
    assert entry.actor == str(world.people[HVIDOVRE, "employee"])


def test_a_list_is_one_question_however_long(machine: Make, new: dict[str, Any]) -> None:
    system = machine(HVIDOVRE, "employee")
    counts = []
    for _ in range(2):
        system.post("/matters", new)
        system.get("/matters")
        with CaptureQueriesContext(connection) as asked:
            system.get("/matters")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 7


def test_pages_follow_each_other(machine: Make, new: dict[str, Any]) -> None:
    system = machine(HVIDOVRE, "employee")
    for number in range(3):
        system.post("/matters", {**new, "title": f"Nummer {number}"})
    first = system.get("/matters?size=2").json()
    second = system.get(first["next"].removeprefix("/api")).json()
    titles = [one["title"] for one in (*first["items"], *second["items"])]
    assert titles == ["Nummer 2", "Nummer 1", "Nummer 0"]
    assert second["next"] is None


def test_the_lists_have_the_shape_they_promise(machine: Make, a_matter: Matter) -> None:
    system = machine(HVIDOVRE, "employee")
    for path in ("/matters", "/kinds", "/decisions", "/forums", "/meetings", "/obligations", "/joint"):
        answer = system.get(path)
        assert answer.status_code == 200, path
        assert set(answer.json()) == {"items", "next"}


def test_who_one_is_and_who_the_members_are(machine: Make) -> None:
    assert machine(HVIDOVRE, "employee").get("/organisations/own").json()["organisation"] == "Hvidovre"
    members = machine("", "coordinator").get("/organisations/members").json()["items"]
    assert len(members) == 9


def test_who_asks_too_often_is_told_to_wait(machine: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samspil.kit.api.bearing.A_MINUTE", 3)
    system = machine(HVIDOVRE, "employee")
    assert [system.get("/kinds").status_code for _ in range(4)][-1] == 429


def test_the_documentation_tells_of_every_operation(browser: Client) -> None:
    page = browser.get("/api/docs").content.decode()
    for path in browser.get("/api/openapi.json").json()["paths"]:
        assert path in page


LISTS = (
    ("", "coordinator", "/forums"),
    ("", "coordinator", "/kinds"),
    ("", "coordinator", "/organisations/members"),
    ("", "coordinator", "/meetings"),
)


@pytest.mark.parametrize(("code", "role", "path"), LISTS)
def test_every_list_can_be_walked_by_its_links_and_misses_nothing(
    machine: Make, world: World, code: str, role: str, path: str
) -> None:
    with world.scope(""):
        keep_planned(world.association.pk, at=timezone.now())
    system = machine(code, role)
    whole = system.get(f"{path}?size=100").json()["items"]
    assert len(whole) > 1
    found, address = [], f"/api{path}?size=1"
    while address:
        answer = system.get(address.removeprefix("/api"))
        told = answer.json()
        found += told["items"]
        address = told["next"]
        assert answer.get("Link", "") == (f'<{address}>; rel="next"' if address else "")
    assert found == whole


def test_what_is_owed_comes_in_pages_the_first_due_first(machine: Make, world: World) -> None:
    with world.scope(HVIDOVRE):
        matter = brought(world)
        for days in (3, 1, 1, 2):
            an_obligation(matter, days)
    system = machine(HVIDOVRE, "it_expert")
    found, address = [], "/api/obligations?size=1"
    while address:
        told = system.get(address.removeprefix("/api")).json()
        found += [one["id"] for one in told["items"]]
        address = told["next"]
    whole = system.get("/obligations").json()["items"]
    assert found == [one["id"] for one in whole]
    assert len(found) == 4
    assert [one["due_on"] for one in whole] == sorted(one["due_on"] for one in whole)


def an_obligation(matter: Matter, days: int) -> Obligation:
    words = {"da": "x", "en": "x", "nb": "x"}
    return Obligation.objects.create(
        organisation_id=matter.organisation_id, matter=matter, rule="tell_buyers", name=words,
        owed_by="role it_expert", owed_to="role buyer", created_at=timezone.now(),
        due_on=timezone.localdate() + timedelta(days=days),
    )  # fmt: skip
