"""Where do I go with this? For those signed in, and for anybody where that is open."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SINCE, SOLROD, World

from samspil.apps.organisations import services
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.found_association import municipality

WHERE = "/bring/where/"


@pytest.fixture(autouse=True)
def danish(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """In Danish, on a Monday at ten."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("da"):
        yield


def text(response: Any) -> str:
    return str(response.content.decode())


def titles(response: Any) -> list[str]:
    return [one["title"] for one in response.context["found"]]


def test_the_page_tells_all_there_is_before_anything_is_asked(world: World, browser: Client) -> None:
    page = text(world.log_in(browser, SOLROD, "employee").get(WHERE))
    for told in ("Initiativ, der søger sparring", "GDPR", "Ledelsesforum", "Hvad har du?"):
        assert told in page


def test_a_purchase_is_found_by_the_word_people_use(world: World, browser: Client) -> None:
    employee = world.log_in(browser, HVIDOVRE, "employee")
    for asked in ("indkøb", "Køb af nyt program", "licens", "purchase", "screening", "personoplysninger"):
        assert titles(employee.get(WHERE, {"q": asked}))[0] == "Indkøbsønske", asked


def test_the_answer_names_who_decides_how_long_and_where_to_start(world: World, browser: Client) -> None:
    answer = world.log_in(browser, HVIDOVRE, "employee").get(WHERE, {"q": "indkøb"})
    found = answer.context["found"][0]
    assert found["first"] == "Ekspert i screeninggruppen"
    assert "Digitaliseringschef" in found["decides"]
    assert "Kommunalbestyrelsen" in found["decides"]
    assert found["takes"].startswith("5 til ")
    assert 'href="/bring/purchase_request/"' in text(answer)


@pytest.mark.parametrize(
    ("asked", "group"),
    [
        ("datadrevet", "Temagruppen Datadrevet forretningsudvikling"),
        ("innovation", "Temagruppen Innovationsnetværk"),
        ("persondata", "Temagruppen GDPR"),
        ("hverdag", "Temagruppen Hverdagsteknologi"),
        ("borgerservice", "Temagruppen Bedre borgerservice"),
        ("pædagogisk", "Temagruppen Pædagogisk videnscentral"),
        ("smart city", "Temagruppen Smart City"),
        ("robot", "Temagruppen Automatisering"),
    ],
)
def test_each_of_the_eight_themes_leads_to_its_group(
    world: World, browser: Client, asked: str, group: str
) -> None:
    answer = world.log_in(browser, SOLROD, "employee").get(WHERE, {"q": asked})
    themes = [one for one in answer.context["found"] if one["sort"] == "choice"]
    assert themes[0]["first"] == group


def test_a_theme_starts_with_the_theme_already_chosen(world: World, browser: Client) -> None:
    employee = world.log_in(browser, SOLROD, "employee")
    page = text(employee.get(WHERE, {"q": "gdpr"}))
    assert "/bring/initiative/?a_theme=gdpr" in page
    assert '<option value="gdpr" selected>GDPR' in text(employee.get("/bring/initiative/?a_theme=gdpr"))


def test_each_area_has_its_contact(world: World, browser: Client) -> None:
    """Holbæk's model, adopted by Dragør."""
    with world.scope("0155"):
        dragoer = municipality("0155")
        adopt_shipped(dragoer, "holbaek_business_consultants", SINCE, BY)
        person = services.add_person(dragoer, "Medarbejder", SINCE, BY)
        services.give(dragoer, person.public_id, "Medarbejder", services.Held("employee", SINCE), BY)
    world.people["0155", "employee"] = person.public_id
    employee = world.log_in(browser, "0155", "employee")
    answer = employee.get(WHERE, {"q": "ældre"})
    assert answer.context["found"][0]["first"] == "Forretningskonsulent for ældre og sundhed"
    assert titles(employee.get(WHERE, {"q": "bøvl"}))[0] == "Digitalt bøvl"


def test_a_forum_tells_what_comes_to_it_and_when_it_meets(world: World, browser: Client) -> None:
    answer = world.log_in(browser, RODOVRE, "employee").get(WHERE, {"q": "følgegruppe"})
    found = next(one for one in answer.context["found"] if one["sort"] == "forum")
    assert found["title"] == "Den digitale følgegruppe"
    assert "Problemstilling eller forslag" in found["takes_up"]
    assert found["meets"] == "tirs. 7. apr. 2026"


