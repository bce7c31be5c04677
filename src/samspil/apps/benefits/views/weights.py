"""The weights of the three bottom lines: side by side, and weighted only where somebody asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.benefits.forms.choices import BOTTOM_LINES
from samspil.apps.benefits.forms.weights import EndWeightsForm, WeightsForm
from samspil.apps.benefits.selectors.weights import Come, Weights, come_of_lines, weights_ever, weights_on
from samspil.apps.benefits.services.weights import decide_weights, end_weights
from samspil.apps.benefits.types import BottomLine
from samspil.apps.benefits.views.amounts import share
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.core.benefits.weighting import weighted
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

_form = require_http_methods(["GET", "HEAD", "POST"])
Shown = dict[str, Any]


@require_safe
@page
def weights(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What is decided, how far each line has come, and, where it is asked for, all of it by the weights."""
    on, say = timezone.localdate(), words()
    ever = weights_ever(acting.organisation_id)
    now = weights_on(ever, on)
    come = come_of_lines(acting.organisation_id)
    context = {
        "crumbs": [(_("Benefits"), address("benefits:benefits")), (_("Weights of the bottom lines"), "")],
        "now": _told(now, say) if now else None,
        "lines": [_line(line, come[line], now, say) for line in BottomLine],
        "asked": now is not None and request.GET.get("view") == "weighted",
        "total": _total(come, now, say) if now else "",
        "ever": [_told(one, say) for one in ever],
        "keeps": may_keep_portfolio(acting),
        "decide_url": address("benefits:weights_decide"),
        "end_url": address("benefits:weights_end"),
    }
    return render(request, "benefits/weights.html", context)


@_form
@page
def decide(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A weight for each, by a named decision."""

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        decide_weights(form.weights(), said["decision"], said["valid_from"], acting=acting, at=at)
        return _("The weights are kept.")

    told = [
        _("The three add up to 100 per cent. They are shown with the decision, where somebody asks."),
        _("A weight says that one is worth more to you than another. It turns nothing into money."),
    ]
    sheet = _sheet(acting, _("Decide the weights"), _("Keep"), told=told)
    return answered(request, acting, sheet, lambda data: WeightsForm(data, timezone.localdate()), do)


@_form
@page
def end(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """There are no weights any more."""

    def do(form: Any, at: datetime) -> str:
        end_weights(form.cleaned_data["decision"], acting=acting, at=at)
        return _("The three stand side by side again.")

    told = [_("From today the three stand side by side, without a total. What held before is still shown.")]
    sheet = _sheet(acting, _("Take the weights away"), _("Take them away"), told=told, danger=True)
    return answered(request, acting, sheet, EndWeightsForm, do)


def _sheet(acting: Acting, title: str, button: str, **rest: Any) -> Sheet:
    back = address("benefits:weights")
    return Sheet(
        title,
        acting.organisation_name,
        button,
        [(_("Benefits"), address("benefits:benefits")), (_("Weights of the bottom lines"), back)],
        back,
        "weights",
        forbidden=None if may_keep_portfolio(acting) else Problem("not_yours_to_keep", {}),
        **rest,
    )


def _told(one: Weights, say: Words) -> Shown:
    return {
        "from": say.day(one.valid_from),
        "to": say.day(one.valid_to) if one.valid_to else "",
        "decision": one.decision,
        "weights": [(BOTTOM_LINES[line.value], say.percent(one.of[line])) for line in BottomLine],
    }


def _line(line: BottomLine, come: Come, now: Weights | None, say: Words) -> Shown:
    return {
        "name": BOTTOM_LINES[line.value],
        "url": f"{address('benefits:benefits')}?line={line.value}",
        "come": share(come.degree, say),
        "measured": come.measured,
        "followed": come.followed,
        "weight": say.percent(now.of[line]) if now else "",
    }


def _total(come: dict[BottomLine, Come], now: Weights, say: Words) -> str:
    """All of it by the weights; unknown while a line that weighs something is."""
    degrees = {line.value: found.degree for line, found in come.items()}
    return share(weighted(degrees, {line.value: one for line, one in now.of.items()}), say)
