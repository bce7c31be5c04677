"""Several things brought in one go, as a workshop ends: all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.intake.types import LineRefused, LinesRefusedError
from samspil.apps.organisations.types import Acting


@transaction.atomic
def bring_several(lines: Sequence[NewMatter], *, acting: Acting, at: datetime) -> list[tuple[UUID, str]]:
    """Each line becomes a matter; public id and case number, in the order of the lines.

    Raises:
        LinesRefusedError: every line that a rule does not allow; nothing is brought.
        NotFoundError: no model is adopted for such matters.
    """
    brought: list[tuple[UUID, str]] = []
    refused: list[LineRefused] = []
    for number, new in enumerate(lines):
        try:
            matter = bring(new, acting=acting, at=at)
        except RefusedError as error:
            refused.append(LineRefused(number, error.problem))
        else:
            brought.append((matter.public_id, matter.case_number))
    if refused:
        raise LinesRefusedError(tuple(refused))
    return brought
