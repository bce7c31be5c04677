"""Who has to work how much when: sums match, obligation has a price, and what is a member's stays its own."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Capacity, Estimate, Initiative, PlannedEffort, Staffing
from samspil.apps.portfolio.selectors.load import load_of, load_of_members
from samspil.apps.portfolio.services import effort, initiatives
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.core.units import PersonDays
from samspil.kit.ids import new_id

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
URL = "/portfolio/load/"


def asked(days: int, first: date = MARCH, last: date = MARCH, competence: str = "Jura") -> effort.Asked:
    return effort.Asked("IT", competence, first, last, PersonDays.of(days))


def law(world: World) -> Initiative:
    with world.scope(RODOVRE):
        new = NewInitiative("Ny lov om post", "", Form.PROJECT, is_mandatory=True, legal_source="Lov § 4")
        return initiatives.start(new, acting=keeper(world, RODOVRE), at=NOW)


def plan(world: World, initiative: Initiative, what: effort.Asked) -> None:
    with world.scope(RODOVRE):
        effort.plan_effort(initiative, what, acting=keeper(world, RODOVRE), at=NOW)


def capacity(world: World, what: effort.Asked) -> None:
    with world.scope(RODOVRE):
        effort.set_capacity(what, acting=keeper(world, RODOVRE), at=NOW)


def test_the_sum_of_the_load_is_what_initiatives_ask_for(world: World) -> None:
    duty, wish = law(world), local(world, RODOVRE)
    plan(world, duty, asked(7, MARCH, MAY))
    plan(world, wish, asked(4, MARCH, APRIL))
    plan(world, wish, asked(2, APRIL, APRIL, "Udvikling"))
    capacity(world, asked(10, MARCH, APRIL))
    with world.scope(RODOVRE):
        picture = load_of(world.organisation(RODOVRE).pk, MARCH, 12)
        everything = sum(PlannedEffort.objects.values_list("hundredths", flat=True))
    assert sum(one.asked.hundredths for one in picture.loads) == everything == 3100
    assert sum(one.mandatory.hundredths for one in picture.loads) == 2100
    lacking = {(one.slot.month, one.slot.competence): one.lacking for one in picture.loads}
    assert lacking[MARCH, "Jura"] == PersonDays.of(1)
    assert lacking[MAY, "Jura"] == PersonDays(0)
    assert picture.share_of_effort is not None
    assert round(picture.share_of_effort * 100) == 68


def test_what_is_planned_again_is_replaced_and_nought_takes_it_away(world: World) -> None:
    wish = local(world, RODOVRE)
    plan(world, wish, asked(4, MARCH, MAY))
    plan(world, wish, asked(6, APRIL, APRIL))
    plan(world, wish, asked(0, MAY, MAY))
    with world.scope(RODOVRE):
        rows = PlannedEffort.objects.order_by("month").values_list("month", "hundredths")
        assert list(rows) == [(MARCH, 400), (APRIL, 600)]


def test_the_capacity_of_a_month_is_copied_to_the_months_after_it(world: World) -> None:
    capacity(world, asked(10))
    capacity(world, asked(3, competence="Udvikling"))
    capacity(world, asked(99, MAY, MAY))
    with world.scope(RODOVRE):
        assert effort.copy_capacity(MARCH, MAY, acting=keeper(world, RODOVRE), at=NOW) == 2
        rows = Capacity.objects.order_by("month", "competence").values_list("month", "hundredths")
        assert list(rows) == [(one, days) for one in (MARCH, APRIL, MAY) for days in (1000, 300)]
        with pytest.raises(RefusedError, match="no_capacity_to_copy"):
            effort.copy_capacity(date(2030, 1, 1), date(2030, 3, 1), acting=keeper(world, RODOVRE), at=NOW)


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (effort.Asked(" ", "Jura", MARCH, MARCH, PersonDays.of(1)), "unit_and_competence_are_missing"),
        (effort.Asked("IT", " ", MARCH, MARCH, PersonDays.of(1)), "unit_and_competence_are_missing"),
        (asked(-1), "effort_below_zero"),
        (asked(100_001), "too_many_days_a_month"),
        (asked(1, APRIL, MARCH), "ends_before_it_starts"),
        (asked(1, MARCH, date(2031, 3, 1)), "too_many_months"),
    ],
)
def test_what_does_not_hold_together_is_refused(world: World, what: effort.Asked, code: str) -> None:
    wish = local(world, RODOVRE)
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError, match=code):
            effort.plan_effort(wish, what, acting=keeper(world, RODOVRE), at=NOW)
        with pytest.raises(RefusedError, match=code):
            effort.set_capacity(what, acting=keeper(world, RODOVRE), at=NOW)
        assert not PlannedEffort.objects.exists()
        assert not Capacity.objects.exists()


def test_sixty_months_are_not_too_many(world: World) -> None:
    capacity(world, asked(1, MARCH, date(2031, 2, 1)))
    with world.scope(RODOVRE):
        assert Capacity.objects.count() == 60


def test_only_who_leads_plans_work_and_only_who_keeps_says_what_there_is(world: World) -> None:
    wish, employee = local(world, RODOVRE), world.acting(RODOVRE, "employee")
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            effort.plan_effort(wish, asked(1), acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            effort.set_capacity(asked(1), acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            effort.copy_capacity(MARCH, MAY, acting=employee, at=NOW)


def test_the_price_of_obligation_is_told_in_words_by_the_organisations_own_ranking(world: World) -> None:
    duty, first, second = law(world), local(world, RODOVRE, "Skærme"), local(world, RODOVRE, "Robot")
    plan(world, duty, asked(7))
    plan(world, first, asked(4))
    plan(world, second, asked(3))
    capacity(world, asked(10))
    with world.scope(RODOVRE):
        Initiative.objects.filter(pk=first.pk).update(rank=1, value=100)
        Initiative.objects.filter(pk=second.pk).update(rank=2, value=30)
    page = seen(world, RODOVRE, "head_of_digitalisation")
    told = " ".join(page.content.decode().split())
    # Ten days carry both wishes without the law; the three that it leaves carry only the second.
    assert "Skal-opgaverne tager 7 arbejdsdage i de måneder." in told
    assert "hænder til 1 ønske med en værdi på 100, som I ikke når nu" in told
    assert [one["title"] for one in page.context["price"]["displaced"]] == ["Skærme"]
    assert [one["title"] for one in page.context["price"]["carried"]] == ["Robot"]
    cell = page.context["lines"][0]["cells"][0]
    assert (cell["load"], cell["number"], cell["word"]) == ("over", "14 af 10", "mangler 4")


def test_where_nobody_says_what_a_wish_is_worth_no_value_is_told(world: World) -> None:
    plan(world, law(world), asked(7))
    plan(world, local(world, RODOVRE, "Skærme"), asked(4))
    capacity(world, asked(10))
    told = " ".join(seen(world, RODOVRE, "head_of_digitalisation").content.decode().split())
    assert "hænder til 1 ønske, som I ikke når nu" in told
    assert "værdi" not in told


def test_two_shares_that_are_halves_make_a_hundred(world: World) -> None:
    plan(world, law(world), asked(3))
    plan(world, local(world, RODOVRE, "Skærme"), asked(5))
    tile = seen(world, RODOVRE, "head_of_digitalisation").context["tiles"][2]
    assert (tile["value"], tile["note"]) == ("38%", "udvikling får 62%")


def seen(world: World, code: str, role: str) -> Any:
    browser = world.log_in(Client(), code, role)
    page = browser.get(f"{URL}?since=2026-03&months=6")
    assert page.status_code == 200
    return page


def test_the_association_sees_hands_lent_and_what_members_share_and_says_what_it_does_not_see(
    world: World,
) -> None:
    common = programme(world, HVIDOVRE)
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        effort.plan_effort(mine, asked(50), acting=keeper(world, HVIDOVRE), at=NOW)
    with world.scope(""):
        owner = coordinator(world).organisation_id
        Staffing.objects.create(
            organisation_id=owner,
            initiative=common,
            code=HVIDOVRE,
            function="Jurist",
            competence="Jura",
            first_month=date(2026, 1, 1),
            last_month=APRIL,
            hundredths_a_month=200,
        )
        members = {one.code: (one.pk, one.name) for one in world.members.values()}
        rows = {one.code: one for one in load_of_members(owner, members, MARCH, 12, NOW.date())}
    assert len(rows) == 9
    assert (rows[HVIDOVRE].lent, rows[HVIDOVRE].lent_in) == (PersonDays.of(4), 1)
    assert (rows[HVIDOVRE].shown, rows[HVIDOVRE].shown_in) == (PersonDays(0), 0)
    assert rows[RODOVRE].lent == PersonDays(0)
    page = seen(world, "", "coordinator").content.decode()
    assert "Her ses ikke, hvad et medlem ellers arbejder med" in page
    assert (
        "Belastning for hvert medlem" not in seen(world, RODOVRE, "head_of_digitalisation").content.decode()
    )


def test_capacity_is_filled_in_on_the_page_and_what_is_wrong_is_kept(world: World) -> None:
    browser = world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    form = {"do": "capacity", "capacity-unit": "IT", "capacity-competence": "Jura", "capacity-days": "12,5"}
    wrong = browser.post(URL, {**form, "capacity-first": "2026-05", "capacity-last": "2026-03"})
    assert wrong.status_code == 422
    assert 'value="12,5"' in wrong.content.decode()
    right = browser.post(URL, {**form, "capacity-first": "2026-03", "capacity-last": "2026-05"})
    assert right["Location"] == reverse("portfolio:load")
    with world.scope(RODOVRE):
        assert list(Capacity.objects.values_list("hundredths", flat=True)) == [1250] * 3


def test_who_keeps_nothing_fills_in_nothing(world: World) -> None:
    page = seen(world, RODOVRE, "employee")
    assert page.context["filled"] == {}
    browser = world.log_in(Client(), RODOVRE, "employee")
    assert browser.post(URL, {"do": "capacity"}).status_code == 403
    assert Client().get(URL).status_code == 302


def test_another_organisations_load_is_not_seen(world: World) -> None:
    plan(world, local(world, RODOVRE), asked(4))
    assert seen(world, HVIDOVRE, "head_of_digitalisation").context["lines"] == []


def test_the_page_asks_as_often_however_much_is_planned(world: World) -> None:
    browser = world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    counts, lines = [], []
    for number in (1, 4):
        for place in range(number):
            wish = local(world, RODOVRE, f"Ønske {number}.{place}")
            plan(world, wish, asked(4 + place, MARCH, MAY, f"Fag {place}"))
            capacity(world, asked(2, MARCH, MAY, f"Fag {place}"))
        browser.get(URL)
        with CaptureQueriesContext(connection) as questions:
            page = browser.get(f"{URL}?since=2026-03&months=6")
        counts.append(len(questions))
        lines.append(len(page.context["lines"]))
    assert lines == [1, 4]
    assert counts[0] == counts[1]


def estimated(world: World, initiative: Initiative, sequence: int, kroner: int, currency: str | None) -> None:
    """An estimate as a list brings it, in a currency of its own; nothing is the organisation's."""
    with world.scope(RODOVRE):
        Estimate.objects.create(
            organisation_id=initiative.organisation_id, initiative=initiative, sequence=sequence,
            decision=new_id(), made_at=NOW, cost_minor=kroner * 100, currency=currency,
        )  # fmt: skip


