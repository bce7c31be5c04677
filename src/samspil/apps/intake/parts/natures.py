"""What something is, in the words of those who bring it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.core.governance.language.routes import Nature


def nature_text(nature: Nature | None) -> str:
    """One word or a few; a matter and no more where the model says nothing."""
    if nature is None:
        return _("Another matter")
    return {
        Nature.NEED: _("A need"),
        Nature.IDEA: _("An idea"),
        Nature.PURCHASE: _("A purchase"),
        Nature.MANDATORY_TASK: _("A mandatory task"),
        Nature.APPLICATION: _("An application"),
        Nature.GATE: _("A gate"),
        Nature.CHANGE: _("A change to an initiative"),
        Nature.PORTFOLIO_DRAFT: _("A draft of the portfolio"),
        Nature.ACTIVITY_PLAN: _("An activity plan"),
        Nature.GOVERNANCE_MODEL: _("How we govern"),
    }[nature]
