"""Meetings: planned from the calendar, their agenda, who is there, what is decided, and how they end."""

from samspil.apps.governance.services.meetings.agenda import (
    capacity,
    give_minutes,
    move_item,
    put_on_agenda,
    take_off_agenda,
)
from samspil.apps.governance.services.meetings.calling import Call, call_meeting, papers_for
from samspil.apps.governance.services.meetings.deciding import (
    Resolution,
    decide_item,
    put_off_item,
    refusal_of,
    send_out,
)
from samspil.apps.governance.services.meetings.ground import managed, manages
from samspil.apps.governance.services.meetings.holding import (
    cancel_meeting,
    change_meeting,
    close_meeting,
    open_meeting,
    set_attendance,
)
from samspil.apps.governance.services.meetings.partaking import in_the_room
from samspil.apps.governance.services.meetings.planning import (
    PLANNED_AHEAD,
    keep_planned,
    plan_ahead,
    plan_meetings,
)
from samspil.apps.governance.services.meetings.writing import (
    INTEREST,
    WrittenProposal,
    answer_in_writing,
    decide_in_writing,
    drop_in_writing,
    send_in_writing,
)

__all__ = [
    "INTEREST",
    "PLANNED_AHEAD",
    "Call",
    "Resolution",
    "WrittenProposal",
    "answer_in_writing",
    "call_meeting",
    "cancel_meeting",
    "capacity",
    "change_meeting",
    "close_meeting",
    "decide_in_writing",
    "decide_item",
    "drop_in_writing",
    "give_minutes",
    "in_the_room",
    "keep_planned",
    "managed",
    "manages",
    "move_item",
    "open_meeting",
    "papers_for",
    "plan_ahead",
    "plan_meetings",
    "put_off_item",
    "put_on_agenda",
    "refusal_of",
    "send_in_writing",
    "send_out",
    "set_attendance",
    "take_off_agenda",
]
