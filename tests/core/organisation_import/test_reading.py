"""Lists of units and people are read whole, or refused with every cell that is wrong."""

import pytest
from tests.core.organisation_import.list_files import (
    KITOS_UNITS,
    KITOS_USERS,
    MOX_ROLES,
    many_people,
    many_units,
    municipality,
    solrod,
    workbook,
)

from samspil.core.errors import Problem, ProblemsError
from samspil.core.organisation_import.listed import ListedPerson, ListedUnit, Post
from samspil.core.organisation_import.reading import read_lists
from samspil.core.tables.reading import Table, from_csv, from_sheets
from samspil.wording.catalogues import LANGUAGES
from samspil.wording.words import Words

IT = "path:1/digitalisering og it"


def refused(*tables: Table, known: tuple[ListedUnit, ...] = ()) -> list[Problem]:
    with pytest.raises(ProblemsError) as found:
        read_lists(tables, known)
    return list(found.value.problems)


def told(*tables: Table) -> list[tuple[str, int, str]]:
    return [(one.code, int(str(one.args["row"])), str(one.args["column"])) for one in refused(*tables)]


def units(text: str) -> Table:
    return from_csv(text.encode(), "enheder.csv", "units")


def people(text: str) -> Table:
    return from_csv(text.encode(), "personer.csv", "people")


# --- What is right


def test_the_templates_of_kitos_are_read_parents_first() -> None:
    assert solrod().units == (
        ListedUnit("1", "Solrød Kommune", "", None, ""),
        ListedUnit("2", "Børn og Unge", "1", None, ""),
        ListedUnit("3", "Skoler", "2", None, "5798009811578"),
        ListedUnit(IT, "Digitalisering og it", "1", None, "5798009811585"),
    )


def test_roles_find_their_person_by_address_or_name() -> None:
    assert solrod().people == (
        ListedPerson("aase@solrod.dk", "Åse Ørsted", (Post(IT, "Chef"),)),
        ListedPerson("bo@solrod.dk", "Bo Friis-Holm", (Post("3", "Leder"),)),
    )


def test_a_list_that_does_not_speak_of_posts_says_nothing_of_them() -> None:
    lists = read_lists(workbook(people=KITOS_USERS))
    assert lists.units is None
    assert [person.posts for person in lists.people or ()] == [None, None]


def test_what_is_passed_over_is_named() -> None:
    assert solrod().ignored == ("Brugere: Id", "Brugere: Telefon")
    lists = read_lists(workbook(units=KITOS_UNITS, Opgave=[["KLE"], ["85"]], Tom=[], roles=MOX_ROLES))
    assert lists.ignored == ("Opgave", "Tom", "Organisationsrolle")


def test_hundreds_of_dirty_rows_are_read() -> None:
    lists = municipality()
    assert lists.units is not None
    assert lists.people is not None
    assert (len(lists.units), len(lists.people)) == (300, 600)
    assert lists.units[0] == ListedUnit("E1", "Enhed nr. 1", "", "EN1", "")
    before: set[str] = {""}
    for unit in lists.units:
        assert unit.parent in before
        before.add(unit.external_id)
    assert lists.people[1] == ListedPerson(
        "person1@kommune.dk", "Bo Test1", (Post("E2", "Forandringsagent"), Post("E2", "Leder"))
    )
    assert lists.people[0].posts == (Post("E1", "Forandringsagent"), Post("E1", "Leder"), Post("E2", ""))
    assert lists.ignored == ("Mobil",)


def test_a_unit_known_before_can_be_parent_and_place_of_work() -> None:
    known = [ListedUnit("9", "Rådhuset", "")]
    lists = read_lists(
        [units("Navn;Overordnet\nIt;rådhuset\n"), people("Navn;Mail;Enhed\nBo;b@s.dk;9\n")], known
    )
    assert lists.units == (ListedUnit("path:rådhuset/it", "It", "9"),)
    assert lists.people == (ListedPerson("b@s.dk", "Bo", (Post("9", ""),)),)


