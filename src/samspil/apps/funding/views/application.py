"""An application: what is asked for, what was said of it, what was given, and how it is paid out and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.funding.pool_types import Form, Needs, Repays
from samspil.apps.funding.selectors.cases import newest_case, told_of_version
from samspil.apps.funding.selectors.freed import names_of_freed
from samspil.apps.funding.selectors.loans import planned_of, replaced_of
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.funding.selectors.pools import (
    access_application,
    may_run,
    parts_of,
    results_of_award,
)
from samspil.apps.funding.selectors.ranking import Scored, scored_of, seen_by
from samspil.apps.funding.selectors.resting import taken_back
from samspil.apps.funding.views import pool_words as said
from samspil.apps.funding.views.funds import paid_from
from samspil.apps.funding.views.undone import Undone, undone_in_words, voucher_url
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Application, Award, GrantResult, Instalment, Milestone
    from samspil.apps.funding.pool_types import PoolRules

Shown = dict[str, Any]


@require_safe
@page
def application(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponseBase:
    """Everybody in the organisation reads it; points only those who may, until all have scored."""
    on = timezone.localdate()
    row = access_application(acting, application_id)
    rules = rules_or_none(row.pool, on)
    award, runs = getattr(row, "award", None), may_run(acting, rules)
    scored = _scored(row, rules)
    context = {
        "title": row.title,
        "crumbs": _crumbs(row),
        "lead": said.result(row),
        "caution": said.caution(acting, row.form == Form.LOAN.value),
        "facts": _facts(row, rules),
        "initiative": _initiative(row),
        "case": _case(row),
        "matter_url": address("governance:matter", row.matter),
        "number": row.case_number,
        "purpose": row.purpose,
        "bars": [said.bar(one, rules, row) for one in scored.bars] if scored else [],
        "scores": _scores(acting, scored, rules) if scored else None,
        "source_url": address("funding:source", row.public_id) if runs and row.pool.funds.exists() else "",
        "award": _award(row, award, runs=runs) if award else None,
        "results": [_result(one, row) for one in results_of_award(award)] if award else [],
        "result_url": address("funding:result", row.public_id)
        if award and (runs or row.applicant == acting.person)
        else "",
    }
    return render(request, "funding/application.html", context)


def _initiative(row: Application) -> Shown | None:
    """What the money is for."""
    if row.initiative is None:
        return None
    return {
        "name": f"{row.initiative.number} {row.initiative.title}",
        "url": address("funding:of", row.initiative.public_id),
    }


def _case(row: Application) -> Shown | None:
    """The business case that stood when it was sent, and whether another stands now; or that it has none."""
    if row.initiative is None:
        return None
    url, newest = address("funding:case", row.initiative.public_id), newest_case(row.initiative)
    version = row.case_version
    if version is None:
        late = _("The initiative has one now.") if newest else ""
        return {"told": [_("It was sent without a business case."), late], "url": url}
    newer = _("A newer version stands.") if newest and newest.number > version.number else ""
    return {"told": [told_of_version(version), newer], "url": f"{url}?version={version.number}"}


def _scored(row: Application, rules: PoolRules | None) -> Scored | None:
    if row.call is None:
        return None
    row.call.pool = row.pool
    return next((one for one in scored_of(row.call, rules) if one.application.pk == row.pk), None)


def _crumbs(row: Application) -> list[tuple[str, str]]:
    pool = address("funding:pool", row.pool.public_id)
    found = [(_("Pools"), address("funding:pools")), (row.pool.name[language()], pool)]
    if row.call is not None:
        found.append((row.call.title, address("funding:call", row.call.public_id)))
    return [*found, (row.title, "")]


def _facts(row: Application, rules: PoolRules | None) -> list[tuple[str, str]]:
    say, said_in = words(), language()
    told = [
        (_("Applies for"), say.money(Money(row.amount_minor, row.pool.currency))),
        (_("As"), said.form_of(row.form)),
        (_("Unit"), row.unit_name),
        (_("Earned back after"), said.years(row.payback_years) if row.payback_years is not None else ""),
        (_("Pilot"), _("Yes, without a full business case") if row.is_pilot else ""),
        (_("Supports above all"), "; ".join(said.criteria(rules, row.supports, said_in))),
        (_("Money for operations"), row.operating_finance),
        (_("Shares what is learnt"), row.sharing),
        (_("Wants help with the application"), say.yes_or_no(row.needs_help)),
    ]
    if (from_outside := paid_from(row)) is not None:
        told.insert(1, from_outside)
    return [(name, value) for name, value in told if value]


def _scores(acting: Acting, one: Scored, rules: PoolRules | None) -> Shown:
    """One's own points until all have scored; then everybody's, and where they differ the most."""
    seen, together = seen_by(acting.person, one), one.together
    names = names_of({*seen, *one.asked})
    keys = list(one.application.call.weights) if one.application.call else []
    kept = one.application.call is not None and one.application.call.ranked_at is not None
    asked = acting.person in one.asked and not kept
    return {
        "criteria": said.criteria(rules, keys, language()),
        "rows": [
            {
                "who": names.get(person, ""),
                "points": [row.scores.get(key, "") for key in keys],
                "comment": row.comment,
            }
            for person, row in seen.items()
        ],
        "waits_for": ", ".join(names.get(person, "") for person in one.waits_for),
        "total": said.points(together.points) if together else "",
        "means": [said.points(together.spreads[key].mean) for key in keys] if together else [],
        "differ": ", ".join(said.criteria(rules, together.differ_most_on, language())) if together else "",
        "widest": together.widest if together else 0,
        "points_url": address("funding:points", one.application.public_id) if asked else "",
        "aside_url": address("funding:step_aside", one.application.public_id) if asked else "",
    }


def _award(row: Application, award: Award, *, runs: bool) -> Shown:
    say, key = words(), row.public_id
    parts, back = parts_of(award), planned_of(award)
    undone = taken_back([*parts, *back])
    is_loan, going = award.form == Form.LOAN.value, award.stopped_on is None
    paid = [one for one in parts if one.voucher and one.voucher not in undone]
    names = names_of({one.asked_by for one in parts if one.asked_by})
    freed = names_of_freed({one.freed_by for one in parts if one.freed_by})
    of_what_comes = row.repays != Repays.FIXED.value
    return {
        "told": _("%(form)s of %(amount)s, decided %(day)s.")
        % {
            "form": said.form_of(award.form),
            "amount": say.money(Money(award.amount_minor, row.pool.currency)),
            "day": say.day(award.awarded_on),
        },
        "stopped": say.day(award.stopped_on) if award.stopped_on else "",
        "parts": [_part(one, row, undone, names, freed, may=runs and going) for one in parts],
        "parts_url": address("funding:parts", key) if runs and not paid and going else "",
        "stop_url": address("funding:stop", key) if runs and going and len(paid) < len(parts) else "",
        "is_loan": is_loan,
        "back": list(_back(back, row, undone, may=runs)),
        "replaced": list(_replaced(award, row)),
        "came_url": address("funding:came", key) if runs and is_loan and of_what_comes else "",
    }


def _part(
    one: Milestone,
    row: Application,
    undone: Undone,
    names: dict[UUID, str],
    freed: dict[UUID, str],
    *,
    may: bool,
) -> Shown:
    say, is_paid = words(), bool(one.voucher) and one.voucher not in undone
    return {
        "waits": _("Registered by %(name)s on %(day)s; waits for somebody else to approve it")
        % {"name": names.get(one.asked_by, ""), "day": say.day(one.asked_on)}
        if one.asked_by and one.asked_on
        else "",
        "title": one.title or _default(one),
        "due": say.day(one.due_on),
        "amount": say.money(Money(one.amount_minor, row.pool.currency)),
        "paid": say.day(one.paid_on) if one.paid_on and is_paid else "",
        "voucher_url": voucher_url(one),
        "undone": undone_in_words(one, undone),
        "needs": [_awaited(need) for need in one.needed],
        "proof": one.proof,
        "freed": freed.get(one.freed_by, "") if one.freed_by else "",
        "pay_url": address("funding:pay", row.public_id, one.sequence) if may and not is_paid else "",
    }


def _awaited(need: Needs) -> str:
    if need is Needs.BENEFITS_PLAN:
        return _("Waits for the benefits plan")
    return _("Waits for proof of own money for operations")


def _default(one: Milestone) -> str:
    return _("Part %(number)s") % {"number": one.sequence}


def _back(rows: list[Instalment], row: Application, undone: Undone, *, may: bool) -> Iterator[Shown]:
    say, on = words(), timezone.localdate()
    for place, one in enumerate(rows, 1):
        currency, has_come = row.pool.currency, bool(one.voucher) and one.voucher not in undone
        yield {
            "number": place,
            "due": say.day(one.due_on),
            "repays": say.money(Money(one.repays_minor, currency)),
            "interest": say.money(Money(one.interest_minor, currency)) if one.interest_minor else "",
            "reason": one.reason,
            "paid": say.day(one.paid_on) if one.paid_on and has_come else "",
            "voucher_url": voucher_url(one),
            "undone": undone_in_words(one, undone),
            "late": not has_come and one.due_on < on,
            "pay_url": address("funding:back", row.public_id, one.number) if may and not has_come else "",
        }


def _replaced(award: Award, row: Application) -> Iterator[Shown]:
    """What earlier plans had."""
    say = words()
    for one in replaced_of(award):
        yield {
            "due": say.day(one.due_on),
            "repays": say.money(Money(one.repays_minor, row.pool.currency)),
            "on": say.day(one.replaced_on) if one.replaced_on else "",
        }


def _result(one: GrantResult, row: Application) -> Shown:
    say = words()
    earned = one.earned_minor
    return {
        "day": say.day(one.told_on),
        "text": one.text,
        "earned": say.money(Money(earned, row.pool.currency)) if earned is not None else "",
        "experience": one.experience,
        "shared_with": one.shared_with,
    }
