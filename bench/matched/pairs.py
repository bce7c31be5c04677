"""All pairs of so many texts: seconds and memory, as JSON. Run in a process of its own.

python -m bench.matched.pairs named 100000 0.7 2 [FILE]     the vectors are kept in FILE for a peer
"""

from __future__ import annotations

import json
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, process_time

import numpy as np

from bench.matched import texts
from samspil.core.matching.all_pairs import pairs_at_least
from samspil.core.matching.texts import grams_of
from samspil.core.matching.vectors import Vectors, vectors_of
from samspil.core.word_search import words_of

SORTS = {"named": texts.named, "worded": texts.worded}


def vectors(sort: str, number: int) -> Vectors:
    """The trigrams of so many texts."""
    return vectors_of(grams_of(words_of(text)) for text in SORTS[sort](number))


def main(sort: str, number: int, bound: float, hands: int, kept: str = "") -> dict[str, float]:
    """Measure once everything is compiled."""
    with ThreadPoolExecutor(hands) as pool:
        begun = perf_counter()
        pairs_at_least(vectors(sort, 50), bound, pool.map, hands)
        compiled = perf_counter()
        laid = vectors(sort, number)
        counted, used = perf_counter(), process_time()
        found = pairs_at_least(laid, bound, pool.map, hands)
        paired, used = perf_counter(), process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if kept:
        np.savez(
            kept,
            starts=laid.starts,
            terms=laid.terms,
            weights=laid.weights,
            width=laid.width,
            first=found.first,
            second=found.second,
        )
    return {
        "compiling": compiled - begun,
        "counting": counted - compiled,
        "pairing": paired - counted,
        "processor": used,
        "pairs": len(found.first),
        "memory": memory,
        "terms": len(laid.terms) / number,
    }


if __name__ == "__main__":
    sort, number, bound, hands, *kept = sys.argv[1:]
    print(json.dumps(main(sort, int(number), float(bound), int(hands), *kept)))
