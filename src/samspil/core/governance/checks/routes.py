"""Every route must lead from its start, by steps that somebody takes in time, to an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from samspil.core.errors import Problem
from samspil.core.governance.compiling import DECIDING_EFFECTS, branches_of
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.basics import When
from samspil.core.governance.language.known_words import CARRIED, FALLEN, INFORMED, LATE, REQUESTER
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.governance.language.routes import Do, Outcome, Route, Step

# What comes by itself, and the only sort of step it can come at; running late can happen anywhere.
_BY_ITSELF: Final = {LATE: None, CARRIED: Do.CONSENT, FALLEN: Do.CONSENT, INFORMED: Do.INFORM}


def check_routes(model: Model, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with steps, outcomes and the way they hang together."""
    for key, route in model.routes.items():
        path = ("routes", key)
        astray = list(_check_targets(model, document, path, route))
        yield from astray
        for step_key, step in route.steps.items():
            yield from _check_step(model, document, (*path, "steps", step_key), step)
        if not astray:
            stuck = list(_check_graph(document, path, route))
            yield from stuck or _check_loops(document, path, route)
        yield from _check_known_attributes(model, document, key, route)


def _check_targets(model: Model, document: Document, path: Path, route: Route) -> Iterator[Problem]:
    ends = set(model.terms.ends)
    for key in ends & set(route.steps):
        yield problem_at(document, (*path, "steps", key), "step_named_as_end", key=key)
    if route.start not in route.steps:
        yield problem_at(
            document, (*path, "start"), "unknown_step", key=route.start, known=", ".join(route.steps)
        )
    if route.withdraw.to not in ends:
        yield problem_at(document, (*path, "withdraw", "to"), "unknown_end", key=route.withdraw.to)
    elif model.terms.ends[route.withdraw.to].result not in (Result.WITHDRAWN, Result.LAPSED):
        yield problem_at(document, (*path, "withdraw", "to"), "withdrawing_decides", key=route.withdraw.to)
    for target_path, target in _targets(path, route):
        if target not in route.steps and target not in ends:
            known = ", ".join([*route.steps, *sorted(ends)])
            yield problem_at(document, target_path, "unknown_step", key=target, known=known)


def _targets(path: Path, route: Route) -> Iterator[tuple[Path, str]]:
    for key, step in route.steps.items():
        here = (*path, "steps", key)
        if step.at_most:
            yield (*here, "at_most", "then"), step.at_most.then
        for outcome_key, outcome in step.outcomes.items():
            for branch in branches_of(outcome):
                yield (*here, "outcomes", outcome_key, "to"), branch.to


def _check_step(model: Model, document: Document, path: Path, step: Step) -> Iterator[Problem]:
    automatic = step.do is Do.INFORM
    if step.clock is None and not automatic:
        yield problem_at(document, path, "no_clock", step=path[-1])
    if step.who.role == REQUESTER and LATE not in step.outcomes and not automatic:
        yield problem_at(document, path, "requester_may_never_answer", step=path[-1])
    if step.clock and step.clock.meetings and not (step.who.forum or step.who.forum_for):
        yield problem_at(document, (*path, "clock"), "only_forums_meet", step=path[-1])
    if automatic and set(step.outcomes) != {INFORMED}:
        yield problem_at(document, path, "inform_has_one_outcome", step=path[-1])
    yield from _check_consent(document, path, step)
    yield from _check_documents(model, document, path, step)
    for key, outcome in step.outcomes.items():
        yield from _check_outcome(model, document, (*path, "outcomes", key), step, outcome)


def _check_consent(document: Document, path: Path, step: Step) -> Iterator[Problem]:
    consent = step.do is Do.CONSENT
    if consent != bool(step.who.members) or consent != (step.joint is not None):
        yield problem_at(document, path, "consent_is_the_members", step=path[-1])
    elif consent and set(step.outcomes) != {CARRIED, FALLEN}:
        yield problem_at(document, path, "consent_has_two_outcomes", step=path[-1])


def _check_documents(model: Model, document: Document, path: Path, step: Step) -> Iterator[Problem]:
    """The documents are those of the phase that an attribute says; none may be called as a point."""
    if step.documents_of is None:
        return
    if phase_attribute(model, step.documents_of) is None:
        yield problem_at(
            document, (*path, "documents_of"), "no_attribute_of_phases", project_model=step.documents_of
        )
    phases = model.project_models[step.documents_of].phases.values()
    for key in set(step.items) & {key for phase in phases for key in phase.documents}:
        yield problem_at(document, (*path, "items", key), "item_is_a_document", item=key)


def phase_attribute(model: Model, project_model: str) -> str | None:
    """The attribute that says in which phase of a project model a matter is."""
    return next((key for key, one in model.attributes.items() if one.phases_of == project_model), None)


