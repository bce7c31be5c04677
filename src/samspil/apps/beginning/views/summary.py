"""What has been chosen, what is left, and the button that makes it all."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil import library
from samspil.apps.beginning.forms.people import PasswordForm
from samspil.apps.beginning.selectors.planning import first_left
from samspil.apps.beginning.types import Step
from samspil.apps.beginning.views.guide import REFUSED, Here, in_guide, steps
from samspil.apps.governance.parts import finding
from samspil.kit.web.language import words


@require_safe
@in_guide
def summary(request: HttpRequest, here: Here) -> HttpResponseBase:
    """Where the guide stands."""
    return summary_page(request, here, PasswordForm(email=here.chosen.email))


def summary_page(request: HttpRequest, here: Here, form: PasswordForm) -> HttpResponseBase:
    """With the last form as it was written."""
    left = first_left(here.chosen, here.today)
    told = values(here)
    context: dict[str, Any] = {
        "steps": [{**one, "told": told[step]} for step, one in zip(Step, steps(here, None), strict=True)],
        "left": left,
        "next_url": "" if left is None else f"beginning:{left.value}",
        "has_begun": bool(here.chosen.kind),
        "form": form,
        "places": {},  # nothing else is here yet
    }
    return render(request, "beginning/summary.html", context, status=REFUSED if form.errors else 200)


def values(here: Here) -> dict[Step, list[str]]:
    """What has been chosen on each page, in lines."""
    chosen = here.chosen
    known = library.municipalities()
    named = chosen.name if chosen.is_association else getattr(known.get(chosen.code), "name", "")
    members = [known[one].name + _host(here, one) for one in chosen.members] if chosen.is_association else []
    model = []
    if chosen.model and chosen.since:
        name = finding.in_language(finding.headings(chosen.model)[0])
        model = [name, words().day(date.fromisoformat(chosen.since)), chosen.reason]
    return {
        Step.ORGANISATION: [named] if named else [],
        Step.MEMBERS: members,
        Step.MODEL: model,
        Step.PEOPLE: _people(here),
    }


def _host(here: Here, code: str) -> str:
    return f" ({_('houses the secretariat')})" if code == here.chosen.host else ""


def _people(here: Here) -> list[str]:
    chosen = here.chosen
    if not chosen.person:
        return []
    number = len(chosen.others)
    others = ngettext("%(number)s is invited", "%(number)s are invited", number) % {"number": number}
    return [f"{chosen.person}, {chosen.email}", *([others] if number else [])]
