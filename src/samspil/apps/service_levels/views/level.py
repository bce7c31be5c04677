"""A level: promised against delivered in each area over time, and what is promised and delivered anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import page, sentence, shown, tried
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.forms.describing import EVERIES, FigureForm, NextPromiseForm
from samspil.apps.service_levels.parts.words import (
    amount,
    area_words,
    crumbs_to,
    period_words,
    promised_words,
)
from samspil.apps.service_levels.rights import may_promise
from samspil.apps.service_levels.selectors.access import access_level
from samspil.apps.service_levels.selectors.held import MOST_PERIODS, LevelNow, known_areas, levels_now
from samspil.apps.service_levels.selectors.versions import figures_of, promises_of
from samspil.apps.service_levels.services import describing
from samspil.apps.service_levels.services.delivering import deliver
from samspil.apps.service_levels.views.drawn import area_shown
from samspil.core.service_levels.periods import MONTHS, Every, Period, period_of, periods_between
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.service_levels.models import Figure, Level, Promise

Shown = dict[str, Any]
MOST_CHANGES: Final = 30


@require_http_methods(["GET", "HEAD", "POST"])
@page
def level(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Read by everybody; whoever may writes a figure or the next promise."""
    row = access_level(acting, public_id)
    if request.method != "POST":
        return _page(request, acting, row, _forms(acting, row))
    if not may_promise(acting):
        raise NotFoundError(str(public_id))
    is_promise = "valid_from" in request.POST
    written = _forms(acting, row, **{"promise" if is_promise else "figure": request.POST})
    promise, figure = written
    at = timezone.now()
    if is_promise:
        why = tried(promise, lambda: describing.promise(row, promise.promise(), acting=acting, at=at))
    else:
        why = tried(figure, lambda: deliver(row, figure.figure(), acting=acting, at=at))
    if why is not None:
        return _page(request, acting, row, written, why, refused=True)
    told = (
        _("It is promised. What was promised before keeps what it said.")
        if is_promise
        else _("The figure stands.")
    )
    messages.success(request, told)
    return redirect("service_levels:level", public_id)


@require_POST
@page
def take_back(request: HttpRequest, acting: Acting, public_id: UUID, key: int) -> HttpResponseBase:
    """A promise that has not held yet."""
    row = _for_keeper(acting, public_id)
    return _back(
        request,
        row,
        lambda: describing.take_back(row, key, acting=acting, at=timezone.now()),
        _("The promise is taken back."),
    )


@require_POST
@page
def end(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """It is promised no more."""
    row = _for_keeper(acting, public_id)
    describing.end_level(row, acting=acting, at=timezone.now())
    messages.success(request, _("It is promised and measured no more. What was is kept."))
    return redirect("service_levels:service", row.service.public_id)


def _for_keeper(acting: Acting, public_id: UUID) -> Level:
    if not may_promise(acting):
        raise NotFoundError(str(public_id))
    return access_level(acting, public_id)


def _back(request: HttpRequest, row: Level, do: Callable[[], object], told: str) -> HttpResponseBase:
    try:
        do()
    except RefusedError as error:
        messages.error(request, sentence(error.problem))
    else:
        messages.success(request, told)
    return redirect("service_levels:level", row.public_id)


Forms = tuple[NextPromiseForm, FigureForm]


def _forms(acting: Acting, row: Level, promise: Any = None, figure: Any = None) -> Forms:
    today, every = timezone.localdate(), Every(row.every)
    periods = [(one.first.isoformat(), period_words(one, every)) for one in _periods_over(today, every)]
    areas = known_areas(acting.organisation_id, today)
    next_first = period_of(period_of(today, every).last + timedelta(days=1), every).first
    return (
        NextPromiseForm(promise, unit=row.unit, initial={"valid_from": next_first}, auto_id="promise_%s"),
        FigureForm(figure, unit=row.unit, periods=periods, areas=areas),
    )


def _periods_over(today: date, every: Every) -> list[Period]:
    """Those that can be entered, the newest first."""
    last = period_of(today, every).first - timedelta(days=1)
    earliest = last - timedelta(days=31 * MOST_PERIODS[every] * MONTHS[every])
    return list(periods_between(earliest, last, every))[::-1][: MOST_PERIODS[every]]


def _page(
    request: HttpRequest, acting: Acting, row: Level, written: Forms, why: str = "", *, refused: bool = False
) -> HttpResponse:
    today = timezone.localdate()
    [now] = levels_now([row])
    is_open = row.ended_at is None and row.service.ended_at is None
    may = may_promise(acting) and is_open
    service = (row.service.name, address("service_levels:service", row.service.public_id))
    context = {
        "title": row.name,
        "refusal": why,
        "public_id": row.public_id,
        "unit": row.unit,
        "every": EVERIES[Every(row.every)],
        "is_ended": not is_open,
        "areas": [area_shown(now, area, place, today) for place, area in enumerate(now.areas)],
        "promises": [_promise(one, row, today) for one in promises_of(row)],
        "corrected": _corrected(row, now),
        "known_areas": known_areas(acting.organisation_id, today) if may else [],
        "may_promise": may,
        "promise_form": written[0],
        "figure_form": written[1],
        "crumbs": crumbs_to(service, (row.name, "")),
    }
    return shown(request, "service_levels/level.html", context, refused=refused)


def _promise(one: Promise, row: Level, today: date) -> Shown:
    may_take_back = one.valid_from > today or timezone.localdate(one.made_at) == today
    is_over = one.value is None
    return {
        "area": area_words(one.area),
        "says": _("The area's own promise ends") if is_over else promised_words(row, one.value),
        "words": one.words,
        "from": words().day(one.valid_from),
        "back_url": address("service_levels:take_back", row.public_id, one.pk) if may_take_back else "",
    }


def _corrected(row: Level, now: LevelNow) -> list[Shown]:
    """What stood before it was corrected, with who kept it; and where figures come from."""
    rows = [one for one in figures_of(row) if one.is_old][:MOST_CHANGES]
    names = names_of(one.recorded_by for one in rows)
    return [_figure(one, now, names.get(one.recorded_by, "")) for one in rows]


def _figure(one: Figure, now: LevelNow, who: str) -> Shown:
    return {
        "period": period_words(Period(one.first, one.last), now.every),
        "area": area_words(one.area),
        "value": amount(one.value, now.level.unit),
        "who": one.source or who,
        "day": words().day(timezone.localdate(one.recorded_at)),
    }
