"""Load against capacity: who has to work how much when, and what mandatory tasks displace."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.forms.load import CapacityForm, CopyForm, EffortForm, PeriodForm
from samspil.apps.portfolio.rights import may_keep_portfolio, may_start
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.load import (
    LoadPicture,
    initiatives_to_plan,
    load_of,
    load_of_members,
    units_and_competences,
)
from samspil.apps.portfolio.services import effort
from samspil.core.errors import Problem
from samspil.core.portfolio.load import Load, Wish
from samspil.core.units import PersonDays
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words

_TIGHT: Final = Fraction(9, 10)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def load(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The picture; whoever keeps the portfolio, or leads something in it, fills in what it is made of."""
    at = timezone.now()
    if request.method == "POST":
        return _filled_in(request, acting, at)
    return _page(request, acting, at, _forms(acting, at, None, ""))


def _filled_in(request: HttpRequest, acting: Acting, at: datetime) -> HttpResponse:
    what = request.POST.get("do", "")
    filled = _forms(acting, at, request.POST, what)
    form = filled.get(what)
    if form is None and (not filled or what in _DOES):
        return _page(request, acting, at, filled, refused=sentence(Problem("not_yours_to_keep", {})))
    if form is None:
        return _page(request, acting, at, filled, wrong=what or "nothing")
    if form.is_valid():
        try:
            _DOES[what](form, acting, at)
        except RefusedError as error:
            form.add_error(None, sentence(error.problem))
        else:
            messages.success(request, _("Saved."))
            query = request.GET.urlencode()
            return HttpResponseRedirect(f"{address('portfolio:load')}{f'?{query}' if query else ''}")
    return _page(request, acting, at, filled, wrong=what)


def _forms(acting: Acting, at: datetime, data: Any, bound: str) -> dict[str, forms.Form]:
    """What this one may fill in; the one that was sent holds what was typed."""
    month = f"{timezone.localdate(at):%Y-%m}"
    found: dict[str, forms.Form] = {}

    def given(name: str) -> Any:
        return data if name == bound else None

    if may_start(acting):
        initiatives = initiatives_to_plan(acting.organisation_id)
        found["effort"] = EffortForm(given("effort"), initiatives, prefix="effort", initial={"first": month})
    if may_keep_portfolio(acting):
        found["capacity"] = CapacityForm(given("capacity"), prefix="capacity", initial={"first": month})
        found["copy"] = CopyForm(given("copy"), prefix="copy", initial={"month": month})
    return found


def _plan_effort(form: Any, acting: Acting, at: datetime) -> None:
    effort.plan_effort(access_initiative(acting, form.chosen), form.asked(), acting=acting, at=at)


def _set_capacity(form: Any, acting: Acting, at: datetime) -> None:
    effort.set_capacity(form.asked(), acting=acting, at=at)


def _copy_capacity(form: Any, acting: Acting, at: datetime) -> None:
    said = form.cleaned_data
    effort.copy_capacity(said["month"], said["last"], acting=acting, at=at)


_DOES: Final[dict[str, Callable[[Any, Acting, datetime], None]]] = {
    "effort": _plan_effort,
    "capacity": _set_capacity,
    "copy": _copy_capacity,
}


def _page(
    request: HttpRequest,
    acting: Acting,
    at: datetime,
    filled: dict[str, forms.Form],
    *,
    wrong: str = "",
    refused: str = "",
) -> HttpResponse:
    today = timezone.localdate(at)
    period = PeriodForm(request.GET)
    since, count = period.chosen(today)
    period = PeriodForm(initial={"since": f"{since:%Y-%m}", "months": str(count)}, auto_id="by_%s")
    picture = load_of(acting.organisation_id, since, count)
    units, competences = units_and_competences(acting.organisation_id)
    context = {
        "crumbs": [(_("Portfolio"), address("portfolio:initiatives")), (_("Load and capacity"), "")],
        "period": period,
        "months": [date_format(one, "M Y") for one in picture.months],
        "lines": _table(picture, words()),
        "tiles": _tiles(picture, words()),
        "left_out": sum(picture.left_out.values()),
        "currencies": _currencies(picture, words()),
        "price": _price(picture, words()),
        "members": _members(acting, since, count, today, words()),
        "filled": filled,
        "wrong": wrong,
        "refused": refused,
        "units": units,
        "competences": competences,
        "query": request.GET.urlencode(),
    }
    return shown(request, "portfolio/load.html", context, refused=bool(wrong), forbidden=bool(refused))


