"""Hands lent to joint work: each member lends its own, and all see what still lacks."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.portfolio.models import Initiative, Staffing
from samspil.apps.portfolio.services import initiatives, taking_part
from samspil.apps.portfolio.services.staffing import NewHand, lend, lend_until
from samspil.apps.portfolio.services.taking_part import Said
from samspil.apps.portfolio.types import End
from samspil.core.portfolio.pace import Pace
from samspil.core.units import PersonDays
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)
HEAD = "head_of_digitalisation"
MANAGER = NewHand("Projektleder, Digitalisering", "projektledelse", MARCH, MAY, PersonDays.of(5))
FORM = {
    "do": "lend", "lend-function": "Jurist, Borgerservice", "lend-competence": "jura",
    "lend-first": "2026-03", "lend-last": "2026-05", "lend-days": "2,5",
}  # fmt: skip


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def common(world: World) -> Initiative:
    """A programme of the association that Hvidovre and Rødovre are invited to."""
    return programme(world, HVIDOVRE, RODOVRE)


def url(initiative: Initiative, number: int | None = None) -> str:
    key = initiative.public_id
    if number is None:
        return reverse("portfolio:staffing", args=[key])
    return reverse("portfolio:hand_until", args=[key, number])


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(html.unescape(text).split())


def lent(world: World, common: Initiative, code: str, hand: NewHand = MANAGER) -> int:
    """A member lends somebody; the number of the hand."""
    with world.scope(code):
        lend(common, hand, acting=keeper(world, code), at=NOW)
    with world.scope(""):
        return Staffing.objects.latest("pk").pk


def send(browser: Client, where: str, **said: str) -> Any:
    return browser.post(where, {"lend-key": str(uuid4()), **said})


def test_the_association_sees_what_members_lend_of_what_it_asks_for(world: World, common: Initiative) -> None:
    association = world.log_in(Client(), "", "coordinator")
    asked = {
        "do": "ask", "ask-key": str(uuid4()), "ask-unit": "Sekretariatet", "ask-competence": "projektledelse",
        "ask-first": "2026-03", "ask-last": "2026-04", "ask-days": "8",
    }  # fmt: skip
    assert association.post(url(common), asked).status_code == 302
    lent(world, common, HVIDOVRE)
    said = words(association.get(url(common)))
    assert "projektledelse Sekretariatet 5 af 8 3 mangler 5 af 8 3 mangler 5" in said
    assert "Hvidovre" in said
    assert "Projektleder, Digitalisering" in said


def test_a_member_lends_its_own_by_the_page_and_all_members_see_it(world: World, common: Initiative) -> None:
    hvidovre = world.log_in(Client(), HVIDOVRE, HEAD)
    assert "Stil en medarbejder til rådighed" in words(hvidovre.get(url(common)))
    sent = send(hvidovre, url(common), **FORM)
    assert (sent.status_code, sent["Location"]) == (302, url(common))
    with world.scope(""):
        row = Staffing.objects.get()
    assert (row.code, row.function, row.competence) == (HVIDOVRE, "Jurist, Borgerservice", "jura")
    assert (row.first_month, row.last_month, row.hundredths_a_month) == (MARCH, MAY, 250)
    rodovre = world.log_in(Client(), RODOVRE, "employee")
    assert "Jurist, Borgerservice" in words(rodovre.get(url(common)))
    page = words(
        world.log_in(Client(), "", "coordinator").get(
            reverse("portfolio:initiative", args=[common.public_id])
        )
    )
    assert "jura, 2,5 arbejdsdage om måneden" in page


def test_the_same_page_sent_twice_lends_once(world: World, common: Initiative) -> None:
    hvidovre, key = world.log_in(Client(), HVIDOVRE, HEAD), str(uuid4())
    for _time in range(2):
        assert hvidovre.post(url(common), {**FORM, "lend-key": key}).status_code == 302
    with world.scope(""):
        assert Staffing.objects.count() == 1


def test_who_does_not_keep_the_portfolio_lends_nobody(world: World, common: Initiative) -> None:
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    assert "lend-function" not in employee.get(url(common)).content.decode()
    refused = send(employee, url(common), **FORM)
    assert refused.status_code == 422
    assert "Det kan kun gøres af dem, der holder jeres portefølje ved lige." in words(refused)
    with world.scope(""):
        assert not Staffing.objects.exists()


def test_nobody_lends_or_takes_back_anothers(world: World, common: Initiative) -> None:
    number = lent(world, common, HVIDOVRE)
    for code, acting in ((RODOVRE, keeper(world, RODOVRE)), ("", coordinator(world))):
        with world.scope(code), pytest.raises(NotFoundError):
            lend_until(common, number, None, acting=acting, at=NOW)
    rodovre = world.log_in(Client(), RODOVRE, HEAD)
    assert rodovre.post(url(common, number), {f"until{number}-key": str(uuid4())}).status_code == 404
    with world.scope(""):
        assert Staffing.objects.get().last_month == MAY


def test_the_association_lends_its_own_people(world: World, common: Initiative) -> None:
    with world.scope(""):
        lend(common, MANAGER, acting=coordinator(world), at=NOW)
        assert Staffing.objects.get().code == ""


def test_a_hand_is_lent_until_another_month_or_not_at_all(world: World, common: Initiative) -> None:
    number, hvidovre = lent(world, common, HVIDOVRE), world.log_in(Client(), HVIDOVRE, HEAD)
    field = f"until{number}"
    early = {f"{field}-key": str(uuid4()), f"{field}-last": "2026-02"}
    refused = hvidovre.post(url(common, number), early)
    assert refused.status_code == 422
    assert "Slutdatoen 1. februar 2026 ligger før startdatoen 1. marts 2026" in words(refused)
    later = {f"{field}-key": str(uuid4()), f"{field}-last": "2026-04"}
    assert hvidovre.post(url(common, number), later).status_code == 302
    with world.scope(""):
        assert Staffing.objects.get().last_month == date(2026, 4, 1)
    assert hvidovre.post(url(common, number), {f"{field}-key": str(uuid4())}).status_code == 302
    with world.scope(""):
        assert not Staffing.objects.exists()


@pytest.mark.parametrize(
    ("hand", "code"),
    [
        (NewHand(" ", "jura", MARCH, MAY, PersonDays.of(1)), "hand_says_who_and_what"),
        (NewHand("Jurist", " ", MARCH, MAY, PersonDays.of(1)), "hand_says_who_and_what"),
        (NewHand("Jurist", "jura", MARCH, MAY, PersonDays(0)), "hand_lends_no_days"),
        (NewHand("Jurist", "jura", MAY, MARCH, PersonDays.of(1)), "ends_before_it_starts"),
        (NewHand("Jurist", "jura", MARCH, MAY, PersonDays.of(100_001)), "too_many_days_a_month"),
        (NewHand("Jurist", "jura", MARCH, date(2031, 3, 1), PersonDays.of(1)), "too_many_months"),
    ],
)
def test_what_does_not_hold_together_is_refused(
    world: World, common: Initiative, hand: NewHand, code: str
) -> None:
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match=code):
        lend(common, hand, acting=keeper(world, HVIDOVRE), at=NOW)


def test_who_is_not_with_lends_nobody(world: World, common: Initiative) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        taking_part.set_pace(common.public_id, Pace.PREPARING, acting=acting, at=NOW)
    voluntary = programme(world, HVIDOVRE, is_mandatory=False)
    with world.scope(HVIDOVRE):
        said = Said("Vi har ikke hænderne")
        taking_part.set_pace(voluntary.public_id, Pace.OPTED_OUT, said, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="lends_who_is_with"):
            lend(voluntary, MANAGER, acting=acting, at=NOW)
        lend(common, MANAGER, acting=acting, at=NOW)


def test_only_joint_work_that_is_under_way_borrows(world: World, common: Initiative) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        with pytest.raises(RefusedError, match="only_joint_work_borrows"):
            lend(mine, MANAGER, acting=acting, at=NOW)
    with world.scope(""):
        initiatives.end(common, End.COMPLETED, learned="x", acting=coordinator(world), at=NOW)
        with pytest.raises(RefusedError, match="initiative_is_over"):
            lend(common, MANAGER, acting=coordinator(world), at=NOW)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="initiative_is_over"):
        lend(common, MANAGER, acting=acting, at=NOW)


def test_a_municipalitys_own_work_is_planned_on_its_page_and_borrows_nobody(world: World) -> None:
    mine, head = local(world, HVIDOVRE), world.log_in(Client(), HVIDOVRE, HEAD)
    answer = head.get(url(mine))
    page = words(answer)
    assert "Planlæg arbejdet" in page
    for offered in re.findall(r'\blist="([^"]+)"', answer.content.decode()):
        assert f'<datalist id="{offered}">' in answer.content.decode()
    assert "Hvem stiller medarbejdere til rådighed" not in page
    assert words(world.log_in(Client(), HVIDOVRE, "employee").get(url(mine))).count("Planlæg arbejdet") == 0
    assert world.log_in(Client(), RODOVRE, HEAD).get(url(mine)).status_code == 404


def test_the_journal_of_the_association_is_told_and_keeps_no_words(world: World, common: Initiative) -> None:
    number = lent(world, common, HVIDOVRE)
    with world.scope(HVIDOVRE):
        lend_until(common, number, None, acting=keeper(world, HVIDOVRE), at=NOW)
    with world.scope(""):
        rows = Entry.objects.filter(action__startswith="portfolio.initiative.hand_lent").order_by("sequence")
        told = [(one.action, str(one.facts)) for one in rows]
    assert [action for action, _facts in told] == [
        "portfolio.initiative.hand_lent",
        "portfolio.initiative.hand_lent_until",
    ]
    assert HVIDOVRE in told[0][1]
    assert "Projektleder" not in told[0][1]


def test_many_hands_take_no_more_questions_than_one(world: World, common: Initiative) -> None:
    lent(world, common, HVIDOVRE)
    association = world.log_in(Client(), "", "coordinator")
    association.get(url(common))
    with CaptureQueriesContext(connection) as few:
        association.get(url(common))
    for number in range(5):
        lent(world, common, RODOVRE, NewHand(f"F{number}", f"K{number}", MARCH, MAY, PersonDays.of(1)))
    with CaptureQueriesContext(connection) as many:
        association.get(url(common))
    assert len(few) == len(many)
