"""What the pages of how an initiative goes have in common: where they stand, and sending at most once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samspil.apps.governance.parts.pages import REFUSED, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.going import KeyedForm
from samspil.apps.portfolio.parts.tabs import tabs
from samspil.apps.portfolio.views import naming
from samspil.core.errors import Problem
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address

# At which field of a form a rule's no belongs; the rest stands above the form.
_FIELDS: Final[Mapping[str, str]] = {
    "light_differs_without_a_reason": "differs_because",
    "report_needs_words": "text",
    "ends_before_it_starts": "expected_end",
    "iteration_needs_a_name": "name",
    "iteration_lies_over_another": "starts_on",
    "iteration_says_what_it_brought": "brought",
    "currency_mismatch": "expected_cost",
    "risk_needs_a_title": "title",
    "risk_needs_an_owner": "owner",
    "review_day_is_past": "review_on",
    "note_needs_a_title": "title",
    "note_says_what_came_of_it": "came_of_it",
    "change_is_not_weighed": "consequences",
    "involvement_says_who": "who",
    "day_is_still_to_come": "on",
    "function_is_missing": "function",
    "training_says_who": "person",
    "training_says_by_whom": "by",
    "agent_says_about_what": "topics",
    "unit_is_missing": "unit",
}


@dataclass(frozen=True)
class Sent:
    """What was sent to a page and refused: its own form, the form of one of its rows, or a button's no."""

    form: Any = None
    row: UUID | None = None
    row_form: Any = None
    refusal: str = ""


NOTHING: Final = Sent()


def done(acting: Acting, form: KeyedForm, about: str, do: Callable[[], object], at: datetime) -> bool:
    """Whether what a form asks is done, at most once for each time its page was opened.

    Else the form says why not, and nothing that was typed is lost.
    """
    if not form.is_valid():
        return False
    key = str(form.cleaned_data.get("key") or new_id())
    asked = Request(acting.organisation_id, str(acting.person), f"{about} {key}"[:100], form.as_sent())
    try:
        once(asked, lambda: bool(do()), at)
    except RefusedError as error:
        refuse(form, error.problem)
        return False
    except AnotherRequestError:
        form.data = {**form.data.dict(), "key": str(new_id())}  # type: ignore[attr-defined]
        form.add_error(None, _("This page has already sent something else. Send again to send this as well."))
        return False
    return True


def refuse(form: forms.Form, problem: Problem) -> None:
    """A rule's no, at the field it is about or above the form."""
    field = _FIELDS.get(problem.code)
    form.add_error(field if field in form.fields else None, sentence(problem))


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
