"""What something is, in the words of those who bring it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.apps.intake.types import Nature


def nature_text(nature: Nature) -> str:
    """One word or two."""
    return {
        Nature.NEED: _("A need"),
        Nature.IDEA: _("An idea"),
        Nature.PURCHASE: _("A purchase"),
        Nature.MANDATORY: _("A mandatory task"),
    }[nature]
