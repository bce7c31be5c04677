"""A pool's pages: what each may see and do, and a round of Favrskov's bank by them from beginning to end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.funding.pool_world import (
    BANK,
    LENDER,
    POOL,
    START,
    alone,
    applied,
    called,
    decided,
    filled,
    governed,
    opened,
)
from tests.apps.governance.at_time import set_clock
from tests.apps.world import World

from samspil.apps.funding.models import Application, Assessment, Call, Filling, Pool, Registered
from samspil.apps.funding.pool_types import Form, RepaymentWish

pytestmark = pytest.mark.django_db
MEETING = datetime(2026, 2, 12, 12, tzinfo=UTC)
ASSESSORS = ("finance_director", "it_adviser")


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, START)


class _Words(HTMLParser):
    """What a page says, without its marks."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said += data.split()


def words(response: Any) -> str:
    found = _Words()
    found.feed(response.content.decode())
    return " ".join(found.said).replace("\xa0", " ")


def logged_in(world: World, code: str, role: str) -> Client:
    return world.log_in(Client(HTTP_ACCEPT_LANGUAGE="da"), code, role)


def done(browser: Client, url: str, **said: Any) -> str:
    """A form is sent; what the page it leads to says."""
    page = browser.get(url)
    assert page.status_code == 200, words(page)
    key = page.content.decode().split('name="key" value="')[1].split('"')[0]
    answer = browser.post(url, {"key": key, **said}, follow=True)
    assert answer.status_code == 200, words(answer)
    return words(answer)


def approved(world: World, code: str, role: str) -> str:
    """Another approves what was registered last, by its page; what the page it leads to says."""
    with world.scope(code):
        row = Registered.objects.filter(answer="").latest("pk")
    return done(logged_in(world, code, role), address("waiting", row.public_id), answer="approve")


def address(name: str, *args: Any) -> str:
    return reverse(f"funding:{name}", args=args)


def test_a_pool_of_the_model_is_opened_from_the_list_by_whoever_runs_it(world: World) -> None:
    governed(world, BANK)
    everybody = logged_in(world, BANK, "area_applicant")
    assert "Digitaliseringsbanken" in words(everybody.get(address("pools")))
    url = address("pool_open", "digitalisation_bank")
    assert url not in everybody.get(address("pools")).content.decode()
    assert everybody.get(url).status_code == 403
    told = done(logged_in(world, BANK, "bank_secretary"), url)
    assert "Puljen er åben" in told
    assert "Ikke åbnet" not in told


def test_where_no_model_has_a_pool_the_page_says_what_a_pool_is(world: World) -> None:
    told = words(logged_in(world, "0167", "employee").get(address("pools")))
    assert "Jeres styringsmodel har ingen pulje" in told


def test_the_bank_is_filled_by_its_levy_and_a_missing_base_is_asked_for(world: World) -> None:
    pool = opened(world, BANK)
    secretary = logged_in(world, BANK, "bank_secretary")
    url = address("fill", pool.public_id, "levy")
    said = {"year": "2026", "decision": "Kommunalbestyrelsen, punkt 6"}
    assert secretary.post(url, {"key": "a", **said}).status_code == 422
    told = done(secretary, url, amount="1.600.000.000", **said)
    assert "Det er registreret, men ikke bogført endnu" in told
    assert "I puljen nu 0 kr." in told
    told = approved(world, BANK, "finance_director")
    assert "I puljen nu 2.000.000 kr." in told
    assert "af 1.600.000.000 kr.; 2.000.000 kr. til kassen" in told
    again = secretary.post(url, {"key": "b", "amount": "1.600.000.000", **said})
    assert again.status_code == 422
    assert "Det er allerede gjort for 2026" in words(again)


def test_money_for_next_year_is_said_to_come_when_it_begins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = opened(world, BANK)
    set_clock(monkeypatch, datetime(2026, 12, 10, 9, tzinfo=UTC))
    secretary = logged_in(world, BANK, "bank_secretary")
    said = {"year": "2027", "decision": "Kommunalbestyrelsen, punkt 6", "amount": "1.600.000.000"}
    alone(monkeypatch)
    told = done(secretary, address("fill", pool.public_id, "levy"), **said)
    assert "2.000.000 kr. er i puljen fra 1. januar 2027." in told


def test_money_from_outside_is_shown_with_its_conditions(world: World) -> None:
    pool = opened(world, BANK)
    done(
        logged_in(world, BANK, "bank_secretary"),
        address("fill", pool.public_id, "external"),
        year="2026",
        amount="250000",
        decision="Økonomiudvalget",
        giver="Staten",
        purpose="Forsøg",
        conditions="Kun velfærdsteknologi",
        spend_by="2026-12-31",
        report_by="2027-02-01",
    )
    told = approved(world, BANK, "finance_director")
    for part in ("Eksterne midler: Staten", "Kun velfærdsteknologi", "31. december 2026", "1. februar 2027"):
        assert part in told


