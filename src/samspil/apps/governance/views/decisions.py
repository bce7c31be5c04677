"""The decision register: who decided what, when, on which papers, under which mandate."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.forms.register import RegisterForm
from samspil.apps.governance.parts.pages import example_note, page
from samspil.apps.governance.selectors import access, register
from samspil.apps.governance.selectors.adoptions import kinds_and_models_on
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.kit.excel import writing
from samspil.kit.paging import read_key, read_moment, write_key
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import language, words
from samspil.wording.words import Words

COLOURS: Final = {"approves": "success", "rejects": "danger", "closes": "neutral"}
_SIZES: Final = (25, 100)


@require_safe
@page
def decisions(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The register, newest first."""
    form = _form(request, acting)
    by = form.chosen()
    found = register.list_decisions(acting, replace(by, size=_size(request), before=_before(request)))
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "form": form,
        "rows": _lines(found.rows),
        "older": write_key(found.next_before),
        "query": query.urlencode(),
        "is_narrowed": form.is_narrowed(),
        "is_later_page": "before" in request.GET,
    }
    return render(request, "governance/decisions.html", context)


@require_safe
@page
def export(request: HttpRequest, acting: Acting, form: str) -> HttpResponseBase:
    """The register as a file, narrowed as on the page."""
    if form not in {"xlsx", "csv"}:
        raise NotFoundError(form)
    by = _form(request, acting).chosen()
    table = writing.Table(
        title=_("Decisions"),
        columns=[
            _("Decided"),
            _("Case"),
            _("Matter"),
            _("Kind"),
            _("Decision"),
            _("Decided by"),
            _("Reason"),
            _("Conditions"),
        ],
        rows=(_cells(row) for row in register.all_decisions(acting, by)),
        note=example_note(acting),
    )
    is_excel = form == "xlsx"
    content = writing.as_xlsx(table) if is_excel else writing.as_csv(table)
    answer = HttpResponse(content, content_type=writing.EXCEL if is_excel else writing.CSV)
    name = f"{_('decisions')}-{timezone.localdate():%Y-%m-%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@page
def decision(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """One decision with all that it stands on."""
    row = access.access_decision(acting, public_id)
    tongue = language()
    followed = row.matter.decisions.filter(event_sequence__gt=row.event_sequence, is_taken=True)
    context = {
        "decision": row,
        "crumbs": [(_("Decisions"), address("governance:decisions")), (row.case_number, "")],
        "outcome": row.outcome_name[tongue],
        "colour": COLOURS.get(row.effect, "neutral"),
        "kind": row.kind_name[tongue],
        "step": row.step_name[tongue],
        "body": row.body_name[tongue],
        "decided": words().moment(row.decided_at),
        "followed": [
            (one.public_id, one.outcome_name[tongue], words().moment(one.decided_at))
            for one in followed.order_by("event_sequence")
        ],
        "papers": row.matter.papers.filter(added_at__lte=row.decided_at, withdrawn_at__isnull=True),
        "matter_url": address("governance:matter", row.matter.public_id),
        "meeting_url": address("governance:meeting", row.meeting.public_id) if row.meeting else "",
    }
    return render(request, "governance/decision.html", context)


def _form(request: HttpRequest, acting: Acting) -> RegisterForm:
    on, tongue = timezone.localdate(), language()
    found, models = kinds_and_models_on(acting.organisation_id, on)
    kinds = {one.key: one.kind.name.in_language(tongue) for one in found}
    bodies = {key: name.in_language(tongue) for key, name in register.deciders(models).items()}
    return RegisterForm(request.GET, kinds=kinds, bodies=bodies)


def _size(request: HttpRequest) -> int:
    said = request.GET.get("size", "")
    return next((one for one in _SIZES if str(one) == said), _SIZES[0])


def _before(request: HttpRequest) -> tuple[datetime, int] | None:
    """The key of the page before; what is no key is the first page."""
    key = read_key(request.GET.get("before", ""))
    moment = read_moment(key[0]) if key else None
    return (moment, key[1]) if key and moment else None


def _lines(rows: list[register.DecisionRow]) -> list[dict[str, Any]]:
    say, where = words(), addresses("governance:decision")
    return [{"url": where(row.public_id), **_line(row, say)} for row in rows]


def _line(row: register.DecisionRow, say: Words) -> dict[str, Any]:
    tongue = say.language
    local = timezone.localtime(row.decided_at)
    return {
        "at": local,
        "day": say.weekday(local.date()),
        "case": row.case_number,
        "title": row.title,
        "kind": row.kind_name[tongue],
        "outcome": row.outcome_name[tongue],
        "colour": COLOURS.get(row.effect, "neutral"),
        "body": row.body_name[tongue],
        "conditions": len(row.conditions),
    }


def _cells(row: register.DecisionRow) -> list[writing.Cell]:
    tongue = language()
    return [
        timezone.localtime(row.decided_at),
        row.case_number,
        row.title,
        row.kind_name[tongue],
        row.outcome_name[tongue],
        row.body_name[tongue],
        row.reason,
        "\n".join(row.conditions),
    ]
