"""How long the page of a closed balance check takes, and how answers moved beside 97 other members."""

from __future__ import annotations

import json
import sys
from typing import Any

from bench.balance_rows import COORDINATOR, DIALOGUE, ROUND
from bench.crowd import MEASURED
from bench.pages import log_in, measure, memory_mb
from samspil.apps.balance.models import Round
from samspil.apps.organisations.models import Organisation
from samspil.kit.tenancy import scope


def measured() -> dict[str, Any]:
    """The pages, as those who read them: nobody keeps more than one organisation."""
    asked = [
        ("Balance check of an association of 98", COORDINATOR, _round("")),
        ("Balance check of a member", "employee", _round(MEASURED)),
        ("Over time, beside 97 other members", "employee", f"/balance/over-time/{DIALOGUE}/"),
        ("Balance checks", "employee", "/balance/"),
    ]
    found = {name: measure(log_in(who), path) for name, who, path in asked}
    return {"found": found, "pss_mb": memory_mb()}


def _round(code: str) -> str:
    organisation = Organisation.objects.get(code=code)
    with scope.within([organisation.pk]):
        return f"/balance/{Round.objects.get(title=ROUND).public_id}/"


if __name__ == "__main__":
    json.dump(measured(), sys.stdout, indent=1)
