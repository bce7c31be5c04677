"""What a gate asks of benefits: a baseline before work begins, somebody in the line before it ends (F3.7).

Where it lacks, whoever decides reads why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from samspil.apps.benefits.models import Benefit, WithoutBaseline
from samspil.apps.benefits.selectors.at_gates import without_baseline, without_line_owner
from samspil.apps.benefits.services.telling import tell
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.language.commitments import Phase

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


def say_why_without_baseline(
    initiative: Initiative, phase: Phase, why: str, *, acting: Acting, at: datetime
) -> WithoutBaseline | None:
    """Why a gate is asked for although a benefit has no baseline; within the transaction that asks.

    Raises:
        RefusedError: ``gate_lacks_baselines``.
    """
    lacking = without_baseline(initiative) if phase.needs_baselines else []
    if not lacking:
        return None
    if not why.strip():
        raise RefusedError(Problem("gate_lacks_baselines", {"benefits": _titles(lacking)}))
    row = WithoutBaseline.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        phase=initiative.phase,
        why=why.strip(),
        benefits=[str(one.public_id) for one in lacking],
        said_at=at,
        said_by=acting.person,
    )
    for benefit in lacking:
        tell(benefit, "gate_without_baseline", {"phase": row.phase}, {"why": why}, acting=acting, at=at)
    return row


def say_why_without_line_owner(
    initiative: Initiative, phase: Phase, why: str, *, acting: Acting, at: datetime
) -> None:
    """Why a gate is asked for although nobody in the line has taken over a benefit; the journal tells each.

    Raises:
        RefusedError: ``gate_lacks_line_owners``.
    """
    lacking = without_line_owner(initiative) if phase.needs_line_owners else []
    if lacking and not why.strip():
        raise RefusedError(Problem("gate_lacks_line_owners", {"benefits": _titles(lacking)}))
    facts = {"phase": initiative.phase}
    for benefit in lacking:
        tell(benefit, "gate_without_line_owner", facts, {"why": why}, acting=acting, at=at)


def _titles(benefits: Sequence[Benefit]) -> str:
    return ", ".join(f"{one.number} {one.title}" for one in benefits)
