"""A log takes the place of what a workload assumed, where it is named, and of nothing else."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from tests.core.mining.test_fitting import fitted

from samspil.core.errors import ProblemsError
from samspil.core.mining.as_workload import with_fitted

OTHER = {"kind": "idea", "per_year": "2", "source": "a guess"}
SCREENED = {"takes": {"hours": {"fixed": "8"}}, "people": 2, "source": "a guess"}
WRITTEN: dict[str, Any] = {
    "years": 1,
    "arrivals": {
        "spring": {"kind": "purchase", "per_year": "5", "facts": {"amount": "1"}},
        "autumn": {"kind": "purchase", "per_year": "7"},
        "ideas": OTHER,
    },
    "steps": {"purchases": {"screen": SCREENED, "decide": SCREENED}},
}
STEP = ("purchases", "screen")


def test_a_kinds_arrivals_and_the_steps_that_are_named_come_of_the_log_and_the_rest_stays() -> None:
    log, before = fitted(), deepcopy(WRITTEN)
    found = with_fitted(WRITTEN, log, "purchase", {STEP: "Look"}, "our log")
    came = {**log.arrivals_as_written("purchase", "our log"), "facts": {"amount": "1"}}
    assert found["arrivals"] == {"ideas": OTHER, "purchase": came}
    takes = {"takes": log.takes_as_written("Look"), "people": 2, "source": "our log"}
    assert found["steps"] == {"purchases": {"screen": takes, "decide": SCREENED}}
    assert found["years"] == 1
    assert before == WRITTEN, "what was handed in is left as it was"


def test_where_nothing_was_known_of_matters_and_no_steps_are_written_nothing_is_made_up() -> None:
    written = {"arrivals": {"ideas": OTHER}}
    found = with_fitted(written, fitted(), "idea", {}, "our log")
    assert found == {
        "arrivals": {"idea": fitted().arrivals_as_written("idea", "our log")},
        "steps": {},
    }


@pytest.mark.parametrize(
    ("kind", "steps", "code", "said"),
    [
        ("loan", {}, "fit_unknown_kind", {"kind": "loan", "known": "idea, purchase"}),
        (
            "purchase",
            {("purchases", "pay"): "Look"},
            "fit_unknown_step",
            {"step": "purchases.pay", "known": "purchases.screen, purchases.decide"},
        ),
        ("purchase", {STEP: "Dance"}, "fit_unknown_activity", {"activity": "Dance"}),
    ],
)
def test_what_is_in_neither_is_told_with_what_there_is(
    kind: str, steps: dict[tuple[str, str], str], code: str, said: dict[str, str]
) -> None:
    with pytest.raises(ProblemsError) as refused:
        with_fitted(WRITTEN, fitted(), kind, steps, "our log")
    (problem,) = refused.value.problems
    assert problem.code == code
    assert said.items() <= problem.args.items()
