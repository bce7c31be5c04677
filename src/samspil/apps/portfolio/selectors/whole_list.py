"""The whole portfolio as a list that can come in again: what a line says is what is so, and nothing else."""

from __future__ import annotations

from datetime import date
from typing import Final

from samspil.apps.portfolio.selectors.listed import CURRENT
from samspil.apps.portfolio.selectors.stands import Portfolio
from samspil.core.portfolio.listing.consequences import Standing
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.reading import Nothing
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.excel.writing import Cell, Table
from samspil.wording.listed import field_name
from samspil.wording.words import Words

# The same in every language: by them a list of ours is known again.
KEY: Final = "Samspil"
WITHHELD: Final = "Undtaget: "


def whole_list(organisation_id: int, on: date, words: Words, note: str = "") -> Table:
    """Every initiative, open and ended; values are written as they are read, whatever the language."""
    every = Portfolio(organisation_id, "", on).every()
    return Table(
        title=words.say("listed.title"),
        columns=[KEY, field_name(Field.NUMBER, words), *(field_name(one, words) for one in CURRENT)],
        rows=(_cells(one, number, words) for one, number in every),
        note=note,
    )


def _cells(one: Standing, number: str, words: Words) -> list[Cell]:
    return [one.key, number, *(_cell(what, one, words) for what in CURRENT)]


def _cell(what: Field, one: Standing, words: Words) -> Cell:
    said = one.current.get(what)
    match said:
        case None:
            return None
        case Nothing():
            return f"{WITHHELD}{said.words}"
        case Money():
            return str(said)
        case Light():
            return words.say(f"listed.light.{said.value}")
        case date():
            return said
    return words.say(f"listed.form.{said}") if what is Field.FORM else str(said)
