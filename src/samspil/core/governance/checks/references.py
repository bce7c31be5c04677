"""Every key that is named must exist, and every parameter count what it is used for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from samspil.core.errors import Problem
from samspil.core.governance.conditions import comparisons
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.basics import Bounds, Strict, Unit, When, Who
from samspil.core.governance.language.commitments import (
    Duration,
    MoneyRules,
    Obligation,
    ParameterSpec,
    Pool,
    ProjectModel,
    Reporting,
)
from samspil.core.governance.language.forums import Forum
from samspil.core.governance.language.joint import Joint
from samspil.core.governance.language.known_words import AMOUNT
from samspil.core.governance.language.mandates import Mandate
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.routes import Attribute, AttributeType, Clock, Kind, Route, Step
from samspil.core.governance.parameters import number_or_nothing

MONEY = frozenset({Unit.MONEY_DKK, Unit.MONEY_NOK})
COUNTS = frozenset({Unit.COUNT, Unit.PEOPLE, Unit.YEARS})
MOST_YEARS_LATE = 30  # as many years as a business case has
LENGTHS = frozenset({Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS})


# The kernel's calendar reaches at least eight years ahead (see ``schedules.times``).
_LONGEST = {Unit.WORKING_DAYS: 1_900, Unit.CALENDAR_DAYS: 2_900, Unit.MONTHS: 96}
_MONEY_OF = {"DK": frozenset({Unit.MONEY_DKK}), "NO": frozenset({Unit.MONEY_NOK})}


class Named(NamedTuple):
    """A key named somewhere: where, in which table it must be; for a parameter its units and range."""

    path: Path
    table: str
    key: str | None
    units: frozenset[Unit] = frozenset()
    least: int = 0
    most: int | None = None


def check_references(model: Model, document: Document) -> Iterator[Problem]:
    """Yield a problem for each key that does not exist and each parameter of another unit."""
    for named in names(model):
        if named.key is None:
            continue
        table = getattr(model, named.table)
        if named.key not in table:
            yield problem_at(
                document,
                named.path,
                "unknown_reference",
                key=named.key,
                table=named.table,
                known=", ".join(table),
            )
        elif named.units:
            yield from _check_parameter(model, document, named, model.parameters[named.key])
    yield from _check_tests(model, document)


def _check_parameter(
    model: Model, document: Document, named: Named, spec: ParameterSpec
) -> Iterator[Problem]:
    """A parameter must count what it is used for, and every value of it be of use there."""
    units = named.units & money_of(model) if named.units == MONEY else named.units
    if spec.unit not in units:
        yield problem_at(
            document,
            named.path,
            "wrong_unit",
            parameter=named.key,
            unit=spec.unit.value,
            expected=", ".join(sorted(units)),
        )
        return
    most = _LONGEST.get(spec.unit) if named.most is None else named.most
    for day, dated in spec.values.items():
        value = number_or_nothing(dated, spec.unit)
        if value is not None and (value < named.least or (most is not None and value > most)):
            yield problem_at(
                document,
                named.path,
                "out_of_range",
                parameter=named.key,
                value=str(value),
                day=day.isoformat(),
                least=named.least,
                most="–" if most is None else most,
            )


def money_of(model: Model) -> frozenset[Unit]:
    """The currency of the model's country; one model never compares two."""
    return _MONEY_OF.get(model.working_time.country, MONEY)


def names(model: Model) -> Iterator[Named]:
    """Every key that a model names in another of its tables."""
    time = model.working_time
    yield _parameter(("working_time", "cut_off_hour"), time.cut_off_hour, Unit.HOUR)
    yield _parameter(("working_time", "closing_hour"), time.closing_hour, Unit.HOUR, least=1)
    for key, role in model.roles.items():
        yield Named(("roles", key, "stands_in"), "roles", role.stands_in)
    yield from _reporting(("reporting",), model.reporting)
    yield from _money(("money",), model.money)
    for table, find in _PARTS.items():
        for key, part in getattr(model, table).items():
            yield from find((table, key), part)


