"""How the answers to each question have moved over closed rounds, and lie beside those of other members.

Each question by itself, in the words in which it was put; never added up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from samspil.apps.balance.models import ComparedBalance, Round
from samspil.apps.balance.selectors.dialogues import find_dialogue
from samspil.apps.balance.selectors.outcome import Asked, Wording, outcome_of
from samspil.apps.balance.types import SHARED_BALANCE
from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.language import Dialogue
from samspil.core.surveys.suppression import LEAST
from samspil.kit.sharing import door

MOST_ROUNDS: Final = 6


@dataclass(frozen=True, slots=True)
class Then:
    """A round, or another member's newest: its name, the day it was closed, and how many chose each step."""

    name: str
    closed_on: date
    counts: Mapping[str, int]
    answers: int
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """A question as it is put now, with what was answered in each round in which it was put so."""

    wording: Wording
    rounds: tuple[Then, ...]
    members: tuple[Then, ...]


@dataclass(frozen=True, slots=True)
class OverTime:
    """A dialogue as it is now, its questions in order, and how many rounds of it are closed."""

    dialogue: Dialogue
    questions: tuple[Moved, ...]
    rounds: int
    is_compared: bool
    members: tuple[str, ...]


def over_time(acting: Acting, key: str, on: date) -> OverTime:
    """What came of the last rounds of a dialogue, the oldest first; beside it the members who have agreed.

    Others are read only while one has agreed oneself. Some four questions for each round.

    Raises:
        NotFoundError: there is no such dialogue.
    """
    rounds = _closed(acting.organisation_id, key)
    dialogue = find_dialogue(acting.organisation_id, key).dialogue
    told: dict[str, list[Then]] = {}
    for row in rounds:
        for one in outcome_of(row).asked:
            if one.parts:
                told.setdefault(one.wording.identity, []).append(_then(row, one))
    compared = _compared(acting, key, on)
    questions = []
    for question in dialogue.questions:
        wording = Wording(question, dialogue.questions[question], dialogue.scale_of(question))
        digest = digest_of(wording)
        members = tuple(found for one in compared for found in _of_member(one, digest))
        questions.append(Moved(wording, tuple(told.get(wording.identity, ())), members))
    names = tuple(one.organisation.name for one in compared)
    return OverTime(dialogue, tuple(questions), len(rounds), is_compared(acting.organisation_id, key), names)


def is_compared(organisation_id: int, key: str) -> bool:
    """Whether an organisation has agreed to be compared on a dialogue."""
    return ComparedBalance.objects.filter(organisation_id=organisation_id, key=key).exists()


def digest_of(wording: Wording) -> str:
    """Alike where the very same was asked on the same scale."""
    return hashlib.sha256(wording.identity.encode()).hexdigest()


def told_of(row: Round) -> dict[str, dict[str, int]]:
    """What of a closed round others may read: of all groups together, where at least five answered."""
    found = {}
    for one in outcome_of(row).asked:
        counts = _together(one)
        if sum(counts.values()) >= LEAST:
            found[digest_of(one.wording)] = counts
    return found


def newest_of(organisation_id: int, key: str) -> Round | None:
    """The round of a dialogue that was closed last."""
    return next(iter(_closed(organisation_id, key)[::-1]), None)


def _closed(organisation_id: int, key: str) -> list[Round]:
    """The last of them, the oldest first."""
    rows = Round.objects.filter(organisation_id=organisation_id, version__key=key, closed_at__isnull=False)
    return list(rows.select_related("version").order_by("-closed_at", "-id")[:MOST_ROUNDS])[::-1]


def _then(row: Round, one: Asked) -> Then:
    counts = _together(one)
    closed = row.closed_at or row.prepared_at
    return Then(row.title, timezone.localdate(closed), counts, sum(counts.values()))


def _together(one: Asked) -> dict[str, int]:
    """Of all that is shown of a question, how many chose each step."""
    return {step: sum(part.counts[step] for part in one.parts) for step in one.wording.scale.steps}


def _compared(acting: Acting, key: str, on: date) -> list[ComparedBalance]:
    if not is_compared(acting.organisation_id, key):
        return []
    with door.readable(SHARED_BALANCE, on) as shared:
        rows = ComparedBalance.objects.filter(public_id__in=shared, key=key, closed_on__isnull=False)
        others = rows.exclude(organisation_id=acting.organisation_id).select_related("organisation")
        return sorted(others, key=lambda one: one.organisation.name)


def _of_member(one: ComparedBalance, digest: str) -> list[Then]:
    counts = one.cells.get(digest)
    if counts is None or one.closed_on is None:
        return []
    return [Then(one.organisation.name, one.closed_on, counts, sum(counts.values()), is_own=False)]
