"""One need: what is there, who could fill the rest here and at the members, and how it is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.competences.forms.needing import BorrowForm, PlanForm
from samspil.apps.competences.selectors.access import access_need, may_say_need
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.needs import Answered, NeedLine, lines_of
from samspil.apps.competences.selectors.owed import way_words
from samspil.apps.competences.selectors.people import Found, find_elsewhere
from samspil.apps.competences.services.needing import end_need
from samspil.apps.competences.services.planning import plan
from samspil.apps.competences.types import For, Way
from samspil.apps.competences.views.told import (
    competence_name,
    crumbs_to,
    level_words,
    line_shown,
    means_of,
)
from samspil.apps.governance.parts.pages import page, shown, tried
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_people, names_of
from samspil.apps.organisations.types import Acting
from samspil.core.competences.language import Catalogue
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.competences.models import CompetenceNeed, GapPlan

Shown = dict[str, Any]
HALF_A_YEAR = relativedelta(months=6)


@dataclass(frozen=True, slots=True)
class _Here:
    """A need with who looks at it, and who at the members could fill it."""

    acting: Acting
    row: CompetenceNeed
    catalogue: Catalogue
    found: list[Found]
    today: date

    @property
    def may_plan(self) -> bool:
        return self.row.ended_at is None and may_say_need(self.acting, self.row.initiative, self.today)


Forms = tuple[PlanForm, BorrowForm]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def need(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Read by everybody; whoever may say what is needed plans here."""
    here = _here(acting, public_id)
    posted = request.POST if request.method == "POST" else None
    borrows = posted is not None and "findable" in posted
    written = (
        _plan_form(here, None if borrows else posted),
        _borrow_form(here, posted if borrows else None),
    )
    if posted is None:
        return _page(request, here, written)
    if not may_say_need(acting, here.row.initiative, here.today):
        raise NotFoundError(str(public_id))
    form = written[1] if borrows else written[0]
    why = tried(form, lambda: plan(here.row, form.plan(), acting=acting, at=timezone.now()))
    if why is not None:
        return _page(request, here, written, why, refused=True)
    asked = _("The member is asked, and answers by itself. It stands on My work until it is done.")
    messages.success(request, asked if borrows else _("Planned. It stands on My work until it is done."))
    return redirect("competences:need", public_id)


@require_POST
@page
def end(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """It is no longer needed."""
    row = access_need(acting, public_id)
    try:
        end_need(row, acting=acting, at=timezone.now())
    except RefusedError as error:
        raise NotFoundError(str(public_id)) from error
    messages.success(request, _("It is no longer needed."))
    return redirect("competences:needs")


def _here(acting: Acting, public_id: UUID) -> _Here:
    row, today = access_need(acting, public_id), timezone.localdate()
    catalogue = catalogue_of(acting.organisation_id).catalogue
    found = find_elsewhere(acting, row.competence, row.level, catalogue.scale, today)
    return _Here(acting, row, catalogue, found, today)


def _owners(here: _Here) -> list[tuple[UUID, str]]:
    return [(one.public_id, one.name) for one in list_people(here.acting.organisation_id, here.today)]


def _plan_form(here: _Here, data: Any) -> PlanForm:
    first = {"due_on": max(here.row.by_on, here.today), "people": 1}
    return PlanForm(data, people=_owners(here), initial=first)


def _borrow_form(here: _Here, data: Any) -> BorrowForm:
    choices = [(str(one.public_id), _who(one, here.catalogue)) for one in here.found]
    first = {"due_on": here.today + relativedelta(months=1), "last_on": here.today + HALF_A_YEAR}
    return BorrowForm(data, people=_owners(here), found=choices, initial=first, auto_id="borrow_%s")


def _who(one: Found, catalogue: Catalogue) -> str:
    standing = _("confirmed") if one.is_confirmed else _("not confirmed")
    return f"{one.function}, {one.organisation} – {level_words(catalogue, one.level)} ({standing})"


def _page(
    request: HttpRequest, here: _Here, written: Forms, why: str = "", *, refused: bool = False
) -> HttpResponse:
    row, catalogue = here.row, here.catalogue
    [line] = lines_of([row], here.acting.organisation_id, here.today)
    name = competence_name(catalogue, row.competence)
    context = {
        **line_shown(line, catalogue),
        "title": name,
        "crumbs": crumbs_to(name),
        "means": means_of(catalogue, row.competence),
        "public_id": row.public_id,
        "is_ended": row.ended_at is not None,
        "of_unit": row.about == For.UNIT.value,
        "initiative_url": address("portfolio:initiative", row.initiative) if row.initiative else "",
        "hands_url": address("portfolio:staffing", row.initiative) if row.initiative else "",
        "plans": _plans(here.acting, line, may=here.may_plan),
        "may_plan": here.may_plan,
        "found": here.found,
        "plan_form": written[0],
        "borrow_form": written[1],
        "refusal": why,
        "agents_url": address("portfolio:agents"),
    }
    return shown(request, "competences/need.html", context, refused=refused)


def _plans(acting: Acting, line: NeedLine, *, may: bool) -> list[Shown]:
    names = names_of(one.owner for one in line.plans)
    return [_plan(one, line, names, may=may or one.owner == acting.person) for one in line.plans]


def _plan(one: GapPlan, line: NeedLine, names: dict[UUID, str], *, may: bool) -> Shown:
    is_done = one.done_at is not None
    answer = line.answers.get(one.public_id)
    return {
        "way": way_words(Way(one.way)),
        "people": one.people,
        "who": names.get(one.owner, ""),
        "due": words().day(one.due_on),
        "note": one.note,
        "from": f"{one.function}, {one.lender.name}" if one.lender else "",
        "until": words().day(one.last_on) if one.last_on else "",
        "answer": "" if one.lender is None else _answer_words(answer),
        "answer_colour": "info" if answer is None else "success" if answer.is_yes else "danger",
        "answer_said": answer.words if answer else "",
        "is_done": is_done,
        "is_late": not is_done and one.due_on < timezone.localdate(),
        "done_url": address("competences:plan_done", one.public_id) if may and not is_done else "",
        "drop_url": address("competences:plan_drop", one.public_id) if may else "",
    }


def _answer_words(answer: Answered | None) -> str:
    if answer is None:
        return _("Not answered yet")
    return _("The member says yes") if answer.is_yes else _("The member says no")
