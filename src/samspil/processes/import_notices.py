"""Published notices become the closed purchase history of the buyers that work here. Never a matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samspil import library
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.systems.services.notices import keep_notices
from samspil.core.notices.notice import Party
from samspil.core.notices.records import NoticeRecord
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation


@dataclass(slots=True)
class Imported:
    """How many notices are new for each buyer, how many were there, how many are of nobody here."""

    read: int = 0
    new: dict[str, int] = field(default_factory=dict)
    known: int = 0
    skipped: int = 0

    def as_data(self) -> dict[str, Any]:
        """For machines."""
        return {"read": self.read, "new": self.new, "known": self.known, "skipped": self.skipped}


@transaction.atomic
def import_notices(records: Iterable[NoticeRecord], by: By) -> Imported:
    """Keep each notice with every buyer of it that is here; done again, it changes nothing."""
    here = {one.code: one for one in list_organisations() if one.code}
    done = Imported()
    kept: dict[Organisation, list[NoticeRecord]] = {}
    for one in records:
        done.read += 1
        codes = {code for buyer in one.notice.buyers if (code := municipality_of(buyer)) in here}
        done.skipped += not codes
        for code in sorted(codes):
            kept.setdefault(here[code], []).append(one)
    for organisation, theirs in kept.items():
        with scope.within([organisation.pk]):
            new = keep_notices(organisation.pk, theirs, by)
        done.known += len(theirs) - new
        if new:
            done.new[organisation.name] = new
    return done


def municipality_of(buyer: Party) -> str:
    """The code of the municipality that a buyer is: by its CVR number, or by name where it gives none."""
    for code, known in library.municipalities().items():
        if buyer.cvr is not None:
            if buyer.cvr == known.cvr:
                return code
        elif buyer.name.strip().casefold() in {f"{known.name}{of} kommune".casefold() for of in ("", "s")}:
            return code
    return ""
