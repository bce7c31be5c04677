"""Several things in one go: each line becomes a matter, all or none."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samspil.apps.intake.forms.several import MORE_LINES, AllLines, HeadForm, as_sent, lines_for
from samspil.apps.intake.parts.bring import Asking
from samspil.apps.intake.selectors.ways import usual_way_of
from samspil.apps.intake.services.bringing import bring_several
from samspil.apps.intake.types import MOST_LINES, LinesRefusedError
from samspil.apps.intake.views.bring import NOT_YOURS, REFUSED, asked_for
from samspil.apps.intake.views.choose import card
from samspil.apps.intake.views.telling import Teller
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def several(request: HttpRequest, acting: Acting, kind: str) -> HttpResponseBase:
    """The table; more lines, or sent, by the button that was pressed."""
    at = timezone.now()
    asked = asked_for(acting, kind, at)
    if not asked.may:
        return render(request, "intake/not_yours.html", {"kind": card(asked)}, status=NOT_YOURS)
    on = timezone.localdate(at)
    units = [(str(one.public_id), one.name) for one in list_units(acting.organisation_id, on)]
    asking = Asking(asked, units, acting.unit, language())
    if request.method != "POST":
        return _page(request, asking, HeadForm(asking, initial={"key": str(new_id())}), lines_for(asking), at)
    if "more" in request.POST:
        return _page(request, asking, HeadForm(asking, request.POST), _more(request, asking), at)
    return _send(request, acting, asking, at)


def _more(request: HttpRequest, asking: Asking) -> AllLines:
    """As many lines again, with everything that was typed; nothing is judged yet."""
    data = request.POST.copy()
    shown = data.get("line-TOTAL_FORMS", "")
    count = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 4 else 0
    data["line-TOTAL_FORMS"] = str(min(count + MORE_LINES, MOST_LINES))
    lines = lines_for(asking, data)
    for form in lines.forms:
        form.is_valid()
        form.errors.clear()
    return lines


def _send(request: HttpRequest, acting: Acting, asking: Asking, at: datetime) -> HttpResponse:
    head, lines = HeadForm(asking, request.POST), lines_for(asking, request.POST)
    if not (head.is_valid() and lines.is_valid()):
        return _page(request, asking, head, lines, at, status=REFUSED)
    try:
        key = str(UUID(head.cleaned_data["key"]))
        new = [form.new_matter(head.unit()) for form in lines.written()]
        asked = Request(acting.organisation_id, str(acting.person), f"several {key}", as_sent(new))
        answer, _before = once(asked, lambda: _brought(bring_several(new, acting=acting, at=at)), at)
    except LinesRefusedError as error:
        teller = Teller(asking.kind.model, asking.language)
        for one in error.refused:
            lines.written()[one.line].add_error(None, teller.problem(one.problem))
        return _page(request, asking, head, lines, at, status=REFUSED)
    except (AnotherRequestError, ValueError):
        return _again(request, asking, at)
    return _done(request, answer["numbers"])


def _brought(brought: list[tuple[UUID, str]]) -> dict[str, Any]:
    return {
        "matters": [str(one) for one, _number in brought],
        "numbers": [number for _one, number in brought],
    }


def _done(request: HttpRequest, numbers: list[str]) -> HttpResponse:
    told = ngettext(
        "Sent: %(count)s matter, %(numbers)s.", "Sent: %(count)s matters, %(numbers)s.", len(numbers)
    )
    messages.success(request, told % {"count": len(numbers), "numbers": ", ".join(numbers)})
    return HttpResponseRedirect(address("governance:my_work") or address("intake:choose"))


def _again(request: HttpRequest, asking: Asking, at: datetime) -> HttpResponse:
    """A new key, and everything that was typed."""
    data = request.POST.copy()
    data["key"] = str(new_id())
    head = HeadForm(asking, data)
    head.is_valid()
    head.add_error(None, _("This page has already sent something else. Send again to bring this as well."))
    return _page(request, asking, head, lines_for(asking, data), at, status=REFUSED)


def _page(
    request: HttpRequest, asking: Asking, head: HeadForm, lines: AllLines, at: datetime, *, status: int = 200
) -> HttpResponse:
    teller = Teller(asking.kind.model, asking.language)
    context = {
        "kind": card(asking.kind),
        "head": head,
        "lines": lines,
        "columns": list(lines.forms[0]) if lines.forms else [],
        "usual": teller.usual(usual_way_of(asking.kind.model, asking.kind.key, at)),
        "room": len(lines.forms) < MOST_LINES,
    }
    return render(request, "intake/several.html", context, status=status)
