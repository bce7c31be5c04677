"""From plain values to the language's types; every deviation with its line and what to do."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import LONGEST_QUOTE, Document, Path, problem_at
from samspil.core.governance.language.basics import Strict

Shape = TypeVar("Shape", bound=BaseModel)

MOST_PROBLEMS: Final = 50

_CODES: Final = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
    "string_pattern_mismatch": "bad_form",
    "exactly_one": "exactly_one",
    "not_a_day": "not_a_day",
    "not_a_moment": "not_a_moment",
    "too_short": "too_few",
    "too_long": "too_many",
}


def shaped(document: Document, shape: type[Shape]) -> Shape:
    """The document as a value of the language.

    Raises:
        ProblemsError: one problem for each value that is not as the language says, in file order; of
            very many the first fifty.
    """
    try:
        return shape.model_validate_json(json.dumps(document.value))
    except ValidationError as error:
        errors = error.errors(include_url=False)
        raise ProblemsError(_problems(document, errors[:MOST_PROBLEMS])) from None


def _problems(document: Document, errors: list[ErrorDetails]) -> list[Problem]:
    found: dict[tuple[Path, str], Problem] = {}
    for error in errors:
        path = _real_path(document.value, error["loc"])
        problem = _problem(document, path, error)
        found.setdefault((path, _told_apart(problem)), problem)
    return sorted(found.values(), key=lambda problem: problem.place or document.place(()))


def _told_apart(problem: Problem) -> str:
    """Of a value that can be read in several ways one problem is told; of the keys that it lacks each."""
    return str(problem.args["key"]) if problem.code == "missing_key" else ""


def _problem(document: Document, path: Path, error: ErrorDetails) -> Problem:
    code = _CODES.get(error["type"], "wrong_value")
    return problem_at(document, path, code, **_ARGUMENTS[code](_key(path, error)[:LONGEST_QUOTE], error))


def _key(path: Path, error: ErrorDetails) -> str:
    """The last name in the file, never pydantic's for an alternative; of what is missing its own."""
    return str(path[-1] if path and error["type"] != "missing" else error["loc"][-1])


def _value(error: ErrorDetails) -> str:
    return str(error["input"])[:LONGEST_QUOTE]


_ARGUMENTS: Final[Mapping[str, Callable[[str, ErrorDetails], dict[str, object]]]] = {
    "unknown_key": lambda key, _: {"key": key, "perhaps": _closest(key)},
    "missing_key": lambda key, _: {"key": key},
    "not_one_of": lambda _, error: {"value": _value(error), "expected": error["ctx"]["expected"]},
    "bad_form": lambda _, error: {"value": _value(error), "pattern": error["ctx"]["pattern"]},
    "not_a_day": lambda _, error: {"value": _value(error)},
    "not_a_moment": lambda _, error: {"value": _value(error)},
    "too_few": lambda key, error: {"key": key, "least": error["ctx"]["min_length"]},
    "too_many": lambda key, error: {"key": key, "most": error["ctx"]["max_length"]},
    "exactly_one": lambda _, error: dict(error["ctx"]),
    "wrong_value": lambda key, error: {"key": key, "said": error["msg"]},
}


def _real_path(value: Any, location: tuple[int | str, ...]) -> Path:
    """The part of an error's location that is in the file: pydantic adds the names of alternatives."""
    path: list[int | str] = []
    for part in location:
        known = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        if part in known:
            value = value[part]
            path.append(part)
    return tuple(path)


def _closest(key: str) -> str:
    return next(iter(difflib.get_close_matches(key, _known_keys(), n=1)), "")


@cache
def _known_keys() -> list[str]:
    return sorted({name for shape in _all_shapes(Strict) for name in shape.model_fields})


def _all_shapes(shape: type[BaseModel]) -> list[type[BaseModel]]:
    return [shape, *(found for child in shape.__subclasses__() for found in _all_shapes(child))]
