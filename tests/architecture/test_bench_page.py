"""The page of measurements: a section that is measured again takes its own place, and no other changes."""

from bench.report import page

BEFORE = page("", ["Loading\n\n| a | 1 |", "The journal\n\n| b | 2 |"])


def test_what_is_measured_again_stands_where_it_stood() -> None:
    again = page(BEFORE, ["Loading\n\n| a | 3 |"])
    assert again == BEFORE.replace("| a | 1 |", "| a | 3 |")


def test_what_is_measured_first_comes_last() -> None:
    grown = page(BEFORE, ["Pages\n\n| c | 4 |"])
    assert grown == BEFORE + "\n## Pages\n\n| c | 4 |\n"


def test_nothing_measured_changes_nothing() -> None:
    assert page(BEFORE, []) == BEFORE
