"""Changes to an initiative: proposed, weighed, and sent to be decided. This never decides one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.selectors.subjects import matters_about
from samspil.apps.governance.services import moving
from samspil.apps.governance.services.natures import check_nature
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import ChangeRequest, Initiative
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.matter import Value


@dataclass(frozen=True, slots=True)
class Sending:
    """As which kind of matter a change is sent, with the answers to what its model asks."""

    kind: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    unit: str | None = None
    unit_name: str = ""


@transaction.atomic
def propose_change(
    initiative: Initiative, title: str, why: str, *, acting: Acting, at: datetime
) -> ChangeRequest:
    """Somebody proposes a change.

    Raises:
        RefusedError: one may not, the initiative is over, or it is not said what and why.
    """
    check_leads(acting, initiative, at)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    if not title.strip() or not why.strip():
        raise RefusedError(Problem("change_says_what_and_why", {}))
    change = ChangeRequest.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        title=title.strip(),
        why=why.strip(),
        proposed_at=at,
    )
    written = {"title": title, "why": why}
    tell(initiative, "change.proposed", {"change": change.public_id}, written, acting=acting, at=at)
    return change


@transaction.atomic
def weigh_change(change: ChangeRequest, consequences: str, *, acting: Acting, at: datetime) -> ChangeRequest:
    """What it would mean for time, money, benefits and people. It may be weighed again until it is sent.

    Raises:
        RefusedError: one may not, it is sent already, or nothing is said.
    """
    change = _unsent(change, acting, at)
    if not consequences.strip():
        raise RefusedError(Problem("change_is_not_weighed", {}))
    change.consequences = consequences.strip()
    change.save(update_fields=["consequences"])
    facts, written = {"change": change.public_id}, {"consequences": consequences}
    tell(change.initiative, "change.weighed", facts, written, acting=acting, at=at)
    return change


@transaction.atomic
def send_change(change: ChangeRequest, sending: Sending, *, acting: Acting, at: datetime) -> ChangeRequest:
    """The change becomes a matter about the initiative, and travels its model's route.

    Raises:
        RefusedError: one may not, it is not weighed or is sent already, the kind is not of changes, or the
            model does not allow it.
        NotFoundError: no model is adopted for such matters.
    """
    check_nature(acting.organisation_id, sending.kind, Nature.CHANGE, timezone.localdate(at))
    change = _unsent(change, acting, at)
    if not change.consequences:
        raise RefusedError(Problem("change_is_not_weighed", {}))
    matter = moving.bring(
        NewMatter(
            kind=sending.kind,
            title=change.title,
            description=f"{change.why}\n\n{change.consequences}",
            attributes=sending.attributes,
            unit=sending.unit,
            unit_name=sending.unit_name,
            subject=change.initiative.public_id,
        ),
        acting=acting,
        at=at,
    )
    change.matter = matter.public_id
    change.save(update_fields=["matter"])
    facts = {"change": change.public_id, "matter": matter.public_id, "kind": sending.kind}
    tell(change.initiative, "change.sent", facts, acting=acting, at=at)
    return change


@transaction.atomic
def keep_results(initiative: Initiative, *, at: datetime) -> int:
    """What was decided of an initiative's changes is written beside them; how many were new."""
    ended = {one.matter: one for one in matters_about(initiative.public_id) if one.ended_at is not None}
    rows = initiative.changes.select_for_update().filter(matter__in=ended, result="")
    kept = list(rows.order_by("pk"))
    for change in kept:
        assert change.matter is not None
        told = ended[change.matter]
        change.result, change.decided_at = told.result, told.ended_at
        change.save(update_fields=["result", "decided_at"])
        facts = {"change": change.public_id, "matter": told.matter, "result": told.result}
        tell(initiative, "change.decided", facts, acting=None, at=at)
    return len(kept)


def _unsent(change: ChangeRequest, acting: Acting, at: datetime) -> ChangeRequest:
    locked = ChangeRequest.objects.select_for_update().get(pk=change.pk)
    check_leads(acting, locked.initiative, at)
    if locked.matter is not None:
        raise RefusedError(Problem("change_is_sent", {"title": locked.title}))
    return locked
