"""Jobs for the tests: one that tells, one that fails, one that waits for ever the first time."""

import time
from pathlib import Path

from samspil.kit.jobs.declaring import job


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