def test_what_is_in_another_currency_is_said_to_be_left_out_of_the_share_of_the_money(world: World) -> None:
    duty, wish = law(world), local(world, RODOVRE)
    estimated(world, duty, 1, 300, None)
    estimated(world, wish, 1, 100, "DKK")
    head = world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    assert "ikke talt med i andelen af pengene" not in head.get(URL).content.decode()
    foreign = local(world, RODOVRE, "Fælles europæisk app")
    estimated(world, foreign, 1, 9_000, "EUR")
    shown = head.get(URL).content.decode()
    assert "1 indsats er ikke talt med i andelen af pengene: dens beløb er i EUR, og" in shown
    assert "75%" in shown
    for number, currency in enumerate(("SEK", "EUR")):
        estimated(world, local(world, RODOVRE, f"Nummer {number}"), 1, 5, currency)
    several = head.get(URL).content.decode()
    assert (
        "3 indsatser er ikke talt med i andelen af pengene: deres beløb er i EUR (2), SEK (1), og" in several
    )
    estimated(world, foreign, 2, 400, "DKK")  # now it has an amount that can be added
    with world.scope(RODOVRE):
        picture = load_of(foreign.organisation_id, MARCH, 1)
    assert picture.left_out == {"EUR": 1, "SEK": 1}
    assert picture.share_of_cost == Fraction(3, 8)
