"""A benefit over time: the picture, and the same numbers in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samspil.apps.benefits.forms.choices import GRADES
from samspil.apps.benefits.selectors.came import Came, came_by, rules_of, values_by
from samspil.apps.benefits.selectors.whole import Whole, courses_of, outlook_of
from samspil.apps.benefits.types import HOURS
from samspil.apps.benefits.views.amounts import about
from samspil.apps.benefits.views.values import value
from samspil.apps.measurements.selectors.histories import History
from samspil.core.benefits.curves import Outlook, added_up, day_rows, shown_until, year_ends
from samspil.core.benefits.drawing import Curve, Line, Point, Said, curve_picture
from samspil.core.benefits.indicator import Indicator
from samspil.wording.words import Words

Shown = dict[str, Any]


def curve(whole: Whole, today: date, say: Words) -> Shown | None:
    """What a benefit is drawn by: the amounts of its plans, else its leading indicator, else nothing."""
    if whole.benefit.counted_in and whole.plans:
        return _amounts(whole, today, say)
    leading = whole.leading or next((one for one in whole.indicators if one.baselines), None)
    return _indicator(whole, leading, today, say) if leading and leading.baselines else None


def _amounts(whole: Whole, today: date, say: Words) -> Shown:
    courses, counted_in = courses_of(whole), whole.benefit.counted_in
    bounds = outlook_of(whole)
    until = shown_until(courses, today)
    came = came_by(whole, courses[-1])
    names = [plan_name(number) for number in range(1, len(courses) + 1)]
    lines = tuple(
        Line(name, added_up(one, until), holds=name == names[-1])
        for name, one in zip(names, courses, strict=True)
    )

    def told(number: Fraction) -> str:
        return about(int(number * 100), counted_in, say)

    drawn = Curve(
        lines,
        low=added_up(bounds[0], until) if bounds else (),
        high=added_up(bounds[1], until) if bounds else (),
        measured=_points(came, told, say),
        replanned=_replanned([(one.made_at, one.sequence) for one in whole.plans]),
    )
    days = sorted({*year_ends(courses[0].go_live, until), *(one.on for one in came)})
    rows = day_rows(courses, Outlook(*bounds) if bounds else None, days)
    measured = {one.on: one for one in came}
    return {
        "picture": _drawn(drawn, whole, today, told, say),
        "unit": _("hours, added up") if counted_in == HOURS else _("money, added up"),
        "plans": names,
        "has_band": bounds is not None,
        "rows": [
            {
                "day": say.day(row.on),
                "planned": [told(one) for one in row.planned],
                "band": f"{told(row.low)} – {told(row.high)}"
                if row.low is not None and row.high is not None
                else "",
                **_measured(measured.get(row.on), told),
            }
            for row in rows
        ],
    }


def _indicator(whole: Whole, leading: History, today: date, say: Words) -> Shown:
    rules = [rules_of(leading, place) for place in range(len(leading.baselines))]
    names = [_("Target %(n)s") % {"n": place + 1} for place in range(len(rules))]

    def told(number: Fraction) -> str:
        return value(number, say, leading.unit)

    lines = tuple(
        Line(name, _course(one), holds=name == names[-1]) for name, one in zip(names, rules, strict=True)
    )
    came = values_by(leading)
    drawn = Curve(
        lines,
        measured=_points(came, told, say),
        replanned=_replanned([(one.made_at, one.sequence) for one in leading.baselines]),
    )
    days = sorted({one.on for one in came} | {day for line in lines for day, _value in line.points})
    measured = {one.on: one for one in came}
    return {
        "picture": _drawn(drawn, whole, today, told, say),
        "unit": f"{leading.name}, {leading.unit}",
        "plans": names,
        "has_band": False,
        "rows": [
            {
                "day": say.day(day),
                "planned": [told(Fraction(one.target_on(day))) for one in rules],
                **_measured(measured.get(day), told),
            }
            for day in days
        ],
    }


def plan_name(number: int) -> str:
    """What a plan is called: the first is the promise that everything is held against."""
    return _("Plan %(n)s") % {"n": number}


def _course(rules: Indicator) -> tuple[tuple[date, Fraction], ...]:
    said: list[tuple[date, Decimal]] = [(rules.baseline.on, rules.baseline.value)]
    said += [(one.on, one.value) for one in rules.targets]
    return tuple((day, Fraction(wanted)) for day, wanted in said)


def _points(came: Sequence[Came], told: Any, say: Words) -> tuple[Point, ...]:
    return tuple(
        Point(one.on, one.value, one.grade, f"{say.day(one.on)}: {told(one.value)}. {GRADES[one.grade]}")
        for one in came
    )


def _replanned(made: Sequence[tuple[Any, int]]) -> tuple[tuple[date, str], ...]:
    return tuple((timezone.localdate(at), plan_name(number)) for at, number in made if number > 1)


def _measured(one: Came | None, told: Any) -> Shown:
    if one is None:
        return {"measured": "", "grade": ""}
    return {"measured": told(one.value), "grade": GRADES[one.grade]}


def _drawn(drawn: Curve, whole: Whole, today: date, told: Any, say: Words) -> str:
    description = _("The table below says the same in words.")
    words = Said(f"{whole.benefit.number} {whole.benefit.title}", description, _("Today"), told)
    # Every text in it is escaped where it is written.
    return mark_safe(curve_picture(drawn, today, words))  # nosec B308 B703
