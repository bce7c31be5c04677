"""A list comes in: sent, seen with what it would change, read otherwise, approved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import FORBIDDEN, REFUSED, page, sentence
from samspil.apps.organisations.rights import may_open_doors
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.lists import (
    LABELS,
    SORTS,
    ApproveForm,
    BuyersForm,
    ColumnsForm,
    SendForm,
)
from samspil.apps.systems.rights import may_keep_register
from samspil.apps.systems.services.importing.applying import apply_list
from samspil.apps.systems.services.importing.applying_later import confirm_list, is_long
from samspil.apps.systems.services.importing.files import FromOutside
from samspil.apps.systems.services.importing.keeping import (
    LARGEST_BYTES,
    access_upload,
    choose_buyers,
    correct,
    keep_list,
    mapped_of,
    outside_of,
    tables_in,
)
from samspil.apps.systems.services.importing.seeing import Record, Seen, see
from samspil.apps.systems.views.shown import amount, period
from samspil.core.errors import Problem, ProblemsError
from samspil.core.systems.outside.told import Left
from samspil.core.systems.vocabulary import Visibility
from samspil.core.tables.reading import Table
from samspil.kit.journal.recording import By
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.systems.models import RegisterUpload

FORM: Final = ("GET", "HEAD", "POST")
MOST_SHOWN: Final = 200
_AMOUNT: Final = "_minor"


def crumbs(last: str) -> list[tuple[str, str]]:
    """The way to a page about lists."""
    return [(_("Systems and contracts"), address("systems:uses")), (last, "")]


def not_theirs(request: HttpRequest) -> HttpResponseBase:
    """Said to whoever does not keep the register."""
    refused = sentence(Problem("not_yours_to_keep_register", {}))
    title = _("Read lists in")
    context = {"title": title, "crumbs": crumbs(title), "form": None, "refused": refused}
    context["back"] = address("systems:uses")
    return render(request, "governance/sheet.html", context, status=FORBIDDEN)


@never_cache
@require_http_methods(FORM)
@page
def send(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A file with systems or contracts; where it can be read, on to what it would change."""
    if not may_keep_register(acting):
        return not_theirs(request)
    form = SendForm(request.POST or None, request.FILES or None)
    told: list[str] = []
    if request.method == "POST" and form.is_valid():
        sent: UploadedFile[Any] = form.cleaned_data["file"]
        # Nothing larger is taken into memory; the reader says so itself.
        data, seen_by = sent.read(LARGEST_BYTES + 1), Visibility(form.cleaned_data["visibility"])
        try:
            upload = keep_list(
                acting.organisation_id,
                sent.name or "",
                data,
                seen_by,
                by=acting.person,
                at=timezone.now(),
            )
            return redirect("systems:import_list", upload.public_id)
        except ProblemsError as error:
            told = [words().problem(one) for one in error.problems]
    context = {"form": form, "told": told[:MOST_SHOWN], "crumbs": crumbs(_("Read lists in"))}
    context["kitos_url"] = address("systems:kitos") if may_open_doors(acting) else ""
    status = REFUSED if told or form.errors else 200
    return render(request, "systems/import_send.html", context, status=status)