def _table(picture: LoadPicture, say: Words) -> list[dict[str, Any]]:
    """A line for each competence of each unit, a cell for each month."""
    cells = {(one.slot.unit, one.slot.competence, one.slot.month): one for one in picture.loads}
    names = sorted({(unit, competence) for unit, competence, _month in cells})
    return [
        {
            "unit": unit,
            "competence": competence,
            "cells": [_cell(cells.get((unit, competence, month)), say) for month in picture.months],
        }
        for unit, competence in names
    ]


def _cell(one: Load | None, say: Words) -> dict[str, str]:
    if one is None:
        return {"load": "", "number": "–", "word": ""}
    asked = _days(one.asked, say)
    if one.capacity is None:
        return {"load": "unknown", "number": asked, "word": _("no capacity said")}
    number = _("%(asked)s of %(has)s") % {"asked": asked, "has": _days(one.capacity, say)}
    if one.lacking.hundredths:
        return {
            "load": "over",
            "number": number,
            "word": _("lacks %(days)s") % {"days": _days(one.lacking, say)},
        }
    if not one.asked.hundredths:
        return {"load": "free", "number": number, "word": _("free")}
    if Fraction(one.asked.hundredths, one.capacity.hundredths) >= _TIGHT:
        return {"load": "tight", "number": number, "word": _("tight")}
    return {"load": "room", "number": number, "word": _("room")}


def _days(days: PersonDays, say: Words) -> str:
    return say.number(Fraction(days.hundredths, 100))


def _tiles(picture: LoadPicture, say: Words) -> list[dict[str, Any]]:
    asked = PersonDays(sum(one.asked.hundredths for one in picture.loads))
    over = [one for one in picture.loads if one.lacking.hundredths]
    lacking = PersonDays(sum(one.lacking.hundredths for one in over))
    effort_share, cost_share = picture.share_of_effort, picture.share_of_cost
    return [
        {"label": _("Person-days asked for"), "value": _days(asked, say)},
        {
            "label": _("Person-days lacking"),
            "value": _days(lacking, say),
            "note": _("in %(count)s of the cells below") % {"count": len(over)},
        },
        _share_tile(_("Mandatory share of the work"), effort_share, say),
        _share_tile(_("Mandatory share of the money"), cost_share, say),
    ]


def _currencies(picture: LoadPicture, say: Words) -> str:
    """In which currencies, and how many in each where they are several."""
    if len(picture.left_out) == 1:
        return next(iter(picture.left_out))
    return ", ".join(f"{currency} ({say.number(n)})" for currency, n in picture.left_out.items())


def _share_tile(label: str, share: Fraction | None, say: Words) -> dict[str, Any]:
    if share is None:
        return {"label": label, "value": "–", "note": _("nothing is planned yet")}
    # In whole percentages before the rest is taken, so that the two make a hundred.
    whole = Fraction((share * 100 + Fraction(1, 2)).__floor__(), 100)
    note = _("development has %(share)s") % {"share": say.percent(1 - whole)}
    return {"label": label, "value": say.percent(whole), "note": note}


def _price(picture: LoadPicture, say: Words) -> dict[str, Any]:
    """What mandatory tasks displace, as one tells it to a council."""
    price = picture.price
    law = PersonDays(sum(one.mandatory.hundredths for one in picture.loads))
    return {
        "law": _days(law, say),
        "has_law": bool(law.hundredths),
        "knows": any(one.capacity is not None for one in picture.loads),
        "value": say.number(price.value) if price.value else "",
        "displaced": _wishes(price.displaced, picture, say),
        "carried": _wishes(price.carried, picture, say),
        "too_large": _wishes(price.too_large_anyway, picture, say),
    }


def _wishes(wishes: Iterable[Wish], picture: LoadPicture, say: Words) -> list[dict[str, str]]:
    where = addresses("portfolio:initiative")
    return [
        {
            "title": picture.titles[one.initiative],
            "url": where(UUID(one.initiative)),
            "value": say.number(one.value) if one.value else "",
        }
        for one in wishes
    ]


def _members(acting: Acting, since: date, count: int, today: date, say: Words) -> list[dict[str, Any]] | None:
    if acting.organisation_kind is not OrganisationKind.ASSOCIATION:
        return None
    members = {one.code: (one.pk, one.name) for one in members_on(acting.organisation_id, today)}
    return [
        {
            "name": one.name,
            "lent": _days(one.lent, say),
            "lent_in": one.lent_in,
            "shown": _days(one.shown, say) if one.shown_in else _("nothing shared"),
            "shown_in": one.shown_in,
        }
        for one in load_of_members(acting.organisation_id, members, since, count, today)
    ]
