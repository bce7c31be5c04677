"""Contracts as releases of the Open Contracting Data Standard 1.1: what others may read, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any, Final

from dateutil.relativedelta import relativedelta

VERSION: Final = "1.1"
# A prefix is given by the standard's helpdesk to each publisher; until then ids are told to be our own.
PREFIX: Final = "ocds-samspil"
# What the standard has no word for is a milestone of a sort of our own, which it allows.
OPTION: Final = "x_option"
TERMINATED: Final = "x_notice_given"
PLANNED: Final = "Genudbud planlagt: "
# An end so far away is a way to say none: nothing is counted on from it.
_FAR: Final = 9000


@dataclass(frozen=True, slots=True)
class Published:
    """A contract as it is published. Amounts are hundredths; none where prices are hidden or nobody has said.

    ``drawn`` are days and amounts of what was paid; ``options_months`` the options, in months each.
    """

    key: str
    title: str
    supplier: str
    supplier_cvr: str
    starts_on: date | None
    ends_on: date | None
    signed_on: date | None
    terminated_on: date | None
    value_minor: int | None
    currency: str
    cpv: tuple[str, ...]
    options_months: tuple[int, ...]
    plan_year: int | None
    plan_quarter: int | None
    changed_at: datetime
    drawn: tuple[tuple[date, int], ...] = ()
    supplier_is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, and is the buyer of all."""

    name: str
    cvr: str
    uri: str


def package(contracts: Sequence[Published], publisher: Publisher, at: datetime) -> dict[str, Any]:
    """A release package: one release for each contract, tagged by how far it has come.

    >>> said = package([], Publisher("Vores Kommune", "", "https://example.org"), datetime(2026, 3, 2))
    >>> said["version"], said["releases"]
    ('1.1', [])
    """
    identifier = {"uid": publisher.cvr, "scheme": "DK-CVR"} if publisher.cvr else {}
    return {
        "version": VERSION,
        "uri": publisher.uri,
        "publishedDate": at.isoformat(),
        "publisher": {"name": publisher.name, **identifier},
        "releases": [_release(one, publisher) for one in contracts],
    }


def _release(one: Published, publisher: Publisher) -> dict[str, Any]:
    buyer = _party(publisher.name, publisher.cvr, "buyer")
    cvr = "" if one.supplier_is_foreign else one.supplier_cvr
    supplier = _party(one.supplier, cvr, "supplier")
    if one.supplier_is_foreign and one.supplier_cvr:
        supplier["identifier"] = {"id": one.supplier_cvr, "legalName": one.supplier}
    parties = [buyer, *([supplier] if one.supplier else [])]
    contract = _contract(one)
    tags = ["planning"] if one.plan_year else []
    tags += ["award", "contract"]
    if one.drawn:
        tags.append("implementation")
        contract["implementation"] = {"transactions": _transactions(one, buyer, supplier)}
    if one.terminated_on:
        tags.append("contractTermination")
    found: dict[str, Any] = {
        "ocid": f"{PREFIX}-{one.key}",
        "id": f"{one.key}-{one.changed_at:%Y%m%d%H%M%S}",
        "date": one.changed_at.isoformat(),
        "tag": tags,
        "initiationType": "tender",
        "language": "da",
        "parties": parties,
        "buyer": {"id": buyer["id"], "name": buyer["name"]},
        "awards": [_award(one, supplier)],
        "contracts": [contract],
    }
    if one.plan_year:
        when = f"{one.plan_year}" + (f" Q{one.plan_quarter}" if one.plan_quarter else "")
        found["planning"] = {"rationale": f"{PLANNED}{when}"}
    return found


def _party(name: str, cvr: str, role: str) -> dict[str, Any]:
    if not cvr:
        return {"id": f"{role}-{name}", "name": name, "roles": [role]}
    identifier = {"scheme": "DK-CVR", "id": cvr, "legalName": name}
    return {"id": f"DK-CVR-{cvr}", "name": name, "identifier": identifier, "roles": [role]}


def _award(one: Published, supplier: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": f"{one.key}-award", "title": one.title, "status": "active"}
    if one.supplier:
        found["suppliers"] = [{"id": supplier["id"], "name": supplier["name"]}]
    return found | _value(one)


def _contract(one: Published) -> dict[str, Any]:
    status = "terminated" if one.terminated_on else "active"
    found: dict[str, Any] = {
        "id": one.key,
        "awardID": f"{one.key}-award",
        "title": one.title,
        "status": status,
        **_period(one),
        **_value(one),
    }
    if milestones := [*_option_days(one), *_notice(one)]:
        found["milestones"] = milestones
    if one.signed_on:
        found["dateSigned"] = _moment(one.signed_on)
    if one.cpv:
        found["items"] = [
            {"id": str(place), "classification": {"scheme": "CPV", "id": code}}
            for place, code in enumerate(one.cpv, 1)
        ]
    return found


def _period(one: Published) -> dict[str, Any]:
    period: dict[str, Any] = {}
    if one.starts_on:
        period["startDate"] = _moment(one.starts_on)
    if one.ends_on:
        period["endDate"] = _moment(one.ends_on)
        if options := _option_days(one):
            period["maxExtentDate"] = options[-1]["dueDate"]
    return {"period": period} if period else {}


def _option_days(one: Published) -> list[dict[str, Any]]:
    """The last day of each option, where all of them end in a year that is counted."""
    if not one.ends_on or one.ends_on.year + sum(one.options_months) // 12 >= _FAR:
        return []
    after = one.ends_on + timedelta(days=1)
    lasts = [
        after + relativedelta(months=months) - timedelta(days=1) for months in accumulate(one.options_months)
    ]
    return [
        {"id": f"option-{place}", "title": "Option", "type": OPTION, "dueDate": _moment(last)}
        for place, last in enumerate(lasts, 1)
    ]


def _notice(one: Published) -> list[dict[str, Any]]:
    if not one.terminated_on:
        return []
    met = {"status": "met", "dateMet": _moment(one.terminated_on)}
    return [{"id": "notice", "title": "Opsigelse", "type": TERMINATED, **met}]


def _value(one: Published) -> dict[str, Any]:
    if one.value_minor is None:
        return {}
    return {"value": {"amount": _amount(one.value_minor), "currency": one.currency}}


def _transactions(
    one: Published, buyer: Mapping[str, Any], supplier: Mapping[str, Any]
) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{one.key}-{place}",
            "date": _moment(day),
            "value": {"amount": _amount(minor), "currency": one.currency},
            "payer": {"id": buyer["id"], "name": buyer["name"]},
            "payee": {"id": supplier["id"], "name": supplier["name"]},
        }
        for place, (day, minor) in enumerate(one.drawn, 1)
    ]


def _amount(minor: int) -> int | float:
    """Hundredths as a number of JSON: whole where it is whole, else with its two decimals."""
    return minor // 100 if minor % 100 == 0 else round(minor / 100, 2)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
