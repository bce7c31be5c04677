"""A member goes at its own pace, and commits itself only by its own decision."""

from itertools import product

import pytest

from samspil.core.portfolio.pace import COMMITTED, Pace, goes_back, refuse_pace


@pytest.mark.parametrize(("now", "to"), list(product(Pace, sorted(COMMITTED))))
def test_nobody_joins_a_voluntary_initiative_without_an_own_decision(now: Pace, to: Pace) -> None:
    refused = refuse_pace(now, to, is_mandatory=False, has_decided=False, reason="Fordi")
    assert refused is not None
    expected = "pace_is_that_already" if now is to else "pace_needs_a_decision"
    assert refused.code == expected
    if now is not to:
        assert refuse_pace(now, to, is_mandatory=False, has_decided=True, reason="Fordi") is None
        assert refuse_pace(now, to, is_mandatory=True, has_decided=False, reason="Fordi") is None


@pytest.mark.parametrize(
    ("now", "to", "needs"),
    [
        (Pace.OBSERVING, Pace.PREPARING, False),
        (Pace.LIVE, Pace.IMPLEMENTING, True),
        (Pace.PREPARING, Pace.OBSERVING, True),
        (Pace.LIVE, Pace.OPTED_OUT, True),
        (Pace.OPTED_OUT, Pace.OBSERVING, False),
        (Pace.OBSERVING, Pace.LIVE, False),
    ],
)
def test_a_step_back_or_out_says_why(now: Pace, to: Pace, needs: bool) -> None:
    refused = refuse_pace(now, to, is_mandatory=True, has_decided=False, reason=" ")
    assert (refused.code if refused else None) == ("pace_needs_a_reason" if needs else None)
    assert refuse_pace(now, to, is_mandatory=True, has_decided=False, reason="Budget") is None


def test_opting_out_is_no_place_in_the_order() -> None:
    assert not goes_back(Pace.OPTED_OUT, Pace.OBSERVING)
    assert not goes_back(Pace.LIVE, Pace.OPTED_OUT)
