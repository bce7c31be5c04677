"""A model's folder as one file: packed the same every time, and unpacked no further than it is safe."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.governance.document import LARGEST_FILE_BYTES, read
from samspil.core.governance.inheritance import LONGEST_CHAIN, MODEL_FILE

LARGEST_ARCHIVE: Final = 1_000_000
MOST_FILES: Final = 200
_FILE: Final = re.compile(
    r"[a-z][a-z0-9_]{0,59}/(model\.yaml|parameters\.yaml|README\.md|cases/[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.yaml)"
)
_BESIDE: Final = re.compile(r"__MACOSX/.*|(.*/)?(\.DS_Store|Thumbs\.db)")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)

# Everything that a zip file, broken or made to break, lets its reader raise.
BROKEN_ARCHIVE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)

Files = Mapping[str, Mapping[str, str]]


def pack(files: Files) -> bytes:
    """The folders of a model and all it builds on, as a zip file. The same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for key in sorted(files):
            for name in sorted(files[key]):
                info = zipfile.ZipInfo(f"{key}/{name}", _LONG_AGO)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, files[key][name])
    return out.getvalue()


def unpack(data: bytes) -> tuple[str, dict[str, dict[str, str]]]:
    """The key of the model in an archive, and the files of it and of what it builds on.

    Raises:
        ProblemsError: it is no archive, too large, holds too much or other files than a model's, or it is
            not clear which model is meant.
    """
    if len(data) > LARGEST_ARCHIVE:
        raise ProblemsError.of("archive_too_large", limit_bytes=LARGEST_ARCHIVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = _texts(archive)
    except BROKEN_ARCHIVE as error:
        raise ProblemsError.of("archive_not_readable") from error
    return _which(files), files


def _texts(archive: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    members = [one for one in archive.infolist() if not one.is_dir() and not _BESIDE.fullmatch(one.filename)]
    if len(members) > MOST_FILES:
        raise ProblemsError.of("archive_too_many_files", limit=MOST_FILES)
    files: dict[str, dict[str, str]] = {}
    for member in members:
        if not _FILE.fullmatch(member.filename):
            raise ProblemsError.of("archive_other_file", file=member.filename[:80])
        folder, _, name = member.filename.partition("/")
        if name in files.get(folder, {}):
            raise ProblemsError.of("archive_double_file", file=member.filename)
        files.setdefault(folder, {})[name] = _text(archive, member)
    if len(files) > LONGEST_CHAIN:
        raise ProblemsError.of("archive_too_many_files", limit=MOST_FILES)
    return files


def _text(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """What a header says of a size is not trusted: never more than a file may hold is read."""
    with archive.open(member) as opened:
        content = opened.read(LARGEST_FILE_BYTES + 1)
    if len(content) > LARGEST_FILE_BYTES:
        raise ProblemsError.of("archive_too_large", limit_bytes=LARGEST_FILE_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProblemsError.of("archive_other_file", file=member.filename[:80]) from None


def _which(files: Files) -> str:
    """The model that no other in the archive builds on."""
    models = [key for key in files if MODEL_FILE in files[key]]
    built_on = {
        read(files[key][MODEL_FILE].encode(), f"{key}/{MODEL_FILE}").value.get("extends") for key in models
    }
    found = [key for key in models if key not in built_on]
    if len(found) != 1:
        raise ProblemsError.of("archive_which_model", models=", ".join(sorted(found)))
    return found[0]
