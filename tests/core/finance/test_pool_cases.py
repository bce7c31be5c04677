"""A case says what a pool's rule gives, and fails on its line where the rule gives something else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.finance.pool_cases import pool_problems
from samspil.core.finance.pool_limits import Asked, Limits, refusal
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.units import Money

LENDER = "aabenraa_loans"
CASE = """cases:
  one:
    title: {da: x, en: x, nb: x}
    on: 2026-10-05T10:00
    brought_by: area_employee
    matter: {kind: application}
    expect:
      pools:
        %s
"""


@pytest.fixture(scope="module")
def lender() -> GovernanceModel:
    return load(LENDER, library.model_files, library.municipalities())


def told(model: GovernanceModel, written: str) -> list[tuple[object, ...]]:
    """What each problem is about, what was expected and what there is, and on which line."""
    found = pool_problems(model, {"cases/one.yaml": (CASE % written).encode(), "README.md": b"x"})
    args = ("what", "expected", "got")
    return [(*(one.args[name] for name in args), one.place and one.place.line) for one in found]


def test_a_rule_that_gives_what_is_expected_has_no_problem(lender: GovernanceModel) -> None:
    assert told(lender, "digital_funds: {most_instalments: 3, interest: 3/100, ceiling: null}") == []
    assert told(lender, "digital_funds: {loan: {of: 300, times: 3, pays: [100, 100, 100]}}") == []
    assert told(lender, "digital_funds: {levy: null, loan: null, year_end: null}") == []


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("digital_funds: {most_instalments: 4}", ("most_instalments", "4", "3")),
        ("digital_funds: {interest: 4/100}", ("interest", "1/25", "3/100")),
        ("digital_funds: {forms: [loan]}", ("forms", "['loan']", "['loan', 'grant']")),
        ("digital_funds: {ceiling: 5}", ("ceiling", "5.00 DKK", "None")),
        ("digital_funds: {ceiling: x}", ("ceiling", "–", "not_an_amount")),
        (
            "digital_funds: {levy: {of: 1, whole: 1, to_pool: 1, rest: 0}}",
            ("levy", "of=1 whole=1 to_pool=1 rest=0", "None"),
        ),
        ("digital_funds: {loan: {of: 0, times: 3, pays: []}}", ("loan", "–", "loan_not_positive")),
        (
            "digital_funds: {year_end: {balance: 9, promised: 4, stays: 9, lapses: 0}}",
            ("year_end", "['9.00 DKK', '0.00 DKK']", "['4.00 DKK', '5.00 DKK']"),
        ),
        ("another: {forms: [loan]}", ("pools", "another", "–")),
    ],
)
def test_what_a_rule_does_not_give_is_told_on_the_line_that_expects_it(
    lender: GovernanceModel, written: str, problem: tuple[str, str, str]
) -> None:
    assert told(lender, written) == [(*problem, 9)]


def test_a_share_that_is_none_is_refused_as_the_language_has_it(lender: GovernanceModel) -> None:
    for wrong in ("interest: 1/0", "interest: -1", "weights: {benefits: half}"):
        with pytest.raises(ProblemsError):
            told(lender, f"digital_funds: {{{wrong}}}")


LIMITS = Limits({"loan"}, Money.of(100), Fraction(3, 100), 3)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked("loan", Money.of(100), Fraction(3, 100), 3), None),
        (Asked("grant", Money.of(1)), "pool_does_not_give_this"),
        (Asked("loan", Money.of(100) + Money(1)), "asks_over_the_ceiling"),
        (Asked("loan", Money.of(1), Fraction(31, 1000), 3), "interest_over_the_pools"),
        (Asked("loan", Money.of(1), Fraction(0), 4), "too_many_instalments"),
    ],
)
def test_each_limit_of_a_pool_is_held_on_both_sides(asked: Asked, code: str | None) -> None:
    found = refusal(LIMITS, asked)
    assert (found.code if found else None) == code


def test_a_pool_without_a_limit_refuses_nothing_by_it() -> None:
    assert refusal(Limits({"loan"}), Asked("loan", Money.of(10**9), Fraction(0), 999)) is None
