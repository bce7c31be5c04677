"""Where a model comes from: shipped with Samspil, or a folder of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samspil import library
from samspil.cli.desk import NotFoundError
from samspil.core.errors import Place, Problem, ProblemsError

if TYPE_CHECKING:
    from samspil.core.governance.load import GovernanceModel

_HEADER = ("key", "version", "extends", "part", "valid_from", "name", "summary", "source")
_TOP_LEVEL = re.compile(rb"^(?=[^\s#])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A model's files. Without a folder it is a shipped one."""

    key: str
    folder: Path | None = None

    def files(self, key: str) -> Mapping[str, bytes]:
        """The files of this model, or of a shipped one that it builds on."""
        if self.folder is None or key != self.key:
            return library.model_files(key)
        return _files_in(self.folder)

    def place(self, place: Place) -> Place:
        """The place as a path that can be opened from here, where the file is in the folder."""
        own = f"{self.key}/"
        if self.folder is None or not place.file.startswith(own):
            return place
        return replace(place, file=str(self.folder / place.file.removeprefix(own)))

    def placed(self, problem: Problem) -> Problem:
        """A problem with its place as a path that can be opened."""
        return replace(problem, place=self.place(problem.place)) if problem.place else problem


def find(asked: str) -> Source:
    """A shipped model by key, or a folder by path; a folder named as a shipped model is written ``./name``.

    Raises:
        NotFoundError: there is neither.
    """
    if asked in library.shipped_models():
        return Source(asked)
    folder = Path(asked)
    if folder.is_dir():
        return Source(folder.resolve().name, folder)
    if "/" in asked or folder.exists():
        raise NotFoundError([Problem("file_not_found", {"file": asked})])
    known = ", ".join(library.shipped_models())
    raise NotFoundError([Problem("unknown_model", {"key": asked, "known": known})])


def load(source: Source) -> GovernanceModel:
    """Load a model.

    Raises:
        ProblemsError: with places that can be opened.
    """
    from samspil.core.governance.load import load as load_model  # noqa: PLC0415 – half a second

    try:
        return load_model(source.key, source.files, library.municipalities())
    except ProblemsError as error:
        raise ProblemsError(source.placed(problem) for problem in error.problems) from None


def header(source: Source) -> dict[str, Any]:
    """What a model says of itself, without reading the rest.

    Raises:
        ProblemsError: the file cannot be read.
    """
    from samspil.core.governance.document import read  # noqa: PLC0415 – a tenth of a second

    files = source.files(source.key)
    if "model.yaml" not in files:
        place = Place(f"{source.key}/model.yaml", 1)
        raise ProblemsError([Problem("no_model_file", {"key": source.key}, source.place(place))])
    parts = _TOP_LEVEL.split(files["model.yaml"])
    wanted = [part for part in parts if part.split(b":", 1)[0].decode("utf-8", "replace") in _HEADER]
    return read(b"".join(wanted), f"{source.key}/model.yaml").value


def read_file(path: str) -> bytes:
    """A file's bytes. What is larger than any file of ours is refused after one byte too many.

    Raises:
        NotFoundError: it is not there, is no file, or may not be read.
        ProblemsError: ``file_too_large``.
    """
    from samspil.core.governance.document import LARGEST_FILE_BYTES  # noqa: PLC0415 – a tenth of a second

    file = Path(path)
    if not file.is_file():
        raise NotFoundError([Problem("file_not_found", {"file": path})])
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE_BYTES + 1)
        size = file.stat().st_size
    except OSError as error:
        raise NotFoundError([Problem("file_not_readable", {"file": path, "said": error.strerror})]) from None
    if len(data) > LARGEST_FILE_BYTES:
        raise ProblemsError.of(
            "file_too_large", Place(path, 1), size_bytes=max(size, len(data)), limit_bytes=LARGEST_FILE_BYTES
        )
    return data


def _files_in(folder: Path) -> dict[str, bytes]:
    named = [folder / name for name in ("model.yaml", "parameters.yaml", "README.md")]
    found = [file for file in named if file.is_file()] + sorted(folder.glob("cases/*.yaml"))
    return {file.relative_to(folder).as_posix(): read_file(str(file)) for file in found}
