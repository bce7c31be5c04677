"""Members and what they do together: a row for each initiative, a column for each member. Two questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.models import Initiative, Participation
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.types import Form
from samspil.core.portfolio.pace import COMMITTED, Pace
from samspil.kit.sharing import door

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What somebody wants to see; nothing chosen is everything."""

    binds: str = ""
    area: str = ""
    pace: str = ""
    light: str = ""
    attention: str = ""
    member: str = ""


class MatrixRow(NamedTuple):
    """An initiative, as the first column tells it."""

    id: int
    public_id: UUID
    number: str
    title: str
    form: str
    is_mandatory: bool
    legal_deadline: date | None
    areas: list[str]
    programme_id: int | None
    organisation_id: int
    organisation__name: str


class Cell(NamedTuple):
    """One member in one initiative."""

    initiative_id: int
    code: str
    member__name: str
    pace: str
    light: str
    next_name: str
    next_on: date | None
    deviations: int
    too_late: int
    leaves_on: date | None
    has_plan: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its depth under its programme, and its cells by the member's code."""

    row: MatrixRow
    depth: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The columns that are shown of all members, and the rows; ``is_shortened`` where only the newest are."""

    columns: list[tuple[str, str]]
    lines: list[Line]
    members: list[tuple[str, str]]
    areas: list[str]
    is_shortened: bool


def matrix(acting: Acting, by: MatrixFilter, on: date) -> Matrix:
    """What the association does with its members; a member sees what it is invited to, itself first."""
    if acting.organisation_kind is OrganisationKind.ASSOCIATION:
        together = Q(is_joint=True) | Q(form=Form.PROGRAMME.value) | Q(programme__is_joint=True)
        rows = Initiative.objects.filter(together, organisation_id=acting.organisation_id, end="")
        members = [(one.code, one.name) for one in members_on(acting.organisation_id, on)]
        return _matrix(rows, by, members)
    with door.readable(SHARED, on) as shared:
        rows = Initiative.objects.filter(public_id__in=shared, end="")
        return _matrix(rows, by, None, acting)


def _matrix(
    initiatives: QuerySet[Initiative],
    by: MatrixFilter,
    members: list[tuple[str, str]] | None,
    acting: Acting | None = None,
) -> Matrix:
    told = initiatives.order_by("-id").values_list(*MatrixRow._fields)[: MOST + 1]
    found = [MatrixRow(*row) for row in told]
    rows = {one.id: one for one in found[:MOST]}
    has_plan = ExpressionWrapper(Q(own__isnull=False), BooleanField())
    parts = Participation.objects.filter(initiative__in=list(rows)).annotate(has_plan=has_plan)
    cells: dict[int, dict[str, Cell]] = defaultdict(dict)
    for cell in map(Cell._make, parts.values_list(*Cell._fields)):
        cells[cell.initiative_id][cell.code] = cell
    if acting is not None:
        rows = {key: one for key, one in rows.items() if acting.code in cells[key]}
    everybody = members if members is not None else _columns(cells, acting)
    columns = [one for one in everybody if by.member in {"", one[0]}]
    codes = {code for code, _name in columns}
    wanted = {key for key, one in rows.items() if _is_wanted(one, cells[key], by, codes)}
    lines = [
        Line(one, depth, cells[one.id]) for one, depth in in_order(rows.values(), _with_above(wanted, rows))
    ]
    areas = sorted({area for one in rows.values() for area in one.areas})
    return Matrix(columns, lines, everybody, areas, len(found) > MOST)


def _columns(cells: dict[int, dict[str, Cell]], acting: Acting | None) -> list[tuple[str, str]]:
    """Oneself first, then the others by name."""
    names = {code: cell.member__name for row in cells.values() for code, cell in row.items()}
    own = acting.code if acting else ""
    return sorted(names.items(), key=lambda one: (one[0] != own, one[1]))


def _is_wanted(row: MatrixRow, cells: dict[str, Cell], by: MatrixFilter, codes: Collection[str]) -> bool:
    if by.binds and (by.binds == "mandatory") is not row.is_mandatory:
        return False
    if by.area and by.area not in row.areas:
        return False
    if by.member and by.member not in cells:
        return False
    seen = [one for code, one in cells.items() if code in codes]
    asked = by.pace or by.light or by.attention
    return not asked or any(_is_asked_for(row, one, by) for one in seen)


def _is_asked_for(row: MatrixRow, cell: Cell, by: MatrixFilter) -> bool:
    return (
        (not by.pace or cell.pace == by.pace)
        and (not by.light or cell.light == by.light)
        and (not by.attention or _NEEDS[by.attention](row, cell))
    )


def lacks_a_plan(row: MatrixRow, cell: Cell) -> bool:
    """Whether a member that is to carry it out has no plan of its own yet."""
    return not cell.has_plan and (row.is_mandatory or cell.pace in COMMITTED) and cell.pace != Pace.OPTED_OUT


_NEEDS: Final = {
    "late": lambda _row, cell: cell.too_late > 0,
    "deviates": lambda _row, cell: cell.deviations > 0,
    "no_plan": lacks_a_plan,
}


def _with_above(wanted: set[int], rows: dict[int, MatrixRow]) -> set[int]:
    """What is wanted, and the programmes it stands in."""
    shown = set(wanted)
    for key in wanted:
        above = rows[key].programme_id
        while above is not None and above in rows and above not in shown:
            shown.add(above)
            above = rows[above].programme_id
    return shown


def in_order(rows: Iterable[MatrixRow], shown: Collection[int]) -> Iterator[tuple[MatrixRow, int]]:
    """What is mandatory first, then by title; the parts of a programme below it."""
    below: dict[int | None, list[MatrixRow]] = defaultdict(list)
    listed = [one for one in rows if one.id in shown]
    known = {one.id for one in listed}
    for one in listed:
        below[one.programme_id if one.programme_id in known else None].append(one)

    def walk(above: int | None, depth: int) -> Iterator[tuple[MatrixRow, int]]:
        for one in sorted(below[above], key=lambda row: (not row.is_mandatory, row.title.casefold(), row.id)):
            yield one, depth
            yield from walk(one.id, depth + 1)

    return walk(None, 0)


def initiative_of_matter(owner: int, matter: UUID) -> str | None:
    """The number of the initiative that a joint matter has become; nothing where it has not been started."""
    rows = Initiative.objects.filter(organisation_id=owner, matter=matter, is_joint=True)
    return rows.values_list("number", flat=True).first()


def started_matters(owner: int) -> list[UUID]:
    """The joint matters that have become initiatives."""
    rows = Initiative.objects.filter(organisation_id=owner, matter__isnull=False, is_joint=True)
    return [one for one in rows.values_list("matter", flat=True) if one is not None]
