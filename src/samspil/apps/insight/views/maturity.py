"""Digital maturity: what was answered in the newest dialogue on it that is closed. Never a total."""

from __future__ import annotations

from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.balance.selectors.outcome import Asked as Question
from samspil.apps.balance.selectors.outcome import Outcome, newest_closed, outcome_of
from samspil.apps.insight.views.telling import Asked, Part, linked
from samspil.kit.documents import Items, Text
from samspil.kit.web.language import language, words

# The dialogue that asks how far one has come, and an organisation's own versions of it.
DIALOGUE: Final = "nine_advices"


def maturity(asked: Asked) -> Part:
    """Question by question what each group answered, as may be shown, and what was agreed."""
    part = Part(_("Digital maturity"))
    row = newest_closed(asked.owner, DIALOGUE)
    if row is None or row.closed_at is None:
        part.unknown.append(_("How mature the digital work is: no dialogue on it has been held and closed."))
        part.blocks.append(Text(_("Not known.")))
        return part
    outcome = outcome_of(row)
    said = _("%(title)s, answers closed on %(day)s. There is no total: each question stands by itself.")
    day = words().day(timezone.localdate(row.closed_at))
    part.blocks.append(Text(said % {"title": row.title, "day": day}))
    for one in outcome.asked:
        if not one.is_earlier:
            _tell(one, outcome, part)
    agreed = [text for text in outcome.agreed.values() if text]
    if agreed:
        part.blocks.append(Text(_("What was agreed:")))
        part.blocks.append(Items(agreed))
    part.blocks.append(Text(linked(_("Source: the balance check"), "balance:round", row.public_id), True))
    return part


def _tell(one: Question, outcome: Outcome, part: Part) -> None:
    tongue, steps = language(), one.wording.scale.steps
    text = one.wording.question.text.in_language(tongue)
    names = outcome.dialogue.groups
    if not one.parts:
        part.unknown.append(_("Too few answered: %(question)s") % {"question": text})
        return
    said = [
        (
            ", ".join(names[key].in_language(tongue) if key in names else key for key in each.groups),
            "; ".join(
                f"{step.name.in_language(tongue)} {each.counts[key]}"
                for key, step in steps.items()
                if each.counts[key]
            ),
        )
        for each in one.parts
    ]
    part.blocks.append(Text(text, is_strong=True))
    part.blocks.append(Items([f"{group}: {counts}" for group, counts in said]))
