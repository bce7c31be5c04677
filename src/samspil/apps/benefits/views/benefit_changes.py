"""The forms of a benefit: what each asks, what it does, and the sentence that says what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.benefits.forms import benefit as shapes
from samspil.apps.benefits.forms.choices import STATES
from samspil.apps.benefits.forms.indicator import IndicatorForm
from samspil.apps.benefits.selectors.freeing import places
from samspil.apps.benefits.selectors.steps import there_is
from samspil.apps.benefits.services import benefits, indicators, plans, steps, taking
from samspil.apps.benefits.services.freeing import take_home_and_free
from samspil.apps.benefits.types import BottomLine, Sort, Way
from samspil.apps.benefits.views.amounts import amount
from samspil.apps.benefits.views.benefit_page import lacking
from samspil.apps.benefits.views.changing import Asked, Change
from samspil.apps.organisations.selectors.register import may_be_given
from samspil.apps.portfolio.selectors.access import may_lead
from samspil.apps.portfolio.selectors.taking_part_in import members_of
from samspil.core.benefits.states import State, lacks, next_of
from samspil.core.units import Money
from samspil.kit.web.language import words

_TEXTS: Final = (
    *("title", "description", "is_disbenefit", "owner", "owner_person", "owner_unit", "responsible"),
    *("approver", "approver_person", "assumptions", "dependencies", "counted_with", "way_share"),
    *("budget_line", "way_decision"),
)


def _people(asked: Asked) -> list[tuple[Any, str]]:
    return may_be_given(asked.acting.organisation_id, asked.today)


def _add(asked: Asked, form: Any) -> str:
    added = benefits.add_benefit(asked.subject, form.said(), acting=asked.acting, at=asked.at)
    return _("“%(title)s” is noted as an idea.") % {"title": added.title}


ADD: Final = Change(
    gettext_lazy("Note a benefit"),
    gettext_lazy("Note it"),
    lambda asked, data: shapes.AddForm(data, people=_people(asked)),
    _add,
    told=lambda _asked: [
        _("A title is enough to begin with. The rest comes when somebody owns the benefit and it is planned.")
    ],
    may=lambda asked: may_lead(asked.acting, asked.subject, asked.today),
)


def _details(asked: Asked, data: Any) -> forms.Form:
    row = asked.subject
    initial = {name: getattr(row, name) for name in _TEXTS}
    initial |= {"bottom_line": BottomLine(row.bottom_line), "sort": Sort(row.sort)}
    initial |= {"way": Way(row.way) if row.way else ""}
    return shapes.DetailsForm(data, initial=initial, people=_people(asked))


def _describe(asked: Asked, form: Any) -> str:
    benefits.change_benefit(asked.subject, form.said(), acting=asked.acting, at=asked.at)
    return _("What is said of the benefit is kept.")


def plan_form(asked: Asked, data: Any) -> shapes.PlanForm:
    """The form of a plan, filled in with the newest."""
    row = asked.subject
    newest = row.plans.order_by("-sequence").first()
    initial: dict[str, Any] = {"go_live": row.initiative.expected_end}
    if newest is not None:
        names = ("recurrence", "after_months", "rises_months", "lasts_months", "fades")
        initial = {"go_live": row.go_live, **{name: getattr(newest, name) for name in names}}
        for name in ("pessimistic", "likely", "optimistic"):
            minor = getattr(newest, f"{name}_minor")
            if minor is not None:
                initial[name] = Money(abs(minor), newest.counted_in)
    return shapes.PlanForm(
        data,
        initial=initial,
        counted_in=row.counted_in,
        is_disbenefit=row.is_disbenefit,
        is_first=newest is None,
    )


def _plan(asked: Asked, form: Any) -> str:
    plans.set_plan(asked.subject, form.said(), acting=asked.acting, at=asked.at)
    return _("The plan is kept. The plans before it stay to be seen.")


def told_of_plans(asked: Asked) -> list[str]:
    """What somebody must know before they write a plan."""
    row = asked.subject
    found = [
        _("Everything counts from the day the solution is taken into use, and slides with the initiative.")
    ]
    if not row.counted_in:
        found.append(_("This benefit shows in indicators alone: only its days are planned here."))
    elif row.is_disbenefit:
        found.append(_("It is a disbenefit: write how much it costs; it is counted as a minus."))
    if not row.plans.exists():
        found.append(_("The first plan is kept for ever, and everything later is held against it."))
    return found


def _is_decided(asked: Asked) -> str:
    if asked.subject.state in {State.IDEA.value, State.QUALIFIED.value}:
        return ""
    return _(
        "Its baseline is approved: a new plan takes a decision. Ask for one from the page of the benefit."
    )


def _indicator(asked: Asked, form: Any) -> str:
    added = indicators.add_indicator(asked.subject, form.said(), acting=asked.acting, at=asked.at)
    return _("“%(name)s” is to be measured. Say next how it was before.") % {"name": added.name}


def _take_home(asked: Asked, data: Any) -> forms.Form:
    row = asked.subject
    initial = {"year": asked.today.year, "way": row.way, "budget_line": row.budget_line}
    members = members_of(row.initiative)
    rooms = places(asked.acting, row)
    return shapes.TakeHomeForm(
        data, initial=initial, counted_in=row.counted_in, members=members, places=rooms
    )


def _taken(asked: Asked, form: Any) -> str:
    into, benefit, said = form.into(), asked.subject, form.said()
    if into is None:
        row = taking.take_home(benefit, said, acting=asked.acting, at=asked.at)
    else:
        row = take_home_and_free(benefit, said, into, acting=asked.acting, at=asked.at)
    told = {"amount": amount(row.amount_minor, asked.subject.counted_in, words()), "year": row.year}
    if into is not None:
        return _("%(amount)s is taken home in %(year)s and posted as freed money.") % told
    return _("%(amount)s is taken home in %(year)s.") % told


def _counts_in_nothing(asked: Asked) -> str:
    if asked.subject.counted_in:
        return ""
    return _("This benefit shows in indicators alone: there is no amount to take home.")


def _next_states(asked: Asked) -> list[tuple[str, Any]]:
    state = State(asked.subject.state)
    by_itself = [
        to
        for to in next_of(state)
        if to is not State.HANDED_OVER and (to is not State.LAPSED or state is State.IDEA)
    ]
    return [(to.value, STATES[to.value]) for to in by_itself]


def _go_on(asked: Asked, form: Any) -> str:
    to = form.cleaned_data["to"]
    steps.go_on(asked.subject, to, acting=asked.acting, at=asked.at)
    return _("It is now: %(state)s") % {"state": STATES[to.value]}


def _told_of_steps(asked: Asked) -> list[str]:
    """What each step still lacks, before anybody tries."""
    state, there = State(asked.subject.state), there_is(asked.subject)
    found = []
    for key, name in _next_states(asked):
        missing = [lacking(one) for one in lacks(state, State(key), there)]
        if missing:
            told = {"state": name, "lacks": ", ".join(missing)}
            found.append(_("%(state)s: still lacks %(lacks)s.") % told)
    return found


def _hand_over(asked: Asked, form: Any) -> str:
    owner = form.cleaned_data["line_owner"]
    steps.hand_over(asked.subject, owner, acting=asked.acting, at=asked.at)
    return _("%(owner)s answers for it in operations.") % {"owner": owner}


def _library(asked: Asked, _form: Any) -> str:
    wanted = asked.subject.in_library_since is None
    benefits.put_in_library(asked.subject, wanted, acting=asked.acting, at=asked.at)
    return _("Others can find it in the library.") if wanted else _("It is no longer in the library.")


def no_fields(_asked: Asked, data: Any) -> forms.Form:
    """Nothing is asked but whether."""
    return forms.Form(data)


CHANGES: Final[Mapping[str, Change]] = {
    "details": Change(gettext_lazy("Change the benefit"), gettext_lazy("Keep"), _details, _describe),
    "plan": Change(
        gettext_lazy("Plan the benefit"),
        gettext_lazy("Keep the plan"),
        plan_form,
        _plan,
        told=told_of_plans,
        cannot=_is_decided,
    ),
    "indicator": Change(
        gettext_lazy("Add an indicator"),
        gettext_lazy("Add"),
        lambda asked, data: IndicatorForm(data, people=_people(asked)),
        _indicator,
    ),
    "take_home": Change(
        gettext_lazy("Take home"),
        gettext_lazy("Note what is taken home"),
        _take_home,
        _taken,
        told=lambda _asked: [
            _(
                "What is taken home has left a budget, or been put to use, by a decision."
                " That it was measured is not enough."
            )
        ],
        cannot=_counts_in_nothing,
    ),
    "go_on": Change(
        gettext_lazy("Take the next step"),
        gettext_lazy("Take the step"),
        lambda asked, data: shapes.GoOnForm(data, states=_next_states(asked)),
        _go_on,
        told=_told_of_steps,
        cannot=lambda asked: "" if _next_states(asked) else _("It is over: there is no step left."),
    ),
    "hand_over": Change(
        gettext_lazy("Hand it to operations"),
        gettext_lazy("Hand it over"),
        lambda asked, data: shapes.HandOverForm(data, initial={"line_owner": asked.subject.owner}),
        _hand_over,
        told=lambda _asked: [_("Whoever takes it on measures and takes home when the project has closed.")],
    ),
    "library": Change(
        gettext_lazy("The library of benefits"),
        gettext_lazy("Yes, do it"),
        no_fields,
        _library,
        told=lambda asked: [
            _("Others of the association can then begin from it, and see what came of it.")
            if asked.subject.in_library_since is None
            else _("It is taken out of the library, and others see it no longer.")
        ],
    ),
}
