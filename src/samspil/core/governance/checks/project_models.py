"""A project model's classes: each initiative is of one, and has a phase to begin in; lights turn in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from samspil.core.errors import Problem
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.commitments import (
    InitiativeForm,
    ParameterSpec,
    ProjectModel,
    Reporting,
    Turns,
)
from samspil.core.governance.language.model import Model
from samspil.core.governance.parameters import number


def check_project_models(model: Model, document: Document) -> Iterator[Problem]:
    """Yield phases of no class, forms of two, classes without a phase, lights that act before they watch."""
    yield from _check_lights(model, document, ("reporting",), model.reporting)
    for key, project in model.project_models.items():
        path = ("project_models", key)
        yield from _check_lights(model, document, (*path, "reporting"), project.reporting)
        yield from _check_phases(document, path, project)
        yield from _check_forms(document, path, project)
        for named in project.classes:
            if not any(not phase.classes or named in phase.classes for phase in project.phases.values()):
                yield problem_at(document, (*path, "classes", named), "class_without_phases", key=named)


def _check_phases(document: Document, path: Path, project: ProjectModel) -> Iterator[Problem]:
    for key, phase in project.phases.items():
        for index, named in enumerate(phase.classes):
            if named not in project.classes:
                where = (*path, "phases", key, "classes", index)
                known = ", ".join(project.classes)
                yield problem_at(document, where, "unknown_class", key=named, known=known)


def _check_forms(document: Document, path: Path, project: ProjectModel) -> Iterator[Problem]:
    """Or nobody could say which phases an initiative goes through."""
    of: dict[InitiativeForm, str] = {}
    for key, one in project.classes.items():
        for form in one.forms:
            if of.setdefault(form, key) != key:
                where = (*path, "classes", key, "forms")
                yield problem_at(document, where, "form_in_two_classes", key=form.value, other=of[form])


def _check_lights(
    model: Model, document: Document, path: Path, reporting: Reporting | None
) -> Iterator[Problem]:
    """Or a light would turn from green to red and back to yellow."""
    for name, turns in reporting.tolerances if reporting else ():
        day = _first_day_out_of_order(model, turns)
        if day is not None:
            yield problem_at(
                document,
                (*path, "tolerances", name),
                "acts_before_it_watches",
                watch=turns.watch,
                act=turns.act,
                day=day.isoformat(),
            )


def _first_day_out_of_order(model: Model, turns: Turns) -> date | None:
    watch, act = model.parameters[turns.watch], model.parameters[turns.act]
    for day in sorted({*watch.values, *act.values}):
        both = _on(watch, day), _on(act, day)
        if both[0] is not None and both[1] is not None and both[1] < both[0]:
            return day
    return None


def _on(spec: ParameterSpec, day: date) -> Fraction | None:
    since = [one for one in spec.values if one <= day]
    return number(spec.values[max(since)], spec.unit) if since else None
