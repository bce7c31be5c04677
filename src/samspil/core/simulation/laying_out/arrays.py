"""The kernel's tables as arrays, without the compiler that needs them so."""

from __future__ import annotations

from typing import Any

import numpy as np


def as_arrays(table: Any) -> Any:
    """A kernel table with 64-bit columns instead of tuples; single numbers stay."""
    return type(table)(
        *(np.asarray(column, dtype=np.int64) if isinstance(column, tuple) else column for column in table)
    )
