"""Sheets and CSV files become rows of plain text."""

from datetime import date, datetime, time

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.tables import reading
from samspil.core.tables.reading import (
    LARGEST_FILE_BYTES,
    MOST_ROWS,
    Table,
    from_csv,
    from_sheets,
    text_of,
)

ROWS = ((1, ("Navn", "Enhed")), (2, ("Søren Ærø", "It; data")))


def refused(data: bytes) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsError) as found:
        from_csv(data, "l.csv")
    return [(one.code, one.place.line) for one in found.value.problems if one.place]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_however_it_was_saved_the_rows_are_the_same(encoding: str, delimiter: str, end: str) -> None:
    text = f'Navn{delimiter}Enhed{end}Søren  Ærø {delimiter}"It; data"{end}'
    assert from_csv(text.encode(encoding), "l.csv").rows == ROWS


def test_what_excel_says_of_its_separator_is_obeyed() -> None:
    assert from_csv(b"sep=,\nNavn,Enhed\nBo,It\n", "l.csv").rows == (
        (2, ("Navn", "Enhed")),
        (3, ("Bo", "It")),
    )
    assert from_csv(b"sep=;;\nBo;It\n", "l.csv").rows[0] == (1, ("sep=", "", ""))


def test_a_row_of_several_lines_has_the_number_of_its_first_and_empty_rows_are_gone() -> None:
    rows = from_csv(b'Navn;Enhed\n"Bo\nFriis";It\n;;\n\nIb;It\n', "l.csv").rows
    assert rows == ((1, ("Navn", "Enhed")), (2, ("Bo Friis", "It")), (6, ("Ib", "It")))


def test_what_is_not_a_list_is_refused() -> None:
    assert refused(b"PK\x03\x04\x00\x00") == [("list_not_text", 1)]
    assert refused(b"Navn\n\x81\x8d") == [("list_not_text", 1)]
    assert refused(b'Navn;Enhed\nBo;"It\n') == [("not_csv", 2)]
    assert refused(b'sep=;\nNavn;Enhed\nBo;"It\n') == [("not_csv", 3)]
    assert refused(b"x" * (LARGEST_FILE_BYTES + 1)) == [("file_too_large", 1)]
    assert refused(b"x\n" * (MOST_ROWS + 1)) == [("list_too_long", MOST_ROWS + 1)]
    assert len(from_csv(b"x\n" * MOST_ROWS, "l.csv").rows) == MOST_ROWS


def test_a_row_of_very_many_cells_does_not_make_all_rows_so_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CELLS", 12)
    assert len(from_csv(b"a;b;c\n1\n2\n3\n", "l.csv").columns) == 3
    assert refused(b"a;b;c\n1\n2\n3\n4\n") == [("workbook_too_many_cells", 1)]


def test_rows_that_come_in_portions_are_one_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    table = from_csv(b"a;b\n1;2;3\n;\n4\n5;6\n", "l.csv")
    assert table.rows == ((1, ("a", "b")), (2, ("1", "2", "3")), (4, ("4",)), (5, ("5", "6")))
    assert table.columns == [["a", "1", "4", "5"], ["b", "2", "", "6"], ["", "3", "", ""]]
    assert table.row(2) == ["4", "", ""]
    assert table == Table("l.csv", "", table.rows) != Table("l.csv", "x", table.rows)
    assert table.__eq__(table.rows) is NotImplemented
    assert repr(table) == "Table('l.csv', '', 4 rows)"


def test_a_stray_byte_in_a_long_list_is_passed_over() -> None:
    long = b"Navn;Enhed\n" + "Søren;It\n".encode("cp1252") * 200
    assert from_csv(long + b"Bo\x9d;It\n", "l.csv").rows[-1] == (202, ("Bo", "It"))
    assert refused(long + b"Bo\x9d\x9d\x9d;It\n") == [("list_not_text", 1)]


def test_what_excel_saves_as_unicode_text_is_read() -> None:
    text = "Navn\tEnhed\nSøren Ærø\tIt; data\n"
    assert from_csv(text.encode("utf-16"), "l.csv").rows == ROWS
    assert refused(b"\xff\xfeN") == [("list_not_text", 1)]


def test_an_empty_file_has_no_rows() -> None:
    assert from_csv(b"", "l.csv").rows == ()
    assert from_sheets("b.xlsx", {"Brugere": []})[0].rows == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (7.0, "7"),
        (7.5, "7.5"),
        (12, "12"),
        (False, "Nej"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime.fromisoformat("2026-01-02"), "2026-01-02"),
        (datetime.fromisoformat("2026-01-02T03:00"), "2026-01-02T03:00:00"),
        (time(3, 4), "03:04:00"),
        ("\ufeffIt\u200b", "It"),
        ("I\0t\0", "It"),
    ],
)
def test_a_cell_is_told_as_a_person_reads_it(cell: object, text: str) -> None:
    assert text_of(cell) == text
