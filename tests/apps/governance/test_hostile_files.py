"""Files that were made to break their reader are refused as any other that is not taken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from samspil.apps.governance.archives import unpack
from samspil.apps.governance.services.file_types import file_type_of
from samspil.core.errors import ProblemsError

ODT = "application/vnd.oasis.opendocument.text"
PACKED = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def packed(name: str, text: str, how: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        archive.writestr(name, text)
    return out.getvalue()


def each_byte_turned(data: bytes) -> Iterator[bytes]:
    for place in range(len(data)):
        for bits in (0x01, 0x80, 0xFF):
            yield data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


@pytest.mark.parametrize("how", PACKED)
def test_an_archive_with_any_byte_turned_is_read_or_refused(how: int) -> None:
    whole = packed("own/model.yaml", "a: 1\n" * 9, how)
    refused = 0
    for data in each_byte_turned(whole):
        try:
            unpack(data)
        except ProblemsError:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize("how", PACKED)
def test_an_office_file_with_any_byte_turned_is_known_or_not_taken(how: int) -> None:
    found = {
        type(file_type_of(io.BytesIO(data))).__name__
        for data in each_byte_turned(packed("mimetype", ODT, how))
    }
    assert found == {"NoneType", "FileType"}


def test_an_archive_that_unpacks_to_more_than_a_file_may_hold_is_refused() -> None:
    with pytest.raises(ProblemsError, match="archive_too_large"):
        unpack(packed("own/model.yaml", "#" * 50_000_000, zipfile.ZIP_DEFLATED))


def test_a_file_of_aliases_is_not_unfolded() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
    )
    with pytest.raises(ProblemsError):
        unpack(packed("own/model.yaml", bomb, zipfile.ZIP_DEFLATED))


def test_a_file_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(ProblemsError):
        unpack(packed("own/model.yaml", "a: " + "[" * 90_000, zipfile.ZIP_DEFLATED))
