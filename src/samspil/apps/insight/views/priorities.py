"""Strategic and operational priorities: strategies, the plan of the year, the portfolio, what is promised."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.benefits.selectors.measured_share import measured_share
from samspil.apps.governance.selectors import overview
from samspil.apps.governance.selectors.also_owed import also_overdue
from samspil.apps.insight.views.services import services
from samspil.apps.insight.views.telling import Asked, Part, figures, linked
from samspil.apps.portfolio.selectors.listing import InitiativeRow, PortfolioFilter, list_initiatives
from samspil.apps.portfolio.selectors.strategies import InitiativeLine, plan_of, strategies_on
from samspil.core.portfolio.status import Light
from samspil.kit.documents import Heading, Table, Text, Words
from samspil.kit.web.language import words

MOST = 40


def priorities(asked: Asked) -> Part:
    """What is aimed at, what is planned for the year, what is under way and how it goes."""
    part = Part(_("Strategic and operational priorities"))
    _strategies(asked, part)
    _plan(asked, part)
    _portfolio(asked, part)
    _figures(asked, part)
    services(asked, part)
    return part


def _strategies(asked: Asked, part: Part) -> None:
    part.blocks.append(Heading(_("Strategies and goals"), 3))
    found = strategies_on(asked.owner, asked.on)
    if not found:
        part.unknown.append(_("Which strategies hold: none has been entered."))
        part.blocks.append(Text(_("Not known.")))
    for strategy in found:
        rows: list[list[Words]] = [
            [goal.name, ", ".join(one.title for one in goal.serving) or _("No initiative serves it")]
            for goal in strategy.goals
        ]
        part.blocks.append(Text(linked(strategy.name, "portfolio:plans"), is_strong=True))
        part.blocks.append(Table([_("Goal"), _("Initiatives that serve it")], rows, (1, 1)))


def _plan(asked: Asked, part: Part) -> None:
    year = asked.on.year
    part.blocks.append(Heading(_("Activity plan %(year)s") % {"year": year}, 3))
    plan = plan_of(asked.owner, year)
    if plan is None:
        part.unknown.append(_("What is planned for %(year)s: there is no activity plan.") % {"year": year})
        part.blocks.append(Text(_("Not known.")))
        return
    adopted = plan.plan.adopted_on
    said = _("Adopted on %(day)s.") % {"day": words().day(adopted)} if adopted else _("Not adopted yet.")
    part.blocks.append(Text(said))
    head = [_("Initiative"), _("Light"), _("Next milestone")]
    part.blocks.append(Table(head, [_line(one) for one in plan.planned], (6, 2, 5)))


def _portfolio(asked: Asked, part: Part) -> None:
    part.blocks.append(Heading(_("The portfolio: what is under way"), 3))
    page = list_initiatives(asked.acting, PortfolioFilter(size=MOST), asked.on)
    if not page.rows:
        part.unknown.append(_("What is under way: there is no open initiative."))
        part.blocks.append(Text(_("Not known.")))
        return
    head = [_("Initiative"), _("Mandatory"), _("Light"), _("Next milestone"), _("Who answers for it")]
    part.blocks.append(Table(head, [_row(one) for one in page.rows], (6, 3, 2, 5, 4)))
    unanswered = sum(not one.answers for one in page.rows)
    if unanswered:
        said = _("Who answers for %(n)s of the initiatives above.")
        part.unknown.append(said % {"n": unanswered})
    grey = sum(one.light in {"", Light.GREY.value} for one in page.rows)
    if grey:
        part.unknown.append(
            _("How it goes with %(n)s of the initiatives above: none has reported.") % {"n": grey}
        )


def _figures(asked: Asked, part: Part) -> None:
    now = timezone.now()
    part.blocks.append(Heading(_("Decided and promised"), 3))
    told = overview.figures(asked.acting, now)
    late = overview.overdue(asked.acting, asked.on) + also_overdue(asked.acting, asked.on)
    rows = [
        (
            _("Decisions in the last year"),
            words().number(told.decided),
            linked(_("The decision register"), "governance:decisions"),
        ),
        (
            _("Obligations that are overdue"),
            words().number(late),
            linked(_("Overview"), "governance:overview"),
        ),
    ]
    measured, promised = measured_share(asked.owner)
    if promised:
        said = _("%(count)s of %(of)s") % {"count": measured, "of": promised}
        source = linked(_("Following benefits up"), "benefits:follow_up")
        rows.append((_("Promised benefits that have been measured"), said, source))
    else:
        part.unknown.append(_("What is gained: no benefit has been promised."))
    part.blocks.append(figures(rows))


def _line(one: InitiativeLine) -> list[Words]:
    return [
        linked(f"{one.number} {one.title}", "portfolio:initiative", one.public_id),
        light_words(one.light),
        _next(one.next_name, one.next_on),
    ]


def _row(one: InitiativeRow) -> list[Words]:
    return [
        linked(f"{one.number} {one.title}", "portfolio:initiative", one.public_id),
        _("Yes") if one.is_mandatory else _("No"),
        light_words(one.light),
        _next(one.next_name, one.next_on),
        one.answers or _("Not known"),
    ]


def _next(name: str, on: date | None) -> str:
    return f"{name}, {words().day(on)}" if name and on else "–"


def light_words(light: str) -> str:
    """How it goes, in a word."""
    return {
        Light.GREEN.value: _("Green"),
        Light.YELLOW.value: _("Yellow"),
        Light.RED.value: _("Red"),
    }.get(light, _("Not known"))
