"""The pages of a business case: told in words, written with room for more, compared version by version."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.funding.case_ground import CARE, IT, kept, large, small
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.portfolio.ground import local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.funding.models import CaseVersion
from samspil.apps.funding.selectors.cases import KeptCase
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.business_case import BottomLine, Case, Kind, Line
from samspil.core.units import Money
from samspil.wording.amounts import write_amount

pytestmark = pytest.mark.django_db
HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    """Who keeps Hvidovre's portfolio."""
    return world.log_in(browser, HVIDOVRE, HEAD)


@pytest.fixture
def mine(world: World) -> Initiative:
    return local(world, HVIDOVRE)


def url(page: str, initiative: Initiative) -> str:
    return reverse(f"funding:{page}", args=[initiative.public_id])


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(html.unescape(text).split())


SHORT = {
    "first_year": "2027",
    "years": "3",
    "price_year": "2026",
    "lines": "3",
    "kind_0": "establishment",
    "name_0": "Indkøb",
    "party_0": IT,
    "amount_0_0": "300.000",
    "kind_1": "operation",
    "name_1": "Drift",
    "amount_1_0": "0",
    "rest_1": "50.000",
    "kind_2": "benefit",
    "name_2": "Frigjort tid",
    "party_2": CARE,
    "amount_2_1": "100.000",
    "amount_2_2": "200.000",
    "beside_0": "Roligere vagter",
    "bottom_0": "wellbeing",
}


def said(**more: str) -> dict[str, str]:
    return {"key": str(uuid4()), **SHORT, **more}


# --- the page


def test_before_there_is_a_case_the_page_says_what_comes_here(head: Client, mine: Initiative) -> None:
    page = head.get(url("case", mine))
    assert page.status_code == 200
    assert "Ingen business case endnu" in words(page)
    assert url("case_write", mine) in page.content.decode()


def test_it_is_told_in_words_and_figures_with_what_is_unclear(
    world: World, head: Client, mine: Initiative
) -> None:
    kept(world, mine)
    told = words(head.get(url("case", mine)))
    assert "I årene 2027–2030 giver det 120.246 kr. mere, end det koster, regnet i nutidsværdi." in told
    assert "Det, der betales, er tjent hjem efter 2 år; diskonteret efter 2,1 år." in told
    assert "Fra 2028 giver hvert år 150.000 kr. i overskud." in told
    assert "Betaler uafklaret: ingen står til at betale 150.000 kr. af det." in told
    assert "Roligere vagter" in told
    # 120,245.55 of 300,000 invested
    assert "0,40" in told


def test_what_does_not_pay_is_said_to_cost_more(world: World, head: Client, mine: Initiative) -> None:
    kept(world, mine, small(freed=60_000))
    told = words(head.get(url("case", mine)))
    # 10,000 a year for three years is worth 28,016.37 of the 300,000.
    assert "I årene 2027–2030 koster det 271.984 kr. mere, end det giver, regnet i nutidsværdi." in told
    assert "Det, der betales, kommer ikke hjem i de år, der ses på." in told


def test_it_is_held_against_what_became_of_others_and_says_what_is_assumed(
    world: World, head: Client, mine: Initiative
) -> None:
    kept(world, mine)
    told = words(head.get(url("case", mine)))
    assert "udgifter på 150% og gevinster på 50% af skønnet, gevinster 1 år senere" in told
    assert "Rigsrevisionen" in told
    assert "er vores antagelse" in told


def test_an_older_version_says_that_a_newer_one_stands(world: World, head: Client, mine: Initiative) -> None:
    kept(world, mine)
    kept(world, mine, small(310_000), why="Tilbuddet var dyrere")
    newest, first = head.get(url("case", mine)), head.get(url("case", mine) + "?version=1")
    assert "Der er en nyere" not in words(newest)
    assert "Tilbuddet var dyrere" in words(newest)
    assert "Dette er version 1. Der er en nyere." in words(first)


@pytest.mark.parametrize("number", ["9", "x", "-1", "99999999"])
def test_a_version_that_is_not_there_is_not_found(
    world: World, head: Client, mine: Initiative, number: str
) -> None:
    kept(world, mine)
    assert head.get(url("case", mine), {"version": number}).status_code == 404


