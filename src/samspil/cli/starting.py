"""``samspil model new``: a small model of one's own that works from the first moment."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping
from datetime import date, timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Final

from samspil import library
from samspil.cli.days import today
from samspil.cli.desk import OK, Desk, WrongUsageError
from samspil.cli.sources import find as find_base
from samspil.cli.sources import header
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.cases.runner import run_cases
from samspil.core.governance.load import load

_KEY: Final = re.compile(
    r"[a-z][a-z0-9_]{0,39}"
)  # names are made of it, and a name has at most 60 characters
_FILES: Final = ("model.yaml", "parameters.yaml", "cases/first.yaml")


def run(asked: Namespace, desk: Desk) -> int:
    """Write the folder; nothing is overwritten, and nothing is written that does not pass its own check."""
    if not _KEY.fullmatch(asked.key) or asked.key in library.shipped_models():
        raise ProblemsError.of("not_a_new_key", key=asked.key)
    if not asked.folder.isprintable():  # it is written in a comment, which a line break would end
        raise WrongUsageError([Problem("not_a_folder_name")])
    folder = Path(asked.folder) / asked.key
    if folder.exists():
        raise ProblemsError.of("already_exists", file=str(folder))
    if asked.base not in library.shipped_models():
        find_base(asked.base)
        raise ProblemsError.of("base_does_not_ship", key=asked.base)
    files = new_model(asked.key, asked.base, str(folder), desk)
    refuse_if_it_fails(asked.key, files)
    write(folder, files)
    answer(folder, files, desk)
    return OK


def new_model(key: str, base: str, path: str, desk: Desk) -> dict[str, bytes]:
    """The files of a small model that builds on another."""
    told = header(find_base(base))
    valid_from = date(today().year, 1, 1)
    if not told.get("part"):
        valid_from = date.fromisoformat(told["valid_from"])
    names = {
        "key": key,
        "base": base,
        "path": path,
        "title": key.replace("_", " ").capitalize(),
        "valid_from": valid_from.isoformat(),
        "day": (valid_from + timedelta(weeks=10)).isoformat(),
    }
    template = resources.files("samspil.cli").joinpath("new_model")
    files = {name: _filled(template.joinpath(*name.split("/")), names) for name in _FILES}
    return files | {"README.md": _filled(template.joinpath(f"README.{desk.language}.md"), names)}


def _filled(file: Traversable, names: Mapping[str, str]) -> bytes:
    return Template(file.read_text(encoding="utf-8")).substitute(names).encode()


def refuse_if_it_fails(key: str, files: Mapping[str, bytes]) -> None:
    """Load it and run its cases before anything is written.

    Raises:
        ProblemsError: it does not fit the model it builds on.
    """
    read = {key: files}
    model = load(
        key,
        lambda asked: read[asked] if asked in read else library.model_files(asked),
        library.municipalities(),
    )
    found: list[Problem] = []
    for result in run_cases(model, files, lambda _: model):
        found.extend(result.problems)
    if found:
        raise ProblemsError(found)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder that is not there yet.

    Raises:
        ProblemsError: ``file_not_writable``.
    """
    try:
        folder.joinpath("cases").mkdir(parents=True)
        for name, data in files.items():
            folder.joinpath(name).write_bytes(data)
    except OSError as error:
        raise ProblemsError.of("file_not_writable", file=str(folder), said=error.strerror) from None


def answer(folder: Path, files: Mapping[str, bytes], desk: Desk) -> None:
    """What was written, and what to do now."""
    if desk.as_json:
        desk.write_json({"folder": str(folder), "files": sorted(files)})
        return
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    screen.line(desk.console, desk.say("new.written", folder=folder))
    for name in files:
        desk.console.print(f"  {folder / name}", soft_wrap=True)
    screen.line(desk.console, desk.say("new.next"))
    desk.console.print(f"  samspil model check {folder}", style="cyan", soft_wrap=True)
