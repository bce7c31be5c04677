"""The same pairs by sparse-dot-topn, which is no part of our environment: run by a Python that has it.

PYTHON -m bench.matched.peer FILE BOUND THREADS     as JSON
"""

import json
import resource
import sys
from time import perf_counter, process_time

import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn


def main(file: str, bound: float, threads: int) -> dict[str, float]:
    """Every pair at least so alike, of all rows with all."""
    kept = np.load(file)
    rows = len(kept["starts"]) - 1
    shape = (rows, int(kept["width"]))
    ours = csr_matrix((kept["weights"], kept["terms"], kept["starts"].astype(np.int32)), shape=shape)
    most = int(np.bincount(np.concatenate([kept["first"], kept["second"]]), minlength=rows).max()) + 10
    turned = ours.T.tocsr()
    begun, used = perf_counter(), process_time()
    found = sp_matmul_topn(ours, turned, top_n=most, threshold=bound - 1e-12, n_threads=threads)
    spent, used = perf_counter() - begun, process_time() - used
    theirs = found.tocoo()
    upper = theirs.row < theirs.col
    pairs = set(zip(theirs.row[upper].tolist(), theirs.col[upper].tolist(), strict=True))
    same = set(zip(kept["first"].tolist(), kept["second"].tolist(), strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "pairing": spent,
        "processor": used,
        "pairs": len(pairs),
        "different": len(pairs ^ same),
        "memory": memory,
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))))
