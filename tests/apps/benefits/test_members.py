"""Nine members' distribution: who gains, what was measured where, who pays, and who sees what."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.benefits.ground import acting_for, expects, qualifies
from tests.apps.benefits.measured import KRONER, MINUTES, indicator, measure
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.benefits.forms.narrowing import SIZES
from samspil.apps.benefits.models import Benefit, Share
from samspil.apps.benefits.selectors.distribution import (
    Gains,
    Wanted,
    distribution_of,
    gains_of,
    shared_distribution,
)
from samspil.apps.benefits.selectors.members_costs import costs_shown_to, own_costs
from samspil.apps.benefits.selectors.members_costs import paid_in_common as costs_in_common
from samspil.apps.benefits.services.benefits import share_among
from samspil.apps.benefits.services.readers import keep_readers
from samspil.apps.benefits.services.showing_costs import show_costs
from samspil.apps.benefits.types import Sort
from samspil.apps.funding.services.cost_keys import NewCost, NewKey, keep_key, share_cost
from samspil.apps.funding.services.posting import reverse as post_reversal
from samspil.apps.funding.services.readers import keep_readers as keep_money_readers
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.models import Membership
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import fanning_out
from samspil.apps.portfolio.services.initiatives import keep_estimate
from samspil.apps.portfolio.types import NewEstimate
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import CostKind
from samspil.core.units import Money

HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


@pytest.fixture
def common(world: World) -> Initiative:
    return programme(world, *world.members)


def saves(world: World, common: Initiative, a_year: int = 900_000, **said: Any) -> Benefit:
    """A benefit of the association that somebody owns, and what it brings a year."""
    return qualifies(world, expects(world, common, a_year=a_year, owner="Leder", **said))


def divides(world: World, benefit: Benefit, shares: dict[str, str]) -> None:
    with world.scope(""):
        parts = {code: Decimal(share) for code, share in shares.items()}
        share_among(benefit, parts, acting=acting_for(world, ""), at=NOW)


def page(world: World, code: str = "", role: str = "coordinator", **said: str) -> str:
    response: Any = world.log_in(Client(), code, role).get(reverse("benefits:members"), said)
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def sends(world: World, benefit: Benefit, **said: str) -> Any:
    browser = world.log_in(Client(), "", "coordinator")
    return browser.post(reverse("benefits:shares", args=[benefit.public_id]), said, follow=True)


def test_each_member_gets_its_part_and_all_of_it_is_given(world: World, common: Initiative) -> None:
    benefit = saves(world, common)
    response = sends(world, benefit, way="alike")
    assert "Fordelingen er gemt." in response.content.decode()
    with world.scope(""):
        gains = gains_of(acting_for(world, ""))
        assert len(gains) == 9
        assert sum(one.expected["DKK"].minor for one in gains.values()) == 90_000_000
        # A share is kept with eight places: a ninth of 900,000 kroner comes out some oere aside.
        assert all(abs(one.expected["DKK"].minor - 10_000_000) < 100 for one in gains.values())
        (one,) = distribution_of(acting_for(world, "")).divided
        assert one.total == 1


def test_inhabitants_decide_where_that_is_chosen(world: World, common: Initiative) -> None:
    benefit = saves(world, common)
    sends(world, benefit, way="inhabitants")
    with world.scope(""):
        shares = dict(Share.objects.values_list("code", "share"))
    assert sum(shares.values()) == 1
    # Hvidovre has more inhabitants than Solrød.
    assert shares[HVIDOVRE] > shares["0269"]


def test_parts_as_written_are_all_of_it_or_refused(world: World, common: Initiative) -> None:
    benefit = saves(world, common)
    said = {"way": "written", f"part_{HVIDOVRE}": "62,5", f"part_{RODOVRE}": "37,4"}
    response = sends(world, benefit, **said)
    assert response.status_code == 422
    assert "Tilsammen er de 99,9 procent" in response.content.decode()
    assert sends(world, benefit, **{**said, f"part_{RODOVRE}": "37,5"}).status_code == 200
    text = page(world)
    assert "63% 562.500 kr." in text
    assert "100%" in text


def test_what_stands_in_the_form_can_be_sent_as_it_stands(world: World, common: Initiative) -> None:
    benefit = saves(world, common)
    sends(world, benefit, way="alike")
    address = reverse("benefits:shares", args=[benefit.public_id])
    html = world.log_in(Client(), "", "coordinator").get(address).content.decode()
    parts = dict(re.findall(r'<input[^>]*name="(part_\d+)"[^>]*value="([^"]+)"', html))
    if not parts:
        parts = {name: value for value, name in re.findall(r'value="([^"]+)"[^>]*name="(part_\d+)"', html)}
    assert len(parts) == 9
    assert "Fordelingen er gemt." in sends(world, benefit, way="written", **parts).content.decode()


def test_nothing_written_is_said_at_the_field(world: World, common: Initiative) -> None:
    response = sends(world, saves(world, common), way="written")
    assert response.status_code == 422
    assert "Skriv hvert medlems andel" in response.content.decode()


def test_a_benefit_that_is_divided_no_more_stands_with_those_that_are_not(
    world: World, common: Initiative
) -> None:
    benefit = saves(world, common)
    sends(world, benefit, way="alike")
    sends(world, benefit, way="not")
    text = page(world)
    assert "Ikke fordelt endnu Kortere sagstid" in text
    assert f"{common.title} · 900.000 kr." in text


def test_hours_are_hours_and_kroner_are_kroner(world: World, common: Initiative) -> None:
    money, hours = (
        saves(world, common),
        saves(world, common, 1000, sort=Sort.FREED_TIME, title="Frigjort tid"),
    )
    for one in (money, hours):
        divides(world, one, {HVIDOVRE: "1"})
    assert "Hvidovre 900.000 kr. 1.000 timer" in page(world)


def test_an_idea_and_what_has_lapsed_promise_nobody_anything(world: World, common: Initiative) -> None:
    idea = expects(world, common, a_year=500)
    divides(world, idea, {HVIDOVRE: "0.75", RODOVRE: "0.25"})
    with world.scope(""):
        assert gains_of(acting_for(world, "")) == {}
    text = page(world)
    assert "regnes ikke med: en idé eller bortfaldet" in text
    assert "75% 375 kr." in text, "what it would be is told on its line"


def test_a_disbenefit_is_taken_off_what_comes_in(world: World, common: Initiative) -> None:
    divides(world, saves(world, common), {HVIDOVRE: "1"})
    worse = saves(world, common, -100_000, title="Mere registrering", is_disbenefit=True)
    divides(world, worse, {HVIDOVRE: "0.5", RODOVRE: "0.5"})
    with world.scope(""):
        gains = gains_of(acting_for(world, ""))
    assert gains[HVIDOVRE].expected["DKK"] == Money.of(850_000)
    assert gains[RODOVRE].expected["DKK"] == Money.of(-50_000)


def test_what_is_measured_at_a_member_is_its_own(world: World, common: Initiative) -> None:
    benefit = saves(world, common)
    divides(world, benefit, {HVIDOVRE: "0.5", RODOVRE: "0.5"})
    made = indicator(world, benefit, new=KRONER)
    measure(world, benefit, made, 30_000, where="Hvidovre")
    measure(world, benefit, made, 20_000, where=HVIDOVRE, month=2)
    measure(world, benefit, made, 7_000)
    with world.scope(""):
        gains = gains_of(acting_for(world, ""))
    assert gains[HVIDOVRE].measured == {"DKK": Money.of(50_000)}
    assert gains[RODOVRE].measured == {}


def test_how_far_it_has_come_at_a_member_is_of_its_own_part(world: World, common: Initiative) -> None:
    benefit = saves(world, common, 365_250)
    divides(world, benefit, {HVIDOVRE: "0.5", RODOVRE: "0.5"})
    # From 40 to 20 minutes: 30 is half of the way. 31 days of half a part of 500 kroner a day.
    measure(world, benefit, indicator(world, benefit, new=MINUTES), 30, where=HVIDOVRE)
    with world.scope(""):
        gains = gains_of(acting_for(world, ""))
    assert gains[HVIDOVRE].measured == {"DKK": Money.of(31 * 250)}
    assert "50% 182.625 kr. målt 7.750 kr." in page(world)


def test_a_member_sees_its_own_part_and_nobody_elses(world: World, common: Initiative) -> None:
    divides(world, saves(world, common), {HVIDOVRE: "0.25", RODOVRE: "0.75"})
    text = page(world, HVIDOVRE, HEAD)
    assert "225.000 kr." in text
    assert "675.000 kr." not in text
    assert "Rødovre" not in text
    with world.scope(HVIDOVRE):
        (one,) = shared_distribution(acting_for(world, HVIDOVRE), TODAY).divided
        assert {code: part.share for code, part in one.parts.items()} == {HVIDOVRE: Fraction(1, 4)}


def test_who_is_not_invited_sees_nothing_of_it(world: World) -> None:
    some = programme(world, HVIDOVRE)
    divides(world, saves(world, some), {HVIDOVRE: "1"})
    assert "Kortere sagstid" not in page(world, RODOVRE, HEAD)


def costs(world: World, common: Initiative, code: str, kroner: int) -> None:
    """A member's own part of the common initiative, and what it thinks that costs itself."""
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=acting_for(world, ""), at=NOW)
    with world.scope(code), transaction.atomic():
        mine = Initiative.objects.get(common=common.public_id)
        mine.estimates.all().delete()
        keep_estimate(mine, NewEstimate(Money.of(kroner)), acting=acting_for(world, code), at=NOW)


