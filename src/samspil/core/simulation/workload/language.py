"""A workload as it is written: what comes, how long it takes, who is there, what comes of it.

Each part names its source. What a workload says nothing of goes its usual way by the kernel, and takes the
time that the model gives it.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from samspil.core.governance.language.basics import (
    MOST_CHOICES,
    MOST_ROWS,
    Code,
    Day,
    Key,
    Source,
    Strict,
    Texts,
    exactly_one,
)

Number = Annotated[
    Annotated[int, Field(ge=0, le=10**12)]
    | Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$")],
    Field(description="A whole number, or a decimal with a point."),
]
Share = Annotated[
    Annotated[int, Field(ge=0, le=1)]
    | Annotated[str, StringConstraints(pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$")],
    Field(description="From 0 to 1."),
]
Shares = Annotated[dict[Key, Share], Field(min_length=1, max_length=MOST_CHOICES)]
DayOfYear = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")]


class Spread(Strict):
    """How a number is spread: exactly one of the six.

    Uniform and triangular give least, (likeliest,) and most; lognormal mean and deviation; exponential its
    mean; quantiles stand from the least to the most at even steps.
    """

    fixed: Number | None = None
    uniform: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    triangular: Annotated[list[Number], Field(min_length=3, max_length=3)] | None = None
    exponential: Number | None = None
    lognormal: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    quantiles: Annotated[list[Number], Field(min_length=2, max_length=1001)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        exactly_one(self)
        return self


class Takes(Strict):
    """How long something takes, in time at work or in time on the clock: exactly one of the five."""

    working_days: Spread | None = None
    working_hours: Spread | None = None
    days: Spread | None = None
    hours: Spread | None = None
    minutes: Spread | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        exactly_one(self)
        return self


class Fact(Strict):
    """What is known of a matter: a number, a chance of yes, or the chances of the choices."""

    amount: Spread | None = None
    yes: Share | None = None
    chances: Shares | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        exactly_one(self)
        return self


class Arrivals(Strict):
    """Where matters of a kind come from: so many a year by chance, or one on known days of each year.

    ``by_month`` are twelve weights, January first; ``member`` is the municipality that brings them.
    """

    kind: Key
    per_year: Number | None = None
    each_year_on: Annotated[list[DayOfYear], Field(min_length=1, max_length=366)] | None = None
    by_month: Annotated[list[Number], Field(min_length=12, max_length=12)] | None = None
    around_the_clock: bool = False
    member: Code | None = None
    facts: dict[Key, Fact] = Field(default_factory=dict, max_length=MOST_ROWS)
    source: Source

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = (self.per_year is not None) + (self.each_year_on is not None)
        if given != 1:
            raise ValueError("per_year or each_year_on, one of the two")
        return self


class StepLoad(Strict):
    """What happens at a step: the time it takes, the hours people spend on it, what comes of it.

    ``agrees`` is each seat's chance to be for what is put to a forum; after ``put_again`` more meetings all
    agree on ``otherwise``. ``consents`` and ``declines`` are each member's chances where members are asked.
    With the chance ``alike`` all think as one.
    """

    takes: Takes | None = None
    effort_hours: Number = 0
    outcomes: Shares | None = None
    agrees: Share | None = None
    put_again: Annotated[int, Field(ge=0, le=60)] = 2
    otherwise: Key | None = None
    consents: Share | None = None
    declines: Share | None = None
    alike: Share = 0
    source: Source


class ForumLoad(Strict):
    """Who comes to a forum's meetings, how long they sit, and when something is sent out in writing instead.

    ``hours`` are each seat's for the whole meeting, ``item_hours`` each seat's for every item, papers read.
    """

    attends: Share = 1
    hours: Number = 0
    item_hours: Number = 0
    in_writing_after_days: Annotated[int, Field(ge=0, le=366)] | None = None
    source: Source


class PeopleLoad(Strict):
    """How many people of a role work on matters, each on one at a time."""

    number: Annotated[int, Field(ge=1, le=100_000)]
    source: Source


class Stage(Strict):
    """A part of a member's own way to its answer: a body that meets every so often, or what takes time."""

    meets_every_days: Number | None = None
    papers_days: Number = 0
    takes: Takes | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.meets_every_days is None) == (self.takes is None):
            raise ValueError("meets_every_days or takes, one of the two")
        return self


class MemberLoad(Strict):
    """How a member answers what is proposed to it. Who neither consents nor declines does not answer."""

    consents: Share
    declines: Share
    answers_after: Annotated[list[Stage], Field(min_length=1, max_length=6)]
    effort_hours: Number = 0
    source: Source


class UnderWay(Strict):
    """Matters that are under way when a run begins: so many of a kind at a step of its route."""

    kind: Key
    step: Key
    number: Annotated[int, Field(ge=1, le=100_000)]
    facts: dict[Key, Fact] = Field(default_factory=dict, max_length=MOST_ROWS)
    source: Source


class WorkingDay(Strict):
    """When people begin and how long they work on a working day."""

    begins_at: Annotated[int, Field(ge=0, le=23)]
    hours: Number
    source: Source


class Workload(Strict):
    """The whole file."""

    workload: Annotated[int, Field(ge=1, le=1)]
    key: Key
    name: Texts
    summary: Texts
    starts: Day
    warm_up_days: Annotated[int, Field(ge=0, le=3660)]
    working_day: WorkingDay
    arrivals: Annotated[dict[Key, Arrivals], Field(min_length=1, max_length=MOST_ROWS)]
    under_way: Annotated[list[UnderWay], Field(max_length=MOST_ROWS)] = Field(default_factory=list)
    steps: dict[Key, dict[Key, StepLoad]] = Field(default_factory=dict, max_length=MOST_ROWS)
    forums: dict[Key, ForumLoad] = Field(default_factory=dict, max_length=MOST_ROWS)
    people: dict[Key, PeopleLoad] = Field(default_factory=dict, max_length=MOST_ROWS)
    members: MemberLoad | None = None
    member: dict[Code, MemberLoad] = Field(default_factory=dict, max_length=MOST_ROWS)
    source: Source
