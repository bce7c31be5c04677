"""An organisation adopts a model that ships: a model of its own that builds on it, for all its kinds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samspil.apps.governance.services.adoptions import Adoption, adopt_version, draft_version, own_model
from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.journal.recording import By

if TYPE_CHECKING:
    from samspil.apps.governance.models import ModelVersion
    from samspil.apps.organisations.models import Organisation


@transaction.atomic
def adopt_shipped(organisation: Organisation, base: str, since: date, by: By) -> ModelVersion:
    """The model holds from a day for every kind of matter it has."""
    key, files = base, dict[str, dict[str, str]]()
    if organisation.kind == OrganisationKind.MUNICIPALITY.value:
        key = f"own_{organisation.code}_{base}"[:60]
        files = own_model(key, base, organisation.code, organisation.name, since)
    draft = draft_version(organisation.pk, key, files, by)
    return adopt_version(draft, Adoption(since), by)