def _parameter(path: Path, key: str | None, *units: Unit, least: int = 0, most: int | None = None) -> Named:
    return Named(path, "parameters", key, frozenset(units), least, most)


def _all(path: Path, table: str, keys: Iterable[str]) -> Iterator[Named]:
    return (Named((*path, index), table, key) for index, key in enumerate(keys))


def _who(path: Path, who: Who) -> Iterator[Named]:
    yield Named((*path, "forum"), "forums", who.forum)
    yield Named((*path, "role"), "roles", who.role)
    yield Named((*path, "forum_for"), "attributes", who.forum_for)
    yield Named((*path, "role_for"), "attributes", who.role_for)


def _when(path: Path, when: When | None) -> Iterator[Named]:
    clauses = when if isinstance(when, list) else [when or {}]
    for index, clause in enumerate(clauses):
        here = (*path, index) if isinstance(when, list) else path
        for attribute, test in clause.items():
            yield Named((*here, attribute), "attributes", attribute)
            if isinstance(test, Bounds):
                for _, parameter in comparisons(test):
                    yield _parameter((*here, attribute), parameter)


def _duration(path: Path, duration: Duration | Clock | None) -> Iterator[Named]:
    for unit in (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS):
        yield _parameter((*path, unit.value), getattr(duration, unit.value, None), unit, least=1)


def _forum(path: Path, forum: Forum) -> Iterator[Named]:
    for key, seat in forum.seats.items():
        yield Named((*path, "seats", key, "role"), "roles", seat.role)
        yield _parameter((*path, "seats", key, "rotation"), seat.rotation, Unit.MONTHS, least=1)
    yield Named((*path, "secretary"), "roles", forum.secretary)
    yield _parameter((*path, "papers"), forum.papers, Unit.WORKING_DAYS, most=250)
    yield _parameter((*path, "agenda"), forum.agenda, Unit.COUNT, least=1)
    deciding = forum.deciding
    yield _parameter((*path, "deciding", "quorum"), deciding.quorum, Unit.SHARE)
    yield _parameter((*path, "deciding", "threshold"), deciding.threshold, Unit.SHARE)
    written = deciding.written_procedure
    yield _parameter((*path, "deciding", "written_procedure"), written, Unit.WORKING_DAYS, least=1)


def _attribute(path: Path, attribute: Attribute) -> Iterator[Named]:
    yield Named((*path, "phases_of"), "project_models", attribute.phases_of)
    yield Named((*path, "trained_in"), "project_models", attribute.trained_in)
    for key, choice in (attribute.choices or {}).items():
        yield Named((*path, "choices", key, "forum"), "forums", choice.forum)
        yield Named((*path, "choices", key, "role"), "roles", choice.role)


def _kind(path: Path, kind: Kind) -> Iterator[Named]:
    yield Named((*path, "route"), "routes", kind.route)
    yield from _all((*path, "brought_by"), "roles", kind.brought_by)
    yield from _all((*path, "attributes"), "attributes", kind.attributes)


def _mandate(path: Path, mandate: Mandate) -> Iterator[Named]:
    yield from _who((*path, "who"), mandate.who)
    if mandate.kinds != "all":
        yield from _all((*path, "kinds"), "kinds", mandate.kinds)
    yield from _when((*path, "when"), mandate.when)
    yield Named((*path, "up_to"), "attributes", AMOUNT if mandate.up_to else None)
    yield _parameter((*path, "up_to"), mandate.up_to, *MONEY)
    yield from _all((*path, "covers"), "attributes", mandate.covers)
    yield Named((*path, "delegated_from"), "mandates", mandate.delegated_from)


def _route(path: Path, route: Route) -> Iterator[Named]:
    yield from _all((*path, "withdraw", "by"), "roles", route.withdraw.by)
    if route.park:
        yield from _all((*path, "park", "by"), "roles", route.park.by)
        yield _parameter((*path, "park", "at_most"), route.park.at_most, *LENGTHS, least=1)
    for key, step in route.steps.items():
        yield from _step((*path, "steps", key), step)