def test_a_post_without_role_gives_way_and_a_person_without_post_has_none() -> None:
    lists = read_lists(
        [
            units("Id;Navn\n1;It\n2;Hr\n"),
            people(
                "Navn;Mail;Enhed;Rolle\nBo;b@s.dk;It;\nBo;b@s.dk;It;Chef\nBo;b@s.dk;Hr;\nIb;i@s.dk;;\nEva;e@s.dk;;Borgmester\n"
            ),
        ]
    )
    assert [person.posts for person in lists.people or ()] == [
        (Post("1", "Chef"), Post("2", "")),
        (),
        (Post("", "Borgmester"),),
    ]


def test_roles_without_a_column_of_units_and_units_without_roles() -> None:
    (bo,) = read_lists([people("Fornavn;Mail;Rolle\nBo;mailto:b@s.dk;Chef|Leder\n")]).people or ()
    assert bo == ListedPerson("b@s.dk", "Bo", (Post("", "Chef"), Post("", "Leder")))


# --- What is wrong


def test_every_dirty_cell_is_told_once_with_row_and_column() -> None:
    dirty_units = many_units().replace("  Enhed   nr. 292", "#N/A").replace("EN10;", "EN10;5798;")
    dirty_people = many_people() + "\n;nobody@kommune.dk;E1;;\nBo;bo at kommune;E1;;\nIb;ib@kommune.dk;E999;;"
    found = told(
        from_csv(dirty_units.encode(), "enheder.csv"), from_csv(dirty_people.encode(), "personer.csv")
    )
    assert found == [
        ("list_excel_error", 11, "Navn"),
        ("list_bad_ean", 298, "EAN-nr."),
        ("list_missing_value", 608, "Navn"),
        ("list_bad_email", 609, "E-mail"),
        ("list_unknown_unit", 610, "Enhed"),
    ]


UNITS = "Id;Navn;Overordnet;EAN\n1;Kommunen;;\n2;It;1;5798009811578\n"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("3;;1;", ("list_missing_value", 4, "Navn")),
        ("2;Hr;1;", ("list_double_unit", 4, "Id")),
        ("3;Hr;7;", ("list_unknown_unit", 4, "Overordnet")),
        ("3;Hr;Hr;", ("list_units_in_a_ring", 4, "Navn")),
        ("3;Hr;1;5798009811579", ("list_bad_ean", 4, "EAN")),
        ("3;Hr;1;579800981157", ("list_bad_ean", 4, "EAN")),
        ("3;Hr;1;5,79801E+12", ("list_shortened_number", 4, "EAN")),
        ("3;#REFERENCE!;1;", ("list_excel_error", 4, "Navn")),
        ("3;Hr (311299-1234);1;", ("list_holds_cpr", 4, "Navn")),
        (f"3;{'x' * 201};1;", ("list_cell_too_long", 4, "Navn")),
        ("3;H\u202er;1;", ("list_hidden_character", 4, "Navn")),
        ("3;Hr;1;;for meget", ("list_too_many_cells", 4, "")),
    ],
)
def test_what_is_wrong_with_a_unit_is_told(row: str, problem: tuple[str, int, str]) -> None:
    assert told(units(UNITS + row)) == [problem]


@pytest.mark.parametrize(
    "row", ["3;Hr;1;", f"3;{'x' * 200};1;", "3;Sag 321299-1234;1;", "3;1003256789;1;", "3;Hr;1"]
)
def test_what_is_just_inside_is_taken(row: str) -> None:
    assert len(read_lists([units(UNITS + row)]).units or ()) == 3


def test_units_in_a_ring_are_told_once_by_name() -> None:
    (problem,) = refused(units("Id;Navn;Overordnet\n1;A;3\n2;B;1\n3;C;2\n4;D;1\n"))
    assert (problem.code, problem.args["names"]) == ("list_units_in_a_ring", "A → C → B → A")


