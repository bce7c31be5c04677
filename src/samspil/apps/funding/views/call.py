"""A call: who has applied, who is to give points, and the ranking under what is free, with why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.funding.forms.pools import ExcuseForm, NothingForm
from samspil.apps.funding.pool_types import PoolRules
from samspil.apps.funding.selectors.applying import may_apply
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.funding.selectors.pools import access_call, may_run
from samspil.apps.funding.selectors.ranking import Scored, shown
from samspil.apps.funding.services.assessing import excuse_assessor
from samspil.apps.funding.services.calling import is_open, keep_ranking
from samspil.apps.funding.views import pool_words as said
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.selectors import list_people, names_of
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.selection.award import Placed
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Call

Shown = dict[str, Any]


@require_safe
@page
def call(request: HttpRequest, acting: Acting, call_id: UUID) -> HttpResponseBase:
    """The ranking as it stands today; once it has been kept, when that was."""
    on, say = timezone.localdate(), words()
    row = access_call(acting, call_id)
    rules = rules_or_none(row.pool, on)
    found = shown(row, rules, on)
    everybody = [*(one for _placed, one in found.placed), *found.out, *found.waiting]
    names = names_of({*(UUID(one) for one in row.assessors)})
    context = {
        "title": row.title,
        "crumbs": _crumbs(row, ""),
        "actions": _actions(acting, row, rules),
        "text": row.text,
        "facts": _facts(row, rules, names.values()),
        "free": say.money(found.money),
        "kept": say.moment(row.ranked_at) if row.ranked_at else "",
        "placed": [_placed(one, scored) for one, scored in found.placed],
        "out": [_out(one, rules) for one in found.out],
        "waiting": [_waiting(one, names) for one in found.waiting],
        "mine": [_mine(one, acting.person) for one in everybody if acting.person in one.asked],
        "can_score": row.ranked_at is None,
    }
    return render(request, "funding/call.html", context)


def _crumbs(row: Call, url: str) -> list[tuple[str, str]]:
    pool = address("funding:pool", row.pool.public_id)
    return [(_("Pools"), address("funding:pools")), (row.pool.name[language()], pool), (row.title, url)]


def _actions(acting: Acting, row: Call, rules: PoolRules | None) -> list[tuple[str, str]]:
    on = timezone.localdate()
    found = []
    if is_open(row, on) and may_apply(acting, row.pool, rules, on):
        found.append((_("Apply"), address("funding:apply", row.pool.public_id)))
    if may_run(acting, rules) and on > row.closes_on and row.ranked_at is None:
        found.append((_("Keep the ranking"), address("funding:rank", row.public_id)))
    if may_run(acting, rules) and row.assessors and row.ranked_at is None:
        found.append((_("Excuse an assessor"), address("funding:excuse", row.public_id)))
    return found


def _facts(row: Call, rules: PoolRules | None, assessors: Iterable[str]) -> list[tuple[str, str]]:
    say, said_in = words(), language()
    named = said.criteria(rules, row.weights, said_in)
    weights = [say.percent(Fraction(one)) for one in row.weights.values()]
    told = [
        (
            _("Open"),
            _("%(first)s to %(last)s") % {"first": say.day(row.opens_on), "last": say.day(row.closes_on)},
        ),
        (_("Criteria"), "; ".join(f"{name} ({one})" for name, one in zip(named, weights, strict=True))),
        (_("Points"), _("0 to %(most)s for each criterion") % {"most": row.most_points}),
        (_("Assessors"), ", ".join(sorted(assessors)) or _("Nobody has been chosen")),
    ]
    gone = names_of({UUID(one["person"]) for one in row.excused})
    told += [
        (
            _("Excused"),
            _("%(name)s, %(day)s: %(why)s")
            % {
                "name": gone.get(UUID(one["person"]), ""),
                "day": say.day(date.fromisoformat(one["on"])),
                "why": one["why"],
            },
        )
        for one in row.excused
    ]
    if row.ceiling_minor is not None:
        told.append((_("Largest amount"), say.money(Money(row.ceiling_minor, row.pool.currency))))
    if row.second_part:
        part = say.percent(Fraction(row.second_part))
        told.append((_("Paid when the benefits plan has been shown"), part))
    return told


def _line(one: Scored) -> Shown:
    row = one.application
    return {
        "title": row.title,
        "url": address("funding:application", row.public_id),
        "amount": words().money(Money(row.amount_minor, row.pool.currency)),
        "unit": row.unit_name,
    }


def _placed(one: Placed, scored: Scored) -> Shown:
    return {
        **_line(scored),
        "place": one.place,
        "points": said.points(one.candidate.points),
        "fate": said.fate(one),
        "why": said.why_not(one),
        "widest": scored.together.widest if scored.together else 0,
    }


def _out(one: Scored, rules: PoolRules | None) -> Shown:
    return {**_line(one), "why": [said.bar(bar, rules, one.application) for bar in one.bars]}


def _waiting(one: Scored, names: dict[UUID, str]) -> Shown:
    return {**_line(one), "who": ", ".join(names.get(person, "") for person in one.waits_for)}


def _mine(one: Scored, person: UUID) -> Shown:
    given = person not in one.waits_for
    return {**_line(one), "given": given, "points_url": address("funding:points", one.application.public_id)}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def rank(request: HttpRequest, acting: Acting, call_id: UUID) -> HttpResponseBase:
    """Keep the ranking for the body that decides."""
    row = access_call(acting, call_id)
    rules = rules_or_none(row.pool, timezone.localdate())
    back = address("funding:call", row.public_id)

    def do(_form: Any, at: datetime) -> str:
        keep_ranking(row, acting=acting, at=at)
        return _("The ranking is kept. The body that decides chooses with it before them.")

    sheet = Sheet(
        _("Keep the ranking"),
        row.title,
        _("Keep the ranking"),
        _crumbs(row, back),
        back,
        f"rank {row.public_id}",
        told=[_("Points cannot be changed once the ranking is kept.")],
        forbidden=None if may_run(acting, rules) else Problem("not_yours_to_run", {}),
    )
    return answered(request, acting, sheet, NothingForm, do)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def excuse(request: HttpRequest, acting: Acting, call_id: UUID) -> HttpResponseBase:
    """An assessor is let off, so that the round can go on."""
    row, today = access_call(acting, call_id), timezone.localdate()
    rules = rules_or_none(row.pool, today)
    back = address("funding:call", row.public_id)
    names = names_of({UUID(one) for one in row.assessors})
    others = [(one.public_id, one.name) for one in list_people(acting.organisation_id, today)]
    others = [(key, name) for key, name in others if str(key) not in row.assessors]

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        excuse_assessor(row, said["person"], said["why"], said["instead"], acting=acting, at=at)
        return _("The assessor is excused, and the round goes on.")

    sheet = Sheet(
        _("Excuse an assessor"),
        row.title,
        _("Excuse"),
        _crumbs(row, back),
        back,
        f"excuse {row.public_id}",
        told=[_("The points that the assessor has given are kept, but do not count.")],
        forbidden=None if may_run(acting, rules) else Problem("not_yours_to_run", {}),
    )
    return answered(request, acting, sheet, lambda data: ExcuseForm(data, list(names.items()), others), do)
