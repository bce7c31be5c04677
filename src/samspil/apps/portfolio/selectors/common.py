"""One common initiative: what the association plans, who takes part how, and our own plan beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.apps.governance.selectors.adoptions import KindOnDay, kinds_on
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Milestone, Participation
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import access_shared_initiative
from samspil.core.portfolio.taking_part import Part, may_read


class CommonMilestone(NamedTuple):
    """A milestone of the common plan."""

    public_id: UUID
    name: str
    expected_on: date
    latest_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Common:
    """A common initiative with those who take part; ``others`` are members that can still be invited."""

    initiative: Initiative
    milestones: list[CommonMilestone]
    parts: list[Participation]
    members: list[tuple[str, str]]
    programme: str
    on: date

    def part_of(self, code: str) -> Participation | None:
        """One member's part, where it is invited."""
        return next((one for one in self.parts if one.code == code), None)

    @property
    def others(self) -> list[tuple[str, str]]:
        """The members that can be invited, by code and name: those who were not, and those who have left."""
        known = {one.code for one in self.parts if may_read(_part(one), one.invited_on, self.on)}
        return [one for one in self.members if one[0] not in known]


def common(acting: Acting, public_id: UUID, on: date) -> Common:
    """A joint initiative of one's own association, or one that it shares with us.

    Raises:
        NotFoundError: there is none, it is not shared, or it is nobody's but one's own.
    """
    with access_shared_initiative(acting, public_id, on) as initiative:
        members = [(one.code, one.name) for one in members_on(initiative.organisation_id, on)]
        if not members:
            raise NotFoundError(str(public_id))
        rows = initiative.milestones.filter(is_withdrawn=False).order_by("expected_on", "pk")
        parts = initiative.participations.select_related("member").order_by("member__name")
        programme = initiative.programme.title if initiative.programme else ""
        planned = [CommonMilestone(*row) for row in rows.values_list(*CommonMilestone._fields)]
        return Common(initiative, planned, list(parts), members, programme, on)


def _part(row: Participation) -> Part:
    return Part(row.joined_on, row.leaves_on)


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """Our own part of a common initiative, and its milestones by the common one that each follows."""

    initiative: Initiative
    following: dict[UUID, Milestone]
    own: list[Milestone]


def own_plan(acting: Acting, public_id: UUID) -> OwnPlan | None:
    """Our part that is under way, else the last that was; two questions."""
    rows = Initiative.objects.filter(organisation_id=acting.organisation_id, common=public_id)
    mine = rows.order_by("end", "-pk").first()
    if mine is None:
        return None
    milestones = list(mine.milestones.order_by("expected_on", "pk"))
    following = {one.common: one for one in milestones if one.common is not None}
    return OwnPlan(mine, following, [one for one in milestones if one.common is None])


def deciding_kind(acting: Acting, on: date) -> KindOnDay | None:
    """The kind of matter by which one's own municipality decides on what is done together."""
    return next((one for one in kinds_on(acting.organisation_id, on) if one.kind.answers_joint), None)


def may_bring(kind: KindOnDay, acting: Acting) -> bool:
    """Whether one's own role brings such a matter."""
    return bool(acting.roles & set(kind.kind.brought_by))


def may_speak(acting: Acting) -> bool:
    """Whether one says how far one's own municipality has come."""
    return may_keep_portfolio(acting)


def is_with(part: Participation, on: date) -> bool:
    """Whether a member takes part on a day."""
    has_come = part.joined_on is not None and part.joined_on <= on
    return has_come and (part.leaves_on is None or on < part.leaves_on)


def comes_late(parts: Iterable[Participation], code: str) -> bool:
    """Whether a member that is not with comes in after others."""
    return any(one.joined_on is not None and one.code != code for one in parts)
