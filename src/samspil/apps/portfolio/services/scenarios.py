"""Drafts of the portfolio: made, changed, copied, sent to a forum, given up. None of it touches the plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.services import moving
from samspil.apps.governance.services.natures import check_nature
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Participation, Scenario
from samspil.apps.portfolio.selectors import scenario_changes as kept
from samspil.apps.portfolio.selectors.scenario_changes import Addition
from samspil.apps.portfolio.selectors.scenarios import changed, decided_about, refusal_of, today_of
from samspil.apps.portfolio.services.effort import MOST_MONTHS, months_from
from samspil.apps.portfolio.services.entering import check_model
from samspil.apps.portfolio.services.initiatives import check
from samspil.apps.portfolio.services.leading import check_keeps
from samspil.apps.portfolio.types import NewInitiative, ScenarioState
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Nature
from samspil.core.portfolio.pace import Pace
from samspil.kit.journal.recording import By, Told, record

SUBJECT: Final = "scenario"
MOST_CHANGES: Final = 200


@transaction.atomic
def begin(name: str, *, acting: Acting, at: datetime) -> Scenario:
    """A draft of the portfolio as it is; without changes yet.

    Raises:
        RefusedError: one does not keep the portfolio, or it has no name.
    """
    return _written(name, [], "scenario.begun", acting=acting, at=at)


@transaction.atomic
def copy(scenario: Scenario, name: str, *, acting: Acting, at: datetime) -> Scenario:
    """A new draft with the same changes, to go on from: also from one that was sent or turned down."""
    return _written(name, list(scenario.changes), "scenario.copied", acting=acting, at=at)


def _written(
    name: str, changes: list[dict[str, Any]], action: str, *, acting: Acting, at: datetime
) -> Scenario:
    check_keeps(acting)
    if not name.strip():
        raise RefusedError(Problem("scenario_needs_a_name", {}))
    scenario = Scenario.objects.create(
        organisation_id=acting.organisation_id,
        name=name.strip(),
        made_by=acting.person,
        made_at=at,
        changes=changes,
    )
    tell(scenario, action, {"changes": len(changes)}, {"name": name}, acting=acting, at=at)
    return scenario


@transaction.atomic
def shift(scenario: Scenario, initiative: UUID, months: int, *, acting: Acting, at: datetime) -> Scenario:
    """An initiative comes so many months later, or earlier when below zero.

    Raises:
        RefusedError: ``scenario_changes_nothing``, ``too_many_months``, or it is not a draft of one's own.
    """
    if months == 0:
        raise RefusedError(Problem("scenario_changes_nothing", {}))
    if abs(months) > MOST_MONTHS:
        raise RefusedError(Problem("too_many_months", {"months": abs(months), "most": MOST_MONTHS}))
    return _change(scenario, kept.shift_as_kept(initiative, months), acting=acting, at=at)


@transaction.atomic
def drop(scenario: Scenario, initiative: UUID, *, acting: Acting, at: datetime) -> Scenario:
    """An initiative is not carried out. What is mandatory cannot be dropped."""
    return _change(scenario, kept.drop_as_kept(initiative), acting=acting, at=at)


@transaction.atomic
def add(scenario: Scenario, new: Addition, *, acting: Acting, at: datetime) -> Scenario:
    """An initiative that is not in the portfolio today.

    Raises:
        RefusedError: what is said of it does not hold together, or it neither follows a project model that
            is adopted nor says why not.
    """
    check(as_new(new))
    check_model(acting.organisation_id, as_new(new), timezone.localdate(at))
    months_from(new.starts_on, new.ends_on)
    if new.days_a_month and not (new.unit.strip() and new.competence.strip()):
        raise RefusedError(Problem("unit_and_competence_are_missing", {}))
    if new.days_a_month and new.days_a_month.hundredths < 0:
        raise RefusedError(Problem("effort_below_zero", {"days": str(new.days_a_month)}))
    return _change(scenario, kept.addition_as_kept(new), acting=acting, at=at)


def as_new(new: Addition, *, matter: UUID | None = None) -> NewInitiative:
    """What a draft adds, as it is started once that is decided."""
    return NewInitiative(
        title=new.title,
        purpose=new.purpose,
        form=new.form,
        is_mandatory=bool(new.legal_source),
        legal_source=new.legal_source,
        matter=matter,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        hypothesis=new.hypothesis,
        project_model=new.project_model,
        outside_model_because=new.outside_model_because,
    )


@transaction.atomic
def ask_for_pace(
    scenario: Scenario, initiative: UUID, member: str, pace: Pace, *, acting: Acting, at: datetime
) -> Scenario:
    """A member would take part at another pace. Decided, it becomes a proposal to the member and no more.

    Raises:
        RefusedError: the member does not take part in the initiative.
    """
    rows = Participation.objects.filter(
        organisation_id=acting.organisation_id, initiative__public_id=initiative, code=member
    )
    if not rows.exists():
        raise RefusedError(Problem("scenario_member_does_not_take_part", {"member": member}))
    return _change(scenario, kept.pace_as_kept(initiative, member, pace), acting=acting, at=at)


@transaction.atomic
def take_back(scenario: Scenario, place: int, *, acting: Acting, at: datetime) -> Scenario:
    """A change goes out of the draft again, by its place from nought.

    Raises:
        NotFoundError: there is no such change.
    """
    scenario = _to_change(scenario, acting)
    if not 0 <= place < len(scenario.changes):
        raise NotFoundError(str(place))
    gone = scenario.changes.pop(place)
    scenario.save(update_fields=["changes"])
    facts = {"what": gone["what"], "initiative": gone["initiative"]}
    tell(scenario, "scenario.change_taken_back", facts, acting=acting, at=at)
    return scenario


@transaction.atomic
def give_up(scenario: Scenario, *, acting: Acting, at: datetime) -> Scenario:
    """Nobody works on the draft any longer; it stays to be read.

    Raises:
        RefusedError: it is being decided, or has become the portfolio.
    """
    check_keeps(acting)
    scenario = take(scenario.public_id)
    about = decided_about(scenario)
    if scenario.state == ScenarioState.MADE_REAL.value or (about is not None and not about.result):
        raise RefusedError(Problem("scenario_is_sent", {"name": scenario.name}))
    scenario.state = ScenarioState.GIVEN_UP.value
    scenario.save(update_fields=["state"])
    tell(scenario, "scenario.given_up", {}, acting=acting, at=at)
    return scenario


@transaction.atomic
def send(scenario: Scenario, new: NewMatter, *, acting: Acting, at: datetime) -> Scenario:
    """A draft goes to whoever decides such matters; from now on it is what they see, and is not changed.

    Raises:
        RefusedError: there is nothing to decide, it cannot be made of today's portfolio, the kind is not of
            drafts, or the governance model does not let one bring such a matter.
    """
    check_nature(acting.organisation_id, new.kind, Nature.PORTFOLIO_DRAFT, timezone.localdate(at))
    scenario = _to_change(scenario, acting)
    if not scenario.changes:
        raise RefusedError(Problem("scenario_changes_nothing", {}))
    refused = refusal_of(today_of(scenario.organisation_id), scenario)
    if refused is not None:
        raise RefusedError(refused)
    matter = moving.bring(new, acting=acting, at=at)
    scenario.matter, scenario.state = matter.public_id, ScenarioState.SENT.value
    scenario.save(update_fields=["matter", "state"])
    facts = {"matter": str(matter.public_id), "kind": new.kind, "changes": len(scenario.changes)}
    tell(scenario, "scenario.sent", facts, acting=acting, at=at)
    return scenario


def take(public_id: UUID) -> Scenario:
    """A draft, locked and read again; within a transaction.

    Raises:
        NotFoundError: there is none in scope.
    """
    found = Scenario.objects.select_for_update().filter(public_id=public_id).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def mark_real(scenario: Scenario, decision: UUID, *, at: datetime) -> None:
    """A draft has become the portfolio, by a decision; within the transaction that changes it."""
    scenario.state, scenario.decision, scenario.made_real_at = ScenarioState.MADE_REAL.value, decision, at
    scenario.save(update_fields=["state", "decision", "made_real_at"])
    facts = {"decision": str(decision), "changes": len(scenario.changes)}
    tell(scenario, "scenario.made_real", facts, acting=None, at=at)


def _to_change(scenario: Scenario, acting: Acting) -> Scenario:
    check_keeps(acting)
    scenario = take(scenario.public_id)
    if scenario.state != ScenarioState.DRAFT.value:
        raise RefusedError(Problem("scenario_is_sent", {"name": scenario.name}))
    return scenario


def _change(scenario: Scenario, change: dict[str, Any], *, acting: Acting, at: datetime) -> Scenario:
    """One change more, if the portfolio of today with all of them holds together."""
    scenario = _to_change(scenario, acting)
    if len(scenario.changes) >= MOST_CHANGES:
        raise RefusedError(Problem("too_many_changes", {"most": MOST_CHANGES}))
    scenario.changes = [*scenario.changes, change]
    today = today_of(scenario.organisation_id)
    after = changed(today, kept.as_changes(scenario.changes))
    if isinstance(after, Problem):
        raise RefusedError(after)
    scenario.save(update_fields=["changes"])
    facts = {"what": change["what"], "initiative": change["initiative"]}
    tell(scenario, "scenario.changed", facts, acting=acting, at=at)
    return scenario


def tell(
    scenario: Scenario,
    action: str,
    facts: dict[str, Any],
    written: dict[str, str] | None = None,
    *,
    acting: Acting | None,
    at: datetime,
) -> None:
    """One entry in the journal of the draft's owner."""
    told = Told(f"portfolio.{action}", SUBJECT, str(scenario.public_id), facts, written or {})
    record(scenario.organisation_id, [told], By(str(acting.person) if acting else "clock", at))
