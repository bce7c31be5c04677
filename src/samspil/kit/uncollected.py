"""How seldom circles are looked for: not at all in work on many values, and not among what stays."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Generator[None]:
    """What is no longer used still goes at once; only looking for circles, half the time, is put off."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def look_seldom() -> None:
    """In a process that serves pages, once all is read: what is here stays, and is not looked at again.

    The collector writes on all that it looks at, and what is written on is shared no more by processes. A
    page makes thousands of objects that go by themselves: to look for circles each 700 is a tenth of it, and
    to look through everything keeps somebody waiting for a tenth of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
