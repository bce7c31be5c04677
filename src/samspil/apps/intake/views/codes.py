"""Codes found as one types."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspil.apps.intake.selectors.codes import REGISTERS, find_codes, title_of
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.kit.web.language import language


@require_safe
@signed_in
def codes(request: HttpRequest, acting: Acting, register: str) -> HttpResponseBase:
    """The part of the form that holds what was found; what is chosen stays."""
    if register not in REGISTERS:
        raise Http404(register)
    asked, chosen = request.GET.get(f"{register}_words", ""), request.GET.get(register, "")
    return render(request, "intake/parts/codes_found.html", {"codes": found(register, asked, chosen)})


def found(register: str, asked: str, chosen: str) -> dict[str, Any]:
    """What is chosen first, then what the words find."""
    title = title_of(register, chosen, language()) if chosen else ""
    kept = [(chosen, title)] if title else []
    hits = find_codes(register, asked, language()) if asked.strip() else []
    return {
        "register": register,
        "asked": asked,
        "chosen": chosen if title else "",
        "hits": [*kept, *(one for one in hits if one[0] != chosen)],
        "nothing": bool(asked.strip()) and not hits,
    }
