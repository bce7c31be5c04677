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
from numba import njit, types
from numba.core import cgutils, config
from numba.core.datamodel.models import StructModel
from numba.core.datamodel.registry import default_manager
from numba.experimental import structref
from numba.extending import NativeValue, box, intrinsic, unbox

from samspil.core.governance import kernel
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
    sources = [inspect.getsource(module) for module in (kernel, ground, here, *LOOP)]
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


class _Pointed(types.StructRef):
    """A table as a compiled function sees it: handed on as one pointer, not as hundreds of numbers."""

    def preprocess_fields(self, fields: Any) -> Any:
        """A number that is written as such is any number of its sort."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


class _LentModel(StructModel):
    """A pointer that nobody counts the users of: whoever has handed it out keeps what it points to."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, [("meminfo", types.voidptr)])


class TablesType(_Pointed):
    """``kernel.Tables``."""


class TimesType(_Pointed):
    """``kernel.Times``."""


class GroundType(_Pointed):
    """``ground.Ground``."""


class PointedTables(structref.StructRefProxy):
    """``kernel.Tables``, for compiled functions."""


class PointedTimes(structref.StructRefProxy):
    """``kernel.Times``, for compiled functions."""


class PointedGround(structref.StructRefProxy):
    """``ground.Ground``, for compiled functions."""


def _define(kind: type[_Pointed], proxy: type[structref.StructRefProxy], fields: Iterable[str]) -> None:
    """What numba's own ``structref.register`` and ``define_proxy`` do, but for the counting of users."""
    default_manager.register(kind, _LentModel)
    structref.define_attributes(kind)
    structref.define_constructor(proxy, kind, list(fields))

    @box(kind)
    def own(kind: Any, lent: Any, c: Any) -> Any:
        pointer = cgutils.create_struct_proxy(kind)(c.context, c.builder, value=lent).meminfo
        said = [c.pyapi.unserialize(c.pyapi.serialize_object(one)) for one in (proxy._numba_box_, kind)]
        said.append(c.box(types.MemInfoPointer(types.voidptr), pointer))
        found = c.pyapi.call_function_objargs(said[0], said[1:])
        for one in said:
            c.pyapi.decref(one)
        return found

    @unbox(kind)
    def lend(kind: Any, owner: Any, c: Any) -> Any:
        kept = c.pyapi.object_getattr_string(owner, "_meminfo")
        counted = types.MemInfoPointer(types.voidptr)
        found = cgutils.create_struct_proxy(kind)(c.context, c.builder)
        found.meminfo = c.unbox(counted, kept).value
        c.context.nrt.decref(c.builder, counted, found.meminfo)
        c.pyapi.decref(kept)
        return NativeValue(found._getvalue())


_define(TablesType, PointedTables, kernel.Tables._fields)
_define(TimesType, PointedTimes, kernel.Times._fields)
_define(GroundType, PointedGround, ground.Ground._fields)


@intrinsic
def _lent(_context: Any, array: Any) -> Any:
    """An array that nobody counts the users of: whoever handed it in keeps it for as long as it is used.

    Counting costs two locked instructions at every look at a table, which was most of what the loop did.
    """

    def lend(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        found = context.make_array(signature.args[0])(context, builder, given[0])
        found.meminfo = cgutils.get_null_value(found.meminfo.type)
        found.parent = cgutils.get_null_value(found.parent.type)
        return found._getvalue()

    return array(array), lend


def _lending(names: Iterable[str]) -> Any:
    """A compiled function that makes every array of a pointed table a lent one."""
    lines = [f"    table.{name} = _lent(table.{name})" for name in names]
    written: dict[str, Any] = {"_lent": _lent}
    # Names of fields of our own tables, written above.
    exec("\n".join(["def lend(table):", *lines]), written)  # nosec B102
    return njit(**OPEN)(written["lend"])


_NUMBERS: Final = ("first_day", "first_day_counts")  # of ``Times``, the two that are no arrays
_lend_tables = _lending(kernel.Tables._fields)
_lend_times = _lending(name for name in kernel.Times._fields if name not in _NUMBERS)
_lend_ground = _lending(ground.Ground._fields[2:])


class Handed:
    """A ground as ``begin`` and ``go_on`` take it: pointers, and what they point to.

    The arrays are the ground's own: what is written there is read in it.
    """

    def __init__(self, full: ground.Ground) -> None:
        self.full = full
        self.tables, self.times = PointedTables(*full.tables), PointedTimes(*full.times)
        self.ground = PointedGround(self.tables, self.times, *full[2:])
        _lend_tables(self.tables)
        _lend_times(self.times)
        _lend_ground(self.ground)
