"""Where a kind of matter is better sent from. The apps above know; a setting names whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.intake.types import BetterPlace
from samspil.apps.organisations.types import Acting


def better_places(acting: Acting, kind: str, on: date) -> list[BetterPlace]:
    """All of them; none for most kinds."""
    asked: list[Callable[[Acting, str, date], list[BetterPlace]]] = [
        import_string(name) for name in settings.SAMSPIL_BETTER_PLACES
    ]
    return [one for ask in asked for one in ask(acting, kind, on)]
