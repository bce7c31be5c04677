"""When an agreement's ceiling is reached, kept with it: My work asks for a day and reckons nothing."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction

from samspil.apps.systems.models import Agreement
from samspil.apps.systems.selectors.agreements import AgreementDrawn, own_with_a_ceiling
from samspil.apps.systems.selectors.ceilings import drawn_for
from samspil.kit.tenancy.writing import change_many

KEPT: Final = ("spent_on", "runs_out_on")


@transaction.atomic
def keep_ceilings(organisation_id: int, on: date) -> int:
    """Work out anew when the ceilings of an organisation's own agreements are reached; how many changed.

    Draws of others count as far as they are shown.
    """
    which = own_with_a_ceiling(organisation_id)
    if not Agreement.objects.filter(which).exists():  # the door need not be asked in vain
        return 0
    changed = [one.row for one in drawn_for(organisation_id, on, which) if _is_other(one)]
    change_many(changed, KEPT)
    return len(changed)


def _is_other(one: AgreementDrawn) -> bool:
    """Write it on the row; whether that was another day."""
    down, before = one.down, (one.row.spent_on, one.row.runs_out_on)
    one.row.spent_on = down.spent_on if down else None
    one.row.runs_out_on = down.runs_out.likely if down and down.runs_out else None
    return (one.row.spent_on, one.row.runs_out_on) != before
