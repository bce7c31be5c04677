"""Risks: raised, looked at again on a day, and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Risk
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import Response
from samspil.core.errors import Problem

LEAST, MOST = 1, 5
_FIELDS: Final = ("title", "likelihood", "impact", "response", "what_is_done", "owner", "review_on")


@dataclass(frozen=True, slots=True)
class RiskSaid:
    """What is said of a risk: how likely and how bad from 1 to 5, what is done, by whom, looked at when."""

    title: str
    likelihood: int
    impact: int
    response: Response
    owner: str
    review_on: date
    what_is_done: str = ""


@transaction.atomic
def raise_risk(initiative: Initiative, said: RiskSaid, *, acting: Acting, at: datetime) -> Risk:
    """Something that may happen is kept in view.

    Raises:
        RefusedError: one may not, the initiative is over, or what is said does not hold together.
    """
    check_leads(acting, initiative, at)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    today = timezone.localdate(at)
    _check(said, today)
    risk = Risk.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        raised_on=today,
        **_columns(said),
    )
    tell(initiative, "risk.raised", _facts(risk), _written(said), acting=acting, at=at)
    return risk


@transaction.atomic
def review_risk(risk: Risk, said: RiskSaid, *, acting: Acting, at: datetime) -> Risk:
    """Somebody has looked at a risk again and says how it stands now. What it was is in the journal.

    Raises:
        RefusedError: one may not, it is closed, or what is said does not hold together.
    """
    risk = _locked(risk, acting, at)
    _check(said, timezone.localdate(at))
    was = [risk.likelihood, risk.impact]
    for name, value in _columns(said).items():
        setattr(risk, name, value)
    risk.save(update_fields=list(_FIELDS))
    facts = {**_facts(risk), "was": was}
    tell(risk.initiative, "risk.reviewed", facts, _written(said), acting=acting, at=at)
    return risk


@transaction.atomic
def close_risk(risk: Risk, *, acting: Acting, at: datetime) -> Risk:
    """It can happen no longer, or it has happened: it leaves the picture and stays in the list.

    Raises:
        RefusedError: one may not, or it is closed already.
    """
    risk = _locked(risk, acting, at)
    risk.closed_on = timezone.localdate(at)
    risk.save(update_fields=["closed_on"])
    tell(risk.initiative, "risk.closed", {"risk": risk.public_id}, acting=acting, at=at)
    return risk


def _locked(risk: Risk, acting: Acting, at: datetime) -> Risk:
    locked = Risk.objects.select_for_update().get(pk=risk.pk)
    check_leads(acting, locked.initiative, at)
    if locked.closed_on is not None:
        raise RefusedError(Problem("risk_is_closed", {"title": locked.title}))
    return locked


def _check(said: RiskSaid, today: date) -> None:
    if not said.title.strip():
        raise RefusedError(Problem("risk_needs_a_title", {}))
    if not all(LEAST <= one <= MOST for one in (said.likelihood, said.impact)):
        raise RefusedError(Problem("risk_is_from_1_to_5", {}))
    if not said.owner.strip():
        raise RefusedError(Problem("risk_needs_an_owner", {}))
    if said.review_on < today:
        raise RefusedError(Problem("review_day_is_past", {"day": said.review_on}))


def _columns(said: RiskSaid) -> dict[str, Any]:
    return {
        "title": said.title.strip(),
        "likelihood": said.likelihood,
        "impact": said.impact,
        "response": said.response.value,
        "what_is_done": said.what_is_done.strip(),
        "owner": said.owner.strip(),
        "review_on": said.review_on,
    }


def _facts(risk: Risk) -> dict[str, Any]:
    return {
        "risk": risk.public_id,
        "likelihood": risk.likelihood,
        "impact": risk.impact,
        "response": risk.response,
        "review_on": risk.review_on,
    }


def _written(said: RiskSaid) -> dict[str, str]:
    return {"title": said.title, "what_is_done": said.what_is_done, "owner": said.owner}
