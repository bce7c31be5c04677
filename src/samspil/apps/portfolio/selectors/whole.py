"""Everything that the page of one initiative shows: a handful of questions, however many its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samspil.apps.governance.selectors.adoptions import kinds_on, models_on
from samspil.apps.governance.selectors.subjects import WaitingAbout, waiting_about
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.selectors.gathering import Gathered
from samspil.apps.portfolio.selectors.listed import withheld_in
from samspil.apps.portfolio.selectors.project_models import Offered, offered_by
from samspil.apps.portfolio.selectors.whole_rows import (
    OWN_ROWS,
    SHARED_ROWS,
    After,
    Answered,
    Asked,
    Before,
    Concerned,
    Estimated,
    Holder,
    Lent,
    Move,
    Noted,
    Outside,
    Part,
    Paying,
    Ready,
    Reported,
    Served,
    Stage,
    Taking,
    Threat,
    Told,
    Wait,
    Weighed,
)
from samspil.apps.portfolio.types import CostKind, Form
from samspil.core.governance.load import GovernanceModel
from samspil.core.portfolio.listing.fields import Field
from samspil.kit.sharing import door


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

    row: Stage
    moves: tuple[Move, ...] = ()
    waits_for: tuple[Waits, ...] = ()
    holds_up: tuple[Other, ...] = ()
    pushed_by: str = ""


@dataclass(frozen=True, slots=True)
class Going:
    """How one's own initiative goes: what is kept beside its plan, and is its owner's alone."""

    risks: tuple[Threat, ...] = ()
    notes: tuple[Noted, ...] = ()
    concerned: tuple[Concerned, ...] = ()
    ready: frozenset[str] = frozenset()
    answers: Mapping[str, bool] = field(default_factory=dict)
    withheld: Mapping[Field, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Whole:
    """One initiative with all that belongs to it. ``is_own`` is whether the one who asks owns it, ``leads``
    whether that one may change it. ``models`` are the owner's, ``own_models`` those by which the one who asks
    decides; ``followed`` is the project model that it follows today. ``common`` is what it is a part of, as
    long as that is shared. ``reports`` are the last ones, the newest first, with the last that said anything
    of the cost.
    """

    initiative: Initiative
    is_own: bool
    leads: bool
    models: tuple[GovernanceModel, ...]
    own_models: tuple[GovernanceModel, ...]
    followed: Offered | None
    estimates: tuple[Estimated, ...]
    reports: tuple[Reported, ...]
    plan: tuple[Planned, ...]
    gate: Asked | None
    waiting: tuple[WaitingAbout, ...]
    members: tuple[Taking, ...]
    lent: tuple[Lent, ...]
    roles: tuple[Holder, ...]
    payers: tuple[Paying, ...]
    parties: tuple[Outside, ...]
    variants: tuple[Weighed, ...]
    goals: tuple[Served, ...]
    parts: tuple[Part, ...]
    programme: Initiative | None
    common: UUID | None
    going: Going = field(default_factory=Going)
    people: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def reported(self) -> Reported | None:
        """The last report that said what it is expected to cost."""
        return next((one for one in self.reports if one.expected_cost_minor is not None), None)

    @property
    def unclear_payers(self) -> tuple[CostKind, ...]:
        """The kinds of cost that nobody is named to pay (F2.19)."""
        paid = {one.pays_for for one in self.payers}
        return tuple(kind for kind in CostKind if kind.value not in paid)


def whole_of(initiative: Initiative, acting: Acting, on: date) -> Whole:
    """What is known of an initiative that one may see, asked where its owner is in scope.

    Whoever reads what another owns sees nothing of the owner's other initiatives that is not shared too, no
    names of people, of matters only its own about this, and not what is kept beside the plan.
    """
    is_own = initiative.organisation_id == acting.organisation_id
    rows = OWN_ROWS if is_own else SHARED_ROWS
    found = rows.ask(initiative.organisation_id, initiative=initiative.pk, on=on)
    seen = None if is_own else _shared(on)
    roles = found.of(Holder)
    gate = next(iter(found.of(Asked)), None)
    waiting = _waiting(initiative, acting, gate if is_own else None)
    models = _models(initiative.organisation_id, on) if is_own or initiative.project_model else ()
    return Whole(
        initiative=initiative,
        is_own=is_own,
        leads=is_own and (may_keep_portfolio(acting) or acting.person in {one.person for one in roles}),
        models=models,
        own_models=_models(acting.organisation_id, on) if waiting and not is_own else models,
        followed=_followed(initiative, on),
        estimates=tuple(sorted(found.of(Estimated), key=lambda one: one.sequence)),
        reports=tuple(sorted(found.of(Reported), key=lambda one: one.on)[::-1]),
        plan=_plan(found, seen),
        gate=gate,
        waiting=waiting,
        members=tuple(sorted(found.of(Taking), key=lambda one: one.code)) if initiative.is_joint else (),
        lent=found.of(Lent),
        roles=roles,
        payers=tuple(sorted(found.of(Paying), key=lambda one: (one.first_year, one.pk))),
        parties=tuple(sorted(found.of(Outside), key=lambda one: one.name.casefold())),
        variants=found.of(Weighed),
        goals=tuple(sorted(found.of(Served), key=lambda one: (one.strategy, one.order, one.name))),
        parts=_parts(initiative, found, seen),
        programme=_programme(initiative, seen),
        common=_common(initiative, on) if is_own else None,
        going=_going(initiative, found) if is_own else Going(),
        people=_people(roles) if is_own else {},
    )


def _people(roles: tuple[Holder, ...]) -> Mapping[UUID, str]:
    people = {one.person for one in roles if one.person is not None}
    return names_of(people) if people else {}


def _models(organisation_id: int, on: date) -> tuple[GovernanceModel, ...]:
    return tuple(models_on(organisation_id, on))


def _followed(initiative: Initiative, on: date) -> Offered | None:
    if not initiative.project_model:
        return None
    offered = offered_by(kinds_on(initiative.organisation_id, on))
    return next((one for one in offered if one.key == initiative.project_model), None)


def _shared(on: date) -> frozenset[UUID]:
    with door.readable(SHARED, on) as subjects:
        return frozenset(subjects)


def _waiting(initiative: Initiative, acting: Acting, gate: Asked | None) -> tuple[WaitingAbout, ...]:
    """Of one's own organisation only: another's matters are not shared with the initiative.

    A member's own decision is about the initiative, or about the proposal that it came from.
    """
    origin = [initiative.matter] if initiative.matter is not None else []
    named = [gate.matter, *origin] if gate is not None else origin
    return tuple(waiting_about(acting.organisation_id, [initiative.public_id, *origin], named))


def _going(initiative: Initiative, found: Gathered) -> Going:
    here = initiative.phase
    worst = sorted(
        found.of(Threat), key=lambda one: (-one.likelihood * one.impact, -one.impact, one.review_on)
    )
    return Going(
        risks=tuple(worst),
        notes=tuple(reversed(found.of(Noted))),
        concerned=found.of(Concerned),
        ready=frozenset(one.document for one in found.of(Ready) if one.phase == here),
        answers={one.criterion: one.is_met for one in found.of(Answered) if one.phase == here},
        withheld=withheld_in(found.of(Told)),
    )


def _plan(found: Gathered, seen: frozenset[UUID] | None) -> tuple[Planned, ...]:
    rows = sorted(found.of(Stage), key=lambda one: (one.expected_on, one.pk))
    moves: dict[int, list[Move]] = defaultdict(list)
    for move in found.of(Move):
        moves[move.milestone].append(move)
    others = _others(rows, found, seen)
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

    waits: Mapping[int, list[Wait]]
    known: Mapping[UUID, Other]
    holds_up: Mapping[UUID, list[Other]]

    def waits_for(self, one: Stage) -> tuple[Waits, ...]:
        """What a milestone waits for; another organisation's is told as it was last told us."""
        return tuple(
            Waits(
                waits.public_id,
                waits.lag_days,
                self.known.get(waits.predecessor) or Other(waits.given_name, waits.given_on, None, ""),
                waits.predecessor in self.known,
            )
            for waits in self.waits.get(one.pk, [])
        )

    def name_of(self, predecessor: UUID) -> str:
        """What pushes a milestone, by name; empty where it may not be seen."""
        if predecessor in self.known:
            return self.known[predecessor].name
        rows = (one for found in self.waits.values() for one in found if one.predecessor == predecessor)
        return next((one.given_name for one in rows), "")


