"""Whose model it is: a municipality, or an association with dated members and a secretariat's host."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from samspil.core.governance.language.basics import Code, Day, Key, Parameter, Source, Strict, Texts


class OrganisationKind(StrEnum):
    """What kind of organisation a model is written for."""

    MUNICIPALITY = "municipality"
    ASSOCIATION = "association"


class Organisation(Strict):
    """The organisation a model describes; ``municipality`` is its code where it is a real one."""

    kind: OrganisationKind
    municipality: Code | None = None


class Membership(Strict):
    """One member from a day to a day; ``left`` is the first day outside.

    ``consented_to_statutes`` is the day that the member's own council consented to the statutes.
    """

    municipality: Code
    joined: Day
    left: Day | None = None
    consented_to_statutes: Day | None = None
    source: Source


class Host(Strict):
    """Whose turn it is to house the secretariat or to chair, from a day until the next takes over."""

    municipality: Code
    since: Day
    source: Source


class WorkingTime(Strict):
    """Working days and the hours that a clock goes by; the hours and day zero are parameters."""

    zone: str
    country: str
    closed: list[Key]
    cut_off_hour: Parameter
    closing_hour: Parameter
    first_day_counts: bool
    source: Source


class Role(Strict):
    """A function that people hold. ``stands_in`` acts when the holder has an interest in a matter."""

    name: Texts
    stands_in: Key | None = None
    source: Source


class Effect(StrEnum):
    """What an outcome does to a matter; it decides which delegation code it takes (see ``power``)."""

    APPROVES = "approves"
    REJECTS = "rejects"
    ADVANCES = "advances"
    RETURNS = "returns"
    CLOSES = "closes"
    AUTOMATIC = "automatic"


class TermOutcome(Strict):
    """A word for an outcome that every route may use, and what it does; ``done`` is how it is told after."""

    name: Texts
    done: Texts | None = None
    effect: Effect


class Result(StrEnum):
    """How a matter ended."""

    APPROVED = "approved"
    REJECTED = "rejected"
    NOTED = "noted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class TermEnd(Strict):
    """A word for an end."""

    name: Texts
    result: Result


class Terms(Strict):
    """Words shared by all routes of a model."""

    outcomes: dict[Key, TermOutcome] = Field(default_factory=dict)
    ends: dict[Key, TermEnd] = Field(default_factory=dict)
