"""What the pages of how an initiative goes have in common: where they stand, and sending at most once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samspil.apps.governance.parts.pages import REFUSED
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.parts.tabs import tabs
from samspil.apps.portfolio.views import doing_once, naming
from samspil.apps.portfolio.views.doing_once import refuse
from samspil.kit.web.addresses import address


@dataclass(frozen=True)
class Sent:
    """What was sent to a page and refused: its own form, the form of one of its rows, or a button's no."""

    form: Any = None
    row: UUID | None = None
    row_form: Any = None
    refusal: str = ""


NOTHING: Final = Sent()


def done(acting: Acting, form: OnceForm, about: str, do: Callable[[], object], at: datetime) -> bool:
    """Whether what a form asks is done, now or when the same page was sent before; else it says why not."""

    def doing() -> bool:
        do()
        return True

    return bool(doing_once.done(form, about, doing, acting=acting, at=at))


def tried(form: forms.Form, do: Callable[[], object]) -> bool:
    """Whether something was done that cannot be done twice; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        do()
    except RefusedError as error:
        refuse(form, error.problem)
        return False
    return True


def shown(request: HttpRequest, template: str, context: dict[str, Any], *forms_sent: Any) -> HttpResponse:
    """A page; where a form on it was refused, with the status that says so."""
    refused = bool(context.get("refusal")) or any(one is not None and one.errors for one in forms_sent)
    return render(request, template, context, status=REFUSED if refused else 200)


def frame(initiative: Any, here: str, title: str, *, is_own: bool) -> dict[str, Any]:
    """The head of a page and the way to the others of the same initiative."""
    home = address("portfolio:initiative" if is_own else "portfolio:common", initiative.public_id)
    crumbs = [(_("Portfolio"), address("portfolio:initiatives")), (initiative.title, home), (title, "")]
    return {
        "initiative": initiative,
        "title": title,
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": [one for one in crumbs if one[1] or one is crumbs[-1]],
        "tabs": tabs(initiative.public_id, home, here) if is_own else [],
        "is_own": is_own,
    }


def light(value: str) -> dict[str, Any]:
    """A light in words and in the colour that goes with them."""
    return {"word": naming.LIGHTS[value], "colour": naming.LIGHT_COLOURS[value]}
