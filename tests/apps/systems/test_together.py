"""Tender together: who could, when, and what each must do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.systems.test_register import contract_in, keeper, use_in
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Contract, LocalUse
from samspil.apps.systems.selectors.calendar import Standing, own_calendar, reckoning
from samspil.apps.systems.selectors.common import KEPT_SECONDS, CommonNeed, common_needs, names_of
from samspil.apps.systems.selectors.quarters import QuarterPlan, plan_quarters
from samspil.apps.systems.selectors.reach import reaching
from samspil.apps.systems.selectors.together import Need, Planned, plan_together
from samspil.apps.systems.services.readers import keep_readers
from samspil.apps.systems.types import NewOption
from samspil.core.systems.vocabulary import Visibility
from samspil.core.units import Money

KEEPER = "head_of_digitalisation"
CARE = UUID("018c0000-0000-7000-8000-000000000001")


def shown(world: World, code: str, name: str, days: int, *, by: date = TODAY, **said: Any) -> None:
    """A contract about the care system that others may see."""
    use = use_in(world, code, visibility=Visibility.ASSOCIATION)
    ends_on = by + timedelta(days=days)
    given = {"visibility": Visibility.ASSOCIATION, "operation_minor": 60_000_000, "ends_on": ends_on, **said}
    contract_in(world, code, use, name=name, **given)


def found_by(world: World, code: str = HVIDOVRE, on: date = TODAY) -> list[Planned]:
    """The plan of each need that somebody sees."""
    acting: Acting = keeper(world, code)
    with world.scope(code), reaching(acting, on) as reach:
        by = reckoning(acting.organisation_id, on)
        return [plan_together(reach, by, one) for one in common_needs(reach, on)]


def the_need(world: World) -> Need:
    """The one there is."""
    [found] = found_by(world)
    assert found.need is not None
    return found.need


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What another test found is not found here."""
    cache.clear()


def readers(world: World) -> None:
    for code in (HVIDOVRE, RODOVRE, SOLROD):
        with world.scope(code):
            keep_readers(world.members[code].pk, at=NOW)


@pytest.fixture
def three(world: World) -> World:
    shown(world, HVIDOVRE, "Omsorg H", 1100, options=(NewOption(12, 90), NewOption(12, 90)))
    shown(world, RODOVRE, "Omsorg R", 1300, options=(NewOption(12, 90),))
    shown(world, SOLROD, "Omsorg S", 1400)
    readers(world)
    return world


def test_three_with_the_same_system_are_one_tender_with_a_move_for_each(three: World) -> None:
    need = the_need(three)
    assert (need.fewest, len(need.tenders), need.plan.optimal) == (1, 1, True)
    [joint] = need.tenders
    parts = {part.could.held.told.name: part for part in joint.parts}
    assert set(parts) == {"Omsorg H", "Omsorg R", "Omsorg S"}
    assert (parts["Omsorg H"].move.options, parts["Omsorg S"].move.options) == (1, 0)
    assert parts["Omsorg H"].move.option_by is not None
    assert all(part.gain.saves[0] > 0 for part in joint.parts)
    assert joint.worth.tender
    assert joint.worth.total == Money.of(3 * 4 * 600_000)


def test_what_each_carries_sums_to_the_plan(three: World) -> None:
    need = the_need(three)
    assert sum(part.gain.pays for joint in need.tenders for part in joint.parts) == need.plan.cost


def test_one_organisation_alone_is_no_joint_tender(world: World) -> None:
    shown(world, HVIDOVRE, "A", 1100)
    shown(world, HVIDOVRE, "B", 1200)
    assert found_by(world) == []


def test_hidden_prices_and_what_is_too_late_are_counted_and_left_out(three: World) -> None:
    shown(three, RODOVRE, "Skjult", 1200, hides_prices=True)
    shown(three, SOLROD, "Sen", 60)
    [found] = found_by(three)
    assert (found.without_price, found.too_late) == (1, 1)
    assert len(the_need(three).tenders[0].parts) == 3


def test_a_contract_that_could_run_beyond_all_calendars_holds_up_nobody(three: World) -> None:
    shown(three, RODOVRE, "Evig", 1200, options=(NewOption(600), NewOption(600)))
    shown(three, SOLROD, "Lang", 0, ends_on=None, starts_on=date(2080, 1, 1), duration_months=600)
    need = the_need(three)
    assert {part.could.held.told.name for joint in need.tenders for part in joint.parts} == {
        "Omsorg H",
        "Omsorg R",
        "Omsorg S",
    }
    acting = keeper(three, RODOVRE)
    with three.scope(RODOVRE):
        found = own_calendar(acting, reckoning(acting.organisation_id, TODAY))
    [endless] = [one for one in found if one.told.name == "Evig"]
    assert (endless.standing, endless.problem and endless.problem.code) == (
        Standing.UNCLEAR,
        "contract_out_of_range",
    )


