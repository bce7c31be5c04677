"""What was found is sent on, as an idea on its route: one matter, however often it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.models import Potential
from samspil.apps.workshops.services.choosing import held_potential
from samspil.apps.workshops.services.preparing import refuse_who_may_not
from samspil.apps.workshops.types import POTENTIAL
from samspil.core.errors import Problem


@transaction.atomic
def send_on(potential: Potential, new: NewMatter, *, acting: Acting, at: datetime) -> UUID:
    """Bring what was found as a matter about itself; the matter's id.

    Raises:
        RefusedError: ``not_yours_to_lead_workshop``, ``potential_is_sent``, or what the model does not allow.
        NotFoundError: no model is adopted for such matters.
    """
    refuse_who_may_not(acting)
    row = held_potential(potential)
    if row.matter is not None:
        raise RefusedError(Problem("potential_is_sent", {}))
    matter = bring(replace(new, subject=row.public_id), acting=acting, at=at)
    row.matter, row.sent_at = matter.public_id, at
    row.save(update_fields=["matter", "sent_at"])
    note(acting, at, "workshops.potential.sent", (POTENTIAL, row.public_id), {"matter": matter.public_id})
    return matter.public_id
