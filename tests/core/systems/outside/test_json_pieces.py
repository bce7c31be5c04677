"""JSON of any size a piece at a time, and what is none refused where it stops being some."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.systems.outside import json_pieces
from samspil.core.systems.outside.json_pieces import pieces


def read(data: bytes) -> list[tuple[str, Any]]:
    return list(pieces(data, "r.json", {"releases"}))


def refused(data: bytes) -> Problem:
    with pytest.raises(ProblemsError) as caught:
        read(data)
    [problem] = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'{"releases": [1, {"a": 2}], "v": "x"}', ["releases[0]", "releases[1]", ""]),
        (b'[{"a": 1}, 2]', ["[0]", "[1]"]),
        (b'{"a": 1}\n{"releases": [3]}\n', ["", "[1].releases[0]", "[1]"]),
        (b'\xef\xbb\xbf "word" ', [""]),
        (b'{"releases": {"a": 1}}', [""]),
        (b"{}", [""]),
    ],
)
def test_each_piece_has_its_path(data: bytes, found: list[str]) -> None:
    assert [path for path, _piece in read(data)] == found


def test_numbers_are_exact_whatever_their_length() -> None:
    [(_path, said)] = read(b'{"a": 0.1, "b": 12345678901234567890123}')
    assert said == {"a": Decimal("0.1"), "b": Decimal(12345678901234567890123)}


@pytest.mark.parametrize(
    ("data", "said", "column"),
    [
        (b"", "Expecting value", 1),
        (b'{"a": 1', "Expecting ','", 8),
        (b'{"a" 1}', "Expecting ':'", 6),
        (b'{"a": 1,}', "Expecting property name enclosed in double quotes", 9),
        (b"{1: 2}", "Expecting property name enclosed in double quotes", 2),
        (b"[1 2]", "Expecting ','", 4),
        (b'{"a": NaN}', "NaN", 7),
        (b'{"a": "x', "Unterminated string starting at", 7),
    ],
)
def test_what_is_no_json_is_refused_where_it_stops(data: bytes, said: str, column: int) -> None:
    assert refused(data) == Problem("not_json", {"said": said}, Place("r.json", 1, column))


def test_a_problem_tells_the_line() -> None:
    assert refused(b'{"releases": [\n{"a": 1},\n{"a" 2}]}').place == Place("r.json", 3, 6)


@pytest.mark.parametrize(
    ("data", "path"),
    [(b'{"a": 1, "a": 2}', "$"), (b'{"releases": [{"x": {"a": 1, "a": 1}}]}', "releases[0]")],
)
def test_a_key_that_stands_twice_is_refused(data: bytes, path: str) -> None:
    problem = refused(data)
    assert (problem.code, problem.args) == ("json_double_key", {"key": "a", "path": path})


@pytest.mark.parametrize(("data", "path"), [(b"[" * 200_000, "[0]"), (b'{"a":' * 200_000, "a")])
def test_a_bomb_of_brackets_is_refused(data: bytes, path: str) -> None:
    problem = refused(data)
    assert (problem.code, problem.args) == ("json_too_deep", {"path": path})


def test_a_file_that_is_too_large_is_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_pieces, "LARGEST_FILE_BYTES", 10)
    assert read(b'{"a": 12}\n')
    problem = refused(b'\xff{"a": 123}')
    assert (problem.code, problem.args) == ("file_too_large", {"size_bytes": 11, "limit_bytes": 10})


def test_what_is_not_utf8_is_refused_with_its_line() -> None:
    assert refused(b'{\n"a": "\xe6"}') == Problem("not_utf8", {"byte": "0xe6"}, Place("r.json", 2))
