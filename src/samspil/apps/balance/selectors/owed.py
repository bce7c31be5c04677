"""What somebody has taken on at a balance check and has not done: on My work, reminded, and overdue."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.balance.models import Action
from samspil.apps.governance.types import AlsoOwed
from samspil.apps.organisations.types import Acting
from samspil.wording.words import Words

MOST = 100


class DueAction(NamedTuple):
    """An action that is due on a day."""

    public_id: UUID
    due_on: date
    what: str
    owner: UUID
    round: UUID

    def is_due(self, words: Words) -> tuple[str, str]:
        """It is due soon."""
        return _("What you took on at a balance check is due soon"), self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It is overdue."""
        return _("What you took on at a balance check is overdue"), self._text(words)

    def _text(self, words: Words) -> str:
        due = _("To be done by %(day)s.") % {"day": words.day(self.due_on)}
        return f"{self.what}\n{due}"


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """What one has taken on; named by the setting ``SAMSPIL_ALSO_OWED`` for the app below."""
    del on  # however far ahead: what somebody took on stands there until it is done
    rows = Action.objects.filter(organisation_id=acting.organisation_id, owner=acting.person, done_at=None)
    told = rows.order_by("due_on", "id").values_list("what", "round__title", "due_on", "round__public_id")
    return [
        AlsoOwed(
            name=_("Balance check"),
            number=title,
            title=what,
            due_on=due_on,
            page="balance:round",
            key=key,
            act=_("Say that it is done"),
        )
        for what, title, due_on, key in told[:MOST]
    ]


def count_late(acting: Acting, on: date) -> int:
    """How much of the organisation's should have been done by now; named by ``SAMSPIL_ALSO_OVERDUE``."""
    rows = Action.objects.filter(organisation_id=acting.organisation_id, done_at=None)
    return rows.filter(due_on__lt=on).count()


def due_between(organisation_id: int, first: date, last: date) -> list[DueAction]:
    """What an organisation is to have done in a period, both days included; one question."""
    rows = Action.objects.filter(organisation_id=organisation_id, done_at=None)
    rows = rows.filter(due_on__gte=first, due_on__lte=last).order_by("due_on", "id")
    told = rows.values_list("public_id", "due_on", "what", "owner", "round__public_id")
    return [DueAction._make(one) for one in told]
