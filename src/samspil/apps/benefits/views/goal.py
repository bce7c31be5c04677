"""A goal of a strategy, and what all initiatives are to bring that leads to it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.selectors.goals import leads_to
from samspil.apps.benefits.views.benefit_list import line, row
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.strategies import access_goal
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words


@require_safe
@page
def goal(request: HttpRequest, acting: Acting, goal_id: UUID) -> HttpResponse:
    """The benefits that lead to a goal, whichever initiative brings them, and who brings none yet."""
    on, say = timezone.localdate(), words()
    aim = access_goal(acting, goal_id)
    found = leads_to(aim)
    where, map_of = addresses("portfolio:initiative"), addresses("benefits:map")
    context = {
        "title": aim.name,
        "lead": aim.strategy.name,
        "crumbs": [
            (_("Benefits"), address("benefits:benefits")),
            (_("Strategies"), address("portfolio:plans")),
            (aim.name, ""),
        ],
        "rows": [row(one, on, say) for one in found.rows],
        "lines": [line(one, say) for one in found.sums.lines],
        "without": [
            {"title": one.title, "url": where(one.public_id), "map_url": map_of(one.public_id)}
            for one in found.without
        ],
    }
    return render(request, "benefits/goal.html", context)
