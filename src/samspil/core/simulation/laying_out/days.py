"""The days of a run: which parameters hold, where counting begins, when a day closes."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import Any

import numpy as np

from samspil.core.governance.clocks import calendar_of, rules_on
from samspil.core.governance.kernel import Times
from samspil.core.governance.load import GovernanceModel
from samspil.core.simulation.loop.ground import (
    CLOSING,
    COLUMN,
    CUT_OFF,
    DAY_COLUMNS,
    ZERO_AFTER,
    ZERO_BEFORE,
)


def days(model: GovernanceModel, times: Times, until: int) -> Any:
    """One row for each day from the first of ``times`` until a day (an ordinal), by the model's own calendar.

    Linear in the days. The rules are those that ``clocks.day_zero`` and ``clocks.clock`` ask.
    """
    calendar, book = calendar_of(model), model.program.book
    first = max(times.first_day, model.spec.valid_from.toordinal())
    found = np.zeros((len(times.rank), DAY_COLUMNS), dtype=np.int64)
    for ordinal in range(first, min(until, times.first_day + len(times.rank))):
        day, row = date.fromordinal(ordinal), found[ordinal - times.first_day]
        rules = rules_on(model, day)
        row[COLUMN] = bisect_right(book.changes, ordinal)
        row[ZERO_BEFORE] = calendar.on_or_after(day).toordinal()
        row[ZERO_AFTER] = calendar.next_working_day(day).toordinal()
        row[CUT_OFF], row[CLOSING] = rules.cut_off_hour * 60, rules.closing_hour * 60
    return found


def parameters(model: GovernanceModel) -> tuple[Any, Any]:
    """The dated parameters: int64[changes + 1, parameters], numerators and denominators."""
    columns = model.program.book.columns
    numerators = np.array([one for one, _ in columns], dtype=np.int64)
    denominators = np.array([one for _, one in columns], dtype=np.int64)
    return numerators.reshape(len(columns), -1), denominators.reshape(len(columns), -1)
