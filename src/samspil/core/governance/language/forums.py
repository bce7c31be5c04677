"""Forums: who sits, when they meet, what they need to decide."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from samspil.core.governance.language.basics import Day, Key, Moment, Parameter, Source, Strict, Texts
from samspil.core.governance.language.organisation import Host


class Level(StrEnum):
    """Where a forum stands."""

    POLITICAL = "political"
    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"


class Seat(Strict):
    """A kind of seat: so many holders of a role, or one from each member of the association."""

    role: Key
    number: Annotated[int, Field(ge=1, le=99)] | None = None
    per_member: bool = False
    rotation: Parameter | None = None
    source: Source


class WhenClosed(StrEnum):
    """What becomes of a meeting that falls on a closed day."""

    SKIP = "skip"
    NEXT = "next"
    PREVIOUS = "previous"


class Calendar(Strict):
    """When a forum meets: an RFC 5545 recurrence from a first meeting, with exceptions."""

    starts: Moment
    rule: str
    except_days: list[Day] = Field(default_factory=list)
    also: list[Day] = Field(default_factory=list)
    months_off: list[Annotated[int, Field(ge=1, le=12)]] = Field(default_factory=list)
    when_closed: WhenClosed
    source: Source


class Rule(StrEnum):
    """How a forum reaches a decision."""

    ONE = "one"
    CONSENT = "consent"
    MAJORITY = "majority"
    QUALIFIED = "qualified"
    UNANIMOUS = "unanimous"


class Base(StrEnum):
    """What a majority is counted of."""

    VOTES_CAST = "votes_cast"
    PRESENT = "present"
    SEATS = "seats"


class Weights(StrEnum):
    """Whether every seat weighs the same, or as the people its member has."""

    EQUAL = "equal"
    POPULATION = "population"


class Tie(StrEnum):
    """What becomes of an even vote."""

    FALLS = "falls"
    CHAIR_DECIDES = "chair_decides"


class Deciding(Strict):
    """The decision rule: quorum, what carries, and whether it can be done in writing."""

    rule: Rule
    quorum: Parameter
    threshold: Parameter | None = None
    counted_of: Base = Base.VOTES_CAST
    weights: Weights = Weights.EQUAL
    tie: Tie = Tie.FALLS
    written_procedure: Parameter | None = None
    source: Source


class Forum(Strict):
    """A body with seats, a calendar and a way to decide. ``until`` ends a time-limited one.

    Where each member has the chairing seat, ``chaired_by`` says whose chairs, from a day on.
    """

    name: Texts
    level: Level
    is_council: bool = False
    seats: dict[Key, Seat]
    chair: Key
    chaired_by: list[Host] = Field(default_factory=list)
    secretary: Key | None = None
    calendar: Calendar
    papers: Parameter
    agenda: Parameter
    deciding: Deciding
    until: Day | None = None
    source: Source
