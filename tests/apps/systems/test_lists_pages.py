"""A list is sent, seen, read otherwise and approved in the browser; and the register goes out as files."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.systems.kitos_files import CONTRACTS, as_csv, contracts
from tests.apps.systems.test_register import contract_in, use_in
from tests.apps.systems.test_register_pages import KEEPER, page
from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.systems.models import Contract, RegisterUpload
from samspil.apps.systems.selectors.exporting import contracts_table
from samspil.apps.systems.services.importing import keeping
from samspil.core.systems.vocabulary import Visibility
from samspil.core.tables.packing import unpack
from samspil.kit.journal.recording import By
from samspil.processes.import_register import Sent, import_register


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, KEEPER)


def upload(browser: Client, data: bytes, name: str = "k.csv") -> Any:
    said = {"file": SimpleUploadedFile(name, data), "visibility": "association"}
    return browser.post("/systems/lists/", said)


def approved(browser: Client, where: str, **said: str) -> Any:
    found = re.search(r'name="seen" value="(\w+)"', page(browser, where))
    assert found is not None
    return browser.post(where, {"seen": found[1], **said})


def test_a_list_is_seen_before_it_is_approved(world: World, head: Client) -> None:
    where = upload(head, as_csv(CONTRACTS, contracts(40)))["Location"]
    told = page(head, where)
    people = "Kontraktejer: nævner personer, 40 celler udeladt"
    for words in ("Kontrakter", "Kontrakt 7", people, "Godkend og læs ind"):
        assert words in told, words
    assert ("Kai Kontrakt" in told, "Per Underskriver" in told) == (False, False)
    with world.scope(HVIDOVRE):
        assert not Contract.objects.exists()
    assert approved(head, where)["Location"] == "/contracts/"
    with world.scope(HVIDOVRE):
        assert Contract.objects.filter(visibility="association").count() == 40
    assert head.get(where).status_code == 404
    again = page(head, upload(head, as_csv(CONTRACTS, contracts(40)))["Location"])
    assert "Der er intet at skrive" in again


def test_columns_called_otherwise_are_said_by_whoever_knows(world: World, head: Client) -> None:
    data = as_csv(("Kontrakt", "Leverandør", "Slutter"), [["Drift", "Fiktiv", "31-12-2027"]])
    where = upload(head, data)["Location"]
    assert "Kolonner uden en plads: Slutter" in page(head, where)
    said = {"columns": "1", "c0_0": "name", "c0_1": "supplier", "c0_2": "ends_on"}
    assert head.post(where, said).status_code == 302
    approved(head, where)
    with world.scope(HVIDOVRE):
        assert str(Contract.objects.get().ends_on) == "2027-12-31"


def test_a_list_without_its_name_is_asked_for_it_and_the_page_stays(world: World, head: Client) -> None:
    data = as_csv(("Kontrakt", "Leverandør"), [["Drift", "Fiktiv"]])
    where = upload(head, data)["Location"]
    answer = head.post(where, {"columns": "1", "c0_0": "", "c0_1": "supplier"})
    assert answer.status_code == 422
    assert "Ingen kolonne indeholder navnet" in answer.content.decode()
    with world.scope(HVIDOVRE):
        kept = RegisterUpload.objects.get()
        kept.mapping["sheets"][""]["columns"] = [[1, "supplier"]]
        kept.save()
    assert "Der er intet at skrive" in page(head, where)


def test_a_list_is_unpacked_once_for_a_look(head: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    where = upload(head, as_csv(CONTRACTS, contracts(3)))["Location"]
    looked: list[int] = []

    def unpacked(content: bytes) -> Any:
        looked.append(1)
        return unpack(content)

    monkeypatch.setattr(keeping, "unpack", unpacked)
    page(head, where)
    assert looked == [1]


def test_a_list_of_very_many_columns_is_refused(world: World, head: Client) -> None:
    few = ["IT Kontrakt", "Leverandør", *(f"K{one}" for one in range(898))]
    assert upload(head, as_csv(few, [])).status_code == 302
    answer = upload(head, as_csv([*few, "en til"], []))
    assert answer.status_code == 422
    assert "kolonner, og der læses højst 900" in answer.content.decode()


def test_an_amount_that_changes_by_oere_is_shown_with_them(world: World, head: Client) -> None:
    contract_in(world, HVIDOVRE, name="Drift", operation_minor=99_50)
    data = as_csv(("IT Kontrakt", "Drift/år"), [["Drift", "99,90"]])
    assert "99,50 → 99,90" in page(head, upload(head, data)["Location"])


def test_what_is_wrong_is_told_by_row_and_what_is_gone_is_proposed(world: World, head: Client) -> None:
    rows = contracts(5)
    sent = Sent("k.csv", as_csv(CONTRACTS, rows))
    import_register(world.members[HVIDOVRE], sent, By("x", NOW), is_confirmed=True)
    rows[1][4] = "snart"
    where = upload(head, as_csv(CONTRACTS, rows[:4]))["Location"]
    told = page(head, where)
    for words in ("»snart« kan ikke læses (række 3", "Ikke i listen mere", "Kontrakt 4"):
        assert words in told, words
    approved(head, where, removes="on")
    with world.scope(HVIDOVRE):
        assert Contract.objects.filter(removed_on=None, name="Kontrakt 4").count() == 0


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_kept(world: World, head: Client) -> None:
    answer = upload(head, b"Farve;Form\nrund;rund")
    assert answer.status_code == 422
    assert "overskrifter" in answer.content.decode()
    with world.scope(HVIDOVRE):
        assert not RegisterUpload.objects.exists()


def test_who_keeps_nothing_sends_nothing(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    assert browser.get("/systems/lists/").status_code == 403
    assert upload(browser, b"x").status_code == 403


def test_what_goes_out_comes_in_again_as_it_was(world: World, head: Client) -> None:
    said: Any = {"ends_on": TODAY, "operation_minor": 12_345_67, "notes": "=1+1", "cpv": ("48000000",)}
    contract_in(world, HVIDOVRE, contract_id="K1", supplier="Fiktiv, og søn", **said)
    use_in(world, HVIDOVRE, kle=("27.35", "27.36"), budget_minor=100_00)
    for what in ("contracts", "systems"):
        for form in ("csv", "xlsx"):
            data = head.get(f"/systems/export/{what}.{form}").content
            done = import_register(world.members[HVIDOVRE], Sent(f"x.{form}", data), By("x", NOW))
            assert (done.seen.counts["new"], done.seen.counts["refused"]) == (0, 0)
            changed = [one.differs for sheet in done.seen.sheets for one in sheet.records]
            assert [set(one) - {"notes"} for one in changed] == [set()]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_amount_below_nothing_comes_in_again_and_the_form_takes_it(
    world: World, head: Client, form: str
) -> None:
    below = {
        f"{name}_minor": -minor for name, minor in (("acquisition", 1_50), ("operation", 2_00), ("other", 5))
    }
    row = contract_in(world, HVIDOVRE, name="-A", contract_id="+45", **below)
    data = head.get(f"/systems/export/contracts.{form}").content
    done = import_register(world.members[HVIDOVRE], Sent(f"x.{form}", data), By("x", NOW))
    assert done.seen.problems == []
    assert [(one.key, one.differs) for sheet in done.seen.sheets for one in sheet.records] == [(row.pk, {})]
    shown = head.get(f"/contracts/{row.public_id}/change/").content.decode()
    assert 'value="-1,50"' in shown
    days = {"renewal": "ends", "notice_extends": "any_day", "notice_by": "month", "is_initiated": "no"}
    told = {"name": "-A", "acquisition": "-1,50", "operation": "-3", "other": "-0,05", "visibility": "own"}
    assert head.post(f"/contracts/{row.public_id}/change/", {**days, **told}).status_code == 302
    with world.scope(HVIDOVRE):
        row.refresh_from_db()
    assert (row.acquisition_minor, row.operation_minor, row.other_minor) == (-1_50, -3_00, -5)


def test_an_amount_below_nothing_goes_out_as_it_is(world: World) -> None:
    for name, minor in (("A", -1_50), ("B", -2_00), ("C", -5), ("D", 1_50)):
        contract_in(world, HVIDOVRE, name=name, operation_minor=minor)
    owner = world.members[HVIDOVRE].pk
    with world.scope(HVIDOVRE):
        table = contracts_table(owner, "K")
        at = list(table.columns).index("Drift/år")
        assert [row[at] for row in table.rows] == ["-1,50", -2, "-0,05", "1,50"]


def test_only_what_everybody_may_see_is_open_data(world: World, head: Client) -> None:
    seen: Any = {"visibility": Visibility.PUBLIC, "value_minor": 777_00, "notes": "internt"}
    contract_in(world, HVIDOVRE, name="Offentlig", **seen)
    contract_in(world, HVIDOVRE, name="Uden pris", hides_prices=True, **seen)
    contract_in(world, HVIDOVRE, name="Kun vores", value_minor=888_00)
    told = head.get("/systems/export/ocds.json").content.decode()
    releases = json.loads(told)["releases"]
    values = {one["contracts"][0]["title"]: one["contracts"][0].get("value") for one in releases}
    assert values == {"Offentlig": {"amount": 777, "currency": "DKK"}, "Uden pris": None}
    assert "internt" not in told


@pytest.mark.parametrize("name", ["kitos.xlsx", "contracts.csv", "systems.xlsx"])
def test_each_file_is_there(world: World, head: Client, name: str) -> None:
    contract_in(world, HVIDOVRE)
    answer = head.get(f"/systems/export/{name}")
    assert (answer.status_code, "attachment" in answer["Content-Disposition"]) == (200, True)
    assert head.get("/systems/export/people.csv").status_code == 404
