"""A cost key: a rule with its version, the kind of cost it is for, and how members come and go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Final

from pydantic import Field, ValidationError

from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.cost_keys.rules import MOST_MEMBERS, Data, Exact, Rule, places_in

MOST_RULES: Final = 20
MOST_YEARS: Final = 100


class CostKind(StrEnum):
    """What a cost is for; each may have a key of its own."""

    ESTABLISHMENT = "establishment"
    OPERATION = "operation"
    FURTHER_DEVELOPMENT = "further_development"


class Entry(StrEnum):
    """What one that joins later pays of the establishment."""

    NOTHING = "nothing"
    WRITTEN_DOWN = "written_down"  # of what is left of it, in a straight line over so many years
    ALL = "all"


class Joining(Data):
    """What a late joiner pays to those that are there; ``indexed``: in the prices of the year it joins."""

    pays: Entry = Entry.WRITTEN_DOWN
    years: Annotated[int, Field(ge=1, le=50)] = 5
    indexed: bool = False


class Leaving(Data):
    """How long one that leaves still pays: whole months from the day it gives notice."""

    notice_months: Annotated[int, Field(ge=0, le=120)] = 12
    at_year_end: bool = False


class PriceIndex(Data):
    """What prices of one year are in another: an index number a year, and where it is from."""

    base: int
    values: Annotated[dict[int, Exact], Field(min_length=1, max_length=MOST_YEARS)]
    source: Annotated[str, Field(min_length=1, max_length=200)]


class CostKey(Data):
    """A rule, and all that is decided with it.

    ``inhabitants`` are those of each member on ``population_on``, as they were when the key was decided: they
    stay what they are, whatever a register says later. A key may leave them out.
    """

    version: Annotated[int, Field(ge=1)] = 1
    kind: CostKind
    rule: Rule
    population_on: date | None = None
    inhabitants: Annotated[dict[str, Annotated[int, Field(ge=0)]], Field(max_length=MOST_MEMBERS)] | None = (
        None
    )
    index: PriceIndex | None = None
    joining: Joining = Joining()
    leaving: Leaving = Leaving()

    @property
    def counts_days(self) -> bool:
        """Operation is carried day by day; what is paid once is carried by those who take part that day."""
        return self.kind is CostKind.OPERATION


def read(data: Mapping[str, Any]) -> CostKey:
    """A key as it stands in a file or a row.

    Raises:
        ProblemsError: ``cost_key_unreadable`` for each thing that is wrong, with where in the key it stands;
            ``cost_key_too_large``; ``joining_without_index`` for prices of another year without an index.

    >>> read({"kind": "operation", "rule": {"by": "equal"}}).rule.by
    'equal'
    """
    try:
        key = CostKey.model_validate(dict(data))
    except ValidationError as wrong:
        raise ProblemsError(
            Problem(
                "cost_key_unreadable", {"where": ".".join(map(str, one["loc"])) or "-", "said": one["type"]}
            )
            for one in wrong.errors()
        ) from None
    if places_in(key.rule) > MOST_RULES:
        raise ProblemsError.of("cost_key_too_large", most=MOST_RULES)
    if key.joining.indexed and key.index is None:
        raise ProblemsError.of("joining_without_index")
    return key


def data_of(key: CostKey) -> dict[str, Any]:
    """A key as what can be kept and read again.

    >>> data_of(read({"kind": "operation", "rule": {"by": "flat", "price": "0.75"}}))["rule"]
    {'by': 'flat', 'price': '0.75'}
    """
    return key.model_dump(mode="json", exclude_none=True)


def in_prices_of(index: PriceIndex | None, amount: Fraction, year: int) -> Fraction:
    """An amount in prices of the index's base year, in those of another. Without an index it stays.

    Raises:
        ProblemsError: ``price_index_without_year``.

    >>> two = PriceIndex(base=2024, values={2024: "100", 2026: "105"}, source="example")
    >>> in_prices_of(two, Fraction(200), 2026)
    Fraction(210, 1)
    """
    if index is None:
        return amount
    for asked in (index.base, year):
        if not index.values.get(asked):
            raise ProblemsError.of("price_index_without_year", year=asked)
    return amount * index.values[year] / index.values[index.base]
