"""The cost-sharing calculator: prices and weights in; ways side by side out, and who would object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.funding.forms.cost_sharing import KINDS, TrialForm, mixed
from samspil.apps.funding.selectors.cost_keys import keys_on, sharers_of
from samspil.apps.funding.types import Sharer
from samspil.apps.funding.views.fairness_told import told_against
from samspil.apps.funding.views.key_words import rule_in_words
from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_shared_initiative, may_lead
from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.ground import Member, Period
from samspil.core.finance.cost_keys.key import CostKey, CostKind, read
from samspil.core.finance.cost_keys.sharing_out import share_out
from samspil.core.sharing.fairness import NUCLEOLUS, PROPORTIONAL, SHAPLEY, Way, side_by_side
from samspil.core.sharing.games import MOST_IN_TABLE, PriceStep, VolumeCost, VolumeGame
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

_THOUSAND: Final = 1000
_MOST_UNITS: Final = 2000  # that are counted with: so it takes a moment
# An example to begin with: what nobody has written yet.
_BEGIN: Final = {
    "fixed": "400000",
    "member": "25000",
    "price": "12",
    "discount_from": "150000",
    "discount_price": "8",
    "alike": "20",
    "people": "80",
    "use": "0",
}
_ALIKE, _MIX, _OTHER, _DECIDED = "equal", "mix", "other", "decided"
Keys = Mapping[CostKind, CostKey]
Shown = dict[str, Any]


@require_safe
@page
def trial(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponse:
    """Try prices and weights; nothing is kept."""
    on, say = timezone.localdate(), words()
    with access_shared_initiative(acting, initiative_id, on) as initiative:
        members = [one for one in sharers_of(initiative) if one.inhabitants]
        keys = keys_on(initiative, on)
        leads = may_lead(acting, initiative, on)
    form = TrialForm(request.GET if "price" in request.GET else _BEGIN, members)
    context: Shown = {
        "title": _("Try cost sharing"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": [
            (_("Portfolio"), address("portfolio:initiatives")),
            (initiative.title, address("portfolio:initiative", initiative_id)),
            (_("Cost sharing"), address("funding:sharing", initiative_id)),
            (_("Try it"), ""),
        ],
        "form": form,
        "is_example": "price" not in request.GET,
        "has_members": bool(members),
    }
    if members and form.is_valid():
        context |= _found(form, members, keys, on, say)
        context["has_other"] = bool(form.other_weights())
        if leads:
            asked = urlencode({"rule": "mix", **form.weights()})
            context["decide_url"] = f"{address('funding:sharing_decide', initiative_id)}?{asked}"
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "funding/parts/fairness.html" if is_part else "funding/sharing_try.html", context)


def _found(form: TrialForm, members: Sequence[Sharer], keys: Keys, on: date, say: Words) -> Shown:
    try:
        game = _game(form, members)
        others, said = _others(form, members, keys, game.total, on)
        alone = {
            one.code: money.minor
            for one in members
            if (money := form.cleaned_data.get(f"alone_{one.code}")) is not None
        }
        found = side_by_side(game, alone, others)
    except ProblemsError as error:
        return {"refused": sentence(error.problems[0])}
    names = {one.code: one.name for one in members}
    labels, rules = _labels(keys), _rules(form, keys, say)
    held = _held_against(found.ways, keys)
    return {
        "ways": [
            {"name": labels[way.name], "long": _long(way.name, labels, rules), **_verdict(way, names, say)}
            for way in found.ways
        ],
        "rows": [_row(one, found.alone, found.ways, labels, say) for one in members],
        "together": say.money(Money(found.together)),
        "alone": say.money(Money(sum(found.alone.values()))),
        "saved": say.money(Money(sum(found.alone.values()) - found.together)),
        "count": len(members),
        "held_against": labels[held.name],
        "differences": told_against(held, found.ways, names, labels, say),
        "said": said,
        "has_nucleolus": len(members) <= MOST_IN_TABLE,
    }


def _game(form: TrialForm, members: Sequence[Sharer]) -> VolumeGame:
    """Inhabitants are the volume; of more members than can be asked group by group, in thousands or more."""
    said = form.cleaned_data
    everybody = sum(one.inhabitants or 0 for one in members)
    unit = 1 if len(members) <= MOST_IN_TABLE else max(_THOUSAND, everybody // _MOST_UNITS)
    steps = [PriceStep(0, _oere(said["price"]) * unit)]
    if said["discount_from"] and said["discount_price"] is not None:
        steps.append(PriceStep(max(said["discount_from"] // unit, 1), _oere(said["discount_price"]) * unit))
    cost = VolumeCost(_oere(said["fixed"]), _oere(said["member"]), tuple(steps))
    return VolumeGame({one.code: max((one.inhabitants or 0) // unit, 1) for one in members}, cost)


def _others(
    form: TrialForm, members: Sequence[Sharer], keys: Keys, total: int, on: date
) -> tuple[dict[str, dict[str, int]], list[str]]:
    """Alike, the mixes asked for, and the keys that are decided; and why one cannot be worked out."""
    asked = {_ALIKE: _operation({"by": "equal"}), _MIX: _operation(mixed(form.weights()))}
    if form.other_weights():
        asked[_OTHER] = _operation(mixed(form.other_weights()))
    for kind, key in keys.items():
        asked[_decided(kind)] = key.model_copy(update={"index": None, "kind": CostKind.OPERATION})
    counted = tuple(_member(one, form) for one in members)
    found: dict[str, dict[str, int]] = {}
    said: list[str] = []
    for name, one in asked.items():
        try:
            shared = share_out(one, _as_counted(one, counted), Period(on, on), Money(total), counted[0].key)
        except ProblemsError as error:
            said.append(sentence(error.problems[0]))
        else:
            found[name] = {code: money.minor for code, money in shared.pays.items()}
    return found, said


def _as_counted(key: CostKey, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """A key that is decided counts the inhabitants it keeps; the others those of the register."""
    kept = key.inhabitants or {}
    return tuple(replace(one, inhabitants=kept.get(one.key, one.inhabitants)) for one in members)


def _member(one: Sharer, form: TrialForm) -> Member:
    use = form.cleaned_data.get(f"use_{one.code}")
    return Member(one.code, one.inhabitants, use, use)


def _operation(rule: Mapping[str, Any]) -> CostKey:
    return read({"kind": CostKind.OPERATION.value, "rule": rule})


def _decided(kind: CostKind) -> str:
    return f"{_DECIDED} {kind.value}"


def _held_against(ways: Sequence[Way], keys: Keys) -> Way:
    """The key that is decided, of operation before others; before one is, sharing by inhabitants."""
    by_name = {way.name: way for way in ways}
    kinds = (CostKind.OPERATION, CostKind.ESTABLISHMENT, CostKind.FURTHER_DEVELOPMENT)
    decided = [by_name[_decided(kind)] for kind in kinds if kind in keys and _decided(kind) in by_name]
    return decided[0] if decided else by_name[PROPORTIONAL]


def _labels(keys: Keys) -> dict[str, str]:
    """Short, for the head of a table."""
    several = len(keys) > 1
    decided = {
        _decided(kind): _("Decided: %(kind)s") % {"kind": KINDS[kind.value]}
        if several
        else _("The decided key")
        for kind in keys
    }
    return {
        PROPORTIONAL: _("By inhabitants"),
        SHAPLEY: _("Shapley"),
        NUCLEOLUS: _("Nucleolus"),
        _ALIKE: _("Everybody alike"),
        _MIX: _("Your mix"),
        _OTHER: _("The other mix"),
        **decided,
    }


def _rules(form: TrialForm, keys: Keys, say: Words) -> dict[str, str]:
    """What is behind a short name."""
    mixes = {_MIX: form.weights(), _OTHER: form.other_weights()}
    return {
        SHAPLEY: _("by what each adds"),
        NUCLEOLUS: _("least to complain of"),
        **{name: rule_in_words(_operation(mixed(one)).rule, say) for name, one in mixes.items() if one},
        **{_decided(kind): rule_in_words(key.rule, say) for kind, key in keys.items()},
    }


def _long(name: str, labels: Mapping[str, str], rules: Mapping[str, str]) -> str:
    return f"{labels[name]}: {rules[name]}" if name in rules else labels[name]


def _verdict(way: Way, names: Mapping[str, str], say: Words) -> Shown:
    near = way.nearest
    if near is None:
        return {"stands": True, "said": _("There is nobody to share with yet.")}
    told = {
        "members": ", ".join(names[one] for one in near.members),
        "amount": say.money(Money(abs(near.gains))),
        "asked": say.number(near.asked),
    }
    if near.objects:
        said = ngettext(
            "%(members)s would save %(amount)s by doing it alone.",
            "%(members)s would together save %(amount)s by doing it without the others.",
            len(near.members),
        )
    else:
        said = _(
            "No member and no group would pay less by itself: all %(asked)s groups were asked. "
            "Nearest to leaving: %(members)s, who would pay %(amount)s more."
        )
    return {"stands": way.stands, "said": said % told}


def _row(
    one: Sharer, alone: Mapping[str, int], ways: Sequence[Way], labels: Mapping[str, str], say: Words
) -> Shown:
    own = alone[one.code]
    cells = []
    for way in ways:
        saves = way.saves[one.code]
        part = say.percent(Fraction(round(100 * Fraction(saves, own)), 100)) if own else ""
        cells.append(
            {
                "way": labels[way.name],
                "pays": say.money(Money(way.pays[one.code])),
                "part": part,
                "amount": say.money(Money(abs(saves))),
                "worse": saves < 0,
            }
        )
    return {
        "name": one.name,
        "people": say.number(one.inhabitants or 0),
        "alone": say.money(Money(own)),
        "cells": cells,
    }


def _oere(money: Money | None) -> int:
    return money.minor if money is not None else 0
