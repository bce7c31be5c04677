"""What a lent table is: its kind for the compiler, and the words that stand for it."""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numba import types
from numba.core import cgutils
from numba.core.datamodel.models import PrimitiveModel, StructModel
from numba.extending import NativeValue, register_model, typeof_impl, unbox

WORDS: Final = 3  # of each field: the address (or the number itself), rows, columns
NUMBER: Final = cgutils.intp_t
WHERE: Final = NUMBER.as_pointer()


class LentArray(types.Type):
    """An array of 64-bit numbers with one or two dimensions, and how many columns where that is known."""

    def __init__(
        self, field: str, kind: types.Type, dimensions: int, columns: int | None, is_fixed: bool
    ) -> None:
        self.field, self.kind, self.dimensions = field, kind, dimensions
        self.columns, self.is_fixed = columns, is_fixed
        super().__init__(f"lent {field}: {kind}[{dimensions}, {columns}] {is_fixed}")

    @property
    def row(self) -> LentArray:
        """What a row of it is."""
        return LentArray(self.field, self.kind, 1, None, self.is_fixed)


class LentTable(types.Type):
    """A named tuple of such arrays, of numbers, and of other tables."""

    def __init__(self, name: str, fields: tuple[tuple[str, types.Type], ...]) -> None:
        self.fields = fields
        super().__init__(f"lent {name}: {fields}")


class Lent:
    """A named tuple of arrays as compiled functions take it: what is written there is read in the arrays.

    Args:
        table: int64 or float64 arrays of one or two dimensions, whole numbers, and such tuples.
        varying: fields whose columns differ from one such table to another.
        written: fields that compiled functions write in.
    """

    def __init__(self, table: Any, varying: frozenset[str], written: frozenset[str]) -> None:
        self._kept: list[Any] = [table]
        self._words = np.zeros((len(table), WORDS), dtype=np.int64)
        found = []
        for place, (field, value) in enumerate(zip(table._fields, table, strict=True)):
            self._words[place], kind = self._lend(field, value, varying, written)
            found.append((field, kind))
        self.kind = LentTable(type(table).__name__, tuple(found))
        self.address = self._words.ctypes.data

    def _lend(
        self, field: str, value: Any, varying: frozenset[str], written: frozenset[str]
    ) -> tuple[Sequence[int], types.Type]:
        if isinstance(value, int):
            return (value, 0, 0), types.int64
        if isinstance(value, tuple):
            inner = Lent(value, varying, written)
            self._kept.append(inner)
            return (inner.address, 0, 0), inner.kind
        assert value.flags.c_contiguous, field
        assert value.dtype in (np.int64, np.float64), field
        rows, columns = value.shape if value.ndim == 2 else (len(value), 1)
        known = columns if value.ndim == 2 and field not in varying else None
        number = types.float64 if value.dtype == np.float64 else types.int64
        kind = LentArray(field, number, value.ndim, known, field not in written)
        return (value.ctypes.data, rows, columns), kind


@typeof_impl.register(Lent)
def _kind_of(given: Lent, _context: Any) -> LentTable:
    return given.kind


@register_model(LentTable)
class _TableModel(PrimitiveModel):
    """A table is where its words begin."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, WHERE)


@register_model(LentArray)
class _ArrayModel(StructModel):
    """An array is its words; those that are known are not asked for."""

    def __init__(self, manager: Any, kind: Any) -> None:
        members = [("data", types.CPointer(kind.kind)), ("rows", types.int64), ("columns", types.int64)]
        super().__init__(manager, kind, members)


@unbox(LentTable)
def _unbox(_kind: Any, given: Any, c: Any) -> NativeValue:
    told = c.pyapi.object_getattr_string(given, "address")
    address = c.pyapi.long_as_longlong(told)
    c.pyapi.decref(told)
    return NativeValue(c.builder.inttoptr(address, WHERE))
