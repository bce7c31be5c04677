"""The forms of what an initiative is for: the goals it serves, what it is worth, and which comes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.governance.parts.pages import sentence
from samspil.apps.portfolio.forms.aims import Goals, GoalServedForm, RankForm
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.strategies import access_goal, goals_to_serve, served_goal
from samspil.apps.portfolio.services import ranking, strategies
from samspil.apps.portfolio.views.changing import Asked, Change
from samspil.core.errors import Problem


def _goals(asked: Asked) -> Goals:
    """The goals of the strategies that hold today and that it does not serve yet, by strategy."""
    return goals_to_serve(asked.initiative, asked.today)


def _goal(asked: Asked, data: Any) -> forms.Form:
    return GoalServedForm(data, goals=_goals(asked))


def _serve(asked: Asked, form: Any) -> str:
    goal = access_goal(asked.acting, form.chosen)
    strategies.serve(asked.initiative, goal, acting=asked.acting, at=asked.at)
    return _("It serves “%(goal)s” now.") % {"goal": goal.name}


def _no_goals(asked: Asked) -> str:
    if _goals(asked):
        return ""
    return _("There is no other goal it can serve. Strategies and goals stand with the activity plan.")


def _serve_no_longer(asked: Asked, _form: Any) -> str:
    goal = served_goal(asked.initiative, asked.number)
    strategies.serve_no_longer(asked.initiative, goal, acting=asked.acting, at=asked.at)
    return _("It does not serve “%(goal)s” any longer.") % {"goal": goal.name}


def _rank_form(asked: Asked, data: Any) -> forms.Form:
    row = asked.initiative
    return RankForm(data, initial={"value": row.value, "place": row.rank})


def _rank(asked: Asked, form: Any) -> str:
    said = form.cleaned_data
    changed = ranking.rank(asked.initiative, said["value"], said["place"], acting=asked.acting, at=asked.at)
    return _("Its value and place are kept.") if changed else _("Nothing was changed.")


def _not_yours(asked: Asked) -> str:
    return "" if may_keep_portfolio(asked.acting) else sentence(Problem("not_yours_to_keep", {}))


AIMS: Final[Mapping[str, Change]] = {
    "goal": Change(
        gettext_lazy("Add a goal it serves"),
        gettext_lazy("Add"),
        _goal,
        _serve,
        cannot=_no_goals,
    ),
    "ranking": Change(
        gettext_lazy("Value and place in the order"),
        gettext_lazy("Keep"),
        _rank_form,
        _rank,
        told=lambda _asked: [
            _("The picture of value and risk, and what mandatory tasks displace, go by these numbers.")
        ],
        cannot=_not_yours,
    ),
}
AIMS_OF_A_ROW: Final[Mapping[str, Change]] = {
    "goal_remove": Change(
        gettext_lazy("A goal it does not serve"),
        gettext_lazy("Take it away"),
        lambda _asked, data: forms.Form(data),
        _serve_no_longer,
        danger=True,
    ),
}
