"""What a list says of an initiative, field by field, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.reading import Known, Nothing, Why
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.wording.words import Words

_LONGEST: Final = 160
_FORMS: Final = frozenset({"programme", "project", "pilot", "task"})


def field_name(what: Field, words: Words) -> str:
    """What a field is called.

    >>> field_name(Field.ENDS_ON, Words("da"))
    'Slut'
    """
    return words.say(f"listed.field.{what.value}")


def value(what: Field, said: Known | Nothing | None, words: Words) -> str:
    """A value as people read it; long words are cut short.

    >>> value(Field.COST, Money.of(1200), Words("da")), value(Field.COST, None, Words("da"))
    ('1.200 kr.', 'intet')
    """
    text = str(said)
    match said:
        case None | Nothing():
            is_withheld = said is not None and said.why is Why.WITHHELD
            text = words.say("listed.withheld" if is_withheld else "listed.nothing")
        case Money():
            text = words.money(said)
        case Light():
            text = words.say(f"listed.light.{said.value}")
        case date():
            text = words.day(said)
        case Decimal():
            text = words.percent(Fraction(said))
        case str() if what is Field.FORM and said in _FORMS:
            text = words.say(f"listed.form.{said}")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
