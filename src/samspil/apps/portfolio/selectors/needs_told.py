"""What a portfolio tells of needs: mandatory tasks under way, and the goals of strategies that hold."""

from __future__ import annotations

from datetime import date

from samspil.apps.needs.types import NewTold, Sort
from samspil.apps.portfolio.models import Goal, Initiative


def needs_planned(organisation_id: int, on: date) -> list[NewTold]:
    """Mandatory tasks of one's own that are not over, and goals; what is done together is common already.

    Who leads them and what was written of them is not told. Two questions.
    """
    own = Initiative.objects.filter(organisation_id=organisation_id, is_mandatory=True, end="")
    tasks = own.filter(common=None, is_joint=False).order_by("pk")
    told = [
        NewTold(Sort.TASK, key, title, title, kle=tuple(kle), ends_on=deadline)
        for key, title, kle, deadline in tasks.values_list("public_id", "title", "kle", "legal_deadline")
    ]
    goals = Goal.objects.filter(organisation_id=organisation_id, strategy__valid_from__lte=on)
    goals = goals.exclude(strategy__valid_to__lte=on).order_by("pk")
    return told + [
        NewTold(Sort.GOAL, key, name, name) for key, name in goals.values_list("public_id", "name")
    ]
