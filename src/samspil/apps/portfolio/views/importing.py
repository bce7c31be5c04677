"""A list of initiatives comes in: sent, read as somebody says, seen with its consequences, confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil.apps.governance.parts.following import Followed, follow
from samspil.apps.governance.parts.pages import REFUSED, example_note, page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.lists import ColumnsForm, SendListForm, WhoForm
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.listed import access_list
from samspil.apps.portfolio.selectors.whole_list import whole_list
from samspil.apps.portfolio.services.importing import carrying_out_later as later
from samspil.apps.portfolio.services.importing import keeping
from samspil.apps.portfolio.services.importing.applying import apply_list
from samspil.apps.portfolio.services.importing.keeping import BOUNDS, HowRead, SentList
from samspil.apps.portfolio.services.importing.previewing import preview
from samspil.apps.portfolio.types import Form
from samspil.apps.portfolio.views.import_parts import columns_shown, consequences_shown, in_words, rated_in
from samspil.core.errors import ProblemsError
from samspil.kit.excel import writing
from samspil.kit.jobs.confirmed import MOST_AT_ONCE, ask_to_stop, is_under_way, where_is
from samspil.kit.journal.recording import By
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

P = ParamSpec("P")
MOST_PROBLEMS: Final = 50


def keeper(
    view: Callable[Concatenate[HttpRequest, Acting, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Only for whoever keeps the portfolio; for others there is no such page."""

    @page
    @wraps(view)
    def kept(request: HttpRequest, acting: Acting, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_keep_portfolio(acting):
            raise NotFoundError
        return view(request, acting, *args, **kwargs)

    return kept


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def send(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A file with a list; where it can be read, on to how."""
    form = SendListForm(request.POST or None, request.FILES or None)
    told: list[str] = []
    if request.method == "POST" and form.is_valid():
        sent: UploadedFile[Any] = form.cleaned_data["file"]
        # Nothing larger is taken into memory; the reader says so itself.
        data = sent.read(BOUNDS.packed_bytes + 1)
        about = (form.cleaned_data["name"], form.cleaned_data["currency"], form.cleaned_data["year"])
        try:
            file = SentList(sent.name or "", data, *about)
            upload = keeping.keep_list(acting.organisation_id, file, by=acting.person, at=timezone.now())
            return redirect("portfolio:import_columns", upload.public_id)
        except ProblemsError as error:
            told = _sentences(error)
    context = {
        "form": form,
        "told": told[:MOST_PROBLEMS],
        "more": max(0, len(told) - MOST_PROBLEMS),
        "crumbs": _crumbs(),
        "exports": [
            (_("The whole portfolio as Excel"), address("portfolio:export_whole", "xlsx")),
            (_("as CSV"), address("portfolio:export_whole", "csv")),
        ],
    }
    return render(
        request, "portfolio/import_send.html", context, status=REFUSED if told or form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def columns(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """How a list is read: seen with examples, corrected, kept for the next of its kind."""
    upload = _list(acting, public_id)
    now = timezone.now()
    told: list[str] = []
    form: ColumnsForm | None = None
    tables, how = keeping.tables_in(upload), HowRead.of(upload.mapping) if upload.mapping else None
    if how is not None and tables:
        mappings = keeping.mappings_of(how, tables)
        about = {"name": how.name, "year": how.year, "currency": how.currency, "default_form": how.form.value}
        form = ColumnsForm(request.POST or None, mappings, rated_in(tables, mappings), initial=about)
    try:
        keeping.check_is_open(upload, now)
        if request.method == "POST" and form is not None and how is not None and form.is_valid():
            said = form.cleaned_data
            right = replace(
                how,
                name=said["name"] or how.name,
                year=said["year"],
                currency=said["currency"],
                form=Form(said["default_form"]),
                sheets=form.sheets(),
            )
            keeping.correct(upload, right, now)
            return redirect(_next(request), public_id)
    except ProblemsError as error:
        told = _sentences(error)
    context = {
        "file_name": upload.file_name,
        "told": told,
        "form": form,
        "sheets": columns_shown(form, tables) if form else [],
        "ratings": form.ratings() if form else [],
        "whole": [form[one] for one in form.whole] if form else [],
        "crumbs": _crumbs(),
    }
    status = REFUSED if told or (form is not None and form.errors) else 200
    return render(request, "portfolio/import_columns.html", context, status=status)


def _next(request: HttpRequest) -> str:
    return "portfolio:import_columns" if "again" in request.POST else "portfolio:import_list"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def consequences(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What a list would change; confirmed, it is carried out, all or nothing."""
    upload = _list(acting, public_id)
    now, today = timezone.now(), timezone.localdate()
    told: list[str] = []
    if is_under_way(upload):
        return redirect("portfolio:import_progress", public_id)
    if request.method == "POST" and "seen" in request.POST:
        try:
            return _approved(request, upload, By(str(acting.person), now))
        except ProblemsError as error:
            told = _sentences(error)
    try:
        seen = preview(upload, today, now)
    except ProblemsError as error:
        context = {"file_name": upload.file_name, "told": told or _sentences(error), "crumbs": _crumbs()}
        return render(request, "portfolio/import_list.html", context, status=REFUSED)
    unsure = seen.unsure
    names = seen.portfolio.names_of({key for one in unsure for key in one.may_be})
    who = WhoForm(request.POST if "who" in request.POST else None, unsure, names)
    if request.method == "POST" and "who" in request.POST and not told:
        keeping.answer(upload, who.answers(), now)
        return redirect("portfolio:import_list", public_id)
    context = {
        "file_name": upload.file_name,
        "told": told,
        "seen": seen,
        "who": who if unsure else None,
        "crumbs": _crumbs(),
        "columns_url": address("portfolio:import_columns", public_id),
        **consequences_shown(seen),
    }
    return render(request, "portfolio/import_list.html", context, status=REFUSED if told else 200)


def _approved(request: HttpRequest, upload: Any, by: By) -> HttpResponseBase:
    """A short list while one waits; a long one by a worker, and on to how far it has come."""
    today, digest = timezone.localdate(), request.POST["seen"]
    if sum(one["rows"] for one in upload.tables) > MOST_AT_ONCE:
        later.confirm_list(upload, digest, today, by)
        return redirect("portfolio:import_progress", upload.public_id)
    messages.success(request, in_words(apply_list(upload, digest, today, by)))
    return redirect("portfolio:initiatives")


@never_cache
@require_safe
@keeper
def progress(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """How far a list has come that a worker carries out; the part for htmx, the page for others."""
    upload = _list(acting, public_id)
    far = where_is(upload, timezone.now())
    if far is None:
        return redirect("portfolio:import_list", public_id)
    followed = Followed(
        upload.file_name,
        in_words(far.came_to) if far.came_to is not None else "",
        here=address("portfolio:import_progress", public_id),
        stop_url=address("portfolio:import_stop", public_id),
        list_url=address("portfolio:import_list", public_id),
        again_url=address("portfolio:import"),
        over=(address("portfolio:initiatives"), _("See the portfolio")),
        crumbs=_crumbs(),
    )
    return follow(request, far, followed)


@require_POST
@keeper
def stop(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Stop a list that a worker carries out: nothing of it is kept."""
    try:
        ask_to_stop(_list(acting, public_id))
    except ProblemsError as error:
        messages.warning(request, _sentences(error)[0])
    return redirect("portfolio:import_progress", public_id)


@require_safe
@keeper
def export_whole(request: HttpRequest, acting: Acting, form: str) -> HttpResponseBase:
    """The whole portfolio as a list that can come in again, line for line."""
    if form not in {"xlsx", "csv"}:
        raise Http404
    table = whole_list(acting.organisation_id, timezone.localdate(), words(), example_note(acting))
    content = writing.as_xlsx(table) if form == "xlsx" else writing.as_csv(table)
    answer = HttpResponse(content, content_type=writing.EXCEL if form == "xlsx" else writing.CSV)
    name = f"{_('portfolio')}-{timezone.localdate():%Y-%m-%d}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _list(acting: Acting, public_id: UUID) -> Any:
    found = access_list(acting.organisation_id, public_id)
    if found is None:
        raise Http404
    return found


def _sentences(error: ProblemsError) -> list[str]:
    told = words()
    return [told.problem(one) for one in error.problems]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Portfolio"), address("portfolio:initiatives")), (_("Import a list"), "")]
