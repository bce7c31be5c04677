"""A worker process that is really killed: what it held is done by the next."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests import ready_database

ROOT = Path(__file__).parents[3]
SET_UP = """
import django; django.setup()
from tests.kit.jobs import some_jobs
some_jobs.{job}.enqueue({file!r})
"""
WORK = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from samspil.kit.jobs.running import run_next, take_up_again
import time
end = time.monotonic() + {seconds}
while time.monotonic() < end:
    take_up_again(timezone.now())
    run_next("worker {name}", lambda: timezone.now() + timedelta(hours={ahead}), timedelta(seconds=1))
    time.sleep(0.1)
"""


def python(home: Path, code: str) -> subprocess.Popen[bytes]:
    around = os.environ | {
        "DJANGO_SETTINGS_MODULE": "samspil.settings.test",
        "SAMSPIL_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{home}/jobs.sqlite3",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    return subprocess.Popen([sys.executable, "-c", code], env=around, cwd=ROOT)


def until(file: Path, words: str) -> None:
    for _ in range(300):
        if file.exists() and words in file.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    pytest.fail(f"{words!r} was never said")


@pytest.mark.own_file
def test_what_a_killed_worker_held_is_taken_up_again(tmp_path: Path) -> None:
    told = tmp_path / "told"
    ready_database.tables_for(str(tmp_path / "jobs.sqlite3"))
    assert python(tmp_path, SET_UP.format(job="hang_once", file=str(told))).wait() == 0
    first = python(tmp_path, WORK.format(name=1, seconds=60, ahead=0))
    until(told, "begun")
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    waiting = """
import django; django.setup()
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from samspil.kit.jobs.running import take_up_again
import time
time.sleep(1.2)
assert take_up_again(timezone.now()) == 1
DBTaskResult.objects.update(run_after=timezone.now())
"""
    assert python(tmp_path, waiting).wait() == 0
    second = python(tmp_path, WORK.format(name=2, seconds=20, ahead=0))
    until(told, "done")
    second.kill()
    second.wait()
    assert told.read_text(encoding="utf-8").splitlines() == ["begun", "begun", "done"]
