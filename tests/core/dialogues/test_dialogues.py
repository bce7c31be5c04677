"""What ships can be read and says where each question is from; what is no dialogue is refused by its line."""

from __future__ import annotations

import pytest

from samspil import library
from samspil.core.dialogues.language import Balance, Dialogue, FigureKind
from samspil.core.dialogues.reading import read_dialogue
from samspil.core.errors import ProblemsError


def shipped(key: str) -> Dialogue:
    return read_dialogue(library.dialogue_file(key), f"{key}.yaml")


def test_three_dialogues_ship() -> None:
    assert library.shipped_dialogues() == ("balances", "joint_solution", "nine_advices")
    with pytest.raises(ProblemsError, match="unknown_dialogue"):
        library.dialogue_file("ten_advices")


@pytest.mark.parametrize("key", library.shipped_dialogues())
def test_each_question_names_its_source_and_each_text_is_there_in_three_languages(key: str) -> None:
    dialogue = shipped(key)
    assert dialogue.key == key
    for question in dialogue.questions.values():
        assert question.source.startswith(("F2.", "F3.", "data: OS2"))
        texts = {question.text.in_language(language) for language in ("da", "en", "nb")}
        assert len(texts) == 3


def test_the_balances_ask_the_ten_questions_of_the_analysis_and_the_three_more() -> None:
    """F2.26: three on role and tasks, three on steering, four on innovation and money; three more."""
    dialogue = shipped("balances")
    by_theme = [one.theme for one in dialogue.questions.values()]
    assert len(dialogue.questions) == 13
    assert {one: by_theme.count(one) for one in dialogue.themes} == {
        "role": 3,
        "steering": 6,
        "innovation": 3,
        "money": 1,
    }
    assert {one.balance for one in dialogue.themes.values()} == set(Balance)


def test_the_nine_pieces_of_advice_are_nine_facts() -> None:
    sources = [one.source for one in shipped("nine_advices").questions.values()]
    assert sources == [f"F3.{number}" for number in range(1, 10)]


def test_the_pattern_of_os2_has_four_themes_and_four_colours_and_grey_does_not_count() -> None:
    dialogue = shipped("joint_solution")
    steps = dialogue.scale_of("need").steps
    assert [str(one.colour) for one in steps.values()] == ["red", "yellow", "green", "grey"]
    assert [one.counts for one in steps.values()] == [True, True, True, False]
    assert len(dialogue.themes) == 4


def test_every_figure_stands_beside_some_question() -> None:
    asked = {
        one
        for key in library.shipped_dialogues()
        for question in shipped(key).questions.values()
        for one in question.figures
    }
    assert asked == set(FigureKind)


GOOD = """\
dialogue: 1
key: own
name: {da: Egen, en: Own, nb: Egen}
summary: {da: Om, en: About, nb: Om}
source: assumed
groups:
  it: {da: It, en: IT, nb: It}
scales:
  two:
    steps:
      "yes": {name: {da: Ja, en: Yes, nb: Ja}}
      "no": {name: {da: Nej, en: No, nb: Nei}}
themes:
  all: {name: {da: Alt, en: All, nb: Alt}}
questions:
  first:
    theme: all
    scale: two
    text: {da: Er det godt?, en: Is it good?, nb: Er det bra?}
    source: assumed
"""


def test_a_small_dialogue_of_ones_own_is_read() -> None:
    dialogue = read_dialogue(GOOD.encode(), "own.yaml")
    assert list(dialogue.scale_of("first").steps) == ["yes", "no"]
    assert dialogue.themes["all"].balance is None


@pytest.mark.parametrize(
    ("was", "written", "told"),
    [
        ("    theme: all", "    theme: al", "own.yaml:17: dialogue_names_unknown key=al known=all"),
        ("    scale: two", "    scale: three", "own.yaml:18: dialogue_names_unknown key=three known=two"),
        (
            "  all: {name: {da: Alt, en: All, nb: Alt}}",
            "  all: {name: {da: Alt, en: All, nb: Alt}}\n  other: {name: {da: x, en: x, nb: x}}",
            "own.yaml:15: dialogue_part_unused key=other",
        ),
        (
            '      "no": {name: {da: Nej, en: No, nb: Nei}}\n',
            "",
            "own.yaml:10: too_few key=steps least=2",
        ),
        (
            "{name: {da: Nej, en: No, nb: Nei}}",
            "{name: {da: Nej, en: No, nb: Nei}, counts: false}",
            "own.yaml:10: scale_counts_nothing key=two",
        ),
        ("{da: Nej,", "{da: Ja,", "own.yaml:12: scale_steps_alike name=Ja"),
        ("    source: assumed", "    weight: 3\n    source: assumed", "own.yaml:20: unknown_key key=weight"),
        ("    source: assumed", "    figures: [luck]\n    source: assumed", "20: not_one_of value=luck"),
        ("    source: assumed", "    source: my head", "own.yaml:20: bad_form value=my head"),
        ("    source: assumed\n", "", "own.yaml:16: missing_key key=source"),
        (", en: Is it good?, nb: Er det bra?}", "}", "own.yaml:19: missing_key key=en"),
        ("questions:", "totals: 1\nquestions:", "own.yaml:15: unknown_key key=totals"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_line(was: str, written: str, told: str) -> None:
    broken = GOOD.replace(was, written)
    assert broken != GOOD
    with pytest.raises(ProblemsError) as refused:
        read_dialogue(broken.encode(), "own.yaml")
    assert told in str(refused.value)
