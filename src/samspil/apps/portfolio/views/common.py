"""A common initiative: for the association who takes part how, for a member its own part in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.joint_answer import answer_form
from samspil.apps.governance.parts.pages import REFUSED, page, sentence
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.taking_part import DeviateForm, InviteForm, LeaveForm
from samspil.apps.portfolio.selectors import common as asking
from samspil.apps.portfolio.selectors.access import access_initiative, access_milestone
from samspil.apps.portfolio.services import fanning_out, leaving, taking_part
from samspil.apps.portfolio.services.taking_part import Said
from samspil.apps.portfolio.views import common_page
from samspil.core.portfolio.pace import Pace
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.language import words

TEMPLATE = "portfolio/common.html"
Do = Callable[[datetime], object]


@require_safe
@page
def common(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponse:
    """The common plan with everybody's part; for a member its own plan beside it."""
    return _shown(request, acting, initiative_id)


def _shown(
    request: HttpRequest,
    acting: Acting,
    initiative_id: UUID,
    sent: dict[str, Any] | None = None,
    refused: str = "",
) -> HttpResponse:
    now = timezone.now()
    found = asking.common(acting, initiative_id, timezone.localdate(now))
    shown = common_page.shared(found, acting, now, words())
    if shown["is_owner"]:
        shown |= common_page.for_the_association(found, acting, now)
    else:
        shown |= common_page.for_a_member(found, acting, now, words())
    shown |= {"refused": refused, **common_page.placed(shown, sent or {})}
    return render(request, TEMPLATE, shown, status=REFUSED if refused or sent else 200)


def _answered(
    request: HttpRequest,
    acting: Acting,
    initiative_id: UUID,
    do: Do,
    told: tuple[str, dict[str, Any]] | None = None,
) -> HttpResponseBase:
    """What was asked is done and told, or the page again with why not and all that was written."""
    done, sent = told or ("", None)
    try:
        answer = do(timezone.now())
    except RefusedError as error:
        return _shown(request, acting, initiative_id, sent, sentence(error.problem))
    messages.success(request, answer if isinstance(answer, str) else done)
    return _back(acting, initiative_id)


