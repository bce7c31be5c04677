"""Contracts as plain values, for the re-tender calendar and whoever else reckons with them.

Four questions, however many contracts; four more and the door's where others' are read too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Agreement, Contract, ContractOption, ContractSystem
from samspil.apps.systems.selectors.others import PRICE
from samspil.apps.systems.selectors.reach import Reach, reaching
from samspil.apps.systems.types.terms import AgreementTerms, ContractTerms, OptionTerms

_PRICES: Final = ("value_minor", "operation_minor", "acquisition_minor", "drawn_minor")
_BESIDE: Final = frozenset({"organisation", "options", "parent", "cpv", "systems", "agreement", *_PRICES})
_PLAIN: Final = tuple(name for name in ContractTerms.__dataclass_fields__ if name not in _BESIDE)
_OPTION: Final = ("months", "notice_days", "value_minor")
_FEW: Final = 1000
_Shown = Callable[[str], Q]  # of a record, by the name that leads to it: whether it is shown


def own_terms(organisation_id: int, *which: Q) -> list[ContractTerms]:
    """The contracts that an organisation keeps and has not removed, all or some, by their end."""
    rows = Contract.objects.filter(*which, organisation_id=organisation_id, removed_on=None)
    return _terms(rows, lambda record: Q(**{f"{record}organisation": organisation_id}), lambda name: name)


def shown_terms(acting: Acting, on: date) -> list[ContractTerms]:
    """One's own, and those that others show; others' prices only where they do not hide them."""
    with reaching(acting, on) as reach:
        return terms_in_reach(reach)


def terms_in_reach(reach: Reach, *which: Q) -> list[ContractTerms]:
    """The same, all or some, with the registers of others in scope already.

    All are asked for by whose they are, of which an index is kept; some are known by their keys, and then one
    question is enough for both.
    """
    if which:
        found = _terms(Contract.objects.filter(reach.shown, *which, removed_on=None), *_either(reach))
        told = [one if one.organisation_id == reach.own else _as_shown(one) for one in found]
    else:
        rows = Contract.objects.filter(reach.others, removed_on=None)
        told = [*own_terms(reach.own), *map(_as_shown, _terms(rows, reach.others_of, PRICE))]
    return sorted(told, key=lambda one: one.ends_on or date.max)


def _either(reach: Reach) -> tuple[_Shown, Callable[[str], Any]]:
    """Of one's own all is shown, and every price; of others what they show."""

    def shown(record: str) -> Q:
        return Q(**{f"{record}organisation": reach.own}) | reach.others_of(record)

    def price(name: str) -> Any:
        return Case(When(organisation=reach.own, then=F(name)), default=PRICE(name))

    return shown, price


def _as_shown(one: ContractTerms) -> ContractTerms:
    """Who answers for another's contract, where, and what its options cost, stays with whoever keeps it."""
    options = tuple(replace(option, value_minor=None) for option in one.options)
    return replace(one, unit="", owner="", owner_person=None, parent=None, options=options)


def _terms(rows: QuerySet[Contract], shown: _Shown, price: Callable[[str], Any]) -> list[ContractTerms]:
    told = list(
        rows.order_by("ends_on", "pk")
        .annotate(**{f"seen_{name}": _column(price(name)) for name in _PRICES})
        .values(
            *_PLAIN,
            *(f"seen_{name}" for name in _PRICES),
            *("pk", "organisation__name", "parent__public_id", "cpv", "agreement_id", "hides_prices"),
        )
    )
    if not told:
        return []
    theirs = _theirs(told)
    options, systems = _options(theirs), _systems(theirs, shown)
    agreements = _agreements({row["agreement_id"] for row in told} - {None}, shown)
    return [
        ContractTerms(
            **{name: row[name] for name in _PLAIN},
            **{name: row[f"seen_{name}"] for name in _PRICES},
            organisation=row["organisation__name"],
            parent=row["parent__public_id"],
            cpv=tuple(row["cpv"]),
            options=tuple(options[row["pk"]]),
            systems=tuple(systems[row["pk"]]),
            agreement=agreements.get(row["agreement_id"]),
        )
        for row in told
    ]


def _column(said: Any) -> Any:
    return F(said) if isinstance(said, str) else said


def _theirs(told: Sequence[dict[str, Any]]) -> Q:
    """What hangs on some contracts: few are named, of many all is read that their owners have."""
    if len(told) <= _FEW:
        return Q(contract__in=[row["pk"] for row in told])
    return Q(organisation__in={row["organisation_id"] for row in told})


def _options(theirs: Q) -> dict[int, list[OptionTerms]]:
    rows = ContractOption.objects.filter(theirs).order_by("contract_id", "place")
    found: dict[int, list[OptionTerms]] = defaultdict(list)
    for key, *said in rows.values_list("contract_id", *_OPTION):
        found[key].append(OptionTerms(*said))
    return found


def _systems(theirs: Q, shown: _Shown) -> dict[int, list[UUID]]:
    rows = ContractSystem.objects.filter(theirs, shown("use__"), use__removed_on=None)
    found: dict[int, list[UUID]] = defaultdict(list)
    in_order = rows.order_by("contract_id", "pk")
    for key, catalogue in in_order.values_list("contract_id", "use__catalogue"):
        found[key].append(catalogue)
    return found


def _agreements(keys: Iterable[int], shown: _Shown) -> dict[int, AgreementTerms]:
    names = tuple(AgreementTerms.__dataclass_fields__)
    rows = Agreement.objects.filter(shown(""), pk__in=list(keys))
    return {key: AgreementTerms(*said) for key, *said in rows.values_list("pk", *names)}
