"""A model with something in it changed, to see what that would do. Nothing of the model itself is touched."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance.document import plain, read
from samspil.core.governance.inheritance import MODEL_FILE, PARAMETERS_FILE, Read
from samspil.core.governance.load import GovernanceModel, load

SUFFIX: Final = "_changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is another in a model: where it stands, and what it is instead, as written.

    ``where`` is a parameter's key, or a path with dots in the model, or from ``parameters`` on in those.
    """

    where: str
    value: str

    def __str__(self) -> str:
        return f"{self.where}={self.value}"

    def place_in(self, model: GovernanceModel) -> Place:
        """The line of the model that it is instead of, or the nearest around; of a parameter its newest."""
        if (parameter := model.spec.parameters.get(self.where)) is not None:
            newest = max(parameter.values).isoformat()
            return model.place("parameters", self.where, "values", newest)
        return model.place(*self.where.split("."))


def read_change(written: str) -> Change:
    """A change as it is written: ``where=value``.

    Raises:
        ProblemsError: ``not_a_change``.

    >>> read_change("forums.board.calendar.rule=FREQ=MONTHLY;BYDAY=1TU")
    Change(where='forums.board.calendar.rule', value='FREQ=MONTHLY;BYDAY=1TU')
    """
    where, _, value = written.partition("=")
    if not where or not value:
        raise ProblemsError.of("not_a_change", None, change=written)
    return Change(where, value)


def with_changes(
    model: GovernanceModel, read_files: Read, changes: Sequence[str | Change], on: date
) -> GovernanceModel:
    """The model as it would be with changes: a model that builds on it, loaded and checked like any other.

    Args:
        model: what is changed.
        read_files: gives a model's files by key.
        changes: each as ``read_change`` takes it, or read already.
        on: the day from which a changed parameter holds.

    Raises:
        ProblemsError: ``not_a_change``, or all that is wrong with a model so changed; what is wrong with
            what was changed is told with the line of the model that it is instead of.
    """
    key = f"{model.key[: 60 - len(SUFFIX)]}{SUFFIX}"
    read_in = [read_change(change) if isinstance(change, str) else change for change in changes]
    files = _written(model, key, read_in, on)

    def read_with(asked: str) -> Mapping[str, bytes]:
        return files if asked == key else read_files(asked)

    try:
        return load(key, read_with, model.municipalities)
    except ProblemsError as error:
        places = _places(model, key, files)
        raise ProblemsError(_in_the_model(problem, places) for problem in error.problems) from None


def _written(model: GovernanceModel, key: str, changes: Sequence[Change], on: date) -> dict[str, bytes]:
    written: dict[str, Any] = {
        "language": 1,
        "key": key,
        "version": "0.1",
        "extends": model.key,
        "valid_from": model.spec.valid_from.isoformat(),
        "source": "assumed",
    }
    told = ", ".join(map(str, changes))
    for part in ("name", "summary"):
        written[part] = dict.fromkeys(("da", "en", "nb"), f"{model.key}: {told}")
    parameters: dict[str, Any] = {}
    for change in changes:
        value = _value(change.value)
        first, *rest = change.where.split(".")
        if change.where in model.spec.parameters:
            parameters[change.where] = {"values": {on.isoformat(): {"value": value, "source": "assumed"}}}
        elif first == "parameters" and rest:
            _put(parameters, rest, value)
        else:
            _put(written, [first, *rest], value)
    return {MODEL_FILE: _bytes(written), PARAMETERS_FILE: _bytes(parameters)}


def _put(into: dict[str, Any], path: list[str], value: Any) -> None:
    for name in path[:-1]:
        into = into.setdefault(name, {})
    into[path[-1]] = value


def _value(written: str) -> Any:
    """A value as a model's file would have it; a list in square brackets."""
    if written.startswith("["):
        return [plain(one.strip()) for one in written.strip("[]").split(",") if one.strip()]
    return plain(written)


def _bytes(value: dict[str, Any]) -> bytes:
    """Every value on a line of its own, so that a line says which it is."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _places(model: GovernanceModel, key: str, files: Mapping[str, bytes]) -> dict[tuple[str, int], Place]:
    """Where in the model each line of the changes belongs."""
    found: dict[tuple[str, int], Place] = {}
    for name, above in ((MODEL_FILE, ()), (PARAMETERS_FILE, ("parameters",))):
        places = read(files[name], f"{key}/{name}").places
        for path in sorted(places, key=len):
            found[f"{key}/{name}", places[path].line] = model.place(*above, *path)
    return found


def _in_the_model(problem: Problem, places: Mapping[tuple[str, int], Place]) -> Problem:
    at = problem.place
    return problem if at is None else replace(problem, place=places.get((at.file, at.line), at))
