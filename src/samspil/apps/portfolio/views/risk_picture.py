"""The picture of risks, five by five, with the same told in words; and a risk as a line of a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.portfolio.forms.choices import IMPACTS, LIKELIHOODS, RESPONSES
from samspil.kit.web.language import words

SIDE: Final = 5
_CELL, _LEFT, _TOP = 56, 44, 8
_MOST_IN_A_CELL: Final = 3
# From which product of likelihood and impact a risk is serious, and from which it is watched.
_SERIOUS, _WATCHED = 15, 8


def numbered(rows: Iterable[Any]) -> list[tuple[int, Any]]:
    """Each risk with its number in the picture and the table: the worst is 1."""
    return list(enumerate(rows, start=1))


def level(likelihood: int, impact: int) -> str:
    """How serious a place in the picture is."""
    product = likelihood * impact
    return "high" if product >= _SERIOUS else "middle" if product >= _WATCHED else "low"


def level_word(of: str) -> str:
    """The same in words."""
    return {"high": _("Serious"), "middle": _("Watch"), "low": _("Small")}[of]


def picture(found: Iterable[tuple[int, Any]]) -> dict[str, Any]:
    """The squares with the numbers of the open risks, what stands beside them, and all of it in words."""
    placed: dict[tuple[int, int], list[int]] = {}
    for number, one in found:
        if one.closed_on is None:
            placed.setdefault((one.likelihood, one.impact), []).append(number)
    steps = range(1, SIDE + 1)
    squares = [_square(across, up, placed.get((across, up), [])) for up in steps for across in steps]
    middle = _CELL // 2
    bottom = _TOP + SIDE * _CELL
    return {
        "width": _LEFT + SIDE * _CELL + 8,
        "height": bottom + 44,
        "side": _CELL,
        "squares": squares,
        "across": [{"x": _LEFT + (one - 1) * _CELL + middle, "y": bottom + 18, "said": one} for one in steps],
        "up": [{"x": _LEFT - 10, "y": bottom - (one - 1) * _CELL - middle + 5, "said": one} for one in steps],
        "across_name": {"x": _LEFT + SIDE * middle, "y": bottom + 38},
        "up_name": {"x": 14, "y": _TOP + SIDE * middle},
        "told": _told(placed),
    }


def _square(likelihood: int, impact: int, numbers: list[int]) -> dict[str, Any]:
    shown = ", ".join(str(one) for one in numbers[:_MOST_IN_A_CELL])
    more = len(numbers) - _MOST_IN_A_CELL
    return {
        "x": _LEFT + (likelihood - 1) * _CELL,
        "y": _TOP + (SIDE - impact) * _CELL,
        "text_x": _LEFT + (likelihood - 1) * _CELL + _CELL // 2,
        "text_y": _TOP + (SIDE - impact) * _CELL + _CELL // 2 + 5,
        "level": level(likelihood, impact),
        "said": f"{shown} +{more}" if more > 0 else shown,
    }


def _told(placed: dict[tuple[int, int], list[int]]) -> str:
    """The picture in words: how many open risks there are, and how many of each weight."""
    counts = {"high": 0, "middle": 0, "low": 0}
    for (likelihood, impact), numbers in placed.items():
        counts[level(likelihood, impact)] += len(numbers)
    total = sum(counts.values())
    head = ngettext("%(n)s open risk.", "%(n)s open risks.", total) % {"n": total}
    parts = [f"{level_word(of)}: {n}." for of, n in counts.items() if n]
    return " ".join([head, *parts])


def risk_line(number: int, one: Any, today: date) -> dict[str, Any]:
    """A risk as a line."""
    of = level(one.likelihood, one.impact)
    return {
        "number": number,
        "id": one.public_id,
        "title": one.title,
        "likelihood": LIKELIHOODS[str(one.likelihood)],
        "impact": IMPACTS[str(one.impact)],
        "level": level_word(of),
        "colour": {"high": "danger", "middle": "warning", "low": "success"}[of],
        "response": RESPONSES[one.response],
        "what_is_done": one.what_is_done,
        "owner": one.owner,
        "review_on": one.review_on,
        "review_day": words().weekday(one.review_on),
        "is_late": one.closed_on is None and one.review_on < today,
        "closed_day": words().weekday(one.closed_on) if one.closed_on else "",
    }
