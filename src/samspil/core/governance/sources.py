"""Where a model's lines come from: a fact, a law, a decision, data, or somebody's best guess."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from samspil.core.errors import Place
from samspil.core.governance.document import Path
from samspil.core.governance.load import GovernanceModel


class SourceKind(StrEnum):
    """What stands behind a line; the prefix of its ``source``, where it has one."""

    FACT = "fact"
    ASSUMED = "assumed"
    LAW = "law"
    DECISION = "decision"
    DATA = "data"


def count_sources(model: GovernanceModel) -> dict[SourceKind, tuple[Place, ...]]:
    """The lines that state each kind of source, in file order; a kind that none states has no lines.

    What the model inherits is among them, each under the file it stands in. Linear in the model's size.
    """
    found: dict[SourceKind, list[Place]] = {kind: [] for kind in SourceKind}
    for path, source in _sources(model.document.value, ()):
        found[source_kind(source)].append(model.document.place(path))
    return {kind: tuple(sorted(places)) for kind, places in found.items()}


def source_kind(source: str) -> SourceKind:
    """The kind of a source as it is written.

    >>> [source_kind(one).value for one in ("F2.6, F2.16", "assumed", "law: kommunestyrelsesloven § 40")]
    ['fact', 'assumed', 'law']
    """
    prefix = source.partition(":")[0]
    return next((kind for kind in SourceKind if kind == prefix), SourceKind.FACT)


def _sources(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _sources(part, (*path, index))
    elif isinstance(value, dict):
        for key, part in value.items():
            if key == "source" and isinstance(part, str):
                yield (*path, key), part
            else:
                yield from _sources(part, (*path, key))