def test_who_pays_against_who_gains_is_seen_where_a_member_shows_it(world: World, common: Initiative) -> None:
    divides(world, saves(world, common), {HVIDOVRE: "0.1", RODOVRE: "0.9"})
    costs(world, common, HVIDOVRE, 120_000)
    assert "Ikke vist" in page(world)
    assert "0 af 9 medlemmer viser" in page(world)
    with world.scope(HVIDOVRE):
        acting = acting_for(world, HVIDOVRE)
        assert not any(one.is_shown for one in own_costs(acting, TODAY))
        assert show_costs(True, acting=acting, at=NOW) == 1
        assert show_costs(True, acting=acting, at=NOW) == 0
    text = page(world)
    assert "Hvidovre 90.000 kr. – – 120.000 kr. – -30.000 kr. betaler mere, end det får" in text
    assert "1 af 9 medlemmer viser" in text


def test_costs_are_taken_back_by_the_page_and_when_a_member_leaves(world: World, common: Initiative) -> None:
    costs(world, common, HVIDOVRE, 120_000)
    browser = world.log_in(Client(), HVIDOVRE, HEAD)
    address = reverse("benefits:costs_show")
    assert "Foreningen kan se det nu." in browser.post(address, {}, follow=True).content.decode()
    with world.scope(""):
        assert costs_shown_to(acting_for(world, ""), TODAY) == {HVIDOVRE: {"DKK": Money.of(120_000)}}
    assert "Foreningen ser det" in page(world, HVIDOVRE, HEAD)
    assert "kan ikke se det længere" in browser.post(address, {}, follow=True).content.decode()
    with world.scope(""):
        assert costs_shown_to(acting_for(world, ""), TODAY) == {}
    browser.post(address, {})
    with world.scope(""):
        Membership.objects.filter(member=world.organisation(HVIDOVRE)).update(valid_to=TODAY)
    with world.scope(HVIDOVRE):
        assert keep_readers(world.organisation(HVIDOVRE).pk, at=NOW) == 1
        assert keep_readers(world.organisation(HVIDOVRE).pk, at=NOW) == 0