def test_a_price_below_nothing_is_no_price(three: World) -> None:
    shown(three, RODOVRE, "Retur", 1200)
    with three.scope(RODOVRE):
        Contract.objects.filter(name="Retur").update(operation_minor=-1)
    [found] = found_by(three)
    assert (found.without_price, len(the_need(three).tenders[0].parts)) == (1, 3)


def test_contracts_without_a_system_meet_by_their_code(world: World) -> None:
    for code, days in ((HVIDOVRE, 1200), (RODOVRE, 1300)):
        contract_in(
            world,
            code,
            name="Løn",
            cpv=("48450000",),
            ends_on=TODAY + timedelta(days=days),
            options=(NewOption(12, 90),),
            operation_minor=1_000_000,
            visibility=Visibility.ASSOCIATION,
        )
    readers(world)
    need = the_need(world)
    assert need.key == "48450"


def test_the_page_says_who_does_what_and_that_it_decides_nothing(world: World, browser: Client) -> None:
    head = world.log_in(browser, HVIDOVRE, KEEPER)
    assert "Intet at udbyde sammen endnu" in head.get("/contracts/together/").content.decode()
    today = timezone.localdate()
    shown(world, HVIDOVRE, "Omsorg H", 1100, by=today, options=(NewOption(12, 90), NewOption(12, 90)))
    shown(world, RODOVRE, "Omsorg R", 1400, by=today)
    shown(world, SOLROD, "Sen", 60, by=today)
    readers(world)
    listed = head.get("/contracts/together/").content.decode()
    for words in ("Omsorgssystemet", "Også vores", ">3</td>", f"?need={CARE}"):
        assert words in listed, words
    told = head.get(f"/contracts/together/?need={CARE}").content.decode()
    for words in (
        "2 kontrakter kan samles i 1 udbud",
        "Ingen anden plan koster mindre",
        "Sammen: tager over i",
        "Rødovre",
        "Brug 1 option, meld det senest",
        "Intet: den slutter af sig selv",
        "Det her beslutter ingenting",
        "1 kontrakt er udeladt",
    ):
        assert words in told, words


def needs_of(world: World, code: str = HVIDOVRE) -> list[CommonNeed]:
    acting = keeper(world, code)
    with world.scope(code), reaching(acting, TODAY) as reach:
        return common_needs(reach, TODAY)


def test_one_s_own_needs_come_first_then_those_of_most(three: World) -> None:
    pay, maps = UUID(int=1), UUID(int=2)
    for code, catalogue in ((RODOVRE, pay), (SOLROD, pay), (HVIDOVRE, maps), (SOLROD, maps)):
        said: dict[str, Any] = {"visibility": Visibility.ASSOCIATION}
        use = use_in(three, code, catalogue=catalogue, **said)
        contract_in(three, code, use, name="K", ends_on=TODAY + timedelta(days=900), **said)
    found = needs_of(three)
    assert [(one.key, one.organisations, one.is_ours) for one in found] == [
        (str(CARE), 3, True),
        (str(maps), 2, True),
        (str(pay), 2, False),
    ]
    acting = keeper(three, HVIDOVRE)
    with three.scope(HVIDOVRE), reaching(acting, TODAY) as reach:
        assert set(names_of(reach, [one.key for one in found])) == {one.key for one in found}


def test_what_is_found_is_kept_and_what_is_one_s_own_is_seen_at_once(three: World) -> None:
    before = needs_of(three)
    acting = keeper(three, HVIDOVRE)
    with (
        three.scope(HVIDOVRE),
        reaching(acting, TODAY) as reach,
        CaptureQueriesContext(connection) as asked,
    ):
        assert common_needs(reach, TODAY) == before
    assert not any("systems_contractsystem" in one["sql"] for one in asked.captured_queries)
    shown(three, SOLROD, "Ny", 1300)
    assert needs_of(three) == before
    shown(three, HVIDOVRE, "Egen", 1300)
    assert len(needs_of(three)[0].contracts) == 5
    assert KEPT_SECONDS <= 600


def test_what_is_shown_no_longer_is_not_read_though_its_key_is_kept(three: World) -> None:
    [before] = needs_of(three)
    with three.scope(RODOVRE):
        Contract.objects.update(visibility=Visibility.OWN.value)
    with three.scope(SOLROD):
        Contract.objects.update(hides_prices=True)
    assert needs_of(three) == [before]
    [found] = found_by(three)
    assert (found.need, found.without_price) == (None, 1)


