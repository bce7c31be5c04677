"""The shared screen: the short link, the wall as it grows, and a note that somebody says aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.apps.workshops.selectors.links import key_of
from samspil.apps.workshops.selectors.standing import takes_notes
from samspil.apps.workshops.services.noting import keep_note
from samspil.apps.workshops.views.notes import Writing, answered, is_asking_for_news, news
from samspil.apps.workshops.views.told import crumbs
from samspil.apps.workshops.views.workshop import led
from samspil.kit.web.addresses import address

if TYPE_CHECKING:
    from samspil.apps.workshops.models import Workshop


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@page
def screen(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """While notes are taken; before and after there is the workshop's own page."""
    row, at = led(acting, public_id), timezone.now()
    takes = takes_notes(row, at)
    if is_asking_for_news(request):
        return news(request, row, is_over=not takes)
    if not takes and request.method != "POST":
        return redirect("workshops:workshop", public_id)
    return answered(request, _writing(request, row, acting))


def _writing(request: HttpRequest, row: Workshop, acting: Acting) -> Writing:
    link = request.build_absolute_uri(address("workshops:join", key_of(row))) if row.code else ""
    return Writing(
        row,
        lambda note: keep_note(row, note, at=timezone.now(), acting=acting),
        "workshops/screen.html",
        {
            "title": row.area,
            "link": link,
            "link_words": link.partition("://")[2],
            "back_url": address("workshops:workshop", row.public_id),
            "crumbs": crumbs(_("Shared screen"), workshop=row),
        },
    )
