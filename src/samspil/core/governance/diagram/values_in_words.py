"""Numbers, clocks and meeting calendars, short enough for a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from samspil.core.governance.compiling import clock_of
from samspil.core.governance.diagram.words import EVERY, MONTHS, ORDINALS, UNITS, WEEKDAYS, say
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.forums import Calendar
from samspil.core.governance.language.routes import Clock
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.parameters import MINOR_UNITS

_MONEY: Final = frozenset({Unit.MONEY_DKK, Unit.MONEY_NOK})
_THOUSANDS: Final = {"da": ".", "en": ",", "nb": "\u00a0"}


def grouped(number: Fraction, language: str) -> str:
    """A number as the language writes it: thousands apart, at most two decimals, else a fraction.

    >>> grouped(Fraction(800000), "da"), grouped(Fraction(5, 2), "da"), grouped(Fraction(2, 3), "en")
    ('800.000', '2,5', '2/3')
    """
    hundredths = number * 100
    if hundredths.denominator != 1:
        return str(number)
    whole, rest = divmod(int(hundredths), 100)
    written = f"{whole:,}".replace(",", _THOUSANDS[language])
    decimals = f"{rest:02}".rstrip("0")
    point = "." if language == "en" else ","
    return written + (point + decimals if decimals else "")


def amount(value: Fraction, unit: Unit, language: str) -> str:
    """A parameter's value with its unit; money comes in øre.

    >>> amount(Fraction(10_000_000), Unit.MONEY_DKK, "da"), amount(Fraction(1), Unit.MONTHS, "en")
    ('100.000 kr.', '1 month')
    """
    shown = value / MINOR_UNITS if unit in _MONEY else value
    one, several = UNITS[unit]
    return (one if shown == 1 else several).in_language(language).format(n=grouped(shown, language))


def parameter(model: GovernanceModel, key: str, on: date, language: str) -> str:
    """A parameter's value on a day, in words."""
    reading = model.program.book.read(key, on)
    return amount(reading.value, reading.unit, language)


def clock_in_words(model: GovernanceModel, clock: Clock | None, on: date, language: str) -> str:
    """How long a step may take: ``5 working days``, ``next meeting``, ``at once``."""
    _, key = clock_of(clock)
    if clock is None or key is None:
        return say("at_once", language)
    if clock.meetings is None:
        return parameter(model, key, on, language)
    meetings = model.program.book.read(key, on).value
    if meetings == 1:
        return say("next_meeting", language)
    return say("within_meetings", language, n=grouped(meetings, language))


def listed(words: Sequence[str], language: str, last: str = "and") -> str:
    """Words with commas and ``and`` or ``or`` before the last.

    >>> listed(["a", "b", "c"], "en")
    'a, b and c'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say(last, language)} {words[-1]}"


def rhythm(calendar: Calendar, language: str) -> str:
    """How often a forum meets: the recurrence in words.

    >>> rule = {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "when_closed": "next", "source": "assumed"}
    >>> rhythm(Calendar.model_validate(rule | {"starts": "2026-01-06T09:00"}, strict=False), "en")
    'every 2 weeks, Tuesday'
    """
    parts = dict(part.split("=", 1) for part in calendar.rule.upper().split(";"))
    said = [_every(parts, language), _days(parts, language)]
    if "BYMONTH" in parts:
        months = _months([int(month) for month in parts["BYMONTH"].split(",")], language)
        in_months = f"{say('in', language)} {months}"
        # Days in named months say by themselves that it is every year.
        said = [f"{said[1]} {in_months}"] if said[1] and "INTERVAL" not in parts else [*said, in_months]
    if calendar.months_off:
        said.append(f"{say('not_in', language)} {_months(calendar.months_off, language)}")
    return ", ".join(part for part in said if part)


def _every(parts: Mapping[str, str], language: str) -> str:
    interval = parts.get("INTERVAL", "1")
    once, every = EVERY[parts["FREQ"]]
    return once.in_language(language) if interval == "1" else every.in_language(language).format(n=interval)


def _days(parts: Mapping[str, str], language: str) -> str:
    days = [_day(day, language) for day in parts.get("BYDAY", "").split(",") if day]
    if "BYSETPOS" in parts and days:
        places = [_ordinal(int(place), language) for place in parts["BYSETPOS"].split(",")]
        return f"{listed(places, language)} {listed(days, language, 'or')}"
    if "BYMONTHDAY" in parts:
        return say("on_day", language, n=parts["BYMONTHDAY"].replace(",", ", "))
    return listed(days, language)


def _day(written: str, language: str) -> str:
    name = WEEKDAYS[written[-2:]].in_language(language)
    return f"{_ordinal(int(written[:-2]), language)} {name}" if written[:-2] else name


def _ordinal(number: int, language: str) -> str:
    return ORDINALS[number].in_language(language) if number in ORDINALS else f"{number}."


def _months(numbers: Sequence[int], language: str) -> str:
    return listed([MONTHS[number - 1].in_language(language) for number in numbers], language)


def lowered(text: str) -> str:
    """A name inside a sentence: its first letter small, unless it is an abbreviation.

    >>> lowered("Amount"), lowered("GDPR")
    ('amount', 'GDPR')
    """
    return text[0].lower() + text[1:] if text[1:2].islower() else text
