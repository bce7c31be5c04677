"""Operations about competences: the catalogue, what is lacking; the pages' own selectors, and no names."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.needs import NeedLine, list_needs
from samspil.apps.competences.types import For, Way
from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.organisations.bearing import acting_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["competences"])


class CompetenceOut(Schema):
    """A competence of the catalogue: its key, and what it means."""

    key: str
    name: Names
    means: Names
    source: str


class Competences(Page):
    """The competences in the order of the catalogue; `levels` are from the least, which is 1, to the most."""

    items: list[CompetenceOut]


class CompetenceLevel(Schema):
    """How well somebody can; `level` is its number, from 1."""

    level: int
    key: str
    name: Names
    means: Names


class CompetenceLevels(Page):
    """From the least to the most."""

    items: list[CompetenceLevel]


class CompetenceGap(Schema):
    """A need of a competence: how many it takes at the level, and how many of them are there.

    `said` say so of themselves and nobody has confirmed it; they do not fill the gap.
    """

    id: UUID
    competence: str
    level: int
    about: Annotated[For, shapes.one_of(For)]
    what: str
    unit: UUID | None
    initiative: UUID | None
    by_on: date
    needed: int
    confirmed: int
    said: int
    lent: int
    lacking: int
    ways: list[Annotated[Way, shapes.one_of(Way)]]


class CompetenceGaps(Page):
    """The needs that have not ended, the nearest day first; 300 at most."""

    items: list[CompetenceGap]


@router.get("/competences", response=Competences, summary="The catalogue of competences")
@operation(Right.READ)
def competences(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    every = catalogue_of(acting_in(request).organisation_id).catalogue.competences
    found, last = portion(list(every.items()), lambda one: one[0], asked)
    told = [
        {"key": key, "name": one.name.model_dump(), "means": one.means.model_dump(), "source": one.source}
        for key, one in found
    ]
    return page(request, told, last)


@router.get("/competences/levels", response=CompetenceLevels, summary="How well one can, from the least")
@operation(Right.READ)
def competence_levels(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    every = catalogue_of(acting_in(request).organisation_id).catalogue.levels
    found, last = portion(list(enumerate(every.items(), 1)), lambda one: one[1][0], asked)
    told = [
        {"level": at, "key": key, "name": one.name.model_dump(), "means": one.means.model_dump()}
        for at, (key, one) in found
    ]
    return page(request, told, last)


@router.get("/competences/gaps", response=CompetenceGaps, summary="What is needed, and how many are lacking")
@operation(Right.READ)
def competence_gaps(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    lines = list_needs(acting_in(request).organisation_id, timezone.localdate())
    found, last = portion(lines, lambda one: str(one.need.public_id), asked)
    return page(request, map(_gap, found), last)


def _gap(line: NeedLine) -> dict[str, object]:
    need, gap = line.need, line.gap
    return {
        "id": need.public_id,
        "competence": need.competence,
        "level": need.level,
        "about": need.about,
        "what": need.what,
        "unit": need.unit,
        "initiative": need.initiative,
        "by_on": need.by_on,
        "needed": gap.needed,
        "confirmed": gap.held,
        "said": gap.said,
        "lent": gap.lent,
        "lacking": gap.lacking,
        "ways": sorted({one.way for one in line.plans if one.done_at is None}),
    }
