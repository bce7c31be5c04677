"""The activity plan of a year with what came beside it, and the strategies that initiatives serve."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import FORBIDDEN, REFUSED, page, sentence, shown
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.intake.parts.sending import Sending, send_page
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.forms.strategies import (
    ActivityForm,
    GoalForm,
    ServesForm,
    StrategyForm,
    YearForm,
)
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.load import initiatives_to_plan
from samspil.apps.portfolio.selectors.strategies import (
    MOST_BESIDE,
    InitiativeLine,
    PlanShown,
    StrategyShown,
    access_goal,
    access_plan,
    access_strategy,
    plan_of,
    plan_years,
    strategies_on,
)
from samspil.apps.portfolio.services import strategies as changing
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.doing_once import done
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Nature
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words

_FIRST, _LAST = 2000, 2100


@require_http_methods(["GET", "HEAD", "POST"])
@page
def plans(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The plan of a year, by ``year``, and the strategies that hold today."""
    at = timezone.now()
    may = may_keep_portfolio(acting)
    if request.method == "POST" and not may:
        return _not_yours(request)
    year = _year(request, at)
    plan = plan_of(acting.organisation_id, year)
    strategies = strategies_on(acting.organisation_id, timezone.localdate(at))
    filled = _forms(request, acting, plan, strategies, year) if may else {}
    what, wrong = request.POST.get("do", ""), ""
    if request.method == "POST" and what in filled:
        form, do = filled[what], _DOES[what]
        made = done(form, f"plan {what}", lambda: do(form, plan, acting, at), acting=acting, at=at)
        if made is not None:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(f"{address('portfolio:plans')}?year={made}")
        wrong = what
    context = {
        "crumbs": [(_("Portfolio"), address("portfolio:initiatives")), (_("Activity plan"), "")],
        "year": year,
        "years": [one for one in plan_years(acting.organisation_id) if one != year],
        "plan": _plan(plan) if plan else None,
        "strategies": [_strategy(one) for one in strategies],
        "filled": filled,
        "wrong": wrong,
        "may": may,
        "may_change": may and plan is not None and plan.is_open,
    }
    return shown(request, "portfolio/plans.html", context, refused=bool(wrong))


def _year(request: HttpRequest, at: datetime) -> int:
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdigit() and len(said) <= len(str(_LAST)) else 0
    return year if _FIRST <= year <= _LAST else timezone.localdate(at).year


def _not_yours(request: HttpRequest) -> HttpResponse:
    refused = {"refused": sentence(Problem("not_yours_to_keep", {}))}
    return render(request, "portfolio/refused.html", refused, status=FORBIDDEN)


