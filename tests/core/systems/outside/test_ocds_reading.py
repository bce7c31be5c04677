"""Open contracting data become contracts: real ones, our own, and dirty ones named by their paths."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import Problem, ProblemsError
from samspil.core.systems.lists.fields import Sort
from samspil.core.systems.lists.reading import read as read_table
from samspil.core.systems.ocds import Published, Publisher, package
from samspil.core.systems.outside import ocds_reading
from samspil.core.systems.outside.ocds_reading import read_ocds
from samspil.core.systems.outside.told import Left, Outside

RAW = (
    (Path(__file__).parents[4] / os.environ.get("SAMSPIL_DATA", "../shared/data")).resolve()
    / "procurement"
    / "ocds"
)
needs_raw = pytest.mark.skipif(not RAW.is_dir(), reason=f"NOT PROVEN: no raw data in {RAW}; set SAMSPIL_DATA")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
US = Publisher("Vores Kommune", "13585628", "https://example.org/ocds.json")
RELEASE: dict[str, Any] = {
    "ocid": "ocds-1a2b3c-77",
    "id": "77-01",
    "date": "2024-02-01T09:00:00+01:00",
    "tag": ["award", "contract"],
    "parties": [
        {"id": "B", "name": "Fiktiv Kommune", "identifier": {"scheme": "DK-CVR", "id": "13585628"}},
        {"id": "S", "name": "Fiktiv  Omsorg A/S", "identifier": {"scheme": "DK-CVR", "id": "DK 25050053"}},
    ],
    "buyer": {"id": "B"},
    "awards": [
        {
            "id": "a1",
            "title": "Omsorgssystem",
            "status": "active",
            "suppliers": [{"id": "S"}],
            "value": {"amount": 4000000, "currency": "DKK"},
            "contractPeriod": {"startDate": "2024-03-01T00:00:00Z", "endDate": "2028-02-29T23:59:00Z"},
            "items": [
                {
                    "id": "1",
                    "classification": {"scheme": "CPV", "id": "48180000-3"},
                    "additionalClassifications": [{"scheme": "CPV", "id": "72260000"}, {"scheme": "UNSPSC"}],
                }
            ],
        }
    ],
    "contracts": [
        {"id": "c1", "awardID": "a1", "status": "active", "dateSigned": "2024-02-15T10:00:00+01:00"}
    ],
}


def told(*releases: Mapping[str, Any]) -> Outside:
    return read_ocds(json.dumps({"version": "1.1", "releases": releases}).encode(), "r.json")


def changed(**contract: Any) -> dict[str, Any]:
    release = deepcopy(RELEASE)
    release["contracts"][0].update(contract)
    return release


def cells(**contract: Any) -> Mapping[str, str]:
    found = told(changed(**contract))
    assert found.problems == []
    return found.contracts[0].cells


def refused(**contract: Any) -> Problem:
    found = told(changed(**contract))
    assert found.contracts == []
    [problem] = found.problems
    return problem


def test_a_contract_has_what_it_says_and_what_its_award_says() -> None:
    [one] = told(RELEASE).contracts
    assert dict(one.cells) | {"source_key": ""} == {
        "name": "Omsorgssystem",
        "source_key": "",
        "buyers": "Fiktiv Kommune (13585628)",
        "contract_id": "c1",
        "supplier": "Fiktiv Omsorg A/S",
        "supplier_cvr": "25050053",
        "signed_on": "2024-02-15",
        "starts_on": "2024-03-01",
        "ends_on": "2028-02-29",
        "value_minor": "4000000,00",
        "currency": "DKK",
        "cpv": "48180000;72260000",
    }
    assert one.cells["source_key"].startswith("ocds-1a2b3c/")


@pytest.mark.parametrize(
    "written",
    [
        RELEASE,
        [RELEASE],
        {"releases": [RELEASE]},
        {"records": [{"ocid": RELEASE["ocid"], "releases": [RELEASE]}]},
        {"records": [{"ocid": RELEASE["ocid"], "compiledRelease": RELEASE, "releases": [{"url": "x"}]}]},
        {"ocid": RELEASE["ocid"], "compiledRelease": RELEASE},
    ],
)
def test_releases_records_and_packages_of_either_say_the_same(written: Any) -> None:
    [one] = read_ocds(json.dumps(written).encode(), "r.json").contracts
    assert one.cells == told(RELEASE).contracts[0].cells


def test_one_release_a_line_is_read_too() -> None:
    other = {**RELEASE, "ocid": "ocds-1a2b3c-78"}
    lines = "\n".join(json.dumps(one) for one in (RELEASE, other))
    assert [one.cells["name"] for one in read_ocds(lines.encode(), "r.jsonl").contracts] == [
        "Omsorgssystem"
    ] * 2


def test_releases_of_one_process_are_one_contract_as_it_was_told_last() -> None:
    amended = {
        "ocid": RELEASE["ocid"],
        "id": "77-02",
        "date": "2025-01-01T09:00:00Z",
        "contracts": [{"id": "c1", "period": {"endDate": "2029-02-28T00:00:00Z"}, "dateSigned": None}],
    }
    for order in ([RELEASE, amended], [amended, RELEASE]):
        [one] = told(*order).contracts
        assert one.cells["ends_on"] == "2029-02-28"
        assert "signed_on" not in one.cells
        assert one.cells["supplier_cvr"] == "25050053"


def test_an_award_in_force_without_a_contract_is_one() -> None:
    release = deepcopy(RELEASE)
    del release["contracts"]
    [one] = told(release).contracts
    assert (one.cells["contract_id"], one.cells["ends_on"]) == ("a1", "2028-02-29")
    release["awards"][0]["status"] = "unsuccessful"
    assert told(release).contracts == []


def test_a_cancelled_contract_is_counted_and_payments_are() -> None:
    assert told(changed(status="cancelled")).left == {Left.CANCELLED: 1}
    paid = changed(implementation={"transactions": [{"id": "1"}, {"id": "2"}]})
    assert told(paid).left == {Left.PAYMENTS: 2}


@pytest.mark.parametrize(
    ("contract", "path", "found"),
    [
        ({"dateSigned": "i går"}, "dateSigned", "i går"),
        ({"dateSigned": "2024-02-31"}, "dateSigned", "2024-02-31"),
        ({"dateSigned": 5}, "dateSigned", "5"),
        ({"value": {"amount": -1, "currency": "DKK"}}, "value.amount", "-1"),
        ({"value": {"amount": "1.000", "currency": "DKK"}}, "value.amount", "1.000"),
        ({"value": {"amount": 10**16, "currency": "DKK"}}, "value.amount", str(10**16)),
        ({"value": {"amount": 1, "currency": "kr."}}, "value.currency", "kr."),
        ({"value": {"amount": 1}}, "value.currency", "None"),
        ({"items": [{"classification": {"scheme": "CPV", "id": "48"}}]}, "items.classification.id", "48"),
        ({"period": {"startDate": "2024-01-01", "durationInDays": 1.5}}, "period.durationInDays", "1.5"),
        ({"period": {"startDate": "2024-01-01", "durationInDays": 0}}, "period.durationInDays", "0"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_path(contract: Any, path: str, found: str) -> None:
    where = f"releases[0].contracts[0].{path}"
    assert refused(**contract) == Problem("outside_unreadable", {"where": where, "found": found})


def test_days_in_the_wrong_order_and_out_of_all_years_are_refused() -> None:
    problem = refused(period={"startDate": "2026-01-02", "endDate": "2026-01-01"})
    assert (problem.code, problem.args["where"]) == (
        "outside_ends_before_it_begins",
        "releases[0].contracts[0]",
    )
    assert cells(period={"startDate": "2026-01-02", "endDate": "2026-01-02"})["ends_on"] == "2026-01-02"
    assert refused(period={"endDate": "2091-01-01"}).code == "outside_out_of_range"
    assert cells(period={"endDate": "2090-12-31"})["ends_on"] == "2090-12-31"
    assert refused(period={"startDate": "1949-12-31", "durationInDays": 40}).code == "outside_out_of_range"


def test_a_cvr_number_passes_modulus_11_or_the_contract_is_left_out() -> None:
    release = deepcopy(RELEASE)
    release["parties"][1]["identifier"]["id"] = "25050054"
    problem = Problem("outside_bad_cvr", {"where": "releases[0].contracts[0]", "found": "25050054"})
    assert told(release).problems == [problem]
    release["parties"][1]["identifier"] = {"scheme": "SE-ON", "id": "25050054"}
    [one] = told(release).contracts
    assert (one.cells["foreign_number"], "supplier_cvr" in one.cells) == ("25050054", False)
    release["parties"][1]["identifier"] = {"scheme": "DK-CVR", "id": "25050053.0"}
    assert told(release).contracts[0].cells["supplier_cvr"] == "25050053"


def test_several_suppliers_are_named_and_none_of_them_is_the_number() -> None:
    release = deepcopy(RELEASE)
    release["awards"][0]["suppliers"].append({"id": "T", "name": "Anden A/S"})
    [one] = told(release).contracts
    assert one.cells["supplier"] == "Fiktiv Omsorg A/S, Anden A/S"
    assert "supplier_cvr" not in one.cells
    release["awards"][0]["suppliers"] = [{"identifier": {"legalName": "Kun Navn ApS"}}]
    assert told(release).contracts[0].cells["supplier"] == "Kun Navn ApS"


def test_an_end_comes_from_its_day_or_its_length_and_a_far_one_is_none() -> None:
    days = {"startDate": "2024-03-01T00:00:00Z", "durationInDays": 366}
    assert cells(period=days)["ends_on"] == "2025-03-01"
    assert "ends_on" not in cells(period={"endDate": "9999-12-31T00:00:00Z", "maxExtentDate": "9999-12-31"})
    assert "ends_on" not in cells(period={"startDate": ""})
    release = changed()
    del release["awards"][0]["contractPeriod"]
    assert "ends_on" not in told(release).contracts[0].cells


def test_what_an_option_may_come_to_is_months_where_they_are_whole() -> None:
    ends = "2028-02-29T00:00:00Z"
    assert cells(period={"endDate": ends, "maxExtentDate": "2030-02-28"})["options"] == "24"
    odd = cells(period={"endDate": ends, "maxExtentDate": "2030-03-05"})
    assert (odd["extension"], "options" in odd) == ("maxExtentDate 2030-03-05", False)
    assert "options" not in cells(period={"endDate": ends, "maxExtentDate": ends})


def test_a_contract_that_has_ended_early_did_so_at_the_latest_when_it_was_told() -> None:
    assert cells(status="terminated")["terminated_on"] == "2024-02-01"
    ended = {"startDate": "2023-01-01", "endDate": "2024-01-31"}
    assert "terminated_on" not in cells(status="terminated", period=ended)


def test_a_long_title_is_shortened_and_kept_whole_in_the_notes() -> None:
    long = "Omsorg " * 40
    one = cells(title=long)
    assert len(one["name"]) <= 200
    assert one["name"].endswith("…")
    assert one["notes"] == long.strip()


def test_a_contract_without_a_title_takes_its_tender_s_or_is_left_out() -> None:
    release = deepcopy(RELEASE)
    del release["awards"][0]["title"]
    [problem] = told(release).problems
    assert problem == Problem("outside_lacks", {"where": "releases[0].contracts[0].title"})
    assert told({**release, "tender": {"title": "Fra udbuddet"}}).contracts[0].cells["name"] == "Fra udbuddet"


@pytest.mark.parametrize(
    ("release", "code", "where"),
    [
        ({"id": "1"}, "outside_lacks", "releases[0].ocid"),
        ({**RELEASE, "ocid": 7}, "outside_lacks", "releases[0].ocid"),
        ({"ocid": "o-1", "contracts": [{"title": "X"}]}, "outside_lacks", "releases[0].contracts[0].id"),
        (
            {"ocid": "o-1", "contracts": [{"id": 1, "title": "X"}, {"id": "1", "title": "Y"}]},
            "outside_listed_twice",
            "releases[0].contracts[1].id",
        ),
        (
            {"ocid": "o-1", "releases": [{"url": "https://example.org"}]},
            "outside_linked_release",
            "releases[0].releases[0]",
        ),
    ],
)
def test_what_is_missing_or_stands_twice_is_named(release: Any, code: str, where: str) -> None:
    [problem] = told(release).problems
    assert (problem.code, problem.args["where"]) == (code, where)


def test_what_is_not_as_the_standard_has_it_is_passed_over_or_named_but_never_stops_the_rest() -> None:
    odd = {
        "ocid": "o-1",
        "contracts": [7, {"id": "c", "title": "X", "items": "none", "value": []}],
        "parties": 3,
    }
    found = told(odd, {**RELEASE, "buyer": "nobody", "awards": None}, {**RELEASE, "ocid": "ocds-1a2b3c-9"})
    assert [one.cells["name"] for one in found.contracts] == ["X", "Omsorgssystem"]
    assert [one.code for one in found.problems] == ["outside_lacks"]


@pytest.mark.parametrize("data", [b"[1]", b'{"a": 1}', b'"x"', b'{"releases": ["x"]}'])
def test_json_that_is_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(ProblemsError, match="not_ocds"):
        read_ocds(data, "r.json")


def test_what_is_kept_cannot_be_nested_without_end() -> None:
    deep: Any = {"id": "x"}
    for _ in range(40):
        deep = {"items": [deep]}
    with pytest.raises(ProblemsError, match="json_too_deep"):
        told({**RELEASE, "tender": deep})


def test_no_person_to_ask_is_kept() -> None:
    release = deepcopy(RELEASE)
    release["parties"][0]["contactPoint"] = {"name": "Bo Beboer", "email": "bo@example.org"}
    reading = ocds_reading._Reading("r.json", Counter())
    reading.take("releases[0]", release)
    assert "Bo Beboer" not in str(reading.processes)


def test_so_many_errors_are_told_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocds_reading, "MOST_PROBLEMS", 2)
    found = told(*({"id": str(at)} for at in range(5)))
    assert [one.code for one in found.problems] == ["outside_lacks", "outside_lacks", "outside_more_problems"]
    assert found.problems[-1].args == {"count": 3}


@needs_raw
def test_the_standard_s_own_example_is_one_contract() -> None:
    data = (RAW / "ocds-213czf-000-00001.json").read_bytes()
    [one] = read_ocds(data, "o.json").contracts
    assert {
        name: one.cells[name] for name in ("supplier", "starts_on", "ends_on", "options", "currency")
    } == {
        "supplier": "AnyCorp Cycle Provision",
        "starts_on": "2010-07-01",
        "ends_on": "2011-06-30",
        "options": "6",
        "currency": "GBP",
    }
    assert one.cells["cpv"] == "45233130;45233162"


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
TEXTS = st.text("abcæøå ,;", min_size=1, max_size=30).map(str.strip).filter(lambda said: said[:1].isalpha())


@given(
    title=TEXTS,
    supplier=st.tuples(st.one_of(st.just(""), TEXTS), st.sampled_from(["", "25050053"])),
    days=st.tuples(DAYS, DAYS, DAYS).map(sorted),
    value=st.one_of(st.none(), st.integers(0, 10**13)),
    options=st.lists(st.integers(1, 60), max_size=4).map(tuple),
    plan=st.sampled_from([(None, None), (2027, None), (2028, 3)]),
)
def test_what_this_program_publishes_it_reads_back_as_the_same_contract(
    title: str,
    supplier: tuple[str, str],
    days: list[date],
    value: int | None,
    options: tuple[int, ...],
    plan: tuple[int | None, int | None],
) -> None:
    name, cvr = supplier
    one = Published(
        key="018c0000-0000-7000-8000-000000000001",
        title=title,
        supplier=name,
        supplier_cvr=cvr if name else "",
        starts_on=days[0],
        ends_on=days[2],
        signed_on=days[0],
        terminated_on=days[1],
        value_minor=value,
        currency="EUR",
        cpv=("48000000", "72000000"),
        options_months=options,
        plan_year=plan[0],
        plan_quarter=plan[1],
        changed_at=AT,
    )
    said = round_trip(one)
    assert said.get("supplier", "") == " ".join(name.split())
    assert said.get("supplier_cvr", "") == one.supplier_cvr
    assert (said["name"], said["public_id"]) == (" ".join(title.split()), one.key)
    assert (said["starts_on"], said["ends_on"], said["signed_on"]) == (days[0], days[2], days[0])
    assert said["terminated_on"] == days[1]
    assert (said.get("value_minor"), said.get("options", ())) == (value, tuple(map(str, options)))
    assert (said["cpv"], said.get("plan", (None, None))) == (one.cpv, plan)


def round_trip(one: Published) -> Mapping[str, Any]:
    outside = read_ocds(json.dumps(package([one], US, AT)).encode(), "r.json")
    assert outside.problems == []
    table, how = outside.tables("r.json")[""]
    records = read_table(table, how)
    assert (records.problems, records.sort) == ([], Sort.CONTRACTS)
    return records.lines[0].said


def test_a_supplier_from_abroad_comes_back_as_one() -> None:
    one = Published(
        "k", "Drift", "Nokia Oy", "2058430-6", None, None, None, None, None, "DKK", (), (), None, None, AT
    )
    said = round_trip(replace(one, supplier_is_foreign=True))
    assert said["foreign_number"] == "2058430-6"
