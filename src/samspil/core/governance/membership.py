"""Who is a member, and who houses the secretariat, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from samspil.core.governance.checks.organisation import is_member
from samspil.core.governance.language.organisation import Host
from samspil.core.governance.load import GovernanceModel


def members_on(model: GovernanceModel, on: date) -> tuple[str, ...]:
    """The codes of the association's members on a day, in the order of the file."""
    return tuple(
        member.municipality for member in model.spec.members if is_member(member, member.municipality, on)
    )


def secretariat_host(model: GovernanceModel, on: date) -> str | None:
    """The member that houses the secretariat on a day, by code; nobody before the first."""
    return whose_turn(model.spec.secretariat, on)


def whose_turn(turns: Iterable[Host], on: date) -> str | None:
    """The member whose turn it is on a day, by code; nobody before the first."""
    begun = [turn for turn in turns if turn.since <= on]
    return max(begun, key=lambda turn: turn.since).municipality if begun else None


def is_member_throughout(model: GovernanceModel, code: str, since: date, on: date) -> bool:
    """Whether one and the same membership holds on both days. Who leaves and comes back begins anew."""
    return any(
        is_member(member, code, since) and is_member(member, code, on) for member in model.spec.members
    )


def consented_to_statutes(model: GovernanceModel, on: date) -> tuple[str, ...]:
    """The members on a day whose own council had by then consented to the statutes."""
    consents = {
        member.municipality: member.consented_to_statutes
        for member in model.spec.members
        if is_member(member, member.municipality, on)
    }
    return tuple(code for code, day in consents.items() if day is not None and day <= on)
