"""The catalogue that an organisation goes by: its own as it last was, else the one that ships."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from samspil import library
from samspil.apps.competences.models import CatalogueVersion, CompetenceNeed, HeldCompetence
from samspil.core.competences.language import Catalogue
from samspil.core.competences.reading import read_catalogue

NAME: Final = "catalogue.yaml"


@dataclass(frozen=True, slots=True)
class Kept:
    """A catalogue, word by word; ``number`` is of one's own version, none where it is as it ships."""

    catalogue: Catalogue
    document: str
    number: int | None


def catalogue_of(organisation_id: int) -> Kept:
    """What an organisation goes by today; one question."""
    row = CatalogueVersion.objects.filter(organisation_id=organisation_id).order_by("-number").first()
    if row is None:
        document = library.competence_catalogue().decode()
        return Kept(_read(document), document, None)
    return Kept(_read(row.document), row.document, row.number)


def used_competences(organisation_id: int) -> set[str]:
    """The keys of what somebody holds or something needs; two questions."""
    held = HeldCompetence.objects.filter(organisation_id=organisation_id)
    needs = CompetenceNeed.objects.filter(organisation_id=organisation_id, ended_at=None)
    found = set(held.order_by().values_list("competence", flat=True).distinct())
    return found | set(needs.order_by().values_list("competence", flat=True).distinct())


@lru_cache(maxsize=32)
def _read(document: str) -> Catalogue:
    return read_catalogue(document.encode(), NAME)
