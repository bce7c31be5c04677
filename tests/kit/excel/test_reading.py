"""Workbooks from outside: read as values where they are lists, refused at once where they are not."""

import io
import struct
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.took import took

from samspil.core.errors import ProblemsError
from samspil.kit.excel.reading import Bounds, is_workbook, read_blocks, read_sheets


def workbook(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Liste"
    for row in rows:
        book.active.append(row)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for row in lines:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def with_part(data: bytes, name: str, change: Any) -> bytes:
    """A workbook of which one part is changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
    return out.getvalue()


def code(data: bytes, bounds: Bounds | None = None) -> str:
    with pytest.raises(ProblemsError) as refused:
        read_sheets(data, "liste.xlsx", bounds or Bounds())
    [problem] = refused.value.problems
    return problem.code


def test_every_sheet_is_read_as_values() -> None:
    data = workbook(["Id", "Navn"], [7, "Skole"], [1.5, date(2026, 3, 2)], Andet=[["x", True]])
    assert is_workbook(data)
    assert read_sheets(data, "liste.xlsx") == {
        "Liste": [["Id", "Navn"], [7, "Skole"], [1.5, "2026-03-02"]],
        "Andet": [["x", True]],
    }


def test_rows_keep_their_places_below_empty_ones() -> None:
    sheets = read_sheets(workbook([None], ["", "Navn"]), "liste.xlsx")
    assert sheets["Liste"][1][1] == "Navn"


def test_a_formula_is_what_was_last_worked_out_and_is_never_run() -> None:
    worked_out = b'<c r="A1" t="str"><f>HYPERLINK("http://x","Skole")</f><v>Skole</v></c>'
    data = with_part(
        workbook(["her"]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml[: xml.index(b"<c ")] + worked_out + xml[xml.index(b"</c>") + 4 :],
    )
    assert read_sheets(data, "liste.xlsx")["Liste"] == [["Skole"]]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    data = with_part(
        workbook(["her"]),
        "xl/worksheets/sheet1.xml",
        lambda xml: (
            xml[: xml.index(b"<c ")]
            + b'<c r="A1" t="inlineStr"><is><t>=cmd|x</t></is></c>'
            + xml[xml.index(b"</c>") + 4 :]
        ),
    )
    assert read_sheets(data, "liste.xlsx")["Liste"] == [["=cmd|x"]]


def test_an_error_of_a_formula_is_not_an_empty_cell() -> None:
    data = workbook(["Navn", "Overordnet"], ["Skole", "#N/A"], ["Børn & Unge", "#REF!"])
    assert read_sheets(data, "liste.xlsx")["Liste"][1:] == [["Skole", "#N/A"], ["Børn & Unge", "#REF!"]]


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    bomb = archive(**{"xl/workbook.xml": bytes(150_000_000)})
    said: list[str] = []
    assert took(lambda: said.append(code(bomb)), 0.05) < 0.05
    assert set(said) == {"workbook_unpacks_too_large"}


def test_what_unpacks_to_no_more_than_is_allowed_is_opened() -> None:
    data = workbook(["Navn"])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    assert read_sheets(data, "liste.xlsx", Bounds(unpacked_bytes=unpacked))
    assert code(data, Bounds(unpacked_bytes=unpacked - 1)) == "workbook_unpacks_too_large"


def test_a_part_that_lies_about_its_size_is_found_out_while_it_is_unpacked() -> None:
    bomb = bytearray(archive(**{"xl/workbook.xml": bytes(150_000_000)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.index(mark)
        bomb[at + offset : at + offset + 4] = struct.pack("<I", 1000)
    said: list[str] = []
    assert took(lambda: said.append(code(bytes(bomb))), 10) < 10
    assert set(said) == {"workbook_unpacks_too_large"}


def test_parts_that_lie_over_each_other_are_refused() -> None:
    data = archive(a=bytes(range(256)) * 40)
    end = data.index(b"PK\x01\x02")
    entry = data[end : data.index(b"PK\x05\x06")]
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 50, 50, 50 * len(entry), end, 0)
    assert code(data[:end] + entry * 50 + tail) == "workbook_unpacks_too_large"


def test_two_thousand_parts_are_the_most() -> None:
    parts = {f"p{number}": b"x" for number in range(2001)}
    assert code(archive(**parts)) == "workbook_unpacks_too_large"
    del parts["p0"]
    assert code(archive(**parts)) == "workbook_unreadable"


def test_cells_are_counted_with_the_empty_ones_between() -> None:
    data = workbook(["a", None, None, "d"], ["b"], ["c"], ["e"])
    assert read_sheets(data, "liste.xlsx", Bounds(cells=16))
    assert code(data, Bounds(cells=15)) == "workbook_too_many_cells"


def test_a_cell_at_the_far_end_of_a_sheet_takes_no_memory_of_ours() -> None:
    data = with_part(
        workbook(["a"], ["b"]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'r="A2"', b'r="XFD1048576"').replace(b'r="2"', b'r="1048576"'),
    )
    assert code(data) == "workbook_too_many_cells"


def test_what_takes_too_long_is_given_up() -> None:
    data = workbook(*[[f"{row}-{column}" for column in range(10)] for row in range(4000)])
    assert code(data, Bounds(seconds=0)) == "workbook_too_slow"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 and nothing", archive(a=b"text"), b"\xd0\xcf\x11\xe0" + bytes(600)]
)
def test_what_is_no_workbook_is_said_to_be_none(data: bytes) -> None:
    assert code(data) == "workbook_unreadable"


def test_a_file_over_twenty_megabytes_is_refused_unread() -> None:
    assert code(b"PK\x03\x04" + bytes(20_000_000)) == "file_too_large"


def test_the_process_that_opens_a_workbook_is_gone_before_the_first_rows_come() -> None:
    """The two would else hold a large list at once, each in its own way."""

    def children() -> set[str]:
        return {
            key for file in Path("/proc/self/task").glob("*/children") for key in file.read_text().split()
        }

    before = children()
    blocks = read_blocks(workbook(["Indsats"], ["Vagtplan"]), "liste.xlsx")
    assert next(blocks).sheet
    assert children() <= before


# What LibreOffice writes, as far as a list needs it; equal cells and rows stand once with how often.
CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
<office:body><office:spreadsheet><table:table table:name="Liste">{rows}</table:table></office:spreadsheet>
</office:body></office:document-content>"""
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def ods(rows: str) -> bytes:
    parts = {"mimetype": ODS, "content.xml": CONTENT.format(rows=rows), "META-INF/manifest.xml": MANIFEST}
    return archive(**{name: text.encode() for name, text in parts.items()})


def said(text: str, times: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    return (
        f'<table:table-cell office:value-type="string"{repeated}><text:p>{text}</text:p></table:table-cell>'
    )


def valued(sort: str, name: str, value: str, text: str) -> str:
    return (
        f'<table:table-cell office:value-type="{sort}" office:{name}="{value}"><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def line(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def test_an_open_document_is_read_as_the_same_values() -> None:
    rows = [
        line(said("Id"), said("Ældre &amp; Kultur", 2)),
        line(
            valued("float", "value", "7", "7"),
            said("Skole"),
            valued("boolean", "boolean-value", "true", "SAND"),
        ),
        line(
            valued("float", "value", "1.5", "1,5"), valued("date", "date-value", "2026-03-02", "02-03-2026")
        ),
        line(said("igen"), times=2),
    ]
    data = ods("".join(rows))
    assert is_workbook(data)
    assert read_sheets(data, "liste.ods") == {
        "Liste": [
            ["Id", "Ældre & Kultur", "Ældre & Kultur"],
            [7, "Skole", True],
            [1.5, "2026-03-02", ""],
            ["igen", "", ""],
            ["igen", "", ""],
        ]
    }


def test_an_open_document_that_says_one_cell_millions_of_times_is_refused() -> None:
    """The reader gives up at its bound of memory, or before, where it is far beyond it."""
    small = Bounds(cells=1000, seconds=5)
    assert code(ods(line(said("x", 1001))), small) == "workbook_too_many_cells"
    assert code(ods(line(said("x", 16_384), times=2000)), small) == "workbook_too_many_cells"
    assert code(ods(line(said("x", 16_384), times=1_048_576)), small) == "workbook_unreadable"


def test_an_empty_rest_that_an_open_document_repeats_counts_for_nothing() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16383"/>'
    rest = line('<table:table-cell table:number-columns-repeated="16384"/>', times=1_048_575)
    data = ods(line(said("x"), empty) + rest)
    assert read_sheets(data, "liste.ods", Bounds(cells=10)) == {"Liste": [["x"]]}
