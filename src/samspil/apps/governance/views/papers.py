"""Papers: added, fetched so that no browser runs them, taken back."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.forms.acting import PaperForm
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors.access import access_matter, access_paper
from samspil.apps.governance.services import papers
from samspil.apps.governance.types import RefusedError
from samspil.apps.governance.views.doing import Sent
from samspil.apps.governance.views.matter import refused_page
from samspil.apps.organisations.types import Acting

_HARMLESS: Final = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


@require_POST
@page
def add(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """A file is kept with the matter."""
    form = PaperForm(request.POST, request.FILES, auto_id="id_paper_%s")
    if not form.is_valid():
        return refused_page(request, acting, matter_id, Sent("paper", form))
    said = form.cleaned_data
    try:
        found = access_matter(acting, matter_id)
        papers.add_paper(found, said["file"], said["title"], acting=acting, at=timezone.now())
    except RefusedError as error:
        return refused_page(request, acting, matter_id, Sent("paper", form), error.problem)
    messages.success(request, _("The paper is added."))
    return redirect("governance:matter", matter_id)


@require_safe
@page
def paper(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponseBase:
    """The file, to be saved; never shown by the browser as ours."""
    found = access_paper(acting, paper_id)
    if found.withdrawn_at is not None:
        raise Http404
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        opened,
        as_attachment=True,
        filename=found.title,
        content_type=found.media_type,
        headers=_HARMLESS,
    )


@require_POST
@page
def withdraw(request: HttpRequest, acting: Acting, paper_id: UUID) -> HttpResponseBase:
    """The file is taken back; that it was there stays."""
    found = access_paper(acting, paper_id)
    try:
        papers.withdraw_paper(found, acting=acting, at=timezone.now())
    except RefusedError as error:
        return refused_page(request, acting, found.matter.public_id, Sent(), error.problem)
    messages.success(request, _("The paper is withdrawn."))
    return redirect("governance:matter", found.matter.public_id)
