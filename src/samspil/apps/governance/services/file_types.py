"""What a file is, by its content. Its name and what the browser says of it count for nothing."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO, Final

from samspil.apps.governance.archives import BROKEN_ARCHIVE

_HEAD: Final = 4096
_MOST_PARTS: Final = 20_000

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/plain": ".txt",
    _WORD: ".docx",
    _SHEET: ".xlsx",
    _SLIDES: ".pptx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}
_BEGINNINGS: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_OFFICE_PARTS: Final = {
    "word/document.xml": _WORD,
    "xl/workbook.xml": _SHEET,
    "ppt/presentation.xml": _SLIDES,
}
# Text that a browser, a shell or Windows would run rather than show.
_RUNS: Final = re.compile(rb"^\s*(#!|<|MZ|@echo)|<(script|html|svg|iframe|!doctype|\?xml)", re.IGNORECASE)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that is taken, with the ending its files get."""

    media_type: str
    ending: str


def file_type_of(file: BinaryIO) -> FileType | None:
    """The type of a file that can be taken, or nothing: a page, a drawing with scripts, a program, macros."""
    file.seek(0)
    head = file.read(_HEAD)
    media_type = _by_beginning(head) or _by_parts(file, head) or _as_text(head)
    file.seek(0)
    return FileType(media_type, _ENDINGS[media_type]) if media_type else None


def _by_beginning(head: bytes) -> str | None:
    return next((found for begins, found in _BEGINNINGS.items() if head.startswith(begins)), None)


def _by_parts(file: BinaryIO, head: bytes) -> str | None:
    """Office files are zip files that say what they are; those with macros are not taken."""
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
            if len(names) > _MOST_PARTS or any(_is_macro(name) for name in names):
                return None
            if "mimetype" in names and packed.getinfo("mimetype").file_size < _HEAD:
                said = packed.read("mimetype").decode("ascii", "replace").strip()
                return said if said in _ENDINGS and "opendocument" in said else None
    except BROKEN_ARCHIVE:
        return None
    found = [media_type for part, media_type in _OFFICE_PARTS.items() if part in names]
    return found[0] if "[Content_Types].xml" in names and len(found) == 1 else None


def _is_macro(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(("vbaproject.bin", ".exe", ".js")) or lowered.startswith(("basic/", "scripts/"))


def _as_text(head: bytes) -> str | None:
    if not head or _CONTROL.search(head) or _RUNS.search(head):
        return None
    try:
        head[: _HEAD - 4].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < min(len(head), _HEAD - 4) - 4:  # not merely cut in the middle of a letter
            return None
    return "text/plain"
