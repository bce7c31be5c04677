"""A workload's file, read and checked against the models that are to be tried with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, Path, problem_at, read
from samspil.core.governance.language.routes import AttributeType, Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.shape import shaped
from samspil.core.simulation.workload.language import Fact, StepLoad, Workload

Found = Iterator[Problem]


@dataclass(frozen=True, slots=True)
class ReadWorkload:
    """A workload with the lines it stands on."""

    spec: Workload
    document: Document


def read_workload(data: bytes, name: str) -> ReadWorkload:
    """Read a workload's file.

    Raises:
        ProblemsError: everything that is not as a workload is written, with lines.
    """
    document = read(data, name)
    workload = ReadWorkload(shaped(document, Workload), document)
    if problems := list(_spreads(workload)):
        raise ProblemsError(problems)
    return workload


def refuse_what_does_not_fit(workload: ReadWorkload, models: Sequence[GovernanceModel]) -> None:
    """A workload names only what the models know.

    Every model must know its kinds and their facts; a step, forum or role must be of at least one of them,
    since models are compared that have different ones.

    Raises:
        ProblemsError: all that does not fit, in the order of the file.
    """
    problems = [*_names(workload, models)]
    for model in models:
        problems.extend(_kinds(workload, model))
    if problems:
        once = {(problem.code, problem.place, str(problem.args)): problem for problem in problems}
        raise ProblemsError(sorted(once.values(), key=_where))


def _where(problem: Problem) -> tuple[str, int]:
    return (problem.place.file, problem.place.line) if problem.place else ("", 0)


def _spreads(workload: ReadWorkload) -> Found:
    """Numbers in their order, and chances that end at certainty."""
    document = workload.document
    for path, value in _mappings(document.value, ()):
        for name in ("uniform", "triangular", "quantiles"):
            numbers = value.get(name)
            if isinstance(numbers, list):
                in_order = [Fraction(str(one)) for one in numbers]
                if in_order != sorted(in_order) or in_order[0] == in_order[-1]:
                    yield problem_at(document, (*path, name), "spread_out_of_order", name=name)
        for name in ("outcomes", "chances"):
            shares = value.get(name)
            if isinstance(shares, dict) and shares:
                total = sum((Fraction(str(one)) for one in shares.values()), Fraction(0))
                if total != 1:
                    yield problem_at(document, (*path, name), "shares_not_one", name=name, total=_told(total))
        if "consents" in value and Fraction(str(value["consents"])) + _share(value, "declines") > 1:
            yield problem_at(document, (*path, "consents"), "answers_above_one")


def _share(value: dict[str, object], name: str) -> Fraction:
    return Fraction(str(value.get(name) or 0))


def _told(total: Fraction) -> str:
    return f"{float(total):g}"


def _mappings(value: object, path: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    if isinstance(value, dict):
        yield path, value
        for key, part in value.items():
            yield from _mappings(part, (*path, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _mappings(part, (*path, number))


def _names(workload: ReadWorkload, models: Sequence[GovernanceModel]) -> Found:
    """Routes, steps, outcomes, forums, roles and members that no model has."""
    spec, document = workload.spec, workload.document
    for route, steps in spec.steps.items():
        known = sorted({key for model in models for key in model.spec.routes})
        if route not in known:
            yield _unknown(document, ("steps", route), route, known)
            continue
        for key, step in steps.items():
            yield from _step_names(document, models, route, key, step)
    yield from _keys(document, "forums", spec.forums, {key for one in models for key in one.spec.forums})
    yield from _keys(document, "people", spec.people, {key for one in models for key in one.spec.roles})
    members = {member.municipality for one in models for member in one.spec.members}
    yield from _keys(document, "member", spec.member, members)
    for key, arrivals in spec.arrivals.items():
        if arrivals.member is not None and arrivals.member not in members:
            yield _unknown(document, ("arrivals", key, "member"), arrivals.member, sorted(members))


def _keys(document: Document, part: str, said: Iterable[str], known: set[str]) -> Found:
    for key in said:
        if key not in known:
            yield _unknown(document, (part, key), key, sorted(known))


def _step_names(
    document: Document, models: Sequence[GovernanceModel], route: str, key: str, step: StepLoad
) -> Found:
    path = ("steps", route, key)
    routes = [model.spec.routes[route] for model in models if route in model.spec.routes]
    known = sorted({name for one in routes for name in one.steps})
    if key not in known:
        yield _unknown(document, path, key, known)
        return
    specs = [one.steps[key] for one in routes if key in one.steps]
    outcomes = sorted({name for one in specs for name in one.outcomes})
    for name in step.outcomes or {}:
        if name not in outcomes:
            yield _unknown(document, (*path, "outcomes", name), name, outcomes)
    if step.otherwise is not None and step.otherwise not in outcomes:
        yield _unknown(document, (*path, "otherwise"), step.otherwise, outcomes)
    if step.consents is not None and all(one.do is not Do.CONSENT for one in specs):
        yield problem_at(document, (*path, "consents"), "asks_no_members", step=key)


def _unknown(document: Document, path: Path, key: str, known: Sequence[str]) -> Problem:
    return problem_at(document, path, "workload_names_unknown", key=key, known=", ".join(known))


def _kinds(workload: ReadWorkload, model: GovernanceModel) -> Found:
    spec, document = workload.spec, workload.document
    for key, arrivals in spec.arrivals.items():
        yield from _facts(document, ("arrivals", key), arrivals.kind, arrivals.facts, model)
    for number, under_way in enumerate(spec.under_way):
        path = ("under_way", number)
        yield from _facts(document, path, under_way.kind, under_way.facts, model)
        if under_way.kind in model.spec.kinds:
            route = model.spec.kinds[under_way.kind].route
            bodies = [one for one in model.program.steps if (one.route, one.key) == (route, under_way.step)]
            if len(bodies) != 1:
                known = list(model.spec.routes[route].steps)
                yield _unknown(document, (*path, "step"), under_way.step, known)
    asks = any(one.do is Do.CONSENT for route in model.spec.routes.values() for one in route.steps.values())
    if asks and spec.members is None:
        yield problem_at(document, (), "workload_without_members", model=model.key)


def _facts(
    document: Document, path: Path, kind: str, facts: dict[str, Fact], model: GovernanceModel
) -> Found:
    """A kind that the model knows, with every fact that it needs, each of its type."""
    if kind not in model.spec.kinds:
        known = ", ".join(model.spec.kinds)
        yield problem_at(document, (*path, "kind"), "unknown_kind", kind=kind, known=known)
        return
    for key in model.spec.kinds[kind].attributes:
        if key not in facts:
            yield problem_at(document, path, "workload_lacks_fact", attribute=key, kind=kind, model=model.key)
            continue
        fact, attribute = facts[key], model.spec.attributes[key]
        if attribute.type in (AttributeType.MONEY, AttributeType.NUMBER):
            fits = fact.amount is not None
        elif attribute.type is AttributeType.YES_NO:
            fits = fact.yes is not None
        else:
            fits = fact.chances is not None
            where = (*path, "facts", key, "chances")
            for choice in fact.chances or {}:
                if choice not in model.program.values[key]:
                    yield _unknown(document, (*where, choice), choice, model.program.values[key])
        if not fits:
            yield problem_at(
                document,
                (*path, "facts", key),
                "workload_fact_of_other_type",
                attribute=key,
                type=attribute.type.value,
            )
