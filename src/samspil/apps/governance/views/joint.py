"""What is decided together: the members side by side, and the one's own answer under its own mandates."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.joint_answer import JointAnswerForm, answer_form
from samspil.apps.governance.parts.pages import REFUSED, page, sentence
from samspil.apps.governance.selectors import joint as asking
from samspil.apps.governance.selectors.about import known_of
from samspil.apps.governance.selectors.access import access_shared_matter
from samspil.apps.governance.services.joint import defer as service_defer
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.governance.views import joint_page
from samspil.apps.organisations.types import Acting
from samspil.core.governance.load import GovernanceModel
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.language import words

TEMPLATE = "governance/joint.html"
Shown = dict[str, Any]


@require_safe
@page
def joint(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponse:
    """The members with pace, answer, date and mandate; for a member that is asked, its own answer."""
    return render(request, TEMPLATE, _context(acting, matter_id, timezone.now()))


def _context(acting: Acting, matter_id: UUID, now: datetime, sent: JointAnswerForm | None = None) -> Shown:
    """Everything is read while the door stands open, and shown when it is closed again."""
    on = timezone.localdate(now)
    with access_shared_matter(acting, matter_id, on) as matter:
        known = known_of(matter)
        rule = asking.rule_of(known)
        if rule is None or not asking.is_joint(known):
            raise NotFoundError(str(matter_id))
        shown = joint_page.shared(known, acting, now, words())
    if matter.organisation_id != acting.organisation_id:
        shown |= joint_page.own(known, rule[1], acting, now, (words(), sent))
    return shown


@require_POST
@page
def answer(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """The municipality's own matter is shown its way, or brought: nobody answers but by that."""
    now, on = timezone.now(), timezone.localdate()
    with access_shared_matter(acting, matter_id, on) as matter:
        known, title = known_of(matter), matter.title
        is_another_s = matter.organisation_id != acting.organisation_id
    rule = asking.rule_of(known)
    kind = asking.answering_kind(acting, rule[1], on) if rule and is_another_s else None
    if kind is None:
        raise NotFoundError(str(matter_id))
    form = answer_form(kind, words(), request.POST)
    if not form.is_valid():
        return _again(request, acting, matter_id, form)
    if "send" not in request.POST:
        shown = _context(acting, matter_id, now, form)
        shown["preview"] = joint_page.preview(kind, form, acting, now, words())
        return render(request, TEMPLATE, shown)
    new = NewMatter(
        kind=kind.key,
        title=title,
        attributes=form.known,
        description=form.cleaned_data["description"],
        unit=acting.unit,
        subject=matter_id,
        member=acting.code,
    )
    said = {"joint": str(matter_id), **{name: str(value) for name, value in form.cleaned_data.items()}}
    asked = Request(acting.organisation_id, str(acting.person), form.cleaned_data["key"], said)
    try:
        own, _before = once(asked, lambda: str(bring(new, acting=acting, at=now).public_id), now)
    except RefusedError as error:
        return _again(request, acting, matter_id, form, sentence(error.problem, kind.model))
    except AnotherRequestError:
        return _again(request, acting, matter_id, form, _("This has been sent already. Load the page again."))
    messages.success(request, _("Your municipality's own matter is brought. Its decision is your answer."))
    return redirect("governance:matter", own)


def _again(
    request: HttpRequest, acting: Acting, matter_id: UUID, form: JointAnswerForm, refused: str = ""
) -> HttpResponse:
    shown = _context(acting, matter_id, timezone.now(), form)
    return render(request, TEMPLATE, {**shown, "refused": refused}, status=REFUSED)


@require_POST
@page
def defer(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """The municipality asks for more time."""
    now = timezone.now()
    model: GovernanceModel | None = None
    try:
        with access_shared_matter(acting, matter_id, timezone.localdate(now)) as matter:
            model = known_of(matter).model
        service_defer(matter, acting=acting, at=now)
    except RefusedError as error:
        shown = _context(acting, matter_id, now)
        return render(request, TEMPLATE, {**shown, "refused": sentence(error.problem, model)}, status=REFUSED)
    messages.success(request, _("The association knows that you need more time."))
    return redirect("governance:joint", matter_id)
