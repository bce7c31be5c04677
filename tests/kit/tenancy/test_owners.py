"""Rows of some organisations are asked for as ``in`` asks for them, and of none there are none."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet

from samspil.apps.systems.models import Contract, ContractSystem
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.owners import Owners


def owned_by(organisations: list[int], field: str) -> dict[str, Any]:
    return {field: Owners.of(organisations)}


def asked(rows: object) -> str:
    return str(rows.query)  # type: ignore[attr-defined]


def test_it_is_written_as_in_is_and_once_for_each() -> None:
    with scope.within([7]):
        said = asked(Contract.objects.filter(**owned_by([3, 1, 3], "organisation__owned_by")))
        as_in = asked(Contract.objects.filter(organisation__in=[1, 3]))
    assert said == as_in
    assert 'organisation_id" IN (7)' in said, "the scope stands beside it"


def test_it_finds_its_way_by_what_another_row_names() -> None:
    with scope.within([7]):
        said = asked(ContractSystem.objects.filter(**owned_by([5], "use__organisation__owned_by")))
        as_in = asked(ContractSystem.objects.filter(use__organisation__in=[5]))
    assert said == as_in


def test_of_nobody_there_is_nothing() -> None:
    with scope.within([7]), pytest.raises(EmptyResultSet):
        asked(Contract.objects.filter(**owned_by([], "organisation__owned_by")))
    with scope.within([]), pytest.raises(EmptyResultSet):
        asked(Contract.objects.all())


def test_what_is_excluded_is_everybody_else() -> None:
    with scope.within([7]):
        said = asked(Contract.objects.exclude(**owned_by([3], "organisation__owned_by")))
    assert 'NOT ("systems_contract"."organisation_id" IN (3))' in said
