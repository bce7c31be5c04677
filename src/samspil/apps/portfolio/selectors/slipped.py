"""What a slip has moved in the initiatives of others, read when the journal tells of it (F3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.portfolio.models import Dependency, Milestone
from samspil.apps.portfolio.selectors.reached import Ahead, Awaited, Reached, ahead_of
from samspil.core.portfolio import plan
from samspil.wording.words import Words

# A letter names so many; the rest it counts.
NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Slip:
    """A milestone got another day: as the journal was told.

    ``was`` is nothing where it was reached. With ``waits_for`` it is a milestone of another organisation
    that has moved, and ours waits for it.
    """

    milestone: UUID
    was: date | None
    now: date
    waits_for: UUID | None = None

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Slip | None:
        """From what the journal keeps of it; nothing where an old entry does not say the day before."""
        now = facts.get("now") or facts.get("to") or facts.get("on")
        if now is None or ("to" in facts and "was" not in facts):
            return None
        was, waits_for = facts.get("was"), facts.get("waits_for")
        return cls(
            UUID(facts["milestone"]),
            date.fromisoformat(was) if was else None,
            date.fromisoformat(now),
            UUID(waits_for) if waits_for else None,
        )


@dataclass(frozen=True, slots=True)
class MovedInitiative:
    """An initiative with a milestone that is expected on another day; of several, the last of them."""

    initiative_id: int
    initiative: UUID
    number: str
    title: str
    milestone: str
    was: date
    now: date


@dataclass(frozen=True, slots=True)
class Slipped:
    """What moved, from when to when, and the initiatives that moved with it, the first first."""

    cause: str
    was: date
    now: date
    is_elsewhere: bool
    initiatives: tuple[MovedInitiative, ...]

    def only(self, initiatives: Iterable[int]) -> Slipped:
        """The same for those of some initiatives alone."""
        mine = frozenset(initiatives)
        return replace(self, initiatives=tuple(one for one in self.initiatives if one.initiative_id in mine))

    def say(self, words: Words) -> tuple[str, str]:
        """The letter about it."""
        first = self.initiatives[0]
        title = ngettext(
            "%(number)s has other days, as “%(cause)s” has moved",
            "%(n)s initiatives have other days, as “%(cause)s” has moved",
            len(self.initiatives),
        ) % {"number": first.number, "n": len(self.initiatives), "cause": self.cause}
        lines = [self._cause(words), *(_line(one, words) for one in self.initiatives[:NAMED])]
        more = len(self.initiatives) - NAMED
        if more > 0:
            lines.append(ngettext("And %(n)s more.", "And %(n)s more.", more) % {"n": more})
        return title, "\n".join(lines)

    def _cause(self, words: Words) -> str:
        text = _("“%(cause)s” is now expected on %(now)s; it was %(was)s.")
        if self.is_elsewhere:
            text = _("“%(cause)s” at another organisation is now expected on %(now)s; it was %(was)s.")
        return text % {"cause": self.cause, "now": words.day(self.now), "was": words.day(self.was)}


def _line(one: MovedInitiative, words: Words) -> str:
    text = _("%(number)s %(title)s: “%(milestone)s” is now expected on %(now)s; it was %(was)s.")
    told = {"number": one.number, "title": one.title, "milestone": one.milestone}
    return text % {**told, "now": words.day(one.now), "was": words.day(one.was)}


def what_slipped(owner: int, slip: Slip) -> Slipped | None:
    """What a slip has moved in other initiatives than its own, as they stand now.

    Nothing where nothing else has moved, or where the milestone has got another day since: that one is told.
    """
    ahead = ahead_of(owner, slip.milestone)
    row = ahead.milestones.get(slip.milestone)
    if row is None or not _still(slip, row, ahead.awaited):
        return None
    before = _before(slip, ahead)
    moved = plan.moved({key: one.on for key, one in before.items()}, _now(ahead))
    named = _named(owner, moved, None if slip.waits_for else row.initiative_id)
    if not named:
        return None
    if slip.waits_for is not None:
        waits = Dependency.objects.filter(successor=row.id, predecessor=slip.waits_for).first()
        if waits is None or slip.was is None:
            return None
        return Slipped(waits.given_name, slip.was, slip.now, is_elsewhere=True, initiatives=named)
    name = Milestone.objects.values_list("name", flat=True).get(pk=row.id)
    was = before[slip.milestone].on
    return Slipped(name, was, row.expected_on, is_elsewhere=False, initiatives=named)


def _still(slip: Slip, row: Reached, awaited: Iterable[Awaited]) -> bool:
    """Whether it stands as the journal was told."""
    if slip.waits_for is not None:
        same = (
            one for one in awaited if (one.predecessor, one.successor) == (slip.waits_for, slip.milestone)
        )
        return any(one.on == slip.now for one in same)
    return slip.now == (row.done_on if slip.was is None else row.planned_on)


def _before(slip: Slip, ahead: Ahead) -> Mapping[UUID, plan.Expected]:
    """The plan as it is, but for the one day that was another."""
    rows = {key: plan.Milestone(key, one.planned_on, one.done_on) for key, one in ahead.milestones.items()}
    given = {one.predecessor: one.on for one in ahead.awaited if one.on is not None}
    if slip.waits_for is not None and slip.was is not None:
        given[slip.waits_for] = slip.was
    elif slip.was is not None:
        rows[slip.milestone] = replace(rows[slip.milestone], planned_on=slip.was)
    else:
        rows[slip.milestone] = replace(rows[slip.milestone], done_on=None)
    waits = (plan.Dependency(one.predecessor, one.successor, one.lag_days) for one in ahead.awaited)
    return plan.expect(rows.values(), waits, given)


def _now(ahead: Ahead) -> Mapping[UUID, plan.Expected]:
    return {key: plan.Expected(one.expected_on) for key, one in ahead.milestones.items()}


def _named(owner: int, moved: Iterable[plan.Moved], but_not: int | None) -> tuple[MovedInitiative, ...]:
    """The open initiatives of what has moved, each once, by the day that they are expected on now."""
    days = {one.id: one for one in moved}
    rows = Milestone.objects.filter(
        organisation_id=owner, public_id__in=days, initiative__end="", is_withdrawn=False
    ).exclude(initiative=but_not)
    told = rows.values_list(
        "public_id",
        "name",
        "initiative_id",
        "initiative__public_id",
        "initiative__number",
        "initiative__title",
    )
    found: dict[int, MovedInitiative] = {}
    for key, name, initiative, public_id, number, title in told:
        one = days[key]
        if initiative not in found or found[initiative].now < one.now:
            found[initiative] = MovedInitiative(initiative, public_id, number, title, name, one.was, one.now)
    return tuple(sorted(found.values(), key=lambda one: (one.now, one.number)))
