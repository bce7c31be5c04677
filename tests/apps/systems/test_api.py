"""The register for machines: by the same doors as the pages, what is hidden as hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from tests.apps.api.conftest import Machine, token_for
from tests.apps.systems.test_agreements import agreement_in, drawn_in
from tests.apps.systems.test_register import CARE, contract_in, use_in
from tests.apps.world import HVIDOVRE, RODOVRE, TODAY, World

from samspil.apps.systems.models import Contract, Draw, LocalUse
from samspil.apps.systems.types import NewOption
from samspil.core.systems.vocabulary import Visibility

SHOWN: Any = {"visibility": Visibility.ASSOCIATION}
ASK = Callable[..., Any]


@pytest.fixture
def head(world: World) -> Machine:
    return Machine(token_for(world, HVIDOVRE, "head_of_digitalisation"))


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_system_is_entered_found_and_changed(world: World, head: Machine) -> None:
    link = {"title": "Manual", "url": "https://example.org/m"}
    said = {"name": "Omsorg", "kle": ["27.35", "27.36"], "kle_removed": ["27.36"], "budget": "1200.50"}
    made = told(head.post("/systems", {**said, "links": [link], "notes": "internt"}), 201)
    assert (made["kle"], made["budget"], made["links"]) == (["27.35"], "1200.50", [link])
    changed = told(head.post(f"/systems/{made['id']}", {"life_cycle": "operational", "vendor": "Fiktiv"}))
    assert (changed["life_cycle"], changed["notes"], changed["budget"]) == (
        "operational",
        "internt",
        "1200.50",
    )
    [line] = told(head.get("/systems?said=fiktiv&life_cycle=operational"))["items"]
    assert line["id"] == made["id"]
    assert told(head.get("/systems?visibility=public"))["items"] == []
    seen = told(head.get(f"/systems/{made['id']}"))
    assert {**seen, "changed_at": ""} == {**changed, "changed_at": ""}


def test_a_system_tells_who_else_uses_it_and_no_hidden_price(world: World, head: Machine) -> None:
    ours = use_in(world, HVIDOVRE)
    theirs = use_in(world, RODOVRE, notes="hemmeligt", contact="Social", **SHOWN)
    contract_in(world, RODOVRE, theirs, name="Vist", operation_minor=500_00, **SHOWN)
    hidden: Any = {"hides_prices": True, "operation_minor": 77_77, "notes": "hemmeligt"}
    contract_in(world, RODOVRE, theirs, name="Skjult", **hidden, **SHOWN)
    answer = head.get(f"/systems/{ours.public_id}")
    [other] = told(answer)["others"]
    assert (other["organisation"], other["contact"]) == ("Rødovre", "Social")
    assert [(one["name"], one["operation"]) for one in other["contracts"]] == [
        ("Skjult", None),
        ("Vist", {"amount": "500.00", "currency": "DKK"}),
    ]
    assert b"hemmeligt" not in answer.content
    assert b"77.77" not in answer.content


def test_a_contract_is_entered_changed_and_drawn_on(world: World, head: Machine) -> None:
    use, agreement = use_in(world, HVIDOVRE), agreement_in(world, HVIDOVRE)
    said = {
        "name": "Drift",
        "systems": [str(use.public_id)],
        "agreement": str(agreement.public_id),
        "value": "1000.00",
        "other": "-2.50",
        "options": [{"months": 12, "notice_days": 90, "value": "10"}],
        "ends_on": "2027-12-31",
    }
    made = told(head.post("/contracts", said), 201)
    assert (made["systems"], made["agreement"]) == ([str(use.public_id)], str(agreement.public_id))
    assert (made["value"], made["other"]) == ("1000.00", "-2.50")
    assert made["options"] == [{"months": 12, "notice_days": 90, "value": "10.00"}]
    changed = told(head.post(f"/contracts/{made['id']}", {"notice_months": 6}))
    assert (changed["notice_months"], changed["options"], changed["systems"]) == (
        *(6, made["options"], made["systems"]),
    )
    where = f"/contracts/{made['id']}/draws"
    again = {"idempotency_key": "faktura-1"}
    drawing = {"drawn_on": str(TODAY), "amount": "400.00", "what": "Faktura 1"}
    first = told(head.post(where, drawing, **again), 201)
    assert told(head.post(where, drawing, **again), 201) == first
    told(head.post(where, {**drawing, "amount": "-100.00"}), 201)
    page = told(head.get(f"{where}?size=1"))
    rest = told(head.client.get(page["next"], headers={"authorization": f"Bearer {head.secret}"}))
    assert [one["amount"]["amount"] for one in [*page["items"], *rest["items"]]] == ["-100.00", "400.00"]
    assert rest["next"] is None
    [line] = told(head.get("/contracts?said=drift&ends_before=2028-01-01"))["items"]
    assert line["drawn"] == "300.00"


def test_lists_go_on_where_they_ended(world: World, head: Machine) -> None:
    for number in range(3):
        use_in(world, HVIDOVRE, name=f"S{number}")
        contract_in(world, HVIDOVRE, name=f"K{number}")
        agreement_in(world, HVIDOVRE, number=str(number))
    for path in ("/systems", "/contracts", "/agreements", "/retender"):
        page = told(head.get(f"{path}?size=2"))
        rest = told(head.client.get(page["next"], headers={"authorization": f"Bearer {head.secret}"}))
        found = [one.get("id") or one["contract"] for one in [*page["items"], *rest["items"]]]
        assert (len(set(found)), rest["next"]) == (3, None)


def test_an_agreement_tells_what_each_has_drawn(world: World, head: Machine) -> None:
    ours, theirs = agreement_in(world, HVIDOVRE), agreement_in(world, RODOVRE, **SHOWN)
    drawn_in(world, HVIDOVRE, ours, 100)
    drawn_in(world, RODOVRE, theirs, 300, **SHOWN)
    drawn_in(world, RODOVRE, theirs, 7, name="Skjult", hides_prices=True, **SHOWN)
    ceiling = told(head.get(f"/agreements/{ours.public_id}"))["ceiling"]
    assert (ceiling["left"]["amount"], ceiling["uncounted"]) == ("600.00", 1)
    assert {one["organisation"]: one["drawn"]["amount"] for one in ceiling["by_member"]} == {
        "Hvidovre": "100.00",
        "Rødovre": "300.00",
    }
    assert head.get(f"/agreements/{theirs.public_id}").status_code == 404


def test_the_calendar_tells_what_to_do_and_others_only_when_asked(world: World, head: Machine) -> None:
    contract_in(world, HVIDOVRE, name="Vores", ends_on=TODAY.replace(year=TODAY.year + 4))
    options: Any = {"options": (NewOption(12, 90, 77_77),), **SHOWN}
    contract_in(world, RODOVRE, name="Deres", ends_on=TODAY.replace(year=TODAY.year + 5), **options)
    contract_in(world, RODOVRE, name="Ikke vist", ends_on=TODAY.replace(year=TODAY.year + 5))
    [line] = told(head.get("/retender"))["items"]
    assert (line["name"], line["is_own"], line["acts"][0]["sort"]) == ("Vores", True, "need_analysis")
    answer = head.get("/retender?others=true")
    assert [(one["name"], one["is_own"]) for one in told(answer)["items"]] == [
        ("Vores", True),
        ("Deres", False),
    ]
    assert b"77.77" not in answer.content
    assert told(head.get("/retender?standing=over"))["items"] == []
    first = told(head.get("/retender?others=true&size=1"))
    assert [one["name"] for one in first["items"]] == ["Vores"]
    second = told(head.get("/retender?others=true&size=1&after=1"))
    assert ("after=1" in first["next"], second["next"]) == (True, None)
    assert [one["name"] for one in second["items"]] == ["Deres"]
    assert told(head.get("/retender?others=true&after=2"))["items"] == []
    assert head.get("/retender?after=-1").status_code == 422


def test_who_keeps_nothing_reads_and_is_refused_the_rest(world: World) -> None:
    asks = Machine(token_for(world, HVIDOVRE, "employee"))
    contract = contract_in(world, HVIDOVRE)
    assert told(asks.get("/contracts"))["items"][0]["name"] == "Drift af omsorgssystem"
    drawing = {"drawn_on": str(TODAY), "amount": "1.00", "what": "x"}
    for path, body in (
        ("/systems", {"name": "A"}),
        ("/contracts", {"name": "A"}),
        (f"/contracts/{contract.public_id}", {"name": "A"}),
        (f"/contracts/{contract.public_id}/draws", drawing),
    ):
        assert told(asks.post(path, body), 403)["code"] == "not_yours_to_keep_register"
    with world.scope(HVIDOVRE):
        assert (LocalUse.objects.count(), Contract.objects.count(), Draw.objects.count()) == (0, 1, 0)


def test_another_s_record_is_not_there(world: World, head: Machine) -> None:
    use, contract = use_in(world, RODOVRE, **SHOWN), contract_in(world, RODOVRE, **SHOWN)
    for path in (f"/systems/{use.public_id}", f"/contracts/{contract.public_id}"):
        assert head.get(path).status_code == 404
        assert head.post(path, {"name": "A"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/systems", {"name": " "}, 422),
        ("/systems", {"name": "A", "vendor_cvr": "12345678"}, 409),
        ("/systems", {"name": "A", "users_from": 3_000_000_000}, 422),
        ("/systems", {"name": "A", "links": [{"title": "x", "url": "javascript:1"}]}, 422),
        ("/contracts", {"name": "A", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}, 409),
        ("/contracts", {"name": "A", "ends_on": "2095-01-01"}, 409),
        ("/contracts", {"name": "A", "value": "-1.00"}, 422),
        ("/contracts", {"name": "A", "price": "1.00"}, 422),
        ("/contracts", {"name": "A", "systems": [str(uuid4())]}, 404),
        ("/contracts", {"name": "A", "agreement": str(uuid4())}, 404),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_written(
    world: World, head: Machine, path: str, body: dict[str, Any], status: int
) -> None:
    told(head.post(path, body), status)
    with world.scope(HVIDOVRE):
        assert not LocalUse.objects.exists()
        assert not Contract.objects.exists()


def test_the_catalogue_s_id_is_kept(head: Machine) -> None:
    assert told(head.post("/systems", {"name": "A", "catalogue": str(CARE)}), 201)["catalogue"] == str(CARE)
