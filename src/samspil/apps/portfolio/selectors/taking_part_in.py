"""Who takes part in an initiative."""

from __future__ import annotations

from samspil.apps.portfolio.models import Initiative, Participation


def members_of(initiative: Initiative) -> list[tuple[str, str]]:
    """The code and name of each member that takes part and has not said when it leaves, by name."""
    rows = Participation.objects.filter(initiative=initiative, leaves_on=None)
    return list(rows.order_by("member__name").values_list("code", "member__name"))
