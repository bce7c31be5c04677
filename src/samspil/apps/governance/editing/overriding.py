"""Changing one part of a draft: only what differs from what it builds on is written in its own files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from samspil.apps.governance.editing.writing import GONE, rewritten
from samspil.core.governance.document import Path, read
from samspil.core.governance.inheritance import MODEL_FILE, NOT_INHERITED, PARAMETERS_FILE, gather

Texts = Mapping[str, str]
Files = Mapping[str, Texts]
Read = Callable[[str], Mapping[str, bytes]]


def with_part(files: Files, key: str, path: Path, wanted: object, read_files: Read) -> dict[str, Texts]:
    """The files of a draft in which a part of the whole model is as wanted; ``GONE`` takes it away.

    Args:
        files: model key to file name to text.
        key: the draft's own model.
        path: where the part is in the whole model, such as ``("forums", "board")``.
        wanted: all of the part; what it inherits unchanged is not written again.
        read_files: the files of a model, the draft's or one it builds on.

    Raises:
        ProblemsError: the files cannot be read.
    """
    own = files[key]
    over = override(_at(inherited(own, read_files), path), wanted)
    name, inside = (PARAMETERS_FILE, path[1:]) if path[0] == "parameters" else (MODEL_FILE, path)
    text = rewritten(own.get(name, ""), inside, over)
    changed = {**own, name: text} if text else {one: said for one, said in own.items() if one != name}
    return {**files, key: changed}


def inherited(own: Texts, read_files: Read) -> Mapping[str, Any]:
    """What a model builds on, as one whole; nothing for one that stands alone."""
    base = read(own[MODEL_FILE].encode(), MODEL_FILE).value.get("extends")
    if base is None:
        return {}
    whole = gather(str(base), read_files).value
    return {name: part for name, part in whole.items() if name not in NOT_INHERITED}


def override(before: object, wanted: object) -> object:
    """What a child must say for the whole to be as wanted; ``GONE``: nothing.

    >>> override({"a": 1, "b": {"c": 2, "d": 3}}, {"a": 1, "b": {"c": 4}})
    {'b': {'c': 4, 'd': None}}
    """
    if wanted is GONE:
        return GONE if before is GONE else None
    if not isinstance(before, dict) or not isinstance(wanted, dict):
        return GONE if before == wanted and type(before) is type(wanted) else wanted
    over: dict[str, object] = {}
    for name in [*before, *(one for one in wanted if one not in before)]:
        said = override(before.get(name, GONE), wanted.get(name, GONE))
        if said is not GONE:
            over[name] = said
    return over or GONE


def _at(value: object, path: Path) -> object:
    for part in path:
        if not isinstance(value, Mapping) or part not in value:
            return GONE
        value = value[part]
    return value
