"""What stands in the minutes of a meeting: who was there, what was decided by whom, and by what right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import AgendaItem, Attendance, Decision, Meeting, SeatAtItem
from samspil.apps.governance.selectors import meetings as asked
from samspil.apps.governance.selectors.about import model_at
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services import fact_words
from samspil.apps.governance.services.mandate_words import by_key
from samspil.apps.governance.services.seat_names import name_of_seat
from samspil.apps.governance.types import Part
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.wording.catalogues import Language
from samspil.wording.words import Words

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Held:
    """A meeting with all that its minutes tell, in one language."""

    meeting: Meeting
    model: GovernanceModel
    forum_name: str
    language: Language
    items: Sequence[AgendaItem]
    seats: Mapping[int, Sequence[SeatAtItem]]
    decided: Mapping[int, Decision]
    changed: Mapping[int, Mapping[str, Value]]

    @property
    def words(self) -> Words:
        """The words of its language."""
        return Words(self.language)

    def seat(self, seat: str, person: str) -> str:
        """A seat by name, with whoever sat there."""
        name = name_of_seat(self.model, self.meeting.forum, seat, self.language)
        who = person or _("empty seat")
        return name if who == name else f"{name}: {who}"


def told_of(meeting: Meeting, *, is_example: bool, language: Language) -> dict[str, Any]:
    """All that stands in the minutes, in words of the language that is active."""
    held = _held(meeting, language)
    day = held.words.day(timezone.localdate(meeting.begins_at))
    title = (
        _("Minutes of the extraordinary meeting of %(forum)s, %(day)s")
        if meeting.is_extraordinary
        else _("Minutes of %(forum)s, %(day)s")
    )
    return {
        "language": language,
        "title": title % {"forum": held.forum_name, "day": day},
        "example": _("EXAMPLE DATA: this meeting is made up; nobody has decided this.") if is_example else "",
        "page": _("Page"),
        "facts": _facts(held),
        "lists": _attendance(held),
        "agenda": _("Decisions"),
        "items": [_item(held, one) for one in held.items],
        "notes_title": _("Remarks"),
        "notes": meeting.notes,
        "checkpoint_title": _("Checkpoint in the journal"),
        "checkpoint": _checkpoint(meeting),
    }


def _held(meeting: Meeting, language: Language) -> _Held:
    found = forum_on(meeting.organisation_id, meeting.forum, timezone.localdate(meeting.begins_at))
    decided = asked.decisions_of(meeting)
    return _Held(
        meeting,
        found.model,
        found.forum.name.in_language(language),
        language,
        asked.items_of(meeting),
        asked.seats_of_items(meeting),
        decided,
        asked.changed_by(decided.values()),
    )


def _facts(held: _Held) -> list[Fact]:
    meeting, words = held.meeting, held.words
    facts = [
        (_("Forum"), held.forum_name),
        (_("Organisation"), meeting.organisation.name),
        (_("Sent out") if meeting.in_writing else _("Time"), words.moment(meeting.begins_at)),
    ]
    if meeting.called_because:
        facts.append((_("Why it was called"), meeting.called_because))
    if meeting.papers_shortened:
        facts.append((_("Papers by"), f"{words.day(meeting.papers_by)} ({_('shortened deadline')})"))
    if meeting.place:
        facts.append((_("Place"), meeting.place))
    if meeting.in_writing and meeting.answers_by:
        facts.append((_("Answers by"), words.moment(meeting.answers_by)))
    if meeting.opened_at and not meeting.in_writing:
        facts.append((_("Opened"), words.moment(meeting.opened_at)))
    if meeting.closed_at:
        facts.append((_("Closed"), words.moment(meeting.closed_at)))
    if meeting.chaired_by:
        name = name_of_seat(held.model, meeting.forum, meeting.chaired_by, held.language)
        facts.append((_("Chair"), name))
    return facts


# who was there


def _attendance(held: _Held) -> list[dict[str, Any]]:
    in_writing = held.meeting.in_writing
    here: list[str] = []
    away: list[str] = []
    there = _items_of_seats(held)
    for line in asked.attendances_of(held.meeting):
        seat = held.seat(line.seat, line.person_name)
        if _was_there(line, there):
            here.append(seat + _only_some(there.get(line.seat, []), len(held.seats)))
        else:
            away.append(seat)
    return [
        {
            "title": _("Have answered") if in_writing else _("Present"),
            "lines": here,
            "none": _("Nobody"),
        },
        {
            "title": _("Have not answered") if in_writing else _("Absent"),
            "lines": away,
            "none": _("Nobody"),
        },
    ]


def _items_of_seats(held: _Held) -> dict[str, list[int]]:
    """The numbers of the items that each seat was there for, if only to step aside."""
    found: dict[str, list[int]] = {}
    for number, item in enumerate(held.items, 1):
        for line in held.seats.get(item.pk, ()):
            if line.part != Part.ABSENT.value:
                found.setdefault(line.seat, []).append(number)
    return found


def _was_there(line: Attendance, there: Mapping[str, Sequence[int]]) -> bool:
    return line.is_present or bool(there.get(line.seat))


def _only_some(numbers: Sequence[int], dealt_with: int) -> str:
    """Which items somebody was there for, where it was not all that were dealt with."""
    if len(numbers) == dealt_with:
        return ""
    if not numbers:
        return f" ({_('after the last item')})"
    listed = ", ".join(str(number) for number in numbers)
    return " (" + ngettext("item %(items)s", "items %(items)s", len(numbers)) % {"items": listed} + ")"


def _parts(held: _Held, item: AgendaItem) -> list[Fact]:
    """Who took part in an item, and who did not and why; which seats they hold stands in the list above."""
    said = {
        Part.TOOK_PART: _("Took part"),
        Part.STEPPED_ASIDE: _("Stepped aside"),
        Part.ABSENT: _("Not present"),
    }
    facts: list[Fact] = []
    for part, name in said.items():
        lines = [line for line in held.seats.get(item.pk, ()) if line.part == part.value]
        people = [line.person_name or held.seat(line.seat, "") for line in lines]
        if people:
            facts.append((f"{name} ({len(people)})", "; ".join(people)))
    if item.chaired_by and item.chaired_by != held.meeting.chaired_by:
        name = name_of_seat(held.model, held.meeting.forum, item.chaired_by, held.language)
        facts.append((_("Led by"), name))
    return facts


# what was decided


def _item(held: _Held, item: AgendaItem) -> dict[str, Any]:
    title = f"{item.matter.title} ({item.matter.case_number})"
    decision = held.decided.get(item.matter_id)
    if decision is None:
        put_off = [(_("Put off"), item.note or _("Ready for the next meeting")), *_parts(held, item)]
        return {"title": title, "outcome": _("No decision"), "facts": put_off, "conditions": []}
    facts = [(_("Step"), decision.step_name.get(held.language) or decision.step_name["da"])]
    if decision.reason:
        facts.append((_("Reason"), decision.reason))
    facts += _changes(held, item)
    if decision.tally:
        facts.append((_("Votes"), _tally(decision.tally)))
    facts += _parts(held, item)
    facts.append((_("Mandate"), _mandate(item, decision, held.language)))
    return {
        "title": title,
        "outcome": decision.outcome_name.get(held.language) or decision.outcome_name["da"],
        "facts": facts,
        "conditions_title": _("Conditions"),
        "conditions": list(decision.conditions),
    }


def _changes(held: _Held, item: AgendaItem) -> list[Fact]:
    """What the decision changed of what was known."""
    model = model_of(item.matter.version)
    said = [
        f"{fact_words.attribute(model, key, held.language)}: "
        f"{fact_words.value(model, key, value, held.words)}"
        for key, value in held.changed.get(item.matter_id, {}).items()
    ]
    return [(_("Changed to"), "; ".join(said))] if said else []


def _tally(tally: dict[str, Any]) -> str:
    return (
        _("%(votes_for)s for, %(votes_against)s against; %(present)s of %(entitled)s seats took part") % tally
    )


def _mandate(item: AgendaItem, decision: Decision, language: Language) -> str:
    """What gave the right, and the line it stands on."""
    if not decision.mandate:
        return decision.place
    on = timezone.localdate(decision.decided_at)
    line = by_key(model_at(item.matter, decision.event_sequence), decision.mandate, on, language)
    said = [line.power, line.framework, decision.place, _("source: %(source)s") % {"source": line.source}]
    return " · ".join(part for part in said if part)


def _checkpoint(meeting: Meeting) -> str:
    found = asked.checkpoint(meeting)
    if found is None:
        return ""
    sequence, digest = found
    text = _("Entry %(n)s of the organisation's journal closes the meeting. Its hash is %(hash)s.")
    return text % {"n": sequence, "hash": digest}
