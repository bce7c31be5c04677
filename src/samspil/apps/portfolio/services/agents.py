"""Change agents: oneself alone says so, about what, to whom it is shown, and withdraws (F3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.fellows import fellows_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import ChangeAgent
from samspil.apps.portfolio.selectors.agents import SHARED_AGENT, standing
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, Told, record
from samspil.kit.sharing import door

_PURPOSE: Final = "a change agent who can be asked"


@dataclass(frozen=True, slots=True)
class AgentSaid:
    """What somebody says of themselves: a function, topics, and whether the other members may see it."""

    function: str
    topics: str
    shows_to_members: bool = False


@transaction.atomic
def stand_forward(said: AgentSaid, *, acting: Acting, at: datetime) -> ChangeAgent:
    """Whoever acts can be asked about these topics; saying it again changes it and renews it for a year.

    Raises:
        RefusedError: the function or the topics are missing.
    """
    if not said.function.strip():
        raise RefusedError(Problem("function_is_missing", {}))
    if not said.topics.strip():
        raise RefusedError(Problem("agent_says_about_what", {}))
    today = timezone.localdate(at)
    row = _own(acting)
    if row is None:
        row = ChangeAgent(organisation_id=acting.organisation_id, person=acting.person, since=today)
    row.function, row.topics = said.function.strip(), said.topics.strip()
    row.shows_to_members, row.renewed_on = said.shows_to_members, today
    row.save()
    _show(row, acting, at)
    _tell("stood_forward", acting, at, {"shows_to_members": said.shows_to_members}, said)
    return row


@transaction.atomic
def withdraw(*, acting: Acting, at: datetime) -> None:
    """Whoever acts is no change agent any longer; what they said of themselves goes.

    Raises:
        RefusedError: one is none.
    """
    row = _own(acting)
    if row is None:
        raise RefusedError(Problem("not_a_change_agent", {}))
    _take_off(row, By(str(acting.person), at), at)
    _tell("withdrew", acting, at, {})


@transaction.atomic
def let_lapse(organisation_id: int, *, at: datetime) -> int:
    """Who said it a year ago and not again since is off the list; how many. Again it changes nothing."""
    listed = standing(timezone.localdate(at)).values("pk")
    rows = ChangeAgent.objects.filter(organisation_id=organisation_id, until=None).exclude(pk__in=listed)
    gone = list(rows.select_for_update())
    by = By("clock", at)
    for row in gone:
        _take_off(row, by, at)
        told = Told("portfolio.change_agent.lapsed", SHARED_AGENT, str(row.person), {})
        record(organisation_id, [told], by)
    return len(gone)


def _take_off(row: ChangeAgent, by: By, at: datetime) -> None:
    """Off the list, here and at others; what somebody said of themselves goes."""
    today = timezone.localdate(at)
    door.take_back(row.organisation_id, (SHARED_AGENT, row.person), by, on=today)
    row.shows_to_members, row.until = False, today
    row.function, row.topics = "", ""
    row.save()


def _own(acting: Acting) -> ChangeAgent | None:
    rows = ChangeAgent.objects.select_for_update()
    return rows.filter(organisation_id=acting.organisation_id, person=acting.person, until=None).first()


def _show(row: ChangeAgent, acting: Acting, at: datetime) -> None:
    today, by = timezone.localdate(at), By(str(acting.person), at)
    subject = (SHARED_AGENT, row.person)
    if row.shows_to_members:
        door.share(
            row.organisation_id, fellows_of(row.organisation_id, today), subject, _PURPOSE, by, on=today
        )
    else:
        door.take_back(row.organisation_id, subject, by, on=today)


def _tell(
    what: str, acting: Acting, at: datetime, facts: dict[str, bool], said: AgentSaid | None = None
) -> None:
    written = {"function": said.function, "topics": said.topics} if said else {}
    told = Told(f"portfolio.change_agent.{what}", SHARED_AGENT, str(acting.person), facts, written)
    record(acting.organisation_id, [told], By(str(acting.person), at))
