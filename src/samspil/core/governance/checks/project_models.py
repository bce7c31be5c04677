"""A project model's classes: each initiative is of one, and each class has a phase to begin in."""

from __future__ import annotations

from collections.abc import Iterator

from samspil.core.errors import Problem
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.commitments import InitiativeForm, ProjectModel
from samspil.core.governance.language.model import Model


def check_project_models(model: Model, document: Document) -> Iterator[Problem]:
    """Yield phases of classes that are not there, forms of two classes, and classes without a phase."""
    for key, project in model.project_models.items():
        path = ("project_models", key)
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
