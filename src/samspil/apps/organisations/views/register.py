"""Units, roles and seats, members and secretariat: as they were on a day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil import library
from samspil.apps.organisations.forms.keeping import EndForm, MemberForm
from samspil.apps.organisations.rights import KEEPERS
from samspil.apps.organisations.selectors.holdable import holdable_on
from samspil.apps.organisations.selectors.register import (
    HeldLine,
    UnitBranch,
    list_held,
    list_hosts,
    list_memberships,
    unit_tree,
)
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting, Holdable, OrganisationKind
from samspil.apps.organisations.views.pages import day_of, frame, period
from samspil.kit.web.language import language

DAY: Final = timedelta(days=1)
MOST_OPEN: Final = 12  # seats, all held: more than these are folded away


@require_safe
@signed_in
def units(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The units of a day as a tree."""
    on = day_of(request)
    tree = [_branch(one) for one in unit_tree(acting.organisation_id, on)]
    return render(request, "organisations/units.html", {**frame(request, acting, "units", on), "tree": tree})


def _branch(branch: UnitBranch) -> dict[str, Any]:
    return {
        "name": branch.unit.name,
        "short": branch.unit.short,
        "people": branch.people,
        "period": period(branch.unit.valid_from, branch.unit.valid_to),
        "below": [_branch(one) for one in branch.below],
    }


@require_safe
@signed_in
def roles(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Who holds each role and seat on a day, and which are empty."""
    on = day_of(request)
    holdable = holdable_on(acting.organisation_id, on, language())
    held = list_held(acting.organisation_id, on)
    by_role: dict[str, dict[Any, HeldLine]] = defaultdict(dict)
    for one in held:
        by_role[one.role].setdefault(one.holder, one)
    context = {
        **frame(request, acting, "roles", on),
        "missing": _missing(holdable, by_role),
        "forums": _forums(holdable, held),
        "roles": [
            {
                "key": one.key,
                "name": one.name,
                "holders": [who.holder_name for who in by_role[one.key].values()],
            }
            for one in holdable.roles
        ],
        "anything": bool(holdable.roles),
    }
    return render(request, "organisations/roles.html", context)


def _missing(holdable: Holdable, by_role: dict[str, dict[Any, HeldLine]]) -> list[dict[str, Any]]:
    """Roles on which something waits and which nobody holds."""
    return [
        {"key": one.key, "name": one.name, "needed_for": one.needed_for[:3], "more": len(one.needed_for[3:])}
        for one in holdable.roles
        if one.needed_for and not by_role.get(one.key)
    ]


def _forums(holdable: Holdable, held: list[HeldLine]) -> list[dict[str, Any]]:
    taken = {(one.forum, one.seat): one for one in held if one.forum}
    found = []
    for forum in holdable.forums:
        seats = [(seat, taken.get((forum.key, seat.id))) for seat in forum.seats]
        found.append(
            {
                "name": forum.name,
                "key": forum.key,
                "empty": sum(holder is None for _seat, holder in seats),
                "is_long": len(seats) > MOST_OPEN and all(holder is not None for _seat, holder in seats),
                "seats": [
                    {
                        "what": f"{forum.key}/{seat.id}",
                        "name": seat.name,
                        "holder": holder.holder_name if holder else "",
                        "period": period(holder.valid_from, holder.valid_to) if holder else "",
                    }
                    for seat, holder in seats
                ],
            }
        )
    return found


@require_safe
@signed_in
def members(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The members of an association, its secretariat and coordinators."""
    return members_page(request, acting)


def members_page(
    request: HttpRequest, acting: Acting, found: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page, after something was asked of it as well."""
    only_an_association(acting)
    refused: dict[int, EndForm] = (found or {}).get("ending", {})
    on, today = day_of(request), timezone.localdate()
    holdable = holdable_on(acting.organisation_id, on, language())
    memberships = list_memberships(acting.organisation_id)
    now = {one.member.code for one in memberships if _holds(one.valid_from, one.valid_to, on)}
    names = {one.key: one.name for one in holdable.roles}
    keepers = [
        one for one in list_held(acting.organisation_id, on) if one.role in KEEPERS[acting.organisation_kind]
    ]
    context = {
        **frame(request, acting, "members", on),
        "members": [
            {
                "id": one.pk,
                "name": one.member.name,
                "period": period(one.valid_from, one.valid_to),
                "state": _state(one.valid_from, one.valid_to, on),
                "is_open": one.valid_to is None,
                "form": refused.get(one.pk) or EndForm(on=max(today, one.valid_from + DAY), key=one.pk),
                "is_refused": one.pk in refused,
            }
            for one in memberships
        ],
        "hosts": [
            (one.member.name, period(one.valid_from, one.valid_to), _holds(one.valid_from, one.valid_to, on))
            for one in list_hosts(acting.organisation_id)
        ],
        "coordinators": [(one.holder_name, names.get(one.role, "")) for one in keepers],
        "only_here": _names(now - holdable.members) if holdable.roles else [],
        "only_in_the_model": _names(holdable.members - now) if holdable.roles else [],
        "admit_form": MemberForm(None, admissible(now), today, "admit"),
        "host_form": MemberForm(None, members_of(now), today, "host"),
    }
    return render(request, "organisations/members.html", {**context, **(found or {})}, status=status)


def only_an_association(acting: Acting) -> None:
    """A municipality has no members: there is no such page.

    Raises:
        Http404: one acts for a municipality.
    """
    if acting.organisation_kind is not OrganisationKind.ASSOCIATION:
        raise Http404


def admissible(members: set[str]) -> list[tuple[str, str]]:
    """The municipalities of the register that are no members, by name."""
    every = library.municipalities().items()
    return sorted(((code, one.name) for code, one in every if code not in members), key=lambda one: one[1])


def members_of(codes: set[str]) -> list[tuple[str, str]]:
    """Municipalities by code with their names, by name."""
    known = library.municipalities()
    return sorted(((code, known[code].name) for code in codes if code in known), key=lambda one: one[1])


def _names(codes: frozenset[str] | set[str]) -> list[str]:
    return [name for _code, name in members_of(set(codes))]


def _holds(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on < until)


def _state(since: date, until: date | None, on: date) -> str:
    if _holds(since, until, on):
        return _("member")
    return _("not yet") if on < since else _("has left")
