"""How long it takes until all invited have answered by their links, and what the results take to read."""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import Any

from django.db.models import Sum
from django.test import Client

from bench.pages import log_in, measure, memory_mb
from bench.survey_rows import MEASURED
from samspil.apps.organisations.models import Organisation
from samspil.apps.surveys.models import Round, Tally
from samspil.kit.mail.models import Letter
from samspil.kit.tenancy import scope


def answered(organisation: int) -> dict[str, Any]:
    """Everybody who got a letter answers by its link through the page, one after another."""
    with scope.within([organisation]):
        paths = list(Letter.objects.filter(kind="survey").values_list("path", flat=True))
    said = {"function": "staff", "step_whole": "good", "step_where": "mostly", "text_better": "ét log-in"}
    browser = Client(SERVER_NAME="127.0.0.1")
    begun = perf_counter()
    statuses = [browser.post(path, said).status_code for path in paths]
    seconds = perf_counter() - begun
    with scope.within([organisation]):
        own = Tally.objects.filter(round__title="Åben", question="")
        counted = own.aggregate(all=Sum("count"))["all"]
    assert set(statuses) == {302}, set(statuses)
    return {"invited": len(paths), "seconds": round(seconds, 1), "counted": counted}


def measured() -> dict[str, Any]:
    """The pages, and the round that everybody answers."""
    organisation = Organisation.objects.get(code=MEASURED).pk
    with scope.within([organisation]):
        key = Round.objects.get(title="Lukket").public_id
    found = {
        "Results of 100,000 answers, by area": measure(log_in("employee"), f"/surveys/{key}/"),
        "Results of 100,000 answers, of one function": measure(
            log_in("employee"), f"/surveys/{key}/?show=f-leader"
        ),
        "Surveys": measure(log_in("employee"), "/surveys/"),
    }
    return {"found": found, "pss_mb": memory_mb(), "round": answered(organisation)}


if __name__ == "__main__":
    json.dump(measured(), sys.stdout, indent=1)
