"""A workshop's lines become matters, all of them or none."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.apps.world import BY, NOW, RODOVRE, SINCE, SOLROD, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.types import NewMatter
from samspil.apps.intake.services.bringing import bring_several
from samspil.apps.intake.types import MOST_LINES, LinesRefusedError
from samspil.apps.organisations import services
from samspil.kit.ids import new_id

URL = "/bring/initiative/several/"


@pytest.fixture(autouse=True)
def danish(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """In Danish, on a Monday at ten."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("da"):
        yield


@pytest.fixture
def solrod(world: World, browser: Client) -> Client:
    return world.log_in(browser, SOLROD, "employee")


def text(response: Any) -> str:
    return str(response.content.decode())


def sheet(*lines: dict[str, str], total: int = 4, **more: str) -> dict[str, str]:
    """A page as a browser sends it."""
    data = {"line-TOTAL_FORMS": str(total), "line-INITIAL_FORMS": "0", "key": str(new_id()), **more}
    for number, line in enumerate(lines):
        data |= {f"line-{number}-{name}": value for name, value in line.items()}
    return data


def line(title: str, theme: str = "automation", **changed: str) -> dict[str, str]:
    return {"title": title, "idea": "annoys", "a_theme": theme, "a_new_appropriation": "no", **changed}


def titles(world: World, code: str) -> list[str]:
    with world.scope(code):
        return list(Matter.objects.order_by("id").values_list("title", flat=True))


def test_each_line_becomes_a_matter_and_empty_lines_none(world: World, solrod: Client) -> None:
    sent = solrod.post(URL, sheet(line("Dobbelt indtastning"), {}, line("Papir i byggesager", "smart_city")))
    assert sent.status_code == 302
    assert titles(world, SOLROD) == ["Dobbelt indtastning", "Papir i byggesager"]
    with world.scope(SOLROD):
        last = Matter.objects.order_by("-id")[0]
    assert last.body == "forum smart_city"
    assert last.facts == {"idea": "Digitalt irriterende"}


def test_a_line_that_lacks_something_keeps_all_from_being_sent(world: World, solrod: Client) -> None:
    refused = solrod.post(URL, sheet(line("God"), line("Uden tema", "")))
    assert refused.status_code == 422
    assert "Linje 2" in text(refused)
    assert "Intet er sendt" in text(refused)
    assert 'value="God"' in text(refused)
    assert titles(world, SOLROD) == []


def test_a_line_that_a_rule_refuses_is_told_at_that_line(world: World, browser: Client) -> None:
    """Without a unit Rødovre's local issues go nowhere; cross-cutting ones need it as well."""
    employee = world.log_in(browser, RODOVRE, "employee")
    answers = {"a_cross_cutting": "no", "a_business_critical": "no", "a_new_appropriation": "no"}
    data = sheet({"title": "Lokalt", **answers})
    refused = employee.post("/bring/issue/several/", data)
    assert refused.status_code == 422
    assert "Områdechef" in text(refused)
    assert titles(world, RODOVRE) == []
    with world.scope(RODOVRE):
        unit = services.add_unit(world.members[RODOVRE], "Kultur", SINCE, BY)
    employee.post("/bring/issue/several/", {**data, "unit": str(unit.public_id)})
    assert titles(world, RODOVRE) == ["Lokalt"]


def test_all_or_nothing_when_only_one_line_is_refused(world: World) -> None:
    """The good line before it is taken back, and every refused line is named."""
    acting = world.acting(SOLROD, "employee")
    good = NewMatter("initiative", "God", {"theme": "gdpr", "new_appropriation": False})
    bad = NewMatter("initiative", "Dårlig", {"theme": "gdpr"})
    with world.scope(SOLROD), pytest.raises(LinesRefusedError) as refused:
        bring_several([good, bad, good, bad], acting=acting, at=NOW)
    assert [one.line for one in refused.value.refused] == [1, 3]
    assert titles(world, SOLROD) == []


def test_sending_twice_brings_each_line_once(world: World, solrod: Client) -> None:
    data = sheet(line("En"), line("To"))
    assert solrod.post(URL, data).status_code == solrod.post(URL, data).status_code == 302
    assert titles(world, SOLROD) == ["En", "To"]
    other = solrod.post(URL, {**data, "line-0-title": "Tre"})
    assert other.status_code == 422
    assert titles(world, SOLROD) == ["En", "To"]


def test_more_lines_keep_what_is_typed_and_judge_nothing(world: World, solrod: Client) -> None:
    more = solrod.post(URL, sheet(line("Halv", ""), more="more"))
    assert more.status_code == 200
    assert len(more.context["lines"].forms) == 8
    assert 'value="Halv"' in text(more)
    assert "ds-validation-message" not in text(more)
    assert titles(world, SOLROD) == []


@pytest.mark.parametrize("total", ["300", "-1", "mange", "", "9" * 30])
def test_a_page_that_was_tampered_with_is_refused_politely(world: World, solrod: Client, total: str) -> None:
    answer = solrod.post(URL, {**sheet(line("En")), "line-TOTAL_FORMS": total})
    assert answer.status_code == 422
    more = solrod.post(URL, {**sheet(line("En"), more="more"), "line-TOTAL_FORMS": total})
    assert more.status_code == 200
    assert len(more.context["lines"].forms) <= MOST_LINES
    assert titles(world, SOLROD) == []


def test_an_empty_page_asks_for_a_line(world: World, solrod: Client) -> None:
    refused = solrod.post(URL, sheet())
    assert refused.status_code == 422
    assert "Skriv mindst én linje" in text(refused)


def test_who_may_not_bring_one_may_not_bring_several(world: World, browser: Client) -> None:
    mayor = world.log_in(browser, SOLROD, "mayor")
    assert mayor.get(URL).status_code == 403
    assert mayor.post(URL, sheet(line("En"))).status_code == 403
    assert titles(world, SOLROD) == []


def test_another_organisations_kind_is_not_there(solrod: Client, world: World) -> None:
    assert solrod.get("/bring/purchase_request/several/").status_code == 404
