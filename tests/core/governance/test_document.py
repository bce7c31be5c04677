"""What a file says, line by line; and nothing that is put into one brings the reader down."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance.document import LARGEST_FILE_BYTES, MOST_VALUES, plain, read


def test_every_value_has_its_line() -> None:
    document = read("a:\n  - x\n  - {b: [1]}\nc: æ\n".encode(), "f")
    assert document.value == {"a": ["x", {"b": [1]}], "c": "æ"}
    assert document.place(("a", 1, "b", 0)) == Place("f", 3, 10)
    assert document.place(("c",)) == Place("f", 4, 1)


def test_what_is_not_in_the_file_has_the_line_around_it() -> None:
    assert read(b"a:\n  b: 1\n", "f").place(("a", "x", "y")).line == 1


def test_the_nearest_around_it_is_the_one_that_is_there() -> None:
    document = read(b"a:\n  b:\n    c: 1\n", "f")
    assert document.place(("a", "b", "x")) == Place("f", 2, 3)
    assert document.place(()) == Place("f", 1)
    assert document.place(("x",)) == Place("f", 1)


def test_a_quoted_word_is_text() -> None:
    assert read(b'a: "1"\nb: \'true\'\nc: "null"\nd: ""', "f").value == {
        "a": "1",
        "b": "true",
        "c": "null",
        "d": "",
    }


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_key() -> None:
    assert read(b"\xef\xbb\xbfa: 1", "f").value == {"a": 1}


def test_a_number_longer_than_a_machine_counts_stays_text() -> None:
    assert plain("9" * 18) == int("9" * 18)
    assert plain("9" * 19) == "9" * 19


def test_the_largest_file_is_read_and_one_byte_more_is_not() -> None:
    fits = b"a: 1\n" + b"#" * (LARGEST_FILE_BYTES - 5)
    assert read(fits, "f").value == {"a": 1}
    refused = refusal(fits + b"#")
    assert refused is not None
    assert refused.args == {"size_bytes": 100_001, "limit_bytes": 100_000}


def test_as_many_values_as_may_be_are_read_and_one_more_is_not() -> None:
    """A list with what is around it: the file, the document, the mapping and the list begin, and end."""
    most = MOST_VALUES - 9
    assert read(f"a: [{'1,' * most}]".encode(), "f").value == {"a": [1] * most}
    refused = refusal(f"a:\n  [{'1,' * most}\n1]".encode())
    assert refused is not None
    assert (refused.code, refused.args) == ("too_many_values", {"limit": 10_000})


def test_what_lies_as_deep_as_may_be_is_read_and_one_deeper_is_not() -> None:
    """Twenty-four inside each other, the mapping at the root among them."""
    assert read(f"a: {'[' * 23}{']' * 23}".encode(), "f").value["a"]
    refused = refusal(f"a: {'[' * 24}{']' * 24}".encode())
    assert refused is not None
    assert (refused.code, refused.args) == ("too_deep", {"limit": 24})


def test_what_is_no_text_is_told_with_its_byte_and_its_line() -> None:
    refused = refusal(b"\na: S\xf8by\n")
    assert refused is not None
    assert (refused.code, refused.args, refused.place) == ("not_utf8", {"byte": "0xf8"}, Place("f", 2))


def test_what_is_not_seen_is_told_with_its_line() -> None:
    refused = refusal("\na: S\u202eby\n".encode())
    assert refused is not None
    assert (refused.code, refused.place) == ("hidden_character", Place("f", 2))


@pytest.mark.parametrize("text", ["a: [1", "a: 1\nb", 'a: "\\UFFFFFFFF"'])
def test_what_the_reader_says_is_passed_on(text: str) -> None:
    refused = refusal(text.encode())
    assert refused is not None
    assert refused.code == "not_yaml"
    assert len(str(refused.args["said"]).split()) > 2


def refusal(data: bytes) -> Problem | None:
    """The first problem, or nothing where it can be read. Any other exception is a fault of the reader."""
    try:
        assert isinstance(read(data, "f").value, dict)
    except ProblemsError as error:
        return error.problems[0]
    return None


PIECES = st.one_of(
    st.sampled_from(
        ["a", "b:", ": ", "- ", "? ", "\n", "\n  ", "[", "]", "{", "}", ",", "&x ", "*x ", "!t "]
    ),
    st.sampled_from(["!!str ", "|\n", ">-\n", "'", '"', "\\U", "\\x", "%YAML 1.2\n", "%TAG ! x\n", "---\n"]),
    st.sampled_from(["...\n", "#", "~", "@", "`", "\t", "\r", "\u2028", "\x00", "1e9", "<<: "]),
)


@given(st.lists(PIECES, max_size=40).map("".join))
@example('a: "\\UFFFFFFFF"')
@example("%YAML 1." + "1" * 5000)
@settings(max_examples=4 * settings().max_examples, deadline=None)
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    problem = refusal(text.encode())
    assert problem is None or problem.place is not None


@given(st.binary(max_size=200))
@settings(max_examples=2 * settings().max_examples, deadline=None)
def test_whatever_bytes_there_are_they_are_read_or_refused(data: bytes) -> None:
    problem = refusal(data)
    assert problem is None or problem.place is not None
