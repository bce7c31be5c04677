"""What follows of a decision outside this app, at once: told when it is in the database, and not before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from samspil.apps.governance.models import Matter


def follow_when_kept(matter: Matter, at: datetime) -> None:
    """Tell the process that the setting ``SAMSPIL_FOLLOW_DECISION`` names of a matter about something else.

    It runs after the transaction, in a transaction of its own: the decision stands whatever comes of it. What
    fails there is logged, and the worker's next round does it. A member's answer has its own way.
    """
    if matter.subject is None or matter.member:
        return
    follow: Callable[[int, UUID, datetime], object] = import_string(settings.SAMSPIL_FOLLOW_DECISION)
    transaction.on_commit(partial(follow, matter.organisation_id, matter.public_id, at), robust=True)
