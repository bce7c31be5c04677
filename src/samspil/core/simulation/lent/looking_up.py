"""What machine code does with a lent table: fields, sizes, what stands in a place, and writing there."""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
from __future__ import annotations

import operator
from typing import Any

from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global, signature
from numba.extending import infer_getattr, lower_builtin, lower_getattr, lower_getattr_generic

from samspil.core.simulation.lent.tables import NUMBER, WHERE, WORDS, LentArray, LentTable


@infer_getattr
class _FieldsOfTables(AttributeTemplate):
    key = LentTable

    def generic_resolve(self, table: Any, attribute: str) -> Any:  # type: ignore[override]
        return dict(table.fields).get(attribute)


@infer_getattr
class _FieldsOfArrays(AttributeTemplate):
    key = LentArray

    def resolve_shape(self, array: Any) -> Any:
        return types.UniTuple(types.int64, array.dimensions)


@lower_getattr_generic(LentTable)
def _field(context: Any, builder: Any, table: Any, given: Any, attribute: str) -> Any:
    place = [name for name, _ in table.fields].index(attribute)
    kind = table.fields[place][1]
    words = [_word(builder, given, place * WORDS + at) for at in range(WORDS)]
    if isinstance(kind, LentTable):
        return builder.inttoptr(words[0], WHERE)
    if not isinstance(kind, LentArray):
        return words[0]
    found = cgutils.create_struct_proxy(kind)(context, builder)
    found.data = builder.inttoptr(words[0], found.data.type)
    found.rows, found.columns = words[1], words[2]
    return found._getvalue()


def _word(builder: Any, words: Any, at: int) -> Any:
    """One of a table's words: none changes while machine code runs."""
    load = builder.load(builder.gep(words, [NUMBER(at)]))
    load.set_metadata("invariant.load", builder.module.add_metadata([]))
    return load


@lower_getattr(LentArray, "shape")
def _shape(context: Any, builder: Any, array: Any, given: Any) -> Any:
    found = cgutils.create_struct_proxy(array)(context, builder, value=given)
    sizes = [found.rows, _columns(array, found)][: array.dimensions]
    return context.make_tuple(builder, types.UniTuple(types.int64, array.dimensions), sizes)


def _columns(array: Any, found: Any) -> Any:
    return found.columns if array.columns is None else NUMBER(array.columns)


def _places(array: Any, index: Any) -> tuple[Any, ...] | None:
    """The kinds of an index's parts, if all are whole numbers and not too many."""
    parts: tuple[Any, ...] = tuple(index) if isinstance(index, types.UniTuple) else (index,)
    whole = all(isinstance(part, types.Integer | types.Boolean) for part in parts)
    return parts if whole and len(parts) <= array.dimensions else None


@infer_global(operator.getitem)
class _Read(AbstractTemplate):
    """``array[index]``."""

    def generic(self, args: Any, kws: Any) -> Any:
        assert not kws
        array, index = args
        if not isinstance(array, LentArray) or (parts := _places(array, index)) is None:
            return None
        whole = types.UniTuple(types.intp, len(parts)) if isinstance(index, types.UniTuple) else types.intp
        return signature(array.kind if len(parts) == array.dimensions else array.row, array, whole)


@infer_global(operator.setitem)
class _Write(AbstractTemplate):
    """``array[index] = number``."""

    def generic(self, args: Any, kws: Any) -> Any:
        assert not kws
        array, index, _ = args
        if not isinstance(array, LentArray) or array.is_fixed:
            return None
        if (parts := _places(array, index)) is None or len(parts) != array.dimensions:
            return None
        whole = types.UniTuple(types.intp, len(parts)) if isinstance(index, types.UniTuple) else types.intp
        return signature(types.none, array, whole, array.kind)


@lower_builtin(operator.getitem, LentArray, types.UniTuple)
@lower_builtin(operator.getitem, LentArray, types.Integer)
def _read(context: Any, builder: Any, called: Any, args: Any) -> Any:
    array, index = called.args
    place, found = _place(context, builder, array, index, args)
    if called.return_type == array.kind:
        return _marked(builder, array, builder.load(place))
    row = cgutils.create_struct_proxy(called.return_type)(context, builder)
    row.data, row.rows = place, _columns(array, found)
    row.columns = NUMBER(1)
    return row._getvalue()


@lower_builtin(operator.setitem, LentArray, types.UniTuple, types.Number)
@lower_builtin(operator.setitem, LentArray, types.Integer, types.Number)
def _write(context: Any, builder: Any, called: Any, args: Any) -> Any:
    array, index, _ = called.args
    place, _ = _place(context, builder, array, index, args)
    _marked(builder, array, builder.store(args[2], place))


def _place(context: Any, builder: Any, array: Any, index: Any, args: Any) -> tuple[Any, Any]:
    found = cgutils.create_struct_proxy(array)(context, builder, value=args[0])
    parts = [args[1]]
    if isinstance(index, types.UniTuple):
        parts = cgutils.unpack_tuple(builder, args[1])
    at = parts[0]
    if array.dimensions == 2:
        at = builder.mul(at, _columns(array, found), flags=("nsw",))
    if len(parts) == 2:
        at = builder.add(at, parts[1], flags=("nsw",))
    return builder.gep(found.data, [at], inbounds=True), found


def _marked(builder: Any, array: Any, access: Any) -> Any:
    """Say of which table something is read or written, and that what no run writes in stays as it is."""
    module = builder.module
    root = module.add_metadata(["samspil"])
    nought = NUMBER(0)
    kind = module.add_metadata([array.field, root, nought])
    access.set_metadata("tbaa", module.add_metadata([kind, kind, nought]))
    if array.is_fixed:
        access.set_metadata("invariant.load", module.add_metadata([]))
    return access
