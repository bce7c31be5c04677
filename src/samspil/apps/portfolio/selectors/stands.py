"""The portfolio as a list that comes in meets it: asked for as it is needed, some initiatives at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import OuterRef, Subquery

from samspil.apps.portfolio.models import Estimate, Initiative, ListedRow, RoleHolder, StatusReport
from samspil.apps.portfolio.selectors.listed import CURRENT, OWN_CURRENCY, ROLES
from samspil.core.portfolio.listing.consequences import Standing, ToldBefore
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.plain import values_of
from samspil.core.portfolio.listing.reading import Known, Nothing, Why
from samspil.core.portfolio.listing.recognising import Seen
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.periods import on as in_period

Values = dict[Field, Known | Nothing]
AT_ONCE: Final = 2000


class Portfolio:
    """All initiatives of an organisation on a day, and what one list, its ``source``, has told before."""

    def __init__(self, organisation_id: int, source: str, on: date) -> None:
        self._owner, self._source, self._on = organisation_id, source, on

    @cached_property
    def ids(self) -> dict[str, int]:
        """The key in the database of each initiative, by its key outside."""
        rows = Initiative.objects.filter(organisation_id=self._owner).order_by("pk")
        return {str(public_id): key for public_id, key in rows.values_list("public_id", "pk")}

    @cached_property
    def told(self) -> dict[str, ToldBefore]:
        """The lines that this list has told before, by their keys."""
        rows = ListedRow.objects.filter(organisation_id=self._owner, source=self._source)
        if not rows.exists():
            return {}
        keys = {key: public_id for public_id, key in self.ids.items()}
        found = rows.values_list("key", "digest", "initiative_id").iterator(AT_ONCE)
        return {key: ToldBefore(keys[initiative], digest) for key, digest, initiative in found}

    def __contains__(self, key: object) -> bool:
        return key in self.ids

    def rest(self, taken: Set[str]) -> Sequence[Seen]:
        """All but some, by what this list calls them."""
        own = self._own_names() if len(taken) < len(self.ids) else {}
        rows = Initiative.objects.filter(organisation_id=self._owner).order_by("pk")
        found = rows.values_list("public_id", "pk", "title")
        return [
            Seen(str(public_id), title, *own.get(key, ("", "")))
            for public_id, key, title in (found.iterator(AT_ONCE) if len(taken) < len(self.ids) else ())
            if str(public_id) not in taken
        ]

    def _own_names(self) -> dict[int, tuple[str, str]]:
        """The number and unit under which this list has told of each."""
        rows = ListedRow.objects.filter(organisation_id=self._owner, source=self._source).order_by("pk")
        found: dict[int, tuple[str, str]] = {}
        for initiative, _key, values in _by_year(rows.values_list("initiative", "key", "values")):
            before = found.get(initiative, ("", ""))
            said = values.get(Field.NUMBER.value, before[0]), values.get(Field.UNIT.value, before[1])
            found[initiative] = tuple(one if isinstance(one, str) else "" for one in said)  # type: ignore[assignment]
        return found

    def of(self, keys: Iterable[str]) -> Mapping[str, Standing]:
        """How some stand; four questions for each two thousand."""
        found: dict[str, Standing] = {}
        for portion in _portions(sorted(self.ids[key] for key in keys)):
            found |= self._some(portion)
        return found

    def _some(self, portion: Sequence[int]) -> dict[str, Standing]:
        listed = self._listed(portion)
        holders = self._holders(portion)
        return {
            str(row["public_id"]): Standing(
                str(row["public_id"]),
                row["title"],
                current=_current(row, holders.get(row["pk"], {}), listed.get(row["pk"], {})),
                listed=listed.get(row["pk"], {}),
                reported_on=row["reported_on"],
            )
            for row in self._rows(portion)
        }

    def every(self) -> Iterator[tuple[Standing, str]]:
        """Each initiative, in order, with our own number of it; not all held at a time."""
        for portion in _portions(list(self.ids.values())):
            standing = self._some(portion)
            numbers = self._texts("number", portion)
            for key, one in standing.items():
                yield one, numbers[key]

    def names_of(self, keys: Iterable[str]) -> dict[str, str]:
        """What some are called."""
        return self._texts("title", [self.ids[key] for key in keys if key in self.ids])

    def numbers_of(self, keys: Iterable[str]) -> dict[str, str]:
        """Our own numbers of some."""
        return self._texts("number", [self.ids[key] for key in keys if key in self.ids])

    def _texts(self, column: str, ids: Sequence[int]) -> dict[str, str]:
        found: dict[str, str] = {}
        for portion in _portions(ids):
            rows = Initiative.objects.filter(organisation_id=self._owner, pk__in=portion)
            found |= {str(public_id): said for public_id, said in rows.values_list("public_id", column)}
        return found

    def _rows(self, portion: Sequence[int]) -> Any:
        first = Estimate.objects.filter(initiative=OuterRef("pk"), sequence=1)
        last = StatusReport.objects.filter(initiative=OuterRef("pk")).order_by("-on", "-id")
        rows = Initiative.objects.filter(organisation_id=self._owner, pk__in=portion).order_by("pk")
        return rows.annotate(
            first_cost=Subquery(first.values("cost_minor")[:1]),
            first_currency=Subquery(first.values("currency")[:1]),
            last_text=Subquery(last.values("text")[:1]),
        ).values(
            *("pk", "public_id", "title", "form", "areas", "purpose", "legal_source"),
            *("starts_on", "expected_end", "light", "reported_on"),
            *("first_cost", "first_currency", "last_text"),
        )

    def _holders(self, portion: Sequence[int]) -> dict[int, dict[Field, str]]:
        found: dict[int, dict[Field, str]] = defaultdict(dict)
        by_role = {role.value: one for one, role in ROLES.items()}
        rows = RoleHolder.objects.filter(
            in_period(self._on), organisation_id=self._owner, initiative__in=portion, role__in=by_role
        )
        for initiative, role, function in rows.order_by("pk").values_list("initiative", "role", "function"):
            found[initiative][by_role[role]] = function
        return found

    def _listed(self, portion: Sequence[int]) -> dict[int, Values]:
        """What lists have told last of each."""
        rows = ListedRow.objects.filter(organisation_id=self._owner, initiative__in=portion).order_by("pk")
        found: dict[int, Values] = {}
        for initiative, _key, values in _by_year(rows.values_list("initiative", "key", "values")):
            found.setdefault(initiative, {}).update(values_of(values))
        return found


def _by_year(rows: Iterable[Any]) -> list[Any]:
    """A list of an earlier year that came later says nothing newer."""
    return sorted(rows, key=lambda row: row[1].partition("|")[0])


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), AT_ONCE):
        yield ids[at : at + AT_ONCE]


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
