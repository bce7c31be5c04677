"""What one has registered is approved by another, or sent back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.act_types import Sort
from samspil.apps.funding.forms.ledger import AnswerForm
from samspil.apps.funding.selectors.act_words import SORTS
from samspil.apps.funding.selectors.waiting import OF_POOLS, access_registered, may_answer
from samspil.apps.funding.services.two_persons import approve, send_back
from samspil.apps.funding.views.act_told import facts_of
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address

if TYPE_CHECKING:
    from samspil.apps.funding.models import Registered


@require_http_methods(["GET", "HEAD", "POST"])
@page
def waiting(request: HttpRequest, acting: Acting, registered_id: UUID) -> HttpResponseBase:
    """All that was said of it, and the answer to it."""
    row = access_registered(acting, registered_id)
    sheet = _sheet(acting, row)
    is_own, closes = row.registered_by == acting.person, row.sort == Sort.CLOSING.value

    def do(form: Any, at: datetime) -> str:
        if form.cleaned_data["answer"] == "back":
            send_back(row, form.cleaned_data["why"], acting=acting, at=at)
            return _("It is sent back. Nothing has been posted.")
        approve(row, acting=acting, at=at)
        return _("The period is closed.") if closes else _("It is approved and posted.")

    return answered(request, acting, sheet, lambda data: AnswerForm(data, is_own=is_own, closes=closes), do)


def _sheet(acting: Acting, row: Registered) -> MoneySheet:
    sort, on = Sort(row.sort), timezone.localdate()
    back = address("funding:pool", row.about) if sort in OF_POOLS and row.about else address("funding:money")
    forbidden = None
    if not may_answer(acting, row, on):
        code = "not_yours_to_run" if sort in OF_POOLS else "not_yours_to_keep_money"
        forbidden = Problem(code, {})
    elif row.answered_at is not None:
        forbidden = Problem("answered_already", {"day": timezone.localdate(row.answered_at)})
    own = _("You have registered it yourself. Somebody else approves it; you can take it back.")
    return MoneySheet(
        str(SORTS[sort]),
        acting.organisation_name,
        _("Answer"),
        [(_("Money"), address("funding:money"))],
        back,
        f"registered {row.public_id}",
        told=[own] if row.registered_by == acting.person else [],
        forbidden=forbidden,
        template="funding/waiting.html",
        more={"facts": facts_of(acting, row) if forbidden is None else []},
    )
