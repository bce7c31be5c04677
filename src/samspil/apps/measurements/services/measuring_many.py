"""Many measurements at once, of many indicators. Whoever calls has held each against the rules."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple
from uuid import UUID

from samspil.apps.measurements.models import DueMeasurement, Indicator, Measurement
from samspil.apps.measurements.selectors.measurable import Measurable, standing_periods
from samspil.apps.measurements.selectors.portions import portions
from samspil.apps.measurements.services.showing import SHOWN, show_newest
from samspil.apps.measurements.services.telling import told_measured
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.follow_up import GRACE
from samspil.kit.ids import new_id
from samspil.kit.journal.recording import By, record
from samspil.kit.tenancy.pouring import Into, Plain, pour, take_ids

_COLUMNS: Final = (
    *("id", "public_id", "indicator_id", "first", "last", "value", "where", "n", "grade"),
    *("attributed", "evidence", "comment"),
)


class Many(NamedTuple):
    """A measurement and the indicator it is of, by the key of its row."""

    indicator: int
    new: NewMeasurement


class _Row(NamedTuple):
    key: int
    public_id: UUID
    many: Many


def hold_many(indicators: Collection[int]) -> None:
    """Nobody else measures these until the transaction ends."""
    for keys in portions(indicators):
        held = Indicator.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
        list(held.values_list("pk", flat=True))


def keep_many(
    measured: Sequence[Many], indicators: Mapping[int, Measurable], *, acting: Acting, at: datetime
) -> None:
    """Keep them all, meet what was due, and show the newest; each is told to the journal by itself.

    Within a transaction that holds the indicators. A few questions for every two thousand indicators.
    """
    owner = acting.organisation_id
    keys = take_ids(Measurement, len(measured))
    rows = [_Row(key, new_id(), many) for key, many in zip(keys, measured, strict=True)]
    common = {"measured_by": acting.person, "recorded_at": at}
    pour(Into(Measurement, _COLUMNS, common), owner, (_plain(row) for row in rows))
    touched = {row.many.indicator for row in rows}
    _meet(touched, rows, at)
    _show_newest(touched, indicators)
    told = (told_measured(indicators[row.many.indicator].row, row.public_id, row.many.new) for row in rows)
    record(owner, told, By(str(acting.person), at))


def _plain(row: _Row) -> tuple[Plain, ...]:
    new = row.many.new
    return (
        row.key,
        row.public_id.hex,
        row.many.indicator,
        new.first.isoformat(),
        new.last.isoformat(),
        f"{new.value:f}",
        new.where,
        new.n,
        new.grade.value,
        f"{new.attributed:f}",
        new.evidence,
        new.comment,
    )


def _meet(touched: Collection[int], rows: Sequence[_Row], at: datetime) -> None:
    """What was due is met by the first measurement that reaches near enough."""
    by_indicator: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        by_indicator[row.many.indicator].append((row.many.new.last, row.key))
    for measured in by_indicator.values():
        measured.sort()
    for keys in portions(touched):
        due = DueMeasurement.objects.filter(indicator__in=keys, met_at=None, let_go_at=None)
        met = list(_met(due, by_indicator, at))
        DueMeasurement.objects.bulk_update(met, ["met_at", "measurement"], batch_size=500)


def _met(
    due: Any, by_indicator: Mapping[int, list[tuple[date, int]]], at: datetime
) -> Iterator[DueMeasurement]:
    for one in due:
        measured = by_indicator[one.indicator_id]
        place = bisect_left(measured, (one.due_on - GRACE, 0))
        if place < len(measured):
            one.met_at, one.measurement_id = at, measured[place][1]
            yield one


def _show_newest(touched: Collection[int], indicators: Mapping[int, Measurable]) -> None:
    """The newest period of each is shown on its row, as one measurement at a time shows it."""
    rows = []
    for key, periods in groupby(standing_periods(touched), key=itemgetter(0)):
        known = indicators[key]
        stands = ((last, where, value) for _key, _first, last, where, value in periods)
        rows.append(show_newest(known.row, known.rules, stands))
    Indicator.objects.bulk_update(rows, SHOWN, batch_size=500)
