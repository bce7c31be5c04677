"""What an application imports from the engine: one door, quick to open, that no module hides."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import samspil.core.governance as face

SOURCE = Path(face.__file__)


def python(command: str) -> str:
    run = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.mark.parametrize("name", face.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(face, name) is not None
    assert name in dir(face)


def test_what_types_are_checked_against_is_what_is_found() -> None:
    """The imports for the type checker name the same things in the same modules."""
    guarded = next(node for node in ast.parse(SOURCE.read_text("utf-8")).body if isinstance(node, ast.If))
    written = {
        alias.name: str(node.module)
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert sorted(written) == face.__all__
    for name, module in written.items():
        assert getattr(importlib.import_module(module), name) is getattr(face, name)


@pytest.mark.parametrize("name", ["load", "explain", "compare", "diagram"])
def test_a_module_does_not_hide_the_function_of_its_name(name: str) -> None:
    """Whichever is imported first."""
    module = f"samspil.core.governance.{name}"
    assert python(f"import {module}; from samspil.core.governance import {name}; print(callable({name}))")
    for first in (f"import {module}", f"from samspil.core.governance import {name}", "pass"):
        again = f"from samspil.core.governance import {name}; import {module}"
        asked = f"{first}\n{again}\nfrom samspil.core.governance import {name}; print(callable({name}))"
        assert python(asked) == "True"


def test_the_modules_are_still_found_by_their_whole_names() -> None:
    assert importlib.import_module("samspil.core.governance.load").load is face.load


def test_opening_the_door_loads_no_engine() -> None:
    """A kernel in a hot loop, or a header that is read, does not wait for shapes, calendars and pictures."""
    asked = "import sys, samspil.core.governance.kernel; print({'pydantic', 'holidays'} & set(sys.modules))"
    assert python(asked) == "set()"


def test_what_it_has_not_is_said_as_python_does() -> None:
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        getattr(face, "nothing_of_ours")  # noqa: B009 – the type checker would say it first
