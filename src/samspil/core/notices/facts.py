"""Single facts out of elements; what is wrong is collected, so that one reading tells everything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.notices.notice import Party
from samspil.core.notices.xml import Element
from samspil.core.register import is_valid_cvr
from samspil.core.units import Money

DENMARK: Final = ("DK", "DNK")
_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_DAY = re.compile(rf"(\d{{4}})-?(\d{{2}})-?(\d{{2}}){_ZONE}", re.ASCII)
_HOUR = re.compile(rf"([01]\d|2[0-3]):([0-5]\d)(?::\d\d(?:\.\d+)?)?{_ZONE}", re.ASCII)
_CPV = re.compile(r"\d{8}(-\d)?", re.ASCII)
_AMOUNT = re.compile(r"\d{1,16}(\.\d{1,2}0*)?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_QUOTE: Final = 80


@dataclass(slots=True)
class Facts:
    """Reads facts from elements and keeps every problem until `refuse_if_wrong`."""

    problems: list[Problem] = field(default_factory=list)

    def refuse_if_wrong(self) -> None:
        """Raise all that was found.

        Raises:
            ProblemsError: in the order of the file.
        """
        if self.problems:
            raise ProblemsError(sorted(self.problems, key=lambda problem: problem.place or Place("", 0)))

    def lacks(self, inside: Element, path: str) -> None:
        """Note that what every notice must have is not there."""
        self.problems.append(Problem("notice_lacks", {"element": path, "inside": inside.name}, inside.place))

    def text(self, inside: Element, path: str) -> str:
        """The text at the path; none is a problem and reads as empty."""
        text = optional_text(inside, path)
        if text is None:
            self.lacks(inside, path)
        return text or ""

    def attribute(self, element: Element, name: str) -> str:
        """The attribute; none is a problem and reads as empty."""
        value = element.attributes.get(name, "").strip()
        if not value:
            self.lacks(element, f"@{name}")
        return value

    def day(self, element: Element | None) -> date | None:
        """``2022-01-21``, ``20220121`` or ``2022-01-21+01:00`` as a day of the place."""
        if element is None:
            return None
        if written := _DAY.fullmatch(element.text):
            with suppress(ValueError):  # 31 February
                return date.fromisoformat("-".join(written.groups()))
        self.problems.append(
            Problem("notice_bad_day", {"element": element.name, "found": quoted(element.text)}, element.place)
        )
        return None

    def days(self, elements: Iterable[Element]) -> list[date]:
        """The days that can be read, earliest first."""
        return sorted(day for element in elements if (day := self.day(element)))

    def hour(self, element: Element | None) -> time | None:
        """``23:59`` or ``10:00:00+02:00`` as an hour of the place."""
        if element is None:
            return None
        written = _HOUR.fullmatch(element.text)
        if written is None:
            self.problems.append(
                Problem(
                    "notice_bad_hour", {"element": element.name, "found": quoted(element.text)}, element.place
                )
            )
            return None
        return time(int(written[1]), int(written[2]))

    def money(self, element: Element | None, currency: str) -> Money | None:
        """The amount with its currency, which stands in the attribute of that name."""
        if element is None:
            return None
        of = element.attributes.get(currency, "")
        if not (_AMOUNT.fullmatch(element.text) and _CURRENCY.fullmatch(of)):
            self.problems.append(
                Problem(
                    "notice_bad_amount",
                    {"element": element.name, "found": quoted(f"{element.text} {of}")},
                    element.place,
                )
            )
            return None
        return Money.of(_without_end_zeros(element.text), of)

    def cpv(self, codes: Iterable[tuple[str, Element]]) -> tuple[str, ...]:
        """Eight digits each, the first time each stands; the check digit is left out."""
        found: dict[str, None] = {}
        for code, element in codes:
            if _CPV.fullmatch(code):
                found[code[:8]] = None
            else:
                self.problems.append(Problem("notice_bad_cpv", {"found": quoted(code)}, element.place))
        return tuple(found)


def quoted(text: str) -> str:
    """As much of a text as a message can carry."""
    return text[:LONGEST_QUOTE].strip()


def optional_text(inside: Element, path: str) -> str | None:
    """The text at the path; an empty one is none."""
    element = inside.first(path)
    return (element.text or None) if element else None


def party(name: str, country: str | None, national_id: str | None) -> Party:
    """A party, with its CVR number where it is Danish and the number is one.

    >>> party("DSB", "DK", "CVR nr. 25050053").cvr, party("Nokia", "FI", "25050053").cvr
    ('25050053', None)
    """
    digits = "".join(re.findall(r"[0-9]", national_id or ""))
    is_cvr = country in DENMARK and is_valid_cvr(digits)
    return Party(name, country, national_id, digits if is_cvr else None)


def once_each(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties in order, without repetition."""
    return tuple(dict.fromkeys(parties))


def _without_end_zeros(amount: str) -> str:
    """``7200000.0000`` says no more than ``7200000``."""
    return amount.rstrip("0").rstrip(".") if "." in amount else amount
