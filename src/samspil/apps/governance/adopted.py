"""Adopted versions as models that can be run. A version never changes, so each is loaded once a process."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from samspil import library
from samspil.apps.governance.models import Matter, ModelVersion
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.compiling import compile_model
from samspil.core.governance.document import Document, read
from samspil.core.governance.inheritance import MODEL_FILE, gather
from samspil.core.governance.language.model import Model
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.shape import shaped

_KEPT = 32
_TOP_LEVEL = re.compile(r"^(?=[^\s#])", re.MULTILINE)

Files = Mapping[str, Mapping[str, str]]


def model_of(version: ModelVersion) -> GovernanceModel:
    """The model of a version that has been adopted."""
    return model_by_digest(version.organisation_id, version.digest)


def model_of_matter(matter: Matter) -> GovernanceModel:
    """The model that a matter goes by; its version's files are large, and are not read for it."""
    if not Matter._meta.get_field("version").is_cached(matter):
        rows = ModelVersion.objects.filter(organisation_id=matter.organisation_id)
        matter.version = rows.defer("files").get(pk=matter.version_id)
    return model_of(matter.version)


def model_by_digest(organisation_id: int, digest: str) -> GovernanceModel:
    """The model that an organisation has adopted, by what it is: events and lines of lists know no more."""
    return _loaded(organisation_id, digest)


@lru_cache(maxsize=_KEPT)
def _loaded(organisation_id: int, digest: str) -> GovernanceModel:
    version = ModelVersion.objects.get(organisation_id=organisation_id, digest=digest)
    model = from_files(version.key, version.files)
    assert model.digest == digest, f"version {version.pk} is not what was adopted"
    return model


def from_files(key: str, files: Files) -> GovernanceModel:
    """A model from texts.

    Raises:
        ProblemsError: what is wrong, with file and line.
    """
    return load(key, lambda wanted: as_bytes(wanted, files), library.municipalities())


def as_bytes(key: str, files: Files) -> dict[str, bytes]:
    """A model's files: the organisation's own, else those that ship."""
    if key not in files:
        return library.model_files(key)
    return {name: text.encode() for name, text in files[key].items()}


def resolved(key: str, files: Files) -> tuple[GovernanceModel, dict[str, dict[str, str]]]:
    """The model, and the files of all it builds on, so that no later release changes what is adopted.

    Raises:
        ProblemsError: what is wrong, with file and line.
    """
    return _resolved(key, json.dumps(files, sort_keys=True, default=dict))


@lru_cache(maxsize=_KEPT)
def _resolved(key: str, written: str) -> tuple[GovernanceModel, dict[str, dict[str, str]]]:
    """Of the same texts the same is made: what was tried before it is adopted is not worked through again."""
    files: Files = json.loads(written)
    pinned: dict[str, dict[str, str]] = {}

    def given(wanted: str) -> dict[str, bytes]:
        found = as_bytes(wanted, files)
        pinned[wanted] = {name: content.decode() for name, content in found.items()}
        return found

    return load(key, given, library.municipalities()), pinned


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What can be made of a draft: the whole of it, the model if it has no fault, else what can be drawn."""

    document: Document | None
    model: GovernanceModel | None
    drawn: GovernanceModel | None
    problems: tuple[Problem, ...]


def look_at(key: str, files: Files) -> Looked:
    """A draft as it stands, with its faults. The same files are worked through once."""
    return _looked(key, json.dumps(files, sort_keys=True, default=dict))


@lru_cache(maxsize=_KEPT)
def _looked(key: str, written: str) -> Looked:
    files = json.loads(written)
    try:
        document = gather(key, lambda wanted: as_bytes(wanted, files))
    except ProblemsError as error:
        return Looked(None, None, None, error.problems)
    try:
        model = from_files(key, files)
    except ProblemsError as error:
        return Looked(document, None, _sketch(document), error.problems)
    return Looked(document, model, model, ())


def _sketch(document: Document) -> GovernanceModel | None:
    """Enough to draw of a model with faults. Nothing is promised of one: what fails gives no picture."""
    try:
        spec = shaped(document, Model)
        return GovernanceModel(spec, document, compile_model(spec, document), library.municipalities(), "")
    except Exception:
        return None


def all_files(key: str, files: Files) -> dict[str, dict[str, str]]:
    """A draft's files with those of all that it builds on, as far as they can be found."""
    found: dict[str, dict[str, str]] = {}

    def given(wanted: str) -> dict[str, bytes]:
        contents = as_bytes(wanted, files)
        found[wanted] = {name: content.decode() for name, content in contents.items()}
        return contents

    try:
        gather(key, given)
    except ProblemsError:
        return {**{one: dict(texts) for one, texts in files.items()}, **found}
    return found


def called(key: str, files: Files, part: str = "name") -> dict[str, str]:
    """What a model calls itself (or its ``summary``), in three languages, without reading all the rest."""
    name = said_of(key, files, part)
    return {language: str(said) for language, said in name.items()} if isinstance(name, dict) else {}


def said_of(key: str, files: Files, part: str) -> object:
    """One part of a model's own file, without reading all the rest; nothing where it cannot be read."""
    text = files.get(key, {}).get(MODEL_FILE, "")
    block = next((one for one in _TOP_LEVEL.split(text) if one.startswith(f"{part}:")), "")
    try:
        return read(block.encode(), MODEL_FILE).value[part] if block else None
    except ProblemsError:
        return None
