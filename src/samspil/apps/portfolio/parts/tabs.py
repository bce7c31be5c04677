"""The pages of an initiative, side by side: its own, those of the portfolio, and those of apps above it."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from samspil.kit.web.addresses import addresses

_PAGES: Final = ("phases", "reports", "risks", "notes", "changes", "involvement", "staffing", "iterations")


def tabs(initiative: UUID, home: str, here: str) -> list[dict[str, Any]]:
    """The pages of an initiative; its own page first, where there is one.

    ``here`` is a page of the portfolio by its name, or one of ``SAMSPIL_INITIATIVE_PAGES`` by app and name.
    """
    names = {
        "phases": _("Phases and decisions"),
        "reports": _("Status reports"),
        "risks": _("Risks"),
        "notes": _("Issues and lessons"),
        "changes": _("Changes"),
        "involvement": _("Involvement"),
        "staffing": _("Work and hands"),
        "iterations": _("Short cycles"),
    }
    first = [{"label": _("Initiative"), "url": home, "here": False}] if home else []
    own = [
        {"label": names[page], "url": addresses(f"portfolio:{page}")(initiative), "here": page == here}
        for page in _PAGES
    ]
    others = [
        {"label": str(label), "url": addresses(view)(initiative), "here": view == here}
        for label, view in settings.SAMSPIL_INITIATIVE_PAGES
    ]
    return [*first, *own[:1], *(one for one in others if one["url"]), *own[1:]]
