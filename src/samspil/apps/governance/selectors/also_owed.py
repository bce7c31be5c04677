"""What somebody owes that is no matter's. The apps above know; a setting names whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.governance.types import AlsoOwed
from samspil.apps.organisations.types import Acting


def also_owed(acting: Acting, on: date) -> list[AlsoOwed]:
    """All of it, the first due first."""
    asked: list[Callable[[Acting, date], list[AlsoOwed]]] = [
        import_string(name) for name in settings.SAMSPIL_ALSO_OWED
    ]
    found = [one for ask in asked for one in ask(acting, on)]
    return sorted(found, key=lambda one: one.due_on)


def also_overdue(acting: Acting, on: date) -> int:
    """How much of the organisation's should have been done by now."""
    asked: list[Callable[[Acting, date], int]] = [
        import_string(name) for name in settings.SAMSPIL_ALSO_OVERDUE
    ]
    return sum(count(acting, on) for count in asked)
