"""A large list is carried out by a worker: whoever said yes sees how far it has come.

Where the worker dies, nothing of the list is there, and the next one begins again. When that happens too
often, the list is stopped and says why, so that somebody can go on with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import OperationalError, transaction

from samspil.apps.portfolio.models import ListUpload
from samspil.apps.portfolio.services.importing.applying import apply_list
from samspil.apps.portfolio.services.importing.keeping import check_is_open
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.jobs import progress
from samspil.kit.jobs.declaring import Failure, job
from samspil.kit.jobs.progress import Progress
from samspil.kit.jobs.running import WorkerDiedError
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope

MOST_AT_ONCE: Final = 2000  # lines that somebody can wait for while the page is under way
BEGUN_WITHIN: Final = timedelta(minutes=2)  # where a worker is there, it has begun long before


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Where a list is: waiting, under way, carried out, or stopped with the reasons.

    ``waits_since`` is told of what nobody has begun on for so long that there may be nobody. Where it
    ``is_stopping``, somebody has asked the worker to stop, which it does the next time it looks.
    """

    progress: Progress | None
    came_to: dict[str, int] | None
    stopped: tuple[Problem, ...]
    waits_since: datetime | None = None
    is_stopping: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.came_to is not None or bool(self.stopped)


@transaction.atomic
def confirm_list(upload: ListUpload, digest: str, on: date, by: By) -> None:
    """Somebody has said yes to what they have seen: it is put in line for a worker, once.

    Raises:
        ProblemsError: ``list_is_under_way``, ``upload_expired``, ``upload_already_applied``.
    """
    upload = ListUpload.objects.select_for_update().get(pk=upload.pk)
    check_is_open(upload, by.at)
    if is_under_way(upload):
        raise ProblemsError.of("list_is_under_way")
    upload.confirmed_at, upload.confirmed_by, upload.stopped = by.at, UUID(by.actor), None
    upload.save(update_fields=["confirmed_at", "confirmed_by", "stopped"])
    progress.forget(str(upload.public_id))
    carry_out.enqueue(
        upload.organisation_id, str(upload.public_id), digest, on.isoformat(), by.actor, by.at.isoformat()
    )


def is_under_way(upload: ListUpload) -> bool:
    """Whether a worker has it, or will."""
    return upload.confirmed_at is not None and upload.applied_at is None and upload.stopped is None


def where_is(upload: ListUpload, now: datetime) -> UnderWay | None:
    """How far a list that somebody has said yes to has come; nothing where nobody has."""
    if upload.confirmed_at is None:
        return None
    reasons = tuple(Problem(one["code"], one["args"]) for one in upload.stopped or ())
    far = progress.seen(str(upload.public_id))
    goes_on = is_under_way(upload)
    is_idle = far is None and goes_on and now - upload.confirmed_at > BEGUN_WITHIN
    is_stopping = goes_on and progress.is_to_stop(str(upload.public_id))
    return UnderWay(far, upload.came_to, reasons, upload.confirmed_at if is_idle else None, is_stopping)


def stop_list(upload: ListUpload) -> None:
    """Whoever said yes, or keeps the portfolio with them, has thought better of it: nothing of it is kept.

    What has been carried out by the time the worker looks, stays carried out.

    Raises:
        ProblemsError: ``list_is_not_under_way``.
    """
    if not is_under_way(upload):
        raise ProblemsError.of("list_is_not_under_way")
    progress.stop(str(upload.public_id))


def tell_or_stop(public_id: str, done: int, total: int) -> None:
    """Show how far it has come, and stop where somebody has asked so: the transaction is undone.

    Raises:
        ProblemsError: ``list_was_stopped``.
    """
    if progress.is_to_stop(public_id):
        raise ProblemsError.of("list_was_stopped")
    if total:
        progress.show(public_id, done, total)


def hear_of_failure(failure: Failure, organisation_id: int, public_id: str, *_others: str) -> None:
    """It is tried again, and the page says when; or it is no more, and the list says why it stopped."""
    if failure.again_at is not None:
        progress.stumble(public_id, failure.again_at)
        return
    with scope.within([organisation_id]):
        rows = ListUpload.objects.filter(organisation_id=organisation_id, public_id=public_id)
        rows.filter(applied_at=None, stopped__isnull=True).update(stopped=[as_data(why_it_failed(failure))])
    progress.forget(public_id)


def why_it_failed(failure: Failure) -> Problem:
    """In words for whoever sent the list; what the log has of it is found by the number."""
    if isinstance(failure.error, WorkerDiedError):
        return Problem("import_worker_stopped", {"number": failure.number})
    if isinstance(failure.error, OperationalError):
        return Problem("import_database_was_busy", {"number": failure.number})
    return Problem("import_failed", {"number": failure.number})


@job(retries=3, when_it_fails=hear_of_failure)
def carry_out(organisation_id: int, public_id: str, digest: str, on: str, actor: str, at: str) -> None:  # noqa: PLR0917 – as it stands in line
    """All of it or nothing. Done twice it does no harm: the second finds it done."""
    with scope.within([organisation_id]):
        upload = ListUpload.objects.filter(organisation_id=organisation_id, public_id=public_id).first()
        if upload is None or not is_under_way(upload):
            return

        tell = partial(tell_or_stop, public_id)
        try:
            tell(0, 0)
            apply_list(upload, digest, date.fromisoformat(on), By(actor, datetime.fromisoformat(at)), tell)
        except ProblemsError as error:
            reasons = [as_data(one) for one in error.problems]
            ListUpload.objects.filter(pk=upload.pk, applied_at=None).update(stopped=reasons)


def as_data(one: Problem) -> dict[str, Any]:
    """A reason as it is kept."""
    return {"code": one.code, "args": {name: str(said) for name, said in one.args.items()}}
