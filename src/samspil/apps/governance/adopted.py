"""Adopted versions as models that can be run. A version never changes, so each is loaded once a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from samspil import library
from samspil.apps.governance.models import ModelVersion
from samspil.core.governance.load import GovernanceModel, load

_KEPT = 32

Files = Mapping[str, Mapping[str, str]]


def model_of(version: ModelVersion) -> GovernanceModel:
    """The model of a version that has been adopted."""
    return _loaded(version.organisation_id, version.digest)


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
    pinned: dict[str, dict[str, str]] = {}

    def read(wanted: str) -> dict[str, bytes]:
        found = as_bytes(wanted, files)
        pinned[wanted] = {name: content.decode() for name, content in found.items()}
        return found

    return load(key, read, library.municipalities()), pinned
