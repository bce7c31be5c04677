"""A workbook with a business case, read: whatever language its words are in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from django.utils.functional import Promise
from django.utils.translation import override

from samspil.apps.funding.selectors.case_words import BESIDE_SHEET, BOTTOM_LINES, KINDS, SHEETS
from samspil.core.errors import Place, ProblemsError
from samspil.core.finance.business_case import BottomLine, Case, Kind
from samspil.core.finance.case_sheet import read_case
from samspil.kit.excel.reading import Bounds, is_workbook, read_sheets
from samspil.wording.catalogues import LANGUAGES

BOUNDS: Final = Bounds(packed_bytes=2_000_000, unpacked_bytes=20_000_000, cells=100_000)
_Meant = TypeVar("_Meant")


def read_case_file(data: bytes, name: str, currency: str) -> Case:
    """The case on the first sheet of a workbook, with what is not money where its sheet is there.

    Raises:
        ProblemsError: ``case_file_is_no_workbook``, as for `read_sheets`, and as for `read_case`.
    """
    if not is_workbook(data):
        raise ProblemsError.of("case_file_is_no_workbook", Place(name, 1))
    sheets = read_sheets(data, name, BOUNDS)
    first = next(iter(sheets), "")
    beside = next((one for one in sheets if one.casefold() in _meaning(SHEETS, _the_beside)), None)
    told = (beside, sheets[beside], _meaning(BOTTOM_LINES, BottomLine)) if beside else None
    return read_case(first, sheets.get(first, []), _meaning(KINDS, Kind), told, currency)


def _the_beside(key: str) -> str | None:
    return key if key == BESIDE_SHEET else None


def _meaning(words: Mapping[str, str | Promise], meant: Callable[[str], _Meant | None]) -> dict[str, _Meant]:
    """What each word means in every language that the pages speak, in small letters."""
    found: dict[str, _Meant] = {}
    for language in LANGUAGES:
        with override(language):
            for key, word in words.items():
                meaning = meant(key)
                if meaning is not None:
                    found[str(word).casefold()] = meaning
    return found
