"""What a decision is about may say why it cannot stand; it is not taken, and whoever decides reads why."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.governance.models import Matter
from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem


def hear_objections(matter: Matter, result: str) -> None:
    """Ask those that the setting ``SAMSPIL_OBJECTIONS`` names; within the transaction that ends the matter.

    They are of apps above this one, which know what the matter is about.

    Raises:
        RefusedError: as the first of them says.
    """
    if matter.subject is None or matter.member:
        return
    asked: list[Callable[[UUID, str], Problem | None]] = [
        import_string(name) for name in settings.SAMSPIL_OBJECTIONS
    ]
    for ask in asked:
        problem = ask(matter.public_id, result)
        if problem is not None:
            raise RefusedError(problem)
