"""What somebody who decides at a gate must know of the initiative's benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samspil.apps.benefits.models import Benefit
from samspil.core.benefits.states import OVER, State

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


def expected_of(initiative: Initiative) -> list[Benefit]:
    """The benefits of an initiative that have not lapsed, the first said first."""
    rows = Benefit.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    return list(rows.exclude(state=State.LAPSED.value).order_by("pk"))


def without_baseline(initiative: Initiative) -> list[Benefit]:
    """Those of them whose baseline nobody has approved."""
    return [one for one in expected_of(initiative) if not one.has_baseline]


def without_line_owner(initiative: Initiative) -> list[Benefit]:
    """Those of them that nobody in the line has taken over, and that are not over."""
    return [one for one in expected_of(initiative) if not one.line_owner and State(one.state) not in OVER]


def told_of_benefits(initiative: Initiative) -> list[str]:
    """A line for each, for the papers of a gate; in the language that is on."""
    return [_line(one) for one in expected_of(initiative)]


def _line(benefit: Benefit) -> str:
    owner = benefit.line_owner or benefit.owner or _("nobody owns it yet")
    stands = _("its baseline is approved") if benefit.has_baseline else _("it has no approved baseline")
    said = {"number": benefit.number, "title": benefit.title, "owner": owner, "stands": stands}
    return _("Benefit %(number)s %(title)s (%(owner)s): %(stands)s.") % said
