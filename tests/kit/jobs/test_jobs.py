"""Jobs in line: done once, tried again, taken up again, parked; periodic ones once each time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.kit.jobs import some_jobs

from samspil.kit.jobs.models import Attempt
from samspil.kit.jobs.running import LEASE, run_next, take_up_again
from samspil.kit.jobs.schedule import Periodic, daily_at, enqueue_due, every

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def only() -> Any:
    return DBTaskResult.objects.get()


def test_a_job_is_done_once(tmp_path: Path) -> None:
    some_jobs.tell.enqueue(str(tmp_path / "told"), "hello")
    assert [run_next("w", timezone.now), run_next("w", timezone.now)] == [True, False]
    assert (tmp_path / "told").read_text() == "hello\n"
    assert only().status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_is_taken_back_was_never_there(tmp_path: Path) -> None:
    def enqueue_and_fail() -> None:
        with transaction.atomic():
            some_jobs.tell.enqueue(str(tmp_path / "told"), "hello")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue_and_fail()
    assert not run_next("w", timezone.now)


def test_a_job_that_fails_waits_before_it_is_tried_again(tmp_path: Path) -> None:
    some_jobs.fail.enqueue(str(tmp_path / "told"))
    assert run_next("w", timezone.now)
    assert not run_next("w", timezone.now)
    assert only().status == TaskResultStatus.READY


def test_a_job_that_never_works_is_parked_after_its_tries(tmp_path: Path) -> None:
    some_jobs.fail.enqueue(str(tmp_path / "told"))
    for _ in range(5):
        DBTaskResult.objects.update(run_after=timezone.now())
        run_next("w", timezone.now)
    assert (tmp_path / "told").read_text().count("tried") == 3
    assert only().status == TaskResultStatus.FAILED
    assert "never works" in only().traceback


@pytest.mark.parametrize("and_fail", [False, True])
def test_whoever_declared_a_job_hears_each_time_it_fails_and_that_it_is_parked(
    tmp_path: Path, *, and_fail: bool
) -> None:
    """Where the one who hears fails as well, the job ends as it would have."""
    some_jobs.fail_aloud.enqueue(str(tmp_path / "told"), and_fail=and_fail)
    for _ in range(2):
        DBTaskResult.objects.update(run_after=timezone.now())
        assert run_next("w", timezone.now)
    assert (tmp_path / "told").read_text() == "never works: again\nnever works: no more\n"
    assert only().status == TaskResultStatus.FAILED


def test_a_job_whose_function_is_gone_does_not_stop_the_worker(tmp_path: Path) -> None:
    some_jobs.tell.enqueue(str(tmp_path / "told"), "hello")
    DBTaskResult.objects.update(task_path="tests.kit.jobs.some_jobs.gone")
    assert run_next("w", timezone.now)


def held_by_nobody(path: Path, begun: int = 1) -> None:
    some_jobs.hang.enqueue(str(path))
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    Attempt.objects.create(job=only(), worker="dead", alive_until=timezone.now(), count=begun)


def test_what_a_living_worker_holds_is_left_to_it(tmp_path: Path) -> None:
    held_by_nobody(tmp_path)
    Attempt.objects.update(alive_until=timezone.now() + LEASE)
    assert take_up_again(timezone.now()) == 0


def test_what_a_dead_worker_held_is_put_in_line_again(tmp_path: Path) -> None:
    held_by_nobody(tmp_path)
    assert take_up_again(timezone.now() + timedelta(seconds=1)) == 1
    assert only().status == TaskResultStatus.READY


def test_a_job_that_kills_its_workers_is_parked(tmp_path: Path) -> None:
    held_by_nobody(tmp_path, begun=2)
    take_up_again(timezone.now() + timedelta(seconds=1))
    assert only().status == TaskResultStatus.FAILED


def test_a_worker_that_was_given_up_may_not_say_how_it_ended(tmp_path: Path) -> None:
    some_jobs.fail.enqueue(str(tmp_path / "told"))
    run_next("w", _overtaking())
    assert only().status == TaskResultStatus.RUNNING


def _overtaking() -> Any:
    calls = []

    def clock() -> datetime:
        calls.append(1)
        if len(calls) > 1:
            Attempt.objects.update(worker="another")
        return timezone.now()

    return clock


def test_what_is_periodic_is_put_in_line_once_each_time(tmp_path: Path) -> None:
    again = Periodic("again", _Job(), every(timedelta(hours=1)))
    found = [enqueue_due([again], AT + timedelta(minutes=minutes)) for minutes in (0, 1, 59, 60, 61)]
    assert found == [["again"], [], [], ["again"], []]


class _Job:
    def enqueue(self) -> None:
        """Nothing."""


def test_what_is_daily_keeps_its_hour_when_the_clocks_change() -> None:
    at_seven = daily_at(7, "Europe/Copenhagen")
    before = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    assert at_seven(before).astimezone(UTC) == datetime(2026, 10, 25, 6, 0, tzinfo=UTC)
    assert at_seven(datetime(2026, 7, 1, 0, 0, tzinfo=UTC)).astimezone(UTC) == datetime(
        2026, 7, 1, 5, 0, tzinfo=UTC
    )
