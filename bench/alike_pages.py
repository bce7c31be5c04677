"""How long it takes to tell what others have, while somebody writes: by the selector, and by the page.

`python -m bench.alike_pages` asks a database that `bench.alike_rows` has filled, and prints what it measured.
"""

from __future__ import annotations

import json
import statistics
import sys
from time import perf_counter, process_time
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.matched.texts import worded
from bench.pages import MEASURED, memory_mb
from samspil.apps.needs.parts.alike import Written
from samspil.apps.needs.selectors.alike import list_alike
from samspil.apps.organisations import selectors
from samspil.apps.organisations.models import Account, Organisation
from samspil.kit.tenancy import scope

ASKED = 60


def measure(prefix: str) -> dict[str, Any]:
    """So many texts, each asked once: milliseconds of clock and processor, questions, what was found."""
    own, on = Organisation.objects.get(code=MEASURED), timezone.localdate()
    person = Account.objects.get(email="employee@bench.example").accesses.get().person
    clock, processor, questions, found = [], [], [], 0
    with scope.within([own.pk]):
        acting = selectors.acting(own, person, on)
        for text in worded(ASKED):
            need = Written(f"{prefix}{text}").as_need(acting.code)
            with CaptureQueriesContext(connection) as asked:
                begun, spent = perf_counter(), process_time()
                found += len(list_alike(acting, need, on))
                clock.append((perf_counter() - begun) * 1000)
                processor.append((process_time() - spent) * 1000)
            questions.append(len(asked))
    ordered = sorted(clock)
    return {
        "median_ms": round(statistics.median(clock), 1),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
        "cpu_ms": round(statistics.median(processor), 1),
        "queries": max(questions),
        "found": found,
    }


if __name__ == "__main__":
    told = {
        name: measure(prefix) for name, prefix in (("As it stands", ""), ("With another word", "Indkøb: "))
    }
    json.dump({"found": told, "pss_mb": memory_mb()}, sys.stdout, indent=1)
