"""The register as files: workbooks and CSV that come in again, KITOS' template, and open contracting data."""

from __future__ import annotations

import json
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil import library
from samspil.apps.governance.parts.pages import example_note, page
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.selectors.exporting import (
    contracts_table,
    kitos_table,
    published_contracts,
    uses_table,
)
from samspil.core.systems.ocds import Publisher, package
from samspil.kit.excel import writing
from samspil.kit.web.addresses import address

_JSON: Final = "application/json"


@require_safe
@page
def export(request: HttpRequest, acting: Acting, what: str, form: str) -> HttpResponseBase:
    """Systems or contracts, whole; ``kitos`` is the template, ``ocds`` only what everybody may see."""
    owner, note = acting.organisation_id, example_note(acting)
    match what, form:
        case "systems" | "contracts", "xlsx" | "csv":
            title = _("Systems") if what == "systems" else _("Contracts")
            table = (uses_table if what == "systems" else contracts_table)(owner, title, note)
            is_excel = form == "xlsx"
            content = writing.as_xlsx(table) if is_excel else writing.as_csv(table)
            return _file(content, writing.EXCEL if is_excel else writing.CSV, f"{title}.{form}")
        case "kitos", "xlsx":
            content = writing.as_xlsx(kitos_table(owner, note))
            return _file(content, writing.EXCEL, "OS2KITOS IT Kontrakter.xlsx")
        case "ocds", "json":
            return _file(_releases(request, acting), _JSON, "ocds.json")
    raise Http404


def _releases(request: HttpRequest, acting: Acting) -> bytes:
    known = None if acting.is_example else library.municipalities().get(acting.code)
    uri = request.build_absolute_uri(address("systems:export", "ocds", "json"))
    # Who publishes is also the buyer of each release, which may be passed on alone.
    name = f"{_('EXAMPLE')}: {acting.organisation_name}" if acting.is_example else acting.organisation_name
    publisher = Publisher(name, known.cvr if known else "", uri)
    said = package(published_contracts(acting.organisation_id), publisher, timezone.now())
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _file(content: bytes, sort: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=sort)
    day = f"{timezone.localdate():%Y-%m-%d}"
    answer["Content-Disposition"] = f'attachment; filename="{day} {name}"'
    return answer
