"""The project models to choose between where something starts or enters one."""

from __future__ import annotations

from datetime import date

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.project_models import project_models_offered
from samspil.kit.web.language import language


def model_choices(acting: Acting, on: date) -> list[tuple[str, str]]:
    """Those that the organisation has adopted gates for, by name; none where it has none."""
    offered = project_models_offered(acting.organisation_id, on)
    return [(one.key, one.project.name.in_language(language())) for one in offered]
