"""A value written into a file that a person may have written: what is not changed stays as it stands."""

from __future__ import annotations

import io
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString
from ruamel.yaml.tag import Tag

from samspil.core.governance.document import Path, plain

# Takes away the value at a path, whoever gave it.
GONE: Final = object()
_SHORT: Final = 4
_TEXT: Final = Tag(suffix="tag:yaml.org,2002:str")
_NULL: Final = Tag(suffix="tag:yaml.org,2002:null")


class _EverythingIsText(VersionedResolver):
    """What stands without quotation marks is kept letter for letter: ``0165`` is a code, ``2.5`` no float."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode:
            return _NULL if value == "" and implicit[0] else _TEXT
        return super().resolve(kind, value, implicit)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _EverythingIsText
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def rewritten(text: str, path: Path, value: object) -> str:
    r"""The text of a YAML file with the value at a path replaced, added, or taken out (``GONE``).

    Comments, order and layout of all the rest stay. A mapping is changed key by key.

    >>> rewritten("a: {b: 1}  # why\nc: 2.50\n", ("a", "b"), 3)
    'a: {b: 3}  # why\nc: 2.50\n'
    """
    yaml = _yaml()
    root = yaml.load(text) if text.strip() else CommentedMap()
    _put(root, path, value)
    out = io.StringIO()
    if root:
        yaml.dump(root, out)
    return out.getvalue()


def written(parts: Mapping[str, object]) -> str:
    r"""The text of a new YAML file.

    >>> written({"key": "a", "codes": {"own": "0165"}})
    'key: a\ncodes: {own: 0165}\n'
    """
    root, out = CommentedMap(), io.StringIO()
    for name, value in parts.items():
        _set(root, name, value)
    _yaml().dump(root, out)
    return out.getvalue()


def _put(root: CommentedMap, path: Path, value: object) -> None:
    *before, last = path
    holders = [root]
    for part in before:
        if not isinstance(holders[-1].get(part), dict):
            if value is GONE:
                return
            holders[-1][part] = CommentedMap()
        holders.append(holders[-1][part])
    if value is GONE:
        holders[-1].pop(last, None)
        _prune(holders, before)
    else:
        _set(holders[-1], last, value)


def _prune(holders: list[CommentedMap], keys: list[str | int]) -> None:
    """A mapping that has become empty says nothing."""
    for holder, key in zip(reversed(holders[:-1]), reversed(keys), strict=True):
        if not holder[key]:
            del holder[key]


def _set(holder: dict[Any, Any], key: Any, value: object) -> None:
    found = holder.get(key)
    if isinstance(found, dict) and isinstance(value, dict):
        for old in [one for one in found if one not in value]:
            del found[old]
        for name, part in value.items():
            _set(found, name, part)
    elif isinstance(found, list) and isinstance(value, list) and found and value:
        _set_list(found, value)
    elif key not in holder or as_plain(found) != value:
        holder[key] = _node(value)


def _set_list(found: list[Any], value: list[Any]) -> None:
    """A list changed where it differs, so that what stands in it unchanged keeps its layout and comments."""
    before, after = ([repr(one) for one in parts] for parts in (as_plain(found), value))
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for _kind, start, end, wanted, until in reversed(changes):  # from the end, so that the numbers hold
        both = min(end - start, until - wanted)
        for number in range(end - 1, start + both - 1, -1):
            del found[number]
        for number in range(until - 1, wanted + both - 1, -1):
            found.insert(start + both, _node(value[number]))
        for number in range(both):
            _set_item(found, start + number, value[wanted + number])


def _set_item(found: list[Any], number: int, value: Any) -> None:
    was = found[number]
    if isinstance(was, dict) and isinstance(value, dict):
        for old in [one for one in was if one not in value]:
            del was[old]
        for name, said in value.items():
            _set(was, name, said)
    elif as_plain(was) != value:
        found[number] = _node(value)


def as_plain(node: Any) -> Any:
    """What a node says, as the strict reader would tell it."""
    if isinstance(node, dict):
        return {str(key): as_plain(part) for key, part in node.items()}
    if isinstance(node, list):
        return [as_plain(part) for part in node]
    if node is None:
        return None
    return plain(str(node)) if type(node) in (str, PlainScalarString) else str(node)


def _node(value: object) -> Any:
    if isinstance(value, dict):
        return _mapping(value)
    if isinstance(value, list):
        return _sequence(value)
    if isinstance(value, str):
        quoted = plain(value) != value or "\n" in value
        return DoubleQuotedScalarString(value) if quoted else PlainScalarString(value)
    if value is None:
        return PlainScalarString("null")
    return PlainScalarString(str(value).lower() if isinstance(value, bool) else str(value))


def _mapping(value: dict[str, Any]) -> CommentedMap:
    node = CommentedMap((key, _node(part)) for key, part in value.items())
    if len(value) <= _SHORT and not any(isinstance(part, dict | list) for part in value.values()):
        node.fa.set_flow_style()
    return node


def _sequence(value: list[Any]) -> CommentedSeq:
    node = CommentedSeq(_node(part) for part in value)
    if not any(isinstance(part, dict | list) for part in value):
        node.fa.set_flow_style()
    return node
