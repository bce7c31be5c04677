"""How long cases take when only those that are finished can be seen.

A log up to a day holds no case that was still under way: long ones that began lately are missing, and what
is left looks quicker than it was. The product-limit estimate for values that are seen only below a limit of
their own undoes that: here the value is the lead time, and the limit how long before the last day it began.

Source: Lynden-Bell (1971); Woodroofe (1985), "Estimating a distribution function with truncated data".
"""

from __future__ import annotations

import numpy as np

from samspil.core.mining.log import EventLog, Floats
from samspil.core.mining.metrics import beginnings, lead_times


def weights(log: EventLog) -> Floats:
    """How much each case stands for, when those that could not be seen are counted with: they add up to 1.

    O(cases log cases).

    >>> from samspil.core.mining.log import log_of
    >>> weights(log_of({"a": [("In", 0), ("Out", 1)], "b": [("In", 0), ("Out", 9)]})).tolist()
    [0.5, 0.5]
    >>> late = {"a": [("In", 0), ("Out", 9)], "b": [("In", 8), ("Out", 9)], "c": [("In", 0), ("Out", 1)]}
    >>> [round(one, 2) for one in weights(log_of(late)).tolist()]
    [0.5, 0.25, 0.25]
    """
    leads, limits = lead_times(log), int(log.at.max()) - beginnings(log)
    order = np.argsort(leads, kind="stable")
    values = leads[order]
    at_risk = np.searchsorted(values, values, side="right") - np.searchsorted(
        np.sort(limits), values, side="left"
    )
    # The least value stands alone at the end; all that is left is its.
    remaining = np.cumsum(np.log1p(-1 / np.maximum(at_risk, 2))[::-1])[::-1]
    below = np.exp(np.append(remaining[1:], 0.0))
    parts = np.diff(below, prepend=0.0)
    found = np.empty(len(leads))
    found[order] = parts
    total = found / found.sum()
    return np.asarray(total, dtype=np.float64)


def share_finished(log: EventLog, weight: Floats) -> Floats:
    """For each case, the chance that one that began then could be seen: float64, above nought."""
    leads, limits = lead_times(log), int(log.at.max()) - beginnings(log)
    order = np.argsort(leads, kind="stable")
    below = np.cumsum(weight[order])
    place = np.searchsorted(leads[order], limits, side="right")
    return np.concatenate([[0.0], below])[place]
