"""What has happened to a matter, in words: every event, and the papers and what was done beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.governance.parts import naming
from samspil.core.governance.events import (
    Amended,
    Answer,
    Decided,
    Ended,
    Entered,
    Event,
    ItemAnswered,
    MemberAnswered,
    MemberJoined,
    MemberLeft,
    MembersTakePart,
    MovedToVersion,
    ObligationCreated,
    Parked,
    Recused,
    Registered,
    Resumed,
    Withdrawn,
)
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Ground
from samspil.wording.words import Words

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to say an event: the model's names, people's names, the language."""

    model: GovernanceModel
    kind: str
    words: Words
    people: Mapping[UUID, str]

    def who(self, actor: str | None) -> str:
        """Somebody by name; nobody where a clock moved the matter."""
        if not actor:
            return ""
        return self.people.get(UUID(actor), "")

    def body(self, key: str) -> str:
        """A body by name."""
        return naming.body(self.model, key, self.words.language)

    def member(self, code: str) -> str:
        """A member by name."""
        return self.model.municipalities[code].name

    def step(self, key: str) -> str:
        """A step by name."""
        return naming.step(self.model, self.kind, key, self.words.language)


def actors_of(events: Iterable[Event]) -> set[UUID]:
    """Everybody whose name is needed."""
    said = (getattr(event, name, None) for event in events for name in ("actor", "person"))
    return {UUID(one) for one in said if one}


def under(tell: Telling, model: GovernanceModel) -> Telling:
    """The same, by the names of the version that something happened under."""
    return tell if model is tell.model else replace(tell, model=model)


def line(event: Event, tell: Telling) -> Line:
    """One event as a line of the timeline."""
    what, who = _TOLD[type(event)](event, tell)
    strong = isinstance(event, Decided | Ended | MovedToVersion | Registered)
    return {
        "at": event.at,
        "when": tell.words.short_moment(event.at),
        "what": what,
        "who": who,
        "strong": strong,
    }


def other(at: datetime, what: str, who: str, words: Words) -> Line:
    """Something that is no event of the engine's."""
    return {"at": at, "when": words.short_moment(at), "what": what, "who": who}


Said = tuple[str, str]


def _registered(event: Registered, tell: Telling) -> Said:
    return _("The matter was brought"), tell.who(event.matter.requester)


def _entered(event: Entered, tell: Telling) -> Said:
    if event.members:
        count = len(event.members)
        asked = ngettext("Put to %(count)s member", "Put to %(count)s members", count) % {"count": count}
        return _with_due(asked, event, tell), ""
    came = _("Came to %(body)s: %(step)s") % {"body": tell.body(event.body), "step": tell.step(event.step)}
    return _with_due(came, event, tell), ""


def _with_due(said: str, event: Entered | MovedToVersion, tell: Telling) -> str:
    if event.due is None:
        return said
    return _("%(what)s, by %(day)s") % {"what": said, "day": tell.words.day(event.due.on)}


def _item_answered(event: ItemAnswered, tell: Telling) -> Said:
    name = naming.item(tell.model, tell.kind, event.step, event.item, tell.words.language)
    if event.fulfilled:
        said = _("%(item)s: in order") % {"item": name}
    elif event.condition:
        said = _("%(item)s: in order if: %(condition)s") % {"item": name, "condition": event.condition}
    else:
        said = _("%(item)s: not in order") % {"item": name}
    return f"{said}. {event.finding}".rstrip(". ") + ".", tell.who(event.actor)


def _recused(event: Recused, tell: Telling) -> Said:
    person = tell.who(event.person) or tell.body(event.body)
    said = _("%(who)s stepped aside because of an interest in the matter") % {"who": person}
    return f"{said}: {event.reason}" if event.reason else said, tell.who(event.actor)