def test_the_gate_that_kept_a_version_stands_with_it(world: World, browser: Client) -> None:
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    with world.scope(HVIDOVRE):
        project = Project(world, HVIDOVRE, "shared_model")
    kept(world, project.initiative)
    with world.scope(HVIDOVRE):
        gate = project.ask_when_ready(leader_trained=True, new_appropriation=False, buys=False)
    page = world.log_in(browser, HVIDOVRE, HEAD).get(url("case", project.initiative))
    assert "Gemt med beslutningspunktet for Idé" in words(page)
    assert reverse("governance:matter", args=[gate.matter]) in page.content.decode()


def test_another_member_sees_nothing_of_it(world: World, browser: Client, mine: Initiative) -> None:
    kept(world, mine)
    other = world.log_in(browser, RODOVRE, HEAD if (RODOVRE, HEAD) in world.people else "employee")
    for page in ("case", "case_write", "case_compare"):
        assert other.get(url(page, mine)).status_code == 404


def test_a_member_that_takes_part_reads_the_association_s_case_and_writes_none(
    world: World, browser: Client
) -> None:
    joint = programme(world, HVIDOVRE)
    with world.scope(""):
        from tests.apps.portfolio.ground import coordinator  # noqa: PLC0415

        from samspil.apps.funding.services.cases import NewCase, keep_case  # noqa: PLC0415

        keep_case(joint, NewCase(small(payer="Hvidovre Kommune")), acting=coordinator(world), at=NOW)
    member = world.log_in(browser, HVIDOVRE, HEAD)
    page = member.get(url("case", joint))
    assert "Hvidovre Kommune" in words(page)
    assert url("case_write", joint) not in page.content.decode()
    assert member.get(url("case_write", joint)).status_code == 404


# --- writing it


def test_a_short_case_is_three_lines_and_one_page(world: World, head: Client, mine: Initiative) -> None:
    answer = head.post(url("case_write", mine), said())
    assert answer.status_code == 302, words(answer)
    with world.scope(HVIDOVRE):
        case = KeptCase(CaseVersion.objects.get(initiative=mine)).case
    assert [(one.name, one.kind, one.party) for one in case.lines] == [
        ("Indkøb", Kind.ESTABLISHMENT, IT),
        ("Drift", Kind.OPERATION, ""),
        ("Frigjort tid", Kind.BENEFIT, CARE),
    ]
    assert [[amount.minor // 100 for amount in one.amounts] for one in case.lines] == [
        [300_000, 0, 0],
        [0, 50_000, 50_000],
        [0, 100_000, 200_000],
    ]
    assert [(one.text, one.bottom_line) for one in case.beside] == [("Roligere vagter", BottomLine.WELLBEING)]


def test_sent_twice_it_is_one_version(world: World, head: Client, mine: Initiative) -> None:
    form = said()
    head.post(url("case_write", mine), form)
    assert head.post(url("case_write", mine), form).status_code == 302
    with world.scope(HVIDOVRE):
        assert CaseVersion.objects.filter(initiative=mine).count() == 1


def test_room_for_more_keeps_what_was_written_and_nothing_else(
    world: World, head: Client, mine: Initiative
) -> None:
    page = head.post(url("case_write", mine), said(more="1", name_0="Halvskrevet"))
    text = page.content.decode()
    assert page.status_code == 200
    assert 'value="Halvskrevet"' in text
    assert 'name="name_5"' in text
    with world.scope(HVIDOVRE):
        assert not CaseVersion.objects.filter(initiative=mine).exists()


def test_more_years_are_shown_when_asked_for(head: Client, mine: Initiative) -> None:
    text = head.post(url("case_write", mine), said(show="1", years="7")).content.decode()
    assert 'name="amount_0_6"' in text
    assert 'name="amount_0_7"' not in text
    assert 'value="300.000"' in text


def test_a_new_version_begins_with_the_newest_and_asks_why(
    world: World, head: Client, mine: Initiative
) -> None:
    kept(world, mine)
    page = head.get(url("case_write", mine))
    assert 'value="300.000"' in page.content.decode()
    assert "Hvad er anderledes end i den forrige version" in words(page)
    assert head.post(url("case_write", mine), said(after="1")).status_code == 422
    assert head.post(url("case_write", mine), said(after="1", why="Dyrere")).status_code == 302


def test_a_version_that_is_written_anew_keeps_all_that_stood_in_it(
    world: World, head: Client, mine: Initiative
) -> None:
    """What the form shows, sent back with one thing otherwise, differs in that alone."""
    kept(world, mine, large(), assumptions="Tre tilbud")
    form = head.get(url("case_write", mine)).context["form"]
    shown = {one.html_name: one.value() for one in form if one.value() is not None}
    assert (shown["bad_0"], shown["good_0"]) == (150, 90)
    written = {
        name: write_amount(one, "da") if isinstance(one, Money) else one for name, one in shown.items()
    }
    extra = {
        "key": "k",
        "after": "1",
        "whole": "1",
        "lines": str(form.shape.lines),
        "why": "Ny drift",
        "kind_3": "operation",
    }
    answer = head.post(url("case_write", mine), {**written, **extra, "party_1": IT})
    assert answer.status_code == 302, words(answer)
    with world.scope(HVIDOVRE):
        case = KeptCase(CaseVersion.objects.get(initiative=mine, number=2)).case
    before = large()
    changed = (before.lines[0], replace(before.lines[1], party=IT), before.lines[2])
    assert case == replace(before, lines=changed)


def test_a_page_from_before_somebody_kept_a_version_asks_why(
    world: World, head: Client, mine: Initiative
) -> None:
    kept(world, mine)
    page = head.post(url("case_write", mine), said())
    assert page.status_code == 422
    assert "Hvad er anderledes end i den forrige version" in words(page)


def test_above_the_limit_the_form_grows_and_keeps_what_was_written(
    world: World, head: Client, mine: Initiative
) -> None:
    page = head.post(url("case_write", mine), said(amount_0_0="2.000.000"))
    assert page.status_code == 422
    assert "skal mindst én linje have et skøn" in words(page)
    text = page.content.decode()
    assert 'name="bad_0"' in text
    assert 'value="2.000.000"' in text
    whole = said(amount_0_0="2.000.000", whole="1", bad_0="150", good_0="90", assumptions="Tre tilbud")
    assert head.post(url("case_write", mine), whole).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"amount_0_0": "1.5"}, "Skriv beløbet"),
        ({"amount_0_0": "-5"}, "Skriv beløbet"),
        ({"amount_0_0": "12,345"}, "Skriv beløbet"),
        ({"amount_0_0": "1" + "0" * 18}, "Skriv beløbet"),
        ({"name_0": ""}, "Skriv, hvad linjen handler om."),
        ({"first_year": "år"}, "heltal"),
        ({"whole": "1", "bad_0": "50"}, "vender forkert"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    world: World, head: Client, mine: Initiative, wrong: dict[str, str], told: str
) -> None:
    page = head.post(url("case_write", mine), said(**wrong))
    assert page.status_code == 422
    assert told in words(page)
    with world.scope(HVIDOVRE):
        assert not CaseVersion.objects.filter(initiative=mine).exists()


