"""Minutes as PDF, for everybody to read and hear: kept with their hash when a meeting closes.

What people wrote is handed to the typesetter as data, never as text of the document, so that nothing in it
is ever run.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import AgendaItem, Decision, Meeting
from samspil.apps.governance.selectors import meetings as asked
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services.mandate_words import by_key
from samspil.apps.governance.services.meetings.ground import managed, write
from samspil.apps.governance.services.seat_names import name_of_seat
from samspil.apps.governance.types import MeetingState, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.load import GovernanceModel
from samspil.wording.catalogues import Language
from samspil.wording.words import Words

KEPT_IN: Final[Language] = "da"
_TEMPLATE: Final = Path(__file__).parent.parent / "templates" / "governance" / "minutes.typ"


@transaction.atomic
def store_minutes(meeting: Meeting, *, acting: Acting, at: datetime) -> Meeting:
    """The minutes of a closed meeting are kept, once, and the journal has their hash.

    Raises:
        RefusedError: the meeting is not closed, or they are kept already.
    """
    managed(meeting.organisation_id, meeting.forum, acting, at)
    content = as_pdf(meeting, is_example=acting.is_example, language=KEPT_IN)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state != MeetingState.CLOSED.value or meeting.minutes_hash:
        raise RefusedError(Problem("meeting_is_elsewhere"))
    meeting.minutes_hash = hashlib.sha256(content).hexdigest()
    meeting.minutes.save(f"{meeting.public_id.hex}.pdf", ContentFile(content), save=False)
    meeting.save(update_fields=["minutes", "minutes_hash"])
    write(meeting, "minutes_kept", {"sha256": meeting.minutes_hash}, acting, at)
    return meeting


def minutes_of(meeting: Meeting, *, is_example: bool, language: Language | None = None) -> bytes:
    """The minutes that were kept; where none were, or in another language, as they are made now.

    Raises:
        RefusedError: what is kept is not what was kept.
    """
    if meeting.minutes_hash and language in {None, KEPT_IN}:
        with meeting.minutes.open("rb") as file:
            content = cast(bytes, file.read())
        if hashlib.sha256(content).hexdigest() != meeting.minutes_hash:
            raise RefusedError(Problem("minutes_are_damaged"))
        return content
    return as_pdf(meeting, is_example=is_example, language=language or KEPT_IN)


def as_pdf(meeting: Meeting, *, is_example: bool, language: Language) -> bytes:
    """A meeting set as PDF/UA-1: tagged, with title and language, so that it can be read aloud."""
    import typst  # noqa: PLC0415 – large, and only a process that sets minutes needs it

    with translation.override(language):
        told = _told(meeting, is_example, language)
    return typst.compile(
        str(_TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int((meeting.closed_at or meeting.begins_at).timestamp()),
    )


def _told(meeting: Meeting, is_example: bool, language: Language) -> dict[str, Any]:
    """All that stands in the minutes, in words."""
    on = timezone.localdate(meeting.begins_at)
    found = forum_on(meeting.organisation_id, meeting.forum, on)
    words, name = Words(language), found.forum.name.in_language(language)
    facts = [
        (_("Forum"), name),
        (_("Organisation"), meeting.organisation.name),
        (_("Sent out") if meeting.in_writing else _("Time"), words.moment(meeting.begins_at)),
    ]
    if meeting.place:
        facts.append((_("Place"), meeting.place))
    if meeting.in_writing and meeting.answers_by:
        facts.append((_("Answers by"), words.moment(meeting.answers_by)))
    if meeting.closed_at:
        facts.append((_("Closed"), words.moment(meeting.closed_at)))
    if meeting.chaired_by:
        facts.append((_("Chair"), name_of_seat(found.model, found.key, meeting.chaired_by, language)))
    here, away = _attendance(meeting, found.model, language)
    return {
        "language": language,
        "title": _("Minutes of %(forum)s, %(day)s") % {"forum": name, "day": words.day(on)},
        "example": _("EXAMPLE DATA: this meeting is made up; nobody has decided this.") if is_example else "",
        "page": _("Page"),
        "facts": facts,
        "lists": [
            {
                "title": _("Have answered") if meeting.in_writing else _("Present at the end"),
                "lines": here,
                "none": _("Nobody"),
            },
            {
                "title": _("Have not answered") if meeting.in_writing else _("Absent"),
                "lines": away,
                "none": _("Nobody"),
            },
        ],
        "agenda": _("Decisions"),
        "items": _items(meeting, language),
        "notes_title": _("Remarks"),
        "notes": meeting.notes,
        "checkpoint_title": _("Checkpoint in the journal"),
        "checkpoint": _checkpoint(meeting),
    }


def _attendance(meeting: Meeting, model: GovernanceModel, language: Language) -> tuple[list[str], list[str]]:
    here: list[str] = []
    away: list[str] = []
    for line in asked.attendances_of(meeting):
        seat = name_of_seat(model, meeting.forum, line.seat, language)
        who = line.person_name or _("empty seat")
        (here if line.is_present else away).append(seat if who == seat else f"{seat}: {who}")
    return here, away


def _items(meeting: Meeting, language: Language) -> list[dict[str, Any]]:
    decided = asked.decisions_of(meeting)
    return [_item(one, decided.get(one.matter_id), language) for one in asked.items_of(meeting)]


def _item(item: AgendaItem, decision: Decision | None, language: Language) -> dict[str, Any]:
    title = f"{item.matter.title} ({item.matter.case_number})"
    if decision is None:
        put_off = [(_("Put off"), item.note or _("Ready for the next meeting"))]
        return {"title": title, "outcome": _("No decision"), "facts": put_off, "conditions": []}
    outcome = decision.outcome_name.get(language) or decision.outcome_name["da"]
    facts = [(_("Step"), decision.step_name.get(language) or decision.step_name["da"])]
    if decision.reason:
        facts.append((_("Reason"), decision.reason))
    if decision.tally:
        facts.append((_("Votes"), _tally(decision.tally)))
    facts.append((_("Mandate"), _mandate(item, decision, language)))
    return {
        "title": title,
        "outcome": outcome,
        "facts": facts,
        "conditions_title": _("Conditions"),
        "conditions": list(decision.conditions),
    }


def _tally(tally: dict[str, Any]) -> str:
    return (
        _("%(votes_for)s for, %(votes_against)s against; %(present)s of %(entitled)s seats took part") % tally
    )


def _mandate(item: AgendaItem, decision: Decision, language: Language) -> str:
    """What gave the right, and the line it stands on."""
    if not decision.mandate:
        return decision.place
    on = timezone.localdate(decision.decided_at)
    line = by_key(model_of(item.matter.version), decision.mandate, on, language)
    said = [line.power, line.framework, decision.place, _("source: %(source)s") % {"source": line.source}]
    return " · ".join(part for part in said if part)


def _checkpoint(meeting: Meeting) -> str:
    found = asked.checkpoint(meeting)
    if found is None:
        return ""
    sequence, digest = found
    text = _("Entry %(n)s of the organisation's journal closes the meeting. Its hash is %(hash)s.")
    return text % {"n": sequence, "hash": digest}
