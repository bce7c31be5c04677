"""What is not settled in a period, in sentences: told before it is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.funding.act_types import Sort
from samspil.apps.funding.selectors.unsettled import Awaits, unsettled
from samspil.apps.funding.selectors.waiting import waiting_of
from samspil.apps.organisations.types import Acting
from samspil.kit.web.language import language, words


def left_of(acting: Acting) -> Callable[[date], list[str]]:
    """What is not settled up to a day, in sentences, and how much waits to be approved."""
    said = {
        Awaits.YEAR_END: _("The year of “%(name)s” that ended on %(day)s is not ended in the pool."),
        Awaits.SETTLEMENT: _("“%(name)s” up to %(day)s is not settled by actual use."),
        Awaits.INSTALMENT: _("The instalment of “%(name)s” that was due on %(day)s has not come."),
        Awaits.FUND: _(
            "What is left of the money from “%(name)s”, whose last day was %(day)s, is owed back."
        ),
    }

    def left(until: date) -> list[str]:
        found = [
            said[one.what]
            % {
                "name": one.name if isinstance(one.name, str) else one.name[language()],
                "day": words().day(one.day),
            }
            for one in unsettled(acting.organisation_id, until)
        ]
        return [*_waiting(acting), *found]

    return left


def _waiting(acting: Acting) -> list[str]:
    number = sum(one.sort != Sort.CLOSING.value for one in waiting_of(acting.organisation_id))
    if not number:
        return []
    told = ngettext(
        "%(number)s registration waits to be approved. It cannot be posted in the period afterwards.",
        "%(number)s registrations wait to be approved. They cannot be posted in the period afterwards.",
        number,
    )
    return [told % {"number": number}]
