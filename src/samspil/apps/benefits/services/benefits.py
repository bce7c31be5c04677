"""Benefits: said, changed, shared among members, handed over, put in the library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import Benefit, Share
from samspil.apps.benefits.services.adding_up import add_up
from samspil.apps.benefits.services.holding import hold
from samspil.apps.benefits.services.readers import keep_library_readers_of
from samspil.apps.benefits.services.telling import tell
from samspil.apps.benefits.types import HOURS, NewBenefit, Sort
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services import next_case_number
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.taking_part_in import members_of
from samspil.apps.portfolio.services.leading import check_leads
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative

OWN_CURRENCY: Final = "DKK"
_COUNTS_IN: Final = {Sort.DIRECT: OWN_CURRENCY, Sort.FREED_TIME: HOURS, Sort.QUALITATIVE: ""}
_TEXTS: Final = (
    "title",
    "description",
    "owner",
    "owner_unit",
    "responsible",
    "approver",
    "assumptions",
    "dependencies",
    "counted_with",
    "budget_line",
    "way_decision",
)


@transaction.atomic
def add_benefit(initiative: Initiative, new: NewBenefit, *, acting: Acting, at: datetime) -> Benefit:
    """An initiative is to bring something about: an idea until more is known.

    Raises:
        RefusedError: one does not lead the initiative, or what is said does not hold together.
    """
    check_leads(acting, initiative, at)
    _check(new)
    today = timezone.localdate(at)
    benefit = Benefit.objects.create(
        organisation_id=initiative.organisation_id,
        number=next_case_number(initiative.organisation_id, today.year),
        initiative=initiative,
        counted_in=_COUNTS_IN[new.sort],
        state_since=today,
        made_at=at,
        changed_at=at,
        **_columns(new),
    )
    told = {**_facts(benefit), "initiative": initiative.public_id}
    tell(benefit, "added", told, _written(new), acting=acting, at=at)
    return benefit


@transaction.atomic
def change_benefit(benefit: Benefit, new: NewBenefit, *, acting: Acting, at: datetime) -> Benefit:
    """What is said of a benefit. What it counts in stays once it has a plan.

    Raises:
        RefusedError: one may not, it has lapsed, ``sort_is_planned_in``, or what is said is out of order.
    """
    benefit = hold(benefit, acting=acting, at=at)
    _check(new)
    if new.sort.value != benefit.sort and benefit.plans.exists():
        raise RefusedError(Problem("sort_is_planned_in", {"sort": benefit.sort}))
    columns = {**_columns(new), "counted_in": _COUNTS_IN[new.sort], "changed_at": at}
    for name, value in columns.items():
        setattr(benefit, name, value)
    benefit.save(update_fields=list(columns))
    tell(benefit, "changed", _facts(benefit), _written(new), acting=acting, at=at)
    return benefit


@transaction.atomic
def share_among(benefit: Benefit, shares: Mapping[str, Decimal], *, acting: Acting, at: datetime) -> Benefit:
    """Who is expected to get which part, by the members' codes; none at all takes the parts away.

    Raises:
        RefusedError: one may not, it has lapsed, ``shares_not_all`` (they do not add up to 1),
            ``share_outside_0_1``, ``share_takes_no_part`` (a code that takes no part in the initiative).
    """
    benefit = hold(benefit, acting=acting, at=at)
    members = dict(members_of(benefit.initiative))
    for code, share in shares.items():
        if code not in members:
            raise RefusedError(Problem("share_takes_no_part", {"member": code}))
        if not 0 <= share <= 1:
            raise RefusedError(Problem("share_outside_0_1", {"member": members[code], "share": str(share)}))
    total = sum(shares.values(), Decimal(0))
    if shares and total != 1:
        raise RefusedError(Problem("shares_not_all", {"total": str(total)}))
    benefit.shares.all().delete()
    Share.objects.bulk_create(
        Share(
            organisation_id=benefit.organisation_id,
            benefit=benefit,
            code=code,
            name=members[code],
            share=share,
        )
        for code, share in sorted(shares.items())
    )
    told = {"shares": {code: str(share) for code, share in sorted(shares.items())}}
    tell(benefit, "shared", told, acting=acting, at=at)
    add_up(benefit, timezone.localdate(at))
    return benefit


@transaction.atomic
def put_in_library(benefit: Benefit, wanted: bool, *, acting: Acting, at: datetime) -> Benefit:
    """Others of the association may start from it, and see what came of it; or may no longer."""
    benefit = hold(benefit, acting=acting, at=at)
    benefit.in_library_since = timezone.localdate(at) if wanted else None
    benefit.save(update_fields=["in_library_since"])
    keep_library_readers_of(benefit, By(str(acting.person), at), on=timezone.localdate(at))
    tell(benefit, "put_in_library" if wanted else "taken_out_of_library", acting=acting, at=at)
    return benefit


def _check(new: NewBenefit) -> None:
    if not new.title.strip():
        raise RefusedError(Problem("benefit_needs_a_title", {}))
    if new.way_share is not None and not 0 <= new.way_share <= 1:
        raise RefusedError(Problem("taken_home_outside_0_1", {"share": str(new.way_share)}))


def _columns(new: NewBenefit) -> dict[str, Any]:
    return {
        **{name: getattr(new, name).strip() for name in _TEXTS},
        "is_disbenefit": new.is_disbenefit,
        "bottom_line": new.bottom_line.value,
        "sort": new.sort.value,
        "owner_person": new.owner_person,
        "approver_person": new.approver_person,
        "way": new.way.value if new.way else "",
        "way_share": new.way_share,
    }


def _facts(benefit: Benefit) -> dict[str, Any]:
    names = ("is_disbenefit", "bottom_line", "sort", "counted_with", "way", "way_share")
    return {name: getattr(benefit, name) for name in names}


def _written(new: NewBenefit) -> dict[str, str]:
    return {name: getattr(new, name) for name in _TEXTS if name != "counted_with"}
