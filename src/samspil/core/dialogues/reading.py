"""A dialogue's file, read as strictly as a governance model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from samspil.core.dialogues.language import Dialogue
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, problem_at, read
from samspil.core.governance.language.basics import Texts
from samspil.core.governance.shape import shaped


def read_dialogue(data: bytes, name: str) -> Dialogue:
    """Read a dialogue.

    Raises:
        ProblemsError: everything that is not as a dialogue is written, with its line: as for governance
            models; ``dialogue_names_unknown`` for a theme or scale that is not in the file,
            ``dialogue_part_unused`` for one that no question uses, ``scale_counts_nothing`` where fewer than
            two steps count, ``scale_steps_alike`` where two steps have one name.

    Complexity: linear in the size of the data, at most 100 kB.

    >>> read_dialogue(b"dialogue: 1", "own.yaml").questions
    Traceback (most recent call last):
    ProblemsError: own.yaml:1: missing_key key=groups
    own.yaml:1: missing_key key=key
    own.yaml:1: missing_key key=name
    own.yaml:1: missing_key key=questions
    own.yaml:1: missing_key key=scales
    own.yaml:1: missing_key key=source
    own.yaml:1: missing_key key=summary
    own.yaml:1: missing_key key=themes
    """
    document = read(data, name)
    dialogue = shaped(document, Dialogue)
    if problems := [*_names(dialogue, document), *_unused(dialogue, document), *_scales(dialogue, document)]:
        raise ProblemsError(problems)
    return dialogue


def _names(dialogue: Dialogue, document: Document) -> Iterator[Problem]:
    for key, question in dialogue.questions.items():
        for part, name, known in (
            ("theme", question.theme, dialogue.themes),
            ("scale", question.scale, dialogue.scales),
        ):
            if name not in known:
                path = ("questions", key, part)
                yield problem_at(document, path, "dialogue_names_unknown", key=name, known=", ".join(known))


def _unused(dialogue: Dialogue, document: Document) -> Iterator[Problem]:
    used = {"themes": {one.theme for one in dialogue.questions.values()}}
    used["scales"] = {one.scale for one in dialogue.questions.values()}
    for part, written in (("themes", dialogue.themes), ("scales", dialogue.scales)):
        for key in written:
            if key not in used[part]:
                yield problem_at(document, (part, key), "dialogue_part_unused", key=key)


def _scales(dialogue: Dialogue, document: Document) -> Iterator[Problem]:
    for key, scale in dialogue.scales.items():
        path = ("scales", key, "steps")
        if sum(step.counts for step in scale.steps.values()) < 2:
            yield problem_at(document, path, "scale_counts_nothing", key=key)
        yield from steps_alike(document, path, {step: one.name for step, one in scale.steps.items()})


def steps_alike(document: Document, path: tuple[str, ...], steps: Mapping[str, Texts]) -> Iterator[Problem]:
    """Steps of one scale that nobody can tell apart in some language."""
    for language in ("da", "en", "nb"):
        names = [name.in_language(language) for name in steps.values()]
        for place, (step, name) in enumerate(zip(steps, names, strict=True)):
            if names.index(name) != place:
                yield problem_at(document, (*path, step), "scale_steps_alike", name=name)
