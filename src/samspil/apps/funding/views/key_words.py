"""A cost key in words that a council understands."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from samspil.apps.funding.types import ShareStanding
from samspil.core.finance.cost_keys.key import CostKey, Entry
from samspil.core.finance.cost_keys.rules import (
    AboveThreshold,
    Bands,
    Degressive,
    Rule,
    Split,
    Tariff,
    written,
)
from samspil.core.units import Money
from samspil.kit.web.language import words
from samspil.wording.words import Words


def rule_in_words(rule: Rule, say: Words) -> str:
    """What each pays by it."""
    match rule:
        case Split():
            parts = [f"{say.percent(one.share)} {_inside(one.rule, say)}" for one in rule.parts]
            told = _(" and ").join(parts)
        case AboveThreshold():
            told = _("Up to %(threshold)s by the one whose cost it is; above that: %(rule)s")
            told %= {"threshold": _kroner(rule.threshold), "rule": _inside(rule.rule, say)}
        case Tariff():
            told = _tariff(rule)
        case Degressive() | Bands():
            told = _steps(rule, say)
        case _:
            told = _simple(rule)
    return told


def _inside(rule: Rule, say: Words) -> str:
    """In the middle of a sentence."""
    told = rule_in_words(rule, say)
    return told[:1].lower() + told[1:]


def _simple(rule: Any) -> str:
    said = {
        "equal": _("Everybody alike"),
        "inhabitants": _("By inhabitants"),
        "use": _("By what each uses"),
        "agreed": _("By agreed shares"),
        "expected_users": _("Alike among those who use it, or are expected to within %(years)s years"),
        "flat": _("What is expected to be used, at %(price)s each, carried by inhabitants"),
    }[rule.by]
    price = _kroner(rule.price) if rule.by == "flat" else ""
    return said % {"years": getattr(rule, "years", ""), "price": price}


def _tariff(rule: Any) -> str:
    named = [
        (rule.member, _("%(price)s a member")),
        (rule.inhabitant, _("%(price)s an inhabitant")),
        (rule.use, _("%(price)s a use")),
    ]
    return _(" and ").join(told % {"price": _kroner(price)} for price, told in named if price)


def _steps(rule: Any, say: Words) -> str:
    told = _("%(price)s an inhabitant") if rule.by == "degressive" else _("%(price)s a member")
    parts: list[str] = []
    for step in rule.steps:
        price = told % {"price": _kroner(step.rate)}
        if step.up_to is None:
            parts.append(_("%(price)s above that") % {"price": price} if parts else price)
        else:
            parts.append(_("%(price)s up to %(number)s") % {"price": price, "number": say.number(step.up_to)})
    return ", ".join(parts)


def joining_in_words(key: CostKey) -> str:
    """What a late joiner pays of the establishment."""
    match key.joining.pays:
        case Entry.NOTHING:
            return _("One that joins later pays nothing of the establishment.")
        case Entry.ALL:
            told = _("One that joins later pays its part of the establishment in full.")
        case _:
            told = _("One that joins later pays its part of what is left when %(years)s years write it down.")
            told %= {"years": key.joining.years}
    return f"{told} {_('In the prices of the year it joins.')}" if key.joining.indexed else told


def leaving_in_words(key: CostKey) -> str:
    """How long one that leaves still pays."""
    told = _("One that leaves pays for %(months)s months after giving notice.") % {
        "months": key.leaving.notice_months
    }
    return f"{told} {_('Members leave at the end of a year only.')}" if key.leaving.at_year_end else told


def stands_in_words(one: ShareStanding) -> str:
    """What a member owes, or is to get back."""
    say = words()
    if one.owed_minor < 0:
        return _("has %(amount)s to its credit") % {"amount": say.money(Money(-one.owed_minor, one.currency))}
    if not one.owed_minor:
        return _("owes nothing")
    return _("owes %(amount)s") % {"amount": say.money(Money(one.owed_minor, one.currency))}


def _kroner(price: Any) -> str:
    """A price; where it has parts of an oere, as it was written."""
    oere = price * 100
    if oere.denominator == 1:
        return words().money(Money(int(oere)))
    return f"{written(price)} kr."
