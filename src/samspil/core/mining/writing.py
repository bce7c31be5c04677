"""A log as plain CSV, which reads back as the same log."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

import numpy as np

from samspil.core.mining.log import NOBODY, EventLog, Integers

HEADINGS: Final = ("case", "activity", "start_time", "end_time", "resource")


def as_csv(log: EventLog) -> Iterator[str]:
    """Lines of a CSV file with semicolons: an event each, times in UTC to the millisecond.

    >>> from samspil.core.mining.log import log_of
    >>> print("".join(as_csv(log_of({"7": [("In", 0)]}))).strip())
    case;activity;end_time;resource
    7;In;1970-01-01T00:00:00.000Z;
    """
    columns: list[list[str]] = [
        [log.cases[one] for one in log.case_of_each.tolist()],
        [log.activities[one] for one in log.activity.tolist()],
        _moments(log.at),
        ["" if one == NOBODY else log.resources[one] for one in log.resource.tolist()],
    ]
    headings = list(HEADINGS)
    if log.says_begun:
        columns.insert(2, _moments(log.begun))
    else:
        headings.remove("start_time")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for row in ([headings] if headings else []) + [list(row) for row in zip(*columns, strict=True)]:
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _moments(at: Integers) -> list[str]:
    texts: list[str] = np.datetime_as_string(at.astype("datetime64[ms]"), unit="ms", timezone="UTC").tolist()
    return texts
