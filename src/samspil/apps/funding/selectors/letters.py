"""What people hear of what one registers and another approves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.funding.act_types import Answer, Sort
from samspil.apps.funding.models import Pool, Registered
from samspil.apps.funding.rights import money_roles
from samspil.apps.funding.selectors.act_words import named
from samspil.apps.funding.selectors.pool_rules import rules_on
from samspil.apps.funding.selectors.waiting import OF_POOLS, SOON
from samspil.apps.organisations.selectors import holders_of, organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.core.units import Money
from samspil.wording.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """What was registered, by whom, and what was answered; empty while it waits."""

    public_id: UUID
    sort: Sort
    about: UUID | None
    amount: Money
    registered_by: UUID
    registered_on: date
    answer: str
    why: str

    def is_asked(self, words: Words) -> tuple[str, str]:
        """Somebody is to approve it."""
        return _("Money waits for you to approve it"), self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """Nobody has answered by the day that they should have."""
        said = _("It was registered on %(day)s, and nobody has approved it or sent it back.")
        text = f"{self._text(words)}\n{said % {'day': words.day(self.registered_on)}}"
        return _("Money has waited for more than a week to be approved"), text

    def is_answered(self, words: Words) -> tuple[str, str]:
        """Whoever registered it hears what came of it."""
        if self.answer == Answer.APPROVED.value:
            return _("What you registered is approved and posted"), self._text(words)
        text = self._text(words) + (f"\n{self.why}" if self.why else "")
        return _("What you registered is sent back and not posted"), text

    def _text(self, words: Words) -> str:
        return named(self.sort, self.amount, words)


def told_of(public_id: UUID) -> Told | None:
    """As it is now; nothing where it is gone."""
    row = Registered.objects.filter(public_id=public_id).first()
    return _told(row) if row is not None else None


def late_between(organisation_id: int, first: date, last: date) -> list[Told]:
    """What nobody has answered and somebody should have by a day of a period, both days included."""
    rows = Registered.objects.filter(organisation_id=organisation_id, answer="").order_by("pk")
    found = [_told(row) for row in rows]
    return [one for one in found if first <= one.registered_on + SOON <= last]


def _told(row: Registered) -> Told:
    return Told(
        row.public_id,
        Sort(row.sort),
        row.about,
        Money(row.amount_minor, row.currency),
        row.registered_by,
        timezone.localdate(row.registered_at),
        row.answer,
        row.why,
    )


def people_approving(organisation_id: int, told: Told, on: date) -> set[str]:
    """Whoever keeps the money, and of what is a pool's its coordinator; not who registered it."""
    roles = set(money_roles(OrganisationKind(organisation(organisation_id).kind)))
    if told.sort in OF_POOLS and told.about is not None:
        pools = Pool.objects.filter(organisation_id=organisation_id, public_id=told.about)
        keys = set(pools.values_list("key", flat=True))
        roles |= {one.coordinator for one in rules_on(organisation_id, on) if one.key in keys}
    found = {str(person) for _role, person, _name in holders_of(organisation_id, roles, on)}
    return found - {str(told.registered_by)}
