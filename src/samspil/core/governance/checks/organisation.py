"""Forums that can meet and decide, members that are real, joint rules that the law allows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Final

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.forums import Forum, Rule, Weights
from samspil.core.governance.language.joint import Joint, JointEffect
from samspil.core.governance.language.model import Model
from samspil.core.governance.language.organisation import Host, Membership, OrganisationKind
from samspil.core.governance.language.routes import AttributeType, Do, Step
from samspil.core.governance.parameters import number
from samspil.core.governance.schedules import next_meeting_on, work_calendar

_HALF: Final = Fraction(1, 2)


def check_organisation(
    model: Model, document: Document, municipalities: Collection[str]
) -> Iterator[Problem]:
    """Yield what is wrong with working time, forums, members, joint rules, attributes and kinds."""
    try:
        work_calendar(model)
    except ProblemsError as error:
        yield from (
            problem_at(document, ("working_time",), problem.code, **problem.args)
            for problem in error.problems
        )
        return
    for key, forum in model.forums.items():
        yield from _check_forum(model, document, ("forums", key), forum)
    yield from _check_members(model, document, municipalities)
    for key, joint in model.joint.items():
        yield from _check_joint(model, document, ("joint", key), joint)
    yield from _check_uses_of_joint(model, document)
    yield from _check_attributes(model, document)
    answering = [key for key, kind in model.kinds.items() if kind.answers_joint]
    if len(answering) > 1:
        yield problem_at(
            document, ("kinds", answering[1]), "one_kind_answers_joint", kinds=", ".join(answering)
        )
    for key, obligation in model.obligations.items():
        if (obligation.every is None) != (obligation.times is None):
            yield problem_at(document, ("obligations", key), "every_goes_with_times", obligation=key)


def _check_forum(model: Model, document: Document, path: Path, forum: Forum) -> Iterator[Problem]:
    if forum.chair not in forum.seats:
        yield problem_at(
            document, (*path, "chair"), "unknown_seat", seat=forum.chair, known=", ".join(forum.seats)
        )
    elif forum.chaired_by and not forum.seats[forum.chair].per_member:
        yield problem_at(document, (*path, "chaired_by"), "only_members_take_turns", seat=forum.chair)
    else:
        yield from _check_turns(model, document, (*path, "chaired_by"), forum.chaired_by)
    for key, seat in forum.seats.items():
        if (seat.number is None) != seat.per_member:
            yield problem_at(document, (*path, "seats", key), "seats_are_counted_once", seat=key)
    yield from _check_seat_ids(document, path, forum)
    yield from _check_shares(model, document, path, forum)
    if (forum.deciding.rule is Rule.QUALIFIED) != (forum.deciding.threshold is not None):
        yield problem_at(document, (*path, "deciding"), "threshold_goes_with_qualified", forum=path[-1])
    if forum.deciding.weights is Weights.POPULATION and not all(
        seat.per_member for seat in forum.seats.values()
    ):
        yield problem_at(document, (*path, "deciding", "weights"), "only_members_have_people", forum=path[-1])
    if forum.until and forum.until <= model.valid_from:
        yield problem_at(document, (*path, "until"), "forum_has_ended", forum=path[-1])
        return
    try:
        next_meeting_on(model, str(path[-1]), max(model.valid_from, forum.calendar.starts.date()))
    except ProblemsError as error:
        for problem in error.problems:
            args = {"forum": path[-1], **problem.args}
            yield problem_at(document, (*path, "calendar", "rule"), problem.code, **args)


def _check_seat_ids(document: Document, path: Path, forum: Forum) -> Iterator[Problem]:
    """The second of two mayors is ``mayor_2``: no seat may be called that by itself."""
    for key in forum.seats:
        stem, _, ending = key.rpartition("_")
        if stem in forum.seats and ending.isdigit():
            yield problem_at(document, (*path, "seats", key), "seats_share_a_name", seat=key, other=stem)


def _check_shares(model: Model, document: Document, path: Path, forum: Forum) -> Iterator[Problem]:
    """Somebody must be there, and what carries must be more than half; the council also meets by law."""
    deciding = forum.deciding
    law = _is_danish_council(model, forum)
    least_quorum = Fraction(1, 2) if law else Fraction(0)
    for name, key, least in [
        ("quorum", deciding.quorum, least_quorum),
        ("threshold", deciding.threshold, _HALF),
    ]:
        for dated in model.parameters[key].values.values() if key else ():
            share = number(dated, Unit.SHARE)
            if share < least or share == 0 or (name == "threshold" and share == least):
                where, forum_key = (*path, "deciding", name), path[-1]
                yield problem_at(
                    document, where, "share_too_small", name=name, value=str(share), forum=forum_key
                )
    if law and (deciding.rule is not Rule.MAJORITY or deciding.written_procedure):
        yield problem_at(document, (*path, "deciding"), "council_decides_in_meetings", forum=path[-1])


def _is_danish_council(model: Model, forum: Forum) -> bool:
    is_municipality = model.organisation.kind is OrganisationKind.MUNICIPALITY
    return forum.is_council and is_municipality and model.working_time.country == "DK"


def _check_members(model: Model, document: Document, municipalities: Collection[str]) -> Iterator[Problem]:
    is_association = model.organisation.kind is OrganisationKind.ASSOCIATION
    if bool(model.members) != is_association and not model.part:
        yield problem_at(document, ("organisation",), "members_go_with_association")
    coded: list[tuple[Path, str]] = [
        (("members", index, "municipality"), one.municipality) for index, one in enumerate(model.members)
    ]
    if model.organisation.municipality:
        coded.append((("organisation", "municipality"), model.organisation.municipality))
    for path, code in coded:
        if code not in municipalities:
            yield problem_at(document, path, "unknown_municipality", code=code)
    for one, other in combinations(range(len(model.members)), 2):
        if _same_time(model.members[one], model.members[other]):
            code = model.members[other].municipality
            yield problem_at(document, ("members", other), "member_twice", code=code)
    yield from _check_turns(model, document, ("secretariat",), model.secretariat)


def _check_turns(model: Model, document: Document, path: Path, turns: list[Host]) -> Iterator[Problem]:
    for index, host in enumerate(turns):
        if not any(is_member(member, host.municipality, host.since) for member in model.members):
            day = host.since.isoformat()
            yield problem_at(document, (*path, index), "host_is_no_member", code=host.municipality, day=day)


def _same_time(one: Membership, other: Membership) -> bool:
    return (
        one.municipality == other.municipality
        and (one.left is None or other.joined < one.left)
        and (other.left is None or one.joined < other.left)
    )


def is_member(membership: Membership, code: str, on: date) -> bool:
    """Whether this membership is of that municipality and holds on the day; the last day is outside."""
    return (
        membership.municipality == code
        and membership.joined <= on
        and (membership.left is None or on < membership.left)
    )


def _check_joint(model: Model, document: Document, path: Path, joint: Joint) -> Iterator[Problem]:
    binding = joint.effect is JointEffect.BINDING
    if binding != (joint.legal_basis is not None):
        yield problem_at(document, path, "binding_needs_legal_basis", joint=path[-1])
    if binding == (joint.member_kind is not None):
        yield problem_at(document, path, "members_answer_recommendations", joint=path[-1])
    for index, member in enumerate(model.members):
        if binding and member.consented_to_statutes is None:
            yield problem_at(
                document,
                ("members", index),
                "no_consent_to_statutes",
                code=member.municipality,
                joint=path[-1],
            )


def _check_uses_of_joint(model: Model, document: Document) -> Iterator[Problem]:
    """Members are asked where the effect is a recommendation, and bound by a decision where it binds."""
    for route_key, route in model.routes.items():
        rules = {key for step in route.steps.values() for key in joint_rules_of(step)}
        if len(rules) > 1:
            named = ", ".join(sorted(rules))
            yield problem_at(document, ("routes", route_key), "one_joint_rule_a_route", joint=named)
        for step_key, step in route.steps.items():
            path = ("routes", route_key, "steps", step_key)
            if step.do is Do.CONSENT and step.joint and _is_binding(model, step.joint):
                yield problem_at(document, (*path, "joint"), "binding_asks_nobody", joint=step.joint)
            for key, outcome in step.outcomes.items():
                if outcome.binds is None:
                    continue
                where = (*path, "outcomes", key, "binds")
                if not _is_binding(model, outcome.binds):
                    yield problem_at(document, where, "recommendation_binds_nobody", joint=outcome.binds)
                else:
                    yield from _check_purpose(model, document, where, route_key, outcome.binds)


def joint_rules_of(step: Step) -> list[str]:
    """The joint rules that a step names: the one it asks the members by, and those that bind them."""
    named = [step.joint, *(outcome.binds for outcome in step.outcomes.values())]
    return [key for key in named if key is not None]


def _is_binding(model: Model, joint: str) -> bool:
    return model.joint[joint].effect is JointEffect.BINDING


def _check_purpose(
    model: Model, document: Document, path: Path, route_key: str, joint: str
) -> Iterator[Problem]:
    basis = model.joint[joint].legal_basis
    for key, kind in model.kinds.items():
        if basis and kind.route == route_key and key not in basis.purpose:
            yield problem_at(document, path, "outside_the_purpose", kind=key, joint=joint)


def _check_attributes(model: Model, document: Document) -> Iterator[Problem]:
    for key, attribute in model.attributes.items():
        path = ("attributes", key)
        is_choice = attribute.type is AttributeType.CHOICE
        if is_choice != (bool(attribute.choices) != bool(attribute.phases_of)):
            yield problem_at(document, path, "choices_go_with_choice", attribute=key)
        if attribute.reserved and attribute.type is not AttributeType.YES_NO:
            yield problem_at(document, path, "reserved_is_yes_or_no", attribute=key)
        if attribute.trained_in and attribute.type is not AttributeType.YES_NO:
            yield problem_at(document, path, "trained_is_yes_or_no", attribute=key)
        if key == "kind" or (key == "amount") != (attribute.type is AttributeType.MONEY and key == "amount"):
            yield problem_at(document, path, "attribute_name_taken", attribute=key)
