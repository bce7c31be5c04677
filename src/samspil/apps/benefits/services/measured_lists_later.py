"""A long list of measurements is kept by a worker: whoever said yes sees how far it has come.

As with lists of initiatives (`kit.jobs.confirmed`).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import MeasuredList
from samspil.apps.benefits.services.measured_lists import check_is_open, keep_measured
from samspil.apps.organisations.selectors import acting as acting_on
from samspil.apps.organisations.selectors import organisation
from samspil.apps.organisations.types import Acting
from samspil.kit.jobs import confirmed
from samspil.kit.jobs.confirmed import MOST_AT_ONCE, Tell
from samspil.kit.jobs.declaring import job


def is_long(sent: MeasuredList) -> bool:
    """Whether it has more lines than somebody can wait for while the page is under way."""
    return (sent.lines or 0) > MOST_AT_ONCE


@transaction.atomic
def confirm_measured(sent: MeasuredList, *, at: datetime) -> None:
    """Whoever sent it has said yes to what they have seen: it is put in line for a worker, once.

    Raises:
        ProblemsError: ``list_is_under_way``, ``upload_expired``, ``upload_already_applied``.
    """
    sent = MeasuredList.objects.select_for_update().get(pk=sent.pk)
    check_is_open(sent, at)
    confirmed.confirm(sent, at)
    keep_later.enqueue(sent.organisation_id, str(sent.public_id), at.isoformat())


@job(retries=3, when_it_fails=confirmed.who_hears(MeasuredList))
def keep_later(organisation_id: int, public_id: str, at: str) -> None:
    """All of it or nothing. Done twice it does no harm: the second finds it done."""
    moment = datetime.fromisoformat(at)

    def do(sent: MeasuredList, tell: Tell) -> None:
        keep_measured(sent, acting=_sender(organisation_id, sent.sent_by, moment), at=moment, tell=tell)

    confirmed.carry_out(MeasuredList, organisation_id, public_id, do)


def _sender(organisation_id: int, person: UUID, at: datetime) -> Acting:
    """Whoever said yes, with what they hold on the day that they did."""
    return acting_on(organisation(organisation_id), person, timezone.localdate(at))
