"""A form of the portfolio that is sent: done once, or refused with a sentence and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from samspil.apps.governance.parts.pages import sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.core.errors import Problem
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once

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


def done(form: OnceForm, what: str, do: Callable[[], Any], *, acting: Acting, at: datetime) -> Any:
    """What ``do`` gave (plain values), now or when the same page was sent before; nothing where refused."""
    if not form.is_valid():
        return None
    key = form.cleaned_data["key"] or new_id()
    asked = Request(acting.organisation_id, str(acting.person), f"{what} {key}"[:100], form.as_sent())
    try:
        answer, _before = once(asked, do, at)
    except RefusedError as error:
        refuse(form, error.problem)
    except AnotherRequestError:
        _again(form)
    else:
        return answer
    return None


def refuse(form: forms.Form, problem: Problem) -> None:
    """A rule's no, at the field it is about or above the form."""
    field = _FIELDS.get(problem.code)
    form.add_error(field if field in form.fields else None, sentence(problem))


def _again(form: OnceForm) -> None:
    """A new key, and everything that was typed."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("key")] = str(new_id())
    form.data = data
    form.add_error(None, _("This page has already sent something else. Send again to send this as well."))
