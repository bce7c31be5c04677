"""Tables of units, people and roles to one set of lists, or every problem in all of them."""

from __future__ import annotations

from collections.abc import Sequence

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.organisation_import.cells import Record, records
from samspil.core.organisation_import.headings import ListOf, list_by_headings, list_of
from samspil.core.organisation_import.listed import ListedUnit, OrganisationLists
from samspil.core.organisation_import.people import People
from samspil.core.organisation_import.units import Units, units_of
from samspil.core.tables.reading import Table


def read_lists(tables: Sequence[Table], known: Sequence[ListedUnit] = ()) -> OrganisationLists:
    """The units and people that the tables list. All or nothing: one wrong cell and no list is given back.

    A table is known by the name of its sheet, as in KITOS' templates, or by its headings; other sheets are
    passed over and named in ``ignored``, as are columns that are not asked for. ``known`` are the units that
    are there already: a parent or a person's unit may be one of them.

    Raises:
        ProblemsError: ``list_of_nothing`` where no table is known; otherwise everything that is wrong, with
            file, sheet, row and column, in the order of the tables. Of a table: ``list_is_empty``,
            ``list_lacks_column``, ``list_double_column``. Of a row: ``list_too_many_cells``,
            ``list_missing_value``, ``list_cell_too_long``, ``list_hidden_character``, ``list_excel_error``,
            ``list_holds_cpr``, ``list_bad_email``, ``list_bad_ean``, ``list_shortened_number``,
            ``list_double_unit``, ``list_unknown_unit``, ``list_ambiguous_unit``, ``list_units_in_a_ring``,
            ``list_two_names``, ``list_unknown_person``, ``list_ambiguous_person``.

    Complexity: linear in the number of cells.

    Source: KITOS' templates for units and users, kitos-and-os2.md §1.5.

    >>> table = Table("b.xlsx", "Brugere", ((1, ("Navn", "Email")), (2, ("Bo", "bo@solrod.dk"))))
    >>> read_lists([table]).people
    (ListedPerson(email='bo@solrod.dk', name='Bo', posts=None),)
    """
    sorts = [list_of(table.sheet) or _by_headings(table) for table in tables]
    if ListOf.PEOPLE not in sorts:  # roles are told of people
        sorts = [None if sort is ListOf.ROLES else sort for sort in sorts]
    if not any(sorts):
        sheets = ", ".join(table.sheet for table in tables if table.sheet) or "–"
        raise ProblemsError.of("list_of_nothing", Place(tables[0].file if tables else "", 1), found=sheets)
    problems: list[Problem] = []
    rows: dict[ListOf, list[Record]] = {}
    ignored: list[str] = []
    for table, sort in zip(tables, sorts, strict=True):
        if sort is None:
            ignored.append(table.sheet)
            continue
        found, passed_over = records(table, sort, problems)
        rows.setdefault(sort, []).extend(found)
        ignored += [f"{table.sheet}: {heading}" if table.sheet else heading for heading in passed_over]
    lists = _lists(rows, known, problems)
    if problems:
        order = {(table.file, table.sheet): at for at, table in enumerate(tables)}
        raise ProblemsError(sorted(_one_a_cell(problems), key=lambda problem: _place(problem, order)))
    return OrganisationLists(lists.units, lists.people, tuple(ignored))


def _by_headings(table: Table) -> ListOf | None:
    return list_by_headings(table.rows[0][1]) if table.rows else None


def _lists(
    rows: dict[ListOf, list[Record]], known: Sequence[ListedUnit], problems: list[Problem]
) -> OrganisationLists:
    units = units_of(rows[ListOf.UNITS], known, problems) if ListOf.UNITS in rows else None
    people = People(Units.known([*known, *(units or ())]), problems)
    people.take(rows.get(ListOf.PEOPLE, []))
    people.take_roles(rows.get(ListOf.ROLES, []))
    return OrganisationLists(
        None if units is None else tuple(units),
        tuple(people.listed()) if ListOf.PEOPLE in rows else None,
    )


def _one_a_cell(problems: Sequence[Problem]) -> list[Problem]:
    """The first problem of every cell: what follows from it is not told again."""
    first: dict[object, Problem] = {}
    for problem in problems:
        first.setdefault((problem.place, problem.args["sheet"], problem.args["column"]), problem)
    return list(first.values())


def _place(problem: Problem, order: dict[tuple[str, str], int]) -> tuple[int, int, int]:
    assert problem.place is not None, "every problem of a list has a place"
    table = (problem.place.file, str(problem.args["sheet"]))
    return order[table], problem.place.line, problem.place.column
