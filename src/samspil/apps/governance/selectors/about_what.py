"""What a matter is about, where that is not of this app. The apps above know; a setting names whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from samspil.apps.governance.models import Matter
from samspil.apps.governance.types import AboutLink
from samspil.apps.organisations.types import Acting


def about_what(matter: Matter, acting: Acting) -> AboutLink | None:
    """A link for whoever may see it; a member's answer is about the joint matter, which has its own link."""
    if matter.subject is None or matter.member:
        return None
    asked: list[Callable[[Acting, UUID], AboutLink | None]] = [
        import_string(name) for name in settings.SAMSPIL_SUBJECTS
    ]
    found = (ask(acting, matter.subject) for ask in asked)
    return next((one for one in found if one is not None), None)
