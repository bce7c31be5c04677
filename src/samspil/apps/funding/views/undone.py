"""What rests on a voucher, in words: what it was posted for, and when and why it was taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.funding.selectors.resting import TakenBack
from samspil.apps.funding.views import pool_words as said
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.funding.models import RestsOnVoucher

Undone = Mapping[UUID, TakenBack]


def undone_in_words(row: RestsOnVoucher, undone: Undone) -> dict[str, Any] | None:
    """For `funding/parts/undone.html`; nothing of what stands."""
    found = undone.get(row.voucher) if row.voucher else None
    if found is None:
        return None
    return {"day": words().day(found.day), "why": found.why, "url": address("funding:voucher", found.id)}


def voucher_url(row: RestsOnVoucher) -> str:
    """The voucher that a row rests on."""
    return address("funding:voucher", row.voucher) if row.voucher else ""


def posted_for(row: Any) -> tuple[str, str]:
    """What a row is called, and the page where it stands."""
    of = row._meta.model_name
    if of == "filling":
        return f"{said.fills(row.sort)} {row.year}", address("funding:pool", row.pool.public_id)
    if of == "sharedcost":
        return row.text, address("funding:statement", row.initiative.public_id, row.public_id)
    application = row.award.application
    number = {"title": application.title, "number": row.sequence if of == "milestone" else row.number}
    if of == "milestone":
        label = _("Part %(number)s of %(title)s") % number
    else:
        label = _("Instalment %(number)s of %(title)s") % number
    return label, address("funding:application", application.public_id)
