"""A model is adopted: from when, for which kinds, why, and by which matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.forms.governance_model import AdoptionForm
from samspil.apps.governance.parts import finding
from samspil.apps.governance.parts.finding import Found
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors.versions import approved_matters
from samspil.apps.governance.services.adoptions import Adoption, adopt, deciding_forum, may_adopt
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.governance.views.governance_model.comparing import affected
from samspil.apps.governance.views.governance_model.differing import differences
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.errors import ProblemsError
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def adopt_model(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """What adopting it means, and the form. Who may not is told as if there were no such page."""
    today = timezone.localdate()
    found = finding.of_version(access.access_version(acting, public_id))
    if found.model is None or found.version is None or not may_adopt(acting, today):
        raise NotFoundError(str(public_id))
    form = _form(request, acting, found)
    if request.method == "POST" and form.is_valid():
        try:
            version = _adopt(acting, found, form)
        except RefusedError as error:
            form.add_error(None, sentence(error.problem, found.model))
        except ProblemsError as error:
            form.add_error(None, " ".join(sentence(one, found.drawn) for one in error.problems))
        except AnotherRequestError:
            form.add_error(None, _("This form has been used already. Load the page again."))
        else:
            messages.success(request, _said(found, form))
            return redirect(address("governance:model", version))
    return shown(
        request, "governance/model_adopt.html", _context(acting, found, form), refused=bool(form.errors)
    )


def _form(request: HttpRequest, acting: Acting, found: Found) -> AdoptionForm:
    assert found.model is not None
    today = timezone.localdate()
    kinds = [(key, kind.name.in_language(language())) for key, kind in found.model.spec.kinds.items()]
    matters = [(str(one.public_id), f"{one.case_number} {one.title}") for one in approved_matters(acting)]
    first = max(today, found.model.spec.valid_from)
    must = acting.organisation_kind is OrganisationKind.ASSOCIATION and deciding_forum(
        acting.organisation_id, today
    )
    initial = {"since": first, "kinds": [key for key, _name in kinds], "key": str(new_id())}
    return AdoptionForm(
        request.POST or None, initial=initial, kinds=kinds, matters=matters, must_name_matter=bool(must)
    )


def _adopt(acting: Acting, found: Found, form: AdoptionForm) -> str:
    said, version = form.cleaned_data, found.version
    assert version is not None
    now, today = timezone.now(), timezone.localdate()
    adoption = Adoption(
        said["since"],
        tuple(said["kinds"]),
        said["reason"],
        UUID(said["decided_by"]) if said["decided_by"] else None,
    )

    def do() -> str:
        return str(adopt(version, adoption, acting=acting, at=now, today=today).public_id)

    key = said["key"] or str(new_id())
    body = {"version": found.ref, "since": adoption.since, "kinds": adoption.kinds, "reason": adoption.reason}
    answer, _before = once(Request(acting.organisation_id, str(acting.person), key, body), do, now)
    return str(answer)


def _said(found: Found, form: AdoptionForm) -> str:
    day = words().day(form.cleaned_data["since"])
    return _("%(name)s holds from %(day)s.") % {"name": found.name, "day": day}


def _context(acting: Acting, found: Found, form: AdoptionForm) -> dict[str, Any]:
    today = timezone.localdate()
    before = finding.today_s(acting, today)
    told = (
        differences(before.telling(today).sections, found.telling(today).sections)
        if before is not None and before.model is not None
        else []
    )
    top = deciding_forum(acting.organisation_id, today)
    return {
        "found": found,
        "form": form,
        "before": before,
        "differences": told,
        "affected": affected(acting, found),
        "forum": top.forum.name.in_language(language()) if top else "",
        "is_association": acting.organisation_kind is OrganisationKind.ASSOCIATION,
        "crumbs": [
            (_("Governance model"), address("governance:models")),
            (found.title, found.url),
            (_("Adopt"), ""),
        ],
    }
