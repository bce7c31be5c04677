"""What whoever answers for joint work is told when a member that goes lends a hand no more (F4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.organisations.selectors import organisation_by_code
from samspil.apps.portfolio.models import Initiative
from samspil.wording.words import Words


@dataclass(frozen=True, slots=True)
class HandsEnded:
    """So many hands of a member end with a month, in an initiative that goes on."""

    initiative_id: int
    initiative: UUID
    number: str
    title: str
    member: str
    hands: int
    last_month: date

    def say(self, _words: Words) -> tuple[str, str]:
        """The letter about it."""
        title = _("%(member)s stops lending hands to %(number)s") % {
            "member": self.member,
            "number": self.number,
        }
        text = ngettext(
            "%(n)s hand is lent until %(month)s only, as %(member)s goes out. See what lacks now.",
            "%(n)s hands are lent until %(month)s only, as %(member)s goes out. See what lacks now.",
            self.hands,
        )
        month = date_format(self.last_month, "F Y")
        return title, f"{self.title}\n{text % {'n': self.hands, 'month': month, 'member': self.member}}"


def hands_that_ended(initiative: UUID, code: str, hands: int, last_month: str) -> HandsEnded | None:
    """What the journal was told of it, with the names; nothing where the initiative is over."""
    row = Initiative.objects.filter(public_id=initiative, end="").first()
    if row is None:
        return None
    member = organisation_by_code(code)
    name = member.name if member else code
    return HandsEnded(
        row.pk, row.public_id, row.number, row.title, name, hands, date.fromisoformat(last_month)
    )