def test_a_system_that_is_not_shown_makes_no_need(three: World) -> None:
    for code in (RODOVRE, SOLROD):
        with three.scope(code):
            LocalUse.objects.update(visibility=Visibility.OWN.value)
    assert needs_of(three) == []


def test_what_has_ended_is_nobody_s_need(world: World) -> None:
    shown(world, HVIDOVRE, "A", 1100)
    shown(world, RODOVRE, "B", -1)
    readers(world)
    assert needs_of(world) == []


def test_the_page_knows_no_need_that_is_not_there(three: World, browser: Client) -> None:
    head = three.log_in(browser, HVIDOVRE, KEEPER)
    for said in ("nonsense", "48000", str(UUID(int=9))):
        assert head.get(f"/contracts/together/?need={said}").status_code == 404


def test_a_list_of_many_needs_comes_a_page_at_a_time(three: World, browser: Client) -> None:
    today = timezone.localdate()
    for number in range(26):
        for code in (HVIDOVRE, SOLROD):
            contract_in(
                three,
                code,
                name="K",
                cpv=(f"{30000 + number}000",),
                ends_on=today + timedelta(days=900),
                visibility=Visibility.ASSOCIATION,
            )
    head = three.log_in(browser, HVIDOVRE, KEEPER)
    first = head.get("/contracts/together/").content.decode()
    assert first.count("?need=") == 25
    second = head.get("/contracts/together/?first=25").content.decode()
    assert second.count("?need=") == 2
    assert "?first=25" in first
    assert 'rel="prev"' in second
    assert head.get("/contracts/together/?first=99").content.decode().count("?need=") == 25


def quarters_of(world: World, capacity: int | None = None, code: str = HVIDOVRE) -> QuarterPlan:
    acting = keeper(world, code)
    with world.scope(code), reaching(acting, TODAY) as reach:
        by = reckoning(acting.organisation_id, TODAY)
        found = plan_quarters(reach, by, common_needs(reach, TODAY), capacity)
    assert found is not None
    return found


@pytest.fixture
def crowded(world: World) -> World:
    """Three needs of two whose contracts all end on one day, and can be prolonged for a year."""
    for number in (1, 2, 3):
        for code in (HVIDOVRE, RODOVRE):
            said: dict[str, Any] = {"visibility": Visibility.ASSOCIATION}
            use = use_in(world, code, catalogue=UUID(int=number), name=f"System {number}", **said)
            said |= {"ends_on": TODAY + timedelta(days=1100), "operation_minor": 1_000_000}
            contract_in(world, code, use, name=f"K{number}", options=(NewOption(12, 90),), **said)
    readers(world)
    return world


def test_without_a_limit_what_ends_together_takes_over_together(crowded: World) -> None:
    found = quarters_of(crowded)
    assert [len(one.tenders) for one in found.quarters] == [3]
    assert (found.needs, found.plan.optimal, found.more, found.quarters[0].over) == (3, True, Money(0), 0)


def test_with_time_for_one_a_quarter_three_tenders_take_three_quarters(crowded: World) -> None:
    found = quarters_of(crowded, 1)
    assert [len(one.tenders) for one in found.quarters] == [1, 1, 1]
    assert sum(one.over for one in found.quarters) == 0
    months = [tender.at for one in found.quarters for tender in one.tenders]
    assert len({(month.year, (month.month - 1) // 3) for month in months}) == 3
    assert found.more > Money(0), "to prolong costs something"


def test_what_cannot_be_moved_stands_above_the_limit(world: World) -> None:
    for number in (1, 2):
        for code in (HVIDOVRE, RODOVRE):
            said: dict[str, Any] = {"visibility": Visibility.ASSOCIATION}
            use = use_in(world, code, catalogue=UUID(int=number), name=f"System {number}", **said)
            said |= {"ends_on": TODAY + timedelta(days=1100), "operation_minor": 1_000_000}
            contract_in(world, code, use, name=f"K{number}", **said)
    readers(world)
    found = quarters_of(world, 1)
    assert sum(one.over for one in found.quarters) == 1


def test_the_page_of_quarters_says_what_a_limit_costs(crowded: World, browser: Client) -> None:
    head = crowded.log_in(browser, HVIDOVRE, KEEPER)
    assert "/contracts/together/quarters/" in head.get("/contracts/together/").content.decode()
    free = head.get("/contracts/together/quarters/").content.decode()
    limited = head.get("/contracts/together/quarters/?most=1").content.decode()
    refused = head.get("/contracts/together/quarters/?most=0").content.decode()
    assert "3 udbud til 3 behov" in free
    assert "kvartal 20" in free
    assert "System 1" in free
    assert "At I ikke kan nå flere, koster" not in free
    assert "At I ikke kan nå flere, koster" in limited
    assert 'aria-invalid="true"' in refused
    assert "3 udbud til 3 behov" in refused
