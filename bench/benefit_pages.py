"""How long the pages of benefits take: asked as in `bench.pages` of what `bench.benefit_rows` has laid."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from bench.pages import log_in, measure, memory_mb
from bench.portfolio_rows import ASSOCIATION
from samspil.apps.benefits.models import Benefit
from samspil.apps.organisations.models import Organisation
from samspil.kit.tenancy import scope


def pages() -> Iterator[tuple[str, str]]:
    """Name and address; each is asked by the chair of the association's board."""
    with scope.within([Organisation.objects.get(code=ASSOCIATION).pk]):
        some = Benefit.objects.select_related("initiative").order_by("pk")[57]
    yield "Benefits, a page of 25 with all figures", "/benefits/"
    yield "Benefits, a page of 100 with all figures", "/benefits/?size=100"
    yield "Benefits, overdue and being realised", "/benefits/?state=realising&time=overdue"
    yield "Benefit with a hundred measurements", f"/benefits/{some.public_id}/"
    yield "Map of an initiative", f"/benefits/map/{some.initiative.public_id}/"


if __name__ == "__main__":
    found = {name: measure(log_in("board"), path) for name, path in pages()}
    json.dump({"found": found, "pss_mb": memory_mb()}, sys.stdout, indent=1)
