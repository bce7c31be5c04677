"""What to look at first: what is late, serious, open or nobody's, each with the way to where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.portfolio.selectors.following import Due
from samspil.apps.portfolio.selectors.whole import Whole
from samspil.apps.portfolio.types import InitiativeRole
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.initiative_going import open_points, weight
from samspil.apps.portfolio.views.initiative_plan import is_late

Line = tuple[str, str]
_ANSWERING = (InitiativeRole.EXECUTIVE, InitiativeRole.OWNER, InitiativeRole.MANAGER)


def first(whole: Whole, asked: Due | None, today: date) -> list[Line]:
    """Each in a few words, and the part of the page that it stands in; nothing of what is over."""
    if not whole.initiative.is_open:
        return []
    return [
        *_late(whole, today),
        *(_of_ours(whole, asked, today) if whole.is_own else ()),
    ]


def _late(whole: Whole, today: date) -> Iterator[Line]:
    if late := sum(is_late(one, today) for one in whole.plan):
        yield ngettext("%(n)s milestone is late", "%(n)s milestones are late", late) % {"n": late}, "#plan"
    if behind := sum(one.too_late > 0 for one in whole.members):
        text = ngettext("%(n)s member comes too late", "%(n)s members come too late", behind)
        yield text % {"n": behind}, "#members"


def _of_ours(whole: Whole, asked: Due | None, today: date) -> Iterator[Line]:
    if asked is not None and asked.days_late:
        yield _("The status report is overdue"), "#status"
    risks = whole.going.risks
    if serious := sum(weight(one) == "high" for one in risks):
        yield ngettext("%(n)s serious risk", "%(n)s serious risks", serious) % {"n": serious}, "#risks"
    if unseen := sum(one.review_on < today for one in risks):
        text = ngettext("%(n)s risk to be looked at again", "%(n)s risks to be looked at again", unseen)
        yield text % {"n": unseen}, "#risks"
    if points := len(open_points(whole)):
        text = ngettext(
            "%(n)s open point before it goes live", "%(n)s open points before it goes live", points
        )
        yield text % {"n": points}, "#before-live"
    yield from _nobodys(whole)


def _nobodys(whole: Whole) -> Iterator[Line]:
    held = {one.role for one in whole.roles}
    if lacking := [str(naming.ROLES[one.value]) for one in _ANSWERING if one.value not in held]:
        yield _("Nobody is named as: %(roles)s") % {"roles": ", ".join(lacking)}, "#answers"
    if unclear := [str(naming.COSTS[one.value]) for one in whole.unclear_payers]:
        yield _("Nobody is named to pay for: %(kinds)s") % {"kinds": ", ".join(unclear)}, "#pays"
