"""Who hears that a plan has moved for the sake of others: slips, and the common plan (F3.5, F4.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.urls import reverse

from samspil.apps.organisations.types import NewsKind, OrganisationKind
from samspil.apps.portfolio.selectors.followed import OwnPart, own_part
from samspil.apps.portfolio.selectors.owed import people_answering_each
from samspil.apps.portfolio.selectors.slipped import Slip, what_slipped
from samspil.processes.news import News
from samspil.wording.words import Words

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation
    from samspil.kit.journal.models import Entry

Told = Iterator[tuple[str, News]]
Facts = Mapping[str, Any]


def news_of_plans(organisation: Organisation, entry: Entry, facts: Facts, on: date) -> Told:
    """Each person and what they hear of an entry of the journal; whoever did it hears nothing."""
    told = _TOLD.get(entry.action)
    if told is not None:
        found = told(organisation, entry, facts, on)
        yield from ((person, news) for person, news in found if person != entry.actor)


def _slipped(organisation: Organisation, entry: Entry, facts: Facts, on: date) -> Told:
    """A milestone has another day; whoever answers for what waits for it hears what that moves."""
    slip = Slip.of(facts)
    found = what_slipped(organisation.pk, slip) if slip else None
    if found is None:
        return
    moved = [one.initiative_id for one in found.initiatives]
    for person, theirs in _answering(organisation, moved, on).items():
        mine = found.only(theirs)
        path = _page(mine.initiatives[0].initiative)
        yield person, News(NewsKind.MOVED, f"slip:{entry.sequence}", path, mine.say)


def _came(organisation: Organisation, entry: Entry, facts: Facts, on: date) -> Told:
    """A common initiative stands in a member's portfolio, and nobody leads it there yet."""
    return _of_part(organisation, entry, facts, on, NewsKind.TABLE, OwnPart.has_come)


def _followed(organisation: Organisation, entry: Entry, facts: Facts, on: date) -> Told:
    """The common plan has changed, and a member's own with it."""
    return _of_part(organisation, entry, facts, on, NewsKind.MOVED, OwnPart.has_moved)


def _of_part(  # noqa: PLR0917
    organisation: Organisation,
    entry: Entry,
    facts: Facts,
    on: date,
    kind: NewsKind,
    say: Callable[[OwnPart, Words], tuple[str, str]],
) -> Told:
    part = own_part(UUID(entry.subject_id), facts)
    if part is None:
        return
    news = News(kind, f"part:{entry.sequence}", _page(part.initiative), lambda words: say(part, words))
    for person in _answering(organisation, [part.initiative_id], on):
        yield person, news


def _answering(organisation: Organisation, initiatives: list[int], on: date) -> Mapping[str, set[int]]:
    kind = OrganisationKind(organisation.kind)
    return people_answering_each(organisation.pk, kind, initiatives, on)


def _page(initiative: UUID) -> str:
    return reverse("portfolio:initiative", args=[initiative])


_TOLD: Final[Mapping[str, Callable[[Organisation, Entry, Facts, date], Told]]] = {
    "portfolio.initiative.came_from_the_association": _came,
    "portfolio.initiative.plan_followed": _followed,
    "portfolio.milestone.moved": _slipped,
    "portfolio.milestone.reached": _slipped,
    "portfolio.milestone.deviates": _slipped,
    "portfolio.milestone.follows_again": _slipped,
    "portfolio.milestone.heard": _slipped,
}
