"""The library of benefits: what others expected, how they measured it, and what really came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.benefits.forms.choices import BOTTOM_LINES, METHODS, SORTS
from samspil.apps.benefits.forms.library import LookForm, UseForm
from samspil.apps.benefits.selectors.library import (
    MOST_SHOWN,
    InLibrary,
    access_in_library,
    find_in_library,
    may_begin,
)
from samspil.apps.benefits.services.reusing import use_from_library
from samspil.apps.benefits.views.amounts import about, share
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.led import initiatives_led
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words

_form = require_http_methods(["GET", "HEAD", "POST"])
Shown = dict[str, Any]


@require_safe
@page
def library(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All of it, newest first, or what words are met in."""
    form, on, say = LookForm(request.GET), timezone.localdate(), words()
    said = form.words()
    found, can_begin = find_in_library(acting, said, on), may_begin(acting, on)
    context = {
        "crumbs": [(_("Benefits"), address("benefits:benefits")), (_("Library of benefits"), "")],
        "form": form,
        "said": said,
        "found": [_line(one, can_begin=can_begin, say=say) for one in found],
        "most": MOST_SHOWN if len(found) == MOST_SHOWN else 0,
    }
    return render(request, "benefits/library.html", context)


@_form
@page
def use(request: HttpRequest, acting: Acting, benefit_id: UUID) -> HttpResponseBase:
    """A benefit of one's own that begins with these words."""
    on = timezone.localdate()
    with access_in_library(acting, benefit_id, on) as found:
        title, organisation = found.kept.title, found.kept.organisation__name
    led = initiatives_led(acting, on)

    def do(form: Any, at: datetime) -> str:
        initiative = access_initiative(acting, form.chosen)
        made = use_from_library(found, initiative, form.cleaned_data["title"], acting=acting, at=at)
        return _("“%(title)s” is added as an idea. Say who owns it, and how it was before.") % {
            "title": made.title
        }

    told = [
        _("From %(organisation)s: “%(title)s”.") % {"organisation": organisation, "title": title},
        _("Words and indicators come with it, none of their numbers: owner, baseline and amounts are yours."),
    ]
    sheet = Sheet(
        _("Use it for an initiative of ours"),
        title,
        _("Use it"),
        [
            (_("Benefits"), address("benefits:benefits")),
            (_("Library of benefits"), address("benefits:library")),
        ],
        address("benefits:library"),
        str(benefit_id),
        told=told,
        forbidden=None if may_begin(acting, on) else Problem("nothing_is_yours_to_lead", {}),
    )
    return answered(request, acting, sheet, lambda data: UseForm(data, led, title), do)


def _line(one: InLibrary, *, can_begin: bool, say: Words) -> Shown:
    kept = one.kept
    return {
        "id": kept.public_id,
        "title": kept.title,
        "url": addresses("benefits:benefit")(kept.public_id) if one.is_own else "",
        "use_url": address("benefits:library_use", kept.public_id) if can_begin else "",
        "description": kept.description,
        "assumptions": kept.assumptions,
        "line": BOTTOM_LINES[kept.bottom_line],
        "sort": SORTS[kept.sort],
        "is_disbenefit": kept.is_disbenefit,
        "state": kept.state,
        "organisation": kept.organisation__name,
        "is_own": one.is_own,
        "initiative": kept.initiative__title,
        "counts": bool(kept.counted_in),
        "facts": [
            (_("Promised at first"), about(kept.first_minor, kept.counted_in, say)),
            (_("Expected now"), about(kept.expected_minor, kept.counted_in, say)),
            (_("Measured"), about(kept.measured_minor, kept.counted_in, say)),
            (_("Realised of the planned"), share(kept.realised, say)),
            (_("Taken home"), about(kept.taken_minor, kept.counted_in, say)),
        ],
        "indicators": [
            {
                "name": found.new.name,
                "definition": found.new.definition,
                "unit": found.new.unit,
                "method": METHODS[found.new.method.value],
                "light": found.light,
            }
            for found in one.indicators
        ],
    }
