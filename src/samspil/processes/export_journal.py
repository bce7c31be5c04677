"""An organisation's journal as a file: the chain to be checked, or for process mining."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.journal.exporting import write_chain
from samspil.kit.journal.exports import Source, ocel, xes
from samspil.kit.journal.tables import lines
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation

# What a fact of ours is about.
_RELATED: Final = {
    "member": "member",
    "members": "member",
    "host": "member",
    "meeting": "meeting",
    "model": "model",
    "own_matter": "matter",
    "subject": "matter",
    "decided_by": "matter",
}


def organisation_named(said: str) -> Organisation | None:
    """An organisation by its code, its public id or its name."""
    found = list_organisations()
    wanted = said.strip().casefold()
    return next((one for one in found if wanted in _names(one.code, one.public_id, one.name)), None)


def _names(code: str, public_id: UUID, name: str) -> set[str]:
    return {code, str(public_id), name.casefold()} - {""}


def export_journal(organisation: Organisation, sort: str, file: Path) -> None:
    """Write the journal in a format; example data says so in each."""
    with scope.within([organisation.pk]):
        if sort == "chain":
            write_chain(organisation.pk, file, is_example=organisation.is_example)
            return
        with file.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(_texts(organisation, sort))


def _texts(organisation: Organisation, sort: str) -> Iterator[str]:
    order = "subject_type, subject_id, sequence" if sort == "xes" else "sequence"
    read = partial(lines, organisation.pk, order)
    source = Source(str(organisation.public_id), organisation.name, organisation.is_example, read, _RELATED)
    return xes(source) if sort == "xes" else ocel(source)