def _decided(event: Decided, tell: Telling) -> Said:
    step = naming.step_of(tell.model, tell.kind, event.step)
    outcome = naming.taken(tell.model, step, event.outcome, tell.words.language)
    args = {"outcome": outcome, "body": tell.body(event.body), "step": tell.step(event.step)}
    said = {
        Ground.CLOCK: _("Nobody decided in time at %(step)s: %(outcome)s"),
        Ground.ROUTE: _("%(body)s: %(outcome)s"),
        Ground.JOINT_RULE: _("The members' answers were counted: %(outcome)s"),
        Ground.OWN_MATTER: _("The one who brought the matter: %(outcome)s"),
        Ground.MANDATE: _("%(body)s: %(outcome)s"),
    }[event.authority.ground] % args
    return f"{said}. {event.reason}" if event.reason else said, tell.who(event.actor)


def _amended(event: Amended, tell: Telling) -> Said:
    told = "; ".join(
        f"{naming.attribute(tell.model, key, tell.words.language)}: "
        f"{naming.value(tell.model, key, value, tell.words)}"
        for key, value in event.attributes.items()
    )
    return _("Changed: %(what)s") % {"what": told}, ""


def _member_answered(event: MemberAnswered, tell: Telling) -> Said:
    member = {"member": tell.member(event.member)}
    return {
        Answer.CONSENTS: _("%(member)s consented") % member,
        Answer.DECLINES: _("%(member)s declined") % member,
        Answer.DEFERS: _("%(member)s asked for more time") % member,
    }[event.answer], ""


def _take_part(event: MembersTakePart, tell: Telling) -> Said:
    names = ", ".join(tell.member(code) for code in event.members)
    return _("Taking part from %(day)s: %(names)s") % {"day": tell.words.day(event.since), "names": names}, ""


def _joined(event: MemberJoined, tell: Telling) -> Said:
    args = {"member": tell.member(event.member), "day": tell.words.day(event.since)}
    return _("%(member)s joined later, from %(day)s") % args, ""


def _left(event: MemberLeft, tell: Telling) -> Said:
    args = {"member": tell.member(event.member), "day": tell.words.day(event.leaves_on)}
    return _("%(member)s gave notice and is out from %(day)s") % args, ""


def _owed(event: ObligationCreated, tell: Telling) -> Said:
    who = tell.member(event.member) if event.member else tell.body(event.owed_by)
    name = tell.model.spec.obligations[event.rule].name.in_language(tell.words.language)
    args = {"who": who, "what": name, "day": tell.words.day(event.due_on)}
    return _("%(who)s owes: %(what)s, by %(day)s") % args, ""


def _parked(event: Parked, tell: Telling) -> Said:
    said = _("Put to rest until %(day)s") % {"day": tell.words.day(event.until)}
    return f"{said}: {event.reason}" if event.reason else said, tell.who(event.actor)


def _resumed(event: Resumed, tell: Telling) -> Said:
    count = event.rested_days
    said = ngettext("Taken up again after %(count)s day", "Taken up again after %(count)s days", count)
    return said % {"count": count}, tell.who(event.actor)


def _moved(event: MovedToVersion, tell: Telling) -> Said:
    args = {
        "model": tell.model.spec.name.in_language(tell.words.language),
        "version": event.version,
        "body": tell.body(event.body),
        "step": tell.step(event.step),
    }
    moved = _("Moved by a decision to %(model)s, version %(version)s: at %(body)s, %(step)s") % args
    said = _with_due(moved, event, tell)
    return f"{said}. {event.reason}" if event.reason else said, tell.who(event.actor)


def _withdrawn(event: Withdrawn, tell: Telling) -> Said:
    said = _("Withdrawn")
    return f"{said}: {event.reason}" if event.reason else said, tell.who(event.actor)


def _ended(event: Ended, tell: Telling) -> Said:
    return _("Ended: %(end)s") % {"end": naming.end(tell.model, event.end, tell.words.language)}, ""


_TOLD: Final[Mapping[type, Callable[[Any, Telling], Said]]] = {
    Registered: _registered,
    Entered: _entered,
    ItemAnswered: _item_answered,
    Recused: _recused,
    Decided: _decided,
    Amended: _amended,
    MemberAnswered: _member_answered,
    MembersTakePart: _take_part,
    MemberJoined: _joined,
    MemberLeft: _left,
    ObligationCreated: _owed,
    Parked: _parked,
    Resumed: _resumed,
    MovedToVersion: _moved,
    Withdrawn: _withdrawn,
    Ended: _ended,
}