def test_a_round_is_called_applied_to_assessed_and_ranked_by_pages(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = filled(world, BANK)
    secretary = logged_in(world, BANK, "bank_secretary")
    people = [str(world.people[BANK, role]) for role in ASSESSORS]
    done(
        secretary,
        address("call_make", pool.public_id),
        title="Forårets runde",
        opens_on="2026-01-12",
        closes_on="2026-02-06",
        most_points="5",
        second_part="25",
        assessor_1=people[0],
        assessor_2=people[1],
        assessor_3=people[0],
    )
    applicant = logged_in(world, BANK, "area_applicant")
    page = applicant.get(address("apply", pool.public_id))
    assert "Ansøg senest den 6. februar 2026" in words(page)
    told = done(
        applicant,
        address("apply", pool.public_id),
        title="Sensorer i sengene",
        purpose="Færre fald om natten",
        a_amount="1.100.000",
        a_new_appropriation="no",
        a_payback_years="2",
        a_service_gain="yes",
        a_organisational_gain="no",
        a_builds_competence="no",
        supports=["service"],
        sharing="Vi viser det på netværksmødet",
    )
    assert "Ansøgningen er sendt som sag" in told
    with world.scope(BANK):
        row, call = Application.objects.get(), Call.objects.get()
    assert call.assessors == people, "each once"
    seen = words(applicant.get(address("application", row.public_id)))
    for part in ("1.100.000 kr.", "Bedre service", "Færre fald om natten", "netværksmødet", "2 år"):
        assert part in seen
    assert applicant.get(address("points", row.public_id)).status_code == 403

    points = {"p_payback": "5", "p_service": "1", "p_organisation": "2", "p_competence": "3"}
    first, second = (logged_in(world, BANK, role) for role in ASSESSORS)
    assert "dine point mangler" in words(first.get(address("call", call.public_id)))
    done(first, address("points", row.public_id), comment="God sag", **points)
    assert "God sag" in words(first.get(address("application", row.public_id)))
    assert "God sag" not in words(second.get(address("application", row.public_id))), "not before all have"
    assert "God sag" not in words(secretary.get(address("application", row.public_id)))
    done(second, address("points", row.public_id), comment="", **{**points, "p_service": "4"})
    told = words(second.get(address("application", row.public_id)))
    assert "God sag" in told
    assert "mest uenige om: Bedre service. Der er 3 point imellem dem" in told

    told = words(secretary.get(address("call", call.public_id)))
    assert "Der er ikke penge til den" in told
    assert "Det er nok at søge om 100.000 kr. mindre" in told
    assert secretary.post(address("rank", call.public_id), {"key": "a"}).status_code == 422
    set_clock(monkeypatch, START + timedelta(days=30))
    told = done(logged_in(world, BANK, "bank_secretary"), address("rank", call.public_id))
    assert "Rangordenen er gemt" in told


def test_an_assessor_steps_aside_by_the_page_and_is_not_waited_for(world: World) -> None:
    pool = filled(world, BANK)
    called(world, pool, BANK, *ASSESSORS)
    row = applied(world, pool, BANK, "Robot", 100_000, at=START)
    first = logged_in(world, BANK, ASSESSORS[0])
    done(first, address("step_aside", row.public_id), why="Min bror sælger den")
    with world.scope(BANK):
        assert Assessment.objects.get().stepped_aside
    assert first.post(address("points", row.public_id), {"key": "a"}).status_code == 422


def test_nobody_applies_while_no_round_is_open(world: World) -> None:
    pool = filled(world, BANK)
    answer = logged_in(world, BANK, "area_applicant").get(address("apply", pool.public_id))
    assert answer.status_code == 403
    assert "Der kan ikke søges lige nu" in words(answer)


def test_who_brings_no_applications_is_told_so(world: World) -> None:
    pool = filled(world, BANK)
    called(world, pool, BANK)
    answer = logged_in(world, BANK, "it_adviser").get(address("apply", pool.public_id))
    assert answer.status_code == 403
    assert "Din rolle kan ikke søge puljen" in words(answer)


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("role", ["area_applicant", "it_adviser", "bank_secretary"])
def test_a_pool_and_its_round_lead_whoever_may_to_the_form(
    world: World, monkeypatch: pytest.MonkeyPatch, role: str, is_open: bool
) -> None:
    pool = filled(world, BANK)
    call = called(world, pool, BANK)
    if not is_open:
        set_clock(monkeypatch, START + timedelta(days=30))
    browser, form = logged_in(world, BANK, role), address("apply", pool.public_id)
    may = role == "area_applicant" and is_open
    assert browser.get(form).status_code == (200 if may else 403)
    for page in (address("pool", pool.public_id), address("call", call.public_id)):
        assert (f'href="{form}"' in browser.get(page).content.decode()) is may


def a_loan(world: World) -> tuple[Pool, Application]:
    pool = filled(world, LENDER)
    wish = RepaymentWish(first_on=datetime(2027, 3, 1, tzinfo=UTC).date(), times=3)
    row = applied(world, pool, LENDER, "Sensorer", 300_000, form=Form.LOAN, repayment=wish)
    assert decided(world, LENDER, row, "lend", MEETING) is not None
    return pool, row


def test_a_loan_is_paid_out_and_back_by_pages_and_its_result_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool, row = a_loan(world)
    set_clock(monkeypatch, MEETING + timedelta(days=1))
    secretary = logged_in(world, LENDER, "group_secretary")
    matter = secretary.get(reverse("governance:matter", args=[row.matter])).content.decode()
    assert address("application", row.public_id) in matter, "from the matter one comes to the application"
    assert address("pools") in secretary.get(address("money")).content.decode()
    told = words(secretary.get(address("application", row.public_id)))
    assert "Lån på 300.000 kr., besluttet den 12. februar 2026" in told
    assert "Venter på bevis for egne penge til driften" in told
    pay = address("pay", row.public_id, 1)
    assert secretary.post(pay, {"key": "a", "proof": ""}).status_code == 422
    told = done(secretary, pay, proof="Økonomi har bekræftet konto 5.32")
    assert "Udbetalingen af 300.000 kr. er registreret. En anden godkender den." in told
    assert "venter på, at en anden godkender" in told
    own = secretary.post(pay, {"key": "c", "answer": "approve"})
    assert "Du har selv registreret udbetalingen" in words(own)
    manager = logged_in(world, LENDER, "finance_manager")
    assert "Økonomi har bekræftet konto 5.32" in words(manager.get(pay))
    assert "Der er ikke betalt noget" in done(manager, pay, answer="back")
    done(secretary, pay, proof="Økonomi har bekræftet konto 5.32")
    told = done(manager, pay, answer="approve")
    assert "300.000 kr. er udbetalt" in told
    assert "Udlånt 300.000 kr." in words(secretary.get(address("pool", pool.public_id)))
    assert "En anden godkender det" in done(secretary, address("back", row.public_id, 1))
    assert "Udlånt 200.000 kr." in approved(world, LENDER, "finance_manager")
    again = secretary.post(address("back", row.public_id, 1), {"key": "b"})
    assert again.status_code == 422
    assert "Det betales kun én gang" in words(again)
    applicant = logged_in(world, LENDER, "area_employee")
    assert applicant.get(pay).status_code == 403
    told = done(
        applicant,
        address("result", row.public_id),
        text="Der er færre fald",
        earned="50.000",
        experience="Start på én afdeling",
        shared_with="Netværket",
    )
    assert "Tjent eller sparet indtil nu: 50.000 kr." in told
    assert "Start på én afdeling" in words(applicant.get(address("pool", pool.public_id)))


def test_an_award_is_parted_and_stopped_by_pages(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _pool, row = a_loan(world)
    set_clock(monkeypatch, MEETING + timedelta(days=1))
    secretary = logged_in(world, LENDER, "group_secretary")
    parts = {"title_1": "Aftale", "due_1": "2026-03-01", "amount_1": "100.000"}
    wrong = secretary.post(address("parts", row.public_id), {"key": "a", **parts})
    assert wrong.status_code == 422
    assert "Delene giver 100.000 kr. tilsammen, men støtten er 300.000 kr." in words(wrong)
    more = {"title_2": "I drift", "due_2": "2026-09-01", "amount_2": "200.000"}
    assert "I drift" in done(secretary, address("parts", row.public_id), **parts, **more)
    assert "Stoppet den 13. februar 2026" in done(secretary, address("stop", row.public_id))


def test_a_year_is_ended_by_the_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = filled(world, LENDER)
    set_clock(monkeypatch, datetime(2027, 1, 5, 9, tzinfo=UTC))
    alone(monkeypatch)
    told = done(logged_in(world, LENDER, "group_secretary"), address("year_end", pool.public_id), year="2026")
    assert "1.000.000 kr. gik tilbage til kassen" in told
    with world.scope(LENDER):
        assert Filling.objects.filter(sort="lapsed").count() == 1


def test_a_pools_applications_are_paged(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = filled(world, LENDER)
    rows = [applied(world, pool, LENDER, f"Sensor nr. {number:02}", 1_000) for number in range(27)]
    secretary = logged_in(world, LENDER, "group_secretary")
    first = words(secretary.get(address("pool", pool.public_id)))
    assert "Sensor nr. 26" in first
    assert "Sensor nr. 02" in first
    assert "Sensor nr. 01" not in first
    assert "Ældre ansøgninger" in first
    older = words(secretary.get(address("pool", pool.public_id), {"before": str(rows[2].public_id)}))
    assert "Sensor nr. 01" in older
    assert "Sensor nr. 02" not in older
    assert "Ældre ansøgninger" not in older
    assert "De nyeste ansøgninger" in older
    nonsense = secretary.get(address("pool", pool.public_id), {"before": "intet"})
    assert "Sensor nr. 26" in words(nonsense)


def test_whoever_brings_an_application_is_shown_the_way_to_the_pool(world: World) -> None:
    pool = opened(world, POOL)
    browser = logged_in(world, POOL, "employee")
    told = browser.get("/bring/technology_pool_application/").content.decode()
    assert "Penge søges fra puljens egen side" in told
    assert f'href="/money/pools/{pool.public_id}/apply/"' in told
    other = browser.get("/bring/issue/").content.decode()
    assert "Penge søges" not in other
