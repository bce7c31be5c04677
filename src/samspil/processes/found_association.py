"""An association begins here: its members, its secretariat and its model, as the model's file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from samspil import library
from samspil.apps.governance.adopted import from_files
from samspil.apps.organisations import services as organisations
from samspil.apps.organisations.selectors import organisation_by_code
from samspil.apps.organisations.types import OrganisationKind
from samspil.core.governance.load import GovernanceModel
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.adopt_governance_model import adopt_shipped

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation


@transaction.atomic
def found_association(model_key: str, by: By, *, is_example: bool = False) -> Organisation:
    """The association of a model that ships, with every member it has ever had, in its period."""
    model = from_files(model_key, {})
    name = model.spec.name.in_language("da")
    association = organisations.found_organisation(OrganisationKind.ASSOCIATION, name, is_example=is_example)
    with scope.within([association.pk]):
        for one in model.spec.members:
            member = municipality(one.municipality, is_example=is_example)
            organisations.admit_member(association, member, one.joined, by, one.left)
        _house_the_secretariat(association, model, by)
        adopt_shipped(association, model_key, model.spec.valid_from, by)
    return association


def municipality(code: str, *, is_example: bool = False) -> Organisation:
    """A municipality by its code, made from the register where it is not here yet."""
    found = organisation_by_code(code)
    if found is not None:
        return found
    name = library.municipalities()[code].name
    return organisations.found_organisation(OrganisationKind.MUNICIPALITY, name, code, is_example=is_example)


def _house_the_secretariat(association: Organisation, model: GovernanceModel, by: By) -> None:
    for host in model.spec.secretariat:
        member = municipality(host.municipality)
        organisations.move_secretariat(association, member, host.since, by)
