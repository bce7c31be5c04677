"""The kernel as machine code: the same source, handed to a compiler for hot loops.

Needs numba and numpy (the extra ``simulation``); nothing that serves pages imports this module.
"""

from __future__ import annotations

import inspect
from functools import cache
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np
from numba import njit

from samspil.core.governance import kernel


@cache
def compiled_kernel() -> SimpleNamespace:
    """Every function of the kernel, compiled from the very source that runs interpreted.

    Compiling happens on first call of each function, in seconds; afterwards a call costs nanoseconds.
    """
    names: dict[str, Any] = {"__name__": "samspil.core.governance.kernel.compiled"}
    # The source of a module of ours, read from where it is installed: whoever can change it runs already.
    exec(compile(inspect.getsource(kernel), kernel.__file__, "exec"), names)  # nosec B102
    functions = {
        name: value
        for name, value in names.items()
        if isinstance(value, FunctionType) and value.__module__ == names["__name__"]
    }
    names.update({name: njit(nogil=True)(function) for name, function in functions.items()})
    for table in (kernel.Tables, kernel.Times):
        names[table.__name__] = table
    return SimpleNamespace(**{name: names[name] for name in functions})


def as_arrays(table: Any) -> Any:
    """A kernel table with 64-bit columns instead of tuples; single numbers stay."""
    return type(table)(
        *(np.asarray(column, dtype=np.int64) if isinstance(column, tuple) else column for column in table)
    )
