"""A condition as rows, one a test, and back. What rows cannot say is not asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from samspil.apps.governance.editing.writing import GONE

AND, OR = "and", "or"
COMPARISONS: Final = ("at_most", "over", "under", "at_least")
ANSWERS: Final = ("yes", "no")

Row = dict[str, Any]


def rows_of(when: object) -> list[Row] | None:
    """A condition as rows; nothing at all where it is written in a way that rows do not have.

    >>> [row["joined"] for row in rows_of([{"a": True, "b": "x"}, {"c": {"over": "limit"}}])]
    ['and', 'and', 'or']
    >>> rows_of([{"a": {"about": "limit"}}]) is None
    True
    """
    clauses = [] if when is None else when if isinstance(when, list) else [when]
    rows: list[Row] = []
    for clause in clauses:
        if not isinstance(clause, Mapping) or not clause:
            return None
        tests = [row for attribute, test in clause.items() for row in _tests(str(attribute), test)]
        if not tests or None in tests:
            return None
        joined = OR if rows else AND
        for number, row in enumerate(tests):
            assert row is not None
            rows.append({"joined": joined if number == 0 else AND, **row})
    return rows


def _tests(attribute: str, test: object) -> list[Row | None]:
    """The rows of one attribute's test; ``None`` in it for what no row can say."""
    if isinstance(test, bool):
        return [_row(attribute, answer=ANSWERS[not test])]
    if isinstance(test, Mapping):
        bounds = [
            _row(attribute, comparison=str(sort), parameter=parameter)
            if sort in COMPARISONS and isinstance(parameter, str)
            else None
            for sort, parameter in test.items()
        ]
        return bounds or [None]
    values = test if isinstance(test, list) else [test]
    if not values or not all(isinstance(one, str) for one in values):
        return [None]
    return [_row(attribute, values=list(values))]


def _row(attribute: str, **said: object) -> Row:
    return {"attribute": attribute, "comparison": "", "parameter": "", "answer": "", "values": [], **said}


def when_of(rows: Iterable[Row], before: object = None) -> Any:
    """Back; ``GONE`` where nothing is asked. What says the same as before stays as it was written.

    >>> when_of([{"joined": "and", "attribute": "urgent", "answer": "yes"}])
    {'urgent': True}
    """
    clauses: list[dict[str, Any]] = []
    for row in rows:
        if row["joined"] == OR or not clauses:
            clauses.append({})
        _put(clauses[-1], row)
    if not clauses:
        return GONE
    was = before if isinstance(before, list) else [before]
    clauses = [_as_before(clause, was[number : number + 1]) for number, clause in enumerate(clauses)]
    return clauses[0] if len(clauses) == 1 and not isinstance(before, list) else clauses


def _put(clause: dict[str, Any], row: Row) -> None:
    attribute = row["attribute"]
    if row.get("comparison"):
        bounds = clause.setdefault(attribute, {})
        bounds[row["comparison"]] = row["parameter"]
    elif row.get("answer"):
        clause[attribute] = row["answer"] == ANSWERS[0]
    else:
        values = list(row["values"])
        clause[attribute] = values[0] if len(values) == 1 else values


def _as_before(clause: dict[str, Any], was: Sequence[object]) -> dict[str, Any]:
    """A clause whose choices stand in the order, and in the form, that they had."""
    before = was[0] if was and isinstance(was[0], Mapping) else {}
    return {attribute: _choices(test, before.get(attribute)) for attribute, test in clause.items()}


def _choices(test: Any, before: object) -> Any:
    def chosen(one: object) -> object:
        return set(one) if isinstance(one, list) else {one} if isinstance(one, str) else None

    is_choice = isinstance(test, str | list) and isinstance(before, str | list)
    return before if is_choice and chosen(test) == chosen(before) else test


def said_twice(rows: Sequence[Row]) -> list[int]:
    """The rows that ask an attribute again what a row joined to it by *and* has asked already.

    >>> row = {"joined": "and", "attribute": "urgent", "answer": "yes"}
    >>> said_twice([row, row | {"answer": "no"}]), said_twice([row, row | {"joined": "or"}])
    ([1], [])
    """
    found, asked = [], set[tuple[str, str]]()
    for number, row in enumerate(rows):
        if row["joined"] == OR:
            asked.clear()
        question = (row["attribute"], row.get("comparison") or "")
        if question in asked:
            found.append(number)
        asked.add(question)
    return found
