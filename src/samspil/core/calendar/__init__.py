"""Days as an organisation counts them: closed days, working days, deadlines and meetings."""

from samspil.core.calendar.closed_days import CLOSED_BY_ORGANISATION, closed_days
from samspil.core.calendar.deadlines import ClockRules, Deadline, DeadlineUnit, Step, deadline
from samspil.core.calendar.meetings import MeetingCalendar, WhenClosed
from samspil.core.calendar.recurrence import Recurrence, read_recurrence
from samspil.core.calendar.workdays import WEEKEND, WorkCalendar, WorkdayTable

__all__ = [
    "CLOSED_BY_ORGANISATION",
    "WEEKEND",
    "ClockRules",
    "Deadline",
    "DeadlineUnit",
    "MeetingCalendar",
    "Recurrence",
    "Step",
    "WhenClosed",
    "WorkCalendar",
    "WorkdayTable",
    "closed_days",
    "deadline",
    "read_recurrence",
]
