"""Notices kept as facts: one JSON object a line, with the day on which the notice was fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.notices.notice import Notice
from samspil.core.utf8 import read_text


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice and the day on which it was fetched from its source."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    retrieved_on: date
    notice: Notice


_RECORD: Final = TypeAdapter(NoticeRecord)


def write_records(records: Iterable[NoticeRecord]) -> bytes:
    """The records as UTF-8 lines, in the order given; the same records give the same bytes."""
    values = (_RECORD.dump_python(record, mode="json") for record in records)
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def parse_records(data: bytes, name: str) -> tuple[NoticeRecord, ...]:
    r"""The records of a file that `write_records` wrote, or somebody by hand; in the order of the file.

    Raises:
        ProblemsError: ``not_utf8``, ``no_rows``; then for every line that is wrong: ``wrong_value`` with the
            key, ``double_value`` for a publication number that stood before.

    Complexity: linear in the size of the data.

    >>> parse_records(b'{"retrieved_on": "2024-10-30"}\n', "notices.jsonl")
    Traceback (most recent call last):
    ProblemsError: notices.jsonl:1: wrong_value key=notice said=Field required
    """
    lines = read_text(data, name).splitlines()
    if not lines:
        raise ProblemsError.of("no_rows", Place(name, 1))
    problems: list[Problem] = []
    records: list[NoticeRecord] = []
    first: dict[str, int] = {}
    for number, text in enumerate(lines, start=1):
        try:
            record = _RECORD.validate_json(text, strict=True)
        except ValidationError as error:
            problems += _problems(error, Place(name, number))
            continue
        records.append(record)
        problems += _repeated(record, first, Place(name, number))
    if problems:
        raise ProblemsError(problems)
    return tuple(records)


def _problems(error: ValidationError, place: Place) -> list[Problem]:
    return [
        Problem("wrong_value", {"key": ".".join(map(str, one["loc"])), "said": one["msg"]}, place)
        for one in error.errors(include_url=False)
    ]


def _repeated(record: NoticeRecord, first: dict[str, int], place: Place) -> list[Problem]:
    number = record.notice.publication_number
    if number is None or first.setdefault(number, place.line) == place.line:
        return []
    return [
        Problem(
            "double_value",
            {"column": "publication_number", "value": number, "first_line": first[number]},
            place,
        )
    ]
