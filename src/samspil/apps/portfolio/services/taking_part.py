"""Who takes part in what is done together: invited, and then each at its own pace.

The association owns the row that shows a member; only the member itself changes its pace, and no pace
commits it to a voluntary initiative without a decision of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.selectors.subjects import matters_about
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.models import Initiative, PaceChange, Participation
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.services.plans import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem
from samspil.core.portfolio.pace import COMMITTED, Pace, refuse_pace
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope


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
    known = set(initiative.participations.values_list("code", flat=True))
    new = sorted(set(codes) - known)
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
    by = By(str(acting.person), at)
    subject = (SHARED, initiative.public_id)
    door.share(
        initiative.organisation_id,
        [members[code].pk for code in new],
        subject,
        "joint initiative",
        by,
        on=today,
    )
    tell(initiative, "initiative.members_invited", {"members": new}, acting=acting, at=at)


@transaction.atomic
def set_pace(
    initiative: UUID,
    to: Pace,
    *,
    reason: str = "",
    function: str = "",
    acting: Acting,
    at: datetime,
) -> None:
    """A member says how far it has come. From *joining* on in what is voluntary it has decided so itself.

    Raises:
        RefusedError: one may not, there is no own decision, or a step back says no reason.
        NotFoundError: the initiative is not shared with us.
    """
    if not may_keep_portfolio(acting):
        raise RefusedError(Problem("not_yours_to_keep", {}))
    today = timezone.localdate(at)
    with _owner_of(initiative, today):
        row = _own_row(initiative, acting)
        decided = _decided(row.initiative, acting)
        refused = refuse_pace(
            Pace(row.pace),
            to,
            is_mandatory=row.initiative.is_mandatory,
            has_decided=decided is not None,
            reason=reason,
        )
        if refused is not None:
            raise RefusedError(refused)
        _change_pace(row, to, reason, decided, at=at, today=today)
        if function.strip():
            row.function = function.strip()
        row.save()
        facts = {"member": acting.code, "pace": to.value, "own_matter": decided}
        tell(row.initiative, "initiative.pace_set", facts, {"reason": reason}, acting=acting, at=at)


def _owner_of(initiative: UUID, today: date) -> AbstractContextManager[None]:
    owner = door.granted_by(SHARED, initiative, today)
    if owner is None:
        raise NotFoundError(str(initiative))
    return scope.widened([owner])


def _own_row(initiative: UUID, acting: Acting) -> Participation:
    rows = Participation.objects.filter(
        initiative__public_id=initiative, member_id=acting.organisation_id
    ).select_related("initiative")
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise NotFoundError(str(initiative))
    return row


def _decided(initiative: Initiative, acting: Acting) -> UUID | None:
    """The member's own matter that ended in a yes: about the initiative, or the proposal it came from."""
    subjects = [one for one in (initiative.matter, initiative.public_id) if one is not None]
    with scope.within([acting.organisation_id]):
        found = [one for each in subjects for one in matters_about(each) if one.result == "approved"]
    return found[-1].matter if found else None


def _change_pace(
    row: Participation, to: Pace, reason: str, decided: UUID | None, *, at: datetime, today: date
) -> None:
    PaceChange.objects.create(
        organisation_id=row.organisation_id,
        participation=row,
        at=at,
        was=row.pace,
        now=to.value,
        reason=reason.strip(),
    )
    row.pace, row.pace_since, row.pace_reason = to.value, today, reason.strip()
    if to in COMMITTED:
        row.joined_on = row.joined_on or today
        row.leaves_on = None
        row.own_matter = decided or row.own_matter
        row.decided_on = row.decided_on or (today if decided else None)
    if to is Pace.OPTED_OUT and row.joined_on is not None:
        row.leaves_on = today
