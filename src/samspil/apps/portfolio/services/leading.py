"""Who may change what: an initiative by those who lead it, the portfolio by those who keep it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import may_lead
from samspil.core.errors import Problem


def check_leads(acting: Acting, initiative: Initiative, at: datetime) -> None:
    """Only who leads an initiative changes it.

    Raises:
        RefusedError: ``not_yours_to_lead``.
    """
    if not may_lead(acting, initiative, timezone.localdate(at)):
        raise RefusedError(Problem("not_yours_to_lead", {"title": initiative.title}))


def check_keeps(acting: Acting) -> None:
    """Only who keeps the portfolio changes what is all of ours in it: drafts, plans, people, taking part.

    Raises:
        RefusedError: ``not_yours_to_keep``.
    """
    if not may_keep_portfolio(acting):
        raise RefusedError(Problem("not_yours_to_keep", {}))
