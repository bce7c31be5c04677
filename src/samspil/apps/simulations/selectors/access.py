"""From a URL to a row: the only way. Whoever may not see a row is told the same as when there is none."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.governance.own_rows import own_row
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.models import SimulationRun


def access_run(acting: Acting, public_id: UUID) -> SimulationRun:
    """A run of the organisation one acts for; the files of its models stay where they are.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    return own_row(
        SimulationRun.objects.select_related("about").defer("files", "about__files", "about__result"),
        acting.organisation_id,
        public_id,
    )
