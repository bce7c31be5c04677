"""A file becomes part of a register: kept, seen with what it would change, carried out where that is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from samspil.apps.systems.services.importing.applying import carry_out, see_held
from samspil.apps.systems.services.importing.keeping import keep_list
from samspil.apps.systems.services.importing.seeing import Seen
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samspil.apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came, and who may see the records that it brings."""

    file_name: str
    data: bytes
    visibility: Visibility = Visibility.OWN


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file would change or has changed; ``counts`` where it is done."""

    organisation: str
    seen: Seen
    counts: Mapping[str, int] | None


@transaction.atomic
def import_register(
    organisation: Organisation, sent: Sent, by: By, *, is_confirmed: bool = False, removes: bool = False
) -> Imported:
    """Read a file as systems or contracts, see what it would change, and carry it out where that is wanted.

    Raises:
        ProblemsError: what is wrong with the file as a whole.
    """
    with scope.within([organisation.pk]):
        who = UUID(int=0)
        upload = keep_list(organisation.pk, sent.file_name, sent.data, sent.visibility, by=who, at=by.at)
        seen = see_held(upload)
        if is_confirmed:
            counts = carry_out(upload, seen, by, removes=removes)
            return Imported(organisation.name, seen, counts)
        upload.delete()
        return Imported(organisation.name, seen, None)