@require_POST
@page
def take_out(request: HttpRequest, acting: Acting, public_id: UUID, initiative_id: UUID) -> HttpResponse:
    """An initiative goes out of the plan again."""
    plan = access_plan(acting, public_id)
    initiative = access_initiative(acting, initiative_id)
    try:
        changing.take_out(plan, initiative, acting=acting, at=timezone.now())
    except RefusedError as error:
        status = FORBIDDEN if error.problem.code == "not_yours_to_keep" else REFUSED
        told = {"refused": sentence(error.problem)}
        return render(request, "portfolio/refused.html", told, status=status)
    messages.success(request, _("Taken out."))
    return HttpResponseRedirect(f"{address('portfolio:plans')}?year={plan.year}")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def send(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """The plan goes to whoever adopts it."""
    at = timezone.now()
    plan = access_plan(acting, public_id)
    if not may_keep_portfolio(acting):
        return _not_yours(request)
    here = f"{address('portfolio:plans')}?year={plan.year}"

    def sent(new: NewMatter) -> UUID:
        return changing.send_plan(plan, new, acting=acting, at=at).matter or plan.public_id

    found = plan_of(acting.organisation_id, plan.year)
    lines = found.planned if found else ()
    title = _("Activity plan for %(year)s") % {"year": plan.year}
    description = "\n".join(f"- {one.title}{f': {one.aim}' if one.aim else ''}" for one in lines)
    crumbs = [(_("Portfolio"), address("portfolio:initiatives")), (_("Activity plan"), here)]
    what = Sending(Nature.ACTIVITY_PLAN, plan.public_id, title, description, here, crumbs, sent)
    return send_page(request, acting, what, at)


def _plan(found: PlanShown) -> dict[str, Any]:
    plan, say = found.plan, words()
    if plan.adopted_on is not None:
        state = _("Adopted on %(day)s.") % {"day": say.day(plan.adopted_on)}
    elif found.about is None:
        state = _("A draft: nobody has adopted it yet.")
    elif not found.about.result:
        state = _("Sent for decision.")
    elif found.about.result == "approved":
        state = _("It has been approved.")
    else:
        state = _("It was not adopted. Change it, and send it again.")
    return {
        "id": plan.public_id,
        "state": state,
        "url": address("governance:matter", found.about.matter) if found.about else "",
        "number": found.about.case_number if found.about else "",
        "planned": _lines(found.planned),
        "beside": _lines(found.beside),
        "most": MOST_BESIDE if len(found.beside) >= MOST_BESIDE else 0,
    }


def _lines(found: Iterable[InitiativeLine]) -> list[dict[str, Any]]:
    where, say = addresses("portfolio:initiative"), words()
    return [
        {
            "id": one.public_id,
            "number": one.number,
            "title": one.title,
            "url": where(one.public_id),
            "aim": one.aim,
            "what": _("Mandatory task") if one.is_mandatory else "",
            "light": naming.ENDS[one.end] if one.end else naming.LIGHTS[one.light],
            "colour": "neutral" if one.end else naming.LIGHT_COLOURS[one.light],
            "next": f"{one.next_name} {say.day(one.next_on)}" if one.next_on and not one.end else "",
        }
        for one in found
    ]


def _strategy(one: StrategyShown) -> dict[str, Any]:
    where = addresses("benefits:goal")
    return {
        "name": one.name,
        "set_by": one.set_by,
        "source": one.source,
        "until": words().day(one.valid_to) if one.valid_to else "",
        "goals": [
            {"name": goal.name, "url": where(goal.public_id), "serving": _lines(goal.serving)}
            for goal in one.goals
        ],
    }


def _forms(
    request: HttpRequest,
    acting: Acting,
    plan: PlanShown | None,
    strategies: list[StrategyShown],
    year: int,
) -> dict[str, OnceForm]:
    what = request.POST.get("do", "")

    def given(name: str) -> Any:
        return request.POST if name == what else None

    initiatives = initiatives_to_plan(acting.organisation_id)
    found: dict[str, OnceForm] = {}
    if plan is None:
        found["begin"] = YearForm(given("begin"), prefix="begin", initial={"year": year})
    elif plan.is_open:
        found["activity"] = ActivityForm(given("activity"), initiatives, prefix="activity")
    found["strategy"] = StrategyForm(given("strategy"), prefix="strategy")
    if strategies:
        chosen = [(str(one.public_id), one.name) for one in strategies]
        found["goal"] = GoalForm(given("goal"), chosen, prefix="goal")
    goals = [
        (one.name, [(str(goal.public_id), goal.name) for goal in one.goals])
        for one in strategies
        if one.goals
    ]
    if goals:
        found["serves"] = ServesForm(given("serves"), initiatives, goals, prefix="serves")
    return found


Does = Callable[[Any, PlanShown | None, Acting, datetime], int]


def _begin(form: Any, _plan: PlanShown | None, acting: Acting, at: datetime) -> int:
    return changing.begin_plan(form.cleaned_data["year"], "", acting=acting, at=at).year


def _activity(form: Any, plan: PlanShown | None, acting: Acting, at: datetime) -> int:
    if plan is None:  # the form is only there with a plan
        raise NotFoundError
    initiative = access_initiative(acting, form.chosen)
    changing.put_in_plan(plan.plan, initiative, form.cleaned_data["aim"], acting=acting, at=at)
    return plan.plan.year


def _make_strategy(form: Any, plan: PlanShown | None, acting: Acting, at: datetime) -> int:
    said = form.cleaned_data
    changing.make_strategy(
        said["name"],
        set_by=said["set_by"],
        source=said["source"],
        valid_to=said["valid_to"],
        acting=acting,
        at=at,
    )
    return plan.plan.year if plan else timezone.localdate(at).year


def _goal(form: Any, plan: PlanShown | None, acting: Acting, at: datetime) -> int:
    strategy = access_strategy(acting, UUID(form.cleaned_data["strategy"]))
    changing.add_goal(strategy, form.cleaned_data["name"], acting=acting, at=at)
    return plan.plan.year if plan else timezone.localdate(at).year


def _serves(form: Any, plan: PlanShown | None, acting: Acting, at: datetime) -> int:
    initiative = access_initiative(acting, UUID(form.cleaned_data["initiative"]))
    changing.serve(initiative, access_goal(acting, UUID(form.cleaned_data["goal"])), acting=acting, at=at)
    return plan.plan.year if plan else timezone.localdate(at).year


_DOES: Final[dict[str, Does]] = {
    "begin": _begin,
    "activity": _activity,
    "strategy": _make_strategy,
    "goal": _goal,
    "serves": _serves,
}
