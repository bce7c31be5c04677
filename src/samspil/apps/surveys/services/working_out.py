"""What of a round may be shown, worked out once when it closes; pages and files read only what came of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from samspil.apps.surveys.models import Area, Result, Round, SurveyVersion, Tally
from samspil.apps.surveys.selectors.surveys import survey_of
from samspil.core.surveys.language import Question, Scale
from samspil.core.surveys.suppression import hidden_among, hidden_cells, with_totals

Cell = tuple[str, str]
UNSAID: Final = "-"  # who did not say what they do


@dataclass(slots=True)
class Counted:
    """A question as it was put: how many in each area and function answered well, and how many otherwise."""

    version: int
    question: str
    good: dict[Cell, int] = field(default_factory=lambda: defaultdict(int))
    other: dict[Cell, int] = field(default_factory=lambda: defaultdict(int))


def work_out(round_: Round) -> int:
    """Keep what may be shown of each question, and of how many answered; how many did."""
    own = {"organisation_id": round_.organisation_id, "round": round_}
    areas = dict(Area.objects.filter(**own).values_list("pk", "name"))
    rows = list(
        Tally.objects.filter(**own).values_list(
            "version_id", "area_id", "function", "question", "step", "count"
        )
    )
    versions = SurveyVersion.objects.filter(pk__in={row[0] for row in rows} | {round_.version_id})
    surveys = {row.pk: survey_of(row) for row in versions}
    functions = {function or UNSAID for _version, _area, function, *_rest in rows} or {UNSAID}
    # A function that nobody says is empty for everybody to know.
    cells = [(area, function) for area in areas.values() for function in sorted(functions)]
    everybody = dict.fromkeys(cells, 0)
    questions: dict[str, Counted] = {}
    for version, area, function, question, step, count in rows:
        cell = (areas[area], function or UNSAID)
        if not question:
            everybody[cell] += count
            continue
        survey = surveys[version]
        asked, scale = survey.questions[question], survey.on_scales()[question]
        if scale.steps[step].counts:
            key = digest_of(question, asked, scale, round_.about)
            found = questions.setdefault(key, Counted(version, question))
            (found.good if scale.steps[step].good else found.other)[cell] += count
    at_all = hidden_cells(everybody)
    told = [
        Result(**own, version_id=round_.version_id, question="", digest="", cells=_shown(everybody, at_all))
    ]
    for key, found in questions.items():
        good, other = ({cell: part[cell] for cell in cells} for part in (found.good, found.other))
        hidden = hidden_among([good, other], at_all)
        shown = _shown({cell: good[cell] + other[cell] for cell in cells}, hidden, good)
        told.append(Result(**own, version_id=found.version, question=found.question, digest=key, cells=shown))
    Result.objects.bulk_create(told)
    return sum(everybody.values())


def digest_of(key: str, question: Question, scale: Scale, about: str) -> str:
    """Alike where the same was asked about the same: in other words or on another scale it is not."""
    said = "\n".join([key, question.text.model_dump_json(), scale.model_dump_json(), about.casefold()])
    return hashlib.sha256(said.encode()).hexdigest()


def _shown(counts: Mapping[Cell, int], hidden: Iterable[Cell], good: Mapping[Cell, int] | None = None) -> Any:
    """Area, function, how many, how many of them well; only of what is not hidden."""
    never, well = set(hidden), with_totals(good or counts)
    return [
        [*cell, count, well[cell]] for cell, count in sorted(with_totals(counts).items()) if cell not in never
    ]
