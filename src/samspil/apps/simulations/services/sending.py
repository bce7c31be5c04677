"""A comparison goes to whoever decides how an organisation governs; it stands as it was sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.services import moving
from samspil.apps.governance.services.natures import check_nature
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.types import SIMULATION
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Nature
from samspil.kit.journal.recording import By, record, told_of


@transaction.atomic
def send(run: SimulationRun, new: NewMatter, *, acting: Acting, at: datetime) -> SimulationRun:
    """Bring a comparison as a matter of a kind that the governance model has for how one governs.

    Raises:
        RefusedError: ``simulation_is_sent``, ``simulation_is_under_way``; the kind is of another nature, or
            the governance model does not let one bring such a matter.
    """
    check_nature(acting.organisation_id, new.kind, Nature.GOVERNANCE_MODEL, timezone.localdate(at))
    held = SimulationRun.objects.select_for_update().defer("files").get(pk=run.pk)
    if held.matter is not None:
        raise RefusedError(Problem("simulation_is_sent"))
    if held.is_under_way:
        raise RefusedError(Problem("simulation_is_under_way"))
    matter = moving.bring(new, acting=acting, at=at)
    held.matter, held.sent_at = matter.public_id, at
    held.save(update_fields=["matter", "sent_at"])
    facts = {"matter": str(matter.public_id), "kind": new.kind, "digest": held.result["digest"]}
    told = told_of("simulations.sent", (SIMULATION, held.public_id), facts)
    record(held.organisation_id, [told], By(str(acting.person), at))
    return held
