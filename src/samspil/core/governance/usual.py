"""What can be said of a kind of matter before one is known: where it goes, who decides, how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from samspil.core.governance.checks.coverage import regions
from samspil.core.governance.clocks import calendar_of, clock, day_zero, local_day
from samspil.core.governance.compare import Stop, usual_way
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import kind_of
from samspil.core.governance.program import Body
from samspil.core.governance.standing import refuse_before_valid


@dataclass(frozen=True, slots=True)
class UsualAnswer:
    """Over all the ways that matters of a kind usually take, when every clock is used to its end.

    ``first`` is whom they come to first, ``deciders`` who has the last word, ``told`` who is only told;
    each body once, those of the quickest ways first. ``undecided`` says that some need nobody's decision,
    ``members_decide`` that some are decided by the members, each for itself. ``least_days`` and
    ``most_days`` are working days, from the day that counts as that of arrival to the end of the
    quickest and the slowest way.
    """

    kind: str
    first: tuple[Body, ...]
    deciders: tuple[Body, ...]
    told: tuple[Body, ...]
    undecided: bool
    members_decide: bool
    least_days: int
    most_days: int
    latest_on: date


def usual_answer(
    model: GovernanceModel, kind: str, at: datetime, given: Mapping[str, str] | None = None
) -> UsualAnswer:
    """Sum up the usual ways of a kind of matter.

    Args:
        model: the model that such matters are brought under.
        kind: its key.
        at: when one would be brought.
        given: choices that are known already, attribute to value: a theme, an area.

    Raises:
        ProblemsError: ``unknown_kind``, ``model_not_valid_yet``, ``no_meeting_left``, ``naive_time``.

    Complexity: the sorts of matter that the model tells apart, times the steps passed.

    Source: F2.15.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> from samspil import library
    >>> from samspil.core.governance import load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> at = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    >>> found = usual_answer(model, "purchase_request", at)
    >>> [str(body) for body in found.first], found.least_days
    (['role it_expert'], 5)
    >>> [str(body) for body in found.deciders]
    ['role it_expert', 'role head_of_digitalisation', 'forum council']
    """
    refuse_before_valid(model, local_day(model, at))
    kind_of(model, kind)
    today = local_day(model, at)
    by_end = [(_end(model, way, at), way) for way in _ways(model, kind, today.toordinal(), given or {})]
    by_end.sort(key=lambda one: one[0])
    ways = [way for _, way in by_end]
    (soonest_on, _), (latest_on, _) = by_end[0], by_end[-1]
    zero, calendar = date.fromordinal(day_zero(model, at)), calendar_of(model)
    asked = [any(stop.step.spec.do is Do.CONSENT for stop in way) for way in ways]
    last = [_decider(way) for way in ways]
    return UsualAnswer(
        kind=kind,
        first=_once(way[0].step.body for way in ways if way),
        deciders=_once(
            body for body, members in zip(last, asked, strict=True) if body is not None and not members
        ),
        told=_once(stop.step.body for way in ways for stop in way if stop.step.spec.do is Do.INFORM),
        undecided=any(body is None and not members for body, members in zip(last, asked, strict=True)),
        members_decide=any(asked),
        least_days=calendar.working_days_between(zero, max(zero, soonest_on)),
        most_days=calendar.working_days_between(zero, max(zero, latest_on)),
        latest_on=latest_on,
    )


def _ways(
    model: GovernanceModel, kind: str, day: int, given: Mapping[str, str]
) -> tuple[tuple[Stop, ...], ...]:
    found = tuple(regions(model.spec, model.program, kind, day))
    for key, value in given.items():
        place = model.program.attribute_number(key)
        number = model.program.values[key].index(value)
        known = tuple(region for region in found if region.vector[place] == number)
        found = known or found  # what the model never asks about splits nothing
    return tuple(dict.fromkeys(usual_way(model, region, day) for region in found))


def _end(model: GovernanceModel, way: tuple[Stop, ...], at: datetime) -> date:
    for stop in way:
        due = clock(model, stop.step, at)
        at = due.at if due else at
    return local_day(model, at)


def _decider(way: tuple[Stop, ...]) -> Body | None:
    deciding = [stop.step.body for stop in way if stop.decides]
    return deciding[-1] if deciding else None


def _once(bodies: Iterator[Body]) -> tuple[Body, ...]:
    return tuple(dict.fromkeys(body for body in bodies if body.key != REQUESTER))
