"""Framework agreements with what contracts have drawn of them: one's own, and those that associations show.

Contracts of others count where they are shown, under an agreement that is shown, and with prices that are not
hidden. What nobody shows is not counted, and pages say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.systems.models import Agreement, Contract, Draw
from samspil.apps.systems.selectors.calendar import known_day
from samspil.apps.systems.selectors.reach import Reach, reach_of
from samspil.core.retender.ceiling import DrawDown, Drawn, draw_down
from samspil.core.systems.checks import LAST_YEAR
from samspil.core.systems.vocabulary import AgreementSort
from samspil.core.units import Money

_FAR: Final = date(LAST_YEAR, 12, 31)
_SKI: Final = AgreementSort.SKI.value


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
    """An agreement, the contracts under it, and its ceiling's use; none where nobody has said a ceiling."""

    row: Agreement
    is_ours: bool
    contracts: tuple[UnderIt, ...]
    down: DrawDown | None

    @property
    def last_day(self) -> date:
        """Its last day; far ahead where nobody knows."""
        return known_day(self.row.ends_on) or _FAR

    @property
    def uncounted(self) -> int:
        """How many contracts are under it whose draws are not counted."""
        return sum(1 for one in self.contracts if one.drawn is None)


def list_drawn(acting: Acting, on: date, which: Q | None = None) -> list[AgreementDrawn]:
    """The agreements, by number; four questions and the door's, however many. ``which`` narrows them."""
    return drawn_for(acting.organisation_id, on, which)


def drawn_for(organisation_id: int, on: date, which: Q | None = None) -> list[AgreementDrawn]:
    """The same as an organisation sees them, whoever asks."""
    with reach_of(organisation_id, on) as reach:
        found = _seen(reach, which or Q())
        if not found:
            return []
        kin = _kin(found, reach)
        contracts = _contracts(kin, reach)
        told = (one.pk for many in contracts.values() for one in many if _is_told(one, reach))
        draws = _draws(told, on)
    return [_drawn(row, contracts[_name(row.number, row.sort, row.name)], draws, reach, on) for row in found]


def access_drawn(acting: Acting, public_id: UUID, on: date) -> AgreementDrawn:
    """One agreement of one's own, or that an association shows.

    Raises:
        NotFoundError: there is none, or it is not shown.
    """
    found = list_drawn(acting, on, Q(public_id=public_id))
    if not found:
        raise NotFoundError(str(public_id))
    return found[0]


def own_with_a_ceiling(organisation_id: int) -> Q:
    """One's own agreements that say a ceiling, for which nobody looks for another way to buy yet."""
    return Q(organisation=organisation_id, ceiling_minor__gt=0) & ~Q(is_initiated="yes")


def _seen(reach: Reach, which: Q) -> list[Agreement]:
    of_associations = reach.others & Q(organisation__kind=OrganisationKind.ASSOCIATION.value)
    rows = Agreement.objects.filter(Q(organisation=reach.own) | of_associations, which)
    return list(rows.select_related("organisation").order_by("number", "pk"))


_Name = tuple[str, str]


def _name(number: str, sort: str, name: str) -> _Name:
    """What an agreement is known by at all: SKI's by their number alone, others by their name as well."""
    plain = number.casefold().removeprefix("ski").strip()
    return plain, "" if sort == _SKI else name.casefold()


def _kin(found: Sequence[Agreement], reach: Reach) -> dict[int, _Name]:
    """Every row that is one of the agreements, by whoever keeps it."""
    wanted = {_name(row.number, row.sort, row.name) for row in found}
    rows = Agreement.objects.filter(reach.shown).values_list("pk", "number", "sort", "name")
    named = {pk: _name(*said) for pk, *said in rows}
    return {pk: name for pk, name in named.items() if name in wanted}


class _Row(NamedTuple):
    """A contract as it is read here."""

    pk: int
    agreement_id: int
    organisation_id: int
    organisation__name: str
    public_id: UUID
    name: str
    supplier: str
    starts_on: date | None
    ends_on: date | None
    currency: str
    hides_prices: bool


def _contracts(kin: dict[int, _Name], reach: Reach) -> dict[_Name, list[_Row]]:
    """The contracts under each agreement."""
    rows = Contract.objects.filter(reach.shown, agreement__in=kin, removed_on=None)
    rows = rows.order_by("organisation__name", "name", "pk")
    found: dict[_Name, list[_Row]] = defaultdict(list)
    for said in rows.values_list(*_Row._fields):
        one = _Row._make(said)
        found[kin[one.agreement_id]].append(one)
    return found


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
    counted = {one.pk for one in under if _is_told(one, reach) and one.currency == row.currency}
    contracts = tuple(_under_it(one, reach, _sum(draws, one) if one.pk in counted else None) for one in under)
    found = AgreementDrawn(row, row.organisation_id == reach.own, contracts, None)
    if not row.ceiling_minor:
        return found
    drawn = (
        Drawn(one.organisation__name, day, Money(minor, row.currency))
        for one in under
        if one.pk in counted
        for day, minor in draws[one.pk]
    )
    ceiling = Money(row.ceiling_minor, row.currency)
    return replace(found, down=draw_down(ceiling, drawn, known_day(row.starts_on), on, found.last_day))


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
