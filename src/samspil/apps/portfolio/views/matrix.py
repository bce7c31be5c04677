"""Members and initiatives side by side: the coordinator's page, and each member's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors.parts import carried
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.forms.matrix import MatrixForm, chosen
from samspil.apps.portfolio.rights import may_start
from samspil.apps.portfolio.selectors import matrix as asking
from samspil.apps.portfolio.selectors.matrix import Cell, Line, Matrix, MatrixRow
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.seeing import frame
from samspil.core.portfolio.status import Light
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words

MOST_TO_START: Final = 20
# The light's sign is that of a clock: met, soon, late.
SIGNS: Final = {Light.GREEN.value: "met", Light.YELLOW.value: "soon", Light.RED.value: "late"}


@require_safe
@page
def matrix(request: HttpRequest, acting: Acting) -> HttpResponse:
    """A row for each programme and joint initiative, a column for each member."""
    on = timezone.localdate()
    found = asking.matrix(acting, chosen(request.GET), on)
    teller = _Teller(words(), acting, on)
    form = MatrixForm(
        request.GET,
        members=found.members,
        areas=found.areas,
        paces=list(naming.PACES.items()),
        lights=list(naming.LIGHTS.items()),
    )
    shown = {
        "columns": [{"name": name, "own": code == acting.code} for code, name in found.columns],
        "rows": [teller.line(one, found) for one in found.lines],
        "form": form,
        "is_shortened": found.is_shortened,
        "most": asking.MOST,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "to_start": _to_start(acting),
        **frame(request, acting, "matrix"),
    }
    return render(request, "portfolio/matrix.html", shown)


def _to_start(acting: Acting) -> list[dict[str, str]]:
    """What members have consented to and nobody has started yet."""
    if acting.organisation_kind is not OrganisationKind.ASSOCIATION or not may_start(acting):
        return []
    owner = acting.organisation_id
    rows = carried(owner, MOST_TO_START, asking.started_matters(owner))
    return [
        {
            "title": one.title,
            "number": one.case_number,
            "url": address("portfolio:start_joint", one.public_id),
        }
        for one in rows
    ]


class _Teller:
    """The rows in words: each word and each day is made once for a page of many cells."""

    def __init__(self, words_of: Words, acting: Acting, today: date) -> None:
        self.words, self.acting, self.today = words_of, acting, today
        self.days: dict[date, str] = {}
        self.paces = {key: str(word) for key, word in naming.PACES.items()}
        self.lights = {key: str(word) for key, word in naming.LIGHTS.items()}
        self.no_plan = ("info", _("No plan yet"))
        self.common: Callable[..., str] = addresses("portfolio:common")

    def day(self, day: date) -> str:
        if day not in self.days:
            self.days[day] = self.words.day(day)
        return self.days[day]

    def line(self, line: Line, found: Matrix) -> dict[str, Any]:
        row = line.row
        own = row.organisation_id == self.acting.organisation_id
        return {
            "title": row.title,
            "url": self.common(row.public_id),
            "number": row.number,
            "owner": "" if own else row.organisation__name,
            "depth": line.depth,
            "form": naming.FORMS[row.form],
            "is_mandatory": row.is_mandatory,
            "deadline": self.day(row.legal_deadline) if row.legal_deadline else "",
            "cells": [self.cell(row, line.cells.get(code), name) for code, name in found.columns],
        }

    def cell(self, row: MatrixRow, cell: Cell | None, name: str) -> dict[str, Any]:
        if cell is None:
            return {"who": name, "pace": ""}
        coming = ""
        if cell.next_on is not None:
            coming = f"{cell.next_name} {self.day(cell.next_on)}".strip()
        return {
            "who": name,
            "pace": cell.pace,
            "word": self.paces[cell.pace],
            "sign": SIGNS.get(cell.light, ""),
            "light": self.lights[cell.light],
            "next": coming,
            "is_past": cell.next_on is not None and cell.next_on < self.today,
            "marks": self.marks(row, cell),
        }

    def marks(self, row: MatrixRow, cell: Cell) -> list[tuple[str, str]]:
        """What needs somebody's eye: late by law first."""
        marks = []
        if cell.too_late:
            told = ngettext("%(count)s past the law", "%(count)s past the law", cell.too_late)
            marks.append(("danger", told % {"count": cell.too_late}))
        if cell.deviations:
            told = ngettext("%(count)s deviation", "%(count)s deviations", cell.deviations)
            marks.append(("warning", told % {"count": cell.deviations}))
        if asking.lacks_a_plan(row, cell):
            marks.append(self.no_plan)
        if cell.leaves_on is not None and cell.leaves_on > self.today:
            marks.append(("neutral", _("out from %(day)s") % {"day": self.day(cell.leaves_on)}))
        return marks
