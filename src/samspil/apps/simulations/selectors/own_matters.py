"""What has come to an organisation in the last twelve months, as a workload is counted of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from samspil.apps.governance.selectors.walked import Walked, count_brought, walked

if TYPE_CHECKING:
    from samspil.core.simulation.workload.counted import Seen, Stayed

PERIOD_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class OwnMatters:
    """The matters of the last twelve months, and the days that these are; the last is outside."""

    since: date
    until: date
    walked: tuple[Walked, ...]

    def seen(self) -> list[Seen]:
        """What came, as it is counted."""
        from samspil.core.simulation.workload.counted import Seen  # noqa: PLC0415 – who counts has numpy

        return [Seen(one.kind, one.facts) for one in self.walked]

    def stayed(self) -> list[Stayed]:
        """Where it was, as it is counted."""
        from samspil.core.simulation.workload.counted import Stayed  # noqa: PLC0415 – see above

        return [
            Stayed(stay.route, stay.step, stay.seconds, stay.outcome)
            for one in self.walked
            for stay in one.stays
        ]


def own_matters(organisation_id: int, at: datetime) -> OwnMatters:
    """The matters of the twelve months before a moment."""
    since = at - timedelta(days=PERIOD_DAYS)
    found = tuple(walked(organisation_id, since, at))
    return OwnMatters(timezone.localdate(since), timezone.localdate(at), found)


def count_own_matters(organisation_id: int, at: datetime) -> int:
    """How many there are."""
    return count_brought(organisation_id, at - timedelta(days=PERIOD_DAYS), at)
