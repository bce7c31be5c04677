"""The portfolio as a list that comes in meets it: how all stands, and what lists have told of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import OuterRef, Subquery

from samspil.apps.portfolio.models import (
    Estimate,
    Initiative,
    ListedRow,
    ListUpload,
    RoleHolder,
    StatusReport,
    TableMapping,
)
from samspil.apps.portfolio.types import InitiativeRole
from samspil.core.portfolio.listing.consequences import Standing, ToldBefore
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.plain import values_of
from samspil.core.portfolio.listing.reading import Known, Nothing, Why
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.periods import on as in_period

Values = dict[Field, Known | Nothing]

OWN_CURRENCY: Final = "DKK"
ROLES: Final[Mapping[Field, InitiativeRole]] = {
    Field.MANAGER: InitiativeRole.MANAGER,
    Field.OWNER: InitiativeRole.OWNER,
}
# What is so of an initiative and can be told in a list, in the order of the columns of our own.
CURRENT: Final = (
    *(Field.NAME, Field.FORM, Field.CATEGORY, Field.PURPOSE, Field.LEGAL_SOURCE),
    *(Field.OWNER, Field.MANAGER, Field.STARTS_ON, Field.ENDS_ON),
    *(Field.COST, Field.RATING, Field.RATING_COMMENT),
)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All initiatives of an organisation, what this list has told before, and our own numbers of them."""

    standing: tuple[Standing, ...]
    told: Mapping[str, ToldBefore]
    ids: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)


def portfolio_of(organisation_id: int, source: str, on: date) -> Portfolio:
    """How everything stands. Three questions, however many there are."""
    listed, by_source, told = _told(organisation_id, source)
    holders = _holders(organisation_id, on)
    standing, ids, numbers = [], {}, {}
    for row in _rows(organisation_id):
        key = str(row["public_id"])
        ids[key], numbers[key] = row["pk"], row["number"]
        said, own = listed.get(row["pk"], {}), by_source.get(row["pk"], {})
        standing.append(
            Standing(
                key,
                row["title"],
                str(own.get(Field.NUMBER, "")),
                str(own.get(Field.UNIT, "")) if not isinstance(own.get(Field.UNIT), Nothing) else "",
                _current(row, holders.get(row["pk"], {}), said),
                said,
                row["reported_on"],
            )
        )
    before = {key: ToldBefore(str(public_id), digest) for key, (public_id, digest) in told.items()}
    return Portfolio(tuple(standing), before, ids, numbers)


def _rows(organisation_id: int) -> Any:
    first = Estimate.objects.filter(initiative=OuterRef("pk"), sequence=1)
    last = StatusReport.objects.filter(initiative=OuterRef("pk")).order_by("-on", "-id")
    rows = Initiative.objects.filter(organisation_id=organisation_id).order_by("pk")
    return rows.annotate(
        first_cost=Subquery(first.values("cost_minor")[:1]),
        first_currency=Subquery(first.values("currency")[:1]),
        last_text=Subquery(last.values("text")[:1]),
    ).values(
        *("pk", "public_id", "number", "title", "form", "areas", "purpose", "legal_source"),
        *("starts_on", "expected_end", "light", "reported_on"),
        *("first_cost", "first_currency", "last_text"),
    )


def _holders(organisation_id: int, on: date) -> dict[int, dict[Field, str]]:
    found: dict[int, dict[Field, str]] = defaultdict(dict)
    by_role = {role.value: one for one, role in ROLES.items()}
    rows = RoleHolder.objects.filter(in_period(on), organisation_id=organisation_id, role__in=by_role)
    for initiative, role, function in rows.order_by("pk").values_list("initiative", "role", "function"):
        found[initiative][by_role[role]] = function
    return found


def _told(
    organisation_id: int, source: str
) -> tuple[dict[int, Values], dict[int, Values], dict[str, tuple[UUID, str]]]:
    """What lists have told last of each initiative; what this one has; and its lines by their keys."""
    rows = ListedRow.objects.filter(organisation_id=organisation_id).order_by("pk")
    listed: dict[int, Values] = {}
    by_source: dict[int, Values] = {}
    keys: dict[str, tuple[UUID, str]] = {}
    columns = ("initiative", "initiative__public_id", "source", "key", "digest", "values")
    # A list of an earlier year that came later says nothing newer.
    for initiative, public_id, of, key, digest, values in sorted(
        rows.values_list(*columns), key=lambda row: row[3].partition("|")[0]
    ):
        said = values_of(values)
        listed.setdefault(initiative, {}).update(said)
        if of == source:
            by_source.setdefault(initiative, {}).update(said)
            keys[key] = (public_id, digest)
    return listed, by_source, keys


def _current(row: Mapping[str, Any], holders: Mapping[Field, str], listed: Values) -> Values:
    """What is so now. What a list may not say, and nobody has said since, is still withheld."""
    cost = row["first_cost"]
    said: dict[Field, Any] = {
        Field.NAME: row["title"],
        Field.FORM: row["form"],
        Field.CATEGORY: "; ".join(row["areas"]),
        Field.PURPOSE: row["purpose"],
        Field.LEGAL_SOURCE: row["legal_source"],
        **holders,
        Field.STARTS_ON: row["starts_on"],
        Field.ENDS_ON: row["expected_end"],
        Field.COST: None if cost is None else Money(cost, row["first_currency"] or OWN_CURRENCY),
        Field.RATING: Light(row["light"]) if row["reported_on"] else None,
        Field.RATING_COMMENT: row["last_text"],
    }
    for one in CURRENT:
        before = listed.get(one)
        is_unknown = not said.get(one) or (one is Field.RATING and said[one] is Light.GREY)
        if is_unknown and isinstance(before, Nothing) and before.why is Why.WITHHELD:
            said[one] = before
    return {one: value for one, value in said.items() if value}


def withheld_in(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[Field, str]:
    """What lists may not say of an initiative, with the words that stand there instead.

    ``rows`` is what each list told, by the key of its line, which begins with its year.
    """
    said: Values = {}
    for _key, values in sorted(rows, key=lambda row: row[0].partition("|")[0]):
        said.update(values_of(values))
    return {
        one: value.words
        for one, value in said.items()
        if isinstance(value, Nothing) and value.why is Why.WITHHELD
    }


def access_list(organisation_id: int, public_id: UUID) -> ListUpload | None:
    """A list that somebody has sent to the organisation one acts for."""
    return ListUpload.objects.filter(organisation_id=organisation_id, public_id=public_id).first()


def kept_mappings(organisation_id: int, name: str | None = None) -> dict[str, TableMapping]:
    """How lists are read that have been here, by their shape; of one name where it is given."""
    rows = TableMapping.objects.filter(organisation_id=organisation_id).order_by("kept_at")
    return {one.shape: one for one in (rows if name is None else rows.filter(name=name))}
