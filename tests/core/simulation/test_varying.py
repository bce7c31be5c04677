"""What may be varied, as people ask: each is a change of the model, and every combination is met once."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.governance.language.joint import Participation
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.simulation.changing import with_changes
from samspil.core.simulation.varying import Chosen, Sort, Varied, changes_of, combinations

KEY, ON = "storkoebenhavn_association", date(2027, 1, 1)


@cache
def association() -> GovernanceModel:
    return load(KEY, library.model_files, library.municipalities())


def changed(*chosen: Chosen) -> GovernanceModel:
    return with_changes(association(), library.model_files, changes_of(association(), chosen, ON), ON)


def test_every_combination_is_met_once_and_each_thing_also_as_it_is() -> None:
    varied = [Varied(Sort.AGENDA, "board", ("5", "20")), Varied(Sort.PAPERS, "digital_heads", ("2",))]
    found = combinations(varied, 6)
    assert [[f"{one.subject}={one.value}" for one in each] for each in found] == [
        [],
        ["digital_heads=2"],
        ["board=5"],
        ["board=5", "digital_heads=2"],
        ["board=20"],
        ["board=20", "digital_heads=2"],
    ]


def test_one_more_than_there_is_room_for_is_refused() -> None:
    varied = [Varied(Sort.AGENDA, "board", ("5", "20")), Varied(Sort.PAPERS, "board", ("2",))]
    with pytest.raises(ProblemsError) as refused:
        combinations(varied, 5)
    assert [(one.code, dict(one.args)) for one in refused.value.problems] == [
        ("too_many_variants", {"number": 6, "most": 5})
    ]


def test_a_forum_meets_otherwise_and_decides_otherwise() -> None:
    model = changed(
        Chosen(Sort.RHYTHM, "board", "month"),
        Chosen(Sort.AGENDA, "board", "7"),
        Chosen(Sort.PAPERS, "board", "3"),
        Chosen(Sort.RULE, "board", "unanimous"),
    )
    board, book = model.spec.forums["board"], model.program.book
    assert board.calendar.rule == "FREQ=MONTHLY;INTERVAL=1;BYDAY=2TH"
    assert board.deciding.rule.value == "unanimous"
    assert [int(book.read(name, ON).value) for name in (board.agenda, board.papers)] == [7, 3]


def joint(participation: Participation) -> list[str]:
    return [key for key, rule in association().spec.joint.items() if rule.participation is participation]


def test_fewer_must_be_with_where_some_had_to_be() -> None:
    key = joint(Participation.OPT_IN)[0]
    model = changed(Chosen(Sort.CONSENTS, key, "7"))
    number = model.spec.joint[key].least_members
    assert number is not None
    assert int(model.program.book.read(number, ON).value) == 7


def test_where_all_had_to_be_with_whoever_wants_is_in() -> None:
    (key,) = joint(Participation.ALL)
    model = changed(Chosen(Sort.CONSENTS, key, "6"))
    rule = model.spec.joint[key]
    assert (rule.participation, rule.least_members) == (Participation.OPT_IN, "one_consent_less")
    assert int(model.program.book.read("one_consent_less", ON).value) == 6
    assert changes_of(association(), [Chosen(Sort.CONSENTS, key, "9")], ON) == ()


def test_two_that_share_a_number_cannot_have_two() -> None:
    """Two joint rules of the association ask for ``least_together``."""
    same = [key for key, rule in association().spec.joint.items() if rule.least_members == "least_together"]
    chosen = [Chosen(Sort.CONSENTS, key, number) for key, number in zip(same, "34", strict=True)]
    with pytest.raises(ProblemsError) as refused:
        changes_of(association(), chosen, ON)
    assert [one.code for one in refused.value.problems] == ["changed_in_two_ways"]
    assert len(changes_of(association(), [Chosen(Sort.CONSENTS, key, "3") for key in same], ON)) == 1


def test_a_rule_without_a_number_stays() -> None:
    key = joint(Participation.OPT_IN)[0]
    rule = association().spec.joint[key].model_copy(update={"least_members": None})
    model: Any = SimpleNamespace(spec=SimpleNamespace(joint={key: rule}))
    assert changes_of(model, [Chosen(Sort.CONSENTS, key, "3")], ON) == ()
