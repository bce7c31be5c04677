"""A long list of measurements is kept by a worker: whoever said yes sees how far it has come.

As with lists of initiatives: where the worker dies nothing of the list is there, and the next one begins
again; when that happens too often, the list is stopped and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.models import MeasuredList
from samspil.apps.benefits.services.measured_lists import check_is_open, keep_measured
from samspil.apps.organisations.selectors import acting as acting_on
from samspil.apps.organisations.selectors import organisation
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.services.importing.carrying_out_later import (
    BEGUN_WITHIN,
    MOST_AT_ONCE,
    UnderWay,
    as_data,
    tell_or_stop,
    why_it_failed,
)
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.jobs import progress
from samspil.kit.jobs.declaring import Failure, job
from samspil.kit.tenancy import scope

MOST_TOLD: Final = 50  # of the lines that cannot be kept


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
    if is_under_way(sent):
        raise ProblemsError.of("list_is_under_way")
    sent.confirmed_at, sent.stopped = at, None
    sent.save(update_fields=["confirmed_at", "stopped"])
    progress.forget(str(sent.public_id))
    keep_later.enqueue(sent.organisation_id, str(sent.public_id), at.isoformat())


def is_under_way(sent: MeasuredList) -> bool:
    """Whether a worker has it, or will."""
    return sent.confirmed_at is not None and sent.kept_at is None and sent.stopped is None


def where_is(sent: MeasuredList, now: datetime) -> UnderWay | None:
    """How far a list that somebody has said yes to has come; nothing where nobody has."""
    if sent.confirmed_at is None:
        return None
    reasons = tuple(Problem(one["code"], one["args"]) for one in sent.stopped or ())
    far = progress.seen(str(sent.public_id))
    goes_on = is_under_way(sent)
    is_idle = far is None and goes_on and now - sent.confirmed_at > BEGUN_WITHIN
    is_stopping = goes_on and progress.is_to_stop(str(sent.public_id))
    return UnderWay(far, sent.came_to, reasons, sent.confirmed_at if is_idle else None, is_stopping)


def stop_measured(sent: MeasuredList) -> None:
    """Whoever said yes has thought better of it: nothing of it is kept, unless all of it is already.

    Raises:
        ProblemsError: ``list_is_not_under_way``.
    """
    if not is_under_way(sent):
        raise ProblemsError.of("list_is_not_under_way")
    progress.stop(str(sent.public_id))


def hear_of_failure(failure: Failure, organisation_id: int, public_id: str, *_others: str) -> None:
    """It is tried again, and the page says when; or it is no more, and the list says why it stopped."""
    if failure.again_at is not None:
        progress.stumble(public_id, failure.again_at)
        return
    with scope.within([organisation_id]):
        _stop(organisation_id, public_id, [why_it_failed(failure)])
    progress.forget(public_id)


@job(retries=3, when_it_fails=hear_of_failure)
def keep_later(organisation_id: int, public_id: str, at: str) -> None:
    """All of it or nothing. Done twice it does no harm: the second finds it done."""
    with scope.within([organisation_id]):
        rows = MeasuredList.objects.filter(organisation_id=organisation_id, public_id=public_id)
        sent = rows.first()
        if sent is None or not is_under_way(sent):
            return

        tell, moment = partial(tell_or_stop, public_id), datetime.fromisoformat(at)
        try:
            tell(0, 0)
            keep_measured(sent, acting=_sender(organisation_id, sent.sent_by, moment), at=moment, tell=tell)
        except ProblemsError as error:
            _stop(organisation_id, public_id, error.problems[:MOST_TOLD])


def _sender(organisation_id: int, person: UUID, at: datetime) -> Acting:
    """Whoever said yes, with what they hold on the day that they did."""
    return acting_on(organisation(organisation_id), person, timezone.localdate(at))


def _stop(organisation_id: int, public_id: str, problems: Iterable[Problem]) -> None:
    rows = MeasuredList.objects.filter(organisation_id=organisation_id, public_id=public_id, kept_at=None)
    rows.filter(stopped__isnull=True).update(stopped=[as_data(one) for one in problems])
