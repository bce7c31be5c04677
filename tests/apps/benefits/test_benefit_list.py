"""All benefits of an organisation: what is found, what it adds up to, and how well it is followed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.benefits.ground import expects, qualifies
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.listing import BenefitFilter, narrowed
from samspil.apps.benefits.selectors.sums import Amounts, LineSums, Sums, sums_of
from samspil.apps.benefits.types import HOURS, BottomLine, Sort
from samspil.apps.portfolio.models import Initiative

pytestmark = pytest.mark.django_db
HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def initiative(world: World) -> Initiative:
    return local(world, HVIDOVRE, "Hjælpemidler")


def promised(world: World, initiative: Initiative, title: str, a_year: int, **said: Any) -> Benefit:
    """A benefit of Hvidovre that somebody owns: no idea any more."""
    row = expects(world, initiative, HVIDOVRE, title, a_year=a_year, owner="Leder", **said)
    return qualifies(world, row, HVIDOVRE)


def shown(world: World, row: Benefit, **columns: Any) -> None:
    """What plans and measurements have added up to, laid on the row."""
    with world.scope(HVIDOVRE):
        Benefit.objects.filter(pk=row.pk).update(**columns)


def titles(browser: Client, query: str = "") -> list[str]:
    answer = browser.get(reverse("benefits:benefits") + query)
    assert answer.status_code == 200
    return [row["title"] for row in answer.context["rows"]]


def added_up(world: World) -> Sums:
    with world.scope(HVIDOVRE):
        return sums_of(narrowed(world.acting(HVIDOVRE, HEAD), BenefitFilter(), NOW.date()))


def of(sums: Sums, line: BottomLine) -> LineSums:
    return next(one for one in sums.lines if one.bottom_line is line)


def test_an_empty_list_says_where_benefits_are_noted(world: World, browser: Client) -> None:
    told = world.log_in(browser, HVIDOVRE, "employee").get(reverse("benefits:benefits")).content.decode()
    assert "Ingen gevinster endnu" in told
    assert reverse("portfolio:initiatives") in told


def test_the_three_bottom_lines_stand_side_by_side_and_hours_are_never_kroner(
    world: World, initiative: Initiative
) -> None:
    promised(world, initiative, "Færre bøder", 1000)
    promised(world, initiative, "Færre tastninger", 300, sort=Sort.FREED_TIME)
    promised(world, initiative, "Bedre mad", 500, line=BottomLine.QUALITY)
    sums = added_up(world)
    assert of(sums, BottomLine.TIME_AND_RESOURCES).amounts == (
        Amounts("DKK", 100_000, 100_000, None, 0),
        Amounts(HOURS, 30_000, 30_000, None, 0),
    )
    assert of(sums, BottomLine.QUALITY).amounts == (Amounts("DKK", 50_000, 50_000, None, 0),)
    assert of(sums, BottomLine.WELL_BEING).benefits == 0


def test_an_idea_promises_nothing_and_is_counted_as_one(world: World, initiative: Initiative) -> None:
    expects(world, initiative, HVIDOVRE, "Måske", a_year=1000)
    line = of(added_up(world), BottomLine.TIME_AND_RESOURCES)
    assert (line.benefits, line.ideas, line.amounts) == (1, 1, ())


def test_benefits_with_the_same_effect_are_counted_once(world: World, initiative: Initiative) -> None:
    promised(world, initiative, "Færre breve", 1000, counted_with="porto")
    promised(world, initiative, "Mindre porto", 900, counted_with="porto")
    promised(world, initiative, "Andet", 10)
    line = of(added_up(world), BottomLine.TIME_AND_RESOURCES)
    assert line.benefits == 3
    assert line.amounts[0].expected == 101_000, "the first of the group stands for it"


def test_a_share_of_nothing_is_unknown_and_not_nought(
    world: World, browser: Client, initiative: Initiative
) -> None:
    promised(world, initiative, "Færre bøder", 1000)
    page = world.log_in(browser, HVIDOVRE, "employee").get(reverse("benefits:benefits"))
    values = {str(one["label"]): one["value"] for one in page.context["tiles"]}
    assert values["Har ejer og nulpunktsmåling"] == "0%", "none of one"
    assert values["Målt til tiden"] == "Ukendt"
    assert values["Realiseret af det planlagte"] == "Ukendt"
    assert values["Lovet for meget"] == "Ukendt"


def test_the_figures_are_of_what_was_measured(world: World, initiative: Initiative) -> None:
    one = promised(world, initiative, "Målt", 1000)
    other = promised(world, initiative, "Ikke målt", 1000)
    shown(
        world,
        one,
        has_baseline=True,
        due=4,
        in_time=3,
        measured_minor=60_000,
        expected_by_then_minor=80_000,
        first_by_then_minor=90_000,
        expected_by_now_minor=80_000,
        taken_minor=30_000,
        slipped_months=4,
    )
    shown(world, other, expected_by_now_minor=20_000)
    sums = added_up(world)
    found = sums.counted["DKK"]
    assert (sums.followed.coverage.share, sums.followed.follow_up.share) == (Fraction(1, 2), Fraction(3, 4))
    assert sums.followed.slip == 2, "between nought and four"
    assert found.realisation.share == Decimal("0.75")
    assert found.cashing.share == Decimal("0.5")
    assert found.bias.share == Decimal("0.5"), "90,000 were promised where 60,000 came"
    assert found.unmeasured.share == Decimal("0.2")


def test_what_has_lapsed_was_promised_but_is_followed_no_longer(world: World, initiative: Initiative) -> None:
    row = promised(world, initiative, "Opgivet", 1000)
    shown(world, row, state="lapsed", slipped_months=9)
    sums = added_up(world)
    assert of(sums, BottomLine.TIME_AND_RESOURCES).amounts[0].first == 100_000
    assert (sums.followed.coverage.of, sums.followed.slip) == (0, None)


def test_each_filter_lets_through_what_it_says(world: World, browser: Client, initiative: Initiative) -> None:
    me = world.people[HVIDOVRE, "employee"]
    other = local(world, HVIDOVRE, "Telefoni")
    expects(world, initiative, HVIDOVRE, "Idéen", owner="Leder af ældre", owner_person=me)
    promised(world, other, "Kortere ø-kø", 10, line=BottomLine.QUALITY)
    late = promised(world, initiative, "Over tiden", 10)
    shown(world, late, next_due_on=date(2026, 3, 1))
    world.log_in(browser, HVIDOVRE, "employee")
    assert len(titles(browser)) == 3
    assert titles(browser, "?state=idea") == ["Idéen"]
    assert titles(browser, "?line=quality") == ["Kortere ø-kø"]
    assert titles(browser, "?owner=me") == ["Idéen"]
    assert titles(browser, "?time=overdue") == ["Over tiden"]
    assert titles(browser, "?q=Ø-KØ") == ["Kortere ø-kø"]
    assert titles(browser, "?q=ældre") == ["Idéen"]
    assert titles(browser, f"?initiative={other.public_id}") == ["Kortere ø-kø"]
    assert len(titles(browser, "?state=nonsense&initiative=x&after=x_y")) == 3


def test_what_is_due_first_stands_first_and_pages_follow_each_other(
    world: World, browser: Client, initiative: Initiative
) -> None:
    rows = [expects(world, initiative, HVIDOVRE, f"Nr. {n:02}") for n in range(28)]
    shown(world, rows[20], next_due_on=date(2026, 5, 1))
    shown(world, rows[10], next_due_on=date(2026, 4, 1))
    world.log_in(browser, HVIDOVRE, "employee")
    first = browser.get(reverse("benefits:benefits"))
    then = titles(browser, first.context["next_url"])
    seen = [row["title"] for row in first.context["rows"]]
    assert seen[:3] == ["Nr. 10", "Nr. 20", "Nr. 00"]
    assert len(seen) == 25
    assert sorted([*seen, *then]) == [f"Nr. {n:02}" for n in range(28)]
    assert titles(browser, "?order=newest")[:2] == ["Nr. 27", "Nr. 26"]
    assert len(titles(browser, "?size=100")) == 28


def test_the_number_of_questions_does_not_grow_with_the_benefits(
    world: World, browser: Client, initiative: Initiative
) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    asked = []
    for more in (2, 12):
        for n in range(more):
            promised(world, initiative, f"{more} {n}", 10)
        with CaptureQueriesContext(connection) as found:
            titles(browser)
        asked.append(len(found))
    assert asked[0] == asked[1]


def test_another_organisations_benefits_are_never_there(
    world: World, browser: Client, initiative: Initiative
) -> None:
    promised(world, initiative, "Hemmelig", 1000)
    world.log_in(browser, RODOVRE, HEAD)
    assert titles(browser) == titles(browser, f"?initiative={initiative.public_id}") == []
    assert browser.get(reverse("benefits:of", args=[initiative.public_id])).status_code == 404


def test_an_initiative_leads_to_its_benefits_and_back(
    world: World, browser: Client, initiative: Initiative
) -> None:
    expects(world, initiative, HVIDOVRE, "Kortere ventetid")
    world.log_in(browser, HVIDOVRE, HEAD)
    there = reverse("benefits:of", args=[initiative.public_id])
    assert there in browser.get(reverse("portfolio:initiative", args=[initiative.public_id])).content.decode()
    told = browser.get(there).content.decode()
    assert "Kortere ventetid" in told
    assert reverse("benefits:add", args=[initiative.public_id]) in told
    assert reverse("portfolio:risks", args=[initiative.public_id]) in told, "the same pages beside it"
    world.log_in(browser, HVIDOVRE, "employee")
    assert reverse("benefits:add", args=[initiative.public_id]) not in browser.get(there).content.decode()


def test_a_member_reads_the_benefits_of_what_it_takes_part_in(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    row = expects(world, common, "", "Færre fuldmagter på papir", a_year=1000)
    there = reverse("benefits:of", args=[common.public_id])
    page = reverse("benefits:shared", args=[common.public_id, row.public_id])
    told = world.log_in(browser, HVIDOVRE, "employee").get(there).content.decode()
    assert page in told
    read = browser.get(page).content.decode()
    assert "Færre fuldmagter på papir" in read
    assert "Historie" not in read, "who did what is the owner's own"
    assert "/change/" not in read
    assert browser.get(reverse("benefits:benefit", args=[row.public_id])).status_code == 404
    world.log_in(browser, RODOVRE, HEAD)
    assert browser.get(there).status_code == browser.get(page).status_code == 404
