"""Framework agreements: what is drawn of their ceilings, by whom, and when that is reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.choices import AGREEMENT_SORTS, ANSWERS, VISIBILITIES
from samspil.apps.systems.forms.contracts import AgreementForm, KnownAgreementForm
from samspil.apps.systems.forms.fields import money
from samspil.apps.systems.rights import may_keep_register
from samspil.apps.systems.selectors.access import access_agreement
from samspil.apps.systems.selectors.agreements import AgreementDrawn, UnderIt, access_drawn
from samspil.apps.systems.selectors.ceilings import AgreementLine, list_lines
from samspil.apps.systems.selectors.said import agreement_as_said
from samspil.apps.systems.services.agreements import keep_agreement
from samspil.apps.systems.types.register import NewAgreement
from samspil.apps.systems.views.changing import FORM, forbidden
from samspil.apps.systems.views.shown import amount, day, links, period
from samspil.apps.systems.views.uses import tabs
from samspil.core.retender.ceiling import DrawDown, RunsOut
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words

Shown = dict[str, Any]


@require_safe
@page
def agreements(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The framework agreements that contracts are made under, ours and those that associations show."""
    found = list_lines(acting, timezone.localdate())
    new = [(_("Enter an agreement"), address("systems:agreement_new"))] if may_keep_register(acting) else []
    context = {"rows": [_line(one) for one in found], "actions": new, "tabs": tabs("agreements")}
    return render(request, "systems/agreements.html", context)


def _line(one: AgreementLine) -> Shown:
    row = one.row
    return {
        "url": addresses("systems:agreement")(row.public_id),
        "title": str(row),
        "keeper": "" if one.is_ours else row.organisation.name,
        "period": period(row.starts_on, row.ends_on),
        "join": period(row.join_from, row.join_until),
        "is_committed": row.is_committed,
        "ceiling": amount(row.ceiling_minor, row.currency),
        "used": words().percent(one.used) if one.used is not None else "",
        "is_spent": one.is_spent,
        "runs_out": day(one.runs_out_on),
    }


