"""Jobs for the tests: one that tells, one that fails, one that waits for ever the first time."""

import time
from pathlib import Path

from samspil.kit.jobs.declaring import Failure, job


@job()
def tell(file: str, words: str) -> str:
    with Path(file).open("a", encoding="utf-8") as out:
        out.write(words + "\n")
    return words


@job(retries=2)
def fail(file: str) -> None:
    tell.func(file, "tried")
    raise ValueError("never works")


@job(retries=2)
def hang_once(file: str) -> None:
    first = not Path(file).exists()
    tell.func(file, "begun")
    if first:
        time.sleep(600)
    tell.func(file, "done")


@job(retries=1)
def hang(file: str) -> None:
    tell.func(file, "begun")
    time.sleep(600)


def hear(failure: Failure, file: str, *, and_fail: bool = False) -> None:
    """Whoever declared the job is told."""
    again = "again" if failure.again_at else "no more"
    tell.func(file, f"{failure.error}: {again}")
    if and_fail:
        raise LookupError("cannot be told")


@job(retries=1, when_it_fails=hear)
def fail_aloud(file: str, *, and_fail: bool = False) -> None:
    raise ValueError("never works")
