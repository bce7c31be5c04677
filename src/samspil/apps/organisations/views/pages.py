"""What the pages about an organisation have in common: the day, the tabs, who may change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.organisations.forms.keeping import DayForm
from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting, Holdable, OrganisationKind
from samspil.core.errors import ProblemsError
from samspil.kit.journal.recording import By
from samspil.kit.web.language import words

P = ParamSpec("P")


def keeper(
    page: Callable[Concatenate[HttpRequest, Acting, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for whoever keeps the organisation up to date; for others there is no such page."""

    @signed_in
    @wraps(page)
    def view(request: HttpRequest, acting: Acting, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_keep(acting):
            raise Http404
        return page(request, acting, *args, **kwargs)

    return view


def sentences(error: ProblemsError) -> list[str]:
    """Why something was refused, each as a sentence."""
    told = words()
    return [told.problem(one) for one in error.problems]


def by(acting: Acting) -> By:
    """Who changes something, now."""
    return By(str(acting.person), timezone.now())


def day_of(request: HttpRequest) -> date:
    """The day that is asked about; today where none is."""
    form = DayForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("on") or timezone.localdate()


def crumbs(here: str) -> list[tuple[str, str]]:
    """The way from the organisation to a page below it."""
    return [(_("Organisation"), reverse("organisations:people")), (here, "")]


def period(since: date, until: date | None) -> str:
    """A period in words; the last day is the one before the first without."""
    told = words()
    if until is None:
        return _("from %(day)s") % {"day": told.day(since)}
    last = date.fromordinal(until.toordinal() - 1)
    return _("%(first)s to %(last)s") % {"first": told.day(since), "last": told.day(last)}


def name_of(holdable: Holdable, role: str, forum: str = "", seat: str = "") -> str:
    """A role or a seat as the models call it; what no model of the day knows, is told as a former one."""
    if forum:
        for found in holdable.forums:
            if found.key == forum:
                named = next((one.name for one in found.seats if one.id == seat), "")
                return f"{found.name}: {named}" if named else f"{found.name}: {_('a seat that is no more')}"
        return _("A seat that is no more")
    return next((one.name for one in holdable.roles if one.key == role), "") or _("A role that is no more")


def frame(request: HttpRequest, acting: Acting, here: str, on: date) -> dict[str, Any]:
    """The tabs, the day and who may change, for every page of an organisation."""
    today = timezone.localdate()
    asked = "" if on == today else f"?on={on.isoformat()}"
    named = [("people", _("People")), ("units", _("Units")), ("roles", _("Roles and seats"))]
    if acting.organisation_kind is OrganisationKind.ASSOCIATION:
        named.append(("members", _("Members and secretariat")))
    return {
        "tabs": [
            {"label": label, "url": reverse(f"organisations:{key}") + asked, "here": key == here}
            for key, label in named
        ],
        "on": on,
        "on_words": words().day(on),
        "is_today": on == today,
        "may_keep": may_keep(acting),
        "day_form": DayForm({"on": on.isoformat()}),
    }