def _check_outcome(
    model: Model, document: Document, path: Path, step: Step, outcome: Outcome
) -> Iterator[Problem]:
    key = str(path[-1])
    if key not in model.terms.outcomes and (outcome.name is None or outcome.effect is None):
        yield problem_at(document, path, "outcome_without_words", outcome=key)
        return
    effect = outcome.effect or model.terms.outcomes[key].effect
    if (_BY_ITSELF.get(key) or step.do) is not step.do:
        yield problem_at(document, path, "outcome_never_comes", outcome=key, do=step.do.value)
    if (key in _BY_ITSELF) != (effect is Effect.AUTOMATIC):
        yield problem_at(document, path, "automatic_is_not_for_people", outcome=key)
    elif step.who.role == REQUESTER and effect in DECIDING_EFFECTS:
        yield problem_at(document, path, "requester_may_not_decide", outcome=key)
    if outcome.binds and (step.do is not Do.DECIDE or effect is not Effect.APPROVES):
        yield problem_at(document, (*path, "binds"), "binds_only_by_decision", outcome=key)
    if outcome.needs_items and not (step.items or step.documents_of):
        yield problem_at(document, path, "no_items_to_answer", outcome=key)
    branches = branches_of(outcome)
    conditions = [branch.when for branch in branches]
    if not conditions or conditions[-1] is not None or None in conditions[:-1]:
        yield problem_at(document, (*path, "to"), "last_branch_is_open", outcome=key)


def _check_graph(document: Document, path: Path, route: Route) -> Iterator[Problem]:
    leads = {
        key: {branch.to for outcome in step.outcomes.values() for branch in branches_of(outcome)}
        | ({step.at_most.then} if step.at_most else set())
        for key, step in route.steps.items()
    }
    reached = _reachable(route.start, leads)
    for key in route.steps:
        here = (*path, "steps", key)
        if key not in reached:
            yield problem_at(document, here, "step_never_reached", step=key)
        elif _reachable(key, leads) <= set(route.steps):
            yield problem_at(document, here, "no_way_to_an_end", step=key)


def _check_loops(document: Document, path: Path, route: Route) -> Iterator[Problem]:
    """Once every bounded step has had its visits, what leads to it leads past it: no loop may be left.

    A round that nobody acts in takes no time and would run at once, however often; it is refused as well.
    """
    leads = {
        key: {branch.to for outcome in step.outcomes.values() for branch in branches_of(outcome)}
        for key, step in route.steps.items()
    }
    spent = leads | {key: {step.at_most.then} for key, step in route.steps.items() if step.at_most}
    told = {key: leads[key] for key, step in route.steps.items() if step.do is Do.INFORM}
    for graph, code in ((spent, "loop_without_end"), (told, "told_in_a_circle")):
        around = [
            key for key in route.steps if any(key in _reachable(to, graph) for to in graph.get(key, ()))
        ]
        if around:
            here = (*path, "steps", around[0])
            yield problem_at(document, here, code, step=around[0], steps=", ".join(around))


def _reachable(start: str, leads: dict[str, set[str]]) -> set[str]:
    """Everything that can be reached from ``start``, itself among it."""
    found, waiting = {start}, [start]
    while waiting:
        for target in leads.get(waiting.pop(), set()) - found:
            found.add(target)
            waiting.append(target)
    return found


def _check_known_attributes(
    model: Model, document: Document, route_key: str, route: Route
) -> Iterator[Problem]:
    """A route may ask only what is known of every kind that takes it."""
    for kind_key, kind in model.kinds.items():
        if kind.route != route_key:
            continue
        for attribute, path in _asked(model, route, ("routes", route_key)):
            if attribute not in kind.attributes:
                yield problem_at(document, path, "attribute_not_known", attribute=attribute, kind=kind_key)


def _asked(model: Model, route: Route, path: Path) -> Iterator[tuple[str, Path]]:
    for key, step in route.steps.items():
        here = (*path, "steps", key)
        if lookup := step.who.forum_for or step.who.role_for:
            yield lookup, (*here, "who")
        if step.documents_of and (phase := phase_attribute(model, step.documents_of)):
            yield phase, (*here, "documents_of")
            for one in model.project_models[step.documents_of].phases.values():
                yield from asked_in(one.when, (*here, "documents_of"))
        for item_key, item in step.items.items():
            yield from asked_in(item.when, (*here, "items", item_key))
        for outcome_key, outcome in step.outcomes.items():
            there = (*here, "outcomes", outcome_key)
            yield from asked_in(outcome.when, there)
            yield from ((attribute, there) for attribute in outcome.amends)
            for branch in branches_of(outcome):
                yield from asked_in(branch.when, there)


def asked_in(when: When | None, path: Path) -> Iterator[tuple[str, Path]]:
    """The attributes a condition asks for."""
    for clause in when if isinstance(when, list) else [when or {}]:
        yield from ((attribute, path) for attribute in clause)
