"""What was answered, once a round is closed: by question and group, as may be shown. Never added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from samspil.apps.balance.models import Action, Agreed, Answer, DialogueVersion, Round
from samspil.apps.balance.selectors.dialogues import dialogue_of
from samspil.apps.balance.types import Said, Shows
from samspil.core.dialogues.apart import between, within
from samspil.core.dialogues.language import Dialogue, Question, Scale
from samspil.core.surveys.suppression import together


class Wording(NamedTuple):
    """A question as it was put. Put in other words, or on another scale, it is another question."""

    key: str
    question: Question
    scale: Scale

    @property
    def identity(self) -> str:
        """What is alike where the same was asked."""
        return f"{self.key} {self.question.text.model_dump_json()} {self.scale.model_dump_json()}"


@dataclass(frozen=True, slots=True)
class Part:
    """What one group said, or several that are shown together because one of them is few."""

    groups: tuple[str, ...]
    counts: Mapping[str, int]
    texts: tuple[str, ...]

    @property
    def answers(self) -> int:
        """How many chose a step."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was answered. ``parts`` is empty where too few answered to show anything.

    ``apart`` is how far the groups are from each other, ``spread`` how far people within a group, at most:
    0 alike, 1 at the ends of the scale.
    """

    wording: Wording
    parts: tuple[Part, ...]
    answers: int
    apart: float
    spread: float
    is_earlier: bool

    @property
    def differs(self) -> float:
        """What the meeting begins with."""
        return max(self.apart, self.spread)


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of a round: its questions, what they differ most in first, and what was agreed."""

    dialogue: Dialogue
    asked: tuple[Asked, ...]
    agreed: Mapping[str, str]
    actions: Mapping[str, tuple[Action, ...]]

    def by_difference(self) -> list[Asked]:
        """The questions as they are asked now, the most different first."""
        return sorted((one for one in self.asked if not one.is_earlier), key=lambda one: -one.differs)


def newest_closed(organisation_id: int, dialogue: str) -> Round | None:
    """The round of a dialogue, in any version of it, that was closed last; one question."""
    rows = Round.objects.filter(
        organisation_id=organisation_id, version__key=dialogue, closed_at__isnull=False
    )
    return rows.select_related("version").order_by("-closed_at", "-id").first()


def outcome_of(round_: Round) -> Outcome:
    """What came of a closed round; four questions, however many answered."""
    own = {"organisation_id": round_.organisation_id, "round": round_}
    rows = list(Answer.objects.filter(**own).values_list("version_id", "group", "said"))
    versions = DialogueVersion.objects.filter(pk__in={version for version, _group, _said in rows})
    dialogues = {one.pk: dialogue_of(one) for one in versions}
    now = dialogue_of(round_.version)
    said = _by_wording(rows, dialogues)
    shows = Shows(round_.shows)
    wordings = [_wording(now, key) for key in now.questions]
    asked = [_asked(one, said.pop(one.identity, (one, []))[1], shows, is_earlier=False) for one in wordings]
    asked += [_asked(one, given, shows, is_earlier=True) for one, given in said.values()]
    agreed = dict(Agreed.objects.filter(**own).values_list("question", "text"))
    return Outcome(now, tuple(asked), agreed, _actions(round_))


def _actions(round_: Round) -> dict[str, tuple[Action, ...]]:
    found: dict[str, tuple[Action, ...]] = defaultdict(tuple)
    rows = Action.objects.filter(organisation_id=round_.organisation_id, round=round_)
    for row in rows.order_by("due_on", "id"):
        found[row.question] += (row,)
    return found


Given = tuple[str, Said]


def _by_wording(
    rows: Iterable[tuple[int, str, Mapping[str, list[str]]]], dialogues: Mapping[int, Dialogue]
) -> dict[str, tuple[Wording, list[Given]]]:
    """Each question as it was put, with who of which group said what."""
    found: dict[str, tuple[Wording, list[Given]]] = {}
    for version, dialogue in dialogues.items():
        for key in dialogue.questions:
            wording = _wording(dialogue, key)
            given = found.setdefault(wording.identity, (wording, []))[1]
            answers = ((group, said.get(key)) for own, group, said in rows if own == version)
            given += [(group, Said(*one)) for group, one in answers if one]
    return {identity: one for identity, one in found.items() if one[1]}


def _wording(dialogue: Dialogue, key: str) -> Wording:
    return Wording(key, dialogue.questions[key], dialogue.scale_of(key))


def _asked(wording: Wording, given: Iterable[Given], shows: Shows, *, is_earlier: bool) -> Asked:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    texts: dict[str, list[str]] = defaultdict(list)
    for group, said in given:
        counts[group][said.step] += 1
        texts[group] += [said.text] if said.text else []
    people = {group: counts[group].total() for group in sorted(counts)}
    blocks = tuple((group,) for group in people) if shows is Shows.EACH else together(people)
    parts = tuple(_part(block, wording.scale, counts, texts) for block in blocks)
    on_scale = {"+".join(one.groups): _positions(wording.scale, one.counts) for one in parts}
    return Asked(
        wording,
        parts,
        sum(people.values()),
        between(on_scale),
        max((within(one) for one in on_scale.values()), default=0.0),
        is_earlier,
    )


def _part(
    block: tuple[str, ...],
    scale: Scale,
    counts: Mapping[str, Counter[str]],
    texts: Mapping[str, list[str]],
) -> Part:
    """In order of the alphabet, so that nobody can tell who wrote first."""
    return Part(
        block,
        {step: sum(counts[group][step] for group in block) for step in scale.steps},
        tuple(sorted(text for group in block for text in texts[group])),
    )


def _positions(scale: Scale, counts: Mapping[str, int]) -> list[int]:
    return [counts[key] for key, step in scale.steps.items() if step.counts]
