"""What have we decided, what waits where, what do we owe? One page for a chief executive."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors import overview as questions
from samspil.apps.governance.selectors import register
from samspil.apps.governance.selectors.also_owed import also_overdue
from samspil.apps.governance.views.decisions import COLOURS
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.basics import Texts
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

_LATEST = 6


@require_safe
@page
def overview(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The organisation at a glance."""
    now = timezone.now()
    today = timezone.localdate(now)
    figures = questions.figures(acting, now)
    waiting = questions.waiting(acting, now)
    names = questions.names_of_bodies(acting, today)
    context = {
        "more": [
            (label, url)
            for label, url in (
                (_("Balance checks"), address("balance:rounds")),
                (_("Surveys"), address("surveys:rounds")),
                (_("Competences"), address("competences:needs")),
                (_("Workshops"), address("workshops:workshops")),
                (_("The digital overview"), address("insight:report")),
                (_("Target pictures"), address("targets:pictures")),
                (_("Service levels"), address("service_levels:catalogue")),
                (_("Tasks and resources"), address("resources:mix")),
            )
            if url
        ],
        "tiles": _tiles(figures, waiting),
        "waiting": [_waiting(one, names) for one in waiting],
        "taken_by": _taken_by(figures),
        "origins": figures.origins,
        "decisions": [_decision(row) for row in _latest(acting)],
        "overdue": questions.overdue(acting, today) + also_overdue(acting, today),
        "joint": [_joint(one) for one in questions.joint_matters(acting)],
        "models": [
            (one.name.in_language(language()), one.since) for one in questions.models_in_force(acting, now)
        ],
    }
    return render(request, "governance/overview.html", context)


def _latest(acting: Acting) -> list[register.DecisionRow]:
    return register.list_decisions(acting, register.RegisterFilter(size=_LATEST)).rows


def _tiles(figures: questions.Figures, waiting: list[questions.Waiting]) -> list[dict[str, Any]]:
    late = sum(one.late for one in waiting)
    under_way = sum(one.under_way for one in waiting)
    days = figures.median_days
    half = _("half took at most so many days") if days is not None else _("nothing has ended yet")
    return [
        {
            "label": _("Under way"),
            "value": under_way,
            "note": ngettext("%(n)s is late", "%(n)s are late", late) % {"n": late},
            "url": address("governance:matters"),
        },
        {"label": _("Decided in a year"), "value": figures.decided, "url": address("governance:decisions")},
        {"label": _("Days to an end"), "value": "–" if days is None else round(days), "note": half},
        {"label": _("Ended in a year"), "value": figures.ended},
    ]


def _waiting(one: questions.Waiting, names: dict[str, Texts]) -> dict[str, Any]:
    sort, _space, key = one.body.partition(" ")
    name = _("The members") if sort == "members" else key
    return {
        "name": names[one.body].in_language(language()) if one.body in names else name,
        "count": one.under_way,
        "late": one.late,
        "oldest": words().day(timezone.localdate(one.oldest)),
        "url": address("governance:forum", key) if sort == "forum" else "",
    }


def _taken_by(figures: questions.Figures) -> list[tuple[str, int, int]]:
    """Who decides: share by sort of body, in whole percent."""
    labels = {
        "role": _("One function, on its own mandate"),
        "forum": _("A forum"),
        "members": _("The members together"),
    }
    total = sum(figures.taken_by.values()) or 1
    return [
        (labels[sort], count, round(100 * count / total))
        for sort, count in figures.taken_by.items()
        if sort in labels
    ]


def _decision(row: register.DecisionRow) -> dict[str, Any]:
    tongue = language()
    facts = [row.body_name[tongue], words().day(timezone.localdate(row.decided_at))]
    return {
        "title": row.title,
        "url": address("governance:decision", row.public_id),
        "outcome": row.outcome_name[tongue],
        "colour": COLOURS.get(row.effect, "neutral"),
        "reason": row.reason,
        "facts": facts,
    }


def _joint(one: questions.JointMatter) -> dict[str, Any]:
    return {
        "title": one.title,
        "url": address("governance:joint", one.public_id),
        "consents": one.consents,
        "declines": one.declines,
        "waits": one.waits,
        "asked": one.asked,
    }
