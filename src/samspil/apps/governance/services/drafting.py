"""Drafts are made, changed part by part, and thrown away. They bind nobody, and may have faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspil import library
from samspil.apps.governance.adopted import Files, as_bytes, called, look_at
from samspil.apps.governance.archives import unpack
from samspil.apps.governance.editing.overriding import with_part
from samspil.apps.governance.editing.writing import rewritten
from samspil.apps.governance.models import ModelVersion
from samspil.apps.governance.services.adoptions import draft_version, own_model, refuse_unless_may_draft
from samspil.apps.governance.types import RefusedError, VersionState
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.document import Path
from samspil.core.governance.inheritance import MODEL_FILE
from samspil.kit.journal.recording import By, Told, record

SUBJECT = "model"


def draft_from_shipped(base: str, *, acting: Acting, at: datetime, today: date) -> ModelVersion:
    """A draft that builds on a model that ships.

    Raises:
        RefusedError: who asks may not.
        ProblemsError: there is no such model.
    """
    refuse_unless_may_draft(acting, today)
    shipped = {base: {name: text.decode() for name, text in library.model_files(base).items()}}
    key = f"own_{acting.code or 'association'}_{base}"[:60]
    files = own_model(key, base, acting.code, acting.organisation_name, today)
    names = called(base, shipped)
    for part, texts in (
        ("name", {one: f"{acting.organisation_name}: {name}" for one, name in names.items()}),
        ("summary", called(base, shipped, "summary")),
    ):
        files[key][MODEL_FILE] = rewritten(files[key][MODEL_FILE], (part,), texts)
    return draft_version(acting.organisation_id, key, files, By(str(acting.person), at))


def draft_from_version(version: ModelVersion, *, acting: Acting, at: datetime, today: date) -> ModelVersion:
    """A draft that begins as another version stands, with the next number.

    Raises:
        RefusedError: who asks may not.
    """
    refuse_unless_may_draft(acting, today)
    files = {key: dict(texts) for key, texts in version.files.items()}
    used = ModelVersion.objects.filter(organisation_id=acting.organisation_id, key=version.key)
    number = next_number(version.version or "1.0", set(used.values_list("version", flat=True)))
    files[version.key][MODEL_FILE] = rewritten(files[version.key][MODEL_FILE], ("version",), number)
    return draft_version(acting.organisation_id, version.key, files, By(str(acting.person), at))


def next_number(version: str, used: set[str]) -> str:
    """The number after a version's that is not used.

    >>> next_number("1.0", {"1.0", "1.1"})
    '1.2'
    """
    first, _, second = version.partition(".")
    number = int(second or 0) + 1
    while f"{first}.{number}" in used:
        number += 1
    return f"{first}.{number}"


def draft_from_archive(data: bytes, *, acting: Acting, at: datetime, today: date) -> ModelVersion:
    """A draft from a folder that somebody hands in.

    Raises:
        RefusedError: who asks may not.
        ProblemsError: the archive is not a model's folder.
    """
    refuse_unless_may_draft(acting, today)
    key, files = unpack(data)
    return draft_version(acting.organisation_id, key, files, By(str(acting.person), at))


@transaction.atomic
def change_part(
    draft: ModelVersion, path: Path, wanted: object, *, acting: Acting, at: datetime, seen: str = ""
) -> ModelVersion:
    """A part of a draft is as wanted from now on.

    Args:
        draft: it is locked and read again first.
        path: where the part is, such as ``("forums", "board")``.
        wanted: all of the part; ``editing.writing.GONE`` takes it away.
        acting: who changes it.
        at: when.
        seen: what ``mark`` said of the part when it was shown; nobody overwrites what they have not seen.

    Raises:
        RefusedError: it is no draft, who asks may not, or somebody has changed the part meanwhile.
        ProblemsError: the files cannot be read.
    """
    refuse_unless_may_draft(acting, timezone.localdate(at))
    draft = locked_draft(draft)
    if seen and seen != mark(draft, path):
        raise RefusedError(Problem("draft_changed_meanwhile"))
    draft.files = as_wanted(draft.key, draft.files, path, wanted)
    draft.save(update_fields=["files"])
    facts = {"key": draft.key, "part": [str(one) for one in path]}
    told = Told("governance.model.changed", SUBJECT, str(draft.public_id), facts)
    record(draft.organisation_id, [told], By(str(acting.person), at))
    return draft


def as_wanted(key: str, files: Files, path: Path, wanted: object) -> Files:
    """The files of a draft with a part as wanted; nothing is stored."""
    return with_part(files, key, path, wanted, lambda one: as_bytes(one, files))


def part_of(draft: ModelVersion, path: Path) -> Mapping[str, object] | None:
    """A part of the whole of a draft, what it inherits too."""
    value = _said_at(draft, path)
    return value if isinstance(value, Mapping) else None


def _said_at(draft: ModelVersion, path: Path) -> object:
    document = look_at(draft.key, draft.files).document
    value: object = document.value if document else {}
    for one in path:
        if not isinstance(value, Mapping) or one not in value:
            return None
        value = value[one]
    return value


def mark(draft: ModelVersion, path: Path) -> str:
    """A short sign of what a part says."""
    written = json.dumps(_said_at(draft, path), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


@transaction.atomic
def throw_away(draft: ModelVersion, *, acting: Acting, at: datetime) -> None:
    """A draft is not kept. That it was there stays in the journal.

    Raises:
        RefusedError: it has been adopted, or who asks may not.
    """
    refuse_unless_may_draft(acting, timezone.localdate(at))
    draft = locked_draft(draft)
    told = Told("governance.model.thrown_away", SUBJECT, str(draft.public_id), {"key": draft.key})
    record(draft.organisation_id, [told], By(str(acting.person), at))
    draft.delete()


def locked_draft(draft: ModelVersion) -> ModelVersion:
    """A draft, locked.

    Raises:
        RefusedError: it has been adopted, and so never changes.
    """
    found = ModelVersion.objects.select_for_update().get(pk=draft.pk)
    if found.state != VersionState.DRAFT.value:
        raise RefusedError(Problem("version_never_changes"))
    return found