def test_a_name_that_two_units_have_must_be_given_as_id() -> None:
    text = "Id;Navn;Overordnet\n1;It;\n2;It;1\n3;Drift;It\n"
    assert told(units(text)) == [("list_ambiguous_unit", 4, "Overordnet")]
    assert len(read_lists([units(text.replace("Drift;It", "Drift;2"))]).units or ()) == 3


def test_the_same_unit_without_id_twice_is_double() -> None:
    assert told(units("Navn;Overordnet\nA;\nB;A\nb;a\n")) == [("list_double_unit", 4, "Navn")]


PEOPLE = "Navn;E-mail;Rolle\nBo Friis;bo@s.dk;Chef\n"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (";ib@s.dk;", ("list_missing_value", 3, "Navn")),
        ("Ib;;", ("list_missing_value", 3, "E-mail")),
        ("Ib;ib(a)s.dk;", ("list_bad_email", 3, "E-mail")),
        ("Ib;ib@s.dk, bo@s.dk;", ("list_bad_email", 3, "E-mail")),
        ("Ib;BO@s.dk;", ("list_two_names", 3, "E-mail")),
        ("Ib;#N/A;", ("list_excel_error", 3, "E-mail")),
    ],
)
def test_what_is_wrong_with_a_person_is_told(row: str, problem: tuple[str, int, str]) -> None:
    assert told(people(PEOPLE + row)) == [problem]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["Skoler", "", "bo@solrod.dk"], ("list_missing_value", 2, "Organisationsrolle")),
        (["Havnen", "Leder", "bo@solrod.dk"], ("list_unknown_unit", 2, "Afdelingsnavn")),
        (["Skoler", "Leder", "Ukendt"], ("list_unknown_person", 2, "Bruger")),
        (["Skoler", "Leder", "Åse Ørsted"], ("list_ambiguous_person", 2, "Bruger")),
    ],
)
def test_what_is_wrong_with_a_role_is_told(row: list[object], problem: tuple[str, int, str]) -> None:
    twice = [*KITOS_USERS, [9, "Åse", "Ørsted", "aase2@solrod.dk", ""]]
    assert told(*workbook(units=KITOS_UNITS, people=twice, roles=[MOX_ROLES[0], row])) == [problem]


def test_a_list_without_what_it_needs_is_refused_by_its_headings() -> None:
    assert told(people("Navn;Enhed\nBo;It\n")) == [("list_lacks_column", 1, "")]
    assert told(people("Navn;Mail;E-mail\nBo;b@s.dk;\n")) == [("list_double_column", 1, "")]
    assert told(from_sheets("b.xlsx", {"Brugere": []})[0]) == [("list_is_empty", 1, "")]


def test_files_with_neither_units_nor_people_are_refused() -> None:
    assert [one.code for one in refused(from_csv(b"a;b\n1;2\n", "x.csv"))] == ["list_of_nothing"]
    assert [one.code for one in refused(*workbook(roles=MOX_ROLES))] == ["list_of_nothing"]
    assert [one.code for one in refused()] == ["list_of_nothing"]


def test_problems_stand_in_the_order_of_the_tables() -> None:
    found = refused(people("Navn;Mail\n;x\n"), units("Id;Navn\n1;\n"))
    assert [problem.place.file for problem in found if problem.place] == ["personer.csv"] * 2 + [
        "enheder.csv"
    ]


def test_a_problem_says_where_and_what_to_do_in_every_language() -> None:
    (problem,) = refused(*workbook(people=[["Navn", "Email"], ["Bo", "bo"]]))
    assert Words("da").problem(problem) == (
        "Ark »Brugere«, række 2, kolonne »Email«: »bo« er ikke en e-mailadresse. "
        "Skriv én adresse, som navn@kommune.dk."
    )
    assert all("2" in Words(language).problem(problem) for language in LANGUAGES)
