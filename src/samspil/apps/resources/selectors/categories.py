"""The sorts of tasks that an organisation goes by: its own as they last were, else those that ship."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from samspil import library
from samspil.apps.resources.models import CategoriesVersion
from samspil.core.task_mix.language import Category, TaskCategories
from samspil.core.task_mix.reading import read_categories
from samspil.kit.tenancy.versions import newest_versions

NAME: Final = "tasks.yaml"
KEY: Final = "tasks"


@dataclass(frozen=True, slots=True)
class Kept:
    """Sorts of tasks, word by word; ``number`` is of one's own version, none where they are as they ship."""

    categories: TaskCategories
    document: str
    number: int | None


def categories_of(organisation_id: int) -> Kept:
    """What an organisation goes by today; one question."""
    row = newest_versions(CategoriesVersion, organisation_id, KEY).get(KEY)
    if row is None:
        document = library.task_categories().decode()
        return Kept(_read(document), document, None)
    return Kept(_read(row.document), row.document, row.number)


def every_category(organisation_id: int) -> dict[str, Category]:
    """Those of today in their order, then those of earlier versions: what months recorded then go by."""
    rows = CategoriesVersion.objects.filter(organisation_id=organisation_id, key=KEY).order_by("-number")
    documents = [*rows.values_list("document", flat=True), library.task_categories().decode()]
    found: dict[str, Category] = {}
    for document in documents:
        found = found | {k: v for k, v in _read(document).categories.items() if k not in found}
    return found


@lru_cache(maxsize=64)
def _read(document: str) -> TaskCategories:
    return read_categories(document.encode(), NAME)
