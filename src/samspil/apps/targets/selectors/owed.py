"""The steps that somebody takes and has not done: on My work, and overdue."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from samspil.apps.governance.types import AlsoOwed
from samspil.apps.organisations.types import Acting
from samspil.apps.targets.models import Step

MOST = 100


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """What one takes; named by the setting ``SAMSPIL_ALSO_OWED`` for the app below."""
    del on  # however far ahead: it stands there until it is done
    rows = Step.objects.filter(
        organisation_id=acting.organisation_id, owner=acting.person, done_at=None, dropped_at=None
    )
    told = rows.order_by("due_on", "id").values_list("what", "due_on", "public_id")
    return [
        AlsoOwed(
            name=_("Target picture"),
            number=_("Step"),
            title=what,
            due_on=due_on,
            page="targets:step",
            key=key,
            act=_("Say that it is done"),
        )
        for what, due_on, key in told[:MOST]
    ]


def count_late(acting: Acting, on: date) -> int:
    """How many of the organisation's steps should be done by now; named by ``SAMSPIL_ALSO_OVERDUE``."""
    rows = Step.objects.filter(organisation_id=acting.organisation_id, done_at=None, dropped_at=None)
    return rows.filter(due_on__lt=on).count()
