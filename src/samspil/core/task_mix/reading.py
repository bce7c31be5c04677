"""The file of the sorts of tasks, read as strictly as a governance model."""

from __future__ import annotations

from collections.abc import Iterator

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, problem_at, read
from samspil.core.governance.shape import shaped
from samspil.core.task_mix.language import TaskCategories

LANGUAGES = ("da", "en", "nb")


def read_categories(data: bytes, name: str) -> TaskCategories:
    """Read the sorts of tasks.

    Raises:
        ProblemsError: everything that is not as it is to be written, with its line: as for governance
            models; ``task_categories_alike`` where two have one name, ``task_categories_without_development``
            where none or all are development.

    Complexity: linear in the size of the data, at most 100 kB.

    >>> read_categories(b"tasks: 1", "own.yaml").categories
    Traceback (most recent call last):
    ProblemsError: own.yaml:1: missing_key key=name
    own.yaml:1: missing_key key=source
    own.yaml:1: missing_key key=working_day
    own.yaml:1: missing_key key=most_overtime
    own.yaml:1: missing_key key=categories
    """
    document = read(data, name)
    found = shaped(document, TaskCategories)
    if problems := [*_alike(found, document), *_undivided(found, document)]:
        raise ProblemsError(problems)
    return found


def _alike(found: TaskCategories, document: Document) -> Iterator[Problem]:
    for language in LANGUAGES:
        first: dict[str, str] = {}
        for key, one in found.categories.items():
            name = one.name.in_language(language)
            if first.setdefault(name.casefold(), key) != key:
                yield problem_at(document, ("categories", key), "task_categories_alike", name=name)


def _undivided(found: TaskCategories, document: Document) -> Iterator[Problem]:
    """Without both there is nothing to protect, and nothing to protect it from."""
    if not 0 < len(found.development) < len(found.categories):
        yield problem_at(document, ("categories",), "task_categories_without_development")
