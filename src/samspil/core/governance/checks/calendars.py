"""Clocks and meetings must go on for as long as the model may: nothing may wait for what never comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, problem_at
from samspil.core.governance.language.model import Model
from samspil.core.governance.parameters import book
from samspil.core.governance.schedules import clock_rules, next_meeting_on

LONGEST_PAST_YEARS = 30


def check_calendars(model: Model, document: Document) -> Iterator[Problem]:
    """Yield hours that do not fit together, and calendars that are unbounded backwards or end."""
    yield from _check_hours(model, document)
    for key, forum in model.forums.items():
        path = ("forums", key, "calendar")
        if forum.calendar.starts.year < model.valid_from.year - LONGEST_PAST_YEARS:
            yield problem_at(
                document, (*path, "starts"), "calendar_starts_too_early", forum=key, years=LONGEST_PAST_YEARS
            )
        elif not forum.until and not _goes_on(model, key):
            yield problem_at(document, (*path, "rule"), "calendar_runs_out", forum=key)


def _check_hours(model: Model, document: Document) -> Iterator[Problem]:
    parameters = book(model.parameters, document)
    changes = (date.fromordinal(day) for day in parameters.changes)
    for day in [model.valid_from, *(day for day in changes if day > model.valid_from)]:
        try:
            clock_rules(model, parameters, day)
        except ProblemsError as error:
            for problem in error.problems:
                yield problem_at(document, ("working_time",), problem.code, **problem.args)
            return


def _goes_on(model: Model, forum: str) -> bool:
    """Whether the rule has no last meeting, and another follows the first within reasonable time."""
    calendar = model.forums[forum].calendar
    if {"COUNT", "UNTIL"} & {part.partition("=")[0] for part in calendar.rule.upper().split(";")}:
        return False
    try:
        first, _ = next_meeting_on(model, forum, max(model.valid_from, calendar.starts.date()))
        next_meeting_on(model, forum, first + timedelta(days=400))
    except ProblemsError:
        return False
    return True