def test_nothing_found_says_whom_to_ask(world: World, browser: Client) -> None:
    page = text(world.log_in(browser, HVIDOVRE, "employee").get(WHERE, {"q": "kvantefysik"}))
    assert "Her er intet om »kvantefysik«" in page
    assert "Spørg: Digitaliseringschef" in page


def test_what_is_asked_is_shown_as_text(world: World, browser: Client) -> None:
    page = text(world.log_in(browser, HVIDOVRE, "employee").get(WHERE, {"q": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page


def test_typing_swaps_the_answers_alone(world: World, browser: Client) -> None:
    employee = world.log_in(browser, HVIDOVRE, "employee")
    part = text(employee.get(WHERE, {"q": "indkøb"}, headers={"HX-Request": "true"}))
    assert part.strip().startswith("<div")
    assert "<html" not in part


def test_what_others_bring_says_who(world: World, browser: Client) -> None:
    page = text(world.log_in(browser, RODOVRE, "employee").get(WHERE, {"q": "digitaliseringsplan"}))
    assert "kommer fra: Digitaliseringschef" in page
    assert "/bring/digitalisation_plan/" not in page


def test_nobody_is_asked_to_log_in(browser: Client, world: World) -> None:
    assert browser.get(WHERE).status_code == 302


def test_anybody_reads_it_where_the_organisation_is_open(world: World, browser: Client) -> None:
    page = text(browser.get(f"/where/{HVIDOVRE}/", {"q": "indkøb"}))
    assert "Ekspert i screeninggruppen" in page
    assert "Hvidovre" in page
    assert "Eksempeldata" in page
    assert "/bring/purchase_request/" in page
    assert "/forums/" not in page
    assert browser.get(f"/where/{world.association.public_id}/").status_code == 200


def test_a_closed_or_unknown_organisation_is_not_there(world: World, browser: Client) -> None:
    with world.scope(HVIDOVRE):
        services.show_the_way(world.members[HVIDOVRE], False, BY)
    for whose in (HVIDOVRE, "9999", "hvidovre", str(world.members[HVIDOVRE].public_id)):
        assert browser.get(f"/where/{whose}/").status_code == 404


def test_the_open_page_names_functions_and_no_persons(world: World, browser: Client) -> None:
    with world.scope(HVIDOVRE):
        hvidovre = world.members[HVIDOVRE]
        person = services.add_person(hvidovre, "Kanarie Fuglesang", SINCE, BY)
        services.give(hvidovre, person.public_id, "Kanarie Fuglesang", services.Held("it_expert", SINCE), BY)
    assert "Kanarie" not in text(browser.get(f"/where/{HVIDOVRE}/"))
    assert "Kanarie" not in text(browser.get(f"/where/{HVIDOVRE}/", {"q": "screening"}))


def test_somebody_of_another_member_sees_the_open_page_of_that_organisation_alone(
    world: World, browser: Client
) -> None:
    employee = world.log_in(browser, SOLROD, "employee")
    page = text(employee.get(f"/where/{HVIDOVRE}/"))
    assert "Indkøbsønske" in page
    assert "/bring/purchase_request/" not in page
    assert "Initiativ, der søger sparring" not in page


def test_the_open_page_leads_somebody_of_its_own_to_what_they_may_bring(world: World) -> None:
    for role, may in (("employee", True), ("it_expert", False)):
        browser = world.log_in(Client(), HVIDOVRE, role)
        page = text(browser.get(f"/where/{HVIDOVRE}/"))
        assert "Indkøbsønske" in page
        assert ("/bring/purchase_request/" in page) is may
        assert browser.get("/bring/purchase_request/").status_code == (200 if may else 403)


def test_no_more_questions_are_asked_of_the_database_however_much_is_found(
    world: World, browser: Client
) -> None:
    employee = world.log_in(browser, SOLROD, "employee")
    employee.get(WHERE)

    def queries(asked: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            employee.get(WHERE, {"q": asked})
        return len(seen)

    assert queries("kvantefysik") == queries("gdpr") == queries("")
