"""From plain values to the language's types; every deviation with its line and what to do."""

from __future__ import annotations

import difflib
import json
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.basics import Strict

Shape = TypeVar("Shape", bound=BaseModel)

_CODES: Final = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "enum": "not_one_of",
    "literal_error": "not_one_of",
    "string_pattern_mismatch": "bad_form",
    "exactly_one": "exactly_one",
}


def shaped(document: Document, shape: type[Shape]) -> Shape:
    """The document as a value of the language.

    Raises:
        ProblemsError: one problem for each value that is not as the language says, in file order.
    """
    try:
        return shape.model_validate_json(json.dumps(document.value))
    except ValidationError as error:
        raise ProblemsError(_problems(document, error.errors())) from None


def _problems(document: Document, errors: list[ErrorDetails]) -> list[Problem]:
    found: dict[tuple[Path, str], Problem] = {}
    for error in errors:
        path = _real_path(document.value, error["loc"])
        problem = _problem(document, path, error)
        found.setdefault(
            (path, problem.code if problem.code in ("unknown_key", "missing_key") else ""), problem
        )
    return sorted(found.values(), key=lambda problem: problem.place or document.place(()))


def _problem(document: Document, path: Path, error: ErrorDetails) -> Problem:
    code = _CODES.get(error["type"], "wrong_value")
    key = str(error["loc"][-1]) if error["loc"] else ""
    match code:
        case "unknown_key":
            return problem_at(document, path, code, key=key, perhaps=_closest(key))
        case "missing_key":
            return problem_at(document, path, code, key=key)
        case "not_one_of":
            return problem_at(document, path, code, value=error["input"], expected=error["ctx"]["expected"])
        case "bad_form":
            return problem_at(document, path, code, value=error["input"], pattern=error["ctx"]["pattern"])
        case "exactly_one":
            return problem_at(document, path, code, **error["ctx"])
    return problem_at(document, path, code, key=str(path[-1]) if path else "", said=error["msg"])


def _real_path(value: Any, location: tuple[int | str, ...]) -> Path:
    """The part of an error's location that is in the file: pydantic adds the names of alternatives."""
    path: list[int | str] = []
    for part in location:
        if (isinstance(value, dict) and part in value) or (
            isinstance(value, list) and isinstance(part, int) and part < len(value)
        ):
            value = value[part]
        else:
            continue
        path.append(part)
    return tuple(path)


def _closest(key: str) -> str:
    known = {name for shape in _all_shapes(Strict) for name in shape.model_fields}
    return next(iter(difflib.get_close_matches(key, sorted(known), n=1)), "")


def _all_shapes(shape: type[BaseModel]) -> list[type[BaseModel]]:
    return [shape, *(found for child in shape.__subclasses__() for found in _all_shapes(child))]
