"""What would have happened: the last matters under today's model and under another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts import finding, naming
from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.selectors.versions import TriedMatter, last_matters
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.core.governance.clocks import calendar_of, local_day
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.questions import route
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words
from samspil.wording import explanations

MOST: Final = 20
_HOUR: Final = 10


@dataclass(frozen=True, slots=True)
class Tried:
    """A matter's usual way under a model: bodies, days, who decides, where it ends. Or why there is none."""

    bodies: str = ""
    days: str = ""
    decides: str = ""
    ends: str = ""
    why_not: str = ""


@require_safe
@page
def try_model(request: HttpRequest, acting: Acting, ref: str) -> HttpResponseBase:
    """The last twenty matters of the kinds that both know, those that would go otherwise first."""
    today = timezone.localdate()
    after, before = finding.find(acting, ref), finding.today_s(acting, today)
    if after.model is None or before is None or before.model is None:
        raise NotFoundError(ref)
    on = _day(request.GET.get("on", ""), after.model, before.model, today)
    rows = [
        _row(one, before.model, after.model, on) for one in last_matters(acting, after.model.spec.kinds, MOST)
    ]
    context = {
        "before": before,
        "after": after,
        "on": on,
        "on_text": words().day(on),
        "rows": sorted(rows, key=lambda row: not row["differs"]),
        "differing": sum(row["differs"] for row in rows),
        "crumbs": [
            (_("Governance model"), address("governance:models")),
            (after.title, after.url),
            (_("Tried on the last matters"), ""),
        ],
    }
    return render(request, "governance/model_tried.html", context)


def _day(asked: str, after: GovernanceModel, before: GovernanceModel, today: date) -> date:
    """The day asked for; else the first on which all that is new in the other model holds."""
    try:
        chosen = parse_date(asked)
    except ValueError:
        chosen = None
    first = max(today, after.spec.valid_from)
    if chosen is not None:
        return min(max(chosen, first), date(first.year + 3, 12, 31))
    new = [
        day
        for key, spec in after.spec.parameters.items()
        for day in spec.values
        if day > first
        and (key not in before.spec.parameters or day not in before.spec.parameters[key].values)
    ]
    return max([first, *(day for day in new if day.year <= first.year + 3)])


def _row(one: TriedMatter, before: GovernanceModel, after: GovernanceModel, on: date) -> dict[str, Any]:
    was, would_be = tried(before, one, on), tried(after, one, on)
    return {
        "title": one.title,
        "case": one.case_number,
        "url": address("governance:matter", one.public_id),
        "kind": naming.kind(after, one.brought.kind, language()),
        "before": was,
        "after": would_be,
        "differs": was != would_be,
        "changes": list(_changes(was, would_be)),
    }


def _changes(before: Tried, after: Tried) -> Iterator[str]:
    """Which of the answers differ."""
    for name in ("bodies", "days", "decides", "ends", "why_not"):
        if getattr(before, name) != getattr(after, name):
            yield name


def tried(model: GovernanceModel, one: TriedMatter, on: date) -> Tried:
    """The usual way of a matter, as if it were brought at ten o'clock on a day."""
    at: datetime = calendar_of(model).instant(on, _HOUR)
    try:
        way = route(model, one.brought, at)
    except ProblemsError as error:
        return Tried(why_not=sentence(error.problems[0], model))
    told = words()
    deciding = way.deciding
    body = explanations.body(model.spec, deciding.step.body, told) if deciding else _("nobody needs to")
    days = (local_day(model, way.at) - on).days
    return Tried(
        bodies=" → ".join(explanations.body(model.spec, one, told) for one in way.bodies) or _("none"),
        days=told.quantity(days, "calendar_days"),
        decides=body,
        ends=naming.end(model, way.end, language()),
    )
