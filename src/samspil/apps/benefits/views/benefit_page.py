"""What the page of a benefit shows, put together from its rows; nothing in it asks the database again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.benefits.forms.choices import BOTTOM_LINES, RECURRENCES, SORTS, STATES, WAYS
from samspil.apps.benefits.selectors.freeing import freed_by
from samspil.apps.benefits.selectors.happened import Happened
from samspil.apps.benefits.selectors.whole import Whole, open_request
from samspil.apps.benefits.views.amounts import about, amount
from samspil.apps.benefits.views.bars import bars
from samspil.apps.benefits.views.curve import curve, plan_name
from samspil.apps.benefits.views.history import events
from samspil.apps.benefits.views.indicator_parts import indicator
from samspil.apps.organisations.types import Acting
from samspil.core.benefits.states import (
    Asks,
    State,
    is_planned_by_decision,
    lacks,
    lapses_by_decision,
    next_of,
)
from samspil.kit.web.addresses import address, addresses
from samspil.wording.words import Words

Shown = dict[str, Any]
_CHANGES: Final = (*("details", "plan", "indicator", "take_home", "go_on", "hand_over", "ask", "library"),)


def context(whole: Whole, happened: Sequence[Happened], acting: Acting, today: date, say: Words) -> Shown:
    """Everything the template needs."""
    row = whole.benefit
    may_change = whole.may_change and row.state != State.LAPSED.value
    change = {what: change_url(row, what) for what in _CHANGES} if may_change else {}
    return {
        "benefit": row,
        "crumbs": _crumbs(whole),
        "actions": [(_("Change the benefit"), change["details"])] if change else [],
        "may_change": may_change,
        "change": change,
        "may_plan": may_change and row.state in {State.IDEA.value, State.QUALIFIED.value},
        "asked_url": _asked_url(whole),
        **_ask_urls(whole, may_change=may_change),
        "shares_url": address("benefits:shares", row.public_id),
        "initiative_url": addresses("portfolio:initiative")(row.initiative.public_id),
        "map_url": address("benefits:map", row.initiative.public_id) if whole.is_own else "",
        "next": _next(whole, may_change=may_change),
        "facts": _facts(whole, say),
        "bars": bars(row, say),
        "curve": curve(whole, today, say),
        "next_due": _next_due(whole, today, say),
        "indicators": [indicator(one, whole, acting, today, say) for one in whole.indicators],
        "plans": [_plan(one, whole, say) for one in whole.plans],
        "shares": [_share(one, row, say) for one in whole.shares],
        "taken": [_taken(one, row, say) for one in whole.taken],
        "freed": _freed(row, say) if whole.is_own and whole.taken else "",
        "takes_home": may_change and bool(row.counted_in),
        "events": events(happened, say),
    }


def change_url(benefit: Any, what: str) -> str:
    """Where a form of the benefit is."""
    return addresses("benefits:change", what)(benefit.public_id)


def _crumbs(whole: Whole) -> list[tuple[str, str]]:
    row = whole.benefit
    return [
        (_("Benefits"), address("benefits:benefits")),
        (row.initiative.title, address("benefits:of", row.initiative.public_id)),
        (row.number, ""),
    ]


def _ask_urls(whole: Whole, *, may_change: bool) -> dict[str, str]:
    """Where a decision is asked for, as far as one is needed and none is on its way."""
    row, state = whole.benefit, State(whole.benefit.state)
    if not may_change or open_request(whole) is not None:
        return {}
    needed = {
        "ask_plan_url": ("new_plan", is_planned_by_decision(state)),
        "ask_lapse_url": ("lapse", lapses_by_decision(state)),
    }
    return {
        key: address("benefits:ask", row.public_id, asks)
        for key, (asks, is_needed) in needed.items()
        if is_needed
    }


def _asked_url(whole: Whole) -> str:
    matter = open_request(whole)
    return address("governance:matter", matter) if matter else ""


def _next(whole: Whole, *, may_change: bool) -> Shown:
    """Where it can go from here, and what each step still lacks."""
    state = State(whole.benefit.state)
    steps = [
        {"name": STATES[to.value], "lacks": [lacking(one) for one in lacks(state, to, whole.there_is)]}
        for to in next_of(state)
        if to is not State.LAPSED
    ]
    return {"steps": steps, "may_go_on": may_change and bool(steps), "is_over": not next_of(state)}


def lacking(one: Asks) -> str:
    """What a step asks for, in words."""
    return {
        Asks.OWNER: _("a benefit owner"),
        Asks.INDICATOR: _("an indicator"),
        Asks.BASELINE_APPROVED: _("an approved baseline"),
        Asks.MEASUREMENT: _("a measurement"),
        Asks.DECISION: _("a decision"),
        Asks.LINE_OWNER: _("who takes it on in operations"),
    }[one]


def _facts(whole: Whole, say: Words) -> list[tuple[str, str]]:
    """What is said of it; what nobody has said is left out, but for the owner."""
    row = whole.benefit
    owner = row.owner or _("Nobody yet")
    told = [
        (_("Bottom line"), BOTTOM_LINES[row.bottom_line]),
        (_("Counts in"), SORTS[row.sort]),
        (_("Benefit owner"), f"{owner}, {row.owner_unit}" if row.owner_unit else owner),
        (_("Overall responsible"), row.responsible),
        (_("Approves the baseline"), row.approver),
        (_("In operations"), row.line_owner),
        (_("Taken home by"), _way(row, say)),
        (_("Goes live"), say.day(row.go_live) if row.go_live else ""),
        (_("Full effect from"), say.day(row.full_from) if row.full_from else ""),
        (_("Counted once with"), row.counted_with),
        (_("Assumptions"), row.assumptions),
        (_("Depends on"), row.dependencies),
    ]
    return [(str(key), str(said)) for key, said in told if said]


def _way(row: Any, say: Words) -> str:
    if not row.way:
        return ""
    parts = [str(WAYS[row.way])]
    if row.way_share is not None:
        parts.append(say.percent(Fraction(row.way_share)))
    return ", ".join([*parts, *(one for one in (row.budget_line, row.way_decision) if one)])


def _next_due(whole: Whole, today: date, say: Words) -> Shown | None:
    due = [day for one in whole.indicators for day in one.owed_on]
    if not due:
        return None
    on = min(due)
    return {"on": on, "said": say.weekday(on), "state": "late" if on < today else "ok"}


def _plan(one: Any, whole: Whole, say: Words) -> Shown:
    return {
        "name": plan_name(one.sequence),
        "made": say.day(timezone.localdate(one.made_at)),
        "reason": one.reason,
        "decision_url": address("governance:decision", one.decision) if one.decision and whole.is_own else "",
        "go_live": say.day(one.go_live),
        "amounts": [
            amount(minor, one.counted_in, say)
            for minor in (one.pessimistic_minor, one.likely_minor, one.optimistic_minor)
        ],
        "recurrence": RECURRENCES[one.recurrence],
    }


def _share(one: Any, row: Any, say: Words) -> Shown:
    minor = int(Fraction(one.share) * row.expected_minor)
    return {
        "name": one.name,
        "share": say.percent(Fraction(one.share)),
        "expected": about(minor, row.counted_in, say),
    }


def _freed(row: Any, say: Words) -> str:
    """What the ledger says it has freed, and what of it is not spent."""
    found = freed_by(row)
    if not found.freed:
        return ""
    told = {
        "freed": ", ".join(say.money(one) for one in found.freed),
        "left": ", ".join(say.money(one) for one in found.left),
    }
    sentence = _("It has freed %(freed)s in the ledger, of which %(left)s is not spent.") % told
    paid = "; ".join(f"{text} {say.money(amount)}" for text, amount in found.paid)
    return f"{sentence} {_('It has paid: %(paid)s.') % {'paid': paid}}" if paid else sentence


def _taken(one: Any, row: Any, say: Words) -> Shown:
    return {
        "year": one.year,
        "amount": amount(one.amount_minor, row.counted_in, say),
        "way": WAYS[one.way],
        "where": one.where,
        "budget_line": one.budget_line,
        "decision": one.decision,
    }