def test_an_empty_form_is_no_case(head: Client, mine: Initiative) -> None:
    empty = {"key": "k", "first_year": "2027", "years": "2", "price_year": "2026", "lines": "1"}
    page = head.post(url("case_write", mine), {**empty, "kind_0": "operation"})
    assert page.status_code == 422
    assert "Business casen er tom" in words(page)


def test_who_does_not_lead_is_told_so(world: World, browser: Client, mine: Initiative) -> None:
    page = world.log_in(browser, HVIDOVRE, "employee").get(url("case_write", mine))
    assert page.status_code == 403


def test_a_case_that_is_too_long_for_the_form_is_changed_in_a_workbook(
    world: World, head: Client, mine: Initiative
) -> None:
    long = Case(2027, 2026, (Line("Drift", Kind.OPERATION, IT, (Money(100),) * 31),))
    kept(world, mine, long)
    page = head.get(url("case_write", mine))
    assert "flere år, end skemaet har plads til" in words(page)


# --- side by side


def test_two_versions_side_by_side_tell_what_is_otherwise(
    world: World, head: Client, mine: Initiative
) -> None:
    kept(world, mine)
    kept(world, mine, large(), why="Tilbuddet var dyrere", assumptions="Tre tilbud")
    told = words(head.get(url("case_compare", mine)))
    assert "Hvorfor version 2 er anderledes: Tilbuddet var dyrere" in told
    assert "-700.001 kr." in told  # the whole difference of the purchase in year 0
    assert "Indkøb Ændret" in told
    same = words(head.get(url("case_compare", mine), {"old": "1", "new": "1"}))
    assert "Ændret" not in same


def test_without_a_case_there_is_nothing_to_compare(head: Client, mine: Initiative) -> None:
    page = head.get(url("case_compare", mine))
    assert page.status_code == 200
    assert "Ingen business case endnu" in words(page)
