"""Everything that the page of one initiative shows: a question for each sort of row, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.governance.selectors.subjects import WaitingAbout, waiting_about
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import (
    Dependency,
    Estimate,
    Gate,
    Initiative,
    Milestone,
    MilestoneMove,
    Participation,
    Party,
    Payer,
    RoleHolder,
    Variant,
)
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.types import CostKind, Form
from samspil.core.governance.load import GovernanceModel
from samspil.kit.periods import on as in_period
from samspil.kit.sharing import door


class Reported(NamedTuple):
    """What the last report that said anything of the cost expected."""

    on: date
    expected_cost_minor: int | None
    spent_minor: int | None
    currency: str | None


class Other(NamedTuple):
    """A milestone of another initiative: that ours waits for, or that waits for ours."""

    name: str
    expected_on: date | None
    initiative: UUID | None
    title: str


@dataclass(frozen=True, slots=True)
class Waits:
    """A milestone waits for another; ``dependency`` is how it is let go."""

    dependency: UUID
    lag_days: int
    other: Other
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A milestone with its history, what it waits for, and what in other initiatives waits for it."""

    row: Milestone
    moves: tuple[MilestoneMove, ...] = ()
    waits_for: tuple[Waits, ...] = ()
    holds_up: tuple[Other, ...] = ()
    pushed_by: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """An initiative inside a programme."""

    public_id: UUID
    number: str
    title: str
    light: str
    phase: str
    next_name: str
    next_on: date | None
    expected_end: date | None
    end: str


@dataclass(frozen=True, slots=True)
class Whole:
    """One initiative with all that belongs to it. ``is_own`` is whether the one who asks owns it; ``models``
    are the owner's, ``own_models`` those by which the one who asks decides. ``common`` is what it is a part
    of, as long as that is shared.
    """

    initiative: Initiative
    is_own: bool
    models: tuple[GovernanceModel, ...]
    own_models: tuple[GovernanceModel, ...]
    estimates: tuple[Estimate, ...]
    reported: Reported | None
    plan: tuple[Planned, ...]
    gate: Gate | None
    waiting: tuple[WaitingAbout, ...]
    members: tuple[Participation, ...]
    roles: tuple[RoleHolder, ...]
    payers: tuple[Payer, ...]
    parties: tuple[Party, ...]
    variants: tuple[Variant, ...]
    goals: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    programme: Initiative | None
    common: UUID | None
    people: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def unclear_payers(self) -> tuple[CostKind, ...]:
        """The kinds of cost that nobody is named to pay (F2.19)."""
        paid = {one.pays_for for one in self.payers}
        return tuple(kind for kind in CostKind if kind.value not in paid)


def whole_of(initiative: Initiative, acting: Acting, on: date) -> Whole:
    """What is known of an initiative that one may see, asked where its owner is in scope.

    Whoever reads what another owns sees nothing of the owner's other initiatives that is not shared too, no
    names of people, and of matters only its own about this.
    """
    is_own = initiative.organisation_id == acting.organisation_id
    roles = tuple(initiative.role_holders.filter(in_period(on)).order_by("pk"))
    gate = initiative.gates.filter(outcome="").first()
    seen = None if is_own else _shared(on)
    waiting = _waiting(initiative, acting, gate if is_own else None)
    models = _models(initiative.organisation_id, on) if initiative.project_model or waiting else ()
    return Whole(
        initiative=initiative,
        is_own=is_own,
        models=models,
        own_models=_models(acting.organisation_id, on) if waiting and not is_own else models,
        estimates=tuple(initiative.estimates.order_by("sequence")),
        reported=_reported(initiative),
        plan=_plan(initiative, seen),
        gate=gate,
        waiting=waiting,
        members=tuple(initiative.participations.order_by("code").select_related("member"))
        if initiative.is_joint
        else (),
        roles=roles,
        payers=tuple(initiative.payers.order_by("first_year", "pk")),
        parties=tuple(initiative.parties.order_by("name")),
        variants=tuple(initiative.variants.order_by("pk")),
        goals=tuple(
            initiative.serves.order_by("goal__strategy__name", "goal__order").values_list(
                "goal__strategy__name", "goal__name"
            )
        ),
        parts=_parts(initiative, seen),
        programme=_programme(initiative, seen),
        common=_common(initiative, on) if is_own else None,
        people=names_of(one.person for one in roles if one.person is not None) if is_own else {},
    )


def _models(organisation_id: int, on: date) -> tuple[GovernanceModel, ...]:
    return tuple(models_on(organisation_id, on))


def _shared(on: date) -> frozenset[UUID]:
    with door.readable(SHARED, on) as subjects:
        return frozenset(subjects)


def _reported(initiative: Initiative) -> Reported | None:
    if initiative.reported_on is None:
        return None
    rows = initiative.reports.filter(expected_cost_minor__isnull=False).order_by("-on", "-pk")
    found = rows.values_list(*Reported._fields).first()
    return Reported(*found) if found else None


