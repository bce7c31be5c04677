"""XML from strangers is read as a plain tree, or refused before it can do anything."""

import pytest
from tests.took import took

from samspil.core.errors import Place, ProblemsError
from samspil.core.notices.xml import DEEPEST_NESTING, LARGEST_FILE_BYTES, MOST_ELEMENTS, read_xml

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY lol "lol">
 <!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
 <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">
]>
<lolz>&lol3;</lolz>"""

LIMIT = 2  # seconds of CPU; half a second on a quiet machine, twice that while coverage is measured
ATTACKS = {
    "billion laughs": (LAUGHS, "xml_with_document_type"),
    "a file through an entity": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "xml_with_document_type",
    ),
    "a parameter entity": (
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]><a/>',
        "xml_with_document_type",
    ),
    "a document type elsewhere": (
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>',
        "xml_with_document_type",
    ),
    "an entity nobody declared": (b"<a>&x;</a>", "not_xml"),
    "a hundred thousand levels": (b"<a>" * 100_000, "xml_too_deep"),
    "a hundred megabytes": (b"<a>" + b"x" * 100_000_000 + b"</a>", "xml_too_large"),
    "a million elements": (b"<a>" + b"<b/>" * 1_000_000 + b"</a>", "xml_too_many_elements"),
    "another character set": ("<a>ø</a>".encode("utf-16"), "not_utf8"),
    "latin letters": ("<a>\n ø</a>".encode("cp1252"), "not_utf8"),
    "cut off": (b"<a><b>", "not_xml"),
    "nothing": (b"", "not_xml"),
    "not XML": (b"PK\x03\x04", "not_xml"),
}


@pytest.mark.parametrize(("data", "code"), ATTACKS.values(), ids=ATTACKS)
def test_it_is_refused_within_a_second(data: bytes, code: str) -> None:
    def ask() -> None:
        with pytest.raises(ProblemsError) as refused:
            read_xml(data, "notice.xml")
        assert [problem.code for problem in refused.value.problems] == [code]
        assert refused.value.problems[0].place is not None
        assert refused.value.problems[0].place.file == "notice.xml"

    assert took(ask, LIMIT) < LIMIT


def test_an_inclusion_is_an_element_like_any_other() -> None:
    text = b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></a>'
    root = read_xml(text, "notice.xml")
    assert [(child.name, list(child.children)) for child in root.children] == [("include", [])]
    assert root.text == ""


def test_the_limits_are_allowed_and_one_more_is_not() -> None:
    levels = DEEPEST_NESTING
    assert read_xml(b"<a>" * levels + b"</a>" * levels, "x.xml").name == "a"
    with pytest.raises(ProblemsError, match="xml_too_deep"):
        read_xml(b"<a>" * (levels + 1) + b"</a>" * (levels + 1), "x.xml")
    fits = b"<a>" + b"<b/>" * (MOST_ELEMENTS - 1) + b"</a>"
    assert len(list(read_xml(fits, "x.xml").children)) == MOST_ELEMENTS - 1
    with pytest.raises(ProblemsError, match="xml_too_many_elements"):
        read_xml(fits.replace(b"</a>", b"<b/></a>"), "x.xml")
    full = b"<a>" + b" " * (LARGEST_FILE_BYTES - 7) + b"</a>"
    assert read_xml(full, "x.xml").text == ""
    with pytest.raises(ProblemsError, match="xml_too_large"):
        read_xml(full + b" ", "x.xml")


def test_a_problem_names_line_and_column() -> None:
    with pytest.raises(ProblemsError) as refused:
        read_xml(b"<a>\n <b></c></a>", "notice.xml")
    assert refused.value.problems[0].place == Place("notice.xml", 2, 7)
    with pytest.raises(ProblemsError) as refused:
        read_xml("<a>\n\n ø</a>".encode("cp1252"), "notice.xml")
    assert refused.value.problems[0].place == Place("notice.xml", 3)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_xml(b"\xef\xbb\xbf<a>\xc3\xb8</a>", "x.xml").text == "ø"


def test_an_element_knows_its_namespace_and_where_it_stands() -> None:
    root = read_xml(b'<a xmlns="urn:x">\n  <b y="1"/></a>', "x.xml")
    child = root.first("b")
    assert child is not None
    assert (child.namespace, child.name, child.attributes) == ("urn:x", "b", {"y": "1"})
    assert child.place == Place("x.xml", 2, 3)
    assert root.first("c") is None
