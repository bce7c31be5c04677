"""A model with everything it builds on, as it is now: what is worked out with it can be worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil import library
from samspil.apps.governance.adopted import from_files, resolved
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors.adoptions import adopted_on
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.core.governance.load import GovernanceModel

Files = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Pinned:
    """A model, all the files it resolves to, and how it is found: by public id, or by key if it ships."""

    ref: str
    model: GovernanceModel
    files: Files


def pinned(acting: Acting, ref: str) -> Pinned:
    """A version, a draft or a model that ships, with its files.

    Raises:
        NotFoundError: there is none that one may see.
        ProblemsError: a draft with faults.
    """
    try:
        public_id = UUID(ref)
    except ValueError:
        if ref not in library.shipped_models():
            raise NotFoundError(ref) from None
        return Pinned(ref, *_resolved(ref, {}))
    version = access.access_version(acting, public_id)
    return Pinned(ref, *_resolved(version.key, version.files))


def _resolved(key: str, files: Files) -> tuple[GovernanceModel, Files]:
    """A part that others build on is no model by itself."""
    try:
        return resolved(key, files)
    except ProblemsError:
        if key in files:
            raise
        raise NotFoundError(key) from None


def todays(organisation_id: int, on: date) -> str:
    """The public id of the newest version that holds on a day; nothing where none does."""
    return next((str(one.public_id) for one in adopted_on(organisation_id, on)), "")


def model_from(key: str, files: Files) -> GovernanceModel:
    """The model of pinned files.

    Raises:
        ProblemsError: what is wrong in them.
    """
    return from_files(key, files)
