"""The page of a benefit and its forms: each does what it says, refuses at its field, and is sent once."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.benefits.ground import expects
from tests.apps.funding.ground import account
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.types import Sort
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.ledger import Kind

pytestmark = pytest.mark.django_db
HEAD = "head_of_digitalisation"
DAY = {"first": "2026-03-10", "last": "2026-03-31"}


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    """Who keeps Hvidovre's portfolio."""
    return world.log_in(browser, HVIDOVRE, HEAD)


@pytest.fixture
def initiative(world: World) -> Initiative:
    return local(world, HVIDOVRE, "Hjælpemidler")


def url(benefit: Benefit, what: str) -> str:
    return reverse("benefits:change", args=[benefit.public_id, what])


def of(benefit: Benefit, what: str) -> str:
    """A form of the benefit's leading indicator."""
    return reverse("benefits:indicator_change", args=[benefit.public_id, benefit.leading, what])


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(html.unescape(text).split())


def done(browser: Client, address: str, **said: Any) -> str:
    """A form is sent and goes through; what the page one comes back to says."""
    sent = browser.post(address, {"key": str(uuid4()), **said})
    assert sent.status_code == 302, words(sent)[:800]
    answer = browser.get(sent["Location"])
    assert answer.status_code == 200
    return words(answer)


def refused(browser: Client, address: str, field: str, **said: Any) -> str:
    """A form is sent and refused at a field (or above, where none is named); what the form says."""
    answer = browser.post(address, {"key": str(uuid4()), **said})
    assert answer.status_code == 422, answer.status_code
    assert (field or "__all__") in answer.context["form"].errors, answer.context["form"].errors
    return words(answer)


def in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    """Months have passed: whoever was logged in is no longer."""
    set_clock(monkeypatch, datetime(2026, 7, 5, 9, tzinfo=UTC))


def again(world: World, benefit: Benefit) -> Benefit:
    with world.scope(HVIDOVRE):
        return Benefit.objects.get(pk=benefit.pk)


NOTED = {
    "title": "Kortere ventetid på hjælpemidler",
    "bottom_line": "quality",
    "sort": "direct",
    "owner": "Leder af visitationen",
}
PLAN = {
    "go_live": "2026-04-01",
    "recurrence": "yearly",
    "pessimistic": "100.000",
    "likely": "200.000",
    "optimistic": "250.000",
    "after_months": "0",
    "rises_months": "0",
    "lasts_months": "36",
    "fades": "0",
}
INDICATOR = {
    "name": "Dage fra ansøgning til svar",
    "unit": "dage",
    "reads": "progress",
    "method": "register",
    "measurer": "Controller",
    "every_months": "0",
    "aggregation": "latest",
    "tolerance": "10",
}
BASELINE = {
    "value": "30",
    "on": "2026-03-01",
    "target_1": "20,5",
    "target_on_1": "2026-12-31",
    "target_2": "10",
    "target_on_2": "2027-12-31",
}
MEASURED = {**DAY, "value": "25,5", "grade": "all", "attributed": "100"}


@pytest.fixture
def planned(world: World, head: Client, initiative: Initiative) -> Benefit:
    """A benefit with a plan, an indicator and a baseline, all said through the pages."""
    row = expects(world, initiative, HVIDOVRE, "Kortere ventetid", owner="Leder af visitationen")
    done(head, url(row, "plan"), **PLAN)
    done(head, url(row, "indicator"), **INDICATOR)
    row = again(world, row)
    done(head, of(row, "baseline"), **BASELINE)
    return again(world, row)


def test_a_benefit_is_noted_from_its_initiative_and_found_in_the_list(
    world: World, head: Client, initiative: Initiative
) -> None:
    told = done(head, reverse("benefits:add", args=[initiative.public_id]), **NOTED)
    assert "»Kortere ventetid på hjælpemidler« er noteret som idé." in told
    assert "Hjælpemidler" in told
    assert "Leder af visitationen" in told
    assert "Ingen indikator" in told


