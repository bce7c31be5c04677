"""Where matters wait, and what one more item, one more meeting or one consent less would give."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from samspil.core.errors import Place, ProblemsError
from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.inheritance import Read
from samspil.core.governance.language.joint import Participation
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.membership import members_on
from samspil.core.governance.schedules import meeting_calendar
from samspil.core.simulation.changing import Change, with_changes
from samspil.core.simulation.results import Figure, Figures, Result, compared
from samspil.core.simulation.trying import How, tried
from samspil.core.simulation.varying import with_consents
from samspil.core.simulation.workload.reading import ReadWorkload


class What(StrEnum):
    """What is tried with one more or one less of it."""

    ITEM = "item"
    MEETING = "meeting"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A forum that matters wait for: days a year of all together, its share of all such days, by cause."""

    forum: str
    days: Figure
    share: float
    causes: Figures
    place: Place


@dataclass(frozen=True, slots=True)
class Remedy:
    """One more item or meeting of a forum, or one consent less by a joint rule: what it would change.

    ``subjects`` are the forums or joint rules that it is about; several where one number of the model is that
    of several. ``before`` and ``after`` are the number: items, meetings a year, or consents.
    """

    what: What
    subjects: tuple[str, ...]
    before: int
    after: int
    changes: tuple[Change, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Tried:
    """A remedy, and what differs with it from the model as it is, run by run on the same luck."""

    remedy: Remedy
    differences: Figures


@dataclass(frozen=True, slots=True)
class Explained:
    """The model as it is, where it waits longest first, and what would help most first."""

    result: Result
    waiting: tuple[Waiting, ...]
    tried: tuple[Tried, ...]


def explain(model: GovernanceModel, read_files: Read, workload: ReadWorkload, how: How) -> Explained:
    """Say where a model waits, and try every remedy on the same luck.

    Args:
        model: what is explained.
        read_files: gives a model's files by key.
        workload: what it is tried with.
        how: for how long and how often.

    Raises:
        ProblemsError: the workload does not fit, the calendar does not reach, or more comes than is done.

    Complexity: a try for each forum that matters come to, twice, and for each joint rule that is asked.
    """
    (result,) = tried([model], workload, how)
    found = []
    for remedy, changed in remedied(result, read_files):
        (other,) = tried([changed], workload, how)
        found.append(Tried(remedy, compared(result, other)))
    return Explained(result, waiting(result), helping_most_first(found))


def remedied(result: Result, read_files: Read) -> Iterator[tuple[Remedy, GovernanceModel]]:
    """Each remedy with the model as it would be; not what the model's own checks do not let be."""
    for remedy in remedies(result):
        try:
            model = with_changes(result.world.model, read_files, remedy.changes, result.world.workload.starts)
        except ProblemsError:
            continue
        yield remedy, model


def helping_most_first(found: Iterable[Tried]) -> tuple[Tried, ...]:
    """In the order in which they shorten the days to a decision."""
    return tuple(sorted(found, key=lambda one: one.differences["lead_days"].mean))


def waiting(result: Result) -> tuple[Waiting, ...]:
    """The forums that matters wait for, the one that costs most days first."""
    model = result.world.model
    days = {one.key: one.figures["days"].mean for one in result.forums}
    total = sum(days.values())
    found = [
        Waiting(
            one.key,
            one.figures["days"],
            days[one.key] / total,
            one.waits,
            model.place("forums", one.key, "calendar", "rule"),
        )
        for one in result.forums
        if days[one.key] > 0
    ]
    return tuple(sorted(found, key=lambda one: -one.share))


def remedies(result: Result) -> Iterator[Remedy]:
    """What can be tried for the forums that matters come to and the joint rules that are asked."""
    visited = [one.key for one in result.forums if one.waits]
    yield from _items(result, visited)
    for forum in visited:
        yield from _meeting(result, forum)
    yield from _consents(result)


def _items(result: Result, visited: list[str]) -> Iterator[Remedy]:
    model, on = result.world.model, result.world.workload.starts
    for parameter in dict.fromkeys(model.spec.forums[one].agenda for one in visited):
        subjects = tuple(one for one in visited if model.spec.forums[one].agenda == parameter)
        before = int(model.program.book.read(parameter, on).value)
        change = Change(parameter, str(before + 1))
        yield Remedy(What.ITEM, subjects, before, before + 1, (change,), change.place_in(model))


def _meeting(result: Result, forum: str) -> Iterator[Remedy]:
    """One more meeting in each year of the run, where it shortens waiting most."""
    world = result.world
    written = world.model.spec.forums[forum].calendar
    first, last = (date.fromordinal(minute // 1440) for minute in (world.begins, world.ends))
    more = [day for year in range(first.year, last.year + 1) if (day := best_day(world.model, forum, year))]
    if not more:
        return
    held = meeting_calendar(world.model.spec, forum).meetings((first, last), calendar_of(world.model))
    before = round(len(held) * 365 / (last - first).days)
    days = ", ".join(sorted(day.isoformat() for day in {*written.also, *more}))
    change = Change(f"forums.{forum}.calendar.also", f"[{days}]")
    place = world.model.place("forums", forum, "calendar", "rule")
    yield Remedy(What.MEETING, (forum,), before, before + 1, (change,), place)


def best_day(model: GovernanceModel, forum: str, year: int) -> date | None:
    """The working day of a year, outside months off, on which one more meeting shortens waiting most.

    Waiting for evenly coming matters is ΣG²/2 over the gaps: a meeting between two takes off what lies before
    it times what lies after it.
    """
    calendar, work = meeting_calendar(model.spec, forum), calendar_of(model)
    held = calendar.meetings((date(year - 1, 1, 1), date(year + 1, 12, 31)), work)
    if not held:
        return None

    def shortens(day: date) -> int:
        at = bisect_left(held, day)
        if at in (0, len(held)):
            return 0
        return (day - held[at - 1]).days * (held[at] - day).days

    days = [date(year, 1, 1) + timedelta(days=at) for at in range(365)]
    open_days = [day for day in days if work.is_working_day(day) and day.month not in calendar.months_off]
    best = max(open_days, key=shortens, default=None)
    return best if best is not None and shortens(best) > 0 else None


def _consents(result: Result) -> Iterator[Remedy]:
    model, on = result.world.model, result.world.workload.starts
    routes = {model.spec.kinds[kind].route for kind in result.world.kinds}
    asked = {step.joint for route in routes for step in model.spec.routes[route].steps.values() if step.joint}
    by_number: dict[str, tuple[str, ...]] = {}
    for key, rule in model.spec.joint.items():
        if key not in asked:
            continue
        if rule.participation is Participation.ALL:
            yield _not_all(result, key, len(members_on(model, on)))
        elif rule.least_members is not None:
            by_number[rule.least_members] = (*by_number.get(rule.least_members, ()), key)
    for parameter, subjects in by_number.items():
        before = int(model.program.book.read(parameter, on).value)
        if before > 1:
            change = Change(parameter, str(before - 1))
            place = change.place_in(model)
            yield Remedy(What.CONSENT, subjects, before, before - 1, (change,), place)


def _not_all(result: Result, joint: str, members: int) -> Remedy:
    """All but one are enough: whoever wants is in, if so many do."""
    model, on = result.world.model, result.world.workload.starts
    changes = with_consents(model, joint, members - 1, on)
    place = model.place("joint", joint, "participation")
    return Remedy(What.CONSENT, (joint,), members, members - 1, changes, place)