@require_safe
@page
def agreement(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """One agreement: who draws how much of it, what is left, and when it is spent at the pace so far."""
    found = access_drawn(acting, public_id, timezone.localdate())
    row, may = found.row, may_keep_register(acting) and found.is_ours
    context = {
        "title": str(row),
        "crumbs": [(_("Framework agreements"), address("systems:agreements")), (str(row), "")],
        "actions": [(_("Change the agreement"), address("systems:agreement_change", public_id))]
        if may
        else [],
        "facts": _facts(found),
        "links": links([[_("The agreement"), row.source_link]] if row.source_link else []),
        "tiles": _tiles(found.down) if found.down else [],
        "spent_on": day(found.down.spent_on) if found.down else "",
        "ahead": list(_ahead(found)),
        "members": _members(found.down) if found.down else [],
        "contracts": [_contract(one) for one in found.contracts],
        "left_out": _left_out(found.uncounted),
        "is_ski": row.sort == "ski",
    }
    return render(request, "systems/agreement.html", context)


def _facts(one: AgreementDrawn) -> list[tuple[str, Any]]:
    row = one.row
    told = [
        (_("Kept by"), "" if one.is_ours else row.organisation.name),
        (_("Who may buy by it"), row.may_use),
        (_("Whose is it?"), AGREEMENT_SORTS[row.sort]),
        (_("In force"), period(row.starts_on, row.ends_on)),
        (_("Why it runs for more than four years"), row.longer_because),
        (_("Can be joined"), period(row.join_from, row.join_until)),
        (_("Those who join"), _("Are bound to buy from it") if row.is_committed else ""),
        (_("Another way to buy begun"), ANSWERS[row.is_initiated] if one.is_ours else ""),
        (_("Seen by"), VISIBILITIES[row.visibility] if one.is_ours else ""),
    ]
    return [(key, value) for key, value in told if value]


def _tiles(down: DrawDown) -> list[Shown]:
    say = words()
    used = _("%(share)s of the ceiling") % {"share": say.percent(down.used)}
    tiles = [
        {"label": _("Ceiling of the agreement"), "value": say.money(down.ceiling)},
        {"label": _("Drawn so far"), "value": say.money(down.drawn), "note": used},
        {"label": _("Left to draw"), "value": say.money(down.left)},
    ]
    if down.runs_out is not None and down.runs_out.likely is not None:
        tiles.append(
            {
                "label": _("Reached at the pace so far"),
                "value": say.day(down.runs_out.likely),
                "note": _span(down.runs_out),
            }
        )
    return tiles


def _span(one: RunsOut) -> str:
    if one.latest is None:
        return _("at the earliest about %(day)s") % {"day": day(one.earliest)}
    return _("%(first)s to %(last)s") % {"first": day(one.earliest), "last": day(one.latest)}


def _ahead(one: AgreementDrawn) -> Iterator[str]:
    """What is to be said of the time ahead, where there is a ceiling and it is not reached."""
    down, row = one.down, one.row
    if down is None or down.spent_on is not None:
        return
    if row.starts_on is None:
        yield _("Say the agreement's first day to see when the ceiling is reached at the pace so far.")
    elif down.runs_out is not None:
        yield _when(down.runs_out, row.ends_on)
        yield _reckoned(down.runs_out)
    elif down.drawn.minor > 0 and row.ends_on is not None:
        said = _("At the pace so far the ceiling holds until the agreement ends on %(ends)s.")
        yield said % {"ends": day(row.ends_on)}


def _when(found: RunsOut, ends_on: date | None) -> str:
    said = {"earliest": day(found.earliest), "likely": day(found.likely), "ends": day(ends_on)}
    if found.likely is None:
        told = _("At the pace so far the ceiling holds, but it may be reached from %(earliest)s on.")
    elif ends_on is None:
        told = _("At the pace so far the ceiling is reached about %(likely)s.")
    else:
        told = _(
            "At the pace so far the ceiling is reached about %(likely)s; the agreement ends on %(ends)s."
        )
    return told % said


def _reckoned(found: RunsOut) -> str:
    if found.latest is None:
        said = _(
            "One in ten would be reached before %(earliest)s; it may also last as long as the agreement."
        )
    else:
        said = _("Eight of ten would be reached between %(earliest)s and %(latest)s.")
    return said % {"earliest": day(found.earliest), "latest": day(found.latest)}


def _members(down: DrawDown) -> list[Shown]:
    say = words()
    return [
        {
            "name": name,
            "drawn": say.money(drawn),
            "share": say.percent(Fraction(drawn.minor, down.ceiling.minor)),
        }
        for name, drawn in sorted(down.by_member, key=lambda one: (-one[1].minor, one[0]))
    ]


def _contract(one: UnderIt) -> Shown:
    return {
        "organisation": one.organisation,
        "name": one.name,
        "url": addresses("systems:contract")(one.public_id) if one.is_ours else "",
        "supplier": one.supplier,
        "period": period(one.starts_on, one.ends_on),
        "drawn": words().money(one.drawn) if one.drawn is not None else _("Not shown"),
    }


def _left_out(count: int) -> str:
    said = ngettext(
        "%(count)s contract is not counted: its prices are hidden, or it is in another currency.",
        "%(count)s contracts are not counted: their prices are hidden, or they are in another currency.",
        count,
    )
    return said % {"count": count} if count else ""


@require_http_methods(FORM)
@page
def agreement_new(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Enter a framework agreement, or change the one with that number."""

    def do(form: AgreementForm, at: datetime) -> str:
        keep_agreement(form.said(NewAgreement("", "")), acting=acting, at=at)
        return _("The agreement is entered.")

    sheet = Sheet(
        _("Enter an agreement"),
        "",
        _("Enter the agreement"),
        [(_("Framework agreements"), address("systems:agreements"))],
        address("systems:agreements"),
        "agreement_new",
        told=[_("An agreement with the same number is changed to what you write here.")],
        forbidden=forbidden(may_keep_register(acting)),
    )
    initial = {"visibility": "own"}
    return answered(request, acting, sheet, lambda data: AgreementForm(data, initial=initial), do)


@require_http_methods(FORM)
@page
def agreement_change(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Change what is said of a framework agreement; its number, by which it is known, stays."""
    row = access_agreement(acting, public_id)
    before = agreement_as_said(row)
    initial = {**asdict(before), "ceiling": money(before.ceiling_minor, before.currency)}

    def form_of(data: Any) -> AgreementForm:
        return KnownAgreementForm(data, initial=initial)

    def do(form: AgreementForm, at: datetime) -> str:
        keep_agreement(form.said(before), acting=acting, at=at)
        return _("The agreement is changed.")

    here = address("systems:agreement", public_id)
    sheet = Sheet(
        _("Change the agreement"),
        str(row),
        _("Save"),
        [(_("Framework agreements"), address("systems:agreements")), (str(row), here)],
        here,
        f"agreement_change {public_id}",
        forbidden=forbidden(may_keep_register(acting)),
    )
    return answered(request, acting, sheet, form_of, do)
