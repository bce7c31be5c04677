"""What members show of initiatives of their own: to the association that reads it, and to themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.access import SHARED_LOCAL
from samspil.core.governance.language.basics import Texts
from samspil.kit.sharing import door

MOST: Final = 500


class ShownRow(NamedTuple):
    """All that is shown of an initiative; ``phase_name`` is in the words of its owner's project model."""

    public_id: UUID
    owner: str
    title: str
    form: str
    is_paused: bool
    end: str
    light: str
    reported_on: date | None
    phase_name: Texts | None


def list_shown_to(acting: Acting, on: date) -> list[ShownRow]:
    """What others show the association one acts for, by owner and title."""
    with door.readable(SHARED_LOCAL, on) as shown:
        rows = Initiative.objects.filter(public_id__in=shown)
        return _read(rows.exclude(organisation_id=acting.organisation_id), on)


def list_shown_by(acting: Acting, on: date) -> list[ShownRow]:
    """What one's own municipality shows its associations."""
    given = door.given_by(acting.organisation_id, [SHARED_LOCAL], on)
    rows = Initiative.objects.filter(organisation_id=acting.organisation_id)
    return _read(rows.filter(public_id__in=[key for _sort, key in given]), on)


def _read(rows: QuerySet[Initiative], on: date) -> list[ShownRow]:
    """One question, and one for each owner with phases."""
    names = ("public_id", "organisation__name", "title", "form", "is_paused", "end", "light", "reported_on")
    told = rows.order_by("organisation__name", "title", "pk")
    found = list(told.values_list(*names, "organisation_id", "project_model", "phase")[:MOST])
    phases = _phases({owner for *_, owner, _model, phase in found if phase}, on)
    return [
        ShownRow._make([*facts, phases.get((owner, model, phase))]) for *facts, owner, model, phase in found
    ]


def _phases(owners: Iterable[int], on: date) -> Mapping[tuple[int, str, str], Texts]:
    """The name of each phase, by its owner, its project model and its key."""
    return {
        (owner, key, phase): spec.name
        for owner in owners
        for model in models_on(owner, on)
        for key, project in model.spec.project_models.items()
        for phase, spec in project.phases.items()
    }
