"""What has been bought, as the buyers themselves have published it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.history import HistoryForm
from samspil.apps.systems.selectors.history import list_notices
from samspil.apps.systems.types import Bought, Key
from samspil.apps.systems.views.shown import cpv, period
from samspil.kit.paging import read_key, write_key
from samspil.kit.web.language import words
from samspil.wording.words import Words


@require_safe
@signed_in
def history(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The notices of the organisation one acts for, newest first."""
    form = HistoryForm(request.GET)
    by = form.chosen(_before(request))
    found, older = list_notices(acting.organisation_id, by)
    query = request.GET.copy()
    query.pop("before", None)
    say = words()
    context = {
        "crumbs": [(_("Organisation"), reverse("organisations:people")), (_("Purchase history"), "")],
        "form": form,
        "rows": [_line(one, say) for one in found],
        "older": write_key(older),
        "query": query.urlencode(),
        "is_narrowed": bool(by.said or by.only_it),
        "is_later_page": by.before is not None,
    }
    return render(request, "systems/history.html", context)


def _before(request: HttpRequest) -> Key | None:
    """The key of the page before; what is no key is the first page."""
    key = read_key(request.GET.get("before", ""))
    try:
        return (date.fromisoformat(key[0]), key[1]) if key else None
    except ValueError:
        return None


def _line(one: Bought, say: Words) -> dict[str, Any]:
    stages = {
        "planning": _("Announced in advance"),
        "competition": _("Put out to tender"),
        "award": _("Awarded"),
        "direct_award": _("Awarded without competition"),
        "modification": _("Contract changed"),
        "correction": _("Correction"),
    }
    meanings = {"estimated": _("estimated"), "awarded": _("awarded")}
    return {
        "notice": one,
        "day": say.weekday(one.dated_on),
        "stage": stages.get(one.stage, ""),
        "cpv": cpv(one.cpv),
        "value": say.money(one.value) if one.value else "",
        "value_is": meanings.get(one.value_is, ""),
        "period": period(one.starts_on, one.ends_on),
        "due": say.day(one.tenders_due_on) if one.tenders_due_on else "",
        "winners": ", ".join(one.winners),
    }
