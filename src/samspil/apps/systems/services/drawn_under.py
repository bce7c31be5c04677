"""What an organisation's contracts have drawn under its agreements, kept added up as it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import transaction

from samspil.apps.systems.models import Contract, Draw, DrawnUnder
from samspil.apps.systems.selectors.agreements import known_as
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.journal.tables import lock_head
from samspil.kit.tenancy.writing import add, change_many

_NARROW_FIRST: Final = [Visibility.OWN.value, Visibility.ASSOCIATION.value, Visibility.PUBLIC.value]
_SAID: Final = ("known_as", "contracts", "drawn_minor", "draws")


class _Together(NamedTuple):
    """Contracts under one agreement that the same people may see, with the same of their prices."""

    agreement: int
    visibility: str
    hides_prices: bool
    currency: str


class _AddedUp(NamedTuple):
    """What is kept of them, in the order of `_SAID`."""

    known_as: str
    contracts: int
    drawn_minor: int
    draws: list[list[Any]]


class _Under(NamedTuple):
    """A contract under an agreement as it is read here."""

    pk: int
    agreement_id: int
    agreement__number: str
    agreement__sort: str
    agreement__name: str
    agreement__visibility: str
    visibility: str
    hides_prices: bool
    currency: str

    @property
    def together(self) -> _Together:
        """Whom it is added up with: the narrower of who may see it and who may see its agreement."""
        seen_by = min(self.visibility, self.agreement__visibility, key=_NARROW_FIRST.index)
        return _Together(self.agreement_id, seen_by, self.hides_prices, self.currency)


@transaction.atomic
def keep_drawn_under(organisation_id: int, on: date) -> int:
    """Add up anew what is drawn by a day under an organisation's agreements; for how many that was otherwise.

    Done in the transaction that changes an agreement, a contract or what is drawn of it, once the journal has
    been told: whoever comes next then waits, and reads what is written here. Draws of days to come are kept,
    and not in the sum. What nothing is drawn under stands in no row, unless contracts do.
    """
    lock_head(organisation_id)
    wanted, there = _added_up(organisation_id, on), _there(organisation_id)
    gone = [row.pk for key, row in there.items() if key not in wanted]
    changed = [row for key, row in there.items() if key in wanted and _said(row) != wanted[key]]
    for row in changed:
        for name, value in zip(_SAID, wanted[_key(row)], strict=True):
            setattr(row, name, value)
    new = {key: said for key, said in wanted.items() if key not in there}
    DrawnUnder.objects.filter(pk__in=gone).delete()
    change_many(changed, _SAID)
    add([_row(organisation_id, key, said) for key, said in new.items()])
    return len(gone) + len(changed) + len(new)


def follow_drawn_under(organisation_id: int, on: date) -> int:
    """The same as days pass: nobody waits where nothing is otherwise."""
    there = {key: _said(row) for key, row in _there(organisation_id).items()}
    return 0 if there == _added_up(organisation_id, on) else keep_drawn_under(organisation_id, on)


def _row(organisation_id: int, key: _Together, said: _AddedUp) -> DrawnUnder:
    beside = key._asdict()
    agreement = beside.pop("agreement")
    return DrawnUnder(organisation_id=organisation_id, agreement_id=agreement, **beside, **said._asdict())


def _key(row: DrawnUnder) -> _Together:
    return _Together(row.agreement_id, row.visibility, row.hides_prices, row.currency)


def _said(row: DrawnUnder) -> _AddedUp:
    return _AddedUp(row.known_as, row.contracts, row.drawn_minor, row.draws)


def _there(organisation_id: int) -> dict[_Together, DrawnUnder]:
    return {_key(row): row for row in DrawnUnder.objects.filter(organisation_id=organisation_id)}


def _added_up(organisation_id: int, on: date) -> dict[_Together, _AddedUp]:
    rows = Contract.objects.filter(organisation_id=organisation_id, removed_on=None, agreement__isnull=False)
    under = [_Under._make(said) for said in rows.values_list(*_Under._fields)]
    if not under:
        return {}
    draws = _draws(organisation_id)
    by_key: dict[_Together, list[_Under]] = defaultdict(list)
    for one in under:
        by_key[one.together].append(one)
    return {key: _of(many, draws, on) for key, many in by_key.items()}


def _of(many: list[_Under], draws: Mapping[int, Iterable[tuple[date, int]]], on: date) -> _AddedUp:
    one = many[0]
    every = sorted(each for contract in many for each in draws.get(contract.pk, ()))
    return _AddedUp(
        known_as(one.agreement__number, one.agreement__sort, one.agreement__name),
        len(many),
        sum(minor for day, minor in every if day <= on),
        [[day.isoformat(), minor] for day, minor in every],
    )


def _draws(organisation_id: int) -> dict[int, list[tuple[date, int]]]:
    rows = Draw.objects.filter(
        organisation_id=organisation_id, contract__removed_on=None, contract__agreement__isnull=False
    )
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for key, day, minor in rows.values_list("contract_id", "drawn_on", "amount_minor"):
        found[key].append((day, minor))
    return found
