"""Registers are refused whole, with file and line, when anything in them is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import Problem, ProblemsError
from samspil.core.register import CpvLabel, is_valid_cvr, parse_cpv, parse_kle, parse_municipalities

HEADER = "code,name,region,cvr,population,population_on,source"
DRAGOR = "0155,Dragør,Hovedstaden,12881517,14494,2020-01-01,Danmarks Statistik"
SOLROD = "0269,Solrød,Sjælland,68534917,23255,2020-01-01,Danmarks Statistik"


def table(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in (HEADER, DRAGOR, *rows)).encode()


def refusal(data: bytes) -> list[Problem]:
    with pytest.raises(ProblemsError) as caught:
        parse_municipalities(data, "m.csv")
    return list(caught.value.problems)


def said(data: bytes) -> list[str]:
    return [str(problem) for problem in refusal(data)]


# --- CVR numbers


@st.composite
def cvr_numbers(draw: st.DrawFn) -> str:
    """A number that passes, found by trying each last digit: no second writing of the rule."""
    serial = draw(st.integers(1_000_000, 9_999_999))
    passing = [f"{serial}{digit}" for digit in range(10) if is_valid_cvr(f"{serial}{digit}")]
    return draw(st.sampled_from(passing)) if passing else draw(cvr_numbers())


def swapped(text: str, one: int, other: int) -> str:
    digits = list(text)
    digits[one], digits[other] = digits[other], digits[one]
    return "".join(digits)


@pytest.mark.parametrize("number", ["13585628", "24256790", "35408002", "30715063", "27355021"])
def test_numbers_published_as_examples_elsewhere_pass(number: str) -> None:
    """python-stdnum, hex.pm/cvr, henrik's gist (two) and Business::DK::CVR."""
    assert is_valid_cvr(number)


@pytest.mark.parametrize(
    "text",
    [
        "13585627",  # python-stdnum's wrong one
        "",
        "1358562",
        "135856280",
        "00000000",
        "01000004",
        " 13585628",
        "13585628\n",
        "DK13585628",
        "13 58 56 28",
        "1358562８",  # noqa: RUF001 - a full-width 8 is no digit here
    ],
)
def test_other_texts_do_not_pass(text: str) -> None:
    assert not is_valid_cvr(text)


