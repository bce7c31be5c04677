"""Business cases: a version is kept as it is; what is otherwise is a new version. Gates keep theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil import library
from samspil.apps.funding.models import CaseVersion, GateCase
from samspil.apps.funding.selectors.cases import newest_case
from samspil.apps.funding.selectors.money_rules import CaseRules, case_rules_on
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.services.leading import check_leads
from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.business_case import Case, figures
from samspil.core.finance.case_data import as_data, rates_as_data
from samspil.kit.journal.tables import lock_head

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative
    from samspil.core.governance.language.commitments import Phase

SUBJECT: Final = "business_case"


@dataclass(frozen=True, slots=True)
class NewCase:
    """A business case as somebody says it.

    ``assumptions`` is what the estimates build on, ``why`` what is otherwise than before, ``file_name`` the
    workbook that it was read from.
    """

    case: Case
    assumptions: str = ""
    why: str = ""
    file_name: str = ""


@transaction.atomic
def keep_case(initiative: Initiative, new: NewCase, *, acting: Acting, at: datetime) -> CaseVersion:
    """A version of an initiative's business case is kept, and never changed.

    Raises:
        RefusedError: ``not_yours_to_lead``, ``initiative_is_over``, ``case_is_as_before``, ``case_says_why``
            from the second version on, ``case_needs_three_points`` and ``case_needs_assumptions`` above the
            limit of the short form, ``no_discount_rate_for_year`` when it looks further than rates reach,
            ``no_discount_rates_on_day``.
    """
    check_leads(acting, initiative, at)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    lock_head(initiative.organisation_id)
    before = newest_case(initiative)
    content = as_data(new.case)
    _check(new, content, before, case_rules_on(initiative.organisation_id, timezone.localdate(at)))
    try:
        rates = library.case_parameters().rates_on(timezone.localdate(at))
        found = figures(new.case, rates)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from None
    row = CaseVersion.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        number=(before.number if before else 0) + 1,
        content=content,
        rates=rates_as_data(rates),
        assumptions=new.assumptions.strip(),
        why=new.why.strip(),
        file_name=new.file_name,
        currency=new.case.currency,
        cost_minor=sum(one.total for one in new.case.costs),
        benefit_minor=sum(one.total for one in new.case.benefits),
        net_now_minor=found.net_now.minor,
        unclear_minor=found.unclear.minor,
        made_at=at,
        made_by=acting.person,
    )
    _tell(initiative, row, Bookkeeper.of(acting, at))
    return row


def _check(new: NewCase, content: object, before: CaseVersion | None, rules: CaseRules) -> None:
    if before is not None:
        is_same = before.content == content and before.assumptions == new.assumptions.strip()
        if is_same:
            raise RefusedError(Problem("case_is_as_before", {"number": before.number}))
        if not new.why.strip():
            raise RefusedError(Problem("case_says_why", {}))
    limit, cost = rules.short_up_to, sum(one.total for one in new.case.costs)
    if limit is None or cost <= limit.amount.minor:
        return
    if not any(one.has_points for one in new.case.lines):
        raise RefusedError(Problem("case_needs_three_points", {"limit": limit.amount}))
    if not new.assumptions.strip():
        raise RefusedError(Problem("case_needs_assumptions", {"limit": limit.amount}))


def check_at_gate(initiative: Initiative, phase: Phase) -> None:
    """Where the project model asks for a business case before a phase is left, there is one.

    Raises:
        RefusedError: ``gate_lacks_case``.
    """
    if phase.needs_case and newest_case(initiative) is None:
        raise RefusedError(Problem("gate_lacks_case", {"title": initiative.title}))


def keep_at_gate(
    initiative: Initiative, phase: str, matter: UUID, *, acting: Acting, at: datetime
) -> GateCase | None:
    """The version that stands is kept with a gate's matter; within the transaction that asks.

    None where there is no business case.
    """
    version = newest_case(initiative)
    if version is None:
        return None
    row = GateCase.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        phase=phase,
        matter=matter,
        version=version,
        kept_at=at,
    )
    facts = {"initiative": initiative.public_id, "phase": phase, "matter": matter, "version": version.number}
    tell(Bookkeeper.of(acting, at), "case_at_gate", (SUBJECT, version.public_id), facts)
    return row


def _tell(initiative: Initiative, row: CaseVersion, keeper: Bookkeeper) -> None:
    facts = {
        "initiative": initiative.public_id,
        "version": row.number,
        "currency": row.currency,
        "cost": row.cost_minor,
        "benefit": row.benefit_minor,
        "net_now": row.net_now_minor,
        "unclear": row.unclear_minor,
        "rates_since": row.rates["since"],
    }
    written = {"assumptions": row.assumptions, "why": row.why}
    tell(keeper, "case_kept", (SUBJECT, row.public_id), facts, written)