def _step(path: Path, step: Step) -> Iterator[Named]:
    yield from _who((*path, "who"), step.who)
    yield from _duration((*path, "clock"), step.clock)
    meetings = step.clock.meetings if step.clock else None
    yield _parameter((*path, "clock", "meetings"), meetings, Unit.COUNT, least=1, most=24)
    yield Named((*path, "documents_of"), "project_models", step.documents_of)
    yield Named((*path, "joint"), "joint", step.joint)
    times = step.at_most.times if step.at_most else None
    yield _parameter((*path, "at_most", "times"), times, Unit.COUNT, least=1, most=20)
    for key, item in step.items.items():
        yield from _when((*path, "items", key, "when"), item.when)
    for key, outcome in step.outcomes.items():
        here = (*path, "outcomes", key)
        yield from _when((*here, "when"), outcome.when)
        yield from _all((*here, "amends"), "attributes", outcome.amends)
        yield from _all((*here, "creates"), "obligations", outcome.creates)
        yield Named((*here, "binds"), "joint", outcome.binds)
        branches = outcome.to if isinstance(outcome.to, list) else []
        for index, branch in enumerate(branches):
            yield from _when((*here, "to", index, "when"), branch.when)


def _joint(path: Path, joint: Joint) -> Iterator[Named]:
    yield _parameter((*path, "least_members"), joint.least_members, Unit.COUNT)
    yield _parameter((*path, "least_population"), joint.least_population, Unit.PEOPLE)
    if joint.legal_basis:
        yield from _all((*path, "legal_basis", "purpose"), "kinds", joint.legal_basis.purpose)
    if joint.late_joining:
        yield _parameter((*path, "late_joining", "within"), joint.late_joining.within, Unit.MONTHS, least=1)
    yield _parameter((*path, "leaving", "notice"), joint.leaving.notice, Unit.MONTHS)
    yield from _all((*path, "leaving", "only_by"), "kinds", joint.leaving.only_by)


def _obligation(path: Path, obligation: Obligation) -> Iterator[Named]:
    yield from _who((*path, "owed_by"), obligation.owed_by)
    yield from _who((*path, "owed_to"), obligation.owed_to)
    yield from _duration((*path, "after"), obligation.after)
    yield from _duration((*path, "every"), obligation.every)
    yield _parameter((*path, "times"), obligation.times, Unit.COUNT, least=1, most=99)


def _pool(path: Path, pool: Pool) -> Iterator[Named]:
    yield from _who((*path, "owner"), pool.owner)
    yield Named((*path, "coordinator"), "roles", pool.coordinator)
    yield _parameter((*path, "annual_amount"), pool.annual_amount, *MONEY)
    if pool.levy:
        yield _parameter((*path, "levy", "rate"), pool.levy.rate, Unit.PER_MILLE)
        yield _parameter((*path, "levy", "to_pool"), pool.levy.to_pool, Unit.SHARE)
    yield _parameter((*path, "size"), pool.size, *MONEY)
    yield _parameter((*path, "period"), pool.period, Unit.YEARS, least=1)
    yield _parameter((*path, "ceiling"), pool.ceiling, *MONEY)
    yield _parameter((*path, "second_part"), pool.second_part, Unit.SHARE)
    yield _parameter((*path, "interest"), pool.interest, Unit.SHARE)
    yield _parameter((*path, "most_instalments"), pool.most_instalments, Unit.COUNT, least=1, most=360)
    yield _parameter((*path, "reports_within"), pool.reports_within, Unit.MONTHS, least=1, most=120)
    yield _parameter((*path, "largest_payback"), pool.largest_payback, Unit.YEARS)
    for key, criterion in pool.criteria.items():
        yield _parameter((*path, "criteria", key, "weight"), criterion.weight, Unit.SHARE)


def _project_model(path: Path, project_model: ProjectModel) -> Iterator[Named]:
    yield from _all((*path, "trained_roles"), "roles", project_model.trained_roles)
    for key, phase in project_model.phases.items():
        yield from _when((*path, "phases", key, "when"), phase.when)
    yield from _reporting((*path, "reporting"), project_model.reporting)


