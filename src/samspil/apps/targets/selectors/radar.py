"""Where technologies stand: one's own, how they came there, and those that members share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samspil.apps.organisations.types import Acting
from samspil.apps.targets.models import Placing, SharedRadar
from samspil.apps.targets.types import SHARED_RADAR, Position
from samspil.kit.sharing import door


@dataclass(frozen=True, slots=True)
class Beside:
    """A technology with where it stands here, and at members that share theirs; by organisation's name."""

    technology: str
    own: Placing | None
    members: Mapping[str, Placing]


def plain(technology: str) -> str:
    """A name as it is compared: small letters, single spaces."""
    return " ".join(technology.split()).casefold()


def newest(organisation_id: int) -> dict[str, Placing]:
    """The last that was said of each technology, those that were taken off among them; one question."""
    rows = Placing.objects.filter(organisation_id=organisation_id).order_by("id")
    return {plain(row.technology): row for row in rows}


def standing(organisation_id: int) -> list[Placing]:
    """Each technology as it stands, from ready to wait and by name; without what was taken off."""
    order = [one.value for one in Position]
    found = [row for row in newest(organisation_id).values() if row.position]
    return sorted(found, key=lambda row: (order.index(row.position), row.technology.casefold()))


def history_of(organisation_id: int, technology: str) -> list[Placing]:
    """All that was said of a technology, the newest first."""
    rows = Placing.objects.filter(organisation_id=organisation_id).order_by("-id")
    return [row for row in rows if plain(row.technology) == plain(technology)]


def is_shared(organisation_id: int) -> bool:
    """Whether the members see where technologies stand here."""
    return SharedRadar.objects.filter(organisation_id=organisation_id).exists()


def beside(acting: Acting, on: date) -> tuple[list[str], list[Beside]]:
    """The members that share theirs, and every technology that stands here or at one of them."""
    own = {plain(row.technology): row for row in standing(acting.organisation_id)}
    theirs = _of_members(acting, on)
    names = sorted(theirs)
    found = {key: row.technology for name in names for key, row in theirs[name].items()}
    found |= {key: row.technology for key, row in own.items()}
    return names, [
        Beside(found[key], own.get(key), {name: theirs[name][key] for name in names if key in theirs[name]})
        for key in sorted(found)
    ]


def _of_members(acting: Acting, on: date) -> dict[str, dict[str, Placing]]:
    with door.readable(SHARED_RADAR, on) as shared:
        radars = SharedRadar.objects.filter(public_id__in=shared).exclude(
            organisation_id=acting.organisation_id
        )
        owners = {row.organisation_id: row.organisation.name for row in radars.select_related("organisation")}
        rows = list(Placing.objects.filter(organisation_id__in=owners).order_by("id"))
    found: dict[str, dict[str, Placing]] = {name: {} for name in owners.values()}
    for row in rows:
        found[owners[row.organisation_id]][plain(row.technology)] = row
    return {name: {key: row for key, row in placed.items() if row.position} for name, placed in found.items()}
