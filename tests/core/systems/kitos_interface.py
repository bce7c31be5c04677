"""What KITOS says that it answers: names and sorts of fields; and answers made of them and a seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

FILE: Final = Path(__file__).with_name("kitos_interface.json")
SAID: Final[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
THINGS: Final[dict[str, dict[str, Any]]] = SAID["things"]
_REF: Final = "-> "
_LISTS: Final = {
    "it-systems": "ItSystemResponseDTO",
    "it-system-usages": "ItSystemUsageResponseDTO",
    "it-contracts": "ItContractResponseDTO",
}


def of_description(description: dict[str, Any]) -> dict[str, Any]:
    """The same out of KITOS' own description of its interface: what is read of it, names and sorts alone."""
    asked = {
        f"/api/v2/{one}": description["paths"][f"/api/v2/{one}"]["get"] for one in ("organizations", *_LISTS)
    }
    paths = {
        path: {
            "of": _sort(one["responses"]["200"]["schema"]["items"]).removeprefix(_REF),
            "asked_by": sorted(said["name"] for said in one["parameters"]),
        }
        for path, one in asked.items()
    }
    things: dict[str, Any] = {}
    todo = [one["of"] for one in paths.values()]
    while todo:
        name = todo.pop(0)
        if name not in things:
            parts = description["definitions"][name].get("properties", {})
            things[name] = {part: _sort(parts[part]) for part in sorted(parts)}
            todo += [ref for sort in things[name].values() for ref in _refs(sort)]
    return {"paths": paths, "things": dict(sorted(things.items()))}


def _sort(said: dict[str, Any]) -> Any:
    if "$ref" in said:
        return _REF + said["$ref"].rpartition("/")[2]
    if said.get("type") == "array":
        return [_sort(said["items"])]
    return (
        "|".join(said["enum"])
        if "enum" in said
        else " ".join(filter(None, (said["type"], said.get("format"))))
    )


def _refs(sort: Any) -> Iterator[str]:
    one = sort[0] if isinstance(sort, list) else sort
    if one.startswith(_REF):
        yield one.removeprefix(_REF)


def sort_at(thing: str, path: str) -> str:
    """What stands at the end of a path; a path that KITOS does not name is an error."""
    sort: Any = _REF + thing
    for step in path.split("."):
        sort = THINGS[sort.removeprefix(_REF)][step]
        sort = sort[0] if isinstance(sort, list) else sort
    return str(sort)


class Made:
    """Answers made of what KITOS says of them: every field there, some null, lists of none to three."""

    def __init__(self, seed: int = 1) -> None:
        self._draw, self._ids = random.Random(seed), 0

    def one(self, thing: str) -> dict[str, Any]:
        return {name: self._any(name, sort) for name, sort in THINGS[thing].items()}

    def uuid(self) -> str:
        self._ids += 1
        return str(UUID(int=(0x018D << 112) | (7 << 76) | (2 << 62) | self._ids))

    def _any(self, name: str, sort: Any) -> Any:  # noqa: PLR0911 – one for each sort
        if isinstance(sort, list):
            return [self._any(name, sort[0]) for _ in range(self._draw.randrange(4))]
        if sort.startswith(_REF):
            return self.one(sort.removeprefix(_REF)) if self._draw.random() < 0.8 else None
        if "|" in sort:
            return self._draw.choice(sort.split("|"))
        match sort:
            case "string uuid":
                return self.uuid()
            case "string date-time":
                day = date(2022, 1, 1) + timedelta(days=self._draw.randrange(3000))
                return f"{day.isoformat()}T00:00:00Z"
            case "boolean":
                return self._draw.random() < 0.5
            case "integer int32":
                return self._draw.randrange(1, 4)
            case _:
                return self._text(name)

    def _text(self, name: str) -> str:
        return f"{name} {self._draw.randrange(10**6)}"


def municipality(systems: int, contracts: int, seed: int = 1) -> dict[str, list[dict[str, Any]]]:
    """So many systems, each in use, and contracts about some of them: in order, as KITOS' users keep them."""
    made, draw = Made(seed), random.Random(seed)
    catalogue = [made.one("ItSystemResponseDTO") for _ in range(systems)]
    uses = [made.one("ItSystemUsageResponseDTO") for _ in range(systems)]
    bound = [made.one("ItContractResponseDTO") for _ in range(contracts)]
    for number, (system, use) in enumerate(zip(catalogue, uses, strict=True)):
        system |= {"name": f"System {number}", "rightsHolder": _company(made, number), "formerName": None}
        system["kle"] = [{"uuid": made.uuid(), "name": one} for one in draw.sample(KLE, draw.randrange(3))]
        use["systemContext"] = {"uuid": system["uuid"], "name": system["name"]}
        use["localKLEDeviations"] = {
            "addedKLE": [{"uuid": made.uuid(), "name": "00.15.00"}] if draw.random() < 0.2 else [],
            "removedKLE": system["kle"][:1] if draw.random() < 0.2 else [],
        }
        use["general"] = use["general"] or made.one("GeneralDataResponseDTO")
        use["general"]["numberOfExpectedUsers"] = draw.choice(
            [None, {"lowerBound": 10, "upperBound": 49}, {"lowerBound": 500, "upperBound": None}]
        )
        use["general"]["validity"] = {
            "lifeCycleStatus": draw.choice(["Operational", "PhasingOut", "Undecided", None]),
            "validFrom": "2021-01-01T00:00:00Z",
            "validTo": draw.choice([None, "2031-12-31T00:00:00Z"]),
        }
        use["roles"] = [_role(made, "Systemejer")] if number % 2 else []
    for number, one in enumerate(bound):
        one |= {"name": f"Kontrakt {number}", "parentContract": None}
        one["general"] = made.one("ContractGeneralDataResponseDTO") | {"contractId": f"K-{number}"}
        one["general"]["validity"] = {
            "enforcedValid": False,
            "validFrom": "2022-01-01T00:00:00Z",
            "validTo": draw.choice([None, "2027-12-31T00:00:00Z", "2028-05-31T22:00:00Z"]),
        }
        one["supplier"] = {"organization": _company(made, number), "signedBy": "Lis Leverandør"}
        one["systemUsages"] = [
            {"uuid": use["uuid"], "name": use["systemContext"]["name"]}
            for use in draw.sample(uses, min(len(uses), draw.randrange(3)))
        ]
        one["termination"] = {
            "terminatedAt": None,
            "terms": {
                "noticePeriodMonths": {"uuid": made.uuid(), "name": "6"},
                "noticeByEndOf": "EndOfQuarter",
            },
        }
        one["procurement"] = {
            "procurementPlan": {"year": 2027, "quarterOfYear": 2},
            "procurementInitiated": "No",
        }
        one["responsible"] = {"organizationUnit": None, "signedBy": "Per Underskriver", "signed": True}
        one["roles"] = [_role(made, "Kontraktejer"), _role(made, "Budgetansvarlig")]
    return {"it-systems": catalogue, "it-system-usages": uses, "it-contracts": bound}


KLE: Final = ("27.35.00", "27.36.04", "00.15.02", "85.00.00")


def _company(made: Made, number: int) -> dict[str, Any]:
    return {"uuid": made.uuid(), "name": f"Leverandør {number % 40}", "cvr": "13585628"}


def _role(made: Made, name: str) -> dict[str, Any]:
    return {"role": {"uuid": made.uuid(), "name": name}, "user": {"uuid": made.uuid(), "name": "Pia Prøve"}}
