"""A strategy is read strictly: every task says whom it reaches, and nothing is filled in."""

from datetime import date

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.strategy import Ground, Party, Strategy, TaskKind, parse_strategy

STRATEGY = """\
key: small_strategy
title: {da: Strategi, en: Strategy, nb: Strategi}
document: A document
published_by: KL
published_in: "2025-06"
retrieved_on: 2025-12-19
first_year: 2026
last_year: 2029
tasks:
  - key: inclusion
    number: 1
    focus_area: 1
    page: 11
    parties: [state, kl]
    municipalities: {concerned: true, concerned_is: stated, kind: mandatory, kind_is: assumed}
    title: {da: Alle med, en: Everybody, nb: Alle med}
    task: {da: Få alle med., en: Bring everybody along., nb: Få alle med.}
    deadline:
      on: 2029-12-31
      page: 12
      about: {da: Færdig., en: Done., nb: Ferdig.}
  - key: railways
    number: 2
    focus_area: 1
    page: 12
    parties: [government]
    municipalities: {concerned: false, concerned_is: assumed}
    title: {da: Tog, en: Trains, nb: Tog}
    task: {da: Kør., en: Run., nb: Kjør.}
"""
REACH = "{concerned: true, concerned_is: stated, kind: mandatory, kind_is: assumed}"
NO_REACH = "{concerned: false, concerned_is: assumed}"


def parsed(old: str = "", new: str = "") -> Strategy:
    assert old in STRATEGY
    return parse_strategy(STRATEGY.replace(old, new, 1).encode() if old else STRATEGY.encode(), "s.yaml")


def test_a_strategy_is_read_with_its_tasks_in_order() -> None:
    strategy = parsed()
    inclusion, railways = strategy.tasks
    assert (strategy.first_year, strategy.last_year, strategy.retrieved_on) == (
        2026,
        2029,
        date(2025, 12, 19),
    )
    assert inclusion.parties == [Party.STATE, Party.KL]
    assert (inclusion.municipalities.kind, inclusion.municipalities.kind_is) == (
        TaskKind.MANDATORY,
        Ground.ASSUMED,
    )
    assert inclusion.deadline is not None
    assert inclusion.deadline.on == date(2029, 12, 31)
    assert (railways.municipalities.kind, railways.deadline) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("number: 2", "number: 1", "double_value", 23),
        ("key: railways", "key: inclusion", "double_value", 22),
        (REACH, "{concerned: true, concerned_is: stated, kind: mandatory}", "task_kind_missing", 15),
        (REACH, "{concerned: true, concerned_is: stated, kind_is: stated}", "task_kind_missing", 15),
        (
            NO_REACH,
            "{concerned: false, concerned_is: stated, kind: voluntary}",
            "task_kind_without_concern",
            27,
        ),
        (
            NO_REACH,
            "{concerned: false, concerned_is: stated, kind_is: stated}",
            "task_kind_without_concern",
            27,
        ),
        ("2029-12-31", "2030-01-01", "deadline_outside_strategy", 19),
        ("2029-12-31", "2025-12-31", "deadline_outside_strategy", 19),
        ("2029-12-31", "the end of 2029", "not_a_day", 19),
        ("parties: [government]", "parties: []", "too_few", 26),
        ("parties: [government]", "parties: [somebody]", "not_one_of", 26),
        ("kind: mandatory", "kind: must", "not_one_of", 15),
        ("page: 11", "page: 0", "wrong_value", 13),
        ("page: 11", "side: 11", "missing_key", 10),
        ("en: Everybody, ", "", "missing_key", 16),
        ('"2025-06"', "June 2025", "bad_form", 5),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old: str, new: str, code: str, line: int) -> None:
    with pytest.raises(ProblemsError) as refused:
        parsed(old, new)
    assert (code, line) in [(one.code, one.place.line) for one in refused.value.problems if one.place]


def test_a_strategy_ends_in_the_year_it_begins_or_later() -> None:
    assert parsed("first_year: 2026", "first_year: 2029").first_year == 2029
    with pytest.raises(ProblemsError, match="strategy_ends_before_it_begins"):
        parsed("first_year: 2026", "first_year: 2030")
