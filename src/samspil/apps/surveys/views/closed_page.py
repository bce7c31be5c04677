"""What came of a round: per question and area or function, as far as it may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.rights import may_pass_on
from samspil.apps.surveys.selectors.outcome import (
    Asked,
    Cell,
    Earlier,
    Outcome,
    Share,
    earlier_of,
    outcome_of,
    written_in,
)
from samspil.core.surveys.language import said_about
from samspil.core.surveys.suppression import TOTAL
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.surveys.models import Round

Shown = dict[str, Any]
MOST_TEXTS: Final = 200  # on the page, of a question and group; the file has all


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody looks at: lines of a table, each a cell, and the cell that is all of them together."""

    key: str
    name: str
    lines: tuple[tuple[str, Cell], ...]
    whole: Cell


def sights(outcome: Outcome) -> Iterator[Sight]:
    """Areas of everybody, or of a function; functions of everybody, or of an area."""
    everybody = _("Everybody")
    named = [(key, outcome.survey.functions[key].in_language(language())) for key in outcome.functions]
    areas = tuple((area, (area, TOTAL)) for area in outcome.people)
    yield Sight("", _("Areas"), (*areas, (everybody, (TOTAL, TOTAL))), (TOTAL, TOTAL))
    for key, name in named:
        lines = tuple((area, (area, key)) for area in outcome.people)
        yield Sight(
            f"f-{key}", _("Areas: %(who)s") % {"who": name}, (*lines, (everybody, (TOTAL, key))), (TOTAL, key)
        )
    if not named:
        return
    for number, area in enumerate(("", *outcome.people)):
        lines = tuple((name, (area, key)) for key, name in named)
        who = _("Functions: %(who)s") % {"who": area} if area else _("Functions")
        yield Sight(f"a-{number}", who, (*lines, (everybody, (area, TOTAL))), (area, TOTAL))


def closed_shown(acting: Acting, row: Round, by: str) -> Shown:
    """The page of a closed round as somebody looks at it."""
    outcome = outcome_of(row)
    all_sights = list(sights(outcome))
    sight = next((one for one in all_sights if one.key == by), all_sights[0])
    earlier = earlier_of(acting, row, outcome, sight.whole)
    return {
        "sights": [(one.key, one.name, one.key == sight.key) for one in all_sights],
        "sight": sight.name,
        "answering": list(_answering(outcome)),
        "questions": [
            question_shown(one, outcome, sight, row, earlier.get(one.digest, ()))
            for one in outcome.asked
            if not one.is_earlier
        ],
        "changed": [question_shown(one, outcome, sight, row, ()) for one in outcome.asked if one.is_earlier],
        "written": _written(row),
        "pass_on_url": address("benefits:from_survey", row.public_id) if may_pass_on(acting, row) else "",
        "excel_url": address("surveys:file", row.public_id, "results", "xlsx"),
        "csv_url": address("surveys:file", row.public_id, "results", "csv"),
        "words_url": address("surveys:file", row.public_id, "words", "xlsx"),
    }


def _answering(outcome: Outcome) -> Iterator[Shown]:
    """How many of each area answered."""
    lines = [(area, (area, TOTAL), people) for area, people in outcome.people.items()]
    for name, cell, people in [*lines, (_("Everybody"), (TOTAL, TOTAL), sum(outcome.people.values()))]:
        found = outcome.everybody.get(cell)
        yield {
            "name": name,
            "people": words().number(people),
            "answered": words().number(found[0]) if found else "",
            "rate": percent(found[0], people) if found and found[0] <= people else "",
            "is_more": found is not None and found[0] > people,
            "is_hidden": found is None,
        }


def question_shown(
    one: Asked, outcome: Outcome, sight: Sight, row: Round, earlier: Sequence[Earlier]
) -> Shown:
    """A question with a line for each area or function, and what was answered in earlier rounds."""
    tongue = language()
    lines = [{"name": name, **share_shown(outcome.share(one, cell))} for name, cell in sight.lines]
    whole = {"name": row.title, "is_now": True, **share_shown(outcome.share(one, sight.whole))}
    then = [{"name": it.round.title, "is_now": False, **share_shown(it.share)} for it in earlier]
    return {
        "key": f"{one.key}-{one.digest[:6]}",
        "text": said_about(one.question.text.in_language(tongue), row.about),
        "share": one.scale.share.in_language(tongue),
        "good": [step.name.in_language(tongue) for step in one.scale.steps.values() if step.good],
        "lines": lines,
        "trend": [*then, whole] if then else [],
        "hides": any(line["is_hidden"] for line in lines),
    }


def share_shown(share: Share | None) -> Shown:
    """A share as it stands in a line, or that it is hidden."""
    if share is None:
        return {"is_hidden": True}
    low, high = 100 * share.interval.low, 100 * share.interval.high
    return {
        "is_hidden": False,
        "answers": words().number(share.answers),
        "share": percent(share.good, share.answers),
        "between": _("%(low)s to %(high)s")
        % {"low": words().percent(_whole(low)), "high": words().percent(_whole(high))},
        "mark": f"{100 * share.interval.share:.1f}",
        "low": f"{low:.1f}",
        "width": f"{max(high - low, 0.5):.1f}",
    }


def percent(count: int, of: int) -> str:
    """A part of a whole, in whole percent."""
    return words().percent(Fraction(count, of))


def _whole(percents: float) -> Fraction:
    return Fraction(round(percents), 100)


def _written(row: Round) -> list[Shown]:
    told = []
    for question, groups in written_in(row).values():
        shown = [
            {
                "areas": ", ".join(group.areas),
                "is_several": len(group.areas) > 1,
                "texts": group.texts[:MOST_TEXTS],
                "left": max(0, len(group.texts) - MOST_TEXTS),
            }
            for group in groups
        ]
        text = said_about(question.text.in_language(language()), row.about)
        told.append({"text": text, "groups": shown})
    return told
