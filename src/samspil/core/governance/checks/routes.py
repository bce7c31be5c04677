"""Every route must lead from its start, by steps that somebody takes in time, to an end."""

from __future__ import annotations

from collections.abc import Iterator

from samspil.core.errors import Problem
from samspil.core.governance.compiling import REQUESTER, branches_of
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.basics import When
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import Do, Outcome, Route, Step

LATE = "late"
CARRIED = "carried"
FALLEN = "fallen"
INFORMED = "informed"
AMOUNT = "amount"


def check_routes(model: Model, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with steps, outcomes and the way they hang together."""
    for key, route in model.routes.items():
        path = ("routes", key)
        yield from _check_targets(model, document, path, route)
        for step_key, step in route.steps.items():
            yield from _check_step(model, document, (*path, "steps", step_key), step)
        yield from _check_graph(document, path, route)
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
    yield from _check_who(model, document, path, step)
    for key, outcome in step.outcomes.items():
        yield from _check_outcome(model, document, (*path, "outcomes", key), step, outcome)


def _check_consent(document: Document, path: Path, step: Step) -> Iterator[Problem]:
    consent = step.do is Do.CONSENT
    if consent != bool(step.who.members) or consent != (step.joint is not None):
        yield problem_at(document, path, "consent_is_the_members", step=path[-1])
    elif consent and set(step.outcomes) != {CARRIED, FALLEN}:
        yield problem_at(document, path, "consent_has_two_outcomes", step=path[-1])


def _check_who(model: Model, document: Document, path: Path, step: Step) -> Iterator[Problem]:
    attribute = step.who.forum_for or step.who.role_for
    choices = model.attributes[attribute].choices or {} if attribute else {}
    missing = [
        key
        for key, choice in choices.items()
        if (choice.forum if step.who.forum_for else choice.role) is None
    ]
    if attribute and (missing or not choices):
        yield problem_at(
            document, (*path, "who"), "choice_leads_nowhere", attribute=attribute, choices=", ".join(missing)
        )


def _check_outcome(
    model: Model, document: Document, path: Path, step: Step, outcome: Outcome
) -> Iterator[Problem]:
    key = str(path[-1])
    if key not in model.terms.outcomes and (outcome.name is None or outcome.effect is None):
        yield problem_at(document, path, "outcome_without_words", outcome=key)
        return
    effect = outcome.effect or model.terms.outcomes[key].effect
    by_itself = key in (LATE, CARRIED, FALLEN, INFORMED)
    if by_itself != (effect is Effect.AUTOMATIC) and step.who.role != REQUESTER:
        yield problem_at(document, path, "automatic_is_not_for_people", outcome=key)
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
    unbounded = {
        key: {to for to in targets if to in route.steps and not route.steps[to].at_most}
        for key, targets in leads.items()
    }
    for key, step in route.steps.items():
        if not step.at_most and any(key in _reachable(to, unbounded) for to in unbounded[key]):
            yield problem_at(document, (*path, "steps", key), "loop_without_end", step=key)


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
        for attribute, path in _asked(route, ("routes", route_key)):
            if attribute not in kind.attributes:
                yield problem_at(document, path, "attribute_not_known", attribute=attribute, kind=kind_key)


def _asked(route: Route, path: Path) -> Iterator[tuple[str, Path]]:
    for key, step in route.steps.items():
        here = (*path, "steps", key)
        if lookup := step.who.forum_for or step.who.role_for:
            yield lookup, (*here, "who")
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
