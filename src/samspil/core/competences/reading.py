"""A catalogue's file, read as strictly as a governance model; and what a new version must keep."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from samspil.core.competences.language import Catalogue
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, problem_at, read
from samspil.core.governance.shape import shaped

LANGUAGES = ("da", "en", "nb")


def read_catalogue(data: bytes, name: str) -> Catalogue:
    """Read a catalogue of competences.

    Raises:
        ProblemsError: everything that is not as a catalogue is written, with its line: as for governance
            models; ``catalogue_names_alike`` where two levels or two competences have one name.

    Complexity: linear in the size of the data, at most 100 kB.

    >>> read_catalogue(b"catalogue: 1", "own.yaml").levels
    Traceback (most recent call last):
    ProblemsError: own.yaml:1: missing_key key=competences
    own.yaml:1: missing_key key=levels
    own.yaml:1: missing_key key=name
    own.yaml:1: missing_key key=source
    """
    document = read(data, name)
    catalogue = shaped(document, Catalogue)
    if problems := [*_alike(catalogue, document)]:
        raise ProblemsError(problems)
    return catalogue


def refuse_what_is_lost(new: Catalogue, old: Catalogue, used: Collection[str]) -> None:
    """Refuse a version that no longer says what something is that people hold or that is needed.

    ``used`` are the keys of competences that are held or needed. Where there are none, all may change.

    Raises:
        ProblemsError: ``catalogue_lacks_used`` with the keys that are gone, ``catalogue_levels_changed``
            where the levels are not the same in the same order.
    """
    problems = []
    if lost := sorted(set(used) - new.competences.keys()):
        problems.append(Problem("catalogue_lacks_used", {"keys": ", ".join(lost)}))
    if used and new.scale != old.scale:
        problems.append(Problem("catalogue_levels_changed", {"levels": ", ".join(old.levels)}))
    if problems:
        raise ProblemsError(problems)


def _alike(catalogue: Catalogue, document: Document) -> Iterator[Problem]:
    for part, written in (("levels", catalogue.levels), ("competences", catalogue.competences)):
        for language in LANGUAGES:
            first: dict[str, str] = {}
            for key, one in written.items():
                name = one.name.in_language(language)
                if first.setdefault(name.casefold(), key) != key:
                    yield problem_at(document, (part, key), "catalogue_names_alike", name=name)
