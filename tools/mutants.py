"""The mutants of the rules: `mutmut` writes them into a copy; here one is put in its function's place.

It leaves out every decorated function, so a cache is put around its function afterwards. What it writes asks
at every call which mutant is on; here a function gets the code of its mutant, and all others cost nothing.
"""

# ruff: noqa: PLC0415 - what is under test must come from the copy, so it is imported when that is there
from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import witnesses

ROOT = Path.cwd()
WORK = ROOT / "build/mutation"
MUTANTS = WORK / "mutants"
MADE_OF = WORK / "made of"  # which code the mutants that lie there are of
COPIED = ("src", "tests", "pyproject.toml", "README.md", "LICENSE")
CACHED = re.compile(r"^(@(?:lru_)?cache(?:\(.*?\))?)\n(def (\w+)\(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)

Function = Any  # of which code and usual arguments are exchanged

# --- Writing them ----------------------------------------------------------------------------------


def write(asked: list[str]) -> None:
    """In a copy: all anew where the code is not that of the copy, else the tests alone."""
    of_now = witnesses.digest(witnesses.tree(str(ROOT / "src/samspil"))) + ",".join(asked)
    if MADE_OF.exists() and MADE_OF.read_text() == of_now:
        for copy in (WORK, MUTANTS):
            shutil.rmtree(copy / "tests")
            shutil.copytree(ROOT / "tests", copy / "tests")
        return
    write_anew(asked)
    MADE_OF.write_text(of_now)


def write_anew(asked: list[str]) -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, WORK / name)
    os.chdir(WORK)
    for module in modules_of(["core/calendar", "core/governance"]):
        uncover_cached(WORK / "src/samspil" / module)
    from mutmut.__main__ import create_mutants
    from mutmut.configuration import config
    from mutmut.mutation.trampoline import set_mutant_under_test
    from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths

    config().only_mutate = [
        f"src/samspil/{one}" if one.endswith(".py") else f"src/samspil/{one}/*" for one in asked
    ]
    set_mutant_under_test("mutant_generation")
    MUTANTS.mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        for step in (copy_src_dir, copy_also_copy_files, setup_source_paths):
            step()
        create_mutants(1)


def modules_of(asked: list[str]) -> Iterator[str]:
    """Each file, as ``core/governance/kernel.py``."""
    package = ROOT / "src/samspil"
    for one in asked:
        files = [package / one] if one.endswith(".py") else sorted((package / one).rglob("*.py"))
        yield from (str(file.relative_to(package)) for file in files)


def uncover_cached(file: Path) -> None:
    """Put the cache around a function after it, where it hides nothing from `mutmut`."""
    text = file.read_text(encoding="utf-8")
    file.write_text(CACHED.sub(r"\2\3 = (\1)(\3)\n\n\n", text).replace(" = (@", " = ("), encoding="utf-8")


def names_of(module: str) -> list[str]:
    meta = MUTANTS / f"src/samspil/{module}.meta"
    return list(json.loads(meta.read_text())["exit_code_by_key"]) if meta.exists() else []


def digest_of(module: str, name: str) -> str:
    """Of a function as it is and as its mutant: a verdict holds as long as neither changes."""
    return sha256("\0".join(map("\n".join, before_and_after(module, name))).encode()).hexdigest()[:12]


def sample(names: list[str], size: int) -> list[str]:
    """The same ones each time, whatever else there is."""
    if not size or len(names) <= size:
        return names
    chosen = set(sorted(names, key=lambda name: sha256(name.encode()).hexdigest())[:size])
    return [name for name in names if name in chosen]


# --- Switching one on ------------------------------------------------------------------------------

_functions: list[tuple[Function, dict[str, Function]]] = []  # each with its mutants


def prepare() -> None:
    """Import the copy, in which every function is itself until its mutant is switched on."""
    from mutmut.mutation import trampoline

    trampoline.wrap_in_trampoline = _leave_as_it_is  # type: ignore[assignment]
    os.chdir(MUTANTS)
    sys.path[:0] = [str(MUTANTS / "src"), str(MUTANTS)]
    os.environ |= {"MUTANT_UNDER_TEST": "", "SAMSPIL_NO_SKIPS": "1", "NUMBA_DISABLE_JIT": "1"}
    import samspil.library
    from samspil.core.governance import compare, engine, load, questions  # noqa: F401
    from samspil.core.governance.cases import runner  # noqa: F401
    from samspil.core.governance.diagram import drawing  # noqa: F401

    assert str(MUTANTS) in samspil.library.__file__


def _leave_as_it_is(
    mutants: dict[str, Function], is_classmethod: bool = False
) -> Callable[[Function], Function]:
    def kept(function: Function) -> Function:
        _functions.append((function, mutants))
        return function

    return kept


def switch_on(name: str) -> None:
    """Give a function the code of its mutant, wherever it has been imported to."""
    module, _, key = name.rpartition(".")
    import_module(module)
    function, mutants = next(
        (function, mutants)
        for function, mutants in _functions
        if function.__module__ == module and key in mutants
    )
    mutant = getattr(mutants[key], "__func__", mutants[key])
    same_cells = function.__code__.co_freevars  # a method may ask `super()`, and its mutant not
    function.__code__ = mutant.__code__.replace(co_freevars=same_cells)
    function.__defaults__, function.__kwdefaults__ = mutant.__defaults__, mutant.__kwdefaults__


# --- What one changes ------------------------------------------------------------------------------


def changed_lines(module: str, name: str) -> set[int]:
    """In the module as it was read by `mutmut`."""
    before, after = before_and_after(module, name)
    changed = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    told = [
        line
        for tag, start, end, *_ in changed
        if tag != "equal"
        for line in range(start, max(end, start + 1))
    ]
    return witnesses.lines_of((WORK / "src/samspil" / module).read_text("utf-8"), function_named(name), told)


def before_and_after(module: str, name: str) -> tuple[list[str], list[str]]:
    """The lines of a function, and those of its mutant."""
    from mutmut.mutation.diff_apply import generated_function_names

    spans, lines = _written(module)
    before, after = (
        from_def(lines[spans[key].start - 1 : spans[key].end]) for key in generated_function_names(name)
    )
    return before, after


@cache
def _written(module: str) -> tuple[dict[str, Any], list[str]]:
    """Where each function stands in a module with its mutants, and its lines."""
    from mutmut.mutation.data import MutantLineSpans

    with contextlib.chdir(WORK):
        spans = MutantLineSpans.load(f"src/samspil/{module}")
    assert spans
    lines = (MUTANTS / "src/samspil" / module).read_text(encoding="utf-8").splitlines()
    return dict(spans.span_by_function_name), lines


def from_def(lines: list[str]) -> list[str]:
    """Without what stands above it, and under one name."""
    first = next(number for number, line in enumerate(lines) if line.lstrip().startswith("def "))
    return [re.sub(r"^( *def )\w+__mutmut_\w+", r"\1it", lines[first]), *lines[first + 1 :]]


def function_named(name: str) -> str:
    """``matches`` or ``Path.matches``, of which `mutmut` makes another name."""
    from mutmut.utils.format_utils import orig_function_and_class_names_from_key

    function, owner = orig_function_and_class_names_from_key(name)
    return ".".join(filter(None, [owner, function.rpartition(".")[2]]))


def difference(name: str) -> str:
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    with contextlib.chdir(WORK):
        return "\n".join([f"# {name}", *get_diff_for_mutant(name).splitlines()[2:]])
