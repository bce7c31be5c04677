"""Points are given; an award is parted, paid, stopped, repaid; and what came of it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.act_types import Posted
from samspil.apps.funding.forms.pools import (
    ApproveForm,
    CameForm,
    NothingForm,
    PartsForm,
    PointsForm,
    ProofForm,
    ResultForm,
    WhyForm,
)
from samspil.apps.funding.pool_types import Needs, Repays
from samspil.apps.funding.selectors.freed import freed_on, names_of_freed
from samspil.apps.funding.selectors.funds import holding_of
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.funding.selectors.pools import (
    access_application,
    award_of,
    instalment_of,
    may_run,
    part_of,
    two_pay,
    two_run,
)
from samspil.apps.funding.selectors.ranking import own_points
from samspil.apps.funding.services import assessing, paying
from samspil.apps.funding.services.acts import Instalment
from samspil.apps.funding.services.two_persons import do_or_register
from samspil.apps.funding.views import pool_words as said
from samspil.apps.funding.views.act_told import is_registered, takes_two_told
from samspil.apps.funding.views.funds import paid_from
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Application, Milestone

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@page
def points(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponseBase:
    """An assessor gives points."""
    row = access_application(acting, application_id)
    call, rules = row.call, rules_or_none(row.pool, timezone.localdate())
    if call is None:
        raise NotFoundError(str(application_id))
    criteria = list(zip(call.weights, said.criteria(rules, call.weights, language()), strict=True))
    known = own_points(row, acting.person)

    def do(form: Any, at: datetime) -> str:
        assessing.give_points(row, form.points(), form.cleaned_data["comment"], acting=acting, at=at)
        return _("Your points are kept. You see the others' when all have given theirs.")

    forbidden = None if str(acting.person) in call.assessors else Problem("not_an_assessor", {})
    told = [row.purpose]
    sheet = _sheet(row, _("Give points"), _("Keep the points"), told, forbidden)
    return answered(
        request, acting, sheet, lambda data: PointsForm(data, criteria, call.most_points, known), do
    )


@_form
@page
def step_aside(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponseBase:
    """An assessor with an interest steps aside."""
    row = access_application(acting, application_id)

    def do(form: Any, at: datetime) -> str:
        assessing.step_aside(row, form.cleaned_data["why"], acting=acting, at=at)
        return _("You no longer assess it. The others are not waiting for you.")

    is_assessor = row.call is not None and str(acting.person) in row.call.assessors
    forbidden = None if is_assessor else Problem("not_an_assessor", {})
    told = [_("It cannot be undone. Your points for it are taken away.")]
    sheet = _sheet(row, _("Step aside"), _("Step aside"), told, forbidden)
    return answered(request, acting, sheet, WhyForm, do)


@_form
@page
def parts(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponseBase:
    """Say what an award is paid out in."""
    row = access_application(acting, application_id)
    award = award_of(row)

    def do(form: Any, at: datetime) -> str:
        paying.pay_in_other_parts(award, form.parts(), acting=acting, at=at)
        return _("The award is paid in these parts.")

    whole = words().money(Money(award.amount_minor, row.pool.currency))
    told = [_("Together the parts are %(amount)s.") % {"amount": whole}]
    sheet = _sheet(row, _("Pay in parts"), _("Keep"), told, _forbidden(acting, row))
    return answered(request, acting, sheet, lambda data: PartsForm(data, row.pool.currency), do)


@_form
@page
def pay(request: HttpRequest, acting: Acting, application_id: UUID, number: int) -> HttpResponseBase:
    """A part is reached, and paid out of the pool."""
    row = access_application(acting, application_id)
    part = part_of(award_of(row), number)
    amount = words().money(Money(part.amount_minor, row.pool.currency))
    if part.asked_by is not None:
        return _approve(request, acting, row, part, amount)
    asked = {
        Needs.BENEFITS_PLAN: _("Where is the benefits plan, and who has approved it?"),
        Needs.OPERATING_FINANCE: _("Which budget line pays for operations, and who has confirmed it?"),
    }
    asks = " ".join(asked[need] for need in part.needed) or _("What shows that it is reached?")
    two = two_pay(row, timezone.localdate())

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        done = paying.pay_out(part, said["proof"], said.get("freed_by"), acting=acting, at=at)
        if done.asked_by is not None:
            return _("The payment of %(amount)s is registered. Somebody else approves it.") % {
                "amount": amount
            }
        return _("%(amount)s is paid out.") % {"amount": amount}

    button = _("Register the payment of %(amount)s") if two else _("Pay out %(amount)s")
    told = [_("You register the payment. It is paid when somebody else has approved it.")] if two else []
    sheet = _sheet(row, _("Pay out"), button % {"amount": amount}, told, _forbidden(acting, row))
    freed = _freed(row, part)

    def made(data: Any) -> ProofForm:
        return ProofForm(data, asks, is_needed=bool(part.needs), freed=freed)

    return answered(request, acting, sheet, made, do)


def _freed(row: Application, part: Milestone) -> list[tuple[UUID, str]]:
    """Of the money where it is paid from, what benefits have freed that is enough for the part."""
    found = freed_on(holding_of(row), row.pool.currency)
    return [
        (
            one.benefit,
            _("%(benefit)s (%(left)s left)") % {"benefit": one.told, "left": words().money(one.left)},
        )
        for one in found
        if one.left.minor >= part.amount_minor
    ]


def _approve(
    request: HttpRequest, acting: Acting, row: Application, part: Milestone, amount: str
) -> HttpResponseBase:
    """Somebody else approves what was registered; whoever registered it may take it back."""
    who = names_of({part.asked_by}) if part.asked_by else {}
    registered = {"name": ", ".join(who.values()), "day": words().day(part.asked_on or timezone.localdate())}
    told = [_("%(name)s registered the payment on %(day)s.") % registered]
    told += [part.proof] if part.proof else []
    told += [
        _("It is paid with money that a benefit has freed: %(benefit)s.") % {"benefit": one}
        for one in names_of_freed([part.freed_by] if part.freed_by else []).values()
    ]
    source = paid_from(row)
    told += [": ".join(source)] if source else []

    def do(form: Any, at: datetime) -> str:
        if form.cleaned_data["answer"] == "back":
            paying.send_payment_back(part, acting=acting, at=at)
            return _("The payment is sent back. Nothing has been paid.")
        paying.approve_payment(part, acting=acting, at=at)
        return _("%(amount)s is paid out.") % {"amount": amount}

    title = _("Approve the payment of %(amount)s") % {"amount": amount}
    sheet = _sheet(row, title, _("Answer"), told, _forbidden(acting, row))
    return answered(request, acting, sheet, ApproveForm, do)


@_form
@page
def stop(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponseBase:
    """The rest of an award is not paid."""
    row = access_application(acting, application_id)
    award = award_of(row)

    def do(_form: Any, at: datetime) -> str:
        paying.stop_award(award, acting=acting, at=at)
        return _("What was not paid out can be given to others.")

    told = [_("What has been paid stays paid. Of a loan, what was lent still comes back, by a new plan.")]
    sheet = _sheet(
        row, _("Stop the support"), _("Stop the support"), told, _forbidden(acting, row), danger=True
    )
    return answered(request, acting, sheet, NothingForm, do)


@_form
@page
def back(request: HttpRequest, acting: Acting, application_id: UUID, number: int) -> HttpResponseBase:
    """An instalment has come."""
    row = access_application(acting, application_id)
    one = instalment_of(award_of(row), number)
    amount = words().money(Money(one.repays_minor + one.interest_minor, row.pool.currency))

    def do(_form: Any, at: datetime) -> str:
        act = Instalment(row.pool.public_id, application_id, number)
        if not isinstance(do_or_register(act, acting=acting, at=at), Posted):
            return is_registered()
        return _("%(amount)s is back in the pool.") % {"amount": amount}

    sheet = _sheet(
        row,
        _("The instalment has come"),
        _("Post %(amount)s") % {"amount": amount},
        takes_two_told(two_run(row.pool, timezone.localdate())),
        _forbidden(acting, row),
    )
    return answered(request, acting, sheet, NothingForm, do)


@_form
@page
def came(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponseBase:
    """What came that a loan is repaid of."""
    row = access_application(acting, application_id)
    award = award_of(row)
    label = _("Measured benefit") if row.repays == Repays.BENEFITS.value else _("Fee")

    def do(form: Any, at: datetime) -> str:
        one = paying.note_what_came(award, form.said(), form.cleaned_data["reason"], acting=acting, at=at)
        told = words().money(Money(one.repays_minor, row.pool.currency))
        return _("%(amount)s of it goes to the loan.") % {"amount": told}

    sheet = _sheet(row, _("Money has come for an instalment"), _("Keep"), (), _forbidden(acting, row))
    return answered(request, acting, sheet, lambda data: CameForm(data, row.pool.currency, label), do)


@_form
@page
def result(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponseBase:
    """Tell what came of an award."""
    row = access_application(acting, application_id)
    award = award_of(row)

    def do(form: Any, at: datetime) -> str:
        paying.tell_result(award, form.said(), acting=acting, at=at)
        return _("It is told, and stands on the pool's page.")

    forbidden = None if row.applicant == acting.person else _forbidden(acting, row)
    sheet = _sheet(row, _("Tell what came of it"), _("Tell it"), (), forbidden)
    return answered(request, acting, sheet, lambda data: ResultForm(data, row.pool.currency), do)


def _forbidden(acting: Acting, row: Application) -> Problem | None:
    rules = rules_or_none(row.pool, timezone.localdate())
    return None if may_run(acting, rules) else Problem("not_yours_to_run", {})


def _sheet(
    row: Application,
    title: str,
    button: str,
    told: Sequence[str],
    forbidden: Problem | None,
    *,
    danger: bool = False,
) -> MoneySheet:
    where = address("funding:application", row.public_id)
    crumbs = [
        (_("Pools"), address("funding:pools")),
        (row.pool.name[language()], address("funding:pool", row.pool.public_id)),
        (row.title, where),
    ]
    about = f"application {row.public_id}"
    return MoneySheet(title, row.title, button, crumbs, where, about, told, forbidden, danger)
