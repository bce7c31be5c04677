"""What was promised first, what is said now, and the difference in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.portfolio.selectors.whole import Whole
from samspil.core.units import Money
from samspil.wording.words import Words

OWN_CURRENCY: Final = "DKK"


@dataclass(frozen=True, slots=True)
class Promise:
    """A line: what was promised, what is said now, and in words how they differ."""

    name: str
    first: str
    now: str
    difference: str
    is_worse: bool = False


def promises(whole: Whole, words: Words) -> list[Promise]:
    """Cost, end and work. What nobody has said is said to be unknown, never zero."""
    return [_cost(whole, words), _end(whole, words), *_effort(whole, words)]


def amount(minor: int | None, currency: str | None, words: Words) -> str:
    """An amount, or that nobody knows it."""
    return words.money(Money(minor, currency or OWN_CURRENCY)) if minor is not None else _("Not known")


def _cost(whole: Whole, words: Words) -> Promise:
    first = _money(whole.estimates[0].cost_minor, whole.estimates[0].currency) if whole.estimates else None
    now = _cost_now(whole)
    told = words.money(now) if now is not None else _("Not reported")
    difference, is_worse = _cost_difference(first, now, words)
    return Promise(_("Cost"), _first(first and words.money(first)), told, difference, is_worse)


def _cost_now(whole: Whole) -> Money | None:
    """What was said last: in a report, or by a later baseline. The first estimate itself says nothing now."""
    report = whole.reported
    later = [one for one in whole.estimates[1:] if one.cost_minor is not None]
    if later and (report is None or timezone.localdate(later[-1].made_at) > report.on):
        return _money(later[-1].cost_minor, later[-1].currency)
    return _money(report.expected_cost_minor, report.currency) if report is not None else None


def _money(minor: int | None, currency: str | None) -> Money | None:
    return Money(minor, currency or OWN_CURRENCY) if minor is not None else None


def _cost_difference(first: Money | None, now: Money | None, words: Words) -> tuple[str, bool]:
    if first is None or now is None:
        return "", False
    if first.currency != now.currency:
        return _("Not compared: another currency than was promised"), False
    if first == now:
        return _("As promised"), False
    told = {"amount": words.money(max(first, now) - min(first, now))}
    if now < first:
        return _("%(amount)s less") % told, False
    if first.minor <= 0:
        return _("%(amount)s more") % told, True
    told["share"] = words.percent(Fraction((now - first).minor, first.minor))
    return _("%(amount)s more (%(share)s)") % told, True


def _end(whole: Whole, words: Words) -> Promise:
    first = whole.estimates[0].ends_on if whole.estimates else None
    later = [one.ends_on for one in whole.estimates[1:] if one.ends_on is not None]
    now = whole.initiative.ended_on or whole.initiative.expected_end or (later[-1] if later else None)
    difference, is_worse = _days_between(first, now)
    told = words.day(now) if now is not None else _("Not known")
    name = _("Ended on") if whole.initiative.ended_on else _("Ends on")
    return Promise(name, _first(first and words.day(first)), told, difference, is_worse)


def _days_between(first: date | None, now: date | None) -> tuple[str, bool]:
    if first is None or now is None:
        return "", False
    days = (now - first).days
    if days == 0:
        return _("As promised"), False
    told = {"days": abs(days)}
    if days < 0:
        return ngettext("%(days)s day earlier", "%(days)s days earlier", -days) % told, False
    return ngettext("%(days)s day later", "%(days)s days later", days) % told, True


def _effort(whole: Whole, words: Words) -> list[Promise]:
    """Only where somebody has estimated it."""
    said = [one.effort_hundredths for one in whole.estimates]
    if not any(one is not None for one in said):
        return []
    first, last = said[0], next(one for one in reversed(said) if one is not None)
    difference, is_worse = "", False
    if first is not None and len(said) > 1:
        difference, is_worse = _work_difference(first, last, words)
    return [Promise(_("Work"), _first(first and work(first, words)), work(last, words), difference, is_worse)]


def _work_difference(first: int, last: int, words: Words) -> tuple[str, bool]:
    if first == last:
        return _("As promised"), False
    told = {"amount": work(abs(last - first), words)}
    return (_("%(amount)s more") % told, True) if last > first else (_("%(amount)s less") % told, False)


def work(hundredths: int, words: Words) -> str:
    """Work in person-days."""
    days = Fraction(hundredths, 100)
    text = ngettext("%(days)s person-day", "%(days)s person-days", 1 if days == 1 else 2)
    return text % {"days": words.number(days)}


def _first(said: object) -> str:
    return str(said) if said else _("Nothing was promised")
