"""Short cycles: planned one after another, and each tells what it brought (F3.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Iteration
from samspil.apps.portfolio.services.initiatives import check_period
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem


@dataclass(frozen=True, slots=True)
class IterationSaid:
    """A short cycle: from one day to another, both in it, and what it is to bring."""

    name: str
    starts_on: date
    ends_on: date
    aim: str = ""


@transaction.atomic
def plan_iteration(initiative: Initiative, said: IterationSaid, *, acting: Acting, at: datetime) -> Iteration:
    """A short cycle is planned. Those of an initiative follow each other: no day is in two.

    Raises:
        RefusedError: one may not, the initiative is over, it has no name, ends before it starts, or lies
            over another.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    _check(initiative, said, acting, at)
    row = Iteration.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        name=said.name.strip(),
        starts_on=said.starts_on,
        ends_on=said.ends_on,
        aim=said.aim.strip(),
    )
    tell(initiative, "iteration.planned", _facts(row), _written(said), acting=acting, at=at)
    return row


@transaction.atomic
def change_iteration(iteration: Iteration, said: IterationSaid, *, acting: Acting, at: datetime) -> Iteration:
    """A short cycle is planned otherwise. What it was is in the journal.

    Raises:
        RefusedError: as when it is planned.
    """
    initiative = Initiative.objects.select_for_update().get(pk=iteration.initiative_id)
    _check(initiative, said, acting, at, besides=iteration)
    was = [iteration.starts_on.isoformat(), iteration.ends_on.isoformat()]
    iteration.name, iteration.aim = said.name.strip(), said.aim.strip()
    iteration.starts_on, iteration.ends_on = said.starts_on, said.ends_on
    iteration.save(update_fields=["name", "aim", "starts_on", "ends_on"])
    facts = {**_facts(iteration), "was": was}
    tell(initiative, "iteration.changed", facts, _written(said), acting=acting, at=at)
    return iteration


@transaction.atomic
def tell_what_it_brought(iteration: Iteration, brought: str, *, acting: Acting, at: datetime) -> Iteration:
    """What came of a short cycle, once it has begun; it can be told again, and better.

    Raises:
        RefusedError: one may not, nothing is said, or it has not begun.
    """
    check_leads(acting, iteration.initiative, at)
    if not brought.strip():
        raise RefusedError(Problem("iteration_says_what_it_brought", {}))
    if iteration.starts_on > timezone.localdate(at):
        raise RefusedError(Problem("iteration_has_not_begun", {"day": iteration.starts_on}))
    iteration.brought = brought.strip()
    iteration.save(update_fields=["brought"])
    facts = {"iteration": iteration.public_id}
    tell(iteration.initiative, "iteration.brought", facts, {"brought": brought}, acting=acting, at=at)
    return iteration


def _check(
    initiative: Initiative,
    said: IterationSaid,
    acting: Acting,
    at: datetime,
    besides: Iteration | None = None,
) -> None:
    check_leads(acting, initiative, at)
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    if not said.name.strip():
        raise RefusedError(Problem("iteration_needs_a_name", {}))
    check_period(said.starts_on, said.ends_on)
    others = initiative.iterations.filter(starts_on__lte=said.ends_on, ends_on__gte=said.starts_on)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    over = others.order_by("starts_on").first()
    if over is not None:
        raise RefusedError(Problem("iteration_lies_over_another", {"name": over.name}))


def _facts(row: Iteration) -> dict[str, object]:
    return {"iteration": row.public_id, "starts_on": row.starts_on, "ends_on": row.ends_on}


def _written(said: IterationSaid) -> dict[str, str]:
    return {"name": said.name, "aim": said.aim}
