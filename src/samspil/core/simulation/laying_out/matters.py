"""Steps of the model and sources of the workload as rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.language.known_words import CARRIED, FALLEN, INFORMED, LATE, REQUESTER
from samspil.core.governance.language.routes import AttributeType, Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.membership import members_on
from samspil.core.governance.program import CompiledStep
from samspil.core.simulation.laying_out.rows import Rows, level, number, stream, table
from samspil.core.simulation.loop.ground import (
    AT_REQUESTER,
    AT_WORK,
    ATTRIBUTE_COLUMNS,
    BY_FORUM,
    BY_MEMBERS,
    BY_ROLE,
    FOLLOWED_UP,
    LEVELS,
    NONE,
    SOURCE_COLUMNS,
    STEP_COLUMNS,
    TOLD,
)
from samspil.core.simulation.workload.language import Arrivals, Fact, StepLoad, Workload

BROUGHT_AT = 10 * 60
_NOTHING_SAID = StepLoad(source="assumed")
MINOR_UNITS = 100


def roles_of(model: GovernanceModel) -> tuple[str, ...]:
    """The roles that act at steps, each once."""
    return tuple(dict.fromkeys(step.body.key for step in model.program.steps if step.body.sort == "role"))


def steps(model: GovernanceModel, workload: Workload, rows: Rows) -> tuple[Any, Any]:
    """The compiled steps, and for each the rows of the same step for other bodies."""
    found: list[list[int]] = []
    same: list[int] = []
    for step in model.program.steps:
        first = len(same)
        same.extend(
            one.index for one in model.program.steps if (one.route, one.key) == (step.route, step.key)
        )
        said = workload.steps.get(step.route, {}).get(step.key, _NOTHING_SAID)
        found.append(
            [
                _sort(step),
                _place(model, step),
                *(_outcome(model, step, key) for key in (LATE, INFORMED, CARRIED, FALLEN)),
                NONE if step.spec.joint is None else list(model.spec.joint).index(step.spec.joint),
                *_chances(model, step, said, rows),
                *rows.takes(said.takes),
                stream("step", step.route, step.key),
                round(number(said.effort_hours) * 60),
                *_agreeing(model, step, said),
                first,
                len(same),
                level(said.alike),
                _cause(step),
            ]
        )
    return table(found, STEP_COLUMNS), same


def _sort(step: CompiledStep) -> int:
    if step.spec.do is Do.INFORM:
        return TOLD
    if step.spec.do is Do.CONSENT:
        return BY_MEMBERS
    return BY_FORUM if step.body.is_forum else BY_ROLE


def _place(model: GovernanceModel, step: CompiledStep) -> int:
    if step.body.is_forum:
        return model.program.forums.index(step.body.key)
    return roles_of(model).index(step.body.key) if step.body.sort == "role" else NONE


def _outcome(model: GovernanceModel, step: CompiledStep, key: str) -> int:
    return next((one.index for one in model.program.outcomes_of[step.index] if one.key == key), NONE)


def _chances(model: GovernanceModel, step: CompiledStep, said: StepLoad, rows: Rows) -> tuple[int, int]:
    if said.outcomes is None:
        return 0, 0
    shares = {
        number: share
        for key, share in said.outcomes.items()
        if (number := _outcome(model, step, key)) != NONE
    }
    return rows.chances(shares)


def _agreeing(model: GovernanceModel, step: CompiledStep, said: StepLoad) -> tuple[int, int, int]:
    """What seats or members are likely to say; and what is put to a forum that cannot agree."""
    if step.spec.do is Do.CONSENT:
        if said.consents is None:
            return NONE, 0, NONE
        consents = level(said.consents)
        return consents, 0, min(level(said.declines or 0), LEVELS - consents)
    otherwise = NONE if said.otherwise is None else _outcome(model, step, said.otherwise)
    return LEVELS if said.agrees is None else level(said.agrees), said.put_again, otherwise


def _cause(step: CompiledStep) -> int:
    if step.body.key == REQUESTER:
        return AT_REQUESTER
    return FOLLOWED_UP if step.spec.do is Do.FOLLOW_UP else AT_WORK


class Sources:
    """Where matters come from, as rows, with what the rows point into."""

    def __init__(self, model: GovernanceModel, workload: Workload, rows: Rows, years: range) -> None:
        self.model, self.workload, self.rows, self.years = model, workload, rows, years
        self.names: list[str] = []
        self.kinds: list[str] = []
        self.source: list[list[int]] = []
        self.gap: list[float] = []
        self.season: list[list[int]] = []
        self.listed: list[int] = []
        self.attribute: list[list[int]] = []
        for key, arrivals in workload.arrivals.items():
            self._arrivals(key, arrivals)
        for at in range(len(workload.under_way)):
            self._under_way(f"under_way_{at}", at)

    def _arrivals(self, key: str, said: Arrivals) -> None:
        start = self.model.program.starts[self.model.spec.kinds[said.kind].route]
        listed = self._listed(said)
        codes = members_on(self.model, self.workload.starts)
        member = codes.index(said.member) if said.member in codes else NONE
        is_worked = int(not said.around_the_clock)
        season = [number(one) for one in said.by_month or [1] * 12]
        self._add(
            key, said.kind, said.facts, [start, *listed, is_worked, int(said.by_month is not None), member, 0]
        )
        self.season.append([int(one / max(season) * LEVELS) for one in season])
        self.gap.append(self._gap(said, max(season) * 12 / sum(season)))

    def _gap(self, said: Arrivals, busiest: float) -> float:
        """Minutes between matters in the busiest month, at work or on the clock."""
        a_year = number(said.per_year or 0) * busiest
        minutes = self.rows.day_minutes * self._working_days() if not said.around_the_clock else 365.25 * 1440
        return minutes / a_year if a_year else 0.0

    def _working_days(self) -> float:
        """Working days of an average year of the run."""
        calendar = calendar_of(self.model)
        first, last = date(self.years[0], 1, 1), date(self.years[-1], 12, 31)
        return (calendar.working_days_between(first, last) + 1) / len(self.years)

    def _listed(self, said: Arrivals) -> tuple[int, int]:
        if said.each_year_on is None:
            return (NONE, NONE) if said.per_year not in (0, "0") else (0, 0)
        begin, calendar = len(self.listed), calendar_of(self.model)
        for year in self.years:
            for day in sorted(said.each_year_on):
                on = calendar.on_or_after(date.fromisoformat(f"{year}-{day}"))
                if on >= self.workload.starts:
                    self.listed.append(on.toordinal() * 1440 + BROUGHT_AT)
        return begin, len(self.listed)

    def _under_way(self, key: str, at: int) -> None:
        said = self.workload.under_way[at]
        route = self.model.spec.kinds[said.kind].route
        step = next(one for one in self.model.program.steps if (one.route, one.key) == (route, said.step))
        begin = len(self.listed)
        self.listed.extend([self.workload.starts.toordinal() * 1440] * said.number)
        self._add(key, said.kind, said.facts, [step.index, begin, len(self.listed), 0, 0, NONE, 1])
        self.season.append([LEVELS] * 12)
        self.gap.append(0.0)

    def _add(self, key: str, kind: str, facts: dict[str, Fact], row: list[int]) -> None:
        first = len(self.attribute)
        for attribute in self.model.spec.kinds[kind].attributes:
            self.attribute.append(self._fact(attribute, facts[attribute]))
        number_of_kind = self.model.program.values["kind"].index(kind)
        self.source.append([number_of_kind, *row, first, len(self.attribute)])
        self.names.append(key)
        self.kinds.append(kind)

    def _fact(self, key: str, fact: Fact) -> list[int]:
        at, luck = self.model.program.attribute_number(key), stream("fact", key)
        if fact.amount is not None:
            is_money = self.model.spec.attributes[key].type is AttributeType.MONEY
            scale = MINOR_UNITS if is_money else 1
            return [at, 0, self.rows.spread(fact.amount, 1), NONE, scale, luck]
        values = self.model.program.values[key]
        chances: dict[int, int | str] = {
            values.index(name): share for name, share in (fact.chances or {}).items()
        }
        if fact.yes is not None:
            first = len(self.rows.weight)
            self.rows.weight.extend([(1, level(fact.yes)), (0, LEVELS)])
            return [at, 1, first, len(self.rows.weight), 1, luck]
        return [at, 1, *self.rows.chances(chances), 1, luck]

    def tables(self) -> tuple[Any, Any]:
        """The sources and what is known of their matters."""
        return table(self.source, SOURCE_COLUMNS), table(self.attribute, ATTRIBUTE_COLUMNS)


def last_day(starts: date, days: int) -> date:
    """The first day after a run."""
    return starts + timedelta(days=days)
