"""Lessons of initiatives that are over, found by words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.asking import WordsForm
from samspil.apps.portfolio.selectors.lessons import MOST_SHOWN, Lesson, find_lessons, lessons_like
from samspil.apps.portfolio.views import naming
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@require_safe
@page
def lessons(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All of them, newest first, or those that the words are met in."""
    form = WordsForm(request.GET)
    said = form.words()
    found = find_lessons(acting, said, timezone.localdate(timezone.now()))
    context = {
        "crumbs": [(_("Portfolio"), address("portfolio:initiatives")), (_("Lessons"), "")],
        "form": form,
        "said": said,
        "lessons": [line(one) for one in found],
        "most": MOST_SHOWN if len(found) == MOST_SHOWN else 0,
        "agents_url": address("portfolio:agents"),
    }
    return render(request, "portfolio/lessons.html", context)


@require_safe
@page
def like(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The few lessons that are like what somebody is about to start; a part of a page."""
    said = request.GET.get("title", "")[:200]
    context = {"like": like_part(acting, said, timezone.localdate(timezone.now()))}
    return render(request, "portfolio/parts/lessons_like.html", context)


def like_part(acting: Acting, said: str, on: date) -> dict[str, Any]:
    """What ``parts/lessons_like.html`` shows for a title, as ``like``."""
    return {
        "lessons": [line(one) for one in lessons_like(acting, said, on)],
        "url": address("portfolio:lessons"),
        "said": said,
    }


def line(one: Lesson) -> dict[str, Any]:
    """A lesson as a line; only one's own initiative can be opened."""
    return {
        "title": one.title,
        "text": one.text,
        "day": words().weekday(one.noted_on),
        "on": one.noted_on,
        "initiative": one.initiative_title,
        "url": address("portfolio:notes", one.initiative) if one.is_own else "",
        "organisation": one.organisation,
        "is_own": one.is_own,
        "end": naming.ENDS.get(one.end, ""),
    }
