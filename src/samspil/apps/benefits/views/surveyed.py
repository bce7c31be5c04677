"""A share of a closed survey is taken over: as the form of an indicator, and from the survey's page."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samspil.apps.benefits.forms.surveyed import ShareOfSurveyForm
from samspil.apps.benefits.selectors.surveyed import PERCENT, in_percent, shares
from samspil.apps.benefits.services.surveyed import take_share
from samspil.apps.benefits.views.changing import Asked, Change, may_change_benefit, row_key
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@require_safe
@page
def from_survey(request: HttpRequest, acting: Acting, round_id: UUID) -> HttpResponseBase:
    """Which indicator the survey measures: those in per cent that one can measure."""
    of_round = [one for one in shares(acting, round_id) if one.round == round_id]
    if not of_round:
        raise NotFoundError(str(round_id))
    form = "benefits:indicator_change"
    rows = [
        {
            "benefit": f"{benefit.number} {benefit.title}",
            "name": name,
            "url": f"{address(form, benefit.public_id, key, 'survey')}?round={round_id}",
        }
        for benefit, key, name in in_percent(acting, timezone.localdate())
    ]
    title = _("Measure a benefit by a survey")
    crumbs = [(of_round[0].title, address("surveys:round", round_id)), (title, "")]
    context = {"rows": rows, "title": title, "lead": of_round[0].title, "crumbs": crumbs}
    return render(request, "benefits/from_survey.html", context)


def _form(asked: Asked, data: Any) -> forms.Form:
    every = shares(asked.acting, _chosen(asked))
    choices = [(_titled(one), one.key, _said(one)) for one in every]
    return ShareOfSurveyForm(data, shares=choices, is_first=not asked.row.baselines.exists())


def _chosen(asked: Asked) -> UUID | None:
    """The round that somebody came from."""
    try:
        return UUID(asked.chosen)
    except ValueError:
        return None


def _titled(one: Any) -> str:
    return f"{one.title}, {words().day(one.last)}"


def _said(one: Any) -> str:
    told = {
        "question": one.question,
        "who": one.who or _("Everybody"),
        "share": words().percent(Fraction(one.good, one.answers)),
        "answers": one.answers,
    }
    return _("%(question)s %(who)s: %(share)s (%(answers)s answers)") % told


def _do(asked: Asked, form: Any) -> str:
    is_first = not asked.row.baselines.exists()
    take_share(asked.subject, row_key(asked), form.said(), acting=asked.acting, at=asked.at)
    if is_first:
        return _("The share is the baseline. It holds once it is approved.")
    return _("The share is kept as a measurement.")


def _may(asked: Asked) -> bool:
    is_named = asked.row.measurer_person == asked.acting.person and asked.row.baselines.exists()
    return bool(is_named) or may_change_benefit(asked)


def _cannot(asked: Asked) -> str:
    if asked.row.unit.strip() != PERCENT:
        told = _("A share is in per cent, and this indicator is in %(unit)s. Make one that is in %%.")
        return told % {"unit": asked.row.unit}
    if not shares(asked.acting, _chosen(asked)):
        return _("No closed survey shows a share that you may take over.")
    return ""


def _told(asked: Asked) -> list[str]:
    found = [_("Only what the survey shows can be taken over. All who read the benefit can read it then.")]
    if not asked.row.baselines.exists():
        found.append(_("Nobody has said how it was before: the share becomes the baseline."))
    return found


FROM_SURVEY: Final = Change(
    gettext_lazy("Take a share of a survey"),
    gettext_lazy("Take it over"),
    _form,
    _do,
    told=_told,
    cannot=_cannot,
    may=_may,
)