def _back(acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """To the page again; to the list of all where one has left and reads it no longer."""
    try:
        asking.common(acting, initiative_id, timezone.localdate())
    except NotFoundError:
        return redirect("portfolio:commons")
    return redirect("portfolio:common", initiative_id)


@require_POST
@page
def invite(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """The coordinator invites the members that were chosen."""
    initiative = access_initiative(acting, initiative_id)
    others = asking.common(acting, initiative_id, timezone.localdate()).others
    form = InviteForm(request.POST, members=others)
    if not form.is_valid():
        return _shown(request, acting, initiative_id, {"invite_form": form})
    codes = form.cleaned_data["members"]

    def do(at: datetime) -> None:
        taking_part.invite(initiative, codes, acting=acting, at=at)

    return _answered(
        request, acting, initiative_id, do, (_("The members are invited."), {"invite_form": form})
    )


@require_POST
@page
def fan_out(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """Every member that is to carry it out has a plan that follows the common one."""
    initiative = access_initiative(acting, initiative_id)

    def do(at: datetime) -> str:
        count = fanning_out.fan_out_plan(initiative, acting=acting, at=at)
        told = ngettext(
            "%(count)s member has a plan that is up to date.",
            "%(count)s members have a plan that is up to date.",
            count,
        )
        return told % {"count": count}

    return _answered(request, acting, initiative_id, do)


@require_POST
@page
def pace(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A member says how far it has come."""
    found = asking.common(acting, initiative_id, timezone.localdate())
    part = _own_part(found, acting)
    form = common_page.pace_form(found, part, request.POST)
    if not form.is_valid():
        return _shown(request, acting, initiative_id, {"pace_form": form})
    said = form.cleaned_data

    def do(at: datetime) -> None:
        told = Said(said["reason"], said["function"], said.get("terms", ""))
        taking_part.set_pace(initiative_id, Pace(said["pace"]), told, acting=acting, at=at)

    return _answered(
        request, acting, initiative_id, do, (_("The association sees your pace."), {"pace_form": form})
    )


@require_POST
@page
def leave(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A member goes out on a day, on terms."""
    _own_part(asking.common(acting, initiative_id, timezone.localdate()), acting)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _shown(request, acting, initiative_id, {"leave_form": form})
    said = form.cleaned_data

    def do(at: datetime) -> None:
        leaving.leave(initiative_id, said["on"], terms=said["terms"], acting=acting, at=at)

    told = _("The association knows from when you are out, and on which terms.")
    return _answered(request, acting, initiative_id, do, (told, {"leave_form": form}))


@require_POST
@page
def open_own(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A member opens its own initiative, with a plan that follows the common one."""
    _own_part(asking.common(acting, initiative_id, timezone.localdate()), acting)

    def do(at: datetime) -> None:
        fanning_out.open_own(initiative_id, acting=acting, at=at)

    told = _("Your own initiative is open. Its plan follows the common one.")
    return _answered(request, acting, initiative_id, do, (told, {}))


@require_POST
@page
def deviate(
    request: HttpRequest, acting: Acting, initiative_id: UUID, milestone_id: UUID
) -> HttpResponseBase:
    """Our own day for a common milestone, with why."""
    milestone = _own_milestone(acting, initiative_id, milestone_id)
    form = DeviateForm(request.POST, number=milestone.pk)
    if not form.is_valid():
        return _shown(request, acting, initiative_id, {"deviates": (milestone.public_id, form)})
    said = form.cleaned_data

    def do(at: datetime) -> None:
        fanning_out.deviate(milestone, said["to"], reason=said["reason"], acting=acting, at=at)

    told = _("Your day is kept, and the association sees why.")
    return _answered(request, acting, initiative_id, do, (told, {"deviates": (milestone.public_id, form)}))


@require_POST
@page
def follow(request: HttpRequest, acting: Acting, initiative_id: UUID, milestone_id: UUID) -> HttpResponseBase:
    """The deviation is given up: the common day holds again."""
    milestone = _own_milestone(acting, initiative_id, milestone_id)

    def do(at: datetime) -> None:
        fanning_out.follow_again(milestone, acting=acting, at=at)

    return _answered(request, acting, initiative_id, do, (_("You follow the common day again."), {}))


@require_POST
@page
def decide(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """The municipality's own matter about an initiative is brought; its decision is what binds it."""
    now = timezone.now()
    found = asking.common(acting, initiative_id, timezone.localdate(now))
    _own_part(found, acting)
    kind = asking.deciding_kind(acting, timezone.localdate(now))
    if kind is None:
        raise NotFoundError(str(initiative_id))
    form = answer_form(kind, words(), request.POST)
    if not form.is_valid():
        return _shown(request, acting, initiative_id, {"decide_form": form})
    new = NewMatter(
        kind=kind.key,
        title=found.initiative.title,
        attributes=form.known,
        description=form.cleaned_data["description"],
        unit=acting.unit,
        subject=initiative_id,
        member=acting.code,
    )
    said = {"common": str(initiative_id), **{name: str(value) for name, value in form.cleaned_data.items()}}
    asked = Request(acting.organisation_id, str(acting.person), form.cleaned_data["key"], said)
    try:
        own, _before = once(asked, lambda: str(bring(new, acting=acting, at=now).public_id), now)
    except RefusedError as error:
        told = sentence(error.problem, kind.model)
        return _shown(request, acting, initiative_id, {"decide_form": form}, told)
    except AnotherRequestError:
        told = _("This has been sent already. Load the page again.")
        return _shown(request, acting, initiative_id, {"decide_form": form}, told)
    messages.success(request, _("Your municipality's own matter is brought. Its decision is your answer."))
    return redirect("governance:matter", own)


def _own_part(found: asking.Common, acting: Acting) -> Any:
    """Our own row; there is nothing for who was not invited, nor for the association itself."""
    part = found.part_of(acting.code) if acting.code else None
    if part is None:
        raise NotFoundError(str(found.initiative.public_id))
    return part


def _own_milestone(acting: Acting, initiative_id: UUID, milestone_id: UUID) -> Any:
    milestone = access_milestone(acting, milestone_id)
    if milestone.initiative.common != initiative_id:
        raise NotFoundError(str(milestone_id))
    return milestone
