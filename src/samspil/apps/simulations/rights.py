"""Who may try models. The one place for it.

Whoever may prepare a draft of a model: those who sit in a forum, and those who may adopt one. Everybody in
the organisation may read what was tried. Whether a comparison may be sent is for the governance model to say.
"""

from __future__ import annotations

from datetime import date

from samspil.apps.governance.services.adoptions import may_draft
from samspil.apps.organisations.types import Acting


def may_try(acting: Acting, on: date) -> bool:
    """Whether somebody may ask for models to be tried."""
    return may_draft(acting, on)