def _reporting(path: Path, reporting: Reporting | None) -> Iterator[Named]:
    if reporting is None:
        return
    yield _parameter((*path, "every"), reporting.every, Unit.MONTHS, least=1)
    yield _parameter((*path, "on_day"), reporting.on_day, Unit.COUNT, least=1, most=28)
    yield _parameter((*path, "within"), reporting.within, Unit.WORKING_DAYS, most=60)
    for name, turns in reporting.tolerances:
        unit = Unit.CALENDAR_DAYS if name == "time" else Unit.SHARE
        yield _parameter((*path, "tolerances", name, "watch"), turns.watch, unit)
        yield _parameter((*path, "tolerances", name, "act"), turns.act, unit)


def _money(path: Path, money: MoneyRules | None) -> Iterator[Named]:
    if money is None:
        return
    yield _parameter((*path, "short_case"), money.short_case, *MONEY)
    yield _parameter((*path, "benefits_delay"), money.benefits_delay, Unit.YEARS, most=MOST_YEARS_LATE)


_PARTS: Mapping[str, Callable[[Path, Any], Iterator[Named]]] = {
    "forums": _forum,
    "attributes": _attribute,
    "kinds": _kind,
    "mandates": _mandate,
    "routes": _route,
    "joint": _joint,
    "obligations": _obligation,
    "pools": _pool,
    "project_models": _project_model,
}


def _check_tests(model: Model, document: Document) -> Iterator[Problem]:
    """A test must be of its attribute's type: bounds for numbers, yes or no, or a known choice."""
    for path, clause in clauses(model):
        for key, test in clause.items():
            attribute = model.attributes.get(key)
            if attribute is not None and (expected := _mismatch(model, attribute, test)):
                yield problem_at(
                    document,
                    (*path, key),
                    "wrong_test",
                    attribute=key,
                    type=attribute.type.value,
                    expected=expected,
                )


def clauses(model: Model) -> Iterator[tuple[Path, dict[str, bool | str | list[str] | Bounds]]]:
    """Every condition's clauses, wherever a model has a ``when``."""
    for path, when in _whens(model, ()):
        if isinstance(when, list):
            yield from (((*path, index), clause) for index, clause in enumerate(when))
        else:
            yield path, when


def _whens(value: object, path: Path) -> Iterator[tuple[Path, When]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _whens(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _whens(part, (*path, index))
    elif isinstance(value, Strict):
        for name, part in value:
            if name == "when" and part is not None:
                yield (*path, name), part
            elif name != "when":
                yield from _whens(part, (*path, name))


def _mismatch(model: Model, attribute: Attribute, test: bool | str | list[str] | Bounds) -> str:
    """What was expected instead, or nothing."""
    match attribute.type:
        case AttributeType.MONEY | AttributeType.NUMBER:
            return _bounds_mismatch(model, attribute, test)
        case AttributeType.YES_NO:
            return "" if isinstance(test, bool) else "true, false"
    known = choices_of(model, attribute)
    named = test if isinstance(test, list) else [test]
    return "" if all(value in known for value in named) else ", ".join(known)


def _bounds_mismatch(model: Model, attribute: Attribute, test: bool | str | list[str] | Bounds) -> str:
    if not isinstance(test, Bounds) or not comparisons(test):
        return "over, at_least, under, at_most"
    units = money_of(model) if attribute.type is AttributeType.MONEY else COUNTS
    named = [model.parameters[key].unit for _, key in comparisons(test) if key in model.parameters]
    return "" if all(unit in units for unit in named) else ", ".join(sorted(units))


def choices_of(model: Model, attribute: Attribute) -> tuple[str, ...]:
    """The values a choice can take: its own, or the phases of a project model."""
    if attribute.phases_of in model.project_models:
        return tuple(model.project_models[attribute.phases_of].phases)
    return tuple(attribute.choices or ())
