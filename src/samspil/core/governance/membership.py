"""Who is a member, and who houses the secretariat, on a day."""

from __future__ import annotations

from datetime import date

from samspil.core.governance.checks.organisation import is_member
from samspil.core.governance.load import GovernanceModel


def members_on(model: GovernanceModel, on: date) -> tuple[str, ...]:
    """The codes of the association's members on a day, in the order of the file."""
    return tuple(
        member.municipality for member in model.spec.members if is_member(member, member.municipality, on)
    )


def secretariat_host(model: GovernanceModel, on: date) -> str | None:
    """The member that houses the secretariat on a day, by code; nobody before the first."""
    hosts = [host for host in model.spec.secretariat if host.since <= on]
    return max(hosts, key=lambda host: host.since).municipality if hosts else None


def consented_to_statutes(model: GovernanceModel, on: date) -> tuple[str, ...]:
    """The members on a day whose own council had by then consented to the statutes."""
    consents = {
        member.municipality: member.consented_to_statutes
        for member in model.spec.members
        if is_member(member, member.municipality, on)
    }
    return tuple(code for code, day in consents.items() if day is not None and day <= on)
