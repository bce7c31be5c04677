"""Registers given as tables: municipalities, KLE subjects, CPV codes; read from bytes, checked whole."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.utf8 import read_text

_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_CVR = re.compile(r"[1-9][0-9]{7}")
_MUNICIPALITY_CODE = re.compile(r"[0-9]{4}")
_PEOPLE = re.compile(r"[1-9][0-9]{0,8}")
_KLE_NUMBER = re.compile(r"[0-9]{2}(\.[0-9]{2}){0,2}")
_CPV_CODE = re.compile(r"[0-9]{8}-[0-9]")

_Fault = tuple[str, Mapping[str, object]]
_Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality as registered; ``source`` says where ``population`` on ``population_on`` is from."""

    code: str
    name: str
    region: str
    cvr: str
    population: int
    population_on: date
    source: str


@dataclass(frozen=True, slots=True)
class CpvLabel:
    """What a CPV code is called in Danish and in English."""

    da: str
    en: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a table must look like; ``faults`` judges a row that has every cell filled in."""

    columns: tuple[str, ...]
    unique: tuple[str, ...]
    faults: Callable[[list[str]], Iterator[_Fault]]
    delimiter: str = ","


def is_valid_cvr(text: str) -> bool:
    """Whether the text is a CVR number: eight digits, the first not 0, that pass modulus 11.

    The digits times 2, 7, 6, 5, 4, 3, 2, 1 sum to a multiple of 11. As 11 is a prime and no weight, nor the
    difference of two neighbours, is a multiple of it, one wrong digit and two swapped neighbours always show.
    Swapping the first and the seventh digit (both weigh 2) never does. No spaces and no ``DK`` in front are
    accepted. That a number passes does not say that anybody has it.

    Complexity: constant.

    Source: Erhvervsstyrelsen, "Modulus 11-kontrol" (erhvervsstyrelsen.dk/modulus-11-kontrol); the first digit
    and the example: python-stdnum, ``stdnum.dk.cvr``.

    >>> is_valid_cvr("13585628"), is_valid_cvr("13585627"), is_valid_cvr("00000000")
    (True, False, False)
    """
    if not _CVR.fullmatch(text):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_CVR_WEIGHTS, text, strict=True)) % 11 == 0


def parse_municipalities(data: bytes, name: str) -> dict[str, Municipality]:
    r"""Municipalities by their four-digit code, in the order of the file.

    ``data`` is UTF-8 with commas and the columns ``code,name,region,cvr,population,population_on,source``;
    population in people (1 or more), the day as ``YYYY-MM-DD``. ``name`` is the file's name in messages.

    Raises:
        ProblemsError: every fault with file and line. Of the whole file: ``not_utf8``, ``not_csv``,
            ``wrong_columns``, ``no_rows``. Of a row: ``wrong_cell_count``, ``missing_value`` (an empty source
            too), ``surrounding_space``, ``bad_municipality_code``, ``bad_cvr``, ``bad_number``, ``bad_date``,
            ``double_value`` (a code or a CVR number for the second time).

    Complexity: linear in the size of the data.

    >>> table = b"code,name,region,cvr,population,population_on,source\n" \
    ...     b"0269,Solrod,Zealand,68534917,23255,2020-01-01,Statistics Denmark\n"
    >>> parse_municipalities(table, "m.csv")["0269"].population
    23255
    """
    return {row[0]: _municipality(row) for _, row in _checked_rows(data, name, _MUNICIPALITIES)}


def parse_kle(data: bytes, name: str) -> dict[str, str]:
    r"""KLE titles by number (``85``, ``85.02``, ``85.02.00``), in the order of the file.

    ``data`` is UTF-8 with semicolons and the columns ``number;title``.

    Raises:
        ProblemsError: as for ``parse_municipalities``, and ``bad_kle_number``; ``unknown_kle_parent`` where
            the group above a number is nowhere in the file.

    Complexity: linear in the size of the data.

    >>> parse_kle(b"number;title\n85;IT\n85.02;Drift\n", "kle.csv")
    {'85': 'IT', '85.02': 'Drift'}
    """
    rows = _checked_rows(data, name, _KLE)
    titles = {number: title for _, (number, title) in rows}
    orphans = [(line, number) for line, (number, _) in rows if number[:-3] and number[:-3] not in titles]
    if orphans:
        raise ProblemsError(
            Problem("unknown_kle_parent", {"number": number, "parent": number[:-3]}, Place(name, line))
            for line, number in orphans
        )
    return titles


def parse_cpv(data: bytes, name: str) -> dict[str, CpvLabel]:
    r"""CPV labels by code with check digit (``48000000-8``), in the order of the file.

    ``data`` is UTF-8 with commas and the columns ``code,da,en``. Of the check digit only the form is checked.

    Raises:
        ProblemsError: as for ``parse_municipalities``, and ``bad_cpv_code``.

    Complexity: linear in the size of the data.

    Source: Regulation (EC) No 213/2008, annex I.

    >>> parse_cpv(b"code,da,en\n48820000-2,Servere,Servers\n", "cpv.csv")
    {'48820000-2': CpvLabel(da='Servere', en='Servers')}
    """
    return {code: CpvLabel(da, en) for _, (code, da, en) in _checked_rows(data, name, _CPV)}


def _municipality(row: list[str]) -> Municipality:
    code, name, region, cvr, population, population_on, source = row
    return Municipality(code, name, region, cvr, int(population), date.fromisoformat(population_on), source)


def _municipality_faults(row: list[str]) -> Iterator[_Fault]:
    code, _, _, cvr, population, population_on, _ = row
    if not _MUNICIPALITY_CODE.fullmatch(code):
        yield "bad_municipality_code", {"found": code}
    if not is_valid_cvr(cvr):
        yield "bad_cvr", {"found": cvr}
    if not _PEOPLE.fullmatch(population):
        yield "bad_number", {"column": "population", "found": population}
    if not _is_day(population_on):
        yield "bad_date", {"column": "population_on", "found": population_on}


def _kle_faults(row: list[str]) -> Iterator[_Fault]:
    if not _KLE_NUMBER.fullmatch(row[0]):
        yield "bad_kle_number", {"found": row[0]}


def _cpv_faults(row: list[str]) -> Iterator[_Fault]:
    if not _CPV_CODE.fullmatch(row[0]):
        yield "bad_cpv_code", {"found": row[0]}


_MUNICIPALITIES = _Layout(
    ("code", "name", "region", "cvr", "population", "population_on", "source"),
    ("code", "cvr"),
    _municipality_faults,
)
_KLE = _Layout(("number", "title"), ("number",), _kle_faults, delimiter=";")
_CPV = _Layout(("code", "da", "en"), ("code",), _cpv_faults)


def _is_day(text: str) -> bool:
    """Only ``YYYY-MM-DD``: ``fromisoformat`` alone also takes ``20200101`` and ``2020-W01-1``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _checked_rows(data: bytes, name: str, layout: _Layout) -> list[_Row]:
    """The rows below the header with their lines, or every fault of the file in one error."""
    rows = _rows(data, name, layout.delimiter)
    header = rows[0][1] if rows else []
    if header != list(layout.columns):
        expected, found = (layout.delimiter.join(columns) for columns in (layout.columns, header))
        raise ProblemsError.of("wrong_columns", Place(name, 1), expected=expected, found=found)
    body = rows[1:]
    if not body:
        raise ProblemsError.of("no_rows", Place(name, 1))
    faults = [(line, fault) for line, row in body for fault in _row_faults(row, layout)]
    faults += _double_values(body, layout)
    if faults:
        in_order = sorted(faults, key=lambda fault: fault[0])
        raise ProblemsError(Problem(code, args, Place(name, line)) for line, (code, args) in in_order)
    return body


