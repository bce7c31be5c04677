"""Documents that an organisation writes itself: each version is kept word by word, and never changed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models

from samspil.kit.ids import new_id
from samspil.kit.tenancy.rows import OwnedRow, owner_without_index


class DocumentVersion(OwnedRow):
    """One version of a document; the document's own key is alike in all of them."""

    organisation = owner_without_index()
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(OwnedRow.Meta):
        abstract = True


_Version = TypeVar("_Version", bound=DocumentVersion)


def newest_versions(sort: type[_Version], organisation_id: int, key: str = "") -> dict[str, _Version]:
    """The last version of each document of an organisation, or of one."""
    rows = sort.objects.filter(organisation_id=organisation_id)
    rows = rows.filter(key=key) if key else rows
    return {row.key: row for row in rows.order_by("key", "number")}


def keep_version(
    sort: type[_Version], organisation_id: int, key: str, document: str, *, by: UUID, at: datetime
) -> tuple[_Version, bool]:
    """The next version, and whether it is new: the same again is the version that is there."""
    document = document.replace("\r\n", "\n")
    digest = hashlib.sha256(document.encode()).hexdigest()
    last = newest_versions(sort, organisation_id, key).get(key)
    if last is not None and last.digest == digest:
        return last, False
    row = sort.objects.create(
        organisation_id=organisation_id,
        key=key,
        number=last.number + 1 if last else 1,
        document=document,
        digest=digest,
        made_at=at,
        made_by=by,
    )
    return row, True
