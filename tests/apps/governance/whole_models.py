"""The models that ship, each read once a process: reading them is most of what testing them costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from samspil import library
from samspil.core.governance.inheritance import gather

MODELS = library.shipped_models()


@cache
def whole(key: str) -> Mapping[str, Any]:
    """A model with all that it builds on."""
    return gather(key, library.model_files).value


def every(section: str) -> Iterator[tuple[str, Any]]:
    """Every part of a sort in every model, with what it is found by."""
    for key in MODELS:
        for part, said in whole(key).get(section, {}).items():
            yield f"{key}: {part}", said
