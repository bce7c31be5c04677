"""Notices kept as facts are read back as they were written, or refused with the line."""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.notices.notice_files import HVIDOVRE_CAFE, SOLROD_MEALS, eforms, ted

from samspil.core.errors import ProblemsError
from samspil.core.notices.reading import read_notice
from samspil.core.notices.records import NoticeRecord, parse_records, write_records

RETRIEVED = date(2024, 10, 30)
SOLROD = NoticeRecord(RETRIEVED, read_notice(ted(SOLROD_MEALS), "n.xml"))
HVIDOVRE = NoticeRecord(RETRIEVED, read_notice(ted(HVIDOVRE_CAFE, number="480364-2022"), "n.xml"))
NOT_PUBLISHED = NoticeRecord(RETRIEVED, read_notice(eforms(number=""), "n.xml"))


def refused(data: bytes) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsError) as found:
        parse_records(data, "notices.jsonl")
    return [(problem.code, problem.place.line) for problem in found.value.problems if problem.place]


def test_what_is_written_is_read_back() -> None:
    records = (SOLROD, HVIDOVRE, NOT_PUBLISHED, NOT_PUBLISHED)
    data = write_records(records)
    assert parse_records(data, "notices.jsonl") == records
    assert len(data.splitlines()) == 4
    assert "Solrød".encode() in data


def test_a_number_that_stood_before_is_refused() -> None:
    again = replace(SOLROD, retrieved_on=date(2025, 1, 1))
    assert refused(write_records([SOLROD, HVIDOVRE, again])) == [("double_value", 3)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"F21"', "21"),
        ('"title"', '"titel"'),
        ('"competition"', '"later"'),
        ('"minor": 720000000', '"minor": 7200000.5'),
        ("2024-10-30", "30-10-2024"),
        ('"country"', '"land"'),
        ("{", ""),
    ],
)
def test_a_record_that_is_not_as_it_should_be_is_refused_with_its_line(old: str, new: str) -> None:
    first, second = write_records([HVIDOVRE, SOLROD]).decode().splitlines()
    assert old in second
    found = refused(f"{first}\n{second.replace(old, new)}\n".encode())
    assert set(found) == {("wrong_value", 2)}


def test_an_empty_file_and_another_character_set_are_refused() -> None:
    assert refused(b"") == [("no_rows", 1)]
    assert refused(write_records([HVIDOVRE]) + b"\xf8") == [("not_utf8", 2)]
