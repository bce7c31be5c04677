"""Rows about initiatives."""

from samspil.apps.portfolio.models.drafts import ListedRow, ListUpload, SavedView, Scenario, TableMapping
from samspil.apps.portfolio.models.gates import Criterion, Gate, PhaseDocument
from samspil.apps.portfolio.models.initiatives import (
    Estimate,
    Initiative,
    Party,
    Payer,
    RoleHolder,
    Variant,
)
from samspil.apps.portfolio.models.plans import (
    Capacity,
    Dependency,
    Iteration,
    Milestone,
    MilestoneMove,
    PlannedEffort,
    Staffing,
)
from samspil.apps.portfolio.models.reports import (
    ChangeAgent,
    ChangeRequest,
    Involvement,
    Note,
    OwedReport,
    Risk,
    StatusReport,
)
from samspil.apps.portfolio.models.strategies import ActivityPlan, Goal, PlannedActivity, Serves, Strategy
from samspil.apps.portfolio.models.taking_part import PaceChange, Participation
from samspil.apps.portfolio.models.training import Training

__all__ = [
    "ActivityPlan",
    "Capacity",
    "ChangeAgent",
    "ChangeRequest",
    "Criterion",
    "Dependency",
    "Estimate",
    "Gate",
    "Goal",
    "Initiative",
    "Involvement",
    "Iteration",
    "ListUpload",
    "ListedRow",
    "Milestone",
    "MilestoneMove",
    "Note",
    "OwedReport",
    "PaceChange",
    "Participation",
    "Party",
    "Payer",
    "PhaseDocument",
    "PlannedActivity",
    "PlannedEffort",
    "Risk",
    "RoleHolder",
    "SavedView",
    "Scenario",
    "Serves",
    "Staffing",
    "StatusReport",
    "Strategy",
    "TableMapping",
    "Training",
    "Variant",
]
