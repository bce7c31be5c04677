"""What ships says what its sources say, and tells what it assumed."""

from dataclasses import replace

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.forecasting.published import parse_findings

FOUND = {one.key: one for one in library.reference_findings()}
WITH_CLASS = {key: one.reference_class for key, one in FOUND.items() if one.reference_class is not None}
# By the sources: shares and means, as science.md section 6 and methods.md section 4 give them.
UNCAPPED_MEANS = {"it_cost_2022": 1.73, "it_cost_2011": 1.27}

YAML = """findings:
  - key: one
    title: {da: En, en: One, nb: En}
    measured: cost
    source: somebody
    n: 3
    stated: {mean: 1.1}
"""


@pytest.mark.parametrize(("key", "mean"), UNCAPPED_MEANS.items())
def test_what_was_assumed_gives_the_mean_that_is_stated(key: str, mean: float) -> None:
    """Without the cap, which takes from the mean what nobody has seen the end of."""
    found = WITH_CLASS[key]
    assert found.tail is not None
    assert replace(found, tail=replace(found.tail, cap=1e13)).mean == pytest.approx(mean, abs=0.012)
    assert found.probability_above(1.5) == pytest.approx(found.tail.share)
    assert found.mean < mean


def test_what_is_drawn_from_has_the_quantiles_that_are_stated() -> None:
    for key, found in WITH_CLASS.items():
        for level, ratio in FOUND[key].stated.quantiles:
            assert found.quantile(level) == pytest.approx(ratio), key
        between = FOUND[key].stated.between
        assert between is None or between[0] <= found.mean < between[1], key


def test_the_duration_of_us_activities_has_the_mean_that_the_source_has() -> None:
    assert WITH_CLASS["it_duration_us_2013"].mean == pytest.approx(1.092, abs=0.02)


def test_sources_that_disagree_say_so_of_each_other_or_of_another_kind_of_plan() -> None:
    costs = {key for key, one in FOUND.items() if one.key.startswith("it_cost_2")}
    for key in costs:
        assert set(FOUND[key].disagrees_with) == costs - {key}


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("stated: {mean: 1.1}", "stated: {}", "f.yaml:7: finding_states_nothing finding=one"),
        (
            "n: 3",
            "n: 3\n    disagrees_with: [two]",
            "f.yaml:7: finding_disagrees_with_nobody finding=one other=two",
        ),
        ("n: 3", "n: 0", "f.yaml:6: "),
        (
            "n: 3",
            "n: 3\n    assumed: {body: [[0, 1], [0.9, 2]], why: {da: a, en: a, nb: a}}",
            "f.yaml:7: class_out_of_order key=one",
        ),
        (
            "stated: {mean: 1.1}",
            """stated: {over: {ratio: 2, share: 0.1, mean: 1.5}}
    assumed: {body: [[0, 1], [0.9, 2]], cap: 9, why: {da: a, en: a, nb: a}}""",
            "f.yaml:8: tail_out_of_order above=2.0 mean=1.5",
        ),
    ],
)
def test_a_finding_that_does_not_hold_is_refused_at_its_line(was: str, becomes: str, says: str) -> None:
    with pytest.raises(ProblemsError, match=says.replace(".", r"\.")):
        parse_findings(YAML.replace(was, becomes).encode(), "f.yaml")


def test_a_key_stands_once() -> None:
    twice = YAML + YAML.partition("\n")[2]
    with pytest.raises(ProblemsError, match=r"f.yaml:8: double_value column=key value=one first_line=2"):
        parse_findings(twice.encode(), "f.yaml")
    assert parse_findings(YAML.encode(), "f.yaml")[0].reference_class is None
