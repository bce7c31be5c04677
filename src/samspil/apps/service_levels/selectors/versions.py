"""What stands behind a level: every promise in its words, and every figure with who kept it when."""

from __future__ import annotations

from datetime import date

from samspil.apps.service_levels.models import Figure, Level, ListSource, Promise

MOST_FIGURES = 500


def promises_of(level: Level) -> list[Promise]:
    """All that was ever promised, the newest first; each area by itself, everywhere first."""
    rows = Promise.objects.filter(organisation_id=level.organisation_id, level=level)
    return list(rows.order_by("area", "-valid_from"))


def figures_of(level: Level, after: tuple[date, int] | None = None, most: int = MOST_FIGURES) -> list[Figure]:
    """What was delivered, the newest period first, with what was corrected; after one that was told."""
    rows = Figure.objects.filter(organisation_id=level.organisation_id, level=level)
    if after is not None:
        first, key = after
        rows = rows.filter(first__lt=first) | rows.filter(first=first, pk__lt=key)
    return list(rows.order_by("-first", "-id")[:most])


def sources(organisation_id: int) -> list[str]:
    """The names of the sources whose lists have been kept."""
    rows = ListSource.objects.filter(organisation_id=organisation_id)
    return list(rows.order_by("name").values_list("name", flat=True))
