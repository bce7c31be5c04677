"""What is sent to be decided goes as a matter of the nature that lets the decision take effect."""

from __future__ import annotations

from datetime import date

from samspil.apps.governance.selectors.adoptions import kinds_on
from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.natures import nature_of


def check_nature(organisation_id: int, kind: str, nature: Nature, on: date) -> None:
    """A kind is of a nature, by the model that it goes by on the day. A kind that nobody has adopted is not
    looked into: bringing it is refused.

    Raises:
        RefusedError: ``kind_of_another_nature``.
    """
    found = (one for one in kinds_on(organisation_id, on) if one.key == kind)
    if any(nature_of(one.model.spec, kind) is not nature for one in found):
        raise RefusedError(Problem("kind_of_another_nature", {"kind": kind}))
