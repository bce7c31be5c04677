"""Drafts come from another model or from a file, go out as files, and are thrown away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil import library
from samspil.apps.governance import archives
from samspil.apps.governance.adopted import Files, all_files
from samspil.apps.governance.forms.governance_model import ImportForm
from samspil.apps.governance.parts import finding
from samspil.apps.governance.parts.pages import example_note, page, sentence, shown
from samspil.apps.governance.parts.sending import done_once
from samspil.apps.governance.selectors import access
from samspil.apps.governance.services import drafting
from samspil.apps.governance.services.adoptions import may_draft
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.kit.once.doing import AnotherRequestError
from samspil.kit.web.addresses import address


@require_POST
@page
def draft_model(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A draft from a model that ships, or from a version; once, however often it is sent."""
    now, today = timezone.now(), timezone.localdate()
    found = finding.find(acting, request.POST.get("base", ""))

    def do() -> str:
        if found.version is None:
            draft = drafting.draft_from_shipped(found.key, acting=acting, at=now, today=today)
        else:
            draft = drafting.draft_from_version(found.version, acting=acting, at=now, today=today)
        return str(draft.public_id)

    try:
        ref = done_once(request, acting, found.ref, do, now)
    except (RefusedError, AnotherRequestError) as error:
        raise NotFoundError(found.ref) from error
    return redirect(address("governance:edit_model", ref))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def import_model(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A draft from a folder in a zip file."""
    now, today = timezone.now(), timezone.localdate()
    if not may_draft(acting, today):
        raise NotFoundError
    form = ImportForm(request.POST or None, request.FILES or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read(archives.LARGEST_ARCHIVE + 1)
        try:
            draft = drafting.draft_from_archive(data, acting=acting, at=now, today=today)
        except ProblemsError as error:
            refused = " ".join(sentence(problem) for problem in error.problems)
        else:
            messages.success(request, _("The draft is here. Look at it, and mend what is wrong."))
            return redirect(address("governance:model", draft.public_id))
    context = {"form": form, "refused": refused, "crumbs": _crumbs(_("Fetch a draft from a file"))}
    return shown(request, "governance/model_import.html", context, refused=bool(refused) or bool(form.errors))


@require_safe
@page
def export_model(request: HttpRequest, acting: Acting, ref: str) -> HttpResponseBase:
    """A model's folder with all that it builds on, as a zip file."""
    found = finding.find(acting, ref)
    files = {found.key: _texts(found.key)} if found.version is None else found.version.files
    note = "" if found.version is None else example_note(acting)
    packed = archives.pack(_marked(all_files(found.key, files), files, note))
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{found.key}.zip"'
    return answer


def _marked(every: Files, own: Files, note: str) -> Files:
    """Each file that is not as it ships begins by saying what it is of, in a line that no reader minds."""
    if not note:
        return every
    return {
        key: {name: f"# {note}\n{text}" for name, text in texts.items()} if key in own else texts
        for key, texts in every.items()
    }


def _texts(key: str) -> dict[str, str]:
    return {name: content.decode() for name, content in library.model_files(key).items()}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def discard_model(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Ask, then throw a draft away."""
    found = finding.of_version(access.access_version(acting, public_id))
    if not found.is_draft or found.version is None or not may_draft(acting, timezone.localdate()):
        raise NotFoundError(str(public_id))
    if request.method == "POST":
        drafting.throw_away(found.version, acting=acting, at=timezone.now())
        messages.success(request, _("The draft is thrown away."))
        return redirect(address("governance:models"))
    context = {"found": found, "crumbs": _crumbs(_("Throw the draft away"))}
    return shown(request, "governance/model_discard.html", context, refused=False)


def _crumbs(last: str) -> list[tuple[str, Any]]:
    return [(_("Governance model"), address("governance:models")), (last, "")]
