"""What becomes of the parts of a programme that a decision ends: it is said beforehand, and then done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.selectors.gates import open_parts, parts_at_stake
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import End, PartsThen
from samspil.core.errors import Problem

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Gate, Initiative


def check_parts(initiative: Initiative, then: PartsThen | None) -> PartsThen | None:
    """What is said of the open parts, where a stop could reach any. What the law demands is not stopped so.

    Raises:
        RefusedError: ``programme_says_what_of_its_parts`` or ``mandatory_parts_go_on``; each names the parts.
    """
    parts = parts_at_stake(initiative)
    if not parts:
        return None
    if then is None:
        raise RefusedError(Problem("programme_says_what_of_its_parts", {"parts": _named(parts)}))
    demanded = [one for one in _all_below(initiative) if one.is_mandatory]
    if then is PartsThen.STOP and demanded:
        raise RefusedError(Problem("mandatory_parts_go_on", {"parts": _named(demanded)}))
    return then


def told_of_parts(initiative: Initiative, then: PartsThen | None) -> list[str]:
    """The same as a line of the papers, so that whoever decides knows it; in the language that is on."""
    if then is None:
        return []
    told = {
        PartsThen.GO_ON: _("If it is stopped, its open parts go on by themselves: %(parts)s."),
        PartsThen.STOP: _("If it is stopped, its open parts are stopped with it: %(parts)s."),
    }
    return [told[then] % {"parts": _named(open_parts(initiative))}]


def let_parts_follow(programme: Initiative, gate: Gate, how: End, *, at: datetime) -> None:
    """The parts of a programme that a decision has ended go on by themselves, or are stopped as was said.

    What the law demands goes on, also where it came to be a part, or mandatory, after the gate was asked for;
    within a transaction.
    """
    stopped = how is End.STOPPED and gate.parts_then == PartsThen.STOP.value
    for part in open_parts(programme):
        if stopped and not part.is_mandatory:
            let_parts_follow(part, gate, how, at=at)
            _stop(part, gate, at=at)
        else:
            part.programme, part.changed_at = None, at
            part.save(update_fields=["programme", "changed_at"])
            facts = {"programme": "", "decision": gate.decision}
            tell(part, "initiative.put_in_programme", facts, acting=None, at=at)


def _stop(part: Initiative, gate: Gate, *, at: datetime) -> None:
    assert gate.decided_at is not None
    part.end, part.ended_on = End.STOPPED.value, timezone.localdate(gate.decided_at)
    part.is_paused, part.changed_at = False, at
    part.save(update_fields=["end", "ended_on", "is_paused", "changed_at"])
    facts = {"how": End.STOPPED.value, "decision": gate.decision, "with": gate.initiative.public_id}
    tell(part, "initiative.ended", facts, acting=None, at=at)


def _all_below(programme: Initiative) -> Iterator[Initiative]:
    """The open parts, and theirs."""
    for part in open_parts(programme):
        yield part
        yield from _all_below(part)


def _named(parts: list[Initiative]) -> str:
    return ", ".join(one.title for one in parts)