@never_cache
@require_http_methods(FORM)
@page
def consequences(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What a list would change; its columns corrected, or approved and carried out, all or nothing."""
    now = timezone.now()
    upload = access_upload(acting.organisation_id, public_id, now)
    if not may_keep_register(acting):
        return not_theirs(request)
    told: list[str] = []
    if upload.confirmed_at is not None and upload.stopped is None:
        return redirect("systems:import_progress", public_id)
    tables, outside = tables_in(upload), outside_of(upload.mapping)
    columns = buyers = None
    if outside is None:
        columns = _columns_form(request, upload, tables)
        if request.method == "POST" and "columns" in request.POST and columns.is_valid():
            correct(upload, columns.said(), Visibility(upload.mapping["visibility"]))
            return redirect("systems:import_list", public_id)
        told += map(str, columns.non_field_errors())
    else:
        buyers = _buyers_form(request, see(upload, tables), outside)
        if request.method == "POST" and "buyers" in request.POST and buyers.is_valid():
            choose_buyers(upload, buyers.said())
            return redirect("systems:import_list", public_id)
    approve = ApproveForm(request.POST or None)
    if request.method == "POST" and "seen" in request.POST and approve.is_valid():
        by, removes = By(str(acting.person), now), approve.cleaned_data["removes"]
        try:
            return _approved(request, upload, by, removes=removes, is_by_worker=is_long(tables))
        except ProblemsError as error:
            told = [words().problem(one) for one in error.problems]
    seen = see(upload, tables)
    context = {
        "file_name": upload.file_name,
        "told": told,
        "columns": columns,
        "buyers": buyers,
        "approve": approve,
        "digest": seen.digest,
        "crumbs": crumbs(_("Read lists in")),
        **_shown(seen),
    }
    return render(request, "systems/import_list.html", context, status=REFUSED if told else 200)


def _approved(
    request: HttpRequest, upload: RegisterUpload, by: By, *, removes: bool, is_by_worker: bool
) -> HttpResponseBase:
    """A short list while one waits; a long one by a worker, and on to how far it has come."""
    if is_by_worker:
        confirm_list(upload, request.POST["seen"], by, removes=removes)
        return redirect("systems:import_progress", upload.public_id)
    is_of_contracts = _is_of_contracts(upload)
    messages.success(request, in_words(apply_list(upload, request.POST["seen"], by, removes=removes)))
    return redirect("systems:contracts" if is_of_contracts else "systems:uses")


def _columns_form(request: HttpRequest, upload: RegisterUpload, tables: Sequence[Table]) -> ColumnsForm:
    mapped = mapped_of(upload.mapping)
    by_sheet = {one.sheet: one for one in tables}
    headings = {sheet: by_sheet[sheet].row(how.headings_at) for sheet, how in mapped.items()}
    return ColumnsForm(request.POST if "columns" in request.POST else None, mapped, headings)


def _buyers_form(request: HttpRequest, seen: Seen, outside: FromOutside) -> BuyersForm:
    """The buyers in a file, one's own first, then those with most contracts."""
    say = words()
    in_order = sorted(seen.buyers, key=lambda one: (one not in outside.ours, -seen.buyers[one], one))
    choices = [(one, f"{one}: {say.number(seen.buyers[one])}") for one in in_order[:MOST_SHOWN]]
    return BuyersForm(request.POST if "buyers" in request.POST else None, choices, outside.ours)


def _is_of_contracts(upload: RegisterUpload) -> bool:
    return any(one["sort"] == "contracts" for one in upload.mapping["sheets"].values())


def in_words(counts: dict[str, int]) -> str:
    """What was carried out."""
    told = {name: words().number(count) for name, count in counts.items()}
    return _("Read in: %(new)s new, %(changed)s changed, %(unchanged)s as before, %(gone)s removed.") % told


def _shown(seen: Seen) -> dict[str, Any]:
    say, counts = words(), seen.counts
    named = [
        (_("New"), "new"),
        (_("Changed"), "changed"),
        (_("As before"), "unchanged"),
        (_("Lines refused"), "refused"),
        (_("No longer in the list"), "gone"),
    ]
    every = [one for sheet in seen.sheets for one in sheet.records]
    new = [one for one in every if one.key is None]
    changed = [one for one in every if one.is_changed]
    gone = [name for sheet in seen.sheets for _key, name in sheet.gone]
    return {
        "tiles": [{"label": label, "value": say.number(counts[key])} for label, key in named],
        "sorts": [str(SORTS[sheet.sort.value]) for sheet in seen.sheets],
        "new": [(one.line, one.columns["name"], _told_of(one)) for one in new[:MOST_SHOWN]],
        "changed": [_change(one) for one in changed[:MOST_SHOWN]],
        "gone": gone[:MOST_SHOWN],
        "refused": [say.problem(one) for one in seen.problems[:MOST_SHOWN]],
        "more": {
            "new": max(0, len(new) - MOST_SHOWN),
            "changed": max(0, len(changed) - MOST_SHOWN),
            "gone": max(0, len(gone) - MOST_SHOWN),
            "refused": max(0, len(seen.problems) - MOST_SHOWN),
        },
        "dropped": [(name, say.number(count)) for name, count in seen.dropped.items()],
        "unused": seen.unused,
        "of_others": say.number(seen.of_others) if seen.of_others else "",
        "private": say.number(seen.private) if seen.private else "",
        "unknown_systems": sum(sheet.unknown_systems for sheet in seen.sheets),
        "unknown_agreements": sum(sheet.unknown_agreements for sheet in seen.sheets),
        "to_write": list(_to_write(seen)),
        "others": say.number(seen.others) if seen.others else "",
        "may_approve": bool(counts["new"] or counts["changed"] or counts["gone"]),
    }


def _to_write(seen: Seen) -> Iterator[str]:
    """What a file from outside does not say, or says in a way that is not read."""
    say = words()
    told = [
        (
            seen.endless,
            _("Contracts without a last day: %s. Write it on the contract, and it comes into the calendar."),
        ),
        (
            seen.in_words,
            _(
                "Contracts whose options are told in words: %s. The published value is with them. "
                "Write on the contract how long each is."
            ),
        ),
        (seen.left.get(Left.CANCELLED, 0), _("Cancelled contracts, which are left out: %s.")),
        (seen.left.get(Left.PAYMENTS, 0), _("Payments, which are not read: %s.")),
    ]
    return (sentence % say.number(count) for count, sentence in told if count)


def _told_of(one: Record) -> str:
    """What a new record is known by beside its name: supplier, period and value, where they are told."""
    said = one.columns
    value = amount(said.get("value_minor"), said.get("currency", "DKK"))
    days = period(said.get("starts_on"), said.get("ends_on"))
    return " · ".join(part for part in (said.get("supplier", ""), days, value) if part)


def _change(one: Record) -> dict[str, Any]:
    differs = [
        (LABELS.get(name, name), _value(name, was), _value(name, now))
        for name, (was, now) in one.differs.items()
    ]
    return {"line": one.line, "name": one.columns["name"], "differs": differs}


def _value(name: str, value: Any) -> str:
    say = words()
    match value:
        case None:
            return ""
        case date():
            return say.day(value)
        case list():
            return ", ".join(map(str, value))
        case int() if name.endswith(_AMOUNT):
            return say.number(Fraction(value, 100), 2)
    return str(value)
