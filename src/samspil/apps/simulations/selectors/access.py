"""From a URL to a row: the only way. Whoever may not see a row is told the same as when there is none."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.models import SimulationRun


def access_run(acting: Acting, public_id: UUID) -> SimulationRun:
    """A run of the organisation one acts for; the files of its models stay where they are.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    rows = SimulationRun.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    found = rows.select_related("about").defer("files", "about__files", "about__result").first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found
