"""The forms of an initiative: what each asks, what it does, and the sentence that says what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samspil.apps.governance.selectors.subjects import ApprovalAbout, approvals_about
from samspil.apps.organisations.selectors.register import may_be_given
from samspil.apps.portfolio.forms import initiative as shapes
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.choosing import MOST_SHOWN, programmes_of, waitable
from samspil.apps.portfolio.services import details, initiatives, plans, slips
from samspil.apps.portfolio.services.slips import Slip
from samspil.apps.portfolio.types import NATURES_OF_A_BASELINE, Form, NewEstimate
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.changing import Asked, Change
from samspil.core.units import PersonDays
from samspil.kit.web.language import language, words

MOST_NAMED: Final = 5


def _details(asked: Asked, data: Any) -> forms.Form:
    row = asked.initiative
    names = ("title", "purpose", "form", "is_mandatory", "legal_source", "legal_deadline", "starts_on")
    lists = ("areas", "kle", "systems", "hypothesis")
    initial = {name: getattr(row, name) for name in (*names, *lists)}
    return shapes.DetailsForm(data, initial=initial, kinds=[*naming.FORMS.items()])


def _describe(asked: Asked, form: Any) -> str:
    said = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "form"}
    new = details.Details(form=form.said_form, **said)
    changed = details.describe(asked.initiative, new, acting=asked.acting, at=asked.at)
    return _("The details are kept.") if changed else _("Nothing was changed.")


def _role(asked: Asked, data: Any) -> forms.Form:
    people = may_be_given(asked.acting.organisation_id, asked.today)
    return shapes.RoleForm(data, roles=[*naming.ROLES.items()], people=people)


def _name(asked: Asked, form: Any) -> str:
    role, function = form.said_role, form.cleaned_data["function"]
    initiatives.name(
        asked.initiative, role, function, person=form.said_person, acting=asked.acting, at=asked.at
    )
    return _("%(function)s answers from today as: %(role)s.") % {
        "function": function,
        "role": naming.ROLES[role.value],
    }


def _payer(asked: Asked, data: Any) -> forms.Form:
    return shapes.PayerForm(data, initial={"first_year": asked.today.year}, costs=[*naming.COSTS.items()])


def _add_payer(asked: Asked, form: Any) -> str:
    said = form.cleaned_data
    details.add_payer(
        asked.initiative,
        form.said_kind,
        said["payer"],
        said["first_year"],
        acting=asked.acting,
        at=asked.at,
    )
    return _("%(payer)s pays from %(year)s.") % {"payer": said["payer"], "year": said["first_year"]}


def _add_party(asked: Asked, form: Any) -> str:
    said = form.cleaned_data
    details.add_party(asked.initiative, said["name"], said["part"], acting=asked.acting, at=asked.at)
    return _("%(name)s takes part.") % {"name": said["name"]}


def _add_variant(asked: Asked, form: Any) -> str:
    new = details.NewVariant(**form.cleaned_data)
    details.add_variant(asked.initiative, new, acting=asked.acting, at=asked.at)
    return _("“%(name)s” is weighed with the others.") % {"name": new.name}


def _add_milestone(asked: Asked, form: Any) -> str:
    new = plans.NewMilestone(**form.cleaned_data)
    plans.add_milestone(asked.initiative, new, acting=asked.acting, at=asked.at)
    return _("“%(name)s” is planned for %(day)s.") % {"name": new.name, "day": words().day(new.planned_on)}


def _programme(asked: Asked, data: Any) -> forms.Form:
    here = asked.initiative.programme
    programmes = programmes_of(asked.acting, asked.initiative)
    return shapes.ProgrammeForm(
        data, initial={"programme": str(here.public_id) if here else ""}, programmes=programmes
    )


def _put_in_programme(asked: Asked, form: Any) -> str:
    chosen = form.cleaned_data["programme"]
    programme = access_initiative(asked.acting, UUID(chosen)) if chosen else None
    initiatives.put_in_programme(asked.initiative, programme, acting=asked.acting, at=asked.at)
    if programme is None:
        return _("It lies in no programme.")
    return _("It lies in “%(title)s” now.") % {"title": programme.title}


def _has_estimate(asked: Asked) -> bool:
    return bool(asked.initiative.estimates.exists())


def _estimate(asked: Asked, data: Any) -> forms.Form:
    if not _has_estimate(asked):
        return shapes.EstimateForm(data)
    decisions = [(str(one.decision), _decision(one)) for one in _approvals(asked)]
    return shapes.BaselineForm(data, decisions=decisions)


def _approvals(asked: Asked) -> list[ApprovalAbout]:
    """The decisions that a new estimate may be made by: gates passed, and changes approved."""
    return approvals_about(asked.acting.organisation_id, asked.initiative.public_id, NATURES_OF_A_BASELINE)


def _decision(one: ApprovalAbout) -> str:
    """A decision to choose: what, by whom, when."""
    who, day = one.body_name.get(language(), ""), words().day(timezone.localdate(one.decided_at))
    return f"{one.case_number} {one.title}: {who}, {day}"


def _give_estimate(asked: Asked, form: Any) -> str:
    said = form.cleaned_data
    effort = PersonDays.of(said["effort"]) if said["effort"] is not None else None
    new = NewEstimate(said["cost"], effort, said["starts_on"], said["ends_on"])
    if not isinstance(form, shapes.BaselineForm):
        details.estimate_first(asked.initiative, new, acting=asked.acting, at=asked.at)
        return _("The first estimate is kept. It never changes.")
    initiatives.new_baseline(
        asked.initiative,
        new,
        decision=UUID(said["decision"]),
        reason=said["reason"],
        acting=asked.acting,
        at=asked.at,
    )
    return _("The new estimate is kept. The first one stays beside it.")


def _told_of_estimates(asked: Asked) -> list[str]:
    if not _has_estimate(asked):
        return [
            _("This is the first estimate. It is kept for ever, and everything later is held against it.")
        ]
    return [_("The first estimate stays. A new one is made by a decision about this initiative.")]


def _no_decision(asked: Asked) -> str:
    if not _has_estimate(asked) or _approvals(asked):
        return ""
    return _("No change to this initiative has been approved, and no gate passed. Propose a change first.")


def _end_form(_asked: Asked, data: Any) -> forms.Form:
    return shapes.EndForm(data, ends=[*naming.ENDS.items()])


def _end(asked: Asked, form: Any) -> str:
    initiatives.end(
        asked.initiative,
        form.said_end,
        learned=form.cleaned_data["learned"],
        acting=asked.acting,
        at=asked.at,
    )
    return _("The initiative is over. Its history, estimates and benefits stay.")


def _told_of_end(asked: Asked) -> list[str]:
    found = [_("Nothing can be changed in it afterwards. Its history, estimates and benefits stay.")]
    if asked.initiative.form == Form.PILOT.value:
        found.append(_("A pilot ends by saying what was learned, also when it did not work."))
    return found


CHANGES: Final[Mapping[str, Change]] = {
    "details": Change(gettext_lazy("Change the details"), gettext_lazy("Keep"), _details, _describe),
    "role": Change(
        gettext_lazy("Name somebody"),
        gettext_lazy("Give the role"),
        _role,
        _name,
        told=lambda _asked: [_("Whoever had the role until now has it no longer. Several can take part.")],
    ),
    "payer": Change(gettext_lazy("Add a payer"), gettext_lazy("Add"), _payer, _add_payer),
    "party": Change(
        gettext_lazy("Add a party"),
        gettext_lazy("Add"),
        lambda _asked, data: shapes.PartyForm(data),
        _add_party,
        told=lambda _asked: [_("Somebody outside: OS2, KOMBIT, KL, a region, a supplier.")],
    ),
    "variant": Change(
        gettext_lazy("Add an option"),
        gettext_lazy("Add"),
        lambda _asked, data: shapes.VariantForm(data),
        _add_variant,
        told=lambda _asked: [_("An option may be to do nothing. Leave the cost empty if nobody knows it.")],
    ),
    "milestone": Change(
        gettext_lazy("Add a milestone"),
        gettext_lazy("Add"),
        lambda _asked, data: shapes.MilestoneForm(data),
        _add_milestone,
    ),
    "programme": Change(
        gettext_lazy("Put it in a programme"), gettext_lazy("Keep"), _programme, _put_in_programme
    ),
    "baseline": Change(
        gettext_lazy("Give an estimate"),
        gettext_lazy("Keep the estimate"),
        _estimate,
        _give_estimate,
        told=_told_of_estimates,
        cannot=_no_decision,
    ),
    "end": Change(
        gettext_lazy("End the initiative"),
        gettext_lazy("End it"),
        _end_form,
        _end,
        told=_told_of_end,
        danger=True,
    ),
}


def _no_fields(_asked: Asked, data: Any) -> forms.Form:
    return forms.Form(data)


def _remove_party(asked: Asked, _form: Any) -> str:
    details.remove_party(asked.initiative, asked.number, acting=asked.acting, at=asked.at)
    return _("The party is removed.")


def _remove_payer(asked: Asked, _form: Any) -> str:
    details.remove_payer(asked.initiative, asked.number, acting=asked.acting, at=asked.at)
    return _("The payer is removed.")


def _choose_variant(asked: Asked, form: Any) -> str:
    why = form.cleaned_data["why"]
    found = details.choose_variant(asked.initiative, asked.number, why=why, acting=asked.acting, at=asked.at)
    return _("“%(name)s” is chosen.") % {"name": found.name}


ROW_CHANGES: Final[Mapping[str, Change]] = {
    "party_remove": Change(
        gettext_lazy("Remove a party"), gettext_lazy("Remove"), _no_fields, _remove_party, danger=True
    ),
    "payer_remove": Change(
        gettext_lazy("Remove a payer"),
        gettext_lazy("Remove"),
        _no_fields,
        _remove_payer,
        told=lambda _asked: [_("Where nobody else pays for the same, the payer is unclear again.")],
        danger=True,
    ),
    "variant_choose": Change(
        gettext_lazy("Choose an option"),
        gettext_lazy("Choose it"),
        lambda _asked, data: shapes.WhyForm(data),
        _choose_variant,
    ),
}


def _move(asked: Asked, form: Any) -> str:
    to = form.cleaned_data["to"]
    why = form.cleaned_data["reason"]
    found = slips.move(asked.row, to, reason=why, acting=asked.acting, at=asked.at, most=MOST_NAMED)
    told = _("“%(name)s” is moved to %(day)s.") % {"name": asked.row.name, "day": words().day(to)}
    return f"{told} {moved(found)}"


def _look_ahead(asked: Asked, form: Any) -> str:
    to = form.cleaned_data["to"]
    return moved(slips.look_ahead(asked.row, to, acting=asked.acting, at=asked.at, most=MOST_NAMED))


def _reach(asked: Asked, form: Any) -> str:
    on = form.cleaned_data["on"]
    found = slips.reach(asked.row, on, acting=asked.acting, at=asked.at, most=MOST_NAMED)
    told = _("“%(name)s” was reached on %(day)s.") % {"name": asked.row.name, "day": words().day(on)}
    return f"{told} {moved(found)}" if found.count else told


def moved(found: Slip) -> str:
    """What a slip moves: how many, and the first of them by name with their new days."""
    if not found.count:
        return _("It moves nothing else.")
    named = [
        _("%(name)s (%(title)s) to %(day)s")
        % {"name": one.name, "title": one.title, "day": words().day(one.now)}
        for one in found.named
    ]
    count = found.count
    text = ngettext("It moves %(n)s milestone: %(names)s", "It moves %(n)s milestones: %(names)s", count)
    told = text % {"n": count, "names": "; ".join(named)}
    if more := count - len(found.named):
        told += " " + ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}
    return f"{told}."


def _told_of_moving(asked: Asked) -> list[str]:
    day = _("It is planned for %(day)s.") % {"day": words().day(asked.row.planned_on)}
    if asked.row.common is None:
        return [day]
    return [day, _("It follows a common plan. Your own day and why show at the association at once.")]


def _waitable(asked: Asked, data: Any) -> forms.Form:
    found = waitable(asked.row, asked.words, asked.today)
    choices = [
        (
            str(one.public_id),
            " · ".join(
                part for part in (one.name, one.title, one.whose, words().day(one.expected_on)) if part
            ),
        )
        for one in found
    ]
    return shapes.WaitForm(data, milestones=choices)


def _wait(asked: Asked, form: Any) -> str:
    said = form.cleaned_data
    plans.let_wait(asked.row, UUID(said["predecessor"]), said["lag_days"], acting=asked.acting, at=asked.at)
    asked.row.refresh_from_db(fields=["expected_on"])
    told = {"name": asked.row.name, "day": words().day(asked.row.expected_on)}
    return _("“%(name)s” waits for it, and is expected on %(day)s.") % told


def _told_of_waiting(asked: Asked) -> list[str]:
    found = [
        _("Below are the milestones of this initiative, and those that others share. Search to find others.")
    ]
    if asked.words:
        text = _("At most %(n)s of your own and %(n)s of others are shown.")
        found = [text % {"n": MOST_SHOWN}]
    return found


def _nothing_to_wait_for(asked: Asked) -> str:
    found = waitable(asked.row, asked.words, asked.today)
    return "" if found else _("No milestone was found that it can wait for.")


MILESTONE_CHANGES: Final[Mapping[str, Change]] = {
    "move": Change(
        gettext_lazy("Move a milestone"),
        gettext_lazy("Move the milestone"),
        lambda asked, data: shapes.MoveForm(data, initial={"to": asked.row.planned_on}),
        _move,
        told=_told_of_moving,
        ahead=_look_ahead,
    ),
    "reach": Change(
        gettext_lazy("A milestone is reached"),
        gettext_lazy("It is reached"),
        lambda asked, data: shapes.ReachForm(data, initial={"on": asked.today}),
        _reach,
    ),
    "wait": Change(
        gettext_lazy("What it waits for"),
        gettext_lazy("Let it wait"),
        _waitable,
        _wait,
        told=_told_of_waiting,
        cannot=_nothing_to_wait_for,
        finds=True,
    ),
}


def _let_go(asked: Asked, _form: Any) -> str:
    found = plans.let_go(asked.row, acting=asked.acting, at=asked.at)
    told = _("It waits no longer.")
    return f"{told} {_('It is expected earlier now.')}" if found else told


LET_GO: Final = Change(gettext_lazy("Let a milestone go"), gettext_lazy("Let go"), _no_fields, _let_go)
