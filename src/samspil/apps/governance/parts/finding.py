"""Which model is meant: one that ships, by its key; a version or draft of the organisation's, by its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samspil import library
from samspil.apps.governance.adopted import called, from_files, look_at, model_of
from samspil.apps.governance.parts.telling import Telling, route_steps
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors.adoptions import adopted_on
from samspil.apps.governance.types import NotFoundError, VersionState
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.diagram import diagram
from samspil.core.governance.diagram.contents import contents_of
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.governance.models import ModelVersion

_FITS: Final = re.compile(r"\*\*Hvornår passer de[nt]\?\*\* (.+?)\n\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Found:
    """A model that a page is about. A draft with faults has no ``model``, but perhaps one to draw."""

    ref: str
    key: str
    name: str
    model: GovernanceModel | None
    drawn: GovernanceModel | None
    problems: tuple[Problem, ...] = ()
    version: ModelVersion | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it can be edited."""
        return self.version is not None and self.version.state == VersionState.DRAFT.value

    @property
    def is_shipped(self) -> bool:
        """Whether it ships with Samspil."""
        return self.version is None

    @property
    def url(self) -> str:
        """Its page."""
        return model_url(self.ref)

    @property
    def title(self) -> str:
        """Its name with what it is."""
        if self.version is None:
            return self.name
        number = self.model.spec.version if self.model else ""
        said = _("draft %(number)s") if self.is_draft else _("version %(number)s")
        return f"{self.name} ({(said % {'number': number}).strip()})"

    def telling(self, on: date) -> Telling:
        """Its parts in words.

        Raises:
            NotFoundError: it has faults, so that nothing can be told for certain.
        """
        if self.model is None:
            raise NotFoundError(self.ref)
        return Telling(self.model, on, words())

    def picture(self, on: date, route: str = "") -> SafeString:
        """Its diagram, or one route of it; nothing where none can be drawn. It escapes what people wrote."""
        if self.drawn is None:
            return SafeString("")
        only = route if route in self.drawn.spec.routes else None
        # The picture escapes all that somebody wrote; tests/leaks holds it to that.
        drawn = diagram(self.drawn, language(), only, max(on, self.drawn.spec.valid_from))
        return mark_safe(drawn)  # nosec B308 B703

    def way(self, on: date, route: str) -> dict[str, Any] | None:
        """One route in words, step by step; nothing where it cannot be told."""
        if self.drawn is None or route not in self.drawn.spec.routes:
            return None
        told = contents_of(self.drawn, language(), route, max(on, self.drawn.spec.valid_from))
        (way,) = told.routes
        return {"name": way.name, "kinds": ", ".join(way.kinds), "steps": route_steps(way)}


def model_url(ref: str) -> str:
    """The page of a model by its reference."""
    try:
        return address("governance:model", UUID(ref))
    except ValueError:
        return address("governance:shipped_model", ref)


def of_version(version: ModelVersion) -> Found:
    """A version or draft."""
    ref = str(version.public_id)
    if version.state == VersionState.ADOPTED.value:
        model = model_of(version)
        return Found(ref, version.key, named(model), model, model, (), version)
    looked = look_at(version.key, version.files)
    name = named(looked.drawn) if looked.drawn else in_language(called(version.key, version.files))
    return Found(ref, version.key, name or version.key, looked.model, looked.drawn, looked.problems, version)


def of_shipped(key: str) -> Found:
    """One that ships, and can be used by itself.

    Raises:
        NotFoundError: there is none.
    """
    if key not in usable():
        raise NotFoundError(key)
    model = shipped(key)
    return Found(key, key, named(model), model, model)


def find(acting: Acting, ref: str) -> Found:
    """Either, by what stands in an address.

    Raises:
        NotFoundError: there is none that one may see.
    """
    try:
        public_id = UUID(ref)
    except ValueError:
        return of_shipped(ref)
    return of_version(access.access_version(acting, public_id))


def today_s(acting: Acting, on: date) -> Found | None:
    """The newest version that holds on a day."""
    for version in adopted_on(acting.organisation_id, on):
        return of_version(version)
    return None


def named(model: GovernanceModel) -> str:
    """A model's name."""
    return model.spec.name.in_language(language())


def in_language(texts: Mapping[str, str]) -> str:
    """A text in the page's language, else in Danish."""
    return texts.get(language()) or texts.get("da", "")


@cache
def shipped(key: str) -> GovernanceModel:
    """A model that ships: read and checked once a process."""
    return from_files(key, {})


@cache
def usable() -> tuple[str, ...]:
    """The models that ship and are whole."""
    parts = ("common", "danish_municipality")
    return tuple(key for key in library.shipped_models() if key not in parts)


@cache
def headings(key: str) -> tuple[Mapping[str, str], Mapping[str, str], str]:
    """Name and summary of a model that ships, and when it fits (in Danish), without loading it."""
    files = library.model_files(key)
    texts = {key: {name: content.decode() for name, content in files.items()}}
    fits = _FITS.search(texts[key].get("README.md", ""))
    told = " ".join(fits[1].split()) if fits else ""
    return called(key, texts), called(key, texts, "summary"), told
