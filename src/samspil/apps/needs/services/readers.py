"""Who reads what an organisation shows of its needs and what an association found, as members come and go."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.needs.models import CommonNeed, Pair, TermIndex, Told
from samspil.apps.needs.types import FOUND_NEEDS, SHOWN_NEEDS
from samspil.apps.organisations.selectors import members_on, organisation
from samspil.apps.organisations.selectors.fellows import fellows_of
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

_SHOWN: Final = "needs shown to those one works together with"
_FOUND: Final = "needs that members have in common"


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """Fellows read what is shown, members what was found; for how many that was otherwise.

    Again it changes nothing. Nobody has a grant where there is nothing to read.
    """
    on, by = timezone.localdate(at), By("clock", at)
    key = organisation(organisation_id).public_id
    shows = Told.objects.filter(organisation_id=organisation_id, is_shown=True).exists()
    kept = (CommonNeed, Pair, TermIndex)
    found = any(one.objects.filter(organisation_id=organisation_id).exists() for one in kept)
    fellows = fellows_of(organisation_id, on) if shows else []
    members = [one.pk for one in members_on(organisation_id, on)] if found else []
    changed = door.keep_to(organisation_id, fellows, (SHOWN_NEEDS, key), _SHOWN, by, on=on)
    return changed + door.keep_to(organisation_id, members, (FOUND_NEEDS, key), _FOUND, by, on=on)
