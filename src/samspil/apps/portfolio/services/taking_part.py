"""Who takes part in what is done together: invited, and then each at its own pace.

The association owns the row that shows a member; only the member itself changes its pace, and no pace
commits it to a voluntary initiative without a decision of its own.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.selectors.subjects import matters_about
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import is_member, members_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.models import Initiative, PaceChange, Participation
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.services.leading import check_keeps, check_leads
from samspil.apps.portfolio.services.lent_hands import end_hands
from samspil.apps.portfolio.services.readers import keep_readers_of
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem
from samspil.core.portfolio.pace import COMMITTED, Pace, refuse_pace
from samspil.core.portfolio.taking_part import (
    OwnDecision,
    Part,
    joined_again_on,
    may_read,
    standing_consent,
)
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope

_ANSWERS: Final = frozenset({"approved", "rejected"})


@transaction.atomic
def invite(initiative: Initiative, codes: Iterable[str], *, acting: Acting, at: datetime) -> None:
    """Members of the association may see the initiative from today, and stand in it as observing.

    Raises:
        RefusedError: one may not, the initiative is a municipality's, or somebody is no member.
    """
    check_leads(acting, initiative, at)
    if acting.organisation_kind is not OrganisationKind.ASSOCIATION:
        raise RefusedError(Problem("only_an_association_invites", {}))
    today = timezone.localdate(at)
    members = {one.code: one for one in members_on(initiative.organisation_id, today)}
    if outside := sorted(set(codes) - set(members)):
        raise RefusedError(Problem("not_a_member_of_the_association", {"codes": ", ".join(outside)}))
    rows = {one.code: one for one in initiative.participations.select_for_update()}
    again = [rows[code] for code in sorted(set(codes) & set(rows)) if not _reads(rows[code], today)]
    for row in again:
        assert row.leaves_on is not None
        row.invited_on = max(today, row.leaves_on + timedelta(days=1))
        row.save(update_fields=["invited_on"])
    new = sorted(set(codes) - set(rows))
    Participation.objects.bulk_create(
        Participation(
            organisation_id=initiative.organisation_id,
            initiative=initiative,
            member=members[code],
            code=code,
            pace_since=today,
            invited_on=today,
        )
        for code in new
    )
    initiative.is_joint = True
    initiative.save(update_fields=["is_joint"])
    keep_readers_of(initiative, By(str(acting.person), at), on=today)
    facts = {"members": new, "again": [one.code for one in again]}
    tell(initiative, "initiative.members_invited", facts, acting=acting, at=at)


def _reads(row: Participation, today: date) -> bool:
    return may_read(Part(row.joined_on, row.leaves_on), row.invited_on, today)


@dataclass(frozen=True, slots=True)
class Said:
    """What a member says with its pace: why, which function answers for it, and the terms it comes in on."""

    reason: str = ""
    function: str = ""
    terms: str = ""


@transaction.atomic
def set_pace(
    initiative: UUID,
    to: Pace,
    said: Said | None = None,
    *,
    acting: Acting,
    at: datetime,
) -> None:
    """A member says how far it has come. From *joining* on in what is voluntary it has decided so itself.

    Raises:
        RefusedError: one may not, the municipality is no longer a member, there is no own decision, a step
            back says no reason, or who came in by a joint matter would step out without a decision.
        NotFoundError: the initiative is not shared with us.
    """
    check_keeps(acting)
    today = timezone.localdate(at)
    said = said or Said()
    with own_part(initiative, acting, today) as row:
        check_open(row.initiative)
        decided = consent_of(row, acting)
        refused = refuse_pace(
            Pace(row.pace),
            to,
            is_mandatory=row.initiative.is_mandatory,
            has_decided=decided is not None,
            reason=said.reason,
        )
        if refused is None and to is Pace.OPTED_OUT and part_of(row, acting).by_joint_matter:
            refused = Problem("leaves_by_its_own_decision", {})
        if refused is not None:
            raise RefusedError(refused)
        _change_pace(row, to, said.reason, decided, at=at)
        row.function = said.function.strip() or row.function
        row.terms = said.terms.strip() or row.terms
        row.save()
        end_hands(row, acting=acting, at=at)
        keep_readers_of(row.initiative, By(str(acting.person), at), on=today)
        facts = {"member": acting.code, "pace": to.value, "own_matter": decided.matter if decided else None}
        written = {"reason": said.reason, "terms": said.terms}
        tell(row.initiative, "initiative.pace_set", facts, written, acting=acting, at=at)


@contextmanager
def own_part(initiative: UUID, acting: Acting, today: date) -> Generator[Participation]:
    """One's own row at the association, locked, with the association in scope.

    Raises:
        NotFoundError: the initiative is not shared with us.
        RefusedError: ``no_longer_a_member``: what was shared stays readable, and nothing is said in it.
    """
    owner = door.granted_by(SHARED, initiative, today)
    if owner is None:
        raise NotFoundError(str(initiative))
    with scope.widened([owner]):
        row = _own_row(initiative, acting)
        if not is_member(owner, acting.organisation_id, today):
            raise RefusedError(Problem("no_longer_a_member", {"name": acting.organisation_name}))
        yield row


def part_of(row: Participation, acting: Acting) -> Part:
    """One's own row as the rules know it; whether its joint matter holds one is read in one's own matters."""
    joint = row.initiative.matter
    if joint is None or row.own_matter is None or row.pace == Pace.OPTED_OUT.value:
        return Part(row.joined_on, row.leaves_on)
    with scope.within([acting.organisation_id]):
        by_joint = any(one.matter == row.own_matter for one in matters_about(joint))
    return Part(row.joined_on, row.leaves_on, by_joint)


def check_open(initiative: Initiative) -> None:
    """Nothing is said of what is over.

    Raises:
        RefusedError: ``initiative_is_over``.
    """
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))


def propose_pace(row: Participation, to: Pace, *, because: str, acting: Acting | None, at: datetime) -> None:
    """The association asks a member for a pace. The member's pace stays what it says itself."""
    row.proposed_pace, row.proposed_because = to.value, because.strip()[:300]
    row.proposed_on = timezone.localdate(at)
    row.save(update_fields=["proposed_pace", "proposed_on", "proposed_because"])
    facts = {"member": row.code, "pace": to.value}
    tell(row.initiative, "initiative.pace_proposed", facts, {"reason": because}, acting=acting, at=at)


