"""Mixes, months and capacity in words, as several pages tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspil.apps.resources.selectors.mix import MonthMix
from samspil.apps.resources.types import Target
from samspil.core.task_mix.language import Category
from samspil.core.task_mix.mix import Protected, whole_percents
from samspil.core.task_mix.picture import Bar, Part, Said, mix_picture
from samspil.kit.web.addresses import address
from samspil.kit.web.filling import written
from samspil.kit.web.language import language, words

Shown = dict[str, Any]
Categories = Mapping[str, Category]
_HOUR: Final = 60
_HUNDRED: Final = 100


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("Tasks and resources"), address("resources:mix")), *more]


def month_words(month: Any) -> str:
    """A month as people write it."""
    return date_format(month, "F Y")


def number(hundredths: int) -> str:
    """Full-time equivalents or days, with what decimals there are."""
    return words().measured(Decimal(hundredths) / _HUNDRED)


def hours(minutes: int) -> str:
    """Whole hours."""
    return words().number(round(Fraction(minutes, _HOUR)))


def points(share: Fraction) -> str:
    """A difference of two shares, in points of per cent, with at most one decimal."""
    return words().number(share * _HUNDRED)


def name_of(key: str, categories: Categories) -> str:
    """What a sort of task is called."""
    found = categories.get(key)
    return found.name.in_language(language()) if found else key


def used(months: Iterable[MonthMix], categories: Categories, today: Iterable[str]) -> list[str]:
    """The sorts of tasks that are shown: those of today, and those of earlier months that have time."""
    had = {key for one in months for key, minutes in one.minutes.items() if minutes}
    targets = {key for one in months if one.target for key in one.target.percents}
    now = set(today)
    return [key for key in categories if key in now or key in had or key in targets]


def percents_in(shares: Mapping[str, Fraction], keys: Sequence[str]) -> list[int]:
    """Whole per cent of each, together 100."""
    whole = whole_percents(shares)
    return [whole.get(key, 0) for key in keys]


def drawn(months: Sequence[MonthMix], keys: Sequence[str], categories: Categories) -> SafeString:
    """The picture: the target above, the newest month below it, the oldest last."""
    names = [name_of(key, categories) for key in keys]
    newest = months[-1].target
    bars = [_bar(_("Target"), newest.shares, keys, names, is_target=True)] if newest else []
    bars += [_bar(month_words(one.month), one.shares, keys, names) for one in reversed(months)]
    said = Said(
        _("The mix of tasks, month by month"),
        _("A bar for each month, in per cent of the time; the table below says the same."),
        tuple(names),
    )
    return written([mix_picture(bars, said)])


def _bar(
    label: str,
    shares: Mapping[str, Fraction],
    keys: Sequence[str],
    names: Sequence[str],
    *,
    is_target: bool = False,
) -> Bar:
    if not shares:
        unknown = _("not recorded")
        return Bar(label, f"{label}: {unknown}", (), unknown=unknown)
    told = [
        Part(at, percent, f"{name}: {words().percent(Fraction(percent, _HUNDRED))}")
        for at, (name, percent) in enumerate(zip(names, percents_in(shares, keys), strict=True))
    ]
    whole = "; ".join(part.said for part in told)
    return Bar(label, f"{label}: {whole}", tuple(told), is_target)


def month_rows(months: Sequence[MonthMix], keys: Sequence[str]) -> list[Shown]:
    """A line for each month, the newest first."""
    return [
        {
            "month": month_words(one.month),
            "percents": [
                words().percent(Fraction(percent, _HUNDRED)) for percent in percents_in(one.shares, keys)
            ]
            if one.by_unit
            else [],
            "hours": hours(sum(one.minutes.values())),
            "units": len(one.by_unit),
        }
        for one in reversed(months)
    ]


def target_cells(target: Target | None, keys: Sequence[str]) -> list[str]:
    """The target in the columns of the months."""
    if target is None:
        return []
    return [words().percent(Fraction(target.percents.get(key, 0), _HUNDRED)) for key in keys]


def protected_rows(
    months: Sequence[MonthMix], development: Iterable[str], categories: Categories
) -> list[Shown]:
    """What was protected for development and what it had, in each month in which both are known."""
    keys = frozenset(development)
    told = [(one, one.protected(keys)) for one in reversed(months)]
    return [_protected(one, found, categories) for one, found in told if found is not None]


def _protected(one: MonthMix, found: Protected, categories: Categories) -> Shown:
    return {
        "month": month_words(one.month),
        "meant": words().percent(found.meant),
        "was": words().percent(found.was),
        "lacking": points(found.lacking) if found.lacking else "",
        "took": took_words(found, categories),
    }


def took_words(found: Protected, categories: Categories) -> str:
    """Which tasks had more than their target, by how much."""
    return "; ".join(
        _("%(name)s +%(points)s") % {"name": name_of(one.category, categories), "points": points(one.more)}
        for one in found.took
    )


def in_words(one: MonthMix, keys: Sequence[str], categories: Categories) -> str:
    """The mix of a month in a sentence, with its target where there is one."""
    told = zip(keys, percents_in(one.shares, keys), strict=True)
    parts = [
        f"{name_of(key, categories)} {words().percent(Fraction(percent, _HUNDRED))}" for key, percent in told
    ]
    return _("In %(month)s: %(parts)s.") % {"month": month_words(one.month), "parts": "; ".join(parts)}


def protected_words(one: MonthMix, development: Iterable[str], categories: Categories) -> str:
    """Whether development had what is protected in a month, and what had more than meant."""
    found = one.protected(development)
    if found is None:
        return ""
    facts = {"meant": words().percent(found.meant), "was": words().percent(found.was)}
    if not found.lacking:
        return _("At least %(meant)s is protected for development. It had %(was)s.") % facts
    facts |= {"lacking": points(found.lacking), "took": took_words(found, categories)}
    if not found.took:
        return (
            _("At least %(meant)s is protected for development. It had %(was)s: %(lacking)s points less.")
            % facts
        )
    return (
        _(
            "At least %(meant)s is protected for development. It had %(was)s: %(lacking)s points less. "
            "More than meant went to: %(took)s points."
        )
        % facts
    )
