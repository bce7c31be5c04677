"""How often a forum meets, as one choice: its own rule with another rhythm, on the same day of the week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from samspil.core.governance.load import GovernanceModel

RHYTHMS: Final[dict[str, tuple[str, int]]] = {
    "week": ("WEEKLY", 1),
    "two_weeks": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "two_months": ("MONTHLY", 2),
    "quarter": ("MONTHLY", 3),
}
_DAY: Final = re.compile(r"BYDAY=(-1|[1-4])?(MO|TU|WE|TH|FR)")


def with_rhythm(rule: str, rhythm: str) -> str:
    """A rule of RFC 5545 with another rhythm, on the same day of the week.

    Args:
        rule: such as ``FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH``.
        rhythm: a key of ``RHYTHMS``.

    Raises:
        KeyError: there is no such rhythm.

    >>> with_rhythm("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "month")
    'FREQ=MONTHLY;INTERVAL=1;BYDAY=2TH'
    >>> with_rhythm("FREQ=MONTHLY;BYDAY=-1TU", "two_weeks")
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'
    """
    frequency, every = RHYTHMS[rhythm]
    found = _DAY.search(rule)
    place, day = (found[1] or "1", found[2]) if found else ("1", "TU")
    by = day if frequency == "WEEKLY" else f"{place}{day}"
    return f"FREQ={frequency};INTERVAL={every};BYDAY={by}"


def changes_of_forum(
    model: GovernanceModel,
    forum: str,
    *,
    rhythm: str = "",
    agenda: int | None = None,
    papers: int | None = None,
) -> Sequence[str]:
    """What is to be changed in a model for a forum to meet otherwise, as ``changing.with_changes`` takes it.

    Args:
        model: has the forum.
        forum: its key.
        rhythm: a key of ``RHYTHMS``; nothing where it stays as it is.
        agenda: how many items it has room for.
        papers: how many working days before the meeting papers must be there.

    Raises:
        KeyError: the model has no such forum.
    """
    spec = model.spec.forums[forum]
    found = []
    if rhythm:
        found.append(f"forums.{forum}.calendar.rule={with_rhythm(spec.calendar.rule, rhythm)}")
    if agenda is not None:
        found.append(f"{spec.agenda}={agenda}")
    if papers is not None:
        found.append(f"{spec.papers}={papers}")
    return found
