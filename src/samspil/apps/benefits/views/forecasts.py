"""Forecasts of an initiative and of the whole portfolio: the newest, how to make another, those before."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samspil.apps.benefits.forms.forecasts import ForecastForm
from samspil.apps.benefits.selectors.forecast_inputs import USUAL
from samspil.apps.benefits.selectors.forecasts import access_forecast, made_forecasts
from samspil.apps.benefits.services.forecasts import ask_forecast, has_failed, is_being_drawn
from samspil.apps.benefits.views.forecast_shown import forecast_shown
from samspil.apps.governance.parts.pages import REFUSED, page, sentence
from samspil.apps.governance.parts.sending import has_sent_another
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import access_initiative, may_lead
from samspil.apps.portfolio.selectors.outcomes import expected_of
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words

MOST_LINKED: Final = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def forecast(request: HttpRequest, acting: Acting, initiative_id: UUID | None = None) -> HttpResponseBase:
    """What is likely, with all it stands on; asked for anew by whoever leads it."""
    initiative = access_initiative(acting, initiative_id) if initiative_id else None
    data = request.POST if request.method == "POST" else None
    form, refused = ForecastForm(data, USUAL, is_whole=initiative is None), ""
    if request.method == "POST" and form.is_valid():
        try:
            public_id = _asked(form, acting, initiative_id)
            return redirect(f"{_here(initiative_id)}?made={public_id}")
        except RefusedError as error:
            refused = sentence(error.problem)
        except AnotherRequestError:
            refused = has_sent_another()
    wanted = _wanted(request)
    made = made_forecasts(acting, initiative_id)
    shown = None
    is_waiting = False
    if wanted is not None and all(one.public_id != wanted for one in made) and is_being_drawn(wanted):
        is_waiting = True
    elif wanted is not None and has_failed(wanted):
        refused = _(
            "The forecast could not be made. Try again, and tell those who run Samspil if it fails again."
        )
    elif wanted is not None:
        shown = access_forecast(acting, initiative_id, wanted)
    elif made:
        shown = made[0]
    context = {
        "initiative": initiative,
        "form": form if _may(acting, initiative) else None,
        "form_is_wrong": form.is_bound and not form.is_valid(),
        "refused": refused,
        "here": _here(initiative_id),
        "waiting": is_waiting,
        "waiting_url": f"{_here(initiative_id)}?made={wanted}",
        "earlier": [(words().moment(one.made_at), f"?made={one.public_id}", one == shown) for one in made],
        "calibration_url": address("benefits:calibration"),
        "initiatives": [] if initiative else _initiatives(acting),
        "crumbs": _crumbs(initiative),
        **(forecast_shown(shown) if shown is not None else {}),
    }
    return _rendered(
        request, context, is_waiting=is_waiting, refused=bool(refused) and request.method == "POST"
    )


def _rendered(
    request: HttpRequest, context: dict[str, Any], *, is_waiting: bool, refused: bool
) -> HttpResponse:
    """The whole page; while it waits, htmx asks for the part that waits alone, and then for the page."""
    if getattr(request, "htmx", False) and request.method != "POST":
        if is_waiting:
            return render(request, "benefits/parts/forecast_waiting.html", context)
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(
        request,
        "benefits/forecast.html",
        context,
        status=REFUSED if refused or context["form_is_wrong"] else 200,
    )


def _asked(form: ForecastForm, acting: Acting, initiative_id: UUID | None) -> UUID:
    """Asked for once, however often the page is sent."""
    at, chosen, together = timezone.now(), form.chosen(), form.together()
    body = {"initiative": str(initiative_id), **{one.value: key for one, key in chosen.items()}}
    body["together"] = str(together)
    asked = Request(acting.organisation_id, str(acting.person), f"forecast {form.cleaned_data['key']}", body)

    def ask() -> str:
        return str(ask_forecast(initiative_id, chosen, together, acting=acting, at=at))

    answer, _before = once(asked, ask, at)
    return UUID(str(answer))


def _may(acting: Acting, initiative: Any) -> bool:
    if initiative is None:
        return may_keep_portfolio(acting)
    return bool(initiative.is_open) and may_lead(acting, initiative, timezone.localdate())


def _initiatives(acting: Acting) -> list[tuple[str, str]]:
    """The open initiatives, each with the way to its own forecast."""
    url = addresses("benefits:forecast_of")
    return [(one.title, url(one.public_id)) for one in expected_of(acting.organisation_id)[:MOST_LINKED]]


def _wanted(request: HttpRequest) -> UUID | None:
    said = request.GET.get("made", "")
    try:
        return UUID(said) if said else None
    except ValueError:
        raise NotFoundError(said) from None


def _here(initiative_id: UUID | None) -> str:
    if initiative_id is None:
        return address("benefits:forecast")
    return address("benefits:forecast_of", initiative_id)


def _crumbs(initiative: Any) -> list[tuple[str, str]]:
    found = [(_("Benefits"), address("benefits:benefits"))]
    if initiative is None:
        return [*found, (_("Forecast"), "")]
    mine = address("portfolio:initiative", initiative.public_id)
    return [*found, (_("Forecast"), address("benefits:forecast")), (initiative.title, mine)]
