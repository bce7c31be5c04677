"""A model that builds on another: the child's values over the parent's, each with its own line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from samspil.core.errors import Place, ProblemsError
from samspil.core.governance.document import Document, Path, read

Read = Callable[[str], Mapping[str, bytes]]

MODEL_FILE: Final = "model.yaml"
PARAMETERS_FILE: Final = "parameters.yaml"
NOT_INHERITED: Final = (
    "extends",
    "part",
    "language",
    "key",
    "version",
    "valid_from",
    "name",
    "summary",
    "source",
)
LONGEST_CHAIN: Final = 8
FILES_KEPT: Final = 64


def gather(key: str, read_files: Read) -> Document:
    """A model's own files and all it builds on, as one document.

    Mappings are merged key by key; any other value of the child replaces the parent's, and an
    empty value (``null``) takes the parent's away. Linear in the size of the files.

    Raises:
        ProblemsError: a file cannot be read, there is no model.yaml, models build on each other in a
            circle or in a long row, or an empty value has nothing to take away.
    """
    own = _own(key, read_files)
    chain = [own]
    seen = [key]
    while (parent := chain[-1].value.get("extends")) is not None:
        place = chain[-1].place(("extends",))
        if parent in seen:
            raise ProblemsError.of("extends_in_a_circle", place, models=" → ".join([*seen, str(parent)]))
        if len(chain) == LONGEST_CHAIN:
            raise ProblemsError.of("extends_too_deep", place, limit=LONGEST_CHAIN)
        seen.append(str(parent))
        chain.append(_own(str(parent), read_files, place))
    merged = chain.pop()
    while chain:
        merged = _over(merged, chain.pop())
    merged.value["extends"] = own.value.get("extends")
    return merged


def _own(key: str, read_files: Read, asked_at: Place | None = None) -> Document:
    """One model's model.yaml with its parameters.yaml put under ``parameters``."""
    try:
        files = read_files(key)
    except ProblemsError as error:
        raise error if asked_at is None else ProblemsError.of("unknown_model", asked_at, key=key) from None
    if MODEL_FILE not in files:
        raise ProblemsError.of("no_model_file", Place(f"{key}/{MODEL_FILE}", 1), key=key)
    document = _read_once(files[MODEL_FILE], f"{key}/{MODEL_FILE}")
    if "parameters" in document.value:
        raise ProblemsError.of("parameters_have_their_own_file", document.place(("parameters",)))
    if PARAMETERS_FILE not in files:
        return Document(_copied(document.value), dict(document.places))
    parameters = _read_once(files[PARAMETERS_FILE], f"{key}/{PARAMETERS_FILE}")
    moved = {("parameters", *path): place for path, place in parameters.places.items()}
    value = _copied({**document.value, "parameters": parameters.value})
    return Document(value, {**document.places, **moved})


@lru_cache(maxsize=FILES_KEPT)
def _read_once(data: bytes, name: str) -> Document:
    """A file as it is read. Many models build on the same few, and reading is most of what loading takes."""
    return read(data, name)


def _copied(value: Any) -> Any:
    """The same values in mappings and lists of their own: what is kept is never handed out."""
    if isinstance(value, dict):
        return {key: _copied(part) for key, part in value.items()}
    return [_copied(part) for part in value] if isinstance(value, list) else value


def _over(parent: Document, child: Document) -> Document:
    places = dict(parent.places)
    places[()] = child.places[()]
    value = {name: inherited for name, inherited in parent.value.items() if name not in NOT_INHERITED}
    _merge(value, child.value, (), places, child.places)
    return Document(value, places)


def _merge(
    into: dict[str, Any],
    over: Mapping[str, Any],
    path: Path,
    places: dict[Path, Place],
    over_places: Mapping[Path, Place],
) -> None:
    for key, value in over.items():
        here = (*path, key)
        inherited = into.get(key)
        if value is None:
            if key not in into:
                raise ProblemsError.of("nothing_to_take_away", over_places[here], key=key)
            del into[key]
        elif isinstance(value, dict) and isinstance(inherited, dict):
            into[key] = merged = dict(inherited)
            places[here] = over_places[here]
            _merge(merged, value, here, places, over_places)
        else:
            into[key] = value
            places.update({at: over_places[at] for at in _paths(value, here)})


def _paths(value: Any, path: Path) -> Iterator[Path]:
    """The path of a value and of every value in it."""
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _paths(part, (*path, key))
