"""Business cases by the API: what each version comes to, and who pays how much in which year."""

from __future__ import annotations

from typing import Any

import pytest
from tests.apps.api.conftest import Machine
from tests.apps.funding.case_ground import CARE, IT, kept, kroner
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, SOLROD, World

from samspil.core.finance.business_case import Case, Kind, Line

pytestmark = pytest.mark.django_db


def a_case(*operation: int) -> Case:
    return Case(
        2027,
        2026,
        (
            Line("Licens", Kind.ESTABLISHMENT, IT, kroner(1_000, 0)),
            Line("Drift", Kind.OPERATION, "", kroner(*operation)),
            Line("Tid", Kind.BENEFIT, CARE, kroner(0, 3_000)),
        ),
    )


def amount(written: str) -> dict[str, str]:
    return {"amount": written, "currency": "DKK"}


def test_a_case_is_told_with_who_pays_in_which_year(world: World, machine: Any) -> None:
    mine = local(world, HVIDOVRE)
    kept(world, mine, a_case(0, 50))
    kept(world, mine, a_case(0, 60), why="Dyrere drift")
    system: Machine = machine(HVIDOVRE, "head_of_digitalisation")
    path = f"/initiatives/{mine.public_id}/business-case"
    newest, first = system.get(path).json()["items"]
    assert (newest["number"], newest["why"], first["number"]) == (2, "Dyrere drift", 1)
    assert (first["costs"], first["unclear"]) == (amount("1050.00"), amount("50.00"))
    told = system.get(f"{path}/1").json()
    assert told["pays"] == [
        {"party": IT, "amounts": [amount("1000.00"), amount("0.00")]},
        {"party": "", "amounts": [amount("0.00"), amount("50.00")]},
    ]
    assert [one["name"] for one in told["lines"]] == ["Licens", "Drift", "Tid"]
    assert told["first_year"] == 2027
    assert system.get(f"{path}/3").status_code == 404
    other: Machine = machine(SOLROD, "head_of_digitalisation")
    assert other.get(path).status_code == 404
    assert other.get(f"{path}/1").status_code == 404
