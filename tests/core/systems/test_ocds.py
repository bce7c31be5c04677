"""Contracts as open data: what the standard asks for, and no price where none was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from samspil.core.systems.ocds import Published, Publisher, package

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
US = Publisher("Vores Kommune", "13585628", "https://example.org/ocds.json")
CONTRACT = Published(
    key="k1",
    title="Omsorg",
    supplier="Fiktiv A/S",
    supplier_cvr="",
    starts_on=date(2024, 1, 1),
    ends_on=date(2027, 2, 28),
    signed_on=date(2023, 12, 1),
    terminated_on=None,
    value_minor=1_000_050,
    currency="DKK",
    cpv=("48000000",),
    options_months=(12, 12),
    plan_year=None,
    plan_quarter=None,
    changed_at=AT,
)
BARE = replace(
    CONTRACT,
    supplier="",
    starts_on=None,
    ends_on=None,
    signed_on=None,
    value_minor=None,
    cpv=(),
    options_months=(),
)


def test_a_release_names_buyer_supplier_period_value_and_items() -> None:
    said = package([CONTRACT], US, AT)
    [release] = said["releases"]
    [contract] = release["contracts"]
    assert said["publisher"] == {"name": "Vores Kommune", "uid": "13585628", "scheme": "DK-CVR"}
    assert (release["ocid"], release["tag"]) == ("ocds-samspil-k1", ["award", "contract"])
    assert [one["id"] for one in release["parties"]] == ["DK-CVR-13585628", "supplier-Fiktiv A/S"]
    assert contract["awardID"] == release["awards"][0]["id"]
    assert contract["value"] == {"amount": 10000.5, "currency": "DKK"}
    assert contract["items"] == [{"id": "1", "classification": {"scheme": "CPV", "id": "48000000"}}]
    assert contract["period"] == {
        "startDate": "2024-01-01T00:00:00Z",
        "endDate": "2027-02-28T00:00:00Z",
        "maxExtentDate": "2029-02-28T00:00:00Z",
    }


def test_the_stages_that_a_contract_has_reached_are_its_tags() -> None:
    planned = replace(CONTRACT, plan_year=2027, plan_quarter=2)
    paid = replace(CONTRACT, drawn=((date(2026, 1, 1), 100),), terminated_on=date(2026, 2, 1))
    releases = package([planned, replace(planned, plan_quarter=None), paid], US, AT)["releases"]
    assert releases[0]["tag"] == ["planning", "award", "contract"]
    assert [one["planning"]["rationale"] for one in releases[:2]] == [
        "Genudbud planlagt: 2027 Q2",
        "Genudbud planlagt: 2027",
    ]
    assert releases[2]["tag"] == ["award", "contract", "implementation", "contractTermination"]
    [contract] = releases[2]["contracts"]
    assert contract["status"] == "terminated"
    assert contract["implementation"]["transactions"][0]["value"] == {"amount": 1, "currency": "DKK"}


def test_what_nobody_has_said_is_not_there() -> None:
    [release] = package([BARE], replace(US, cvr=""), AT)["releases"]
    [contract] = release["contracts"]
    assert set(contract) == {"id", "awardID", "title", "status"}
    assert [one["roles"] for one in release["parties"]] == [["buyer"]]
    assert "suppliers" not in release["awards"][0]


def test_an_end_so_far_away_that_it_means_none_is_not_counted_on_from() -> None:
    years = {9999: False, 8999: False, 8997: True}  # two options of a year
    for year, is_there in years.items():
        far = replace(CONTRACT, ends_on=date(year, 12, 31), options_months=(12, 12))
        [release] = package([far], US, AT)["releases"]
        assert ("maxExtentDate" in release["contracts"][0]["period"]) is is_there


def test_a_period_may_have_a_beginning_or_an_end_alone() -> None:
    day = date(2024, 1, 1)
    begun, ending = replace(BARE, starts_on=day), replace(BARE, ends_on=day)
    periods = [one["contracts"][0]["period"] for one in package([begun, ending], US, AT)["releases"]]
    assert [list(one) for one in periods] == [["startDate"], ["endDate"]]


# What OCDS 1.1 requires of each object, and its closed lists of codes.
REQUIRED = {
    "package": {"uri", "publisher", "publishedDate", "version", "releases"},
    "releases": {"ocid", "id", "date", "tag", "initiationType"},
    "awards": {"id"},
    "contracts": {"id", "awardID"},
    "items": {"id"},
    "milestones": {"id"},
    "transactions": {"id"},
    "parties": {"id", "name", "roles"},
}
CODES = {
    "tag": {"planning", "award", "contract", "implementation", "contractTermination"},
    "initiationType": {"tender"},
    "status": {"active", "terminated", "met"},
    "roles": {"buyer", "supplier"},
}
MOMENTS = {
    *("startDate", "endDate", "maxExtentDate", "dateSigned", "dueDate", "dateMet", "publishedDate", "date"),
}
REFERENCE = {"id", "name", "identifier", "address", "additionalIdentifiers", "contactPoint"}
# Every field that the schema of OCDS 1.1.5 has of each object that goes out, written off by hand.
FIELDS = {
    "package": {
        *("uri", "version", "extensions", "publishedDate", "releases", "publisher", "license"),
        "publicationPolicy",
    },
    "publisher": {"name", "scheme", "uid", "uri"},
    "releases": {
        *("ocid", "id", "date", "tag", "initiationType", "parties", "buyer", "planning", "tender", "awards"),
        *("contracts", "language", "relatedProcesses"),
    },
    "parties": REFERENCE | {"roles", "details"},
    **dict.fromkeys(("buyer", "suppliers", "payer", "payee"), REFERENCE),
    "identifier": {"scheme", "id", "legalName", "uri"},
    "planning": {"rationale", "budget", "documents", "milestones"},
    "awards": {
        *("id", "title", "description", "status", "date", "value", "suppliers", "items", "contractPeriod"),
        *("documents", "amendments", "amendment"),
    },
    "contracts": {
        *("id", "awardID", "title", "description", "status", "period", "value", "items", "dateSigned"),
        *("documents", "implementation", "relatedProcesses", "milestones", "amendments", "amendment"),
    },
    "period": {"startDate", "endDate", "maxExtentDate", "durationInDays"},
    "value": {"amount", "currency"},
    "items": {"id", "description", "classification", "additionalClassifications", "quantity", "unit"},
    "classification": {"scheme", "id", "description", "uri"},
    "milestones": {
        *("id", "title", "type", "description", "code", "dueDate", "dateMet", "dateModified", "status"),
        "documents",
    },
    "implementation": {"transactions", "milestones", "documents"},
    "transactions": {
        *("id", "source", "date", "value", "payer", "payee", "uri", "amount"),
        *("providerOrganization", "receiverOrganization"),
    },
}
NUMBERS = {"amount", "durationInDays", "quantity"}


def test_what_goes_out_has_what_the_standard_requires_and_no_code_that_it_does_not_know() -> None:
    full = replace(
        CONTRACT,
        plan_year=2027,
        terminated_on=date(2026, 2, 1),
        drawn=((date(2026, 1, 1), 100),),
        supplier_cvr="25050053",
    )
    said = package([full, replace(BARE, key="k2"), replace(CONTRACT, key="k3")], US, AT)
    assert wrong_in("package", said) == []


@pytest.mark.parametrize(
    ("put_in", "told"),
    [
        ({"color": "red"}, "contracts has color"),
        ({"title": ""}, "title is empty"),
        ({"status": "signed"}, "status says signed"),
        ({"dateSigned": "2026-01-01T00:00:00"}, "dateSigned has no zone"),
        ({"value": {"amount": "5", "currency": "DKK"}}, "amount is no number"),
        ({"items": [{"id": "1"}, {"id": "1"}]}, "items has 1 twice"),
    ],
)
def test_what_the_standard_does_not_have_would_be_told(put_in: dict[str, Any], told: str) -> None:
    said = package([CONTRACT], US, AT)
    said["releases"][0]["contracts"][0] |= put_in
    assert wrong_in("package", said) == [told]


def wrong_in(kind: str, said: dict[str, Any]) -> list[str]:
    """What an object lacks, or has that the standard does not have, with all that is inside."""
    found = [f"{kind} lacks {name}" for name in sorted(REQUIRED.get(kind, set()) - said.keys())]
    found += [f"{kind} has {name}" for name in sorted(said.keys() - FIELDS[kind])]
    for name, value in said.items():
        many = value if isinstance(value, list) else [value]
        if name in CODES and not set(many) <= CODES[name]:
            found.append(f"{name} says {value}")
        if name in MOMENTS and datetime.fromisoformat(value).tzinfo is None:
            found.append(f"{name} has no zone")
        if name in NUMBERS and not isinstance(value, int | float):
            found.append(f"{name} is no number")
        if value in ("", None) or (value == [] and name != "releases"):
            found.append(f"{name} is empty")
        keys = [one["id"] for one in many if isinstance(one, dict) and isinstance(value, list)]
        found += [f"{name} has {key} twice" for key in sorted({key for key in keys if keys.count(key) > 1})]
        for inside in many:
            if isinstance(inside, dict):
                found += wrong_in(name, inside)
    return found
