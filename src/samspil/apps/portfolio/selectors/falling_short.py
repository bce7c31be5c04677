"""How far an initiative's benefits are below what was promised; they are kept by another app."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.types import FallingShort


def falling_short_of(initiative: Initiative) -> FallingShort:
    """What plans and measurements say of its benefits, as whoever keeps them counts."""
    ask: Callable[[Initiative], FallingShort] = import_string(settings.SAMSPIL_BENEFITS_FALL_SHORT)
    return ask(initiative)
