"""Keeping what others have published."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import transaction

from samspil.apps.systems.models import Notice
from samspil.core.notices.records import NoticeRecord, write_records
from samspil.kit.journal.recording import By, Told, record

_WEB = ("https://", "http://")


@transaction.atomic
def keep_notices(organisation_id: int, records: Sequence[NoticeRecord], by: By) -> int:
    """Keep notices as an organisation's closed purchase history; how many were not there before.

    What is kept already stays as it is: a correction has a publication number of its own.
    """
    rows = {row.key: row for row in (_row(organisation_id, one, by) for one in records)}
    known = Notice.objects.filter(organisation_id=organisation_id, key__in=rows).values_list("key", flat=True)
    for key in set(known):
        del rows[key]
    if not rows:
        return 0
    Notice.objects.bulk_create(rows.values())
    told = [
        Told(
            "systems.notice.kept",
            "notice",
            str(row.public_id),
            {"key": key, "dated_on": str(row.dated_on), "source": row.source_link},
        )
        for key, row in rows.items()
    ]
    record(organisation_id, told, by)
    return len(rows)


def _row(organisation_id: int, kept: NoticeRecord, by: By) -> Notice:
    notice = kept.notice
    link = notice.source_link or ""
    return Notice(
        organisation_id=organisation_id,
        key=notice.publication_number or hashlib.sha256(write_records([kept])).hexdigest(),
        publication_number=notice.publication_number or "",
        stage=notice.stage.value,
        buyer=", ".join(one.name for one in notice.buyers),
        subject=notice.title,
        cpv=list(notice.cpv),
        is_it=notice.is_it,
        value_minor=notice.value.minor if notice.value else None,
        value_currency=notice.value.currency if notice.value else "",
        value_is=notice.value_is.value if notice.value_is else "",
        winners=[one.name for one in notice.winners],
        dated_on=notice.published_on or notice.dispatched_on or kept.retrieved_on,
        tenders_due_on=notice.tenders_due_on,
        starts_on=notice.starts_on,
        ends_on=notice.ends_on,
        concluded_on=notice.concluded_on,
        # A link becomes something to press on a page: only what leads to the web is one.
        source_link=link if link.startswith(_WEB) else "",
        retrieved_on=kept.retrieved_on,
        imported_at=by.at,
    )
