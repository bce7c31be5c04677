"""The changes of a draft as they are kept, and as the core reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from dateutil.relativedelta import relativedelta

from samspil.apps.portfolio.types import Form
from samspil.core.portfolio.load import Effort, Slot
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.scenario import Add, Change, Draft, Drop, SetPace, Shift, spread
from samspil.core.units import Money, PersonDays

SHIFT: Final = "shift"
DROP: Final = "drop"
ADD: Final = "add"
PACE: Final = "pace"


@dataclass(frozen=True, slots=True)
class Addition:
    """An initiative that a draft adds: enough to see what it asks, and to start it once that is decided."""

    id: UUID
    title: str
    purpose: str
    form: Form
    starts_on: date
    ends_on: date
    legal_source: str = ""
    hypothesis: str = ""
    cost: Money | None = None
    unit: str = ""
    competence: str = ""
    days_a_month: PersonDays | None = None
    project_model: str = ""
    outside_model_because: str = ""

    @property
    def months(self) -> list[date]:
        """The months it runs, each by its first day."""
        first, last = self.starts_on.replace(day=1), self.ends_on.replace(day=1)
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return [first + relativedelta(months=step) for step in range(count)]

    @property
    def draft(self) -> Draft:
        """As the core sees it."""
        law = bool(self.legal_source)
        efforts = (
            tuple(
                Effort(str(self.id), Slot(month, self.unit, self.competence), self.days_a_month, law)
                for month in self.months
            )
            if self.days_a_month
            else ()
        )
        costs = spread(self.cost, self.starts_on, self.ends_on) if self.cost else {}
        return Draft(self.id, self.title, self.starts_on, self.ends_on, law, efforts, costs)


def shift_as_kept(initiative: UUID, months: int) -> dict[str, Any]:
    """A shift, as it is kept."""
    return {"what": SHIFT, "initiative": str(initiative), "months": months}


def drop_as_kept(initiative: UUID) -> dict[str, Any]:
    """A drop, as it is kept."""
    return {"what": DROP, "initiative": str(initiative)}


def pace_as_kept(initiative: UUID, member: str, pace: Pace) -> dict[str, Any]:
    """A member's pace, as it is kept."""
    return {"what": PACE, "initiative": str(initiative), "member": member, "pace": pace.value}


def addition_as_kept(one: Addition) -> dict[str, Any]:
    """What is added, as it is kept."""
    return {
        "what": ADD,
        "initiative": str(one.id),
        "title": one.title,
        "purpose": one.purpose,
        "form": one.form.value,
        "starts_on": one.starts_on.isoformat(),
        "ends_on": one.ends_on.isoformat(),
        "legal_source": one.legal_source,
        "hypothesis": one.hypothesis,
        "cost_minor": one.cost.minor if one.cost else None,
        "unit": one.unit,
        "competence": one.competence,
        "days_a_month": one.days_a_month.hundredths if one.days_a_month else None,
        "project_model": one.project_model,
        "outside_model_because": one.outside_model_because,
    }


def addition(kept: Mapping[str, Any]) -> Addition:
    """What is added, as it was kept."""
    return Addition(
        id=UUID(kept["initiative"]),
        title=kept["title"],
        purpose=kept["purpose"],
        form=Form(kept["form"]),
        starts_on=date.fromisoformat(kept["starts_on"]),
        ends_on=date.fromisoformat(kept["ends_on"]),
        legal_source=kept["legal_source"],
        hypothesis=kept["hypothesis"],
        cost=None if kept["cost_minor"] is None else Money(kept["cost_minor"]),
        unit=kept["unit"],
        competence=kept["competence"],
        days_a_month=None if kept["days_a_month"] is None else PersonDays(kept["days_a_month"]),
        project_model=kept.get("project_model", ""),
        outside_model_because=kept.get("outside_model_because", ""),
    )


def as_change(kept: Mapping[str, Any]) -> Change:
    """One change, as the core reads it."""
    key = UUID(kept["initiative"])
    match kept["what"]:
        case "shift":
            return Shift(key, kept["months"])
        case "drop":
            return Drop(key)
        case "pace":
            return SetPace(key, kept["member"], Pace(kept["pace"]))
        case _:
            return Add(addition(kept).draft)


def as_changes(kept: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """All of them, in their order."""
    return tuple(as_change(one) for one in kept)