def test_costs_are_shown_by_who_keeps_the_portfolio_where_there_are_any(world: World) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="no_parts_of_ours"):
            show_costs(True, acting=acting_for(world, HVIDOVRE), at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            show_costs(True, acting=world.acting(HVIDOVRE, "employee"), at=NOW)


def test_more_benefits_ask_no_more_questions(world: World, common: Initiative) -> None:
    browser = world.log_in(Client(), "", "coordinator")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get(reverse("benefits:members"))
        return len(found)

    divides(world, saves(world, common), {HVIDOVRE: "1"})
    asked()
    few = asked()
    for _each in range(3):
        divides(world, saves(world, common), {HVIDOVRE: "0.5", RODOVRE: "0.5"})
    assert asked() == few


def listed(world: World) -> dict[str, Gains]:
    """What the parts on the list add up to, of what promises something."""
    found: dict[str, Gains] = defaultdict(Gains)
    with world.scope(""):
        for benefit in distribution_of(acting_for(world, "")).divided:
            for code, part in benefit.parts.items() if benefit.promises else ():
                for into, amount in (
                    (found[code].expected, part.expected),
                    (found[code].measured, part.measured),
                ):
                    unit = benefit.counted_in
                    if amount is not None:
                        into[unit] = into.get(unit, Money(0, unit)) + Money(amount, unit)
    return dict(found)


def test_sums_are_of_all_also_of_what_the_list_has_no_room_for(
    world: World, common: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = [saves(world, common, 900_000 + number, title=f"Gevinst {number}") for number in range(3)]
    hours = saves(world, common, 1000, sort=Sort.FREED_TIME, title="Frigjort tid")
    idea = expects(world, common, a_year=7)
    for one in (*several, hours, idea):
        divides(world, one, {HVIDOVRE: "0.33333333", RODOVRE: "0.66666667"})
    for number, new in enumerate((MINUTES, KRONER)):
        made = indicator(world, several[number], "", new)
        measure(world, several[number], made, 30, where=HVIDOVRE)
        measure(world, several[number], made, 35, month=2, where="rødovre")
    with world.scope(""):
        kept = gains_of(acting_for(world, ""))
    assert kept == listed(world)
    assert set(kept) == {HVIDOVRE, RODOVRE}
    assert kept[HVIDOVRE].measured["DKK"].minor > 0
    monkeypatch.setitem(SIZES, "1", 1)
    first = page(world, size="1")
    of_all = page(world, size="100")
    assert first.partition("Hver gevinst")[0] == of_all.partition("Hver gevinst")[0]
    assert all(one.title in of_all for one in (*several, hours))
    assert "De nyeste gevinster står først. Summerne er af dem alle." in first
    assert all(one.title not in first for one in (*several, hours))


def all_pages(world: World, code: str, by: Wanted) -> list[list[str]]:
    """What a list shows, a page at a time, until it says that there is no more."""
    acting, pages = acting_for(world, code), []
    with world.scope(code):
        while True:
            found = shared_distribution(acting, TODAY, by) if code else distribution_of(acting, by)
            pages.append([one.title for one in (*found.divided, *found.undivided)])
            if found.next_after is None:
                return pages
            by = replace(by, after=found.next_after)


def test_every_benefit_stands_on_one_page_the_newest_first(world: World, common: Initiative) -> None:
    for number in range(5):
        divides(world, saves(world, common, title=f"Gevinst {number}"), {HVIDOVRE: "1"})
    assert all_pages(world, "", Wanted(size=2)) == [
        ["Gevinst 4", "Gevinst 3"],
        ["Gevinst 2", "Gevinst 1"],
        ["Gevinst 0"],
    ]
    assert all_pages(world, "", Wanted(size=5)) == [[f"Gevinst {number}" for number in (4, 3, 2, 1, 0)]]
    assert all_pages(world, HVIDOVRE, Wanted(size=2)) == all_pages(world, "", Wanted(size=2))


def test_only_what_is_divided_or_not_yet_can_be_shown(world: World, common: Initiative) -> None:
    for number in range(4):
        one = saves(world, common, title=f"Gevinst {number}")
        if number % 2:
            divides(world, one, {HVIDOVRE: "1"})
    assert all_pages(world, "", Wanted(True, size=1)) == [["Gevinst 3"], ["Gevinst 1"]]
    assert all_pages(world, "", Wanted(False, size=1)) == [["Gevinst 2"], ["Gevinst 0"]]
    shown = page(world, only="undivided")
    assert "Gevinst 2" in shown
    assert "Gevinst 3" not in shown
    assert "Her er ingen." in page(world, only="undivided", after="1")


def test_the_next_page_is_of_the_same_kind_and_size(
    world: World, common: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SIZES, "1", 1)
    for number in range(3):
        divides(world, saves(world, common, title=f"Gevinst {number}"), {HVIDOVRE: "1"})
    browser = world.log_in(Client(), "", "coordinator")
    address, seen = f"{reverse('benefits:members')}?only=divided&size=1", []
    html = ""
    while address:
        html = browser.get(address).content.decode()
        seen += re.findall(r'<th scope="row"><a href="[^"]+">(Gevinst \d)</a>', html)
        next_one = re.search(r'rel="next" href="([^"]+)"', html)
        address = reverse("benefits:members") + unescape(next_one[1]) if next_one else ""
    assert seen == ["Gevinst 2", "Gevinst 1", "Gevinst 0"]
    assert "only=divided" in html
    assert "Til den første side" in html


@pytest.mark.parametrize("said", [{"after": "x"}, {"after": "-1"}, {"only": "x"}, {"size": "100000"}])
def test_an_address_that_makes_no_sense_shows_the_first_page(
    world: World, common: Initiative, said: dict[str, str]
) -> None:
    divides(world, saves(world, common, title="Den ene"), {HVIDOVRE: "1"})
    assert "Den ene" in page(world, **said)


def test_who_has_left_still_has_a_name_where_no_benefit_of_theirs_is_on_the_page(
    world: World, common: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    divides(world, saves(world, common), {RODOVRE: "1"})
    with world.scope(""):
        Share.objects.update(code="0999", name="Den Gamle Kommune")
    divides(world, saves(world, common), {HVIDOVRE: "1"})
    monkeypatch.setitem(SIZES, "1", 1)
    assert "Den Gamle Kommune" in page(world, size="1")


def test_a_part_that_is_given_anew_is_added_up_at_once(world: World, common: Initiative) -> None:
    benefit = saves(world, common)
    divides(world, benefit, {HVIDOVRE: "1"})
    divides(world, benefit, {RODOVRE: "1"})
    with world.scope(""):
        assert {code: one.expected["DKK"] for code, one in gains_of(acting_for(world, "")).items()} == {
            RODOVRE: Money.of(900_000)
        }


def test_sums_of_members_are_one_question(world: World, common: Initiative) -> None:
    for number in range(3):
        divides(world, saves(world, common, title=f"Gevinst {number}"), {HVIDOVRE: "1"})
    acting = acting_for(world, "")
    with world.scope(""), CaptureQueriesContext(connection) as questions:
        gains_of(acting)
    assert len(questions) == 1


def test_what_is_paid_in_common_is_set_against_what_is_gained(world: World, common: Initiative) -> None:
    divides(world, saves(world, common), {HVIDOVRE: "0.5", RODOVRE: "0.5"})
    with world.scope(""):
        keeps = world.acting("", "coordinator")
        key = NewKey({"kind": "operation", "rule": {"by": "equal"}}, date(2026, 1, 1), "Bestyrelsen, punkt 4")
        keep_key(common, key, acting=keeps, at=NOW)
        members, names = (Member(HVIDOVRE), Member(RODOVRE)), {HVIDOVRE: "Hvidovre", RODOVRE: "Rødovre"}
        year = date(2026, 1, 1), date(2026, 12, 31)
        cost = NewCost(CostKind.OPERATION, "Drift 2026", *year, members, names, Money.of(300_000))
        shared = share_cost(common, cost, acting=keeps, at=NOW)
        assert costs_in_common(acting_for(world, ""), TODAY) == {
            HVIDOVRE: {"DKK": Money.of(150_000)},
            RODOVRE: {"DKK": Money.of(150_000)},
        }
        keep_money_readers(world.association.pk, at=NOW)
    with world.scope(HVIDOVRE):
        ours = costs_in_common(acting_for(world, HVIDOVRE), TODAY)
    assert ours == {HVIDOVRE: {"DKK": Money.of(150_000)}}, "its own, and nobody else's"
    assert page(world).count("150.000 kr.") == 2
    assert "Vi betaler i fællesskab indtil nu 150.000 kr." in page(world, HVIDOVRE, HEAD)
    with world.scope(""):
        books = Bookkeeper.of(keeps, NOW)
        assert shared.voucher is not None
        post_reversal(shared.voucher, "Forkert beløb", "back", keeper=books)
        assert all(not one["DKK"].minor for one in costs_in_common(acting_for(world, ""), TODAY).values())
