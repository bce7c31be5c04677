"""Benefit maps: steps and links are put in, changed and taken out. Benefits come by their own service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from samspil.apps.benefits.models import Benefit, MapLink, MapStep
from samspil.apps.benefits.selectors.maps import BenefitMap, map_of
from samspil.apps.benefits.types import StepSort
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.strategies import access_goal
from samspil.apps.portfolio.services.leading import check_leads
from samspil.core.benefits.mapping import Link, refusals
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, record, told_of

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative

MOST_STEPS: Final = 200
LONGEST_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class NewStep:
    """What stands in a map beside the benefits; a goal may be one of the organisation's strategy."""

    sort: StepSort
    title: str
    responsible: str = ""
    goal: UUID | None = None


@transaction.atomic
def add_step(initiative: Initiative, new: NewStep, *, acting: Acting, at: datetime) -> MapStep:
    """A deliverable, a change in work or a goal stands in the map.

    Raises:
        RefusedError: one may not, ``map_step_needs_a_title``, ``map_is_full``.
        NotFoundError: the goal is not one of ours.
    """
    check_leads(acting, initiative, at)
    columns = _columns(new, acting)
    if MapStep.objects.filter(initiative=initiative).count() >= MOST_STEPS:
        raise RefusedError(Problem("map_is_full", {"most": MOST_STEPS}))
    step = MapStep.objects.create(
        organisation_id=initiative.organisation_id, initiative=initiative, **columns
    )
    told = {"step": step.public_id, "sort": step.sort, "goal": step.goal}
    _tell(initiative, "step_added", told, {"title": step.title}, acting=acting, at=at)
    return step


@transaction.atomic
def change_step(step: MapStep, title: str, responsible: str = "", *, acting: Acting, at: datetime) -> MapStep:
    """What a step is called and who answers for it.

    Raises:
        RefusedError: one may not, ``map_step_needs_a_title``.
    """
    step = _held(step, acting, at)
    said = _columns(NewStep(StepSort(step.sort), title, responsible, step.goal), acting)
    step.title, step.responsible = said["title"], said["responsible"]
    step.save(update_fields=["title", "responsible"])
    told, written = {"step": step.public_id}, {"title": title, "responsible": responsible}
    _tell(step.initiative, "step_changed", told, written, acting=acting, at=at)
    return step


@transaction.atomic
def remove_step(step: MapStep, *, acting: Acting, at: datetime) -> None:
    """A step is taken out of the map, and what led to it and from it with it.

    Raises:
        RefusedError: one may not.
    """
    step = _held(step, acting, at)
    links = MapLink.objects.filter(initiative=step.initiative)
    links.filter(Q(source=step.public_id) | Q(target=step.public_id)).delete()
    told, written = {"step": step.public_id, "sort": step.sort}, {"title": step.title}
    _tell(step.initiative, "step_removed", told, written, acting=acting, at=at)
    step.delete()


@transaction.atomic
def link(
    initiative: Initiative,
    source: UUID,
    target: UUID,
    weight: Fraction | None = None,
    *,
    acting: Acting,
    at: datetime,
) -> MapLink:
    """One leads to the other. What is linked already gets the weight that is said now.

    Raises:
        RefusedError: one may not, or the first of what ``core.benefits.mapping.refusals`` says.
    """
    check_leads(acting, initiative, at)
    there = hold_map(initiative)
    for problem in refusals(Link(source, target, weight), there.columns, there.links):
        raise RefusedError(problem)
    part = None if weight is None else Decimal(weight.numerator) / weight.denominator
    row, _made = MapLink.objects.update_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        source=source,
        target=target,
        defaults={"weight": part},
    )
    told = {"source": source, "target": target, "weight": part}
    _tell(initiative, "linked", told, acting=acting, at=at)
    return row


@transaction.atomic
def unlink(initiative: Initiative, source: UUID, target: UUID, *, acting: Acting, at: datetime) -> None:
    """One does not lead to the other any longer.

    Raises:
        RefusedError: one may not, ``map_link_not_there``.
    """
    check_leads(acting, initiative, at)
    gone, _each = MapLink.objects.filter(initiative=initiative, source=source, target=target).delete()
    if not gone:
        raise RefusedError(Problem("map_link_not_there", {}))
    _tell(initiative, "unlinked", {"source": source, "target": target}, acting=acting, at=at)


def hold_map(initiative: Initiative) -> BenefitMap:
    """The map as it is now. Two who link at once wait for each other: a link needs a row that both hold."""
    for sort in (MapStep, Benefit):
        rows: Any = sort.objects.filter(initiative=initiative)
        list(rows.select_for_update().order_by("pk").values_list("pk"))
    return map_of(initiative.pk)


def _columns(new: NewStep, acting: Acting) -> dict[str, Any]:
    title = new.title.strip()[:LONGEST_TITLE]
    if not title:
        raise RefusedError(Problem("map_step_needs_a_title", {}))
    if new.goal is not None:
        access_goal(acting, new.goal)
    return {
        "sort": new.sort.value,
        "title": title,
        "responsible": new.responsible.strip(),
        "goal": new.goal,
    }


def _held(step: MapStep, acting: Acting, at: datetime) -> MapStep:
    held = MapStep.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=step.pk)
    check_leads(acting, held.initiative, at)
    return held


def _tell(
    initiative: Initiative,
    action: str,
    facts: Mapping[str, Any],
    written: Mapping[str, str] | None = None,
    *,
    acting: Acting,
    at: datetime,
) -> None:
    """One entry in the chain of the initiative's owner. Ids and parts are facts; words are personal."""
    told = told_of(f"benefits.map.{action}", ("initiative", initiative.public_id), facts, written)
    record(initiative.organisation_id, [told], By(str(acting.person), at))
