"""A long list that a worker carries out: how far it has come, and stopping it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspil.apps.governance.parts.following import Followed, follow
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.rights import may_keep_register
from samspil.apps.systems.services.importing.keeping import access_upload
from samspil.apps.systems.views.importing import crumbs, in_words, not_theirs
from samspil.core.errors import ProblemsError
from samspil.kit.jobs.confirmed import ask_to_stop, where_is
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@never_cache
@require_safe
@page
def progress(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """How far a list has come that a worker carries out."""
    upload = access_upload(acting.organisation_id, public_id, timezone.now())
    if not may_keep_register(acting):
        return not_theirs(request)
    far, list_url = where_is(upload, timezone.now()), address("systems:import_list", public_id)
    if far is None:
        return redirect(list_url)
    followed = Followed(
        upload.file_name,
        in_words(far.came_to) if far.came_to is not None else "",
        here=address("systems:import_progress", public_id),
        stop_url=address("systems:import_stop", public_id),
        list_url=list_url,
        again_url=address("systems:import_send"),
        over=(address("systems:contracts"), _("See the register")),
        crumbs=crumbs(_("Read lists in")),
    )
    return follow(request, far, followed)


@require_POST
@page
def stop(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Stop a list that a worker carries out: nothing of it is kept."""
    upload = access_upload(acting.organisation_id, public_id, timezone.now())
    if not may_keep_register(acting):
        return not_theirs(request)
    try:
        ask_to_stop(upload)
    except ProblemsError as error:
        messages.warning(request, words().problem(error.problems[0]))
    return redirect("systems:import_progress", public_id)
