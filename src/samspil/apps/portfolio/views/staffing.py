"""The work of an initiative by competence and month, and who lends a hand in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.aims import AskForm, LendForm, LendUntilForm
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import access_shared_initiative, may_lead
from samspil.apps.portfolio.selectors.staffing import (
    OUR_OWN,
    HandLent,
    StaffingPicture,
    competences_of,
    staffing_of,
    units_of,
)
from samspil.apps.portfolio.services import effort
from samspil.apps.portfolio.services import staffing as lending
from samspil.apps.portfolio.views import going
from samspil.apps.portfolio.views.doing_once import done
from samspil.core.portfolio.staffing import Need
from samspil.core.units import PersonDays
from samspil.kit.web.language import words
from samspil.wording.words import Words

MONTHS: Final = 12
Filled = dict[str, OnceForm]


class Sent(NamedTuple):
    """A form that was refused; of which hand it is, where it is of one."""

    form: OnceForm | None = None
    number: int = 0


NOTHING: Final = Sent()


@require_http_methods(["GET", "HEAD", "POST"])
@page
def staffing(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """What is asked for and lent; the initiative's own leader asks, and each member lends its own."""
    at = timezone.now()
    with access_shared_initiative(acting, initiative_id, timezone.localdate(at)) as initiative:
        filled = _forms(request, acting, initiative, at)
        what = request.POST.get("do", "")
        if request.method == "POST" and what in _DOES:
            form, do = filled.get(what) or _SHAPES[what](request.POST, prefix=what), _DOES[what]
            about = f"staffing {what} {initiative_id}"[:50]
            if done(form, about, lambda: do(form, initiative, acting, at), acting=acting, at=at):
                messages.success(request, _TOLD[what]())
                return redirect("portfolio:staffing", initiative_id)
            return _page(request, acting, initiative, at, filled={**filled, what: form}, sent=Sent(form))
        return _page(request, acting, initiative, at, filled=filled)


@require_POST
@page
def hand_until(request: HttpRequest, acting: Acting, initiative_id: UUID, number: int) -> HttpResponseBase:
    """Somebody is lent until another month, or not at all."""
    at = timezone.now()
    with access_shared_initiative(acting, initiative_id, timezone.localdate(at)) as initiative:
        form = LendUntilForm(request.POST, prefix=_prefix(number))

        def do() -> bool:
            lending.lend_until(initiative, number, form.cleaned_data["last"], acting=acting, at=at)
            return True

        if done(form, f"hand {initiative_id} {number}"[:60], do, acting=acting, at=at):
            messages.success(request, _("It is noted until when they are lent."))
            return redirect("portfolio:staffing", initiative_id)
        filled = _forms(request, acting, initiative, at)
        return _page(request, acting, initiative, at, filled=filled, sent=Sent(form, number))


def _prefix(number: int) -> str:
    return f"until{number}"


def _ask(form: Any, initiative: Any, acting: Acting, at: datetime) -> bool:
    effort.plan_effort(initiative, form.asked(), acting=acting, at=at)
    return True


def _lend(form: Any, initiative: Any, acting: Acting, at: datetime) -> bool:
    lending.lend(initiative, form.hand(), acting=acting, at=at)
    return True


_DOES: Final[dict[str, Callable[[Any, Any, Acting, datetime], bool]]] = {"ask": _ask, "lend": _lend}
_SHAPES: Final[dict[str, type[OnceForm]]] = {"ask": AskForm, "lend": LendForm}
_TOLD: Final[dict[str, Callable[[], str]]] = {
    "ask": lambda: _("The work is planned."),
    "lend": lambda: _("It is noted that they are lent."),
}


def _forms(request: HttpRequest, acting: Acting, initiative: Any, at: datetime) -> Filled:
    """What this one may fill in; the form that was sent holds what was typed."""
    if not initiative.is_open:
        return {}
    sent, month = request.POST.get("do", ""), f"{timezone.localdate(at):%Y-%m}"
    is_own = initiative.organisation_id == acting.organisation_id
    leads = may_lead(acting, initiative, timezone.localdate(at))
    offered = [
        *(["ask"] if leads else []),
        *(["lend"] if initiative.is_joint and (leads if is_own else may_keep_portfolio(acting)) else []),
    ]
    return {
        what: _SHAPES[what](request.POST if what == sent else None, prefix=what, initial={"first": month})
        for what in offered
    }


def _page(
    request: HttpRequest,
    acting: Acting,
    initiative: Any,
    at: datetime,
    *,
    filled: Filled,
    sent: Sent = NOTHING,
) -> HttpResponse:
    is_own = initiative.organisation_id == acting.organisation_id
    found = staffing_of(initiative, timezone.localdate(at), MONTHS)
    members = {one.code: one.member.name for one in initiative.participations.select_related("member")}
    names = {OUR_OWN: initiative.organisation.name, **members}
    mine = (OUR_OWN if is_own else acting.code) if "lend" in filled else None
    context = {
        **going.frame(initiative, "staffing", _("Work and hands"), is_own=is_own),
        "months": [date_format(one, "M Y") for one in found.months],
        "lines": _lines(found, words(), is_joint=initiative.is_joint),
        "hands": [
            _hand(one, names, mine, sent.form if one.pk == sent.number else None) for one in found.hands
        ],
        "is_joint": initiative.is_joint,
        "filled": filled,
        "competences": competences_of(initiative) if filled else [],
        "units": units_of(initiative) if "ask" in filled else [],
    }
    return going.shown(request, "portfolio/staffing.html", context, sent.form)


def _lines(found: StaffingPicture, say: Words, *, is_joint: bool) -> list[dict[str, Any]]:
    return [
        {
            "competence": competence,
            "units": ", ".join(found.units.get(competence, ())),
            "cells": [_cell(one, say, is_joint=is_joint) for one in of],
        }
        for competence, of in found.needs.items()
    ]


def _cell(one: Need, say: Words, *, is_joint: bool) -> dict[str, Any]:
    asked, lent = _days(one.asked, say), _days(one.lent, say)
    if not one.asked.hundredths and not one.lent.hundredths:
        return {"said": "", "lacks": ""}
    if not is_joint or not one.asked.hundredths:
        return {"said": lent if is_joint else asked, "lacks": ""}
    lacks = _("%(days)s lack") % {"days": _days(one.lacking, say)} if one.lacking.hundredths else ""
    return {"said": _("%(lent)s of %(asked)s") % {"lent": lent, "asked": asked}, "lacks": lacks}


def _days(days: PersonDays, say: Words) -> str:
    return say.number(Fraction(days.hundredths, 100))


def _hand(one: HandLent, names: dict[str, str], mine: str | None, sent: OnceForm | None) -> dict[str, Any]:
    """A hand as a line, with the form of whoever lends it."""
    form = sent
    if form is None and mine == one.code:
        form = LendUntilForm(prefix=_prefix(one.pk), initial={"last": f"{one.last_month:%Y-%m}"})
    return {
        "number": one.pk,
        "member": names.get(one.code, one.code),
        "function": one.function,
        "competence": one.competence,
        "months": _("%(first)s to %(last)s")
        % {"first": date_format(one.first_month, "M Y"), "last": date_format(one.last_month, "M Y")},
        "days": _days(PersonDays(one.hundredths_a_month), words()),
        "form": form,
        "was_sent": sent is not None,
    }
