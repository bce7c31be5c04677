"""The words by which systems and contracts are compared; what each organisation calls them stands beside."""

from __future__ import annotations

from enum import StrEnum


class Visibility(StrEnum):
    """Who may see a record: one's own organisation, those one works together with, everybody here."""

    OWN = "own"
    ASSOCIATION = "association"
    PUBLIC = "public"


class LifeCycle(StrEnum):
    """Where the use of a system stands."""

    UNDECIDED = "undecided"
    NOT_IN_USE = "not_in_use"
    PILOT = "pilot"
    PHASING_IN = "phasing_in"
    OPERATIONAL = "operational"
    PHASING_OUT = "phasing_out"


class Hosting(StrEnum):
    """Where a system runs."""

    UNDECIDED = "undecided"
    ON_PREMISE = "on_premise"
    EXTERNAL = "external"
    HYBRID = "hybrid"


class Answer(StrEnum):
    """A question that may not have been answered."""

    UNDECIDED = "undecided"
    YES = "yes"
    NO = "no"


class NoticeBy(StrEnum):
    """By the end of what a notice must be given; any day where nothing is said."""

    ANY_DAY = "any_day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Renewal(StrEnum):
    """What happens when a period ends and nobody does anything."""

    ENDS = "ends"
    RENEWS = "renews"
    CONTINUES = "continues"


class Direction(StrEnum):
    """Which way data goes between a system and another: out of it, into it, or both."""

    OUT = "out"
    IN = "in"
    BOTH = "both"

    @property
    def seen_from_there(self) -> Direction:
        """The same as the other system sees it.

        >>> Direction.OUT.seen_from_there.value, Direction.BOTH.seen_from_there.value
        ('in', 'both')
        """
        turned = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT}
        return turned.get(self, Direction.BOTH)


class AgreementSort(StrEnum):
    """Whose framework agreement it is."""

    SKI = "ski"
    OWN = "own"
    OTHER = "other"


class Audit(StrEnum):
    """How an audit of payments came out."""

    NOT_DONE = "not_done"
    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
