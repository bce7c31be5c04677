"""A form of an initiative: shown, sent once, and back to the initiative; or shown again as it was refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspil.apps.governance.parts.pages import sentence, shown
from samspil.apps.governance.parts.sending import done_once, has_sent_another, key_of, sent_in
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import may_lead
from samspil.core.errors import Problem
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError
from samspil.kit.web.addresses import address

Text = str | Promise
TEMPLATE = "portfolio/initiative_form.html"


@dataclass(frozen=True)
class Asked:
    """What a form is about, and who has it before them: an initiative, and a row of it where it is of one."""

    acting: Acting
    initiative: Any
    at: datetime
    row: Any = None
    number: int = 0
    about: str = ""
    words: str = ""

    @property
    def today(self) -> date:
        """The day."""
        return timezone.localdate(self.at)


Said = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A sort of change: its form, what it does, and its words.

    ``do`` gives the sentence that says what came of it. ``told`` says what somebody must know before;
    ``cannot`` why it cannot be done at all, where it cannot; ``ahead`` what would come of it, not yet done.
    """

    title: Text
    button: Text
    form: Callable[[Asked, Any], forms.Form]
    do: Callable[[Asked, Any], str]
    told: Callable[[Asked], list[str]] = field(default=lambda _asked: [])
    cannot: Callable[[Asked], str] = field(default=lambda _asked: "")
    ahead: Callable[[Asked, Any], str] | None = None
    finds: bool = False
    danger: bool = False


def changing(request: HttpRequest, asked: Asked, change: Change) -> HttpResponseBase:
    """The form, or what came of it. Whoever may not change the initiative is told who may."""
    if not may_lead(asked.acting, asked.initiative, asked.today):
        refused = sentence(Problem("not_yours_to_lead", {"title": asked.initiative.title}))
        return _page(request, asked, change, None, refused=refused)
    if request.method != "POST":
        return _page(request, asked, change, change.form(asked, None))
    form = change.form(asked, request.POST)
    return _sent(request, asked, change, form) if form.is_valid() else _page(request, asked, change, form)


def _sent(request: HttpRequest, asked: Asked, change: Change, form: forms.Form) -> HttpResponseBase:
    try:
        if change.ahead is not None and "ahead" in request.POST:
            return _page(request, asked, change, form, ahead=change.ahead(asked, form))
        messages.success(request, _done(request, asked, change, form))
    except RefusedError as error:
        return _page(request, asked, change, form, refused=sentence(error.problem))
    except AnotherRequestError:
        return _page(request, asked, change, form, refused=has_sent_another(), key=str(new_id()))
    return redirect("portfolio:initiative", asked.initiative.public_id)


def _done(request: HttpRequest, asked: Asked, change: Change, form: forms.Form) -> str:
    """What came of it, once however often the form is sent."""
    row: UUID | None = getattr(asked.row, "public_id", None)
    about = {"initiative": str(asked.initiative.public_id), "row": str(row or asked.number)}
    body = {**about, **sent_in(request)}
    return str(done_once(request, asked.acting, body, lambda: change.do(asked, form), asked.at))


def _page(
    request: HttpRequest,
    asked: Asked,
    change: Change,
    form: forms.Form | None,
    *,
    refused: str = "",
    **more: str,
) -> HttpResponse:
    """The page of a form; without one it is for others."""
    initiative, forbidden = asked.initiative, form is None
    back = address("portfolio:initiative", initiative.public_id)
    context = {
        "initiative": initiative,
        "title": change.title,
        "lead": asked.about or initiative.title,
        "crumbs": [
            (_("Portfolio"), address("portfolio:initiatives")),
            (initiative.title, back),
            (change.title, ""),
        ],
        "form": form,
        "button": change.button,
        "danger": change.danger,
        "told": [] if forbidden else change.told(asked),
        "cannot": "" if forbidden else change.cannot(asked),
        "finds": change.finds,
        "q": asked.words,
        "refused": refused,
        "forbidden": forbidden,
        "back": back,
        "looks_ahead": change.ahead is not None,
        "ahead": more.get("ahead", ""),
        "once": more.get("key") or key_of(request),
    }
    wrong = bool(refused) or (form is not None and form.is_bound and "ahead" not in more)
    return shown(request, TEMPLATE, context, refused=wrong, forbidden=forbidden)
