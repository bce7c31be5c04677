"""What the journal is told of a matter: every event, without the words people wrote."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from samspil.apps.governance import stored_events
from samspil.apps.governance.models import Matter
from samspil.apps.organisations.types import Acting
from samspil.core.governance.events import Event, Events
from samspil.kit.journal.recording import By, Told, record

SUBJECT: Final = "matter"

# What people write may speak of persons: only a commitment to it stands in the chain.
_WRITTEN: Final = frozenset({"reason", "finding", "condition", "conditions"})
_LEFT_OUT: Final = frozenset({"at", "matter", "place"})


def tell(matter: Matter, events: Events, *, acting: Acting | None, at: datetime) -> None:
    """One entry for each event, in order."""
    actor = str(acting.person) if acting else "clock"
    told = [_told(matter, event) for event in events]
    record(matter.organisation_id, told, By(actor, at))


def _told(matter: Matter, event: Event) -> Told:
    sort, fields = stored_events.as_json(event)
    facts: dict[str, Any] = {"kind": matter.kind, "case": matter.case_number}
    personal: dict[str, str] = {}
    for name, value in fields.items():
        if name in _WRITTEN and value:
            personal[name] = value if isinstance(value, str) else "\n".join(value)
        elif name not in _LEFT_OUT and value not in (None, [], ""):
            facts[name] = value
    if sort == "Registered":
        personal["title"] = matter.title
    return Told(f"governance.matter.{_snake(sort)}", SUBJECT, str(matter.public_id), facts, personal)


@lru_cache(maxsize=64)
def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
