"""The board's report as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.benefits.selectors.board_report import board_report
from samspil.apps.benefits.services.board_report import as_pdf
from samspil.apps.benefits.views.board_told import told_of
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.wording.catalogues import LANGUAGES


@require_safe
@page
def report(request: HttpRequest, acting: Acting) -> HttpResponse:
    """All of it, or one initiative; in the language of the page, or in another that is asked for."""
    on, initiative = timezone.localdate(), _initiative(request, acting)
    asked = request.GET.get("language", "")
    with translation.override(asked if asked in LANGUAGES else translation.get_language()):
        told = told_of(
            board_report(acting.organisation_id, on, initiative),
            acting.organisation_name,
            is_whole=initiative is None,
            is_example=acting.is_example,
        )
        name = f"{_('benefits')}-{on:%Y-%m-%d}.pdf"
    answer = HttpResponse(as_pdf(told, timezone.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _initiative(request: HttpRequest, acting: Acting) -> UUID | None:
    said = request.GET.get("initiative", "")
    if not said:
        return None
    try:
        return access_initiative(acting, UUID(said)).public_id
    except ValueError:
        raise NotFoundError(said) from None
