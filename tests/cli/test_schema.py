"""The schema for editors: it takes every file that ships, and marks what is misspelt."""

from typing import Any

import jsonschema
import pytest
from tests.cli.conftest import ROOT

from samspil import library
from samspil.cli.schemas import DIALECT, schema_of
from samspil.core.governance.document import read

FILES = {"model.yaml": "model", "parameters.yaml": "parameters", "cases/": "cases"}


def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of(kind))


@pytest.mark.parametrize("kind", ["model", "parameters", "cases", "matter"])
def test_it_is_a_schema_of_its_dialect(kind: str) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == DIALECT
    assert "# yaml-language-server: $schema=" in schema["$comment"]
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("key", library.shipped_models())
def test_it_takes_every_file_that_ships(key: str) -> None:
    for name, data in library.model_files(key).items():
        kind = next((kind for start, kind in FILES.items() if name.startswith(start)), None)
        if kind:
            found = [error.message for error in validator(kind).iter_errors(read(data, name).value)]
            assert found == [], f"{key}/{name}"


def test_it_takes_the_example() -> None:
    data = (ROOT / "docs/examples/purchase.yaml").read_bytes()
    assert validator("matter").is_valid(read(data, "purchase.yaml").value)


def header(**more: Any) -> dict[str, Any]:
    texts = {"da": "a", "en": "a", "nb": "a"}
    first = {"language": 1, "key": "a", "version": "1.0", "valid_from": "2026-01-01"}
    return {**first, "name": texts, "summary": texts, "source": "assumed", **more}


def test_what_a_parent_may_have_said_need_not_be_said_again() -> None:
    assert validator("model").is_valid(header(extends="common"))
    assert not validator("model").is_valid(header())
    assert validator("model").is_valid(header(extends="common", mandates={"a": {"kinds": ["b"]}, "c": None}))


@pytest.mark.parametrize(
    "more",
    [
        {"forms": {}},
        {"forums": {"a": {"levl": "tactical"}}},
        {"forums": {"a": {"level": "high"}}},
        {"version": 1},
    ],
)
def test_what_is_misspelt_is_marked(more: dict[str, Any]) -> None:
    assert not validator("model").is_valid(header(extends="common", **more))
