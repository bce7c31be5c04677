"""What was answered, as pages and the record show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from samspil.apps.balance.selectors.outcome import Asked, Outcome, Part
from samspil.core.dialogues.language import Dialogue, Scale
from samspil.core.surveys.suppression import LEAST
from samspil.kit.web.language import language

Shown = dict[str, Any]
# From where on a difference is called one; ours, and shown beside the counts themselves.
SOME: Final = 0.2
MUCH: Final = 0.4


def question_shown(one: Asked, outcome: Outcome) -> Shown:
    """A question with a line for each group, and what was written."""
    tongue, scale = language(), one.wording.scale
    question = one.wording.question
    themes = outcome.dialogue.themes
    return {
        "key": one.wording.key,
        "text": question.text.in_language(tongue),
        "help": question.help.in_language(tongue) if question.help else "",
        "source": question.source,
        "theme": themes[question.theme].name.in_language(tongue) if question.theme in themes else "",
        "steps": [(key, step.name.in_language(tongue)) for key, step in scale.steps.items()],
        "parts": [_part(part, scale, outcome.dialogue) for part in one.parts],
        "answers": one.answers,
        "too_few": bool(one.answers) and not one.parts,
        "level": level_of(one),
        "differs": differs_words(one),
        "is_earlier": one.is_earlier,
        "agreed": outcome.agreed.get(one.wording.key, ""),
        "figures": question.figures,
        "limit": LEAST,
    }


def level_of(one: Asked) -> str:
    """How it is coloured: as a state that is said in words beside it."""
    if not one.parts:
        return "neutral"
    return "danger" if one.differs >= MUCH else "warning" if one.differs >= SOME else "success"


def differs_words(one: Asked) -> str:
    """Where people differ, in words: between the groups, or within one."""
    if not one.parts:
        return _("Too few answers to show") if one.answers else _("Nobody has answered")
    if one.differs < SOME:
        return _("Seen alike")
    is_between = one.apart >= one.spread
    if one.differs >= MUCH:
        return _("The groups see it very differently") if is_between else _("Very different within a group")
    return (
        _("The groups see it somewhat differently") if is_between else _("Somewhat different within a group")
    )


def _part(part: Part, scale: Scale, dialogue: Dialogue) -> Shown:
    return {
        "name": group_names(part.groups, dialogue),
        "answers": part.answers,
        "is_several": len(part.groups) > 1,
        "counts": [part.counts[key] for key in scale.steps],
        "bars": _bars(part, scale),
        "texts": part.texts,
    }


def _bars(part: Part, scale: Scale) -> list[Shown]:
    """What was chosen, in the order of the scale: the further along, the fuller its tone."""
    x, bars = 0.0, []
    for place, (key, step) in enumerate(scale.steps.items()):
        count = part.counts[key]
        if not count:
            continue
        width = 100 * count / part.answers
        bars.append(
            {
                "x": f"{x:.2f}",
                "width": f"{width:.2f}",
                "opacity": _opacity(place, len(scale.steps)),
                "count": count,
                "step": step.name.in_language(language()),
            }
        )
        x += width
    return bars


def _opacity(place: int, steps: int) -> str:
    return f"{0.15 + 0.85 * place / max(steps - 1, 1):.2f}"


def group_names(groups: Sequence[str], dialogue: Dialogue) -> str:
    """A group's name; of several that are shown together all of them."""
    tongue = language()
    named = [dialogue.groups[key].in_language(tongue) if key in dialogue.groups else key for key in groups]
    return _(" and ").join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)
