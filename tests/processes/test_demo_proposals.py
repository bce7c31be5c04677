"""What the example brings of the national strategy: all of it, each with its source and page."""

from __future__ import annotations

from samspil import library
from samspil.processes.demo.year import list_proposals

TWELVE = 12  # the strategy's initiatives 2026-2029


def test_all_initiatives_of_the_strategy_are_brought_with_our_words_source_and_page() -> None:
    strategy = library.strategy_2026_2029()
    brought = {one.title: one for one in list_proposals()}
    assert len(strategy.tasks) == TWELVE
    for task in strategy.tasks:
        one = brought[task.title.da]
        assert task.task.da in one.description
        assert one.description.endswith(f"Kilde: {strategy.title.da}, s. {task.page}.")
        is_mandatory = one.kind == "mandatory_programme"
        assert one.facts == ({"legal_source": f"{strategy.title.da}, s. {task.page}"} if is_mandatory else {})


def test_what_members_want_together_comes_between_them() -> None:
    kinds = [bool(one.description) for one in list_proposals()[:4]]
    assert kinds == [True, False, True, False]
