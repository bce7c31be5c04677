"""Which model holds for which matters, on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import BigIntegerField, DateField, QuerySet

from samspil.apps.governance.adopted import model_by_digest
from samspil.apps.governance.models import AdoptedKind, ModelVersion
from samspil.apps.governance.types import NotFoundError
from samspil.core.governance.language.forums import Forum
from samspil.core.governance.language.routes import Kind
from samspil.core.governance.load import GovernanceModel
from samspil.kit.periods import on as in_period
from samspil.kit.tenancy.kept import Kept, Known


def governing(organisation_id: int, kind: str, on: date) -> ModelVersion:
    """The version that a kind of matter goes by on a day.

    Raises:
        NotFoundError: none is adopted.
    """
    row = (
        AdoptedKind.objects.on(on)
        .filter(organisation_id=organisation_id, kind=kind)
        .select_related("version")
        .defer("version__files")
        .first()
    )
    if row is None:
        raise NotFoundError(f"no model is adopted for {kind} on {on}")
    version: ModelVersion = row.version
    return version


def adopted_on(organisation_id: int, on: date) -> list[ModelVersion]:
    """The versions that some kind goes by on a day, the newest first."""
    rows = AdoptedKind.objects.on(on).filter(organisation_id=organisation_id)
    versions = ModelVersion.objects.filter(pk__in=rows.values("version"))
    return list(versions.defer("files").order_by("-pk"))


def models_on(organisation_id: int, on: date) -> list[GovernanceModel]:
    """The models of these versions: one question with little in it, for pages that want no more."""
    found = _VERSIONS.ask(owner=organisation_id, on=on)
    return [model_by_digest(organisation_id, digest) for (digest, _version) in found]


def _versions() -> QuerySet[Any, Any]:
    rows = AdoptedKind.objects.filter(in_period(_ON), organisation_id=_OWNER)
    return rows.values_list("version__digest", "version_id").order_by("-version_id").distinct()


_OWNER: Final = Known("owner", BigIntegerField())
_ON: Final = Known("on", DateField())
_VERSIONS: Final = Kept(_versions)


@dataclass(frozen=True, slots=True)
class KindOnDay:
    """A kind of matter that can be brought, and its model."""

    key: str
    kind: Kind
    model: GovernanceModel


def kinds_on(organisation_id: int, on: date) -> list[KindOnDay]:
    """All that can be brought on a day, in the order of the models' files."""
    return kinds_and_models_on(organisation_id, on)[0]


def kinds_and_models_on(organisation_id: int, on: date) -> tuple[list[KindOnDay], list[GovernanceModel]]:
    """All that can be brought on a day, and the models that hold then, the newest first: one question."""
    rows = AdoptedKind.objects.on(on).filter(organisation_id=organisation_id).order_by("id")
    kinds, models = [], {}
    for kind, version, digest in rows.values_list("kind", "version_id", "version__digest"):
        models[version] = model_by_digest(organisation_id, digest)
        kinds.append(KindOnDay(kind, models[version].spec.kinds[kind], models[version]))
    return kinds, [models[version] for version in sorted(models, reverse=True)]


@dataclass(frozen=True, slots=True)
class ForumOnDay:
    """A forum and the model that says how it works."""

    key: str
    forum: Forum
    model: GovernanceModel


def forums_on(organisation_id: int, on: date) -> list[ForumOnDay]:
    """The forums of the models that hold on a day."""
    return forums_of(models_on(organisation_id, on), on)


def forums_of(models: Iterable[GovernanceModel], on: date) -> list[ForumOnDay]:
    """The forums of some models on a day; where two models have one, the first counts."""
    found: dict[str, ForumOnDay] = {}
    for model in models:
        for key, forum in model.spec.forums.items():
            if forum.until is None or on < forum.until:
                found.setdefault(key, ForumOnDay(key, forum, model))
    return list(found.values())


def forum_on(organisation_id: int, key: str, on: date) -> ForumOnDay:
    """A forum by its key.

    Raises:
        NotFoundError: there is none on that day.
    """
    for one in forums_on(organisation_id, on):
        if one.key == key:
            return one
    raise NotFoundError(key)
