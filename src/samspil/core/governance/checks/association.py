"""What only an association has: members at every time, a host among them, and somebody to ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from samspil.core.errors import Problem
from samspil.core.governance.checks.lookups import whos
from samspil.core.governance.checks.organisation import is_member, joint_rules_of
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.commitments import Per
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import OrganisationKind
from samspil.core.governance.language.routes import Route


def check_association(model: Model, document: Document) -> Iterator[Problem]:
    """Yield what asks members where there are none, and what is wrong with periods of membership."""
    if model.organisation.kind is OrganisationKind.MUNICIPALITY:
        for path in _asks_members(model):
            yield problem_at(document, path, "only_an_association_has_members")
    yield from _check_periods(model, document)
    yield from _check_hosts(model, document)
    for key, route in model.routes.items():
        yield from _check_participants(model, document, ("routes", key), route)


def _asks_members(model: Model) -> Iterator[Path]:
    yield from (("joint", key) for key in model.joint)
    yield from (path for path, who in whos(model) if who.members)
    for key, obligation in model.obligations.items():
        if obligation.per is not Per.MATTER:
            yield ("obligations", key, "per")
    for key, forum in model.forums.items():
        for seat_key, seat in forum.seats.items():
            if seat.per_member:
                yield ("forums", key, "seats", seat_key, "per_member")


def _check_periods(model: Model, document: Document) -> Iterator[Problem]:
    for index, member in enumerate(model.members):
        if member.left is not None and member.left <= member.joined:
            yield problem_at(document, ("members", index), "period_is_empty", key=member.municipality)
    left = {member.left for member in model.members if member.left and member.left > model.valid_from}
    for day in sorted({model.valid_from} | left) if model.members else ():
        if not any(is_member(member, member.municipality, day) for member in model.members):
            yield problem_at(document, ("members",), "nobody_is_a_member", day=day.isoformat())
            return


def _check_hosts(model: Model, document: Document) -> Iterator[Problem]:
    """A host is a member for all of its turn."""
    turns = sorted(enumerate(model.secretariat), key=lambda turn: turn[1].since)
    ends = [later.since for _, later in turns[1:]] + [date.max]
    for (_, one), (index, other) in pairwise(turns):
        if one.since == other.since:
            day = one.since.isoformat()
            yield problem_at(document, ("secretariat", index), "two_hosts", day=day)
    for (index, host), end in zip(turns, ends, strict=False):
        for member in model.members:
            left = member.left
            if member.municipality != host.municipality or left is None or not host.since < left < end:
                continue
            if not any(is_member(again, host.municipality, left) for again in model.members):
                yield problem_at(
                    document,
                    ("secretariat", index),
                    "host_is_no_member",
                    code=host.municipality,
                    day=left.isoformat(),
                )


def _check_participants(model: Model, document: Document, path: Path, route: Route) -> Iterator[Problem]:
    """Participants owe something only where a joint rule can make somebody one."""
    if any(joint_rules_of(step) for step in route.steps.values()):
        return
    for key, step in route.steps.items():
        for outcome_key, outcome in step.outcomes.items():
            for rule in outcome.creates:
                if model.obligations[rule].per is Per.PARTICIPANT:
                    here = (*path, "steps", key, "outcomes", outcome_key, "creates")
                    yield problem_at(document, here, "nobody_takes_part", obligation=rule)
