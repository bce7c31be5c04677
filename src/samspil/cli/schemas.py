"""``samspil model schema``: the language as JSON Schema, for editors that help while one writes."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from samspil.cli.desk import OK, Desk
from samspil.cli.outputs import put
from samspil.core.governance.cases.language import CasesFile, MatterAsWritten
from samspil.core.governance.language.basics import Key
from samspil.core.governance.language.commitments import ParameterSpec
from samspil.core.governance.language.model import Model

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ALWAYS: Final = ("language", "key", "version", "valid_from", "name", "summary", "source")
_SHAPES: Final[dict[str, type[BaseModel]]] = {"cases": CasesFile, "matter": MatterAsWritten}


def run(asked: Namespace, desk: Desk) -> int:
    """Write the schema of a kind of file."""
    schema = schema_of(asked.of)
    if desk.as_json and not asked.out:
        desk.write_json(schema)
    else:
        put(
            json.dumps(schema, indent=2, ensure_ascii=True) + "\n",
            asked.out,
            desk,
            "schema",
            force=asked.force,
        )
    return OK


def schema_of(file: str) -> dict[str, Any]:
    """The JSON Schema of ``model.yaml``, ``parameters.yaml``, a file of cases, or a matter."""
    note = f"First line of a file: # yaml-language-server: $schema=samspil-{file}.json"
    return {"$schema": DIALECT, "$comment": note, **_parts(file)}


def _parts(file: str) -> dict[str, Any]:
    if file == "model":
        return _model()
    if file == "parameters":
        schema = TypeAdapter(dict[Key, ParameterSpec]).json_schema()
        return {"title": "Parameters", **_inheritable(schema)}
    return _SHAPES[file].model_json_schema()


def _model() -> dict[str, Any]:
    """The model's own file. What it builds on may have said the rest, so little must be said again."""
    schema = Model.model_json_schema()
    del schema["properties"]["parameters"]  # they have a file of their own
    first = {name: part for name, part in schema.items() if name != "required"}
    missing = {"not": {"required": ["extends"]}}
    alone = {"required": [name for name in schema["required"] if name not in _ALWAYS]}
    return {**_inheritable(first), "required": list(_ALWAYS), "if": missing, "then": alone}


def _inheritable(schema: dict[str, Any]) -> dict[str, Any]:
    """A part may be changed in one key only, and taken away by leaving its value empty."""
    parts = {name: _changed(part) for name, part in schema.get("$defs", {}).items()}
    return {**_optional(schema), "$defs": parts}


def _changed(part: dict[str, Any]) -> dict[str, Any]:
    return _optional({name: value for name, value in part.items() if name != "required"})


def _optional(part: dict[str, Any]) -> dict[str, Any]:
    """The same mapping where every value may be empty."""
    changed = dict(part)
    for keyed in ("properties", "patternProperties"):
        if keyed in part:
            changed[keyed] = {name: _or_nothing(value) for name, value in part[keyed].items()}
    if isinstance(part.get("additionalProperties"), dict):
        changed["additionalProperties"] = _or_nothing(part["additionalProperties"])
    return changed


def _or_nothing(value: dict[str, Any]) -> dict[str, Any]:
    inner = _optional(value)
    return {"anyOf": [inner, {"type": "null"}]}