def _others(rows: list[Stage], found: Gathered, seen: frozenset[UUID] | None) -> _Others:
    """Of what is outside, whoever reads what another owns is told only what is shared too."""
    known = {one.public_id: Other(one.name, one.expected_on, None, "") for one in rows}
    for before in found.of(Before):
        is_told = seen is None or before.initiative in seen
        known[before.public_id] = (
            Other(before.name, before.expected_on, before.initiative, before.title)
            if is_told
            else Other("", before.expected_on, None, "")
        )
    waits: dict[int, list[Wait]] = defaultdict(list)
    for wait in found.of(Wait):
        waits[wait.successor].append(wait)
    holds_up: dict[UUID, list[Other]] = defaultdict(list)
    for after in sorted(found.of(After), key=lambda one: one.expected_on):
        if seen is None or after.initiative in seen:
            other = Other(after.name, after.expected_on, after.initiative, after.title)
            holds_up[after.predecessor].append(other)
    return _Others(waits, known, holds_up)


def _parts(initiative: Initiative, found: Gathered, seen: frozenset[UUID] | None) -> tuple[Part, ...]:
    if initiative.form != Form.PROGRAMME.value:
        return ()
    parts = [one for one in found.of(Part) if seen is None or one.public_id in seen]
    return tuple(sorted(parts, key=lambda one: (one.end, one.next_on or date.max)))


def _programme(initiative: Initiative, seen: frozenset[UUID] | None) -> Initiative | None:
    programme = initiative.programme
    return programme if programme is not None and (seen is None or programme.public_id in seen) else None


def _common(initiative: Initiative, on: date) -> UUID | None:
    """The common initiative, unless we have left it and may read it no longer."""
    if initiative.common is None or door.granted_by(SHARED, initiative.common, on) is None:
        return None
    return initiative.common
