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


def pages() -> Iterator[tuple[str, str, str]]:
    """Name, who asks, address: the chair of the association's board, or an employee of a member."""
    with scope.within([Organisation.objects.get(code=ASSOCIATION).pk]):
        some = Benefit.objects.select_related("initiative").order_by("pk")[57]
        placed = Benefit.objects.order_by("pk")[60]
    initiative = some.initiative.public_id
    yield "Benefits, a page of 25 with all figures", "board", "/benefits/"
    yield "Benefits, a page of 100 with all figures", "board", "/benefits/?size=100"
    yield "Benefits, overdue and being realised", "board", "/benefits/?state=realising&time=overdue"
    yield "Benefits, by a word", "board", "/benefits/?q=9999"
    yield "Benefits of an initiative", "board", f"/benefits/of/{initiative}/"
    yield "Benefit with a hundred measurements", "board", f"/benefits/{some.public_id}/"
    yield "Benefit measured at nine places", "board", f"/benefits/{placed.public_id}/"
    yield "Map of an initiative", "board", f"/benefits/map/{initiative}/"
    yield "Who gains, 25 benefits of nine members", "board", "/benefits/members/"
    yield "Who gains, a page of 100", "board", "/benefits/members/?size=100"
    yield "Who gains, what is not divided yet", "board", "/benefits/members/?only=undivided"
    yield "Who gains, as one of the members", "employee", "/benefits/members/"
    yield "What is to be measured when", "board", "/benefits/follow-up/"
    yield "Measurements from a file, before one is sent", "board", "/benefits/measure/list/"
    yield "Forecast of all", "board", "/benefits/forecast/"
    yield "How forecasts came out", "board", "/benefits/calibration/"
    yield "Library of benefits", "board", "/benefits/library/"
    yield "Weights of the bottom lines", "board", "/benefits/weights/"


if __name__ == "__main__":
    chosen = tuple(sys.argv[1:]) or ("",)
    found = {name: measure(log_in(who), path) for name, who, path in pages() if name.startswith(chosen)}
    json.dump({"found": found, "pss_mb": memory_mb()}, sys.stdout, indent=1)
