"""The phases of the project models that hold on a day, in their order and by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.basics import Texts
from samspil.core.governance.language.commitments import ProjectModel


@dataclass(frozen=True, slots=True)
class ProjectModels:
    """Project models by key, the newest governance model first where several have one of the same key."""

    models: Mapping[str, ProjectModel]

    def phase(self, model: str, phase: str) -> Texts | None:
        """A phase's name; nothing where no model of the day has it."""
        found = self.models.get(model)
        return found.phases[phase].name if found is not None and phase in found.phases else None


def project_models_on(acting: Acting, on: date) -> ProjectModels:
    """The project models of an organisation on a day."""
    found: dict[str, ProjectModel] = {}
    for model in models_on(acting.organisation_id, on):
        for key, one in model.spec.project_models.items():
            found.setdefault(key, one)
    return ProjectModels(found)
