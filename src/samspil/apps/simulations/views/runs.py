"""What has been tried, the newest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page, shown
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.rights import may_try
from samspil.apps.simulations.selectors.runs import list_runs
from samspil.apps.simulations.views.crumbs import crumbs
from samspil.apps.simulations.views.named import STATES, name_of_run
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words


@require_safe
@page
def runs(request: HttpRequest, acting: Acting) -> HttpResponse:
    """A page of them."""
    after = request.GET.get("after", "")
    found = list_runs(acting, int(after) if after.isdecimal() and len(after) < 18 else None)
    url = addresses("simulations:run")
    context = {
        "rows": [_row(one, url(one.public_id)) for one in found.rows],
        "next_url": f"?after={found.next_after}" if found.next_after else "",
        "ask_url": address("simulations:ask") if may_try(acting, timezone.localdate()) else "",
        "crumbs": crumbs(_("What has been tried")),
    }
    return shown(request, "simulations/runs.html", context, refused=False)


def _row(one: Any, url: str) -> dict[str, Any]:
    return {
        "name": name_of_run(one),
        "url": url,
        "state": STATES[one.state],
        "asked": words().short_moment(one.asked_at),
        "is_sent": one.matter is not None,
        "models": len(one.inputs["models"]),
    }
