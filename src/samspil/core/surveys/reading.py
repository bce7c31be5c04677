"""A survey's file, read as strictly as a governance model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from samspil.core.dialogues.reading import steps_alike
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, problem_at, read
from samspil.core.governance.shape import shaped
from samspil.core.surveys.language import ABOUT, Survey

_LANGUAGES: Final = ("da", "en", "nb")
_BLANK: Final = re.compile(r"\{[^{}]*\}?|\}")


def read_survey(data: bytes, name: str) -> Survey:
    """Read a survey.

    Raises:
        ProblemsError: everything that is not as a survey is written, with its line: as for governance
            models; ``survey_names_unknown`` for a scale that is not in the file, ``survey_part_unused`` for
            one that no question uses, ``survey_asks_no_scale`` where all is words, ``scale_without_a_share``
            where the steps that count are not good and others, ``scale_steps_alike`` where two steps have one
            name, ``survey_blank_unknown`` for braces other than ``{about}``, ``survey_about_in_some`` where
            only some of the languages have it.

    Complexity: linear in the size of the data, at most 100 kB.

    >>> read_survey(b"survey: 1", "own.yaml").questions
    Traceback (most recent call last):
    ProblemsError: own.yaml:1: missing_key key=key
    own.yaml:1: missing_key key=name
    own.yaml:1: missing_key key=questions
    own.yaml:1: missing_key key=scales
    own.yaml:1: missing_key key=source
    own.yaml:1: missing_key key=summary
    """
    document = read(data, name)
    survey = shaped(document, Survey)
    if problems := [*_names(survey, document), *_scales(survey, document), *_blanks(survey, document)]:
        raise ProblemsError(problems)
    return survey


def _names(survey: Survey, document: Document) -> Iterator[Problem]:
    used = {one.scale for one in survey.questions.values()}
    if used == {None}:
        yield problem_at(document, ("questions",), "survey_asks_no_scale")
    for key, question in survey.questions.items():
        if question.scale is not None and question.scale not in survey.scales:
            known = ", ".join(survey.scales)
            yield problem_at(
                document, ("questions", key, "scale"), "survey_names_unknown", key=question.scale, known=known
            )
    for key in survey.scales:
        if key not in used:
            yield problem_at(document, ("scales", key), "survey_part_unused", key=key)


def _scales(survey: Survey, document: Document) -> Iterator[Problem]:
    for key, scale in survey.scales.items():
        path = ("scales", key, "steps")
        if {step.good for step in scale.steps.values() if step.counts} != {True, False}:
            yield problem_at(document, path, "scale_without_a_share", key=key)
        names = {step: one.name for step, one in scale.steps.items()}
        yield from steps_alike(document, path, names)


def _blanks(survey: Survey, document: Document) -> Iterator[Problem]:
    for key, question in survey.questions.items():
        path = ("questions", key, "text")
        said = [question.text.in_language(language) for language in _LANGUAGES]
        for found in sorted({blank for text in said for blank in _BLANK.findall(text)} - {ABOUT}):
            yield problem_at(document, path, "survey_blank_unknown", found=found)
        if len({ABOUT in text for text in said}) > 1:
            yield problem_at(document, path, "survey_about_in_some", key=key)
