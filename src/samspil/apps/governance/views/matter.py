"""A matter: where it stands, what somebody can do with it, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.forms.acting import ChooseForm, ItemForm, ParkForm, ReasonForm
from samspil.apps.governance.parts.pages import REFUSED, page, sentence
from samspil.apps.governance.parts.sending import sent_in
from samspil.apps.governance.selectors.about import known_of
from samspil.apps.governance.selectors.access import access_matter
from samspil.apps.governance.services.matters import hold_accessed
from samspil.apps.governance.services.moving import move, move_held
from samspil.apps.governance.services.stepping_aside import step_aside as service_step_aside
from samspil.apps.governance.types import RefusedError
from samspil.apps.governance.views import matter_page, screening_answer
from samspil.apps.governance.views.doing import Sent, choosing, visit_of
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.entries import (
    AnswerItem,
    Choose,
    Entry,
    Park,
    PassTime,
    Resume,
    Withdraw,
)
from samspil.core.governance.state import State
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.language import words

TEMPLATE = "governance/matter.html"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something sent to the page of a matter: by whom, which form, and for which point of a checklist."""

    request: HttpRequest
    acting: Acting
    matter_id: UUID
    name: str
    item: str = ""


class InvalidError(Exception):
    """A form lacks something; it is shown again as it was sent."""

    def __init__(self, form: forms.Form) -> None:
        self.form = form
        super().__init__()


