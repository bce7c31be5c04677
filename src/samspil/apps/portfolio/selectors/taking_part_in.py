"""Who takes part in an initiative."""

from __future__ import annotations

from uuid import UUID

from samspil.apps.portfolio.models import Initiative, Participation


def members_of(initiative: Initiative) -> list[tuple[str, str]]:
    """The code and name of each member that takes part and has not said when it leaves, by name."""
    rows = Participation.objects.filter(initiative=initiative, leaves_on=None)
    return list(rows.order_by("member__name").values_list("code", "member__name"))


def whose_parts(organisation_id: int) -> dict[UUID, str]:
    """The members' own parts of what an association does, each with the code of the member whose it is."""
    rows = Participation.objects.filter(organisation_id=organisation_id, own__isnull=False)
    return {own: code for own, code in rows.values_list("own", "code") if own is not None}
