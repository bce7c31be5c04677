"""What has happened to a benefit and its indicators, as the journal keeps it: what, when and by whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from samspil.apps.benefits.models import Benefit
from samspil.apps.organisations.selectors import names_of
from samspil.kit.journal.models import Entry

MOST: Final = 40
# Whom it is shown to is written for each reader, and is no part of how the benefit goes.
_TELLS: Final = Q(action__startswith="benefits.") | Q(action__startswith="measurements.")


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing; ``who`` is empty where the clock did it, or the person's name is not known any longer."""

    at: datetime
    action: str
    who: str
    facts: dict[str, Any]


def happened_to(benefit: Benefit, indicators: Sequence[UUID]) -> list[Happened]:
    """The newest first; two questions."""
    subjects = [str(benefit.public_id), *(str(one) for one in indicators)]
    rows = Entry.objects.filter(_TELLS, organisation_id=benefit.organisation_id, subject_id__in=subjects)
    told = list(rows.order_by("-sequence").values_list("at", "action", "actor", "facts")[:MOST])
    names = names_of(person for _at, _what, who, _facts in told if (person := _person(who)))
    return [
        Happened(at, action, names.get(person, "") if (person := _person(who)) else "", json.loads(facts))
        for at, action, who, facts in told
    ]


def _person(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