def test_the_page_says_what_is_promised_what_is_measured_and_what_comes_next(
    world: World, head: Client, planned: Benefit
) -> None:
    told = words(head.get(reverse("benefits:benefit", args=[planned.public_id])))
    assert "600.000 kr." in told, "three years of 200,000"
    assert "Venter på godkendelse" in told
    assert "30 dage" in told
    assert "20,5 dage" in told
    assert "Kvalificeret Alt, hvad skridtet kræver, er der" in told
    assert "ons. 1. jul. 2026" in told, "the first measurement, three months after it goes live"
    picture = head.get(reverse("benefits:benefit", args=[planned.public_id])).content.decode()
    assert 'class="s-curve__plan" data-holds' in picture
    assert 'class="s-curve__band"' in picture
    assert "Til og med" in told, "the same in a table"


def test_a_benefit_goes_from_idea_to_realised_through_the_pages(
    world: World, head: Client, planned: Benefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(head, url(planned, "go_on"), to="qualified")
    assert "en godkendt nulpunktsmåling" in refused(head, url(planned, "go_on"), "to", to="planned")
    assert "Nulpunktsmålingen er godkendt." in done(head, of(planned, "approve"))
    done(head, url(planned, "go_on"), to="planned")
    told = words(head.get(url(planned, "plan")))
    assert "en ny plan kræver en beslutning" in told
    in_july(monkeypatch)
    world.log_in(head, HVIDOVRE, HEAD)
    done(head, url(planned, "go_on"), to="realising")
    measured = {**MEASURED, "first": "2026-04-01", "last": "2026-06-30", "value": "20"}
    told = done(head, of(planned, "measure"), **measured)
    assert "20 dage til og med 30. juni 2026 er gemt." in told
    row = again(world, planned)
    # Half of the way from 30 to 10, for 91 days of a year of 200,000.
    assert row.measured_minor == pytest.approx(100_000_00 * 91 / 365.25, abs=100)
    told = done(head, url(planned, "take_home"), **TAKEN)
    assert "20.000 kr. er hjemtaget i 2026." in told
    assert "Leder af borgerservice svarer for den i driften." in done(
        head, url(planned, "hand_over"), line_owner="Leder af borgerservice"
    )
    told = done(head, url(planned, "go_on"), to="partly")
    assert "Den er nu: Delvist realiseret" in told


TAKEN = {
    "year": "2026",
    "amount": "20.000",
    "way": "budget_reduction",
    "budget_line": "5.32.30",
    "decision": "Budget 2027",
}


def test_a_correction_stands_beside_what_was_wrong_and_takes_its_place(
    world: World, head: Client, planned: Benefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_july(monkeypatch)
    world.log_in(head, HVIDOVRE, HEAD)
    done(head, of(planned, "measure"), **MEASURED)
    page = head.get(reverse("benefits:benefit", args=[planned.public_id])).content.decode()
    correct = re.findall(r'href="([^"]+/correct/)"', page)
    assert len(correct) == 1
    assert 'value="25,5"' in head.get(correct[0]).content.decode()
    told = done(head, correct[0], **{**MEASURED, "value": "22"})
    assert "22 dage træder i stedet for det forkerte." in told
    assert "Var forkert; rettet til 22 dage" in told
    page = head.get(reverse("benefits:benefit", args=[planned.public_id])).content.decode()
    assert "<del>25,5 dage</del>" in page
    assert page.count("/correct/") == 1, "what is corrected is not corrected again"
    assert "Den er allerede rettet." in words(head.get(correct[0]))


@pytest.mark.parametrize(
    ("what", "said", "field", "why"),
    [
        ("plan", {**PLAN, "likely": "20"}, "likely", "står ikke i rækkefølge"),
        ("plan", {**PLAN, "likely": "mange"}, "likely", "Skriv beløbet"),
        ("plan", {**PLAN, "rises_months": "36", "reason": "x"}, "rises_months", ""),
        ("plan", PLAN, "reason", ""),
        ("indicator", {**INDICATOR, "tolerance": "60"}, "tolerance", "højst være 50"),
        ("take_home", {**TAKEN, "budget_line": ""}, "budget_line", ""),
        ("take_home", {**TAKEN, "is_back": "on"}, "amount", ""),
        ("hand_over", {"line_owner": "X"}, "", ""),
        ("go_on", {"to": "realised"}, "to", ""),
        ("details", {**NOTED, "way_share": "101"}, "way_share", "fra 0 til 100"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(
    head: Client, planned: Benefit, what: str, said: dict[str, str], field: str, why: str
) -> None:
    assert why in refused(head, url(planned, what), field, **said)


@pytest.mark.parametrize(
    ("what", "said", "field"),
    [
        ("baseline", {**BASELINE, "reason": "Ny optælling", "target_2": "30"}, "target_1"),
        ("baseline", {**BASELINE, "reason": "Ny optælling", "target_on_1": "2026-02-01"}, "target_on_1"),
        ("baseline", {**BASELINE, "reason": "Ny optælling", "target_on_2": ""}, "target_on_2"),
        ("baseline", {**BASELINE, "reason": "Ny optælling", "on": "2026-03-03"}, "on"),
        ("baseline", BASELINE, "reason"),
        ("measure", {**MEASURED, "first": "2026-03-01", "last": "2026-03-02"}, "first"),
        ("measure", {**MEASURED, "first": "2026-03-02", "last": "2026-03-03"}, "last"),
        ("measure", {**MEASURED, "value": "25.5"}, "value"),
        ("measure", {**MEASURED, "attributed": "120"}, "attributed"),
        ("change", {**INDICATOR, "unit": "uger"}, "unit"),
    ],
)
def test_what_is_measured_wrongly_is_refused_at_its_field(
    head: Client, planned: Benefit, what: str, said: dict[str, str], field: str
) -> None:
    refused(head, of(planned, what), field, **said)


def test_a_period_is_measured_once_and_what_was_typed_is_not_lost(
    world: World, head: Client, planned: Benefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_july(monkeypatch)
    world.log_in(head, HVIDOVRE, HEAD)
    done(head, of(planned, "measure"), **MEASURED)
    answer = head.post(of(planned, "measure"), {"key": str(uuid4()), **MEASURED, "evidence": "Sag 17"})
    assert "first" in answer.context["form"].errors
    assert "Sag 17" in answer.content.decode()


def test_sent_twice_it_is_done_once(world: World, head: Client, planned: Benefit) -> None:
    said = {"key": str(uuid4()), **TAKEN}
    for _time in range(2):
        assert head.post(url(planned, "take_home"), said).status_code == 302
    assert again(world, planned).taken_minor == 2_000_000
    other = head.post(url(planned, "take_home"), {**said, "amount": "5"})
    assert other.status_code == 422
    assert again(world, planned).taken_minor == 2_000_000


def test_what_is_taken_home_is_posted_as_freed_money_from_its_page(
    world: World, head: Client, planned: Benefit
) -> None:
    assert "frigjorte penge" not in words(head.get(url(planned, "take_home")))
    pool = account(world, Kind.POOL, "Egen pulje", code=HVIDOVRE)
    assert "Registrér det som frigjorte penge på" in words(head.get(url(planned, "take_home")))
    told = done(head, url(planned, "take_home"), **TAKEN, into=str(pool))
    assert "20.000 kr. er hjemtaget i 2026 og registreret som frigjorte penge." in told
    assert "Gevinsten har frigjort 20.000 kr." in told
    again_back = {**TAKEN, "amount": "5.000", "is_back": "on", "into": str(pool)}
    assert "Heraf er 15.000 kr. ikke brugt." in done(head, url(planned, "take_home"), **again_back)


def test_what_was_noted_too_much_is_taken_back_by_a_minus(
    world: World, head: Client, planned: Benefit
) -> None:
    done(head, url(planned, "take_home"), **TAKEN)
    done(head, url(planned, "take_home"), **{**TAKEN, "amount": "5.000", "is_back": "on"})
    assert again(world, planned).taken_minor == 1_500_000


def test_a_disbenefit_is_written_as_it_costs_and_counted_as_a_minus(
    world: World, head: Client, initiative: Initiative
) -> None:
    row = expects(world, initiative, HVIDOVRE, "Dyrere licenser", is_disbenefit=True)
    said = {**PLAN, "pessimistic": "250.000", "likely": "200.000", "optimistic": "100.000"}
    told = done(head, url(row, "plan"), **said)
    assert again(world, row).expected_minor == -60_000_000
    assert "-600.000 kr." in told
    assert "Ulempe" in told
    assert 'value="200.000"' in head.get(url(row, "plan")).content.decode()


def test_hours_are_written_as_hours_and_never_as_kroner(
    world: World, head: Client, initiative: Initiative
) -> None:
    row = expects(world, initiative, HVIDOVRE, "Færre tastninger", sort=Sort.FREED_TIME)
    told = done(
        head, url(row, "plan"), **{**PLAN, "pessimistic": "100", "likely": "200,5", "optimistic": "250"}
    )
    assert "602 timer" in told
    assert "kr." not in told


def test_what_only_an_indicator_shows_is_drawn_by_its_targets(
    world: World, head: Client, initiative: Initiative
) -> None:
    row = expects(world, initiative, HVIDOVRE, "Bedre trivsel", sort=Sort.QUALITATIVE)
    done(head, url(row, "indicator"), **INDICATOR)
    row = again(world, row)
    told = done(head, of(row, "baseline"), **BASELINE)
    assert "Måltal 1" in told
    assert "20,5 dage" in told
    assert "intet beløb at hjemtage" in words(head.get(url(row, "take_home")))


def test_whoever_may_not_change_a_benefit_is_told_so_and_sees_no_button(
    world: World, browser: Client, planned: Benefit
) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    page = browser.get(reverse("benefits:benefit", args=[planned.public_id]))
    assert "/change/" not in page.content.decode().partition("<main")[2]
    for address in (url(planned, "plan"), of(planned, "measure"), of(planned, "approve")):
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"key": "x", **MEASURED}).status_code == 403


def test_whoever_is_named_to_measure_measures_and_no_more(
    world: World, browser: Client, head: Client, planned: Benefit, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = str(world.people[HVIDOVRE, "employee"])
    done(head, of(planned, "change"), **{**INDICATOR, "measurer_person": person})
    in_july(monkeypatch)
    world.log_in(browser, HVIDOVRE, "employee")
    assert "25,5 dage" in done(browser, of(planned, "measure"), **MEASURED)
    assert browser.get(of(planned, "end")).status_code == 403


def test_another_organisations_benefit_is_not_there(
    world: World, browser: Client, planned: Benefit, initiative: Initiative
) -> None:
    world.log_in(browser, RODOVRE, HEAD)
    for address in (
        reverse("benefits:benefit", args=[planned.public_id]),
        url(planned, "details"),
        of(planned, "measure"),
        reverse("benefits:add", args=[initiative.public_id]),
    ):
        assert browser.get(address).status_code == 404
        assert browser.post(address).status_code in {404, 405}


def test_what_was_said_and_done_is_the_history(head: Client, planned: Benefit) -> None:
    told = words(head.get(reverse("benefits:benefit", args=[planned.public_id]))).partition("Historie")[2]
    steps = ["Gevinsten blev noteret", "En plan blev gemt", "En indikator blev tilføjet"]
    places = [told.index(one) for one in [*steps, "En nulpunktsmåling blev gemt"]]
    assert places == sorted(places, reverse=True), "the newest first"


def test_an_unknown_form_is_not_there(head: Client, planned: Benefit) -> None:
    assert head.get(url(planned, "nonsense")).status_code == 404
    assert head.get(of(planned, "nonsense")).status_code == 404
