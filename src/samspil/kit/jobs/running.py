"""Doing the next job. A worker shows that it lives; what a dead one held is taken up again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import OperationalError, close_old_connections, connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samspil.core.errors import SamspilError
from samspil.kit.jobs.declaring import Failure, tries_of, who_hears
from samspil.kit.jobs.models import Attempt
from samspil.kit.jobs.waiting import pause_after

LEASE: Final = timedelta(seconds=60)
_log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class WorkerDiedError(SamspilError):
    """The worker stopped in the middle of it, as often as may be."""


def run_next(worker: str, clock: Clock, lease: timedelta = LEASE) -> bool:
    """Do the job that is next in line; whether there was one."""
    job = _claim(worker, clock() + lease)
    if job is None:
        return False
    with _showing_life(job, worker, clock, lease):
        value, error = _do(job)
    if error is None:
        _end(job, worker, lambda: job.set_successful(value))
    else:
        _end(job, worker, partial(_failed, job, error, clock()))
    return True


def _do(job: DBTaskResult[Any, Any]) -> tuple[Any, Exception | None]:
    try:
        found = job.task
        return found.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"]), None
    except Exception as error:  # whatever it was, the worker goes on
        _log.exception("job %s (%s) failed", job.task_path, job.id)
        return None, error


def take_up_again(now: datetime) -> int:
    """Jobs whose worker no longer shows life are put in line again, or parked when that happens too often."""
    with transaction.atomic():
        lost = Attempt.objects.select_for_update().filter(
            alive_until__lt=now, job__status=TaskResultStatus.RUNNING
        )
        found = list(lost.select_related("job"))
        for attempt in found:
            _log.warning(
                "job %s (%s): its worker %s died", attempt.job.task_path, attempt.job_id, attempt.worker
            )
            _failed(attempt.job, WorkerDiedError(f"worker {attempt.worker} died"), now)
            attempt.worker = ""
            attempt.save(update_fields=["worker"])
    return len(found)


def parked() -> int:
    """How many jobs have been given up."""
    return DBTaskResult.objects.failed().count()


@transaction.atomic
def _claim(worker: str, alive_until: datetime) -> DBTaskResult[Any, Any] | None:
    job: DBTaskResult[Any, Any] | None = DBTaskResult.objects.ready().get_locked()
    if job is None:
        return None
    job.claim(worker)
    attempt, _ = Attempt.objects.get_or_create(
        job=job, defaults={"alive_until": alive_until, "worker": worker}
    )
    attempt.worker, attempt.alive_until, attempt.count = worker, alive_until, attempt.count + 1
    attempt.save()
    return job


@transaction.atomic
def _end(job: DBTaskResult[Any, Any], worker: str, write: Callable[[], object]) -> None:
    """Only whoever still holds a job may say how it ended."""
    held = Attempt.objects.select_for_update().filter(job=job, worker=worker).first()
    if held is None:
        _log.warning("job %s was taken from worker %s", job.task_path, worker)
        return
    write()


def _failed(job: DBTaskResult[Any, Any], error: Exception, now: datetime) -> None:
    begun = Attempt.objects.values_list("count", flat=True).get(job=job)
    _know(job)
    if begun >= tries_of(job.task_path):
        job.set_failed(error)
        _tell(job, Failure(error, str(job.id), None))
        return
    job.status = TaskResultStatus.READY
    job.run_after = now + pause_after(begun)
    job.exception_class_path = type(error).__qualname__
    job.save(update_fields=["status", "run_after", "exception_class_path"])
    _tell(job, Failure(error, str(job.id), job.run_after))


def _know(job: DBTaskResult[Any, Any]) -> None:
    """How a job was declared is known once it is imported; one that is gone is as any other."""
    with suppress(Exception):
        _ = job.task


def _tell(job: DBTaskResult[Any, Any], failure: Failure) -> None:
    """Who wants to hear of it does; what goes wrong in that changes nothing for the job."""
    hears = who_hears(job.task_path)
    if hears is None:
        return
    try:
        with transaction.atomic():
            hears(failure, *job.args_kwargs["args"], **job.args_kwargs["kwargs"])
    except Exception:
        _log.exception("nobody could be told that job %s (%s) failed", job.task_path, job.id)


@contextmanager
def _showing_life(
    job: DBTaskResult[Any, Any], worker: str, clock: Clock, lease: timedelta
) -> Generator[None]:
    """While it lasts, a thread says that the worker lives; a worker that is killed says no more."""
    over = threading.Event()

    def show() -> None:
        while not over.wait(lease.total_seconds() / 3):
            try:
                Attempt.objects.filter(job=job, worker=worker).update(alive_until=clock() + lease)
            except OperationalError:
                _log.warning("worker %s could not show that it lives", worker)
                close_old_connections()
        connection.close()

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
