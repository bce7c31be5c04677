"""Many measurements at once, of many indicators. Whoever calls has held each against the rules."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from samspil.apps.measurements.models import DueMeasurement, Indicator, Measurement
from samspil.apps.measurements.selectors.measurable import Measurable, Period
from samspil.apps.measurements.selectors.portions import portions
from samspil.apps.measurements.selectors.values import as_share
from samspil.apps.measurements.services.showing import SHOWN, show_newest
from samspil.apps.measurements.services.telling import told_measured
from samspil.apps.measurements.types import NewMeasurement
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.brought import Value
from samspil.core.benefits.follow_up import GRACE
from samspil.kit.ids import new_id
from samspil.kit.journal.recording import By, record
from samspil.kit.tenancy.pouring import Into, Plain, pour, take_ids
from samspil.kit.tenancy.writing import change_many

_COLUMNS: Final = (
    *("id", "public_id", "indicator_id", "first", "last", "value", "where", "n", "grade"),
    *("attributed", "evidence", "comment"),
)


_TOLD_EVERY: Final = 1000
Tell = Callable[[int, int], object]
_T = TypeVar("_T")


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
    measured: Sequence[Many],
    indicators: Mapping[int, Measurable],
    before: Sequence[Period],
    *,
    acting: Acting,
    at: datetime,
    tell: Tell | None = None,
) -> Mapping[int, list[Value]]:
    """Keep them all, meet what was due, and show the newest; each is told to the journal by itself.

    Within a transaction that holds the indicators. A few questions for every two thousand indicators.

    Args:
        measured: what is new.
        indicators: those that it is of, by their keys.
        before: what stands of them.
        acting: who measures.
        at: when.
        tell: is told on the way how many are done, of how many; each is done in two halves.

    Returns:
        what stands of them now, by their keys.
    """
    owner = acting.organisation_id
    keys = take_ids(Measurement, len(measured))
    rows = [_Row(key, new_id(), many) for key, many in zip(keys, measured, strict=True)]
    common = {"measured_by": acting.person, "recorded_at": at}
    pour(Into(Measurement, _COLUMNS, common), owner, _counted(map(_plain, rows), 0, len(rows), tell))
    touched = {row.many.indicator for row in rows}
    _meet(touched, rows, at)
    standing = _by_indicator([*before, *(_period(one) for one in measured)])
    _show_newest(standing, indicators)
    told = (told_measured(indicators[row.many.indicator].row, row.public_id, row.many.new) for row in rows)
    record(owner, _counted(told, len(rows), len(rows), tell), By(str(acting.person), at))
    return standing


def _counted(of: Iterable[_T], before: int, total: int, tell: Tell | None) -> Iterator[_T]:
    """The same, and now and then somebody is told how far it is: rows are one half, the journal the other."""
    for place, one in enumerate(of, 1):
        yield one
        if tell is not None and (place % _TOLD_EVERY == 0 or place == total):
            tell((before + place) // 2, total)


def _period(one: Many) -> Period:
    new = one.new
    return Period(one.indicator, new.first, new.last, new.where, new.value, new.attributed)


def _by_indicator(standing: Iterable[Period]) -> Mapping[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    for key, _first, last, where, value, attributed in standing:
        found[key].append(Value(last, where, value, as_share(attributed)))
    return found


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
        change_many(met, ("met_at", "measurement"))


def _met(
    due: Any, by_indicator: Mapping[int, list[tuple[date, int]]], at: datetime
) -> Iterator[DueMeasurement]:
    for one in due:
        measured = by_indicator[one.indicator_id]
        place = bisect_left(measured, (one.due_on - GRACE, 0))
        if place < len(measured):
            one.met_at, one.measurement_id = at, measured[place][1]
            yield one


def _show_newest(standing: Mapping[int, Iterable[Value]], indicators: Mapping[int, Measurable]) -> None:
    """The newest period of each is shown on its row, as one measurement at a time shows it."""
    rows = []
    for key, values in standing.items():
        known = indicators[key]
        stands = ((one.last, one.where, one.value) for one in values)
        rows.append(show_newest(known.row, known.rules, stands))
    change_many(rows, SHOWN)
