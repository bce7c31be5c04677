"""Where do I go with this? Answered from the model, for those signed in and, where that is open, for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.intake.selectors.kinds import KindToBring, kinds_to_bring
from samspil.apps.intake.selectors.places import Place, Sort, find_places, list_places, whom_to_ask
from samspil.apps.intake.selectors.ways import usual_way_of
from samspil.apps.intake.views.telling import Teller, listed
from samspil.apps.organisations.selectors import shown_to_all
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.core.governance.schedules import next_meeting_on
from samspil.kit.tenancy import scope
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language

LONGEST_QUESTION: Final = 200
NOBODY: Final = frozenset[str]()


@require_safe
@signed_in
def where(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """For those signed in, in the organisation they act for."""
    answer = answered(request, acting.organisation_id, acting.roles)
    own = {"name": acting.organisation_name, "url": address("intake:where")}
    return _shown(request, {**answer, "whose": own})


@require_safe
def for_all(request: HttpRequest, whose: str) -> HttpResponseBase:
    """For anybody, where the organisation has opened it: functions, no persons, nothing that was brought."""
    found = shown_to_all(whose)
    if found is None:
        raise Http404(whose)
    with scope.within([found.pk]):
        answer = answered(request, found.pk, _roles_here(request, found.pk))
    url = address("intake:where_for_all", whose)
    context = {
        **answer,
        "whose": {
            "name": found.name,
            "url": url,
            "is_open": True,
            "is_example": found.is_example,
            "begins_here": getattr(request, "acting", None) is None,
        },
        "places": {"start": url, "search": url},
        "navigation": [],
    }
    return _shown(request, context)


def _roles_here(request: HttpRequest, organisation_id: int) -> frozenset[str]:
    """What whoever asks holds here; nothing for who acts for another organisation, or is not signed in."""
    acting: Acting | None = getattr(request, "acting", None)
    return acting.roles if acting is not None and acting.organisation_id == organisation_id else NOBODY


def _shown(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    part = bool(getattr(request, "htmx", False))
    template = "intake/parts/places.html" if part else "intake/where.html"
    return render(request, template, context)


def answered(request: HttpRequest, organisation_id: int, roles: frozenset[str]) -> dict[str, Any]:
    """What was asked, and the places that answer it; without a question, all there are."""
    at = timezone.now()
    on = timezone.localdate(at)
    asked = request.GET.get("q", "")[:LONGEST_QUESTION].strip()
    kinds = kinds_to_bring(organisation_id, roles, on)
    everything = list_places(organisation_id, kinds, on)
    found = find_places(everything, asked) if asked else everything
    help_from = whom_to_ask([one.model for one in everything])
    return {
        "asked": asked,
        "search_words": asked,
        "groups": _by_sort(found, at) if not asked else [],
        "found": [told(one, at) for one in found] if asked else [],
        "help": Teller(help_from[0], language()).role(help_from[1]) if help_from else "",
    }


def _by_sort(places: Sequence[Place], at: datetime) -> list[dict[str, Any]]:
    titles = {
        Sort.KIND: _("What you can come with"),
        Sort.CHOICE: _("Themes and contacts"),
        Sort.FORUM: _("Forums"),
    }
    groups = [
        {"title": title, "sort": sort.value, "places": [told(one, at) for one in places if one.sort is sort]}
        for sort, title in titles.items()
    ]
    return [group for group in groups if group["places"]]


def told(place: Place, at: datetime) -> dict[str, Any]:
    """A place as an answer: who it goes to, who decides, how long, where to start."""
    teller = Teller(place.model, language())
    answer: dict[str, Any] = {"title": place.name.in_language(teller.language), "sort": place.sort.value}
    if place.sort is Sort.FORUM:
        return {**answer, **_forum(place, teller, at)}
    given = {place.attribute: place.choice} if place.attribute else {}
    one = next((kind for kind in place.kinds if kind.may), place.kinds[0])
    usual = teller.usual(usual_way_of(one.model, one.key, at, given))
    if place.sort is Sort.CHOICE:
        assert place.body is not None
        usual["first"] = teller.body(place.body)
        answer["about"] = place.model.spec.attributes[place.attribute].name.in_language(teller.language)
    mine = [kind for kind in place.kinds if kind.may] or place.kinds
    return {**answer, **usual, "starts": [_start(kind, teller, given) for kind in mine]}


def _start(kind: KindToBring, teller: Teller, given: dict[str, str]) -> dict[str, Any]:
    """Where to begin, or who can."""
    known = f"?{urlencode({f'a_{key}': value for key, value in given.items()})}" if given else ""
    return {
        "name": kind.kind.name.in_language(teller.language),
        "url": f"{address('intake:bring', kind.key)}{known}",
        "may": kind.may,
        "by": listed(Teller(kind.model, teller.language).role(key) for key in kind.kind.brought_by),
    }


def _forum(place: Place, teller: Teller, at: datetime) -> dict[str, Any]:
    """A forum: what comes to it, and when it meets next."""
    assert place.body is not None
    key = place.body.key
    level = place.model.spec.forums[key].level
    try:
        meets_on, papers_by = next_meeting_on(place.model.spec, key, timezone.localdate(at))
    except ProblemsError:
        meets, papers = "", ""
    else:
        meets, papers = teller.words.weekday(meets_on), teller.words.weekday(papers_by)
    return {
        "level": teller.words.say(f"level.{level.value}"),
        "takes_up": [one.kind.name.in_language(teller.language) for one in place.kinds],
        "meets": meets,
        "papers": papers,
        "url": address("governance:forum", key),
    }
