"""Initiatives in words: as lines of a list, cards of a board, cells of a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samspil.apps.portfolio.selectors.listing import InitiativeRow
from samspil.apps.portfolio.selectors.phases import ProjectModels
from samspil.apps.portfolio.views import naming
from samspil.kit.web.addresses import addresses
from samspil.wording.words import Words


def rows(found: list[InitiativeRow], models: ProjectModels, on: date, say: Words) -> list[dict[str, Any]]:
    """Lines of a list, or cards of a board."""
    where = addresses("portfolio:initiative")
    return [{"url": where(one.public_id), **_row(one, models, on, say)} for one in found]


def _row(one: InitiativeRow, models: ProjectModels, on: date, say: Words) -> dict[str, Any]:
    end_on = one.ended_on or one.expected_end
    return {
        "number": one.number,
        "title": one.title,
        "what": what(
            one.form, is_mandatory=one.is_mandatory, is_common=one.is_joint or one.common is not None
        ),
        "phase": phase(one.project_model, one.phase, models, say),
        "light": one.light,
        "paused": one.is_paused,
        "ended": naming.ENDS[one.end] if one.end else "",
        "next_on": None if one.end else one.next_on,
        "next_name": one.next_name,
        "next_said": say.weekday(one.next_on) if one.next_on else "",
        "late": not one.end and one.next_on is not None and one.next_on < on,
        "end_on": end_on,
        "end_said": say.weekday(end_on) if end_on else _("Not known"),
        "answers": one.answers,
    }


def what(form: str, *, is_mandatory: bool, is_common: bool) -> str:
    """What an initiative is, in a few words."""
    told = [str(naming.FORMS[form])]
    if is_mandatory:
        told.append(_("Mandatory task"))
    if is_common:
        told.append(_("With others"))
    return " · ".join(told)


def phase(model: str, key: str, models: ProjectModels, say: Words) -> str:
    """A phase by its name."""
    if not model:
        return _("Outside the project model")
    if not key:
        return _("Not begun")
    name = models.phase(model, key)
    return name.in_language(say.language) if name else _("A phase of an earlier model")
