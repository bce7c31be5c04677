"""A form of a benefit: shown, sent once, and back where one came from; or shown again as it was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samspil.apps.benefits.selectors.access import may_change
from samspil.apps.governance.parts.pages import sentence, shown
from samspil.apps.governance.parts.sending import done_once, has_sent_another, key_of, sent_in
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError
from samspil.kit.web.addresses import address

Text = str | Promise
TEMPLATE: Final = "benefits/change.html"
# At which field of a form a rule's no belongs; the rest stands above the form.
_FIELDS: Final[Mapping[str, str]] = {
    "benefit_needs_a_title": "title",
    "sort_is_planned_in": "sort",
    "taken_home_outside_0_1": "way_share",
    "estimates_out_of_order": "likely",
    "plan_needs_amounts": "likely",
    "disbenefit_above_nothing": "optimistic",
    "benefit_below_nothing": "pessimistic",
    "course_out_of_order": "rises_months",
    "new_plan_says_why": "reason",
    "unit_is_measured_in": "unit",
    "measuring_costs_below_nothing": "cost",
    "tolerance_out_of_range": "tolerance",
    "baseline_in_the_future": "on",
    "rebaseline_says_why": "reason",
    "rebaseline_needs_a_decision": "decision",
    "no_target": "target_1",
    "target_is_the_baseline": "target_1",
    "target_before_baseline": "target_on_1",
    "measured_backwards": "last",
    "measured_in_the_future": "last",
    "measured_before_baseline": "first",
    "attributed_outside_0_1": "attributed",
    "counted_below_one": "n",
    "period_is_measured": "first",
    "nothing_to_take_home": "amount",
    "taken_back_too_much": "amount",
    "taking_names_a_decision": "decision",
    "taking_names_a_budget_line": "budget_line",
    "handover_names_an_owner": "line_owner",
    "benefit_step_asks": "to",
    "request_says_why": "why",
    "share_is_not_shown": "share",
    "share_is_taken": "share",
}
_OF_AN_INDICATOR: Final = {"name": "name", "unit": "unit", "measurer": "measurer"}


@dataclass(frozen=True)
class Asked:
    """What a form is about, and who has it before them.

    ``subject`` is a benefit, or the initiative that gets one. ``row`` is the indicator where it is of one,
    ``corrects`` the measurement that is corrected; ``kind`` the kind of matter
    that is chosen; ``chosen`` the survey that one came from; ``back`` where one came from.
    """

    acting: Acting
    subject: Any
    at: datetime
    row: Any = None
    corrects: Any = None
    kind: str = ""
    chosen: str = ""
    back: str = ""

    @property
    def today(self) -> date:
        """The day."""
        return timezone.localdate(self.at)


def may_change_benefit(asked: Asked) -> bool:
    """Whether it is for whoever acts: they lead the initiative or own the benefit."""
    return may_change(asked.acting, asked.subject, asked.today)


@dataclass(frozen=True)
class Change:
    """A sort of change: its form, what it does, and its words.

    ``do`` gives the sentence that says what came of it. ``told`` says what somebody must know before,
    ``cannot`` why it cannot be done at all, ``may`` for whom it is.
    """

    title: Text
    button: Text
    form: Callable[[Asked, Any], forms.Form]
    do: Callable[[Asked, Any], str]
    told: Callable[[Asked], list[str]] = field(default=lambda _asked: [])
    cannot: Callable[[Asked], str] = field(default=lambda _asked: "")
    may: Callable[[Asked], bool] = may_change_benefit
    choices: Callable[[Asked], list[tuple[str, str]]] = field(default=lambda _asked: [])
    danger: bool = False


def changing(request: HttpRequest, asked: Asked, change: Change) -> HttpResponseBase:
    """The form, or what came of it. Whoever may not is told so."""
    if not change.may(asked):
        refused = sentence(Problem("not_yours_to_change", {"title": asked.subject.title}))
        return _page(request, asked, change, None, refused=refused)
    if change.cannot(asked) or change.choices(asked):
        return _page(request, asked, change, None)
    if request.method != "POST":
        return _page(request, asked, change, change.form(asked, None))
    form = change.form(asked, request.POST)
    return _sent(request, asked, change, form) if form.is_valid() else _page(request, asked, change, form)


def _sent(request: HttpRequest, asked: Asked, change: Change, form: forms.Form) -> HttpResponseBase:
    try:
        messages.success(request, _done(request, asked, change, form))
    except RefusedError as error:
        refuse(form, error.problem)
        return _page(request, asked, change, form)
    except AnotherRequestError:
        form.add_error(None, has_sent_another())
        return _page(request, asked, change, form, key=str(new_id()))
    return redirect(asked.back)


def refuse(form: forms.Form, problem: Problem) -> None:
    """A rule's no, at the field it is about or above the form."""
    name = _FIELDS.get(problem.code)
    if problem.code == "indicator_needs":
        name = _OF_AN_INDICATOR.get(str(problem.args.get("what")))
    form.add_error(name if name in form.fields else None, sentence(problem))


def _done(request: HttpRequest, asked: Asked, change: Change, form: forms.Form) -> str:
    """What came of it, once however often the form is sent."""
    about = [str(getattr(one, "public_id", "")) for one in (asked.subject, asked.row, asked.corrects)]
    body = {"about": about, "title": str(change.title), **sent_in(request)}
    return str(done_once(request, asked.acting, body, lambda: change.do(asked, form), asked.at))


def _page(
    request: HttpRequest,
    asked: Asked,
    change: Change,
    form: forms.Form | None,
    *,
    refused: str = "",
    key: str = "",
) -> HttpResponse:
    """The page of a form; refused it is for others."""
    subject = asked.subject
    forbidden = bool(refused)
    context = {
        "title": change.title,
        "lead": f"{subject.number} {subject.title}" + (f" · {asked.row.name}" if asked.row else ""),
        "crumbs": [
            (_("Benefits"), address("benefits:benefits")),
            (subject.number, asked.back.partition("#")[0]),
            (change.title, ""),
        ],
        "form": form,
        "button": change.button,
        "danger": change.danger,
        "told": [] if forbidden else change.told(asked),
        "cannot": "" if forbidden else change.cannot(asked),
        "choices": [] if forbidden else change.choices(asked),
        "refused": refused,
        "forbidden": forbidden,
        "back": asked.back,
        "once": key or key_of(request),
    }
    wrong = form is not None and form.is_bound
    return shown(request, TEMPLATE, context, refused=wrong, forbidden=forbidden)


def row_key(asked: Asked) -> UUID:
    """The public id of the indicator that a form is about."""
    found: UUID = asked.row.public_id
    return found
