"""What came of a model that was tried and then adopted, beside what was foretold of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from samspil.apps.governance.selectors.versions import adoptions_of
from samspil.apps.governance.selectors.walked import Walked, walked
from samspil.apps.organisations.types import Acting


@dataclass(frozen=True, slots=True)
class Came:
    """A kind of matter that has gone by a model since a day.

    Attributes:
        model: the place of the model in the comparison.
        kind: its key.
        since: from which day on it has gone by the model.
        foretold: within which days half, and four fifths, were to be decided.
        days: from being brought to the last decision, of those that have ended, in order.
        under_way: how many have not.
    """

    model: int
    kind: str
    since: date
    foretold: tuple[float, float]
    days: tuple[float, ...]
    under_way: int

    @property
    def middle(self) -> float | None:
        """Within which days half of those that have ended were decided."""
        count = len(self.days)
        return (self.days[(count - 1) // 2] + self.days[count // 2]) / 2 if count else None

    @property
    def kept(self) -> float | None:
        """How many of them were decided within the days that were foretold for four fifths, as a share."""
        return sum(one <= self.foretold[1] for one in self.days) / len(self.days) if self.days else None


def what_came(run: Any, acting: Acting, at: datetime) -> list[Came]:
    """The kinds that have gone by a model of the comparison since it was asked."""
    asked_on = timezone.localdate(run.asked_at)
    begun = [
        (place, line)
        for line in adoptions_of(acting)
        for place, digest in enumerate(_digests(run))
        if line.version.digest == digest and line.valid_from >= asked_on
    ]
    if not begun:
        return []
    first = min(line.valid_from for _place, line in begun)
    went = walked(acting.organisation_id, at - (timezone.localdate(at) - first + timedelta(days=1)), at)
    return [
        Came(
            place,
            line.kind,
            line.valid_from,
            foretold,
            *_ended(went, line.kind, line.valid_from, line.valid_to),
        )
        for place, line in begun
        if (foretold := _foretold(run.result["models"][place], line.kind)) is not None
    ]


def _digests(run: Any) -> Iterator[str]:
    return (one["digest"] for one in run.inputs["models"])


def _foretold(model: Mapping[str, Any], kind: str) -> tuple[float, float] | None:
    found = next((one["quantiles"] for one in model["kinds"] if one["key"] == kind), None)
    if found is None or found["0.5"] is None:
        return None
    return found["0.5"], found["0.8"]


def _ended(went: list[Walked], kind: str, since: date, until: date | None) -> tuple[tuple[float, ...], int]:
    """Days of those that have ended, in order, and how many have not; of what was brought in the period."""
    own = [
        one
        for one in went
        if one.kind == kind
        and since <= timezone.localdate(one.brought_at)
        and (until is None or timezone.localdate(one.brought_at) < until)
    ]
    ended = sorted(one.days for one in own if one.days is not None)
    return tuple(ended), len(own) - len(ended)
