"""The sorts of tasks as they ship, and what is refused of one's own."""

from __future__ import annotations

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.task_mix.reading import read_categories

SHIPPED = library.task_categories().decode()


def test_the_three_that_one_municipality_counts_by_ship_and_one_is_development() -> None:
    """F2.3: digitalisation, operations, data and administrative service; 37 hours are 7.4 a day."""
    found = read_categories(SHIPPED.encode(), "tasks.yaml")
    assert list(found.categories) == ["development", "operations", "data_and_administration"]
    assert found.development == {"development"}
    assert found.working_day.minutes * 5 == 37 * 60


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("    is_development: true\n", "", "task_categories_without_development"),
        ("da: Drift og support", "da: Digitalisering og udvikling", "task_categories_alike"),
        ("minutes: 444", "minutes: 1441", "wrong_value"),
        ("percent: 25", "percent: -1", "wrong_value"),
        ("tasks: 1", "tasks: 2", "not_one_of"),
    ],
)
def test_what_is_not_as_it_is_to_be_written_is_refused(was: str, now: str, code: str) -> None:
    assert was in SHIPPED
    with pytest.raises(ProblemsError) as refused:
        read_categories(SHIPPED.replace(was, now, 1).encode(), "tasks.yaml")
    assert code in {one.code for one in refused.value.problems}


def test_all_development_protects_nothing_from_anything() -> None:
    told = SHIPPED.replace("    source: F2.3\n", "    is_development: true\n    source: F2.3\n")
    told = told.replace("    is_development: true\n    is_development: true\n", "    is_development: true\n")
    with pytest.raises(ProblemsError) as refused:
        read_categories(told.encode(), "tasks.yaml")
    assert [one.code for one in refused.value.problems] == ["task_categories_without_development"]
