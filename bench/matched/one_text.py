"""What is like one new text among so many: seconds and memory, as JSON. Run in a process of its own.

python -m bench.matched.one_text 100000
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
from time import perf_counter

from bench.matched.texts import worded
from samspil.core.matching.evidence import Need
from samspil.core.matching.suggesting import Needs

ASKED = 60


def main(number: int) -> dict[str, float]:
    """Lay so many needs of 98 members out, and ask for what is like each of a few new ones."""
    begun = perf_counter()
    laid = Needs.of((Need(str(at), f"{at % 98}", text) for at, text in enumerate(worded(number))), {})
    laying, spent = perf_counter() - begun, []
    for at, text in enumerate(worded(ASKED)):
        begun = perf_counter()
        laid.like(Need("new", f"{at % 98}", f"Indkøb: {text}"), 10)
        spent.append(perf_counter() - begun)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "laying": laying,
        "median": statistics.median(spent),
        "slowest": max(spent),
        "memory": memory,
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
