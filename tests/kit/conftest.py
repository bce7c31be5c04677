"""Two organisations that know nothing of each other, each with a unit and somebody in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from samspil.apps.organisations.models import Organisation, Person, Unit
from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope

SINCE = date(2026, 1, 1)
BY = By("a clerk", datetime(2026, 3, 2, 9, tzinfo=UTC))


@dataclass(frozen=True)
class Two:
    """Their rows, and the scope of each."""

    ours: Organisation
    theirs: Organisation
    our_unit: Unit
    their_unit: Unit


def found(name: str, code: str) -> tuple[Organisation, Unit]:
    organisation = Organisation.objects.create(kind=OrganisationKind.MUNICIPALITY.value, name=name, code=code)
    with scope.within([organisation.pk]):
        unit = Unit.objects.create(organisation=organisation, name=f"unit of {name}", valid_from=SINCE)
        Person.objects.create(organisation=organisation, name=f"clerk of {name}", unit=unit, valid_from=SINCE)
    return organisation, unit


@pytest.fixture
def two(db: None) -> Two:
    """Ours and theirs."""
    (ours, our_unit), (theirs, their_unit) = found("Lejre", "0350"), found("Samsø", "0741")
    return Two(ours, theirs, our_unit, their_unit)
