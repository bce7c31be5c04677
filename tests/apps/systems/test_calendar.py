"""The re-tender calendar: how contracts stand, what is said of each date, and who sees whose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.systems.test_register import contract_in, keeper
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.systems.models import Agreement
from samspil.apps.systems.selectors.calendar import (
    Held,
    Standing,
    agreement_length,
    asking_of,
    calendar_of,
    chain_of,
    own_calendar,
    reckoning,
    remedies_of,
    shown_calendar,
    terms_of,
)
from samspil.apps.systems.services.agreements import keep_agreement
from samspil.apps.systems.types import NewAgreement, NewOption
from samspil.apps.systems.types.terms import ContractTerms
from samspil.core.retender.chain import Sort
from samspil.core.retender.parameters import Route
from samspil.core.retender.remedies import Way
from samspil.core.systems.vocabulary import NoticeBy, Renewal, Visibility

KEEPER = "head_of_digitalisation"


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, KEEPER)


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def held(world: World, code: str = HVIDOVRE) -> dict[str, Held]:
    acting = keeper(world, code)
    with world.scope(code):
        found = own_calendar(acting, reckoning(acting.organisation_id, TODAY))
    return {one.told.name: one for one in found}


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def told(world: World, **said: Any) -> ContractTerms:
    contract_in(world, HVIDOVRE, name="A")
    return replace(held(world)["A"].told, **said)


def test_a_contract_stands_by_whether_a_new_one_can_be_ready(world: World) -> None:
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        by = reckoning(acting.organisation_id, TODAY)
    ready, soon = by.late_before[Route.EU_TENDER], by.soon_before[Route.EU_TENDER]
    ends = {
        "over": in_days(-1),
        "last day": TODAY,
        "late": ready - timedelta(days=2),
        "in time": ready - timedelta(days=1),
        "soon": soon - timedelta(days=2),
        "later": soon - timedelta(days=1),
    }
    for name, day in ends.items():
        contract_in(world, HVIDOVRE, name=name, ends_on=day)
    contract_in(world, HVIDOVRE, name="runs on", renewal=Renewal.CONTINUES)
    contract_in(world, HVIDOVRE, name="unclear")
    assert {name: one.standing for name, one in held(world).items()} == {
        "over": Standing.OVER,
        "last day": Standing.LATE,
        "late": Standing.LATE,
        "in time": Standing.SOON,
        "soon": Standing.SOON,
        "later": Standing.LATER,
        "runs on": Standing.RUNS_ON,
        "unclear": Standing.UNCLEAR,
    }
    late = [name for name, one in held(world).items() if (found := chain_of(one, by)) and found.late]
    assert set(late) == {"over", "last day", "late"}
    assert list(held(world))[:3] == ["last day", "late", "in time"]


def test_a_faster_route_that_was_chosen_is_what_is_reckoned_with(world: World) -> None:
    contract_in(world, HVIDOVRE, name="EU", ends_on=in_days(300), strategy="EU udbud")
    contract_in(world, HVIDOVRE, name="mini", ends_on=in_days(300), strategy="Mini-udbud")
    contract_in(world, HVIDOVRE, name="small", ends_on=in_days(300), strategy="Direkte tildeling")
    found = held(world)
    assert [found[name].route for name in ("EU", "mini", "small")] == list(Route)
    assert [found[name].standing for name in ("EU", "mini", "small")] == [
        Standing.LATE,
        Standing.LATE,
        Standing.SOON,
    ]


def test_what_is_said_of_a_contract_is_what_is_reckoned_with(world: World) -> None:
    contract_in(
        world,
        HVIDOVRE,
        name="A",
        ends_on=in_days(900),
        options=(NewOption(12, 90), NewOption(12, None)),
        options_used=1,
        renewal=Renewal.RENEWS,
        notice_months=6,
        notice_by=NoticeBy.QUARTER,
    )
    terms = held(world)["A"].terms
    assert terms is not None
    assert [option.notice_days for option in terms.options] == [90, 0]
    assert (terms.options_used, terms.renews_months, terms.notice.months) == (1, 12, 6)
    assert terms.notice.by_end_of == "quarter"
    assert terms.notice.extends is None


def test_options_as_kitos_writes_them_are_read_and_none_given_are_none_used(world: World) -> None:
    one = told(world, ends_on=in_days(900), extension="2 x 1 år", options_used=1)
    assert [option.months for option in terms_of(one).options] == [12, 12]
    assert terms_of(replace(one, extension="efter aftale")).options_used == 0
    assert terms_of(replace(one, renewal="continues", duration_months=12)).duration_months is None


def test_what_cannot_be_is_said_and_does_not_stop_the_rest(world: World) -> None:
    one = told(world, starts_on=in_days(10), ends_on=in_days(1500))
    wrong = replace(one, public_id=keeper(world, HVIDOVRE).person, ends_on=in_days(9))
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        by = reckoning(acting.organisation_id, TODAY)
    first, second = calendar_of([one, wrong], by)
    assert (first.standing, first.problem and first.problem.code) == (
        Standing.UNCLEAR,
        "contract_ends_before_it_begins",
    )
    assert (chain_of(first, by), remedies_of(first, by)) == (None, ())
    assert second.standing is Standing.LATER


def test_a_contract_that_depends_on_one_that_is_over_says_so(world: World) -> None:
    one = told(world, ends_on=in_days(900))
    parent = replace(one, public_id=keeper(world, HVIDOVRE).person, name="frame", ends_on=in_days(-5))
    child = replace(one, parent=parent.public_id, needs_parent=True)
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        by = reckoning(acting.organisation_id, TODAY)
    found = {each.told.name: each for each in calendar_of([parent, child], by)}
    assert found["A"].terms is not None
    assert found["A"].terms.parent_valid is False


def test_a_committed_agreement_is_joined_in_its_window(world: World) -> None:
    with world.scope(HVIDOVRE):
        new = NewAgreement("02.19", "SaaS", is_committed=True, join_from=in_days(1), join_until=in_days(20))
        agreement = keep_agreement(new, acting=keeper(world, HVIDOVRE), at=NOW)
    contract_in(world, HVIDOVRE, name="A", ends_on=in_days(400), agreement=agreement.public_id)
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        by = reckoning(acting.organisation_id, TODAY)
    one = held(world)["A"]
    found = chain_of(one, by)
    assert found is not None
    assert [act.agreement for act in found.acts if act.sort is Sort.JOIN] == ["02.19"]
    assert Way.JOIN in {way.way for way in remedies_of(one, by)}
    assert one.told.agreement is not None
    free = replace(one, told=replace(one.told, agreement=replace(one.told.agreement, is_committed=False)))
    closed = replace(one, told=replace(one.told, agreement=replace(one.told.agreement, join_from=None)))
    assert asking_of(free, by).joining == asking_of(closed, by).joining == ()


def test_an_agreement_s_days_beyond_all_calendars_are_as_if_nobody_had_said(world: World) -> None:
    days: dict[str, Any] = {"starts_on": in_days(1), "join_from": in_days(1)}
    with world.scope(HVIDOVRE):
        new = NewAgreement("02.19", "SaaS", is_committed=True, **days)
        agreement = keep_agreement(new, acting=keeper(world, HVIDOVRE), at=NOW)
        Agreement.objects.update(ends_on=date.max, join_until=date.max)
    contract_in(world, HVIDOVRE, name="A", ends_on=in_days(900), agreement=agreement.public_id)
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        by = reckoning(acting.organisation_id, TODAY)
    one = held(world)["A"]
    assert agreement_length(one, by) is None
    assert asking_of(one, by).joining == ()
    assert chain_of(one, by) is not None


def test_others_show_what_they_show_and_their_prices_stay_hidden(world: World) -> None:
    contract_in(world, RODOVRE, name="shown", ends_on=in_days(200), visibility=Visibility.ASSOCIATION)
    contract_in(world, RODOVRE, name="hidden", ends_on=in_days(200))
    acting = keeper(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        by = reckoning(acting.organisation_id, TODAY)
        assert own_calendar(acting, by) == []
        assert "hidden" not in {one.told.name for one in shown_calendar(acting, by)}


# --- the page -------------------------------------------------------------------------------------------


def from_now(days: int) -> date:
    """Pages ask the clock."""
    return timezone.localdate() + timedelta(days=days)


def test_an_empty_calendar_says_what_will_come(head: Client) -> None:
    assert "Ingen kontrakter endnu" in page(head, "/contracts/calendar/")


def test_the_page_says_what_to_do_by_when_and_why(world: World, head: Client) -> None:
    contract_in(world, HVIDOVRE, name="Omsorg", ends_on=from_now(250), options=(NewOption(48, 90),))
    shown = page(head, "/contracts/calendar/")
    for words in (
        "For 1 kontrakt er det for sent",
        "Omsorg",
        "Beslut option 1",
        "Behovsanalyse",
        "Optionen på 48 måneder skal meldes 90 dage før",
        "Brug de næste optioner (1)",
        "Kun standstill står i loven",
        "<svg",
    ):
        assert words in shown, words


def test_the_law_s_limits_are_held_against_what_would_be_bought_again(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        days: dict[str, Any] = {"starts_on": date(2024, 1, 1), "ends_on": date(2028, 12, 31)}
        agreement = keep_agreement(
            NewAgreement("SKI 02.19", "SaaS", **days), acting=keeper(world, HVIDOVRE), at=NOW
        )
    said: dict[str, Any] = {"ends_on": from_now(900)}
    contract_in(
        world, HVIDOVRE, name="Dyr", operation_minor=40_286_100, agreement=agreement.public_id, **said
    )
    dear = page(head, "/contracts/calendar/")
    assert "på eller over tærskelværdien på 1.611.442 kr." in dear
    assert "Rammeaftalen SKI 02.19 løber i 60 måneder, længere end de 48" in dear
    contract_in(world, HVIDOVRE, name="Billig", operation_minor=40_286_000, **said)
    contract_in(world, HVIDOVRE, name="Euro", operation_minor=40_286_100, currency="EUR", **said)
    shown = page(head, "/contracts/calendar/")
    assert shown.count("under tærskelværdien på 1.611.442 kr.") == 1
    assert shown.count("på eller over tærskelværdien") == 1


def test_the_list_is_narrowed_by_how_contracts_stand(world: World, head: Client) -> None:
    contract_in(world, HVIDOVRE, name="Sen", ends_on=from_now(100))
    contract_in(world, HVIDOVRE, name="God", ends_on=from_now(3000))
    contract_in(world, HVIDOVRE, name="Forbi", ends_on=from_now(-100))
    late = page(head, "/contracts/calendar/?only=late")
    assert "Sen" in late
    assert "God" not in late
    assert "Forbi" not in page(head, "/contracts/calendar/?only=nonsense")
    assert "Forbi" in page(head, "/contracts/calendar/?only=over")
    assert "Ingen kontrakter står sådan" in page(head, "/contracts/calendar/?only=unclear")


def test_a_contract_without_an_end_says_why_nothing_is_reckoned(world: World, head: Client) -> None:
    contract_in(world, HVIDOVRE, name="Uden")
    shown = page(head, "/contracts/calendar/")
    assert "ingen slutdato og ingen varighed" in shown
    assert "<svg" not in shown.partition("<main")[2].partition("</main")[0].replace("<svg class", "")


def test_there_is_a_page_of_twenty_five_at_a_time(world: World, head: Client) -> None:
    for number in range(27):
        contract_in(world, HVIDOVRE, name=f"K{number:02}", ends_on=from_now(2000 + number))
    first, second = page(head, "/contracts/calendar/"), page(head, "/contracts/calendar/?first=25")
    assert "K24" in first
    assert "K25" not in first
    assert "K26" in second
    assert "Forrige side" in second
    for wrong in ("-1", "x", "99999999", "27"):
        assert "K00" in page(head, f"/contracts/calendar/?first={wrong}")


def test_questions_do_not_grow_with_contracts(world: World, head: Client) -> None:
    contract_in(world, HVIDOVRE, name="A", ends_on=from_now(300))
    page(head, "/contracts/calendar/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(head, "/contracts/calendar/")
    for number in range(12):
        contract_in(world, HVIDOVRE, name=f"K{number}", ends_on=from_now(300), options=(NewOption(12, 90),))
    with CaptureQueriesContext(connection) as many:
        page(head, "/contracts/calendar/")
    assert len(many) == len(one)


def test_what_others_show_stands_with_their_name(world: World, head: Client) -> None:
    contract_in(world, HVIDOVRE, name="Vores", ends_on=from_now(300))
    assert "Organisation</th>" not in page(head, "/contracts/calendar/")
    shown = page(head, "/contracts/calendar/?whose=all&only=late")
    assert "Organisation</th>" in shown
    assert "Vis kun vores egne" in shown


def test_the_file_has_what_is_to_come_and_not_what_is_too_late(world: World, head: Client) -> None:
    contract_in(world, HVIDOVRE, name="Omsorg", ends_on=from_now(250), options=(NewOption(48, 90),))
    contract_in(world, HVIDOVRE, name="Forbi", ends_on=from_now(-10))
    contract_in(world, HVIDOVRE, name="Uden")
    answer = head.get("/contracts/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    content = answer.content.decode().replace("\r\n ", "")
    assert "Beslut option 1: Omsorg" in content
    assert "Behovsanalyse" not in content
    assert "Forbi" not in content
