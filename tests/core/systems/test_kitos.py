"""What KITOS answers becomes lists: each field where KITOS says it is, nobody's name among them."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.core.systems.kitos_interface import SAID, THINGS, municipality, of_description, sort_at

from samspil.core.errors import ProblemsError
from samspil.core.systems.kitos import fields, leaves
from samspil.core.systems.kitos.fields import CATALOGUE, CONTRACTS, USES, Field
from samspil.core.systems.kitos.gathering import SHEETS, Gathered, Kind, how_read, items_in
from samspil.core.systems.kitos.leaves import Sort
from samspil.core.systems.lists.fields import target
from samspil.core.systems.lists.reading import Records, read

ROOT = Path(__file__).parents[3]
RAW = (ROOT / os.environ.get("SAMSPIL_DATA", "../shared/data")).resolve()
DESCRIPTION = RAW / "dk_reference" / "kitos" / "kitos-swagger.json"
BEGINS = {
    "system": "ItSystemResponseDTO",
    "usage": "ItSystemUsageResponseDTO",
    "contract": "ItContractResponseDTO",
}
SORTS = {
    Sort.TEXT: {"string", "string uuid"},
    Sort.DAY: {"string date-time"},
    Sort.NUMBER: {"integer int32"},
    Sort.YES_NO: {"boolean"},
}


def sort_of(path: str) -> str:
    first, _, rest = path.partition(".")
    return sort_at(BEGINS[first], rest)


def gathered(told: dict[str, list[dict[str, Any]]]) -> Gathered:
    found = Gathered()
    for kind in Kind:
        found.add(kind, told[kind.value])
    return found


def records(told: dict[str, list[dict[str, Any]]]) -> dict[str, Records]:
    tables = gathered(told).tables("KITOS")
    how = how_read(tables)
    return {one.sheet: read(one, how[one.sheet]) for one in tables}


@pytest.mark.parametrize(
    "one", [*CATALOGUE, *USES, *CONTRACTS], ids=lambda one: f"{one.target} {one.heading}"
)
def test_every_field_that_is_read_stands_where_kitos_says_and_is_what_it_says(one: Field) -> None:
    for path in one.paths:
        sort = sort_of(path)
        if one.sort is Sort.WORD:
            assert one.words is not None
            # The words of the levels of sensitivity are not in KITOS' description, only that they are text.
            assert set(sort.split("|")) <= {*one.words, "string"}, path
        else:
            assert sort in SORTS[one.sort], path


def test_every_column_has_a_place_in_the_register_and_is_named_once() -> None:
    for _sheet, sort, columns in SHEETS.values():
        names = [one.target for one in columns]
        assert all(target(sort, name) for name in names)
        assert len(set(names)) == len(names)


def test_people_are_looked_for_where_kitos_has_them_and_no_field_leads_to_one() -> None:
    assert [sort_of(path) for path in (*fields.ROLES, *fields.SIGNED.values())] == ["string"] * 4
    paths = [path for one in (*CATALOGUE, *USES, *CONTRACTS) for path in one.paths]
    steps = {step for path in paths for step in path.split(".")}
    assert not steps & {"user", "users", "roles", "signedBy", "createdBy", "lastModifiedBy"}


def test_the_words_of_kitos_can_be_read() -> None:
    told = municipality(8, 8, seed=3)
    for use, life in zip(told["it-system-usages"], fields.LIFE, strict=False):
        use["general"]["validity"]["lifeCycleStatus"] = life
        use["gdpr"] = {"dataSensitivityLevels": list(fields.SENSITIVITY), "hostedAt": "Hybrid"}
    for contract, segment in zip(told["it-contracts"], fields.SEGMENTS, strict=False):
        contract["termination"]["terms"]["noticeByEndOf"] = segment
    for one in records(told).values():
        assert one.problems == []


@pytest.mark.skipif(not DESCRIPTION.is_file(), reason=f"NOT PROVEN: no raw data in {RAW}; set SAMSPIL_DATA")
def test_what_ships_of_kitos_description_is_what_kitos_says() -> None:
    assert of_description(json.loads(DESCRIPTION.read_text(encoding="utf-8"))) == SAID


def test_hundreds_of_answers_made_of_the_description_become_lists_without_a_problem() -> None:
    told = municipality(300, 400)
    found = records(told)
    assert {sheet: (len(one.lines), one.problems) for sheet, one in found.items()} == {
        "IT Systemkatalog": (300, []),
        "IT Systemer": (300, []),
        "IT Kontrakter": (400, []),
    }
    assert all(one.unused == [] and one.dropped == {} for one in found.values())


def test_a_contract_says_what_kitos_said_of_it() -> None:
    told = municipality(3, 1)
    [contract] = told["it-contracts"]
    uses = told["it-system-usages"]
    contract |= {
        "name": "Drift  af\nomsorg",
        "systemUsages": [{"uuid": uses[2]["uuid"], "name": "x"}, {"uuid": uses[0]["uuid"], "name": "y"}],
        "agreementPeriod": {
            "durationYears": 2,
            "durationMonths": 6,
            "isContinuous": True,
            "extensionOptions": {"uuid": "u", "name": "2 x 1 år"},
            "extensionOptionsUsed": 1,
            "irrevocableUntil": "2026-05-31T22:00:00Z",
        },
        "payments": {
            "external": [
                {
                    "acquisition": 100,
                    "operation": 50,
                    "other": None,
                    "auditStatus": "Green",
                    "auditDate": None,
                },
                {"acquisition": 1, "auditStatus": "Red", "auditDate": "2025-02-01T00:00:00.0000000Z"},
            ],
            "internal": [{"acquisition": 999}],
        },
        "externalReferences": [
            {"title": "Aftalen", "url": "https://esdh.example/1", "masterReference": True}
        ],
    }
    [line] = records(told)["IT Kontrakter"].lines
    expected = {
        "name": "Drift af omsorg",
        "system_ids": (told["it-systems"][2]["uuid"], told["it-systems"][0]["uuid"]),
        "duration_months": 30,
        "renewal": "continues",
        "extension": "2 x 1 år",
        "options_used": 1,
        "irrevocable_until": date(2026, 6, 1),
        "acquisition_minor": 101_00,
        "operation_minor": 50_00,
        "audit": "red",
        "audited_on": date(2025, 2, 1),
        "plan": (2027, 2),
        "notice_months": 6,
        "notice_by": "quarter",
        "links": (("Aftalen", "https://esdh.example/1"),),
    }
    assert {name: line.said.get(name) for name in expected} == expected
    assert "other_minor" not in line.said


def test_a_use_has_what_the_catalogue_says_with_its_own_deviations() -> None:
    told = municipality(1, 0)
    [system], [use] = told["it-systems"], told["it-system-usages"]
    system["kle"] = [{"uuid": "1", "name": "27.35.00"}, {"uuid": "2", "name": "27.36.00"}]
    use["localKLEDeviations"] = {"removedKLE": [{"name": "27.36.00"}], "addedKLE": [{"name": "00.15.00"}]}
    use["general"]["numberOfExpectedUsers"] = {"lowerBound": None, "upperBound": 9}
    [line] = records(told)["IT Systemer"].lines
    said = {name: line.said.get(name) for name in ("kle", "kle_added", "kle_removed", "users", "vendor")}
    assert said == {
        "kle": ("27.35.00", "00.15.00"),
        "kle_added": ("00.15.00",),
        "kle_removed": ("27.36.00",),
        "users": (0, 9),
        "vendor": "Leverandør 0",
    }


def test_people_are_counted_by_what_they_are_and_no_name_is_kept() -> None:
    found = gathered(municipality(10, 4))
    assert found.people == {
        "Systemejer": 5,
        "Kontraktejer": 4,
        "Budgetansvarlig": 4,
        "Kontraktunderskriver": 4,
        "Leverandørens underskriver": 4,
    }
    kept = repr([one.columns for one in found.tables("KITOS")])
    for name in ("Pia", "Per Underskriver", "Lis", "createdBy", "lastModifiedBy"):
        assert name not in kept


@pytest.mark.parametrize(
    ("path", "wrong", "column"),
    [
        (("name",), 7, "IT Kontrakt"),
        (("name",), ["a", "b"], "IT Kontrakt"),
        (("general", "contractId"), {"a": 1}, "Kontrakt ID"),
        (("general", "validity", "validTo"), "snart", "Gyldig til"),
        (("general", "validity", "validTo"), 20271231, "Gyldig til"),
        (("general", "validity", "validTo"), "9999-12-31T23:59:59Z", "Gyldig til"),
        (("general", "validity", "enforcedValid"), "ja", "Gennemtving gyldighed"),
        (("supplier",), "Fiktiv", "Leverandør"),
        (("payments",), {"external": [{"acquisition": "100"}]}, "Anskaffelse"),
        (("payments",), {"external": [{"acquisition": True}]}, "Anskaffelse"),
        (("payments",), {"external": [{"auditStatus": "Blue"}]}, "Audit status"),
        (("procurement", "procurementInitiated"), "Perhaps", "Genanskaffelse igangsat"),
    ],
)
def test_what_is_of_another_sort_names_its_line_and_column_and_the_rest_is_read(
    path: tuple[str, ...], wrong: object, column: str
) -> None:
    told = municipality(2, 5)
    at: Any = told["it-contracts"][2]
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = wrong
    found = records(told)["IT Kontrakter"]
    assert len(found.lines) == 4
    assert {one.args["row"] for one in found.problems} == {4}
    assert column in {one.args["column"] for one in found.problems}


@pytest.mark.parametrize("answer", [None, {}, {"value": []}, "x", [1], [{}], [{"uuid": 7}]])
def test_a_page_that_is_no_list_of_things_with_ids_is_refused(answer: object) -> None:
    with pytest.raises(ProblemsError) as caught:
        items_in(answer, "it-contracts")
    assert [one.code for one in caught.value.problems] == ["kitos_unexpected"]


def test_a_page_that_has_come_before_is_refused_and_one_that_overlaps_is_taken_once() -> None:
    contracts = municipality(0, 6)["it-contracts"]
    found = Gathered()
    assert found.add(Kind.CONTRACTS, contracts[:4]) is True
    assert found.add(Kind.CONTRACTS, contracts[3:]) is True
    assert found.count(Kind.CONTRACTS) == 6
    assert found.add(Kind.CONTRACTS, []) is False
    with pytest.raises(ProblemsError) as caught:
        found.add(Kind.CONTRACTS, contracts[:4])
    assert [one.code for one in caught.value.problems] == ["kitos_repeats"]


def test_a_thing_that_stands_twice_on_one_page_is_taken_once() -> None:
    [contract] = municipality(0, 1)["it-contracts"]
    found = Gathered()
    found.add(Kind.CONTRACTS, [contract, contract])
    assert found.count(Kind.CONTRACTS) == 1


def test_signs_that_no_database_keeps_are_gone() -> None:
    told = municipality(0, 1)
    told["it-contracts"][0]["name"] = "Dr\0ift \ud800"
    [line] = records(told)["IT Kontrakter"].lines
    assert line.said["name"] == "Drift ?"


def test_a_use_of_a_system_that_is_not_told_keeps_what_it_says_itself() -> None:
    told = municipality(1, 1)
    told["it-systems"] = []
    told["it-system-usages"][0]["systemContext"] = "x"
    found = records(told)
    assert "IT Systemkatalog" not in found
    assert [one.args["column"] for one in found["IT Systemer"].problems] == ["IT System", "IT-System (UUID)"]


def test_roles_of_another_shape_are_passed_over() -> None:
    told = municipality(0, 1)
    told["it-contracts"][0] |= {"roles": "x", "responsible": None}
    assert gathered(told).people == {"Leverandørens underskriver": 1}


def test_days_at_the_end_of_the_calendar_are_left_as_they_are() -> None:
    assert leaves.day(["0001-01-01T00:00:00+01:00"]) == "0001-01-01T00:00:00+01:00"
    assert leaves.day(["2027-12-31"]) == "2027-12-31"


def test_the_small_readers_say_nothing_of_nothing() -> None:
    readers = (leaves.text, leaves.whole, leaves.flag, leaves.day, leaves.names, leaves.some_names)
    assert [read([]) for read in readers] == [""] * 6
    assert leaves.year_and_quarter([2027], []) == "2027"
    assert leaves.documents(["a", "b"], ["https://x.example"]) == "https://x.example"
    assert leaves.some_names(["a" * 250]) == "a" * 250
    assert leaves.worst_of({"Red": "Rød"})([]) == ""


def test_the_description_that_ships_names_what_is_asked() -> None:
    for kind in Kind:
        asked = SAID["paths"][f"/api/v2/{kind.value}"]["asked_by"]
        assert {"page", "pageSize", "orderByProperty"} <= set(asked)
    assert "OrganizationResponseDTO" in THINGS
