"""Who may keep an organisation's units, people, roles, seats and members, and who lets other systems in.

In a municipality whoever leads digitalisation, the head of the secretariat, or their chief executive; in an
association its coordinator and the secretariat: the members' own heads sit in its forums and keep nothing.
These keys stand in the models that ship and in all that build on them. Whoever keeps may give themselves a
role; everybody in the organisation can read who did, in its journal. A system that is let in acts without
anybody looking on, so fewer may open that door than may keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from samspil.apps.organisations.types import Acting, OrganisationKind

KEEPERS: Final[Mapping[OrganisationKind, frozenset[str]]] = {
    OrganisationKind.MUNICIPALITY: frozenset(
        {"head_of_digitalisation", "council_secretary", "chief_executive"}
    ),
    OrganisationKind.ASSOCIATION: frozenset({"coordinator", "secretariat_leader", "secretariat_staff"}),
}

OPENERS: Final[Mapping[OrganisationKind, frozenset[str]]] = {
    OrganisationKind.MUNICIPALITY: frozenset({"head_of_digitalisation"}),
    OrganisationKind.ASSOCIATION: frozenset({"coordinator", "secretariat_leader"}),
}


def may_keep(acting: Acting) -> bool:
    """Whether somebody keeps the organisation they act for up to date, by what they hold today."""
    return bool(acting.roles & KEEPERS[acting.organisation_kind])


def may_open_doors(acting: Acting) -> bool:
    """Whether somebody may give other systems access to the organisation they act for."""
    return bool(acting.roles & OPENERS[acting.organisation_kind])
