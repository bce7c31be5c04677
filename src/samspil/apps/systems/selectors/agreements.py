"""Framework agreements with what contracts have drawn of them: one's own, and those that associations show.

Contracts of others count where they are shown, under an agreement that is shown, and with prices that are not
hidden. What nobody shows is not counted, and pages say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.systems.models import Agreement, Contract, Draw
from samspil.apps.systems.selectors.calendar import known_day
from samspil.apps.systems.selectors.reach import Reach, reaching
from samspil.core.retender.ceiling import DrawDown, Drawn, draw_down
from samspil.core.systems.checks import LAST_YEAR
from samspil.core.systems.vocabulary import AgreementSort
from samspil.core.units import Money

_FAR: Final = date(LAST_YEAR, 12, 31)
_SKI: Final = AgreementSort.SKI.value
_LETTERS: Final = 32
_EVERY: Final = Q()


@dataclass(frozen=True, slots=True)
class UnderIt:
    """A contract under an agreement; ``drawn`` is none where another hides it, or counts in other money."""

    organisation: str
    public_id: UUID
    name: str
    supplier: str
    starts_on: date | None
    ends_on: date | None
    is_ours: bool
    drawn: Money | None


@dataclass(frozen=True, slots=True)
class AgreementDrawn:
    """An agreement, its ceiling's use where somebody has said a ceiling, and the contracts under it.

    ``uncounted`` is how many contracts are under it whose draws are not counted. In lists the contracts
    themselves are not read.
    """

    row: Agreement
    is_ours: bool
    down: DrawDown | None
    uncounted: int
    contracts: tuple[UnderIt, ...] = ()


def access_drawn(acting: Acting, public_id: UUID, on: date) -> AgreementDrawn:
    """One agreement of one's own, or that an association shows; four questions and the door's.

    Raises:
        NotFoundError: there is none, or it is not shown.
    """
    with reaching(acting, on) as reach:
        found = seen_agreements(reach, Q(public_id=public_id))
        if not found:
            raise NotFoundError(str(public_id))
        [row] = found
        contracts = _contracts(row, reach)
        draws = _draws((one.pk for one in contracts if _is_told(one, reach)), on)
        return _drawn(row, contracts, draws, reach, on)


def own_with_a_ceiling(organisation_id: int) -> Q:
    """One's own agreements that say a ceiling, for which nobody looks for another way to buy yet."""
    return Q(organisation=organisation_id, ceiling_minor__gt=0) & ~Q(is_initiated="yes")


def seen_agreements(reach: Reach, which: Q = _EVERY) -> list[Agreement]:
    """One's own, and those that associations show, by number; with the registers of others in scope."""
    of_associations = reach.others & Q(organisation__kind=OrganisationKind.ASSOCIATION.value)
    rows = Agreement.objects.filter(Q(organisation=reach.own) | of_associations, which)
    return list(rows.select_related("organisation").order_by("number", "pk"))


def name_of(row: Agreement) -> str:
    """What an agreement is known by, whoever keeps it, in a few letters."""
    return known_as(row.number, row.sort, row.name)


def known_as(number: str, sort: str, name: str) -> str:
    """SKI's are known by their number alone, others by their name as well.

    >>> known_as("SKI 02.19", "ski", "SaaS") == known_as("02.19", "ski", "Software")
    True
    """
    plain = number.casefold().removeprefix("ski").strip()
    said = f"{plain}\n{'' if sort == _SKI else name.casefold()}"
    return sha256(said.encode()).hexdigest()[:_LETTERS]


def last_day_of(row: Agreement) -> date:
    """Its last day; far ahead where nobody knows."""
    return known_day(row.ends_on) or _FAR


def _kin(wanted: Agreement, reach: Reach) -> list[int]:
    """Every row that is the same agreement, by whoever keeps it."""
    rows = Agreement.objects.filter(reach.shown).values_list("pk", "number", "sort", "name")
    name = name_of(wanted)
    return [pk for pk, *said in rows if known_as(*said) == name]


class _Row(NamedTuple):
    """A contract as it is read here."""

    pk: int
    organisation_id: int
    organisation__name: str
    public_id: UUID
    name: str
    supplier: str
    starts_on: date | None
    ends_on: date | None
    currency: str
    hides_prices: bool


def _contracts(wanted: Agreement, reach: Reach) -> list[_Row]:
    """The contracts under an agreement."""
    rows = Contract.objects.filter(reach.shown, agreement__in=_kin(wanted, reach), removed_on=None)
    in_order = rows.order_by("organisation__name", "name", "pk")
    return [_Row._make(said) for said in in_order.values_list(*_Row._fields)]


def _is_told(one: _Row, reach: Reach) -> bool:
    return one.organisation_id == reach.own or not one.hides_prices


_Draws = dict[int, list[tuple[date, int]]]


def _draws(contracts: Iterable[int], on: date) -> _Draws:
    """What was drawn of each of some contracts: the day and how much, never what it was."""
    rows = Draw.objects.filter(contract__in=list(contracts), drawn_on__lte=on).order_by("drawn_on", "pk")
    found: _Draws = defaultdict(list)
    for key, day, minor in rows.values_list("contract_id", "drawn_on", "amount_minor"):
        found[key].append((day, minor))
    return found


def _drawn(row: Agreement, under: Sequence[_Row], draws: _Draws, reach: Reach, on: date) -> AgreementDrawn:
    counted = [one for one in under if _is_told(one, reach) and one.currency == row.currency]
    keys = {one.pk for one in counted}
    contracts = tuple(_under_it(one, reach, _sum(draws, one) if one.pk in keys else None) for one in under)
    found = AgreementDrawn(row, row.organisation_id == reach.own, None, len(under) - len(counted), contracts)
    if not row.ceiling_minor:
        return found
    drawn = (
        Drawn(one.organisation__name, day, Money(minor, row.currency))
        for one in counted
        for day, minor in draws[one.pk]
    )
    ceiling = Money(row.ceiling_minor, row.currency)
    return replace(found, down=draw_down(ceiling, drawn, known_day(row.starts_on), on, last_day_of(row)))


def _sum(draws: _Draws, one: _Row) -> Money:
    return Money(sum(minor for _day, minor in draws[one.pk]), one.currency)


def _under_it(one: _Row, reach: Reach, drawn: Money | None) -> UnderIt:
    return UnderIt(
        one.organisation__name,
        one.public_id,
        one.name,
        one.supplier,
        one.starts_on,
        one.ends_on,
        one.organisation_id == reach.own,
        drawn,
    )
