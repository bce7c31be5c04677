"""``samspil log import|metrics|fit|replay FILE``: what was asked, and the file as it is read."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from samspil.cli.desk import Desk, NotFoundError, WrongUsageError
from samspil.core.errors import Problem, ProblemsError

if TYPE_CHECKING:
    from samspil.core.mining.reading.gathering import Read

_MODULES: Final = {"import": "imported", "metrics": "measured", "replay": "replayed", "fit": "fitted"}
_COLUMNS: Final = ("case", "activity", "at", "begun", "resource", "transition")
_MEGABYTE: Final = 1_000_000


def run(asked: Namespace, desk: Desk) -> int:
    """Answer; logs are reckoned with numpy, which comes with the extra ``simulation``."""
    if find_spec("numpy") is None:
        raise ProblemsError.of("log_needs_numpy")
    answered: int = import_module(f"samspil.cli.log.{_MODULES[asked.what]}").run(asked, desk)
    return answered


def read(asked: Namespace, file: str) -> Read:
    """The log in a file, read as it was asked.

    Raises:
        NotFoundError: there is no such file, or it may not be read.
        WrongUsageError: ``log_column_said_wrongly``.
        ProblemsError: it is refused.
    """
    from samspil.core.mining.reading.any_log import read_log  # noqa: PLC0415 – needs numpy
    from samspil.core.mining.reading.files import DEFAULT_ZONE, How, LogFile  # noqa: PLC0415

    path = Path(file)
    if not path.is_file():
        raise NotFoundError([Problem("file_not_found", {"file": file})])
    how = How(
        zone=asked.zone or DEFAULT_ZONE,
        says_zone=asked.zone is not None,
        by_time=asked.by_time,
        leaves_out_unfinished=asked.leave_out_unfinished,
        columns=_columns(asked.column),
        case_type=asked.case_type,
        most_bytes=asked.largest * _MEGABYTE,
    )
    try:
        return read_log(LogFile(file, partial(_open, path), path.stat().st_size), how)
    except OSError as error:
        raise NotFoundError([Problem("file_not_readable", {"file": file, "said": error.strerror})]) from None


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _columns(said: list[str]) -> dict[str, str]:
    found = {}
    for one in said:
        name, _, heading = one.partition("=")
        if name not in _COLUMNS or not heading:
            known = ", ".join(_COLUMNS)
            raise WrongUsageError([Problem("log_column_said_wrongly", {"value": one, "known": known})])
        found[name] = heading
    return found
