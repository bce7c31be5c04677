"""The kernel and the event loop as machine code: the same source, handed to a compiler for hot loops.

Needs numba and numpy (the extra ``simulation``); nothing that serves pages imports this module.
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable
from functools import cache
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, Final

import numba
import numpy as np
from numba import njit
from numba.core import config

from samspil.core.governance import kernel
from samspil.core.simulation.lent import looking_up, tables
from samspil.core.simulation.loop import (
    arriving,
    chance,
    events,
    forums,
    ground,
    hours,
    members,
    people,
    queues,
    reckoning,
    running,
    sittings,
    steps,
    votes,
)

# Each only uses those before it.
LOOP: Final = (
    *(chance, events, queues, hours, reckoning, steps),
    *(votes, forums, sittings, people, members, arriving, running),
)
# Only what Python calls needs a way in from there, and nothing one from C. Put into each other, the functions
# are twice as fast; nothing here divides by what may be nought.
OPEN: Final[dict[str, Any]] = {"nogil": True, "no_cfunc_wrapper": True, "error_model": "numpy"}
CLOSED: Final[dict[str, Any]] = OPEN | {"no_cpython_wrapper": True, "forceinline": True}
Compiled = dict[Callable[..., Any], Callable[..., Any]]


@cache
def compiled_kernel() -> SimpleNamespace:
    """Every function of the kernel, compiled from the very source that runs interpreted.

    Compiling happens on first call of each function, in seconds; afterwards a call costs nanoseconds.
    """
    every = frozenset(name for name, value in vars(kernel).items() if isinstance(value, FunctionType))
    names = _compiled(kernel, {}, every)
    return SimpleNamespace(**{function.__name__: found for function, found in names.items()})


@cache
def compiled_loop(folder: str | None = None) -> SimpleNamespace:
    """``begin`` and ``go_on`` of the event loop, compiled with the kernel; ``handed`` makes what they take.

    Args:
        folder: where the machine code is kept from one time to the next, by the digest of all it is made
            from; none: it is compiled anew, in some twenty seconds.
    """
    if folder is not None:
        setattr(config, "CACHE_DIR", f"{folder}/{digest()}")  # noqa: B010 – it is made while numba runs
    known = _compiled(kernel, {}, frozenset())
    for module in LOOP:
        known |= _compiled(module, known, frozenset({"begin", "go_on"}), is_kept=folder is not None)
    begin, go_on = known[running.begin], known[running.go_on]
    return SimpleNamespace(
        begin=lambda given: begin(given.ground), go_on=lambda given: go_on(given.ground), handed=Handed
    )


@cache
def digest() -> str:
    """What stands for the sources that are compiled, the compiler, and the shapes they are handed.

    numba itself looks at the file of the function that is kept, not at those of the functions it calls: what
    a changed rule would leave behind must have another name.
    """
    here = inspect.getmodule(Handed)
    assert here is not None
    sources = [inspect.getsource(module) for module in (kernel, ground, tables, looking_up, here, *LOOP)]
    told = "\0".join([numba.__version__, np.__version__, *sources])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _compiled(
    module: ModuleType, known: Compiled, opened: frozenset[str], *, is_kept: bool = False
) -> Compiled:
    """A module's own functions, each compiled, over those that are known to be compiled already."""
    # The name is the module's own, so that what is kept can be found again.
    names: dict[str, Any] = {"__name__": module.__name__}
    # The source of a module of ours, read from where it is installed: whoever can change it runs already.
    exec(compile(inspect.getsource(module), str(module.__file__), "exec"), names)  # nosec B102
    functions = {name: value for name, value in names.items() if isinstance(value, FunctionType)}
    names |= {name: known[value] for name, value in functions.items() if value in known}
    own = {name: value for name, value in functions.items() if value.__module__ == names["__name__"]}
    for name, function in own.items():
        settings = OPEN | {"cache": is_kept} if name in opened else CLOSED
        names[name] = njit(**settings)(function)
    for name in _tables_of(module):
        names[name] = getattr(module, name)
    return {getattr(module, name): names[name] for name in own}


def _tables_of(module: ModuleType) -> Iterable[str]:
    """The tables a module describes: a compiler must be handed the very types that callers use."""
    return (
        name
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, tuple) and value.__module__ == module.__name__
    )


# Fields whose columns go by the model; those of all others are known as the machine code is made.
VARYING: Final = frozenset(
    {"numerators", "denominators", "vector", "visits", "answer", "ended", "decided", "lead"}
)


class Handed:
    """A ground as ``begin`` and ``go_on`` take it.

    The arrays are the ground's own: what is written there is read in it.
    """

    def __init__(self, full: ground.Ground) -> None:
        self.ground = tables.Lent(full, VARYING, frozenset(ground.FIELDS_OF_A_RUN))
