"""What has been tried, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.models import SimulationRun


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some of the runs, and where the next page begins; nothing where there is none."""

    rows: Sequence[SimulationRun]
    next_after: int | None


MOST_LOOKED_INTO: Final = 20


def list_runs(
    acting: Acting, after: int | None = None, size: int = 25, *, only_compared: bool = False
) -> RunPage:
    """A page of runs, without what they came to; all, or without what looks further into one."""
    rows = SimulationRun.objects.filter(organisation_id=acting.organisation_id)
    if only_compared:
        rows = rows.filter(about=None)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.defer("files", "result").order_by("-pk")[: size + 1])
    return RunPage(found[:size], found[size - 1].pk if len(found) > size else None)


def list_looked_into(about: SimulationRun) -> Sequence[SimulationRun]:
    """What was looked into further from a comparison, the newest first, without what it came to."""
    rows = SimulationRun.objects.filter(organisation_id=about.organisation_id, about=about)
    return list(rows.defer("files", "result").order_by("-pk")[:MOST_LOOKED_INTO])
