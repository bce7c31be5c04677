"""What each part of the overview is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from samspil.apps.organisations.types import Acting
from samspil.kit.documents import Block, Linked, Table
from samspil.kit.web.addresses import address


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom the overview is made, and of which day."""

    acting: Acting
    on: date

    @property
    def owner(self) -> int:
        return self.acting.organisation_id


@dataclass(slots=True)
class Part:
    """A part of the overview, with what of it is not known."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def figures(rows: list[tuple[str, str, Linked]]) -> Table:
    """Figures with where each comes from."""
    head = [_("What"), _("How much"), _("Where it stands in Samspil")]
    return Table(head, [[name, value, source] for name, value, source in rows], (5, 3, 4))


def linked(text: str, view: str, *args: object) -> Linked:
    """Words that lead to a page; only words where the page is not built."""
    return Linked(text, address(view, *args))
