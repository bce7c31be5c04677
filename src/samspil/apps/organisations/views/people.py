"""Who works here, on a day; and one of them with all that they hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.organisations.forms.keeping import EndForm, InviteForm, RegisterForm
from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.selectors.holdable import holdable_on
from samspil.apps.organisations.selectors.register import (
    Key,
    PeopleFilter,
    access_person,
    guests_on,
    list_held,
    list_held_ever,
    list_log_ins,
    list_people_page,
    list_posts,
)
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting, Holdable
from samspil.apps.organisations.views.pages import crumbs, day_of, frame, name_of, period
from samspil.kit.paging import read_number
from samspil.kit.web.language import language

DAY: Final = timedelta(days=1)


@require_safe
@signed_in
def people(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The people of a day."""
    on = day_of(request)
    holdable = holdable_on(acting.organisation_id, on, language())
    form = RegisterForm({**request.GET.dict(), "on": on.isoformat()}, holdable)
    form.is_valid()
    asked = PeopleFilter(
        said=form.cleaned_data.get("q", ""),
        role=form.held("role"),
        forum=form.held("forum"),
        after=_after(request),
    )
    rows, after = list_people_page(acting.organisation_id, on, asked)
    guests = (
        []
        if asked.said or asked.role or asked.forum or asked.after
        else guests_on(acting.organisation_id, on)
    )
    held = _held(acting, on, holdable, [one.public_id for one in rows] + [who for who, _name in guests])
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        **frame(request, acting, "people", on),
        "form": form,
        "rows": [(one, held[one.public_id]) for one in rows],
        "guests": [(who, name, held[who]) for who, name in guests],
        "after": f"{after[1]}_{after[0]}" if after else "",
        "query": query.urlencode(),
        "is_narrowed": bool(asked.said or asked.role or asked.forum),
        "is_later_page": asked.after is not None,
    }
    return render(request, "organisations/people.html", context)


def _after(request: HttpRequest) -> Key | None:
    """The key of the page before; what is no key is the first page."""
    said, _sep, name = request.GET.get("after", "").partition("_")
    number = read_number(said)
    return (name, number) if number is not None and name else None


def _held(acting: Acting, on: date, holdable: Holdable, who: list[UUID]) -> dict[UUID, list[str]]:
    """By person: the roles, and the forums sat in; of which seat, the page of roles and seats tells."""
    found: dict[UUID, list[str]] = defaultdict(list)
    forums = {one.key: one.name for one in holdable.forums}
    for one in list_held(acting.organisation_id, on, who):
        name = forums.get(one.forum) or name_of(holdable, one.role, one.forum, one.seat)
        if name not in found[one.holder]:
            found[one.holder].append(name)
    return found


@require_safe
@signed_in
def person(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Somebody who works here, with what they hold, have held and will hold."""
    return person_page(request, acting, public_id)


def person_page(
    request: HttpRequest,
    acting: Acting,
    public_id: UUID,
    found: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, after something was asked of it as well."""
    row = access_person(acting.organisation_id, public_id)
    ever = list_held_ever(acting.organisation_id, public_id)
    if row is None and not ever:
        raise Http404
    name = row.name if row else ever[0].holder_name
    today = timezone.localdate()
    holdable = holdable_on(acting.organisation_id, today, language())
    refused: dict[int, EndForm] = (found or {}).get("ending", {})
    held = [
        {
            "id": one.id,
            "name": name_of(holdable, one.role, one.forum, one.seat),
            "period": period(one.valid_from, one.valid_to),
            "is_open": one.valid_to is None or today < one.valid_to,
            "form": refused.get(one.id) or EndForm(on=max(today, one.valid_from + DAY), key=one.id),
            "is_refused": one.id in refused,
        }
        for one in ever
    ]
    has_left = row is not None and row.valid_to is not None and row.valid_to <= today
    posts = [
        (one.title, one.unit, period(one.valid_from, one.valid_to))
        for one in (list_posts(row) if row else [])
    ]
    log_ins = [
        (one.account.email, period(one.valid_from, one.valid_to))
        for one in list_log_ins(acting.organisation_id, public_id)
    ]
    context = {
        "person": row,  # none where a member has sent them: their own organisation knows the rest
        "name": name,
        "function": row.function if row else "",
        "crumbs": crumbs(name),
        "actions": [(_("Give a role or a seat"), f"{reverse('organisations:hold')}?who={public_id}")]
        if may_keep(acting) and not has_left
        else [],
        "period": period(row.valid_from, row.valid_to) if row else "",
        "has_left": has_left,
        "held": held,
        "posts": posts,
        "log_ins": log_ins,
        "may_keep": may_keep(acting),
        "invite_form": InviteForm(initial={"email": row.email if row else ""}),
    }
    return render(request, "organisations/person.html", {**context, **(found or {})}, status=status)
