"""What came of a closed round, as far as it may be shown; read from what was worked out when it closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.models import Area, Result, Round, Words
from samspil.apps.surveys.rights import may_read
from samspil.apps.surveys.selectors.surveys import survey_of
from samspil.core.surveys.language import Question, Scale, Survey
from samspil.core.surveys.shares import Interval, wilson
from samspil.core.surveys.suppression import LEAST, TOTAL, together

Cell = tuple[str, str]
MOST_EARLIER = 8


class Share(NamedTuple):
    """How many answered, how many of them well, and how sure the share is."""

    answers: int
    good: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what may be shown of it; a cell that is not in ``cells`` is hidden."""

    key: str
    digest: str
    question: Question
    scale: Scale
    cells: Mapping[Cell, tuple[int, int]]
    is_earlier: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of a round: areas with their people, the functions that were said, and the questions."""

    survey: Survey
    people: Mapping[str, int]
    functions: tuple[str, ...]
    everybody: Mapping[Cell, tuple[int, int]]
    asked: tuple[Asked, ...]

    def share(self, one: Asked, cell: Cell) -> Share | None:
        """A cell's share; nothing where it is hidden."""
        found = one.cells.get(cell)
        if found is None or not found[0]:
            return None
        answers, good = found
        return Share(answers, good, wilson(good, answers, self._of(cell, answers)))

    def _of(self, cell: Cell, answers: int) -> int | None:
        """How many there are in all, where it is known; an open link may be used more often than that."""
        area, function = cell
        if function != TOTAL:
            return None
        people = sum(self.people.values()) if area == TOTAL else self.people.get(area, 0)
        return people if people >= answers else None


class Earlier(NamedTuple):
    """A round of the same survey, and what was answered in a cell; nothing where it is hidden."""

    round: Round
    share: Share | None


def outcome_of(round_: Round) -> Outcome:
    """What may be shown of a closed round; three questions, however many answered."""
    own = {"organisation_id": round_.organisation_id, "round": round_}
    people = dict(Area.objects.filter(**own).order_by("name").values_list("name", "people"))
    rows = list(Result.objects.filter(**own).select_related("version").order_by("id"))
    now = survey_of(round_.version)
    everybody: dict[Cell, tuple[int, int]] = {}
    asked = []
    for row in rows:
        if not row.question:
            everybody = _cells(row)
            continue
        survey = survey_of(row.version)
        question = survey.questions[row.question]
        scale = survey.on_scales()[row.question]
        there = now.questions.get(row.question)
        is_now = (
            there is not None and there.text == question.text and now.on_scales().get(row.question) == scale
        )
        asked.append(Asked(row.question, row.digest, question, scale, _cells(row), is_earlier=not is_now))
    order = list(now.questions)
    asked.sort(key=lambda one: (one.is_earlier, order.index(one.key) if one.key in order else len(order)))
    return Outcome(now, people, _functions(now), everybody, tuple(asked))


def _functions(survey: Survey) -> tuple[str, ...]:
    return tuple(survey.functions)


def _cells(row: Result) -> dict[Cell, tuple[int, int]]:
    return {(area, function): (answers, good) for area, function, answers, good in row.cells}


def earlier_of(
    acting: Acting, round_: Round, outcome: Outcome, cell: Cell
) -> Mapping[str, Sequence[Earlier]]:
    """By a question's digest: the earlier rounds of this survey that somebody may read, the oldest first."""
    rows = (
        Result.objects.filter(
            organisation_id=round_.organisation_id,
            digest__in=[one.digest for one in outcome.asked],
            round__closed_at__lt=round_.closed_at,
            round__version__key=round_.version.key,
        )
        .select_related("round")
        .order_by("-round__closed_at", "-round")
    )
    found: dict[str, list[Earlier]] = defaultdict(list)
    read = [row for row in rows if may_read(acting, row.round)]
    people = _people_in({row.round_id for row in read}, round_.organisation_id)
    questions = {one.digest: one for one in outcome.asked}
    for row in read:
        if len(found[row.digest]) < MOST_EARLIER:
            then = Outcome(outcome.survey, people[row.round_id], outcome.functions, {}, ())
            one = questions[row.digest]
            was = Asked(one.key, row.digest, one.question, one.scale, _cells(row), is_earlier=True)
            found[row.digest].append(Earlier(row.round, then.share(was, cell)))
    return {digest: told[::-1] for digest, told in found.items()}


def _people_in(rounds: set[int], organisation_id: int) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Area.objects.filter(organisation_id=organisation_id, round__in=rounds)
    for round_id, name, people in rows.values_list("round", "name", "people"):
        found[round_id][name] = people
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """What was written to a question by those of some areas, in order of the alphabet."""

    areas: tuple[str, ...]
    texts: tuple[str, ...]


def written_in(round_: Round) -> Mapping[tuple[str, str], tuple[Question, Sequence[Written]]]:
    """By version and question: what was written, in groups of areas where at least five answered."""
    own = {"organisation_id": round_.organisation_id, "round": round_}
    areas = list(Area.objects.filter(**own).order_by("name"))
    blocks = together({one.name: one.answered for one in areas}, LEAST)
    names = {one.pk: one.name for one in areas}
    said: dict[tuple[int, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    questions: dict[tuple[int, str], Question] = {}
    for row in Words.objects.filter(**own).select_related("version"):
        asked = survey_of(row.version).questions[row.question]
        questions[row.version_id, row.question] = asked
        said[row.version_id, row.question][names[row.area_id]].append(row.text)
    return {
        (str(version), key): (
            questions[version, key],
            [
                Written(block, tuple(sorted(text for area in block for text in texts.get(area, ()))))
                for block in blocks
                if any(texts.get(area) for area in block)
            ],
        )
        for (version, key), texts in sorted(said.items())
    }
