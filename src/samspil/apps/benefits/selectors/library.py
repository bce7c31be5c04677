"""The library of benefits: our own and those that others in the association let us start from."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from samspil.apps.benefits.models import Benefit
from samspil.apps.governance.types import NotFoundError
from samspil.apps.measurements.selectors.definitions import Defined, definitions_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_start
from samspil.apps.portfolio.selectors.led import leads_any
from samspil.core.word_search import index_words, search_words
from samspil.kit.sharing import door

SHARED_BENEFIT: Final = "benefit_in_library"
MOST_LOOKED_IN: Final = 2000
MOST_SHOWN: Final = 25


class Kept(NamedTuple):
    """A benefit as it stands in the library: what it says, and what really came of it."""

    public_id: UUID
    title: str
    description: str
    bottom_line: str
    sort: str
    is_disbenefit: bool
    assumptions: str
    counted_in: str
    state: str
    go_live: date | None
    first_minor: int
    expected_minor: int
    measured_minor: int | None
    expected_by_then_minor: int
    taken_minor: int
    slipped_months: int
    in_library_since: date
    initiative__title: str
    organisation__name: str
    organisation_id: int

    @property
    def realised(self) -> Fraction | None:
        """Measured of what was to have come by then; none where that is not known."""
        if self.measured_minor is None or not self.expected_by_then_minor:
            return None
        return Fraction(self.measured_minor, self.expected_by_then_minor)


@dataclass(frozen=True, slots=True)
class InLibrary:
    """A benefit of the library with its indicators as they are defined."""

    kept: Kept
    indicators: list[Defined]
    is_own: bool


def may_begin(acting: Acting, on: date) -> bool:
    """Whether somebody may begin a benefit of their own from one of the library."""
    return may_start(acting) or leads_any(acting, on)


def find_in_library(acting: Acting, said: str, on: date, most: int = MOST_SHOWN) -> list[InLibrary]:
    """The benefits that words are met in, the best first; without words the newest. Five questions.

    Among the newest 2000 of one's own and of those that are shared.
    """
    found = _read(_kept().filter(organisation_id=acting.organisation_id), acting)
    with door.readable(SHARED_BENEFIT, on) as shared:
        others = _kept().filter(public_id__in=shared).exclude(organisation_id=acting.organisation_id)
        found += _read(others, acting)
    found.sort(key=lambda one: (one.kept.in_library_since, str(one.kept.public_id)), reverse=True)
    if not said.strip():
        return found[:most]
    index = index_words({str(place): _texts(one) for place, one in enumerate(found)})
    return [found[int(key)] for key in search_words(index, said, most)]


@contextmanager
def access_in_library(acting: Acting, public_id: UUID, on: date) -> Generator[InLibrary]:
    """A benefit that is in our own library or is shared with us.

    Raises:
        NotFoundError: there is none.
    """
    own = _read(_kept().filter(organisation_id=acting.organisation_id, public_id=public_id), acting)
    if own:
        yield own[0]
        return
    with door.reading(SHARED_BENEFIT, public_id, on) as owner:
        rows = _kept().filter(organisation_id=owner, public_id=public_id) if owner else None
        found = _read(rows, acting) if rows is not None else []
    if not found:
        raise NotFoundError(str(public_id))
    yield found[0]


def _kept() -> QuerySet[Benefit]:
    return Benefit.objects.filter(in_library_since__isnull=False)


def _read(rows: QuerySet[Benefit], acting: Acting) -> list[InLibrary]:
    """The newest of them; their indicators are read while they are in scope."""
    found = [Kept(*one) for one in rows.order_by("-pk").values_list(*Kept._fields)[:MOST_LOOKED_IN]]
    measured = definitions_of([one.public_id for one in found])
    return [
        InLibrary(one, measured.get(one.public_id, []), one.organisation_id == acting.organisation_id)
        for one in found
    ]


def _texts(one: InLibrary) -> tuple[str, ...]:
    names = " ".join(f"{found.new.name} {found.new.definition}" for found in one.indicators)
    return one.kept.title, one.kept.initiative__title, one.kept.description, names
