"""The portfolio as a board: a column for each phase of each project model."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.listing import MOST_ON_A_BOARD, InitiativeRow, on_the_board
from samspil.apps.portfolio.selectors.phases import ProjectModels
from samspil.apps.portfolio.views import seeing
from samspil.apps.portfolio.views.initiative_rows import rows
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]


@require_safe
@page
def board(request: HttpRequest, acting: Acting) -> HttpResponse:
    """What is under way, by phase."""
    on = timezone.localdate()
    seen = seeing.see(request, acting, "board", on, without=("state", "order"))
    found = on_the_board(acting, seen.by, on)
    shown = {
        **seen.shown,
        "boards": boards(found[:MOST_ON_A_BOARD], seen.models, on, words()),
        "most": MOST_ON_A_BOARD if len(found) > MOST_ON_A_BOARD else 0,
    }
    return render(request, "portfolio/board.html", shown)


def boards(found: list[InitiativeRow], models: ProjectModels, on: date, say: Words) -> list[Shown]:
    """A board for each project model that something goes by, and one for what goes by none."""
    told = rows(found, models, on, say)
    cards: dict[str, dict[str, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    for row, card in zip(found, told, strict=True):
        cards[row.project_model][row.phase if row.project_model else ""].append(card)
    known = [key for key in models.models if key in cards]
    others = sorted(key for key in cards if key and key not in models.models)
    return [_board(key, cards[key], models, say) for key in (*known, *others, *([""] if "" in cards else []))]


def _board(key: str, cards: dict[str, list[Shown]], models: ProjectModels, say: Words) -> Shown:
    if not key:
        name = _("Outside the project model")
        return {"key": "outside", "name": name, "columns": [_column(_("Under way"), cards[""])]}
    model = models.models.get(key)
    phases = (
        {one: phase.name.in_language(say.language) for one, phase in model.phases.items()} if model else {}
    )
    columns = [_column(_("Not begun"), cards[""])] if "" in cards else []
    columns += [_column(name, cards.get(one, [])) for one, name in phases.items()]
    earlier = [card for one, held in cards.items() if one and one not in phases for card in held]
    if earlier:
        columns.append(_column(_("A phase of an earlier model"), earlier))
    name = model.name.in_language(say.language) if model else _("An earlier project model")
    return {"key": key, "name": name, "columns": columns}


def _column(name: str, cards: list[Shown]) -> Shown:
    return {"name": name, "cards": cards, "count": len(cards)}