def _waiting(initiative: Initiative, acting: Acting, gate: Gate | None) -> tuple[WaitingAbout, ...]:
    """Of one's own organisation only: another's matters are not shared with the initiative.

    A member's own decision is about the initiative, or about the proposal that it came from.
    """
    origin = [initiative.matter] if initiative.matter is not None else []
    named = [gate.matter, *origin] if gate is not None else origin
    return tuple(waiting_about(acting.organisation_id, [initiative.public_id, *origin], named))


def _plan(initiative: Initiative, seen: frozenset[UUID] | None) -> tuple[Planned, ...]:
    rows = list(initiative.milestones.filter(is_withdrawn=False).order_by("expected_on", "pk"))
    if not rows:
        return ()
    moves: dict[int, list[MilestoneMove]] = defaultdict(list)
    for move in MilestoneMove.objects.filter(milestone__in=rows).order_by("pk"):
        moves[move.milestone_id].append(move)
    others = _others(initiative, rows, seen)
    return tuple(
        Planned(
            row=one,
            moves=tuple(moves[one.pk]),
            waits_for=others.waits_for(one),
            holds_up=tuple(others.holds_up[one.public_id]),
            pushed_by=others.name_of(one.pushed_by) if one.pushed_by else "",
        )
        for one in rows
    )


@dataclass(frozen=True, slots=True)
class _Others:
    """The milestones that those of an initiative wait for, and that wait for them."""

    waits: Mapping[int, list[Dependency]]
    known: Mapping[UUID, Other]
    ours: frozenset[UUID]
    holds_up: Mapping[UUID, list[Other]]

    def waits_for(self, one: Milestone) -> tuple[Waits, ...]:
        """What a milestone waits for; another organisation's is told as it was last told us."""
        return tuple(
            Waits(
                waits.public_id,
                waits.lag_days,
                self.known.get(waits.predecessor) or Other(waits.given_name, waits.given_on, None, ""),
                waits.predecessor in self.ours,
            )
            for waits in self.waits.get(one.pk, [])
        )

    def name_of(self, predecessor: UUID) -> str:
        """What pushes a milestone, by name; empty where it may not be seen."""
        if predecessor in self.known:
            return self.known[predecessor].name
        rows = (one for found in self.waits.values() for one in found if one.predecessor == predecessor)
        return next((one.given_name for one in rows), "")


def _others(initiative: Initiative, rows: list[Milestone], seen: frozenset[UUID] | None) -> _Others:
    """Two questions, and one more where something outside is waited for."""
    own = {one.public_id: Other(one.name, one.expected_on, None, "") for one in rows}
    waits: dict[int, list[Dependency]] = defaultdict(list)
    for one in Dependency.objects.filter(successor__in=rows).order_by("pk"):
        waits[one.successor_id].append(one)
    outside = {one.predecessor for found in waits.values() for one in found} - own.keys()
    known = own | (_named(initiative.organisation_id, outside, seen) if outside else {})
    holds_up: dict[UUID, list[Other]] = defaultdict(list)
    later = Dependency.objects.filter(organisation_id=initiative.organisation_id, predecessor__in=own.keys())
    told = later.exclude(successor__initiative=initiative).order_by("successor__expected_on", "pk")
    fields = ("predecessor", "successor__name", "successor__expected_on")
    about = ("successor__initiative__public_id", "successor__initiative__title")
    for predecessor, name, day, key, title in told.values_list(*fields, *about):
        if seen is None or key in seen:
            holds_up[predecessor].append(Other(name, day, key, title))
    return _Others(waits, known, frozenset(known), holds_up)


def _named(
    organisation_id: int, milestones: Iterable[UUID], seen: frozenset[UUID] | None
) -> dict[UUID, Other]:
    rows = Milestone.objects.filter(organisation_id=organisation_id, public_id__in=milestones)
    told = rows.values_list("public_id", "name", "expected_on", "initiative__public_id", "initiative__title")
    return {
        key: Other(name, day, about, title) if seen is None or about in seen else Other("", day, None, "")
        for key, name, day, about, title in told
    }


def _parts(initiative: Initiative, seen: frozenset[UUID] | None) -> tuple[Part, ...]:
    if initiative.form != Form.PROGRAMME.value:
        return ()
    rows = initiative.parts.order_by("end", "next_on", "pk")
    if seen is not None:
        rows = rows.filter(public_id__in=seen)
    fields = (
        "public_id", "number", "title", "light", "phase", "next_name", "next_on", "expected_end", "end",
    )  # fmt: skip
    return tuple(Part(*row) for row in rows.values_list(*fields))


def _programme(initiative: Initiative, seen: frozenset[UUID] | None) -> Initiative | None:
    programme = initiative.programme
    return programme if programme is not None and (seen is None or programme.public_id in seen) else None


def _common(initiative: Initiative, on: date) -> UUID | None:
    """The common initiative, unless we have left it and may read it no longer."""
    if initiative.common is None or door.granted_by(SHARED, initiative.common, on) is None:
        return None
    return initiative.common
