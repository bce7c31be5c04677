"""How long the pages of the register take: asked as in `bench.pages` of what `bench.register_rows` has laid.

`python -m bench.register_pages` asks a filled database, and prints what it measured. Words after it choose
what is asked: those whose names begin so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from django.db.models import Count

from bench.pages import log_in, measure, memory_mb
from bench.portfolio_rows import MEASURED
from bench.register_rows import KEEPER
from samspil.apps.organisations.models import Organisation
from samspil.apps.systems.models import Contract, LocalUse
from samspil.kit.tenancy import scope


def pages() -> Iterator[tuple[str, str, str]]:
    """Name, who asks, address: an employee of a member that keeps no register, or whoever keeps it."""
    with scope.within([Organisation.objects.get(code=MEASURED).pk]):
        used = LocalUse.objects.annotate(held=Count("contracts")).filter(held__gte=1).order_by("pk")[7]
        held = Contract.objects.annotate(many=Count("options")).filter(many=2).order_by("pk")[7]
    yield "Systems, a page of 25", "employee", "/systems/"
    yield "Systems, a page of 100", "employee", "/systems/?size=100"
    yield "Systems, by a word", "employee", "/systems/?q=omsorg"
    yield "System that seventy others use", "employee", f"/systems/{used.public_id}/"
    yield "Contracts, a page of 25", "employee", "/contracts/"
    yield "Contracts, a page of 100", "employee", "/contracts/?size=100"
    yield "Contracts, by a word", "employee", "/contracts/?q=omsorg"
    yield "Contract", "employee", f"/contracts/{held.public_id}/"
    yield "Framework agreements", "employee", "/contracts/agreements/"
    yield "Calendar, one's own", "employee", "/contracts/calendar/"
    yield "Calendar, what there is time for", "employee", "/contracts/calendar/?only=later"
    yield "Calendar across members", "employee", "/contracts/calendar/?whose=all"
    yield (
        "Calendar across members, what there is time for",
        "employee",
        ("/contracts/calendar/?whose=all&only=later"),
    )
    yield "Tender together: what several need", "employee", "/contracts/together/"
    yield "Tender together: a need of forty", "employee", f"/contracts/together/?need={used.catalogue}"
    yield "Quarter by quarter, four tenders each", "employee", "/contracts/together/quarters/?most=4"
    yield "My work of whoever keeps the register", KEEPER, "/"


if __name__ == "__main__":
    chosen = tuple(sys.argv[1:]) or ("",)
    found = {name: measure(log_in(who), path) for name, who, path in pages() if name.startswith(chosen)}
    json.dump({"found": found, "pss_mb": memory_mb()}, sys.stdout, indent=1)
