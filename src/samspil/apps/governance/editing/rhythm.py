"""When a forum meets, as a form asks it: every second Tuesday at 13, not in July. And as RFC 5545 says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

WEEKLY: Final = "weekly"
MONTHLY: Final = "monthly"
YEARLY: Final = "yearly"
OTHER: Final = "other"

_PARTS: Final = ("FREQ", "INTERVAL", "BYMONTH", "BYDAY")
_MONTHS: Final = re.compile(r"[0-9]{1,2}(,[0-9]{1,2})*")
_PLACED: Final = re.compile(r"(-1|[1-4])(MO|TU|WE|TH|FR)")
_DAY: Final = re.compile(r"MO|TU|WE|TH|FR")


def as_fields(calendar: Mapping[str, Any]) -> dict[str, Any]:
    """A calendar as the answers of a form; a rule that the form does not ask for is ``other``, as it is.

    >>> fields = as_fields({"starts": "2026-01-06T13:00", "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"})
    >>> fields["rhythm"], fields["every"], fields["weekday"], fields["time"]
    ('weekly', 2, 'TU', '13:00')
    """
    day, _, hour = str(calendar.get("starts", "")).partition("T")
    return {
        "first_day": day,
        "time": hour,
        **_rule_fields(str(calendar.get("rule", ""))),
        "months_off": [str(month) for month in calendar.get("months_off", [])],
        "except_days": list(calendar.get("except_days", [])),
        "also": list(calendar.get("also", [])),
        "when_closed": calendar.get("when_closed", ""),
    }


def _rule_fields(rule: str) -> dict[str, Any]:
    other = {"rhythm": OTHER, "every": 1, "weekday": "", "which": "", "months": [], "recurrence": rule}
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if any(part not in _PARTS for part in parts) or not parts.get("INTERVAL", "1").isdecimal():
        return other
    day, placed = parts.get("BYDAY", ""), _PLACED.fullmatch(parts.get("BYDAY", ""))
    told = {**other, "every": int(parts.get("INTERVAL", "1"))}
    if parts.get("FREQ") == "WEEKLY" and _DAY.fullmatch(day):
        told |= {"rhythm": WEEKLY, "weekday": day}
    elif placed and parts.get("FREQ") == "MONTHLY":
        told |= {"rhythm": MONTHLY, "which": placed[1], "weekday": placed[2]}
    elif placed and parts.get("FREQ") == "YEARLY" and _MONTHS.fullmatch(parts.get("BYMONTH", "")):
        months = parts["BYMONTH"].split(",")
        told |= {"rhythm": YEARLY, "which": placed[1], "weekday": placed[2], "months": months}
    # Only a rule that comes back letter for letter is told by the form.
    return told if told["rhythm"] != OTHER and as_rule(told) == rule else other


def as_rule(fields: Mapping[str, Any]) -> str:
    """The rule of RFC 5545 for a form's answers.

    >>> as_rule({"rhythm": "monthly", "every": 1, "which": "-1", "weekday": "TH"})
    'FREQ=MONTHLY;BYDAY=-1TH'
    """
    if fields["rhythm"] == OTHER:
        return str(fields["recurrence"])
    if fields["rhythm"] == YEARLY:
        months = ",".join(fields["months"])
        return f"FREQ=YEARLY;BYMONTH={months};BYDAY={fields['which']}{fields['weekday']}"
    interval = f"INTERVAL={fields['every']};" if int(fields["every"] or 1) > 1 else ""
    if fields["rhythm"] == WEEKLY:
        return f"FREQ=WEEKLY;{interval}BYDAY={fields['weekday']}"
    return f"FREQ=MONTHLY;{interval}BYDAY={fields['which']}{fields['weekday']}"


def as_calendar(fields: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """A calendar from a form's answers; what the form does not ask stays as before."""
    wanted = {
        "starts": f"{fields['first_day']}T{fields['time']}",
        "rule": as_rule(fields),
        "months_off": [int(month) for month in fields["months_off"]],
        "except_days": list(fields["except_days"]),
        "also": list(fields["also"]),
        "when_closed": fields["when_closed"],
    }
    return merged(before, wanted)


def merged(before: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Values put over others, in their order; what is empty and was not there is not said."""
    result = dict(before)
    for name, value in wanted.items():
        if value not in ("", None, []) or (name in before and value == before[name]):
            result[name] = value
        else:
            result.pop(name, None)
    return result
