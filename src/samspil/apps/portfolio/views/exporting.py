"""The portfolio as tables: for people, with the words of the page, and for OpenProject, with its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _

from samspil.apps.portfolio.selectors.listing import ExportedRow
from samspil.apps.portfolio.selectors.milestones import FedMilestone
from samspil.apps.portfolio.selectors.phases import ProjectModels
from samspil.apps.portfolio.types import End, Form
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.initiative_rows import phase
from samspil.kit.excel.writing import Cell, Table
from samspil.kit.web.language import words
from samspil.wording.words import Words

FORMS: Final = {"xlsx": ".xlsx", "csv": ".csv", "openproject": "-openproject.csv"}

# The names that a new OpenProject has, in English whatever the language of the page: it finds rows by them.
_COLUMNS: Final = (
    "Subject", "Type", "Status", "Priority", "Start date", "Finish date", "Description",
)  # fmt: skip
_TYPES: Final = {
    Form.PROGRAMME.value: "Epic",
    Form.PROJECT.value: "Phase",
    Form.PILOT.value: "Phase",
    Form.TASK.value: "Task",
}
_ENDED: Final = {End.COMPLETED.value: "Closed", End.STOPPED.value: "Rejected"}


def table(rows: Iterable[ExportedRow], models: ProjectModels, note: str) -> Table:
    """Every column that people may want to sort by."""
    return Table(
        title=_("Portfolio"),
        columns=[
            _("Number"),
            _("Title"),
            _("Purpose"),
            _("Form"),
            _("Duty"),
            _("Legal source"),
            _("Legal deadline"),
            _("With others"),
            _("Programme"),
            _("Phase"),
            _("Status"),
            _("Status reported"),
            _("Specialist areas"),
            _("Start"),
            _("Expected end"),
            _("Next milestone"),
            _("Next milestone, day"),
            _("Who answers"),
            _("How it ended"),
            _("Ended on"),
        ],
        rows=_lines(rows, models),
        note=note,
    )


def _lines(rows: Iterable[ExportedRow], models: ProjectModels) -> Iterator[list[Cell]]:
    say = words()
    for row in rows:
        yield _cells(row, models, say)


def _cells(row: ExportedRow, models: ProjectModels, say: Words) -> list[Cell]:
    return [
        row.number,
        row.title,
        row.purpose,
        str(naming.FORMS[row.form]),
        _("Mandatory") if row.is_mandatory else _("Voluntary"),
        row.legal_source,
        row.legal_deadline,
        say.yes_or_no(row.is_joint or row.common is not None),
        " ".join(filter(None, (row.programme__number, row.programme__title))),
        phase(row.project_model, row.phase, models, say),
        str(naming.LIGHTS[row.light]),
        row.reported_on,
        ", ".join(row.areas),
        row.starts_on,
        row.expected_end,
        row.next_name,
        row.next_on,
        row.answers or "",
        str(naming.ENDS[row.end]) if row.end else "",
        row.ended_on,
    ]


def for_openproject(rows: Iterable[ExportedRow], milestones: Iterable[FedMilestone], note: str) -> Table:
    """Work packages by the names that OpenProject gives types, statuses and priorities to begin with.

    It reads no line above the headings, so what is made up says so in each description.
    """
    told = chain((_work_package(row) for row in rows), (_milestone(one) for one in milestones))
    marked = ([*row[:-1], f"{row[-1]}\n{note}"] for row in told) if note else told
    return Table("Work packages", _COLUMNS, marked)


def _work_package(row: ExportedRow) -> list[Cell]:
    return [
        row.title,
        _TYPES[row.form],
        _status(row),
        "High" if row.is_mandatory else "Normal",
        row.starts_on,
        row.ended_on or row.expected_end,
        "\n".join(filter(None, (row.number, row.programme__title, row.purpose, row.legal_source))),
    ]


def _milestone(one: FedMilestone) -> list[Cell]:
    """A milestone begins and ends on its day."""
    day = one.done_on or one.expected_on
    status = "Closed" if one.done_on else "New"
    whole = f"{one.initiative__number}\n{one.initiative__title}"
    return [one.name, "Milestone", status, "Normal", day, day, whole]


def _status(row: ExportedRow) -> str:
    if row.end:
        return _ENDED[row.end]
    if row.is_paused:
        return "On hold"
    return "In progress" if row.phase else "New"
