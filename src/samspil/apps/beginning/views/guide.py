"""What the pages of the guide have in common: who may be here, where one is, and what is done and left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from samspil.apps.beginning.selectors.planning import first_left, is_done, is_needed
from samspil.apps.beginning.services import linking
from samspil.apps.beginning.types import Chosen, GoneError, Step
from samspil.core.errors import ProblemsError
from samspil.kit.web.language import words

P = ParamSpec("P")
BROWSER: Final = "beginning"
REFUSED: Final = 422


@dataclass(frozen=True, slots=True)
class Here:
    """The browser that is in the guide, what has been chosen, and what day it is."""

    browser: str
    chosen: Chosen
    today: date

    def keep(self, **said: object) -> Here:
        """With what a page says."""
        return Here(self.browser, linking.choose(self.browser, **said), self.today)


def in_guide(
    page: Callable[Concatenate[HttpRequest, Here, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for the browser that opened the guide; for any other there is none."""

    @never_cache
    @wraps(page)
    def view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        browser = request.session.get(BROWSER, "")
        try:
            here = Here(browser, linking.chosen_in(linking.in_guide(browser)), timezone.localdate())
            return page(request, here, *args, **kwargs)
        except GoneError as error:
            raise Http404 from error

    return view


def names() -> dict[Step, str]:
    """What each page is called."""
    return {
        Step.ORGANISATION: _("Association or municipality"),
        Step.MEMBERS: _("Members"),
        Step.MODEL: _("Governance model"),
        Step.PEOPLE: _("People"),
    }


def steps(here: Here, now: Step | None) -> list[dict[str, Any]]:
    """Each page, whether it is done, and whether it is this one."""
    found = []
    for step, name in names().items():
        done, needed = is_done(step, here.chosen, here.today), is_needed(step, here.chosen)
        state, word = ("done", _("done")) if done else ("future", _("left"))
        if not needed:
            state, word = "skipped", _("not needed: a municipality has no members")
        found.append(
            {
                "name": name,
                "url": reverse(f"beginning:{step.value}") if needed else "",
                "state": "current" if step is now else state,
                "word": word,
                "here": step is now,
            }
        )
    return found


def shown(
    request: HttpRequest, here: Here, step: Step, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """A page of the guide."""
    number = list(Step).index(step) + 1
    told = {
        "steps": steps(here, step),
        "where": _("Page %(number)s of 4") % {"number": number},
        "chosen": here.chosen,
        "places": {},  # nothing else is here yet
        **context,
    }
    return render(request, f"beginning/{step.value}.html", told, status=REFUSED if refused else 200)


def onwards(here: Here, after: Step) -> HttpResponseBase:
    """To the next page that is needed and not done, from here on; then to what is left, then to the end."""
    later = list(Step)[list(Step).index(after) + 1 :]
    left = next((one for one in later if not is_done(one, here.chosen, here.today)), None)
    found = left or first_left(here.chosen, here.today)
    return redirect(f"beginning:{found.value}" if found else "beginning:summary")


def sentences(error: ProblemsError) -> list[str]:
    """Why something was refused, each as a sentence."""
    told = words()
    return [told.problem(one) for one in error.problems]
