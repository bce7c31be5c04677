"""What can be chosen in the forms of an initiative: milestones to wait for, programmes to lie in."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.types import Form
from samspil.kit.searching import with_words
from samspil.kit.sharing import door

MOST_SHOWN: Final = 20
MOST_PROGRAMMES: Final = 300


class Waitable(NamedTuple):
    """A milestone that ours can wait for; ``whose`` is empty where it is our own organisation's."""

    public_id: UUID
    name: str
    expected_on: date
    title: str
    whose: str


def waitable(milestone: Milestone, words: str, on: date) -> list[Waitable]:
    """Milestones to come that one of ours can wait for: of its own initiative where no words are given, of
    all of ours by words; and those of initiatives that others share with us.
    """
    own = _to_come(words).filter(organisation_id=milestone.organisation_id).exclude(pk=milestone.pk)
    if not words.strip():
        own = own.filter(initiative=milestone.initiative_id)
    found = _told(own)
    with door.readable(SHARED, on) as shared:
        theirs = _to_come(words).filter(initiative__public_id__in=shared)
        theirs = theirs.exclude(organisation_id=milestone.organisation_id)
        return [*found, *_told(theirs, whose=True)]


def _to_come(words: str) -> QuerySet[Milestone]:
    rows = Milestone.objects.filter(done_on__isnull=True, is_withdrawn=False, initiative__end="")
    rows = with_words(rows, words, "name", "initiative__title", "initiative__number")
    return rows.order_by("expected_on", "pk")


def _told(rows: QuerySet[Milestone], *, whose: bool = False) -> list[Waitable]:
    told = rows.values_list("public_id", "name", "expected_on", "initiative__title", "organisation__name")[
        :MOST_SHOWN
    ]
    return [Waitable(*row[:4], row[4] if whose else "") for row in told]


def programmes_of(acting: Acting, besides: Initiative) -> list[tuple[UUID, str]]:
    """The programmes under way that an initiative can lie in, by title."""
    rows = Initiative.objects.filter(
        organisation_id=acting.organisation_id, form=Form.PROGRAMME.value, end=""
    )
    told = rows.exclude(pk=besides.pk).order_by("title", "pk").values_list("public_id", "title")
    return list(told[:MOST_PROGRAMMES])


def name_of_row(initiative: Initiative, sort: str, number: int) -> str:
    """A party, a payer, a goal or an option of an initiative, by its name.

    Raises:
        NotFoundError: it has none of that number.
    """
    rows, name = {
        "party": (initiative.parties, "name"),
        "payer": (initiative.payers, "payer"),
        "variant": (initiative.variants, "name"),
        "goal": (initiative.serves, "goal__name"),
    }[sort]
    found: str | None = rows.filter(pk=number).values_list(name, flat=True).first()
    if found is None:
        raise NotFoundError(str(number))
    return found