@given(cvr_numbers(), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_always_shows(number: str, at: int, step: int) -> None:
    wrong = str((int(number[at]) + step) % 10)
    assert not is_valid_cvr(number[:at] + wrong + number[at + 1 :])


@given(cvr_numbers(), st.integers(0, 6))
def test_two_swapped_neighbours_always_show(number: str, at: int) -> None:
    other = swapped(number, at, at + 1)
    assert is_valid_cvr(other) == (other == number)


@given(cvr_numbers().filter(lambda number: number[6] != "0"))
def test_swapping_the_first_and_the_seventh_never_shows(number: str) -> None:
    assert is_valid_cvr(swapped(number, 0, 6))


def test_one_serial_number_in_eleven_has_no_check_digit() -> None:
    """The rest that would ask for the digit 10: nobody gets these numbers."""
    serials = range(1_000_000, 1_000_000 + 11 * 400)
    without = [n for n in serials if not any(is_valid_cvr(f"{n}{digit}") for digit in range(10))]
    assert 0.08 < len(without) / len(serials) < 0.10


# --- Municipalities


def test_a_register_is_read_into_values_in_the_order_of_the_file() -> None:
    register = parse_municipalities(table(SOLROD), "m.csv")
    assert list(register) == ["0155", "0269"]
    solrod = register["0269"]
    assert (solrod.name, solrod.region, solrod.cvr) == ("Solrød", "Sjælland", "68534917")
    assert (solrod.population, solrod.population_on, solrod.source) == (
        23255,
        date(2020, 1, 1),
        "Danmarks Statistik",
    )


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    data = b"\xef\xbb\xbf" + table(SOLROD).replace(b"\n", b"\r\n")
    assert parse_municipalities(data, "m.csv") == parse_municipalities(table(SOLROD), "m.csv")


def test_quoted_commas_and_line_breaks_keep_the_lines_right() -> None:
    quoted = '0269,Solrød,Sjælland,68534917,23255,2020-01-01,"Danmarks\nStatistik, FOLK1A"'
    wrong = SOLROD.replace("0269", "269").replace("68534917", "55606617")
    assert said(table(quoted, wrong)) == ["m.csv:5: bad_municipality_code found=269"]


def test_text_that_is_not_utf8_is_refused() -> None:
    (problem,) = refusal(table() + SOLROD.encode("cp1252"))
    assert str(problem) == "m.csv:3: not_utf8 byte=0xf8"


def test_a_quote_that_never_ends_is_refused_where_it_begins() -> None:
    (problem,) = refusal(table('0269,"Solrød', SOLROD))
    assert (problem.code, str(problem.place)) == ("not_csv", "m.csv:3")


@pytest.mark.parametrize("header", [HEADER.replace("cvr", "CVR"), HEADER.replace(",", ";"), "name,code", ""])
def test_other_columns_are_refused(header: str) -> None:
    (problem,) = refusal(f"{header}\n{SOLROD}\n".encode())
    assert (problem.code, str(problem.place)) == ("wrong_columns", "m.csv:1")
    assert problem.args == {"expected": HEADER, "found": header}


def test_an_empty_file_is_refused() -> None:
    assert [problem.code for problem in refusal(b"")] == ["wrong_columns"]


def test_a_header_alone_is_refused() -> None:
    assert said(f"{HEADER}\n".encode()) == ["m.csv:1: no_rows"]


@pytest.mark.parametrize(("row", "found"), [(SOLROD + ",1", 8), (SOLROD.rpartition(",")[0], 6), ("", 0)])
def test_a_row_with_another_number_of_cells_is_refused(row: str, found: int) -> None:
    assert said(table(row)) == [f"m.csv:3: wrong_cell_count expected=7 found={found}"]


@pytest.mark.parametrize("column", HEADER.split(","))
def test_an_empty_cell_is_refused(column: str) -> None:
    cells = SOLROD.split(",")
    cells[HEADER.split(",").index(column)] = ""
    assert said(table(",".join(cells))) == [f"m.csv:3: missing_value column={column}"]


def test_a_missing_source_is_refused_even_when_it_is_a_space() -> None:
    assert said(table(SOLROD.replace("Danmarks Statistik", " "))) == ["m.csv:3: missing_value column=source"]


def test_space_around_a_value_is_refused() -> None:
    assert said(table(SOLROD.replace("Solrød", "Solrød "))) == [
        "m.csv:3: surrounding_space column=name found=Solrød "
    ]


@pytest.mark.parametrize("code", ["269", "00269", "O269", "02.9"])
def test_a_code_that_is_not_four_digits_is_refused(code: str) -> None:
    assert said(table(SOLROD.replace("0269", code, 1))) == [f"m.csv:3: bad_municipality_code found={code}"]


def test_a_bad_cvr_is_refused() -> None:
    assert said(table(SOLROD.replace("68534917", "68534918"))) == ["m.csv:3: bad_cvr found=68534918"]


@pytest.mark.parametrize("people", ["23.255", "-1", "0", "many", "1_000", "1e4", "²", "1000000000"])
def test_a_population_that_is_no_whole_number_of_people_is_refused(people: str) -> None:
    assert said(table(SOLROD.replace("23255", people))) == [
        f"m.csv:3: bad_number column=population found={people}"
    ]


@pytest.mark.parametrize("people", [1, 999_999_999])
def test_the_least_and_the_greatest_population_are_read(people: int) -> None:
    row = SOLROD.replace("23255", str(people))
    assert parse_municipalities(table(row), "m.csv")["0269"].population == people


@pytest.mark.parametrize("day", ["01-01-2020", "2020", "20200101", "2020-W01-1", "2021-02-29", "2020-1-1"])
def test_a_day_that_is_not_written_year_month_day_is_refused(day: str) -> None:
    assert said(table(SOLROD.replace("2020-01-01", day))) == [
        f"m.csv:3: bad_date column=population_on found={day}"
    ]


def test_a_double_code_is_refused_and_names_the_first() -> None:
    other = SOLROD.replace("0269", "0155")
    assert said(table(other)) == ["m.csv:3: double_value column=code value=0155 first_line=2"]


def test_two_municipalities_with_one_cvr_are_refused() -> None:
    other = SOLROD.replace("68534917", "12881517")
    assert said(table(other)) == ["m.csv:3: double_value column=cvr value=12881517 first_line=2"]


def test_every_problem_is_listed_in_the_order_of_the_lines() -> None:
    worse = SOLROD.replace("68534917", "1").replace("23255", "x")
    assert [(p.code, str(p.place)) for p in refusal(table("a,b", worse, DRAGOR))] == [
        ("wrong_cell_count", "m.csv:3"),
        ("bad_cvr", "m.csv:4"),
        ("bad_number", "m.csv:4"),
        ("double_value", "m.csv:5"),
        ("double_value", "m.csv:5"),
    ]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"{HEADER}\n{text}".encode()))
def test_any_bytes_give_a_register_or_a_refusal(data: bytes) -> None:
    try:
        register = parse_municipalities(data, "m.csv")
    except ProblemsError as error:
        register, problems = {}, error.problems
    else:
        problems = ()
    assert bool(register) != bool(problems)
    assert all(problem.place for problem in problems)


# --- KLE and CPV


def test_kle_titles_are_read_by_number() -> None:
    data = b"number;title\n85;IT\n85.02;Drift, alt\n85.02.00;Drift\n"
    assert parse_kle(data, "k.csv") == {"85": "IT", "85.02": "Drift, alt", "85.02.00": "Drift"}


@pytest.mark.parametrize("number", ["8", "85.2", "85.02.00.01", "85,02", "85."])
def test_a_bad_kle_number_is_refused(number: str) -> None:
    with pytest.raises(ProblemsError, match=rf"k\.csv:3: bad_kle_number found={number}"):
        parse_kle(f"number;title\n85;IT\n{number};x\n".encode(), "k.csv")


def test_a_kle_number_without_its_group_is_refused() -> None:
    with pytest.raises(ProblemsError, match=r"k\.csv:3: unknown_kle_parent number=85\.02\.00 parent=85\.02"):
        parse_kle(b"number;title\n85;IT\n85.02.00;Drift\n", "k.csv")


def test_a_double_kle_number_is_refused() -> None:
    with pytest.raises(ProblemsError, match=r"k\.csv:3: double_value column=number value=85 first_line=2"):
        parse_kle(b"number;title\n85;IT\n85;Drift\n", "k.csv")


def test_cpv_labels_are_read_by_code() -> None:
    assert parse_cpv(b"code,da,en\n48820000-2,Servere,Servers\n", "c.csv") == {
        "48820000-2": CpvLabel("Servere", "Servers")
    }


@pytest.mark.parametrize("code", ["48820000", "4882000-2", "48820000-22", "AA820000-2"])
def test_a_bad_cpv_code_is_refused(code: str) -> None:
    with pytest.raises(ProblemsError, match=rf"c\.csv:2: bad_cpv_code found={code}"):
        parse_cpv(f"code,da,en\n{code},Servere,Servers\n".encode(), "c.csv")
