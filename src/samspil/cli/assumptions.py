"""Which lines of a model rest on nothing but a guess: those with ``source: assumed``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from samspil.core.errors import Place
from samspil.core.governance.document import Path
from samspil.core.governance.load import GovernanceModel

ASSUMED: Final = "assumed"


def assumed_in(model: GovernanceModel) -> tuple[Place, ...]:
    """The lines of a model, inherited ones too, that are assumed."""
    return tuple(model.place(*path) for path in _assumed(model.document.value, ()))


def _assumed(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "source" and part == ASSUMED:
                yield (*path, key)
            else:
                yield from _assumed(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _assumed(part, (*path, index))