def _rows(data: bytes, name: str, delimiter: str) -> list[_Row]:
    """Every row with the line where it begins."""
    reader = csv.reader(io.StringIO(read_text(data, name), newline=""), delimiter=delimiter, strict=True)
    rows: list[_Row] = []
    begins = 1
    try:
        for row in reader:
            rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ProblemsError.of("not_csv", Place(name, begins), reason=str(error)) from error
    return rows


def _row_faults(row: list[str], layout: _Layout) -> Iterator[_Fault]:
    if len(row) != len(layout.columns):
        yield "wrong_cell_count", {"expected": len(layout.columns), "found": len(row)}
        return
    cells = zip(layout.columns, row, strict=True)
    faults = [fault for column, cell in cells for fault in _cell_faults(column, cell)]
    yield from faults or layout.faults(row)


def _cell_faults(column: str, cell: str) -> Iterator[_Fault]:
    trimmed = cell.strip()
    if not trimmed:
        yield "missing_value", {"column": column}
    elif trimmed != cell:
        yield "surrounding_space", {"column": column, "found": cell}


def _double_values(rows: Sequence[_Row], layout: _Layout) -> Iterator[tuple[int, _Fault]]:
    for column in layout.unique:
        at = layout.columns.index(column)
        first: dict[str, int] = {}
        for line, row in rows:
            value = row[at] if at < len(row) else ""
            if value and first.setdefault(value, line) != line:
                yield line, ("double_value", {"column": column, "value": value, "first_line": first[value]})
