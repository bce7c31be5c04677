"""Days, amounts, units, codes and names as a language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from samspil.core.errors import Problem
from samspil.core.units import Money
from samspil.wording import problems
from samspil.wording.catalogues import Language, fill, texts

_LOCALES: Final = {"da": "da_DK", "en": "en_GB", "nb": "nb_NO"}
_CURRENCIES: Final = {"dkk": "DKK", "nok": "NOK"}
_MILLIONTH: Final = Decimal("0.000001")
_WIDE: Final = Context(prec=80)  # a measured number has twenty digits at most; nothing is lost that has more
_EXACT: Final = "#,##0.00"
_PLAIN_SPACES: Final = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NARROW NO-BREAK SPACE}"): " "}


@lru_cache(maxsize=4096)
def _written(day: int, form: str, language: Language) -> str:
    """A day by its number: a page tells the same few days many times."""
    return format_date(date.fromordinal(day), form, locale=_LOCALES[language])


class _Frame(NamedTuple):
    """What stands round the digits of a number, and between them."""

    before: str
    group: str
    mark: str
    after: str

    def round(self, whole: int, hundredths: int) -> str:
        """A number that is not below nought; hundredths only where there are any."""
        parts = f"{self.mark}{hundredths:02}" if hundredths else ""
        return f"{self.before}{f'{whole:,}'.replace(',', self.group)}{parts}{self.after}"


@lru_cache(maxsize=64)
def _frame(currency: str, language: Language, is_below: bool) -> _Frame:
    """As Babel writes it, looked at once: for each of a thousand amounts on a page it takes its time."""
    number, locale = Decimal("-1234567.89" if is_below else "1234567.89"), _LOCALES[language]
    if currency:
        pattern = f"¤ {_EXACT}" if language == "en" else f"{_EXACT} ¤"
        said = format_currency(number, currency, pattern, locale=locale, currency_digits=False)
    else:
        said = format_decimal(number, _EXACT, locale=locale)
    said = said.translate(_PLAIN_SPACES)
    before, _one, rest = said.partition("1")
    digits, _nine, after = rest.rpartition("9")
    return _Frame(before, digits[0], digits[-2], after)


@dataclass(frozen=True, slots=True)
class Words:
    """One language. Moments are told by the clock of ``zone``.

    Spaces are plain ones, so that what is written can be searched for and pasted.
    """

    language: Language
    zone: str = "Europe/Copenhagen"

    def say(self, key: str, /, **args: object) -> str:
        """A text of the ``words`` catalogue.

        Raises:
            KeyError: there is none, or an argument is missing.
        """
        return fill(texts(self.language, "words")[key], {name: str(value) for name, value in args.items()})

    def knows(self, key: str) -> bool:
        """Whether the ``words`` catalogue has a text."""
        return key in texts(self.language, "words")

    def problem(self, problem: Problem) -> str:
        """What is wrong and what to do, without the place."""
        return problems.in_words(problem, self)

    def day(self, day: date) -> str:
        """A date.

        >>> Words("da").day(date(2026, 11, 23)), Words("en").day(date(2026, 11, 23))
        ('23. november 2026', '23 November 2026')
        """
        return _written(day.toordinal(), "long", self.language)

    def weekday(self, day: date) -> str:
        """A date with its day of the week, short.

        >>> Words("da").weekday(date(2026, 11, 23)), Words("nb").weekday(date(2026, 11, 23))
        ('man. 23. nov. 2026', 'man. 23. nov. 2026')
        """
        pattern = "EEE d MMM y" if self.language == "en" else "EEE d. MMM y"
        return _written(day.toordinal(), pattern, self.language)

    def moment(self, at: datetime) -> str:
        """A day with the hour, by the zone's clock; a moment without a zone is told as it stands.

        >>> Words("en").moment(datetime.fromisoformat("2026-11-23T15:00+00:00"))
        '23 November 2026 at 16:00'
        """
        local = at.astimezone(ZoneInfo(self.zone)) if at.utcoffset() is not None else at
        return self.say("moment", day=self.day(local.date()), time=self.time(local))

    def short_moment(self, at: datetime) -> str:
        """A day of the week with the hour, by the zone's clock.

        >>> Words("da").short_moment(datetime.fromisoformat("2026-11-23T15:00+00:00"))
        'man. 23. nov. 2026 16.00'
        """
        return f"{self.weekday(at.astimezone(ZoneInfo(self.zone)).date())} {self.time(at)}"

    def time(self, at: datetime) -> str:
        """An hour as the zone's clock shows it: 16.00 in Danish and Norwegian, 16:00 in English."""
        local = at.astimezone(ZoneInfo(self.zone)) if at.utcoffset() is not None else at
        return f"{local:%H:%M}" if self.language == "en" else f"{local:%H.%M}"

    def money(self, money: Money) -> str:
        """An amount with its currency; øre only where there are any.

        >>> Words("da").money(Money.of(100000)), Words("en").money(Money.of("100000.50"))
        ('100.000 kr.', 'DKK 100,000.50')
        """
        frame = _frame(money.currency, self.language, money.minor < 0)
        return frame.round(*divmod(abs(money.minor), 100))

    def number(self, number: int | Decimal | Fraction, decimals: int = 0) -> str:
        """A number; a fraction with at most one decimal, or with as many as are asked for.

        >>> Words("da").number(1234), Words("en").number(Fraction(7, 2))
        ('1.234', '3.5')
        >>> Words("da").number(Fraction(10_001, 3), 4)
        '3.333,6667'
        """
        if isinstance(number, int) and not decimals:
            return _frame("", self.language, number < 0).round(abs(number), 0)
        pattern = f"#,##0.{'0' * decimals or '#'}"
        value = Decimal(number.numerator) / number.denominator if isinstance(number, Fraction) else number
        return format_decimal(value, pattern, locale=_LOCALES[self.language]).translate(_PLAIN_SPACES)

    def measured(self, number: Decimal) -> str:
        """A number with as many decimals as it has, six at most.

        >>> Words("da").measured(Decimal("1234.50")), Words("en").measured(Decimal("7"))
        ('1.234,5', '7')
        """
        exact = _WIDE.quantize(number, _MILLIONTH)
        whole, _point, part = f"{abs(exact):f}".partition(".")
        frame, part = _frame("", self.language, exact.is_signed()), part.rstrip("0")
        told = f"{int(whole):,}".replace(",", frame.group)
        return f"{frame.before}{told}{frame.mark if part else ''}{part}{frame.after}"

    def percent(self, share: Fraction) -> str:
        """A share as a whole percentage.

        >>> Words("da").percent(Fraction(1, 3))
        '33%'
        """
        whole = (share * 100 + Fraction(1, 2)).__floor__()
        return f"{whole} %" if self.language == "nb" else f"{whole}%"

    def quantity(self, value: int | Fraction, unit: str) -> str:
        """A value with its unit, money in minor units.

        >>> Words("da").quantity(5, "working_days"), Words("en").quantity(1, "working_days")
        ('5 arbejdsdage', '1 working day')
        """
        if unit in _CURRENCIES:
            return self.money(Money(int(value), _CURRENCIES[unit]))
        is_broken = isinstance(value, Fraction) and value.denominator != 1
        told = str(value) if is_broken and unit == "share" else self.number(value)
        return self.say(f"unit.{unit}.{'one' if value == 1 else 'other'}", n=told)

    def yes_or_no(self, yes: bool) -> str:
        """Yes or no."""
        return self.say("yes" if yes else "no")
