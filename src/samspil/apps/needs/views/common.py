"""Common needs: the list, and each on a page of its own where people say whether it is the same."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.needs.forms.narrowing import CommonForm
from samspil.apps.needs.parts import why
from samspil.apps.needs.parts.sorts import percent, sure
from samspil.apps.needs.rights import may_answer
from samspil.apps.needs.selectors.common import (
    PartShown,
    common_of,
    has_any,
    last_found,
    list_common,
    part_of,
)
from samspil.apps.needs.selectors.reach import Reach, reaching
from samspil.apps.needs.services.answering import say_of_part
from samspil.apps.needs.types import Said
from samspil.apps.needs.views.told import crumbs, name_of, read_id, row, tabs, told
from samspil.apps.organisations.selectors.fellows import associations_of
from samspil.apps.organisations.types import Acting
from samspil.kit.paging import write_key
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.kit.web.paging_links import ways_on

Shown = dict[str, Any]


@require_safe
@page
def common(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All common needs, the first day by which somebody must act first, narrowed as the address says."""
    on = timezone.localdate()
    with reaching(acting, on) as reach:
        is_association = reach.own in reach.associations
        form = CommonForm(request.GET, has_own=not is_association)
        by = form.chosen()
        found = list_common(reach, by)
        at = last_found(reach)
        nothing_yet = not found.rows and not has_any(reach)
        context = {
            "form": form,
            "narrowed": form.is_narrowed,
            "rows": [row(one, reach.own) for one in found.rows],
            "nothing_yet": nothing_yet,
            "is_alone": nothing_yet and not is_association and not associations_of(reach.own, on),
            "found_at": words().moment(at) if at else "",
            "tabs": tabs("common"),
            "crumbs": crumbs(_("Common needs")),
            "here_url": address("needs:common"),
            "shown_url": address("needs:shown"),
            "size": by.size,
            **ways_on(request, write_key(found.next_after), by.size),
        }
    return shown(request, "needs/common.html", context, refused=False)


@require_safe
@page
def need(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """One common need: who has it, why it may be the same, what was said, by when somebody must act."""
    with reaching(acting, timezone.localdate()) as reach:
        return _need(request, acting, reach, public_id)


def _need(
    request: HttpRequest, acting: Acting, reach: Reach, public_id: UUID, refusal: str = ""
) -> HttpResponse:
    found = common_of(reach, public_id)
    name = name_of(tuple(one.told for one in found.parts))
    may_all = found.association == acting.organisation_id
    count = len(found.parts)
    lead = ngettext(
        "%(count)s member tells of something that seems to be the same.",
        "%(count)s members tell of something that seems to be the same.",
        count,
    )
    parts = [_part(one, acting, may_all=may_all) for one in found.parts]
    context = {
        "title": name,
        "lead": lead % {"count": count},
        "crumbs": [*crumbs(_("Common needs"), address("needs:common")), (name, "")],
        "actions": _actions(public_id),
        "parts": parts,
        "may_any": any(one["may_answer"] for one in parts),
        "sure": sure(found.chance),
        "percent": percent(found.chance),
        "act_by": words().day(found.act_by) if found.act_by else "",
        "answer_url": address("needs:answer", public_id),
        "refusal": refusal,
    }
    return shown(request, "needs/need.html", context, refused=bool(refusal))


def _actions(public_id: UUID) -> list[tuple[str, str]]:
    url = address("needs:together", public_id)
    return [(_("Make it something joint"), url)] if url else []


def _part(one: PartShown, acting: Acting, *, may_all: bool) -> Shown:
    say = words()
    is_own = one.told.organisation_id == acting.organisation_id
    return {
        **told(one.told, acting.organisation_id),
        "url": _page_of(one) if is_own else "",
        "why": why.told(one.reasons),
        "sure": sure(one.chance),
        "percent": percent(one.chance),
        "is_confirmed": one.is_confirmed,
        "said": [(who, say.day(timezone.localdate(at))) for who, at in one.same],
        "may_answer": (is_own or may_all) and may_answer(acting),
    }


_PAGES: Final = {
    "contract": "systems:contract",
    "system": "systems:use",
    "need": "governance:matter",
    "request": "governance:matter",
}


def _page_of(one: PartShown) -> str:
    """The page of a thing of one's own; of tasks and goals it is not known which they have."""
    view = _PAGES.get(one.told.sort, "")
    return address(view, one.told.key) if view else ""


@require_POST
@page
def answer(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Say that what a member tells is the same as the others', or that it is not."""
    said = {"same": Said.SAME, "other": Said.OTHER}.get(request.POST.get("said", ""))
    key = read_id(request.POST.get("told", ""))
    if said is None:
        raise NotFoundError
    with reaching(acting, timezone.localdate()) as reach:
        part = part_of(reach, public_id, key)
        try:
            say_of_part(part, said, acting=acting, reach=reach, at=timezone.now())
        except RefusedError as error:
            return _need(request, acting, reach, public_id, sentence(error.problem))
    if said is Said.SAME:
        messages.success(request, _("You have said that it is the same. The other members can see it."))
        return redirect("needs:need", public_id)
    told_so = _("You have said that it is different. It is not suggested again unless you take it back.")
    messages.success(request, told_so)
    return redirect("needs:refused")
