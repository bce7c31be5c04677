"""Forums, roles, members and joint rules as rows. Seats and members are those of the run's first day."""

from __future__ import annotations

from datetime import date
from typing import Any

from samspil.core.governance import kernel
from samspil.core.governance.forum_decisions import BASES_IN_KERNEL, RULES_IN_KERNEL, chairs_among, seats_on
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.forums import Tie
from samspil.core.governance.language.joint import Participation
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.membership import members_on
from samspil.core.simulation.laying_out.rows import Rows, level, number, stream, table
from samspil.core.simulation.loop.ground import (
    FORUM_COLUMNS,
    LEVELS,
    MEMBER_COLUMNS,
    NEVER,
    NONE,
    STAGE_COLUMNS,
)
from samspil.core.simulation.workload.language import ForumLoad, MemberLoad, Workload

_CLOCK_OF_UNIT = {
    Unit.WORKING_DAYS: kernel.CLOCK_WORKING_DAYS,
    Unit.CALENDAR_DAYS: kernel.CLOCK_CALENDAR_DAYS,
    Unit.MONTHS: kernel.CLOCK_MONTHS,
}
_NOTHING_SAID = ForumLoad(source="assumed")


def forums(model: GovernanceModel, workload: Workload, on: date) -> tuple[Any, Any]:
    """The forums and their seats."""
    rows: list[list[int]] = []
    seats: list[list[int]] = []
    for key in model.program.forums:
        holders = seats_on(model, key, on)
        chairs = chairs_among(model, key, holders, on)
        first = len(seats)
        seats.extend([holder.weight] for holder in holders)
        chair = next((first + at for at, one in enumerate(holders) if one.id in chairs), NONE)
        said = workload.forums.get(key, _NOTHING_SAID)
        rows.append([first, len(seats), chair, *_deciding(model, key), *_sitting(model, key, said)])
    return table(rows, FORUM_COLUMNS), table(seats, 1)


def _deciding(model: GovernanceModel, key: str) -> list[int]:
    spec = model.spec.forums[key]
    book, deciding = model.program.book, spec.deciding
    return [
        RULES_IN_KERNEL[deciding.rule],
        BASES_IN_KERNEL[deciding.counted_of],
        int(deciding.tie is Tie.CHAIR_DECIDES),
        book.number_of(spec.agenda),
        book.number_of(deciding.quorum),
        NONE if deciding.threshold is None else book.number_of(deciding.threshold),
        spec.calendar.starts.hour * 60 + spec.calendar.starts.minute,
    ]


def _sitting(model: GovernanceModel, key: str, said: ForumLoad) -> list[int]:
    written = model.spec.forums[key].deciding.written_procedure
    book, after = model.program.book, said.in_writing_after_days
    may_write = written is not None and after is not None
    return [
        level(said.attends),
        book.number_of(written) if written and may_write else NONE,
        _CLOCK_OF_UNIT[book.specs[written].unit] if written and may_write else NONE,
        after * 1440 if after is not None else NEVER,
        round(number(said.hours) * 60),
        round(number(said.item_hours) * 60),
        stream("forum", key),
    ]


def members(model: GovernanceModel, workload: Workload, on: date, rows: Rows) -> tuple[Any, Any]:
    """The members and the stages of each one's own way."""
    found: list[list[int]] = []
    stages: list[list[int]] = []
    laid_out: dict[int, tuple[int, int]] = {}
    for code in members_on(model, on):
        said = workload.member.get(code, workload.members)
        if said is None:
            break
        if id(said) not in laid_out:
            first = len(stages)
            stages.extend(_stages(said, rows))
            laid_out[id(said)] = (first, len(stages))
        consents = level(said.consents)
        declines = min(level(said.declines), LEVELS - consents)
        effort = round(number(said.effort_hours) * 60)
        people = model.municipalities[code].population
        found.append([people, consents, declines, *laid_out[id(said)], stream("member", code), effort])
    return table(found, MEMBER_COLUMNS), table(stages, STAGE_COLUMNS)


def _stages(said: MemberLoad, rows: Rows) -> list[list[int]]:
    found = []
    for stage in said.answers_after:
        if stage.meets_every_days is not None:
            papers = round(number(stage.papers_days) * 1440)
            found.append([round(number(stage.meets_every_days) * 1440), papers, NONE, 0])
        else:
            found.append([0, 0, *rows.takes(stage.takes)])
    return found


def joint_rules(model: GovernanceModel) -> Any:
    """The rules for joint decisions, in the order of the model."""
    book = model.program.book
    return table(
        [
            [
                int(rule.participation is Participation.ALL),
                NONE if rule.least_members is None else book.number_of(rule.least_members),
                NONE if rule.least_population is None else book.number_of(rule.least_population),
            ]
            for rule in model.spec.joint.values()
        ],
        3,
    )
