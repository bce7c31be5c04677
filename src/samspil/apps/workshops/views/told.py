"""Words that several pages of workshops have."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.intake.types import IDEA_TEXTS, IdeaSort
from samspil.apps.workshops.forms.choosing import IMPROVES
from samspil.apps.workshops.selectors.became import Became, how_many
from samspil.apps.workshops.selectors.wall import Wall
from samspil.apps.workshops.types import WANTED, Improves, Stage, Standing
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.workshops.models import Workshop

Shown = dict[str, Any]
COLOURS: Final = {Standing.PREPARED: "neutral", Standing.OPEN: "info", Standing.ENDED: "success"}
_STAGE_COLOURS: Final = {
    Stage.FOUND: "neutral",
    Stage.SENT: "info",
    Stage.MAY_GO_ON: "accent",
    Stage.DECLINED: "warning",
    Stage.IN_USE: "success",
}


def crumbs(*names: str, workshop: Workshop | None = None) -> list[tuple[str, str]]:
    """Where one is: the list, the workshop where it is not the page itself, and the page."""
    above = [(_("Workshops"), address("workshops:workshops"))]
    if workshop is not None:
        above.append((workshop.area, address("workshops:workshop", workshop.public_id)))
    return [*above, *((name, "") for name in names)]


def when(at: datetime) -> str:
    """A day in words."""
    return words().day(timezone.localdate(at))


def standing_words(standing: Standing) -> str:
    """How far a workshop has come, in words."""
    return {
        Standing.PREPARED: _("Being prepared"),
        Standing.OPEN: _("Under way"),
        Standing.ENDED: _("Has ended"),
    }[standing]


def stage_words(stage: Stage) -> str:
    """How far something that was found has come, in words."""
    return {
        Stage.FOUND: _("Not sent on yet"),
        Stage.SENT: _("Sent on"),
        Stage.MAY_GO_ON: _("May go on"),
        Stage.DECLINED: _("Did not become anything"),
        Stage.IN_USE: _("In use"),
    }[stage]


def wall_shown(wall: Wall) -> Shown:
    """The wall: the headings with their notes, then what stands under none, question by question."""
    return {
        "headings": [
            {
                "id": one.public_id,
                "name": one.name,
                "notes": [
                    {"id": note.public_id, "text": note.text, "asks": str(IDEA_TEXTS[note.asks])}
                    for note in one.notes
                ],
            }
            for one in wall.headings
        ],
        "loose": [
            {
                "asks": str(IDEA_TEXTS[asks]),
                "notes": [{"id": one.public_id, "text": one.text} for one in wall.loose_of(asks)],
            }
            for asks in IdeaSort
        ],
        "note_count": wall.count,
    }


def found_words(found: list[Became]) -> list[str]:
    """How many of each sort were found, beside how many one looks for; never refused."""
    return [_found(improves, how_many(found, improves)) for improves in Improves]


def _found(improves: Improves, count: int) -> str:
    told = {
        Improves.QUALITY: ngettext(
            "%(count)s potential quality improvement", "%(count)s potential quality improvements", count
        ),
        Improves.EFFICIENCY: ngettext(
            "%(count)s potential efficiency improvement", "%(count)s potential efficiency improvements", count
        ),
    }[improves] % {"count": count}
    if count < WANTED:
        beside = _("%(missing)s fewer than the %(wanted)s one looks for")
        return f"{told}, {beside % {'missing': WANTED - count, 'wanted': WANTED}}"
    if count > WANTED:
        return f"{told}, {_('more than the %(wanted)s one looks for') % {'wanted': WANTED}}"
    return f"{told}, {_('as many as one looks for')}"


def potential_shown(one: Became) -> Shown:
    """Something that was found, with what became of it."""
    return {
        "id": one.public_id,
        "title": one.title,
        "text": one.text,
        "improves": str(IMPROVES[one.improves]),
        "stage": stage_words(one.stage),
        "colour": _STAGE_COLOURS[one.stage],
        "number": one.matter.case_number if one.matter else "",
        "matter_url": address("governance:matter", one.matter.public_id) if one.matter else "",
        "due": when(one.matter.due_at) if one.matter and one.matter.due_at and not one.matter.result else "",
        "begun": one.begun.title if one.begun else "",
        "begun_url": address("portfolio:initiative", one.begun.public_id) if one.begun else "",
        "in_use_on": words().day(one.in_use_on) if one.in_use_on else "",
        "is_sent": one.is_sent,
    }