@require_safe
@page
def matter(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponse:
    """What it is, where it stands, on whose table, by when, and what one can do."""
    known = known_of(access_matter(acting, matter_id))
    return render(request, TEMPLATE, matter_page.context(known, acting, timezone.now(), words()))


@require_safe
@page
def answer(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponse:
    """The one answer that whoever brought the matter gets: made to be read and printed."""
    known = known_of(access_matter(acting, matter_id))
    shown = screening_answer.context(known, words())
    return render(request, "governance/matter_answer.html", shown)


@require_POST
@page
def choose(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """An outcome of the step is chosen, once, however often it is sent."""
    now = timezone.now()

    def do() -> str:
        known = hold_accessed(acting, matter_id)
        if visit_of(known.state) != request.POST.get("visit"):
            raise _someone_was_first()
        form = choosing(known, now, words(), request.POST)
        if form is None:  # the engine says why there is nothing to choose: late, at rest, a forum's
            outcome = request.POST.get("outcome", "")[:60]
            move_held(known, Choose(known.matter.step, outcome, acting.actor, now), acting=acting)
            raise _someone_was_first()
        if not form.is_valid():
            raise InvalidError(form)
        move_held(known, _choice(known.state, form, acting, now), acting=acting)
        return str(matter_id)

    key = request.POST.get("key", "")[:100] or str(matter_id)
    body = {"matter": str(matter_id), **sent_in(request)}
    asked = Request(acting.organisation_id, str(acting.person), key, body)

    def doing() -> str:
        try:
            _answer, before = once(asked, do, now, expected=str(matter_id))
        except AnotherRequestError as error:
            raise _someone_was_first() from error
        return _("This was already sent; it was done once.") if before else _("It is done.")

    return _done(Asked(request, acting, matter_id, "choose"), doing)


def _choice(state: State, form: ChooseForm, acting: Acting, now: datetime) -> Choose:
    """The choice, as the engine is asked."""
    said = form.cleaned_data
    return Choose(
        str(state.step),
        form.outcome_key,
        acting.actor,
        now,
        reason=str(said["reason"]).strip(),
        conditions=form.written_conditions,
        amends=form.amended,
    )


@require_POST
@page
def answer_item(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """One point of the checklist is answered."""
    item = request.POST.get("item", "")
    form = ItemForm(request.POST, auto_id=f"id_{item}_%s")

    def do() -> str:
        if not form.is_valid():
            raise InvalidError(form)
        said = form.cleaned_data

        def entry(state: State) -> Entry:
            _refuse_another_visit(state, said["visit"])
            finding, condition = said["finding"].strip(), said["condition"].strip()
            return AnswerItem(
                str(state.step), item, said["fulfilled"], finding, acting.actor, timezone.now(), condition
            )

        move(access_matter(acting, matter_id), entry, acting=acting)
        return _("Your answer is saved.")

    return _done(Asked(request, acting, matter_id, "item", item), do)


@require_POST
@page
def withdraw(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """The matter is taken back."""
    form = ReasonForm(request.POST, auto_id="id_withdraw_%s")
    done = _("The matter is withdrawn. It stays in the journal.")
    asked = Asked(request, acting, matter_id, "withdraw")
    return _by_form(asked, form, lambda at, said: Withdraw(acting.actor, said["reason"], at), done)


@require_POST
@page
def park(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """The matter rests until a day."""
    form = ParkForm(request.POST, auto_id="id_park_%s")
    done = _("The matter rests. No clock runs until it is taken up again.")
    asked = Asked(request, acting, matter_id, "park")
    return _by_form(asked, form, lambda at, said: Park(acting.actor, said["reason"], said["until"], at), done)


@require_POST
@page
def resume(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """The matter goes on."""
    done = _("The matter goes on, with a new clock.")
    asked = Asked(request, acting, matter_id, "resume")
    return _by_form(asked, forms.Form({}), lambda at, _said: Resume(acting.actor, at), done)


@require_POST
@page
def step_aside(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """Somebody has an interest and leaves the matter to others."""
    form = ReasonForm(request.POST, auto_id="id_step_aside_%s")

    def do() -> str:
        if not form.is_valid():
            raise InvalidError(form)
        found = access_matter(acting, matter_id)
        service_step_aside(found, form.cleaned_data["reason"], acting=acting, at=timezone.now())
        return _("You have stepped aside. Others go on with the matter.")

    return _done(Asked(request, acting, matter_id, "step_aside"), do)


def _by_form(
    asked: Asked, form: forms.Form, entry: Callable[[datetime, dict[str, Any]], Entry], done: str
) -> HttpResponseBase:
    def do() -> str:
        if not form.is_valid():
            raise InvalidError(form)
        found = access_matter(asked.acting, asked.matter_id)
        move(found, entry(timezone.now(), form.cleaned_data), acting=asked.acting)
        return done

    return _done(asked, do)


def _done(asked: Asked, do: Callable[[], str]) -> HttpResponseBase:
    """Do it and go back to the page; or show the page with the refusal, and what was sent."""
    acting, matter_id = asked.acting, asked.matter_id
    try:
        messages.success(asked.request, do())
    except InvalidError as error:
        return refused_page(asked.request, acting, matter_id, Sent(asked.name, error.form, asked.item))
    except RefusedError as error:
        if error.problem.code == "clock_has_run_out":
            _let_time_pass(acting, matter_id)
        return refused_page(asked.request, acting, matter_id, _sent(asked), error.problem)
    return redirect("governance:matter", matter_id)


def refused_page(
    request: HttpRequest, acting: Acting, matter_id: UUID, sent: Sent, problem: Problem | None = None
) -> HttpResponse:
    """The page as it now is, why it was not done, and nothing lost that was typed."""
    known = known_of(access_matter(acting, matter_id))
    shown = matter_page.context(known, acting, timezone.now(), words(), sent)
    if problem is not None:
        shown["refused"] = sentence(problem, known.model)
        shown["refused_place"] = str(problem.place or "")
    return render(request, TEMPLATE, shown, status=REFUSED)


def _sent(asked: Asked) -> Sent:
    """The form as it was sent, where the matter still has one of the sort."""
    name, item = asked.name, asked.item
    if name == "choose":
        known = known_of(access_matter(asked.acting, asked.matter_id))
        data = asked.request.POST.copy()
        data["visit"] = visit_of(known.state)  # the page shows what has happened: the next time it is seen
        form = choosing(known, timezone.now(), words(), data)
        return Sent(name, form) if form is not None and form.is_valid() else Sent()
    shapes: dict[str, type[forms.Form]] = {
        "item": ItemForm,
        "withdraw": ReasonForm,
        "park": ParkForm,
        "step_aside": ReasonForm,
    }
    if name not in shapes:
        return Sent()
    return Sent(name, shapes[name](asked.request.POST, auto_id=f"id_{item or name}_%s"), item)


def _let_time_pass(acting: Acting, matter_id: UUID) -> None:
    """Nobody may act before the clock that has run out has moved the matter."""
    move(access_matter(acting, matter_id), PassTime(timezone.now()), acting=None)


def _refuse_another_visit(state: State, seen: str) -> None:
    if visit_of(state) != seen:
        raise _someone_was_first()


def _someone_was_first() -> RefusedError:
    return RefusedError(Problem("someone_was_first", {}))