def _own_row(initiative: UUID, acting: Acting) -> Participation:
    rows = Participation.objects.filter(
        initiative__public_id=initiative, member_id=acting.organisation_id
    ).select_related("initiative")
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise NotFoundError(str(initiative))
    return row


def consent_of(row: Participation, acting: Acting) -> OwnDecision | None:
    """The member's own decision to take part that stands: about the initiative, or what it came from."""
    subjects = [one for one in (row.initiative.matter, row.initiative.public_id) if one is not None]
    left = row.changes.filter(now=Pace.OPTED_OUT.value).order_by("-at").first() if row.joined_on else None
    with scope.within([acting.organisation_id]):
        found = [one for each in subjects for one in matters_about(each)]
    decisions = (
        OwnDecision(one.matter, one.result == "approved", one.ended_at)
        for one in found
        if one.result in _ANSWERS and one.ended_at is not None
    )
    return standing_consent(decisions, left.at if left else None)


def _change_pace(
    row: Participation, to: Pace, reason: str, decided: OwnDecision | None, *, at: datetime
) -> None:
    was, today = Part(row.joined_on, row.leaves_on), timezone.localdate(at)
    change_pace(row, to, reason, at=at)
    if to in COMMITTED:
        row.joined_on = joined_again_on(was, today)
        row.leaves_on = None if was.has_left(today) else row.leaves_on
        if decided is not None:
            row.own_matter = decided.matter
            row.decided_on = timezone.localdate(decided.decided_at)
    if to is Pace.OPTED_OUT and row.joined_on is not None:
        row.leaves_on = today


def change_pace(row: Participation, to: Pace, reason: str, *, at: datetime) -> None:
    """The pace in the row, unsaved, and the change beside it, kept."""
    PaceChange.objects.create(
        organisation_id=row.organisation_id,
        participation=row,
        at=at,
        was=row.pace,
        now=to.value,
        reason=reason.strip(),
    )
    row.pace, row.pace_since, row.pace_reason = to.value, timezone.localdate(at), reason.strip()
    row.proposed_pace, row.proposed_on, row.proposed_because = "", None, ""
