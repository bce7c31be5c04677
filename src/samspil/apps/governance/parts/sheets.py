"""A page with one form: shown, sent once, and back to where one was; or shown again as it was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from samspil.apps.governance.parts.pages import sentence, shown
from samspil.apps.governance.parts.sending import done_once, has_sent_another, key_of, sent_in
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True)
class Sheet:
    """What a page with a form says.

    ``about`` is what it is of, to know again what is sent twice; ``told`` what somebody must know before;
    ``forbidden`` why it is not theirs; ``more`` is what its own template needs.
    """

    title: str
    lead: str
    button: str
    crumbs: Crumbs
    back: str
    about: str
    told: Sequence[str] = ()
    forbidden: Problem | None = None
    danger: bool = False
    template: str = "governance/sheet.html"
    more: dict[str, Any] = field(default_factory=dict)


def answered(
    request: HttpRequest,
    acting: Acting,
    sheet: Sheet,
    form_of: Callable[[Any], forms.Form],
    do: Callable[[Any, datetime], str],
) -> HttpResponseBase:
    """The form, or what came of it. ``do`` gives the sentence that says what came of it."""
    if sheet.forbidden is not None:
        return _page(request, sheet, None, refused=sentence(sheet.forbidden))
    if request.method != "POST":
        return _page(request, sheet, form_of(None))
    form = form_of(request.POST)
    if not form.is_valid():
        return _page(request, sheet, form)
    try:
        messages.success(request, _done(request, acting, sheet, lambda at: do(form, at)))
    except RefusedError as error:
        return _page(request, sheet, form, refused=sentence(error.problem))
    except AnotherRequestError:
        return _page(request, sheet, form, refused=has_sent_another(), key=str(new_id()))
    return redirect(request.path if "more" in request.POST else sheet.back)


def _done(request: HttpRequest, acting: Acting, sheet: Sheet, do: Callable[[datetime], str]) -> str:
    """What came of it, once however often the form is sent."""
    at = timezone.now()
    body = {"path": request.path, "about": sheet.about, **sent_in(request)}
    return str(done_once(request, acting, body, lambda: do(at), at))


def _page(
    request: HttpRequest, sheet: Sheet, form: forms.Form | None, *, refused: str = "", key: str = ""
) -> HttpResponse:
    """The page of a form; without one it is for others."""
    context = {
        "title": sheet.title,
        "lead": sheet.lead,
        "crumbs": [*sheet.crumbs, (sheet.title, "")],
        "form": form,
        "button": sheet.button,
        "danger": sheet.danger,
        "told": sheet.told,
        "refused": refused,
        "back": sheet.back,
        "once": key or key_of(request),
        **sheet.more,
    }
    wrong = bool(refused) or (form is not None and form.is_bound)
    return shown(request, sheet.template, context, refused=wrong, forbidden=form is None)
