"""What an initiative is said to be: what, with whom outside, who pays, and the ways that were weighed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.db import transaction

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Estimate, Initiative, Party, Payer, Variant
from samspil.apps.portfolio.services.initiatives import check, keep_estimate
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import CostKind, Form, NewEstimate, NewInitiative
from samspil.core.errors import Problem
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Details:
    """What an initiative is said to be. ``systems`` and ``areas`` are names, ``kle`` are codes."""

    title: str
    purpose: str
    form: Form
    is_mandatory: bool
    legal_source: str = ""
    legal_deadline: date | None = None
    starts_on: date | None = None
    areas: tuple[str, ...] = field(default=())
    kle: tuple[str, ...] = field(default=())
    systems: tuple[str, ...] = field(default=())
    hypothesis: str = ""


@dataclass(frozen=True, slots=True)
class NewVariant:
    """A way to do it that was weighed. What nobody knows the cost of has none, which is not zero."""

    name: str
    complies: bool
    cost: Money | None = None
    why: str = ""


@transaction.atomic
def describe(initiative: Initiative, said: Details, *, acting: Acting, at: datetime) -> tuple[str, ...]:
    """What it is said to be from now on; which of it is otherwise than before.

    Raises:
        RefusedError: one may not, it is over, or what is said does not hold together. What members take part
            in does not turn into a duty, nor a duty into a choice: that changes what binds them.
    """
    row = _to_change(initiative, acting, at)
    _check_details(row, said)
    told = {one.name: _plain(getattr(said, one.name)) for one in fields(said)}
    changed = tuple(sorted(name for name, value in told.items() if getattr(row, name) != value))
    for name in changed:
        setattr(row, name, told[name])
    row.changed_at = at
    row.save(update_fields=[*changed, "changed_at"])
    if changed:
        tell(
            row,
            "initiative.described",
            {"changed": list(changed)},
            {"title": row.title},
            acting=acting,
            at=at,
        )
    return changed


def _check_details(row: Initiative, said: Details) -> None:
    check(
        NewInitiative(
            title=said.title,
            purpose=said.purpose,
            form=said.form,
            is_mandatory=said.is_mandatory,
            legal_source=said.legal_source,
            hypothesis=said.hypothesis,
            starts_on=said.starts_on,
            ends_on=row.expected_end,
        )
    )
    if row.is_joint and said.is_mandatory != row.is_mandatory:
        raise RefusedError(Problem("duty_binds_members", {"title": row.title}))
    if said.form is not Form.PROGRAMME and row.parts.exists():
        raise RefusedError(Problem("programme_has_parts", {"title": row.title}))


def _plain(value: object) -> object:
    """As the row keeps it."""
    if isinstance(value, Form):
        return value.value
    if isinstance(value, tuple):
        return [one.strip() for one in value if one.strip()]
    return value.strip() if isinstance(value, str) else value


@transaction.atomic
def estimate_first(
    initiative: Initiative, estimate: NewEstimate, *, acting: Acting, at: datetime
) -> Estimate:
    """The first estimate, where none was given when it began.

    Raises:
        RefusedError: one may not, there is one already, it says nothing, or it ends before it starts.
    """
    row = _to_change(initiative, acting, at)
    if estimate == NewEstimate():
        raise RefusedError(Problem("estimate_says_nothing", {}))
    return keep_estimate(row, estimate, acting=acting, at=at)


@transaction.atomic
def add_party(initiative: Initiative, name: str, part: str, *, acting: Acting, at: datetime) -> Party:
    """Somebody outside takes part (F2.18).

    Raises:
        RefusedError: one may not, there is no name, or it is there already.
    """
    row = _to_change(initiative, acting, at)
    name = _said(name, Problem("party_needs_a_name", {}))
    if row.parties.filter(name__iexact=name).exists():
        raise RefusedError(Problem("party_is_there_already", {"name": name}))
    party = Party.objects.create(
        organisation_id=row.organisation_id, initiative=row, name=name, part=part.strip()
    )
    tell(row, "initiative.party_added", {"party": party.pk}, {"name": name}, acting=acting, at=at)
    return party


@transaction.atomic
def remove_party(initiative: Initiative, number: int, *, acting: Acting, at: datetime) -> None:
    """Somebody outside takes part no longer.

    Raises:
        RefusedError: one may not.
        NotFoundError: it is not there.
    """
    row = _to_change(initiative, acting, at)
    party = row.parties.filter(pk=number).first()
    if party is None:
        raise NotFoundError(str(number))
    party.delete()
    tell(row, "initiative.party_removed", {"party": number}, {"name": party.name}, acting=acting, at=at)


@transaction.atomic
def add_payer(
    initiative: Initiative, pays_for: CostKind, payer: str, first_year: int, *, acting: Acting, at: datetime
) -> Payer:
    """Who pays for a kind of cost, from which year (F2.19). Several may share one.

    Raises:
        RefusedError: one may not, there is no name, or it is there already.
    """
    row = _to_change(initiative, acting, at)
    payer = _said(payer, Problem("payer_needs_a_name", {}))
    if row.payers.filter(pays_for=pays_for.value, payer__iexact=payer).exists():
        raise RefusedError(Problem("payer_is_there_already", {"payer": payer}))
    paying = Payer.objects.create(
        organisation_id=row.organisation_id,
        initiative=row,
        pays_for=pays_for.value,
        payer=payer,
        first_year=first_year,
    )
    facts = {"payer": paying.pk, "pays_for": pays_for.value, "first_year": first_year}
    tell(row, "initiative.payer_added", facts, {"payer": payer}, acting=acting, at=at)
    return paying


@transaction.atomic
def remove_payer(initiative: Initiative, number: int, *, acting: Acting, at: datetime) -> None:
    """Somebody pays no longer; without another the payer is unclear again.

    Raises:
        RefusedError: one may not.
        NotFoundError: it is not there.
    """
    row = _to_change(initiative, acting, at)
    paying = row.payers.filter(pk=number).first()
    if paying is None:
        raise NotFoundError(str(number))
    paying.delete()
    facts = {"payer": number, "pays_for": paying.pays_for}
    tell(row, "initiative.payer_removed", facts, {"payer": paying.payer}, acting=acting, at=at)


@transaction.atomic
def add_variant(initiative: Initiative, new: NewVariant, *, acting: Acting, at: datetime) -> Variant:
    """A way to do it is weighed with the others.

    Raises:
        RefusedError: one may not, there is no name, it is there already, or it costs less than nothing.
    """
    row = _to_change(initiative, acting, at)
    name = _said(new.name, Problem("variant_needs_a_name", {}))
    if row.variants.filter(name__iexact=name).exists():
        raise RefusedError(Problem("variant_is_there_already", {"name": name}))
    if new.cost is not None and new.cost.minor < 0:
        raise RefusedError(Problem("variant_costs_below_zero", {"name": name}))
    variant = Variant.objects.create(
        organisation_id=row.organisation_id,
        initiative=row,
        name=name,
        complies=new.complies,
        cost_minor=new.cost.minor if new.cost else None,
        why=new.why.strip(),
    )
    facts = {"variant": variant.pk, "complies": new.complies, "cost": variant.cost_minor}
    tell(row, "initiative.variant_weighed", facts, {"name": name, "why": new.why}, acting=acting, at=at)
    return variant


@transaction.atomic
def choose_variant(
    initiative: Initiative, number: int, *, why: str = "", acting: Acting, at: datetime
) -> Variant:
    """The way it is done; another is chosen no longer.

    Raises:
        RefusedError: one may not; or it is a mandatory task, and the way does not comply, or is dearer than
            the cheapest that does without saying why.
        NotFoundError: it is not there.
    """
    row = _to_change(initiative, acting, at)
    variants = list(row.variants.select_for_update().order_by("pk"))
    chosen = next((one for one in variants if one.pk == number), None)
    if chosen is None:
        raise NotFoundError(str(number))
    why = why.strip() or chosen.why
    if row.is_mandatory:
        _check_duty(chosen, cheapest(variants), why)
    row.variants.filter(is_chosen=True).update(is_chosen=False)
    chosen.is_chosen, chosen.why = True, why
    chosen.save(update_fields=["is_chosen", "why"])
    tell(row, "initiative.variant_chosen", {"variant": number}, {"why": why}, acting=acting, at=at)
    return chosen


def _check_duty(chosen: Variant, least: Variant | None, why: str) -> None:
    if not chosen.complies:
        raise RefusedError(Problem("variant_does_not_comply", {"name": chosen.name}))
    if least is None or least.pk == chosen.pk or why:
        return
    if chosen.cost_minor is None or chosen.cost_minor > (least.cost_minor or 0):
        raise RefusedError(
            Problem("dearer_variant_needs_a_reason", {"name": chosen.name, "cheapest": least.name})
        )


class _Weighed(Protocol):
    """What the cheapest is found by."""

    @property
    def pk(self) -> Any: ...
    @property
    def complies(self) -> bool: ...
    @property
    def cost_minor(self) -> int | None: ...


_Option = TypeVar("_Option", bound=_Weighed)


def cheapest(variants: Iterable[_Option]) -> _Option | None:
    """The cheapest that complies; nothing where none does, or no cost is known. The first where they tie."""
    known = [one for one in variants if one.complies and one.cost_minor is not None]
    return min(known, key=lambda one: (one.cost_minor or 0, one.pk), default=None)


def _to_change(initiative: Initiative, acting: Acting, at: datetime) -> Initiative:
    """The row, locked, if one may change it and it is still under way."""
    check_leads(acting, initiative, at)
    row = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    if not row.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": row.title}))
    return row


def _said(text: str, missing: Problem) -> str:
    if not text.strip():
        raise RefusedError(missing)
    return text.strip()
