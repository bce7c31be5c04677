"""What can be brought here, by me, today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samspil.apps.intake.parts.natures import nature_text
from samspil.apps.intake.selectors.kinds import KindToBring, kinds_to_bring
from samspil.apps.intake.selectors.ways import usual_way_of
from samspil.apps.intake.views.telling import Teller, listed
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.routes import Nature
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@require_safe
@signed_in
def choose(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The kinds that this one may bring, and those that others bring, with who."""
    at = timezone.now()
    found = kinds_to_bring(acting.organisation_id, acting.roles, timezone.localdate(at))
    mine = [{**card(one), **_usual(one, at)} for one in found if one.may]
    others = [card(one) for one in found if not one.may]
    return render(request, "intake/choose.html", {"mine": mine, "others": others})


def card(one: KindToBring) -> dict[str, Any]:
    """A kind in plain words."""
    teller = Teller(one.model, language())
    return {
        "name": one.kind.name.in_language(teller.language),
        "nature": nature_text(one.nature),
        "is_idea": one.nature is Nature.IDEA,
        "is_purchase": one.nature is Nature.PURCHASE,
        "by": listed(teller.role(key) for key in one.kind.brought_by),
        "url": address("intake:bring", one.key),
        "several_url": address("intake:several", one.key),
    }


def _usual(one: KindToBring, at: Any) -> dict[str, str]:
    return Teller(one.model, language()).usual(usual_way_of(one.model, one.key, at))
