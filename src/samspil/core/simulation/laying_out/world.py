"""The whole of a question: a model, a workload, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import numpy as np

from samspil.core.errors import Place
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.schedules import times
from samspil.core.governance.standing import refuse_before_valid
from samspil.core.simulation.laying_out import bodies, days, matters
from samspil.core.simulation.laying_out.arrays import as_arrays
from samspil.core.simulation.laying_out.rows import Rows, floats, number, table
from samspil.core.simulation.loop.ground import NONE
from samspil.core.simulation.workload.language import Workload
from samspil.core.simulation.workload.reading import ReadWorkload

DAYS_OF_YEAR: Final = 365
YEARS_OF_CLOCKS: Final = 4  # what is due after the end is counted, too
MOST_LEAD_DAYS: Final = 2048


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run takes of a question laid out: numbers and names alone, so that it can be sent elsewhere.

    ``sources``, ``attributes`` and ``ways_to_end`` say how many there are; ``place`` is the line that is told
    where more comes than is done.
    """

    fixed: dict[str, Any]
    begins: int
    warm: int
    ends: int
    sources: int
    attributes: int
    ways_to_end: int
    forums: tuple[str, ...]
    roles: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class World:
    """A question laid out. ``fixed`` are the fields of ``Ground`` that no run writes in."""

    model: GovernanceModel
    workload: Workload
    fixed: dict[str, Any]
    begins: int
    warm: int
    ends: int
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        """What a run takes of it."""
        program = self.model.program
        return Plan(
            self.fixed,
            self.begins,
            self.warm,
            self.ends,
            len(self.sources),
            len(program.attributes),
            len(program.ends),
            tuple(program.forums),
            self.roles,
            self.model.place("kinds"),
        )


def lay_out(model: GovernanceModel, read: ReadWorkload, years: int) -> World:
    """Lay out a question.

    Args:
        model: what is tried.
        read: what it is tried with; that it fits has been asked (``refuse_what_does_not_fit``).
        years: of 365 days, after the days of warming up.

    Raises:
        ProblemsError: the model does not hold yet, or the calendar does not reach so far.

    Complexity: linear in the days, and in the model and the workload.
    """
    workload = read.spec
    refuse_before_valid(model, workload.starts)
    ends_on = workload.starts + timedelta(days=workload.warm_up_days + years * DAYS_OF_YEAR)
    reach = ends_on.year - workload.starts.year + YEARS_OF_CLOCKS
    span = times(model, workload.starts.toordinal(), reach)
    rows = Rows(round(number(workload.working_day.hours) * 60))
    step, same = matters.steps(model, workload, rows)
    forum, seat = bodies.forums(model, workload, workload.starts)
    member, stage = bodies.members(model, workload, workload.starts, rows)
    sources = matters.Sources(model, workload, rows, range(workload.starts.year, ends_on.year + 1))
    source, attribute = sources.tables()
    numerators, denominators = days.parameters(model)
    roles = matters.roles_of(model)
    people = [workload.people[role].number if role in workload.people else NONE for role in roles]
    begins, warm = workload.starts, workload.starts + timedelta(days=workload.warm_up_days)
    fixed = {
        "tables": as_arrays(model.program.tables),
        "times": as_arrays(span),
        "numerators": numerators,
        "denominators": denominators,
        "day": days.days(model, span, ends_on.toordinal() + YEARS_OF_CLOCKS * DAYS_OF_YEAR),
        "step": step,
        "same": np.array(same, dtype=np.int64),
        "weight": table(rows.weight, 2),
        "dist": floats(rows.dist, 4),
        "point": np.array(rows.point, dtype=np.float64),
        "source": source,
        "gap": np.array(sources.gap, dtype=np.float64),
        "season": table(sources.season, 12),
        "listed": np.array(sources.listed, dtype=np.int64),
        "attribute": attribute,
        "forum": forum,
        "seat": seat,
        "role": table([[one] for one in people], 1),
        "member": member,
        "stage": stage,
        "joint": bodies.joint_rules(model),
        "working": np.array([workload.working_day.begins_at * 60, rows.day_minutes], dtype=np.int64),
    }
    return World(
        model,
        workload,
        fixed,
        begins.toordinal() * 1440,
        warm.toordinal() * 1440,
        ends_on.toordinal() * 1440,
        tuple(sources.names),
        tuple(sources.kinds),
        roles,
    )
