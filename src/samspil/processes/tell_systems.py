"""Other systems hear of matters and decisions: read from the journal, which holds nobody's words."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.jobs.following import follow
from samspil.kit.journal.models import Entry
from samspil.kit.tenancy import scope
from samspil.kit.webhooks.hooks import tell
from samspil.kit.webhooks.types import News

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation

READER: Final = "webhooks"
_MATTERS: Final = "governance.matter."
_DECIDED: Final = "governance.matter.decided"


def tell_systems(now: datetime) -> int:
    """Lay what is new in every organisation's journal in the box of the addresses that want it."""
    count = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            count += follow(READER, organisation.pk, now, partial(_tell, organisation))
    return count


def _tell(organisation: Organisation, entry: Entry) -> None:
    if not entry.action.startswith(_MATTERS):
        return
    sort = "decisions" if entry.action == _DECIDED else "matters"
    facts = json.loads(entry.facts)
    facts.pop("personal", None)  # only a commitment, of no use to anybody else
    body = {
        "id": f"{organisation.public_id}/{entry.sequence}",
        "type": entry.action.removeprefix("governance."),
        "at": entry.at.isoformat(),
        "organisation": str(organisation.public_id),
        "is_example": organisation.is_example,
        "matter": entry.subject_id,
        "facts": facts,
    }
    news = News(str(body["id"]), sort, body, entry.at)
    tell(organisation.pk, news, json.dumps(body, ensure_ascii=False, sort_keys=True))
