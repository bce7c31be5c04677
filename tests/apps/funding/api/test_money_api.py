"""Money through the API: the same rows, services and rules as the pages, and what is done is done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.apps.api.conftest import Machine
from tests.apps.funding import pool_world as ground
from tests.apps.funding.test_sharing_pages import PEOPLE
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import coordinator, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.funding.act_types import Sort
from samspil.apps.funding.models import Application, Pool, Registered, Voucher
from samspil.apps.funding.pool_types import Form, RepaymentWish, Repays
from samspil.apps.funding.services import pools
from samspil.apps.funding.services.acts import FillPool
from samspil.apps.funding.services.cost_keys import NewCost, NewKey, keep_key, share_cost
from samspil.apps.funding.services.readers import keep_readers
from samspil.apps.funding.services.two_persons import approve, do_or_register
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import CostKind
from samspil.core.units import Money

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
CODE = ground.POOL
APPLYING: dict[str, Any] = {
    "kind": "technology_pool_application",
    "title": "VR-briller",
    "purpose": "Flere træner videre.",
    "attributes": {"amount": {"amount": "120000.00"}, "pilot_type": "innovation"},
}


@pytest.fixture
def pool(world: World) -> Pool:
    return ground.filled(world, CODE)


def kroner(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "DKK"}


def test_a_pool_is_told_with_what_is_in_it_and_whether_it_takes_applications(
    world: World, pool: Pool, machine: Make
) -> None:
    system = machine(CODE, "employee")
    (listed,) = system.get("/pools").json()["items"]
    one = system.get(f"/pools/{pool.public_id}").json()
    assert one == listed
    assert (one["balance"], one["awarded"], one["available"]) == (
        kroner("1000000.00"),
        kroner("0.00"),
        kroner("1000000.00"),
    )
    assert one["takes_applications"] is True
    assert one["kinds"] == ["technology_pool_application"]
    assert system.get(f"/pools/{pool.public_id}/calls").json() == {"items": [], "next": None}
    assert machine(HVIDOVRE, "head_of_digitalisation").get(f"/pools/{pool.public_id}").status_code == 404


def test_an_application_is_sent_once_for_a_key_and_names_its_initiative(
    world: World, pool: Pool, machine: Make
) -> None:
    ours = local(world, CODE, "VR-briller")
    system = machine(CODE, "employee")
    body = {**APPLYING, "initiative": str(ours.public_id)}
    path = f"/pools/{pool.public_id}/applications"
    sent = system.post(path, body, **{"Idempotency-Key": "vr-1"})
    again = system.post(path, body, **{"Idempotency-Key": "vr-1"})
    assert (sent.status_code, again.status_code) == (201, 201), sent.content
    assert sent.json() == again.json()
    with world.scope(CODE):
        row = Application.objects.get()
    assert row.initiative_id == ours.pk
    told = system.get(f"/applications/{row.public_id}").json()
    assert told["amount"] == kroner("120000.00")
    assert told["initiative"] == str(ours.public_id)
    assert told["award"] is None
    (line,) = system.get(path).json()["items"]
    assert line["id"] == str(row.public_id)


def test_a_list_of_applications_goes_on_after_a_key(world: World, pool: Pool, machine: Make) -> None:
    system = machine(CODE, "employee")
    path = f"/pools/{pool.public_id}/applications"
    for title in ("Første", "Anden", "Tredje"):
        assert system.post(path, {**APPLYING, "title": title}).status_code == 201
    first = system.get(f"{path}?size=2").json()
    assert [one["title"] for one in first["items"]] == ["Tredje", "Anden"]
    rest = system.get(first["next"].removeprefix("/api")).json()
    assert ([one["title"] for one in rest["items"]], rest["next"]) == (["Første"], None)
    assert system.get(f"{path}?sized=2").status_code == 422


@pytest.mark.parametrize(
    ("more", "code", "status"),
    [
        ({"attributes": {"pilot_type": "innovation"}}, "applies_for_nothing", 409),
        ({"form": "loan"}, "pool_does_not_give_this", 409),
        ({"kind": "purchase_request"}, "kind_is_no_application", 409),
        ({"initiative": "0198c0de-0000-7000-8000-000000000000"}, "not_found", 404),
        ({"more": 1}, "not_valid", 422),
    ],
)
def test_what_is_wrong_with_an_application_is_a_problem_with_a_code(
    world: World, pool: Pool, machine: Make, more: dict[str, Any], code: str, status: int
) -> None:
    answer = machine(CODE, "employee").post(f"/pools/{pool.public_id}/applications", {**APPLYING, **more})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    with world.scope(CODE):
        assert not Application.objects.exists()


def test_a_payment_is_noted_once_by_whoever_runs_the_pool(world: World, pool: Pool, machine: Make) -> None:
    row = ground.applied(world, pool, CODE, "VR-briller", 120_000)
    ground.decided(world, CODE, row, "grant", ground.START + timedelta(days=10))
    path = f"/applications/{row.public_id}/parts/1/pay"
    refused = machine(CODE, "employee").post(path, {"proof": "Bevilget"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours_to_run")
    system = machine(CODE, ground.RUNS[CODE])
    key = {"Idempotency-Key": "pay-1"}
    told = system.post(path, {"proof": "Bevilget"}, **key).json()
    part = told["award"]["parts"][0]
    assert (part["is_registered"], part["paid_on"]) == (True, None)
    assert system.post(path, {"proof": "Bevilget"}, **key).json() == told
    approve = path.replace("/pay", "/approve")
    assert system.post(approve, {}).json()["code"] == "another_approves"
    approved = machine(CODE, "head_of_digitalisation").post(approve, {}).json()
    assert approved["award"]["parts"][0]["paid_on"] == "2026-01-13"
    with world.scope(CODE):
        assert Voucher.objects.filter(kind="paid_out").count() == 1
    assert system.post(path, {}).json()["code"] == "part_is_paid_already"
    assert system.post(path.replace("/1/", "/9/"), {}).status_code == 404
    assert system.get(f"/pools/{pool.public_id}").json()["balance"] == kroner("880000.00")


def test_an_instalment_of_a_loan_is_noted(world: World, machine: Make) -> None:
    code = ground.LENDER
    pool = ground.filled(world, code)
    wish = RepaymentWish(Repays.FIXED, (ground.START + timedelta(days=400)).date(), 12, 2)
    row = ground.applied(
        world, pool, code, "Ruteplan", 300_000, form=Form.LOAN, repayment=wish, operating_finance="Konto 5"
    )
    ground.decided(world, code, row, "lend", ground.START + timedelta(days=10))
    system = machine(code, ground.RUNS[code])
    path = f"/applications/{row.public_id}"
    early = system.post(f"{path}/instalments/1/pay", {})
    assert (early.status_code, early.json()["code"]) == (409, "loan_is_not_paid_out")
    assert system.post(f"{path}/parts/1/pay", {"proof": "Driften er i budgettet"}).status_code == 200
    assert machine(code, "finance_manager").post(f"{path}/parts/1/approve", {}).status_code == 200
    waits, _second = system.post(f"{path}/instalments/1/pay", {}).json()["award"]["instalments"]
    assert (waits["is_registered"], waits["paid_on"]) == (True, None)
    with world.scope(code):
        approve(
            Registered.objects.get(),
            acting=world.acting(code, "finance_manager"),
            at=ground.START + timedelta(1),
        )
    told = system.get(path).json()
    assert not told["award"]["instalments"][0]["is_registered"]
    first, second = told["award"]["instalments"]
    assert (first["repays"], first["paid_on"]) == (kroner("150000.00"), "2026-01-13")
    assert second["paid_on"] is None


def test_shared_costs_are_told_with_all_that_works_them_out_again(
    world: World, machine: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    common = programme(world, HVIDOVRE, RODOVRE, SOLROD)
    with world.scope(""):
        day = NOW.date().replace(month=1, day=1)
        content = {"kind": "operation", "rule": {"by": "inhabitants"}, "population_on": "2026-01-01"}
        key = NewKey({**content, "inhabitants": PEOPLE}, day, "Bestyrelsen, punkt 4")
        keep_key(common, key, acting=coordinator(world), at=NOW)
        members, names = tuple(map(Member, PEOPLE)), {code: code for code in PEOPLE}
        last = day.replace(month=12, day=31)
        new = NewCost(CostKind.OPERATION, "Drift 2026", day, last, members, names, Money.of(110_000))
        cost = share_cost(common, new, acting=coordinator(world), at=NOW)
        keep_readers(world.association.pk, at=NOW)
    begin = f"/initiatives/{common.public_id}"
    ours = machine(HVIDOVRE, "head_of_digitalisation")
    (line,) = ours.get(f"{begin}/shared-costs").json()["items"]
    assert (line["amount"], line["we_pay"]) == (kroner("110000.00"), kroner("50000.00"))
    told = ours.get(f"{begin}/shared-costs/{cost.public_id}").json()
    assert told["pays"][SOLROD] == kroner("20000.00")
    assert told["key"]["content"]["inhabitants"] == PEOPLE
    assert told["stands"] is True
    (kept,) = ours.get(f"{begin}/cost-keys").json()["items"]
    assert kept["decision"] == "Bestyrelsen, punkt 4"
    theirs = machine(SOLROD, "head_of_digitalisation").get(f"{begin}/shared-costs").json()["items"]
    assert theirs[0]["we_pay"] == kroner("20000.00")
    # What an association keeps about us is ours to read, and nobody else's.
    (account,) = ours.get("/accounts").json()["items"]
    assert (account["kind"], account["is_ours"], account["stands"]) == (
        "shares",
        False,
        kroner("50000.00"),
    )
    (posted,) = ours.get(f"/accounts/{account['id']}/postings").json()["items"]
    assert (posted["amount"], posted["text"], posted["reverses"]) == (
        kroner("50000.00"),
        "Drift 2026",
        None,
    )
    assert (
        machine(SOLROD, "head_of_digitalisation").get(f"/accounts/{account['id']}/postings").status_code
        == 404
    )


def test_what_moved_on_an_account_goes_on_after_a_line(world: World, pool: Pool, machine: Make) -> None:
    with world.scope(CODE):
        pools.fill_by_appropriation(
            pool, 2026, Money.of(5), "Punkt 7", acting=ground.runs(world, CODE), at=ground.START
        )
    system = machine(CODE, "employee")
    path = f"/accounts/{pool.accounts['pool']}/postings"
    first = system.get(f"{path}?size=1").json()
    assert first["items"][0]["amount"] == kroner("5.00")
    rest = system.get(first["next"].removeprefix("/api")).json()
    assert ([one["amount"] for one in rest["items"]], rest["next"]) == ([kroner("1000000.00")], None)
    assert system.get("/accounts?size=1").json()["next"]


def test_what_waits_is_approved_by_another_through_the_api(world: World, machine: Make) -> None:
    pool = ground.opened(world, ground.BANK)
    act = FillPool(pool.public_id, Sort.APPROPRIATED, 2026, "Byrådet", Money.of(1000))
    with world.scope(ground.BANK):
        do_or_register(act, acting=ground.runs(world, ground.BANK), at=ground.START)
    own, other = (machine(ground.BANK, role) for role in ("bank_secretary", "finance_director"))
    (waits,) = other.get("/registered").json()["items"]
    assert (waits["sort"], waits["amount"], waits["answer"]) == ("appropriated", kroner("1000.00"), "")
    assert machine(ground.BANK, "area_applicant").get("/registered").json()["items"] == []
    path = f"/registered/{waits['id']}"
    assert own.post(f"{path}/approve", {}).json()["code"] == "somebody_else_approves"
    with world.scope(ground.BANK):
        assert not Voucher.objects.exists()
    key = {"Idempotency-Key": "approve-1"}
    done = other.post(f"{path}/approve", {}, **key)
    assert (done.status_code, done.json()["answer"]) == (200, "approved"), done.content
    assert other.post(f"{path}/approve", {}, **key).json() == done.json(), "sent again, done once"
    with world.scope(ground.BANK):
        assert [one.public_id for one in Voucher.objects.all()] == [UUID(done.json()["voucher"])]
    assert other.get("/registered").json()["items"] == []


def test_what_waits_is_sent_back_through_the_api_with_a_reason(world: World, machine: Make) -> None:
    pool = ground.opened(world, ground.BANK)
    act = FillPool(pool.public_id, Sort.APPROPRIATED, 2026, "Byrådet", Money.of(1000))
    with world.scope(ground.BANK):
        row = do_or_register(act, acting=ground.runs(world, ground.BANK), at=ground.START)
    assert isinstance(row, Registered)
    other, path = machine(ground.BANK, "finance_director"), f"/registered/{row.public_id}/send-back"
    assert other.post(path, {"why": ""}).status_code == 422
    assert machine(HVIDOVRE, "head_of_digitalisation").post(path, {"why": "x"}).status_code == 404
    sent = other.post(path, {"why": "Beløbet er forkert"}).json()
    assert (sent["answer"], sent["why"], sent["voucher"]) == ("sent_back", "Beløbet er forkert", None)
