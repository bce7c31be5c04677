"""What may be written in ``cases/*.yaml``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from samspil.core.governance.language.basics import Code, Key, Strict, Texts

Written = int | str | bool
Seats = Literal["all"] | list[str]
Share = Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,9}|/[1-9][0-9]{0,8})?$")]

_VERBS: Final = (
    "choose",
    "item",
    "items",
    "recuse",
    "withdraw",
    "park_until",
    "resume",
    "pass_time",
    "member",
    "joins",
    "leaves",
)


class MatterAsWritten(Strict):
    """A matter; money in whole kroner or with two decimals as text."""

    kind: Key
    attributes: dict[Key, Written] = Field(default_factory=dict)
    unit: Key | None = None


class Play(Strict):
    """One entry. What it is follows from the key that is given: choose, item, member and so on.

    A member that answers, joins or leaves decides at home first: ``own`` is what is known of its own
    matter, besides what the file says of all; ``own_of`` brings another member's decision instead,
    ``without_own`` none.
    """

    at: datetime
    by: Key | None = None
    unit: Key | None = None
    choose: Key | None = None
    step: Key | None = None
    reason: str = ""
    conditions: list[str] = Field(default_factory=list)
    amends: dict[Key, Written] = Field(default_factory=dict)
    present: Seats | None = None
    votes_for: Seats | None = None
    votes_against: list[str] = Field(default_factory=list)
    chair: str | None = None
    in_writing: bool = False
    sent_at: datetime | None = None
    item: Key | None = None
    items: Literal["all"] | None = None
    fulfilled: bool = True
    finding: str = ""
    condition: str = ""
    recuse: str | None = None
    withdraw: bool = False
    park_until: date | None = None
    resume: bool = False
    pass_time: bool = False
    member: Code | None = None
    answers: Literal["consents", "declines", "defers"] | None = None
    joins: Code | None = None
    leaves: Code | None = None
    own: dict[Key, Written] = Field(default_factory=dict)
    own_of: Code | None = None
    without_own: bool = False
    refused: Key | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [verb for verb in _VERBS if getattr(self, verb) not in {None, False}]
        if len(given) != 1:
            named = {"keys": ", ".join(_VERBS), "given": ", ".join(given)}
            raise PydanticCustomError("exactly_one", "exactly one", named)
        return self


class OwedAsExpected(Strict):
    """An obligation; ``members`` says how many owe it where each member does."""

    rule: Key
    due: date | None = None
    members: int | None = None


class LevyAsExpected(Strict):
    """What a levy gives of a year's service expenditure; amounts as in a matter."""

    of: int | str
    whole: int | str
    to_pool: int | str
    rest: int | str


class LoanAsExpected(Strict):
    """How a loan comes back: so much, in so many instalments, and what is paid each time."""

    of: int | str
    times: Annotated[int, Field(ge=1, le=360)]
    rate: Share = "0"
    every_months: Annotated[int, Field(ge=1, le=120)] = 12
    pays: list[int | str]


class YearEndAsExpected(Strict):
    """What stays in a pool when its year ends, and what lapses, of a balance of which some is promised."""

    balance: int | str
    promised: int | str
    stays: int | str
    lapses: int | str


class ApplicationAsExpected(Strict):
    """What somebody asks for, and by which rule it is refused; none where it is not."""

    form: Key
    amount: int | str
    times: int | None = None
    rate: Share | None = None
    refused: Key | None


class PoolAsExpected(Strict):
    """What a pool's rule gives on the day. Amounts as in a matter, shares as text such as ``2/5``."""

    forms: list[Key] | None = None
    criteria: list[Key] | None = None
    weights: dict[Key, Share] | None = None
    size: int | str | None = None
    annual_amount: int | str | None = None
    ceiling: int | str | None = None
    period: int | None = None
    largest_payback: int | None = None
    most_instalments: int | None = None
    reports_within: int | None = None
    second_part: Share | None = None
    interest: Share | None = None
    levy: LevyAsExpected | None = None
    loan: LoanAsExpected | None = None
    year_end: YearEndAsExpected | None = None
    applications: list[ApplicationAsExpected] | None = None


class Expected(Strict):
    """What the way must be, as shown before anything is sent. Only what is written is compared."""

    refused: Key | None = None
    route: list[Key] | None = None
    bodies: list[str] | None = None
    decided_by: str | None = None
    mandate: Key | None = None
    nobody_decides: bool | None = None
    due: dict[Key, date] = Field(default_factory=dict)
    ends: Key | None = None
    ends_on: date | None = None
    obligations: list[OwedAsExpected] | None = None
    host: Code | None = None
    members: int | None = None
    parameters: dict[Key, str] = Field(default_factory=dict)
    pools: dict[Key, PoolAsExpected] = Field(default_factory=dict)


class Then(Strict):
    """What must stand after the play."""

    step: Key | None = None
    ends: Key | None = None
    due: date | None = None
    mandates: list[Key] | None = None
    participants: list[Code] | None = None
    waits_for: list[Code] | None = None
    obligations: list[OwedAsExpected] | None = None
    open: list[Key] | None = None


class Case(Strict):
    """One example: a matter on a day, what is expected of its way, and perhaps what is then played."""

    title: Texts
    on: datetime
    brought_by: Key
    matter: MatterAsWritten
    choices: dict[Key, Key] = Field(default_factory=dict)
    expect: Expected = Field(default_factory=Expected)
    play: list[Play] = Field(default_factory=list)
    then: Then | None = None


class CasesFile(Strict):
    """A file of cases; members answer joint proposals under ``members_use``.

    ``own`` is what each member's own matter says, such as the amount it takes on, unless a play says
    otherwise.
    """

    members_use: Key | None = None
    own: dict[Key, Written] = Field(default_factory=dict)
    cases: Annotated[dict[Key, Case], Field(min_length=1)]
