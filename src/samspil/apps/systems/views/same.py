"""Which systems are the same: what seems so, what was said, and what is answered for one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.same import AnswerForm
from samspil.apps.systems.rights import may_keep_register
from samspil.apps.systems.selectors.same import (
    Proposed,
    access_pair,
    access_proposed,
    list_proposed,
    suggest_same,
)
from samspil.apps.systems.services import same as services
from samspil.apps.systems.views.changing import FORM, forbidden
from samspil.apps.systems.views.shown import day, who_has
from samspil.kit.web.addresses import address


@require_safe
@page
def same(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What was said to be the same, and what seems to be."""
    on, may = timezone.localdate(), may_keep_register(acting)
    context = {
        "crumbs": [(_("Systems"), address("systems:uses")), (_("Systems that are the same"), "")],
        "proposed": [_proposed(one, may=may) for one in list_proposed(acting, on)],
        "pairs": [
            {
                "one": who_has(one),
                "other": who_has(other),
                "names": f"{one.name}, {other.name}",
                "url": address("systems:same_propose", one.catalogue, other.catalogue) if may else "",
            }
            for one, other in suggest_same(acting, on)
        ],
    }
    return render(request, "systems/same.html", context)


def _proposed(one: Proposed, *, may: bool) -> dict[str, Any]:
    key = one.row.public_id
    return {
        "gone": one.row.gone_name,
        "kept": one.row.kept_name,
        "said": _("%(who)s, %(day)s")
        % {"who": one.organisation, "day": day(timezone.localdate(one.row.said_at))},
        "stands": _stands(one),
        "waits": one.to_move > 0 and (one.answer is None or one.answer.is_same),
        "answer_url": address("systems:same_answer", key) if may else "",
        "back_url": address("systems:same_take_back", key) if may and one.is_ours else "",
    }


def _stands(one: Proposed) -> str:
    if one.answer is not None and not one.answer.is_same:
        return _("We keep them apart")
    if one.to_move:
        said = ngettext("%(count)s of our systems waits", "%(count)s of our systems wait", one.to_move)
        return said % {"count": one.to_move}
    return _("Ours follow")


def _sheet(
    about: tuple[str, str], button: str, key: str, *, told: list[str], may: bool, danger: bool = False
) -> Sheet:
    """A question about two that are one, by its title and what it is about."""
    back = address("systems:same")
    crumbs = [(_("Systems"), address("systems:uses")), (_("Systems that are the same"), back)]
    title, lead = about
    return Sheet(title, lead, button, crumbs, back, key, told=told, forbidden=forbidden(may), danger=danger)


@require_http_methods(FORM)
@page
def propose(request: HttpRequest, acting: Acting, gone: UUID, kept: UUID) -> HttpResponseBase:
    """Say that two are one system."""
    one, other = access_pair(acting, gone, kept, timezone.localdate())

    def do(_form: Any, at: datetime) -> str:
        services.propose_same(gone, kept, acting=acting, at=at)
        return _("It is said. Ours follow; each of the others answers for its own.")

    sheet = _sheet(
        (_("They are the same system"), f"{who_has(one)} → {who_has(other)}"),
        _("They are the same"),
        f"same {gone} {kept}",
        told=[
            _("Our systems under “%(gone)s” move to “%(kept)s”. They keep their names and contracts.")
            % {"gone": one.name, "kept": other.name},
            _("Those we work together with are told, and let theirs follow or not. You can take it back."),
        ],
        may=may_keep_register(acting),
    )
    return answered(request, acting, sheet, forms.Form, do)


@require_http_methods(FORM)
@page
def answer(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Answer for our own systems, or undo the answer."""
    row = access_proposed(acting, public_id, timezone.localdate())

    def do(form: AnswerForm, at: datetime) -> str:
        chosen = form.cleaned_data["answer"]
        if chosen == "undo":
            moved = services.undo_same(public_id, acting=acting, at=at)
            return _back(moved)
        moved = services.answer_same(public_id, is_same=chosen == "same", acting=acting, at=at)
        said = ngettext("%(count)s system follows.", "%(count)s systems follow.", moved) % {"count": moved}
        return said if chosen == "same" else _("They are kept apart.")

    sheet = _sheet(
        (_("Are they the same system?"), f"{row.gone_name} → {row.kept_name}"),
        _("Save"),
        f"same_answer {public_id}",
        told=[
            _("You answer for your own organisation alone. Names, contracts and all you have written stay.")
        ],
        may=may_keep_register(acting),
    )
    return answered(request, acting, sheet, AnswerForm, do)


@require_http_methods(FORM)
@page
def take_back(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Take our own proposal back."""
    row = access_proposed(acting, public_id, timezone.localdate())
    is_ours = row.organisation_id == acting.organisation_id

    def do(_form: Any, at: datetime) -> str:
        services.take_back_same(public_id, acting=acting, at=at)
        return _("It is taken back.")

    sheet = _sheet(
        (_("Take it back"), f"{row.gone_name} → {row.kept_name}"),
        _("Take it back"),
        f"same_take_back {public_id}",
        told=[_("Ours stand again as before. Those who let theirs follow undo that themselves.")],
        may=may_keep_register(acting) and is_ours,
        danger=True,
    )
    return answered(request, acting, sheet, forms.Form, do)


def _back(moved: int) -> str:
    said = ngettext("%(count)s system is as before.", "%(count)s systems are as before.", moved)
    return said % {"count": moved}
