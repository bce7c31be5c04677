"""How contracts last, kept with them: lists ask the database for it, and reckon none that is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from samspil.apps.systems.models import Contract, ContractOption
from samspil.apps.systems.selectors.calendar import SaysTime, route_of, terms_said
from samspil.core.errors import ProblemsError
from samspil.core.retender.lasting import Lasting, Lasts, lasting
from samspil.core.systems.vocabulary import NoticeBy, Renewal
from samspil.kit.tenancy.writing import change_many

AT_ONCE: Final = 500
KEPT: Final = ("lasts", "lasts_until", "route")
# What a list cannot say of a contract is so.
_UNSAID: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("starts_on", "ends_on", "duration_months", "renews_months", "irrevocable_until")),
    **dict.fromkeys(("terminated_on", "notice_months")),
    "renewal": Renewal.ENDS.value,
    "notice_extends": NoticeBy.ANY_DAY.value,
    "notice_by": NoticeBy.ANY_DAY.value,
    "extension": "",
    "options_used": 0,
    "is_enforced": False,
    "strategy": "",
}


@transaction.atomic
def keep_standing(organisation_id: int, on: date, *which: Q) -> int:
    """Work out how some of an organisation's contracts last, and keep it with them; how many.

    Said anew whenever a contract is, in the same transaction.
    """
    keys = Contract.objects.filter(*which, organisation_id=organisation_id).order_by("pk")
    every = list(keys.values_list("pk", flat=True))
    for begin in range(0, len(every), AT_ONCE):
        some = every[begin : begin + AT_ONCE]
        rows = list(Contract.objects.filter(pk__in=some).order_by("pk"))
        options = _options(some)
        for row in rows:
            found = _lasting(row, options.get(row.pk, ()), on)
            row.lasts, row.lasts_until, row.route = found.how.value, found.until, route_of(row.strategy).value
        change_many(rows, KEPT)
    return len(every)


def no_longer_true(on: date) -> Q:
    """Those that nothing is kept with, and those that have renewed themselves since."""
    renewed = Q(lasts=Lasts.ENDS.value, lasts_until__lt=on, renewal=Renewal.RENEWS.value, terminated_on=None)
    return Q(lasts="") | renewed


def of_listed(columns: Mapping[str, Any], on: date, options: Iterable[int] = ()) -> dict[str, Any]:
    """What is kept with a new contract that a list says this of, its options in months."""
    route = route_of(columns.get("strategy", "")).value
    said: Any = SimpleNamespace(**{**_UNSAID, **columns})
    found = _lasting(said, [(months, None) for months in options], on)
    return {"lasts": found.how.value, "lasts_until": found.until, "route": route}


def _lasting(one: SaysTime, options: Iterable[tuple[int, int | None]], on: date) -> Lasting:
    try:
        return lasting(terms_said(one, options), on)
    except ProblemsError:
        return Lasting(Lasts.UNCLEAR, one.ends_on)


def _options(keys: Iterable[int]) -> dict[int, list[tuple[int, int | None]]]:
    rows = ContractOption.objects.filter(contract__in=list(keys)).order_by("contract_id", "place")
    found: dict[int, list[tuple[int, int | None]]] = {}
    for key, months, days in rows.values_list("contract_id", "months", "notice_days"):
        found.setdefault(key, []).append((months, days))
    return found
