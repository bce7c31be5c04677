"""Days as they are asked on the command line; the only place that looks at today's date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from samspil.cli.desk import WrongUsageError
from samspil.core.errors import Problem

BROUGHT_AT_HOUR: Final = 10
_FORMS: Final = ("%Y-%m-%d", "%Y-%m-%dT%H", "%Y-%m-%dT%H:%M")


def today() -> date:
    """The day when nobody asked for another."""
    return date.today()  # noqa: DTZ011, TID251 – who asks at the command line without a day means today


def day_asked(text: str | None) -> date:
    """A day as asked, or today.

    Raises:
        WrongUsageError: ``not_a_day_or_hour``.
    """
    return today() if text is None else _read(text).date()


def moment_asked(text: str, zone: str) -> datetime:
    """A day as asked, at the hour given or ten o'clock, by the clock of a zone.

    Raises:
        WrongUsageError: ``not_a_day_or_hour``.
    """
    read = _read(text)
    local = read if "T" in text else read.replace(hour=BROUGHT_AT_HOUR)
    return local.replace(tzinfo=ZoneInfo(zone))


def _read(text: str) -> datetime:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 – the zone is the model's, put on by the caller
        except ValueError:
            continue
    raise WrongUsageError([Problem("not_a_day_or_hour", {"text": text})])
