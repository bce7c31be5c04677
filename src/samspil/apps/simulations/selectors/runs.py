"""What has been tried, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.models import SimulationRun


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some of the runs, and where the next page begins; nothing where there is none."""

    rows: Sequence[SimulationRun]
    next_after: int | None


def list_runs(acting: Acting, after: int | None = None, size: int = 25) -> RunPage:
    """A page of runs, without what they came to."""
    rows = SimulationRun.objects.filter(organisation_id=acting.organisation_id)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.defer("files", "result").order_by("-pk")[: size + 1])
    return RunPage(found[:size], found[size - 1].pk if len(found) > size else None)
