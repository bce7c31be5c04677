"""What a matter is about, where that is of the portfolio: an initiative, a draft or an activity plan."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.governance.types import AboutLink, NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative, access_scenario
from samspil.apps.portfolio.selectors.strategies import access_plan
from samspil.kit.web.addresses import address


def link_to(acting: Acting, subject: UUID) -> AboutLink | None:
    """The way back to it for whoever may see it; nothing for others, and for what is not of the portfolio."""
    for found in (_initiative, _draft, _plan):
        try:
            return found(acting, subject)
        except NotFoundError:
            continue
    return None


def _initiative(acting: Acting, subject: UUID) -> AboutLink:
    row = access_initiative(acting, subject)
    return AboutLink(_("About the initiative"), row.title, address("portfolio:initiative", row.public_id))


def _draft(acting: Acting, subject: UUID) -> AboutLink:
    row = access_scenario(acting, subject)
    url = address("portfolio:scenario", row.public_id)
    return AboutLink(_("About the draft of the portfolio"), row.name, url)


def _plan(acting: Acting, subject: UUID) -> AboutLink:
    row = access_plan(acting, subject)
    name = _("Activity plan for %(year)s") % {"year": row.year}
    return AboutLink(_("About the plan"), name, f"{address('portfolio:plans')}?year={row.year}")
