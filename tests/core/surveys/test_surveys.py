"""What ships can be read and asks in three languages; what is no survey is refused by its line."""

from __future__ import annotations

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.surveys.language import Gauge, Survey
from samspil.core.surveys.reading import read_survey


def shipped(key: str) -> Survey:
    return read_survey(library.survey_file(key), f"{key}.yaml")


def test_four_surveys_ship() -> None:
    expected = ("before_and_after", "it_service_yearly", "pulse", "staff_service_yearly")
    assert library.shipped_surveys() == expected
    with pytest.raises(ProblemsError, match="unknown_survey"):
        library.survey_file("weekly")


@pytest.mark.parametrize("key", library.shipped_surveys())
def test_each_question_is_there_in_three_languages_and_takes_two_minutes(key: str) -> None:
    survey = shipped(key)
    assert survey.key == key
    assert len(survey.questions) <= 10
    for question in survey.questions.values():
        assert len({question.text.in_language(language) for language in ("da", "en", "nb")}) == 3


def test_a_pulse_has_three_questions() -> None:
    assert len(shipped("pulse").questions) == 3


def test_an_initiative_is_measured_by_wellbeing_and_quality() -> None:
    gauges = {one.gauge for one in shipped("before_and_after").questions.values()}
    assert gauges == {Gauge.WELLBEING, Gauge.QUALITY, None}


def test_what_a_round_is_about_stands_in_the_questions_of_a_staff_function_and_an_initiative() -> None:
    about = {key for key in library.shipped_surveys() if shipped(key).is_about_something}
    assert about == {"before_and_after", "staff_service_yearly"}


GOOD = """\
survey: 1
key: own
name: {da: Egen, en: Own, nb: Egen}
summary: {da: Om, en: About, nb: Om}
source: assumed
scales:
  two:
    share: {da: Ja, en: Yes, nb: Ja}
    steps:
      "yes": {name: {da: Ja, en: Yes, nb: Ja}, good: true}
      "no": {name: {da: Nej, en: No, nb: Nei}}
questions:
  first:
    scale: two
    text: {da: Er det godt?, en: Is it good?, nb: Er det bra?}
    source: assumed
  second:
    text: {da: Hvorfor?, en: Why?, nb: Hvorfor?}
    source: assumed
"""


def test_a_small_survey_of_ones_own_is_read() -> None:
    survey = read_survey(GOOD.encode(), "own.yaml")
    assert list(survey.on_scales()) == ["first"]
    assert survey.in_words() == ["second"]
    assert not survey.functions


@pytest.mark.parametrize(
    ("was", "written", "told"),
    [
        ("    scale: two", "    scale: three", "own.yaml:14: survey_names_unknown key=three known=two"),
        ("    scale: two\n", "", "own.yaml:12: survey_asks_no_scale"),
        ("    scale: two\n", "", "own.yaml:7: survey_part_unused key=two"),
        (', good: true}\n      "no"', '}\n      "no"', "own.yaml:9: scale_without_a_share key=two"),
        ("nb: Nei}}", "nb: Nei}, good: true}", "own.yaml:9: scale_without_a_share key=two"),
        ("nb: Nei}}", "nb: Nei}, counts: false}", "own.yaml:9: scale_without_a_share key=two"),
        ('      "no": {name: {da: Nej, en: No, nb: Nei}}\n', "", "own.yaml:9: too_few key=steps least=2"),
        ("{da: Nej,", "{da: Ja,", "own.yaml:11: scale_steps_alike name=Ja"),
        ("Er det godt?", '"Er {who} god?"', "own.yaml:15: survey_blank_unknown found={who}"),
        ("Er det godt?", '"Er {about} god?"', "own.yaml:15: survey_about_in_some key=first"),
        ("questions:", "groups: {}\nquestions:", "own.yaml:12: unknown_key key=groups"),
        ("en: Why?, ", "", "own.yaml:18: missing_key key=en"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_line(was: str, written: str, told: str) -> None:
    broken = GOOD.replace(was, written, 1)
    assert broken != GOOD
    with pytest.raises(ProblemsError) as refused:
        read_survey(broken.encode(), "own.yaml")
    assert told in str(refused.value)
