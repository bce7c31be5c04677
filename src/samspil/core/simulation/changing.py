"""A model with something in it changed, to see what that would do. Nothing of the model itself is touched."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from samspil.core.errors import ProblemsError
from samspil.core.governance.document import plain
from samspil.core.governance.inheritance import Read
from samspil.core.governance.load import GovernanceModel, load

SUFFIX = "_changed"


def with_changes(
    model: GovernanceModel, read_files: Read, changes: Sequence[str], on: date
) -> GovernanceModel:
    """The model as it would be with changes: a model that builds on it, loaded and checked like any other.

    Args:
        model: what is changed.
        read_files: gives a model's files by key.
        changes: each ``parameter=value``, or a path in the model with dots: ``forums.board.papers=…``.
        on: the day from which a changed parameter holds.

    Raises:
        ProblemsError: ``not_a_change``, or all that is wrong with a model so changed.
    """
    key = f"{model.key[: 60 - len(SUFFIX)]}{SUFFIX}"
    told = ", ".join(changes)
    written: dict[str, Any] = {
        "language": 1,
        "key": key,
        "version": "0.1",
        "extends": model.key,
        "valid_from": model.spec.valid_from.isoformat(),
        "source": "assumed",
    }
    for part in ("name", "summary"):
        written[part] = dict.fromkeys(("da", "en", "nb"), f"{model.key}: {told}")
    parameters: dict[str, Any] = {}
    for change in changes:
        path, _, value = change.partition("=")
        if not path or not value:
            raise ProblemsError.of("not_a_change", None, change=change)
        if path in model.spec.parameters:
            parameters[path] = {"values": {on.isoformat(): {"value": _value(value), "source": "assumed"}}}
        else:
            _put(written, path.split("."), _value(value))
    files = {"model.yaml": _bytes(written), "parameters.yaml": _bytes(parameters)}

    def read(asked: str) -> Mapping[str, bytes]:
        return files if asked == key else read_files(asked)

    return load(key, read, model.municipalities)


def _put(into: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        into = into.setdefault(name, {})
    into[path[-1]] = value


def _value(written: str) -> Any:
    """A value as a model's file would have it; a list in square brackets."""
    if written.startswith("["):
        return [plain(one.strip()) for one in written.strip("[]").split(",") if one.strip()]
    return plain(written)


def _bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
