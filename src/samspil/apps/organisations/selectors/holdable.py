"""What can be held. The models know; they are above this app, so a setting names the one to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.organisations.types import Holdable


def holdable_on(organisation_id: int, on: date, language: str) -> Holdable:
    """The roles and seats of the models that hold on a day, in a language."""
    ask: Callable[[int, date, str], Holdable] = import_string(settings.SAMSPIL_HOLDABLE)
    return ask(organisation_id, on, language)
