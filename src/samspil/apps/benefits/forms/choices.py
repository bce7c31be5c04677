"""What can be chosen of a benefit, an indicator and a measurement, in the words of the page's language."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.apps.benefits.types import Asks, BottomLine, Sort, Way
from samspil.apps.measurements.types import Method, Reads
from samspil.core.benefits.course import Recurrence
from samspil.core.benefits.indicator import Aggregation
from samspil.core.benefits.measuring import Grade
from samspil.core.benefits.states import State

Texts = dict[str, str | Promise]

STATES: Final[Texts] = {
    State.IDEA.value: _("Idea"),
    State.QUALIFIED.value: _("Qualified"),
    State.PLANNED.value: _("Planned"),
    State.REALISING.value: _("Being realised"),
    State.REALISED.value: _("Realised"),
    State.PARTLY.value: _("Partly realised"),
    State.NOT_REALISED.value: _("Not realised"),
    State.LAPSED.value: _("Lapsed"),
    State.HANDED_OVER.value: _("Handed to operations"),
}
STATE_COLOURS: Final = {
    State.IDEA.value: "neutral",
    State.QUALIFIED.value: "neutral",
    State.PLANNED.value: "accent",
    State.REALISING.value: "info",
    State.REALISED.value: "success",
    State.PARTLY.value: "warning",
    State.NOT_REALISED.value: "danger",
    State.LAPSED.value: "danger",
    State.HANDED_OVER.value: "info",
}
BOTTOM_LINES: Final[Texts] = {
    BottomLine.WELL_BEING.value: _("Well-being"),
    BottomLine.QUALITY.value: _("Quality"),
    BottomLine.TIME_AND_RESOURCES.value: _("Time and resources"),
}
SORTS: Final[Texts] = {
    Sort.DIRECT.value: _("Money that is saved or comes in"),
    Sort.FREED_TIME.value: _("Hours that are set free"),
    Sort.QUALITATIVE.value: _("Neither: it shows in an indicator alone"),
}
WAYS: Final[Texts] = {
    Way.BUDGET_REDUCTION.value: _("The budget is cut"),
    Way.REALLOCATED.value: _("Moved to other work"),
    Way.AVOIDED_COST.value: _("A cost that does not come"),
    Way.CAPACITY_KEPT.value: _("Kept as capacity"),
    Way.OTHER_BODY.value: _("Falls to another public body"),
    Way.NOT_CASHABLE.value: _("Cannot be taken home"),
}
RECURRENCES: Final[Texts] = {
    Recurrence.YEARLY.value: _("Every year"),
    Recurrence.ONCE.value: _("Once"),
}
METHODS: Final[Texts] = {
    Method.REGISTER.value: _("Read from a register"),
    Method.TIME_STUDY.value: _("Time study"),
    Method.SURVEY.value: _("Survey"),
    Method.COUNT.value: _("Count"),
}
READS: Final[Texts] = {
    Reads.PROGRESS.value: _("How far the benefit has come, from the baseline to the goal"),
    Reads.AMOUNT.value: _("The amount itself: kroner or hours of the period"),
    Reads.NOTHING.value: _("Neither: it is shown beside the benefit"),
}
AGGREGATIONS: Final[Texts] = {
    Aggregation.LATEST.value: _("The latest counts"),
    Aggregation.SUM.value: _("They are added"),
    Aggregation.MEAN.value: _("Their mean"),
    Aggregation.LARGEST.value: _("The largest"),
    Aggregation.SMALLEST.value: _("The smallest"),
}
GRADES: Final[Texts] = {
    Grade.ALL.value: _("All cases, or a register"),
    Grade.SAMPLE.value: _("A sample"),
    Grade.JUDGED.value: _("A judgement"),
}
ASKS: Final[Texts] = {
    Asks.LAPSE.value: _("That the benefit lapses"),
    Asks.NEW_PLAN.value: _("That it gets a new plan"),
}
