"""The shapes that are sent and told of the register, and how rows come by them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final, TypeVar

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from samspil.core.systems.vocabulary import Visibility
from samspil.core.units import Money
from samspil.kit.api import shapes

Row = TypeVar("Row", bound=Model)
_SIGNED: Final = r"^-?[0-9]{1,12}(\.[0-9]{1,2})?$"
_MOST: Final = 2_000_000_000
_MOST_MONTHS: Final = 600
Called = Annotated[
    str,
    StringConstraints(
        strict=True,
        min_length=1,
        max_length=200,
        pattern=shapes.ONE_LINE,
    ),
]
Word = Annotated[str, StringConstraints(strict=True, max_length=100, pattern=shapes.LINES)]
Number = Annotated[str, StringConstraints(strict=True, max_length=20, pattern=shapes.LINES)]
Currency = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]{3}$")]
# Below nought where it corrects something. In the record's currency.
Signed = Annotated[
    str,
    StringConstraints(strict=True, pattern=_SIGNED),
    WithJsonSchema({"type": "string", "pattern": _SIGNED, "examples": ["100000.00"]}),
]
Count = Annotated[
    int,
    Field(strict=True, ge=0, le=_MOST),
    BeforeValidator(shapes.whole),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": _MOST}),
]
Months = Annotated[
    int,
    Field(strict=True, ge=0, le=_MOST_MONTHS),
    BeforeValidator(shapes.whole),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": _MOST_MONTHS}),
]
Words = Annotated[list[Word], Field(max_length=100)]
Shown = Annotated[Visibility, shapes.one_of(Visibility)]


class DocumentLink(shapes.Asked):
    """A document that lies elsewhere."""

    title: shapes.Short
    url: Annotated[str, StringConstraints(strict=True, max_length=1000, pattern=shapes.ADDRESS)]


class PriceOut(Schema):
    """An exact amount."""

    amount: str
    currency: str


Links = Annotated[list[DocumentLink], Field(max_length=100)]


def links_of(said: Iterable[Any]) -> list[dict[str, str]]:
    """The documents of a row; those that lists brought have no title."""
    pairs = (one if isinstance(one, list | tuple) and len(one) == 2 else ("", str(one)) for one in said)
    return [{"title": title, "url": url} for title, url in pairs]


def told(minor: int | None) -> str | None:
    """An amount of a row in whole units with two decimals; nothing where nobody has said."""
    return None if minor is None else str(Money(minor)).split(" ", maxsplit=1)[0]


def price(money: Money) -> dict[str, str]:
    """An amount with its currency."""
    return {"amount": str(told(money.minor)), "currency": money.currency}


def minor(said: str | None) -> int | None:
    """An amount that was sent."""
    return None if said is None else Money.of(said).minor


def as_said(sent: shapes.Asked, amounts: Iterable[str]) -> dict[str, Any]:
    """What was sent, as a service takes it; what was left out is left out here as well."""
    found = {name: getattr(sent, name) for name in sent.model_fields_set}
    for name in amounts:
        if name in found:
            found[f"{name}_minor"] = minor(found.pop(name))
    if "links" in found:
        found["links"] = tuple((one.title, one.url) for one in found["links"])
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


def after(rows: QuerySet[Row], key: int | None, size: int) -> tuple[list[Row], int | None]:
    """A page of rows in the order of their keys, and the last one's where there are more."""
    found = list(rows.filter(pk__gt=key or 0).order_by("pk")[: size + 1])
    shown = found[:size]
    return shown, shown[-1].pk if len(found) > size else None
