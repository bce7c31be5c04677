"""What a procurement notice says, whatever form it was published in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import ClassVar, Final, Literal

from pydantic import ConfigDict

from samspil.core.units import Money

IT_DIVISIONS: Final = ("48", "72")


class Stage(StrEnum):
    """How far a purchase had come when the notice was published."""

    PLANNING = "planning"
    COMPETITION = "competition"
    AWARD = "award"
    DIRECT_AWARD = "direct_award"
    MODIFICATION = "modification"
    CORRECTION = "correction"


class ValueIs(StrEnum):
    """Whether an amount is what the buyer expected to pay, or what was awarded."""

    ESTIMATED = "estimated"
    AWARDED = "awarded"


@dataclass(frozen=True, slots=True)
class Party:
    """A buyer or a winner; country and number as the notice writes them, ``cvr`` only if it is one."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    country: str | None
    national_id: str | None
    cvr: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. What it does not say is ``None`` or empty; nothing is worked out from what it says.

    ``form`` is the standard form's number (``F21``) or the eForms subtype (``16``). ``cpv`` has eight digits
    a code, the main one first, each once. ``value`` is the stated total, or the only lot's amount; amounts of
    several lots are not added up. ``starts_on`` is the earliest and ``ends_on`` the latest day of any lot,
    both inside. Days and hours are those of the place, without a time zone.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    schema: Literal["ted", "eforms"]
    publication_number: str | None
    form: str
    stage: Stage
    buyers: tuple[Party, ...]
    title: str
    language: str
    cpv: tuple[str, ...]
    value: Money | None
    value_is: ValueIs | None
    dispatched_on: date | None
    published_on: date | None
    tenders_due_on: date | None
    tenders_due_time: time | None
    starts_on: date | None
    ends_on: date | None
    concluded_on: date | None
    winners: tuple[Party, ...]
    source_link: str | None

    @property
    def is_it(self) -> bool:
        """Whether any CPV code is of division 48 (software) or 72 (IT services), main subject or not.

        Computers are of division 30 and networks of 32; they do not count here.
        """
        return any(code.startswith(IT_DIVISIONS) for code in self.cpv)

    @property
    def is_mainly_it(self) -> bool:
        """Whether the main CPV code is of division 48 or 72."""
        return self.cpv[0].startswith(IT_DIVISIONS)
