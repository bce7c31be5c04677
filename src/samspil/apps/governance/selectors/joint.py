"""A joint proposal: what the members say, what is still needed, and a member's own matter about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from samspil.apps.governance.models import Consent, Matter, Participation
from samspil.apps.governance.selectors.about import Known, known_of
from samspil.apps.governance.selectors.adoptions import KindOnDay, kinds_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.governance.clocks import count_from
from samspil.core.governance.events import Answer
from samspil.core.governance.joint_decisions import joint_rule, number_on, participants_on
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.joint import Joint
from samspil.core.governance.language.routes import Do
from samspil.kit.sharing import door

MEMBERS: Final = "members members"


class JointRow(NamedTuple):
    """A joint proposal as a line of a list; ``answer`` is the own municipality's last."""

    id: int
    public_id: UUID
    title: str
    owner: str
    body: str
    due_on: date | None
    answer: str | None


def list_joint(acting: Acting, on: date, most: int, before: int | None = None) -> list[JointRow]:
    """The proposals that one's association has asked its members about, or that ask one's municipality."""
    with door.readable("matter", on) as shared:
        own = Consent.objects.filter(matter=OuterRef("pk"), member_id=acting.organisation_id)
        rows = Matter.objects.filter(Exists(own), public_id__in=shared)
        if acting.organisation_kind is OrganisationKind.ASSOCIATION:
            asks = Consent.objects.filter(organisation_id=acting.organisation_id)
            rows = Matter.objects.filter(pk__in=asks.values("matter_id"))
        if before is not None:
            rows = rows.filter(pk__lt=before)
        last = Subquery(own.order_by("-round").values("answer")[:1])
        names = ("id", "public_id", "title", "organisation__name", "body", "due_on", "last_answer")
        told = rows.annotate(last_answer=last).order_by("-id").values_list(*names)[:most]
        return [JointRow(*row) for row in told]


@dataclass(frozen=True, slots=True)
class Member:
    """One member asked: its last answer, and its part in what was decided."""

    code: str
    name: str
    answer: str
    answered_at: datetime | None
    mandate_name: dict[str, str]
    decided_at: datetime | None
    own_matter: UUID | None
    part: Participation | None


@dataclass(frozen=True, slots=True)
class Needed:
    """What carries the proposal, and what there is so far."""

    members: int
    least_members: int
    people: int
    least_people: int
    asked: int
    all_of_them: bool


def is_joint(known: Known) -> bool:
    """Whether a matter asks the members, somewhere on its route."""
    route = known.model.spec.routes[known.model.spec.kinds[known.matter.kind].route]
    return any(step.do is Do.CONSENT for step in route.steps.values())


def members_of(matter: Matter) -> list[Member]:
    """Each member asked, by name, with the last it said."""
    last: dict[str, Consent] = {}
    for row in matter.consents.select_related("member").order_by("round"):
        last[row.code] = row
    parts = {one.code: one for one in matter.participations.order_by("joined_on")}
    found = [
        Member(
            code=row.code,
            name=row.member.name,
            answer=row.answer,
            answered_at=row.answered_at,
            mandate_name=row.mandate_name,
            decided_at=row.decided_at,
            own_matter=row.own_matter,
            part=parts.get(row.code),
        )
        for row in last.values()
    ]
    return sorted(found, key=lambda one: one.name)


def rule_of(known: Known) -> tuple[str, Joint] | None:
    """The rule for the joint decision."""
    return joint_rule(known.model, known.state)


def needed(known: Known, rule: Joint, members: Iterable[Member], now: datetime) -> Needed:
    """What is still needed for the proposal to be carried."""
    listed = list(members)
    consenting = [one.code for one in listed if one.answer == Answer.CONSENTS.value]
    model = known.model
    return Needed(
        members=len(consenting),
        least_members=number_on(model, rule.least_members, now) if rule.least_members else 0,
        people=sum(model.municipalities[code].population for code in consenting),
        least_people=number_on(model, rule.least_population, now) if rule.least_population else 0,
        asked=len(listed),
        all_of_them=rule.participation.value == "all",
    )


def last_day_to_join(known: Known, rule: Joint, now: datetime) -> date | None:
    """The last day on which a member can come in, where there is one."""
    if rule.late_joining is None or rule.late_joining.within is None or known.state.carried_on is None:
        return None
    months = number_on(known.model, rule.late_joining.within, now)
    return count_from(known.model, known.state.carried_on.toordinal(), months, Unit.MONTHS)


def taking_part(known: Known, on: date) -> tuple[str, ...]:
    """Who takes part on a day."""
    return participants_on(known.model, known.state, on)


def answering_kind(acting: Acting, rule: Joint, on: date) -> KindOnDay | None:
    """The kind of matter by which one's own municipality answers, in the model that it has adopted."""
    for one in kinds_on(acting.organisation_id, on):
        if one.kind.answers_joint and rule.member_kind in {None, one.key}:
            return one
    return None


def own_answers(acting: Acting, joint: UUID) -> list[Known]:
    """The municipality's own matters about a proposal, newest first."""
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, subject=joint)
    newest = rows.select_related("version").defer("version__files").order_by("-pk")[:3]
    return [known_of(row) for row in newest]
