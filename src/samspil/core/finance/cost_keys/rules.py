"""The rules that a cost key may have, as data: what stands in a file or a row, and nothing else.

Rates and amounts are kroner as people write them ("12.50"), shares are "1/3" or "0.25".
Sources: KOMBIT's infrastructure and "buffet" prices, GeoDanmark, Digiorden, Sogn: methods.md, 2.6.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

MOST_STEPS: Final = 40
MOST_PARTS: Final = 10
MOST_MEMBERS: Final = 200
MOST_DIGITS: Final = 24
# No exponents: "1e999999999" is short to write and a thousand million digits long.
_WRITTEN: Final = re.compile(r"[+-]?[0-9]+([./][0-9]+)?")


def exact(value: object) -> object:
    """Text or a whole number as a fraction; a float is refused, for it is not what was written."""
    if isinstance(value, Fraction):
        return value
    said = str(value)
    if isinstance(value, bool | float) or len(said) > MOST_DIGITS or not _WRITTEN.fullmatch(said.strip()):
        raise ValueError("not exact")
    try:
        number = Fraction(said)
    except ZeroDivisionError:
        raise ValueError("not a number") from None
    if number < 0:
        raise ValueError("below nought")
    return number


def written(value: Fraction) -> str:
    """As it can be read again: "12.5" where decimals are enough, else "1/3".

    >>> written(Fraction(25, 2)), written(Fraction(1, 3)), written(Fraction(25))
    ('12.5', '1/3', '25')
    """
    for places in range(7):
        if (value * 10**places).denominator == 1:
            digits = str(int(value * 10**places)).rjust(places + 1, "0")
            return digits[: len(digits) - places] + ("." + digits[len(digits) - places :] if places else "")
    return str(value)


Exact = Annotated[
    Fraction,
    BeforeValidator(exact),
    PlainSerializer(written, return_type=str),
    Field(json_schema_extra={"type": "string"}),
]


class Data(BaseModel):
    """A piece of a key: what is not known in it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Equal(Data):
    """Everybody alike."""

    by: Literal["equal"] = "equal"


class Agreed(Data):
    """Shares that have been agreed, name by name; they are all of it."""

    by: Literal["agreed"] = "agreed"
    shares: Annotated[dict[str, Exact], Field(min_length=1, max_length=MOST_MEMBERS)]


class Inhabitants(Data):
    """By inhabitants."""

    by: Literal["inhabitants"] = "inhabitants"


class Use(Data):
    """By what each used in the period, and nothing else."""

    by: Literal["use"] = "use"


class Flat(Data):
    """All that is expected to be used at a price, carried by inhabitants and fixed beforehand."""

    by: Literal["flat"] = "flat"
    price: Exact


class Tariff(Data):
    """A price: so much a member, an inhabitant and a use. Two of them make a two-part price."""

    by: Literal["tariff"] = "tariff"
    member: Exact = Fraction(0)
    inhabitant: Exact = Fraction(0)
    use: Exact = Fraction(0)


class Step(Data):
    """A rate or an amount up to a number of inhabitants, that number counted; the last has no end."""

    up_to: Annotated[int, Field(ge=1)] | None = None
    rate: Exact


class _Steps(Data):
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MOST_STEPS)]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        ends = [one.up_to for one in self.steps[:-1]]
        known = [end for end in ends if end is not None]
        if len(known) < len(ends) or known != sorted(set(known)) or self.steps[-1].up_to is not None:
            raise ValueError("steps rise, and only the last has no end")
        return self


class Degressive(_Steps):
    """A price an inhabitant that changes with size: each inhabitant at the rate of its own step."""

    by: Literal["degressive"] = "degressive"


class Bands(_Steps):
    """One amount a member, by the band that its size is in."""

    by: Literal["bands"] = "bands"


class ExpectedUsers(Data):
    """Alike for those who use it, or are expected to within so many years of the period's first day."""

    by: Literal["expected_users"] = "expected_users"
    years: Annotated[int, Field(ge=1, le=50)] = 5


class SplitPart(Data):
    """A fixed part of the amount, of whom it is carried, and by which rule."""

    share: Exact
    members: Annotated[tuple[str, ...], Field(max_length=MOST_MEMBERS)] = ()  # none: everybody
    rule: Rule


class Split(Data):
    """Fixed parts first, and a rule of its own for each: 50/50 between state and municipalities, say."""

    by: Literal["split"] = "split"
    parts: Annotated[tuple[SplitPart, ...], Field(min_length=1, max_length=MOST_PARTS)]


class AboveThreshold(Data):
    """Up to a threshold it is carried by the one whose cost it is; what is above goes by a rule."""

    by: Literal["above_threshold"] = "above_threshold"
    threshold: Exact
    rule: Rule


Rule = Annotated[
    Equal
    | Agreed
    | Inhabitants
    | Use
    | Flat
    | Tariff
    | Degressive
    | Bands
    | ExpectedUsers
    | Split
    | AboveThreshold,
    Field(discriminator="by"),
]

SplitPart.model_rebuild()
Split.model_rebuild()
AboveThreshold.model_rebuild()

# Rules with prices of their own: what each pays follows from the rule, without an amount to divide.
Priced = Flat | Tariff | Degressive | Bands
# Rules that weigh each member by itself, whatever the amount is.
Weighed = Equal | Agreed | Inhabitants | Use | ExpectedUsers | Priced


def places_in(rule: Any) -> int:
    """How many rules stand inside each other and beside each other, this one counted."""
    inner: list[Any] = [part.rule for part in rule.parts] if isinstance(rule, Split) else []
    inner += [rule.rule] if isinstance(rule, AboveThreshold) else []
    return 1 + sum(places_in(one) for one in inner)
