"""A year is played: matters come in, people act at their tables, forums meet, members answer, clocks run out.

Everything goes through the services of real use, so nothing is shown that the engine would not allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import zip_longest
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from samspil import library
from samspil.apps.governance.models import Matter, Meeting, Obligation
from samspil.apps.governance.selectors.adoptions import forums_on, kinds_on
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.clocks import pass_time
from samspil.apps.governance.services.joint import defer
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.services.obligations import meet_obligation
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.intake.selectors.kinds import kinds_to_bring
from samspil.apps.intake.types import FACT_LEGAL_SOURCE
from samspil.apps.organisations.types import Acting
from samspil.core.calendar import WorkCalendar
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.core.governance.questions import NextStep, next_steps
from samspil.core.governance.schedules import work_calendar
from samspil.core.strategy import StrategyTask, TaskKind
from samspil.core.units import Money
from samspil.kit.tenancy import scope
from samspil.processes.demo import texts
from samspil.processes.demo.cast import Cast
from samspil.processes.demo.chance import Chance

_ZONE: Final = ZoneInfo("Europe/Copenhagen")
_A_DAY: Final = timedelta(days=1)
_ARRIVES_A_DAY: Final = 0.11  # about two matters a month in each municipality
_ACTS_A_DAY: Final = 0.22
_MEETS_A_DAY: Final = 0.12
_WEEKS_AHEAD: Final = timedelta(weeks=2)
_MEMBER_ACTS_A_DAY: Final = 0.07
_BETWEEN_PROPOSALS: Final = timedelta(days=19)  # so that all come within the year, the last in its autumn
_AHEAD: Final = timedelta(days=150)

# How likely an outcome is, by its effect: most of what is brought goes on.
_WEIGHTS: Final = {
    Effect.APPROVES: 6.0,
    Effect.ADVANCES: 6.0,
    Effect.CLOSES: 3.0,
    Effect.REJECTS: 0.9,
    Effect.RETURNS: 0.7,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody in the example brings."""

    kind: str
    title: str
    description: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Year:
    """The example from a day until now."""

    cast: Cast
    rng: Chance
    today: date
    proposals: list[Proposal] = field(default_factory=list)
    proposes_on: date = date.min

    def play(self, since: date, now: datetime) -> Iterator[date]:
        """Day by day; each day is one transaction."""
        self.proposals = list_proposals()
        for code in self.cast.codes:
            with scope.within([self.cast.organisation(code).pk]), transaction.atomic():
                self._plan(code, since)
        work = self._work_calendar()
        day = since
        while day <= self.today:
            with transaction.atomic():
                self._day(day, now, is_working_day=work.is_working_day(day))
            yield day
            day += _A_DAY

    def _work_calendar(self) -> WorkCalendar:
        with scope.within([self.cast.association.pk]):
            found = kinds_on(self.cast.association.pk, date(2025, 1, 1))
            return work_calendar(found[0].model.spec)

    def _plan(self, code: str, since: date) -> None:
        organisation = self.cast.organisation(code)
        at = datetime.combine(since, time(5), _ZONE).astimezone(UTC)
        for found in forums_on(organisation.pk, since):
            meetings.plan_meetings(found, organisation.pk, self.today + _AHEAD, at=at)

    def _day(self, day: date, now: datetime, *, is_working_day: bool) -> None:
        for code in self.cast.codes:
            organisation = self.cast.organisation(code)
            with scope.within([organisation.pk]):
                self._clocks(organisation.pk, _moment(day, 5), now)
                if not is_working_day:
                    continue
                self._arrivals(code, day, now)
                self._tables(code, day, now)
                self._owed(code, day, now)
                self._meetings(code, day, now)
        if is_working_day:
            self._members_answer(day, now)

    def _clocks(self, organisation_id: int, at: datetime, now: datetime) -> None:
        if at <= now:
            list(pass_time(organisation_id, at, at.astimezone(_ZONE).date()))

    # what comes in

    def _arrivals(self, code: str, day: date, now: datetime) -> None:
        at = _moment(day, 8 + self.rng.randint(0, 3), self.rng.randint(0, 59))
        if at > now:
            return
        if not code:
            if self.proposals and day >= self.proposes_on:
                self.proposes_on = day + _BETWEEN_PROPOSALS
                self._propose(self.proposals.pop(0), at)
            return
        if self.rng.random() >= _ARRIVES_A_DAY:
            return
        found = kinds_to_bring(self.cast.organisation(code).pk, frozenset(), day)
        one = self.rng.choice(found)
        acting = self._holder(code, self.rng.choice(one.kind.brought_by))
        if acting is not None:
            about = Proposal(one.key, self.rng.choice(texts.pool_for(one.key)))
            self._bring(acting, about, one.model, at)

    def _propose(self, proposal: Proposal, at: datetime) -> None:
        acting = self._holder("", "coordinator")
        found = {one.key: one for one in kinds_on(self.cast.association.pk, at.date())}
        if acting is not None:
            self._bring(acting, proposal, found[proposal.kind].model, at)

    def _bring(self, acting: Acting, about: Proposal, model: GovernanceModel, at: datetime) -> None:
        kind = about.kind
        attributes = {key: self._value(model, key) for key in model.spec.kinds[kind].attributes}
        if kind == "mandatory_programme":
            attributes["legal_source"] = "joint_public_strategy"
        new = NewMatter(
            kind,
            about.title,
            attributes,
            about.description,
            unit=acting.unit,
            unit_name=texts_of_unit(acting),
            facts=about.facts,
        )
        self._try(lambda: bring(new, acting=acting, at=at))

    def _value(self, model: GovernanceModel, key: str) -> Value:
        spec = model.spec.attributes[key]
        match spec.type:
            case AttributeType.MONEY:
                return Money.of(self.rng.choice((12_000, 24_500, 48_000, 95_000, 180_000, 420_000, 900_000)))
            case AttributeType.YES_NO:
                return self.rng.random() < (0.06 if spec.reserved else 0.4)
            case AttributeType.CHOICE:
                return str(self.rng.choice(model.program.values[key]))
        return self.rng.randint(1, 5)

    # what people do

    def _tables(self, code: str, day: date, now: datetime) -> None:
        rows = Matter.objects.filter(end="", parked_until__isnull=True, body__startswith="role ")
        for matter in list(rows.filter(organisation_id=self.cast.organisation(code).pk).order_by("pk")):
            at = _moment(day, 9 + self.rng.randint(0, 5), self.rng.randint(0, 59))
            if self.rng.random() < _ACTS_A_DAY and matter.changed_at < at <= now:
                self._act(code, matter, at)

    def _owed(self, code: str, day: date, now: datetime) -> None:
        """What is owed is mostly met in its last weeks; some of it late."""
        rows = Obligation.objects.filter(
            organisation_id=self.cast.organisation(code).pk,
            met_at__isnull=True,
            due_on__lte=day + _WEEKS_AHEAD,
        )
        for owed in list(rows.order_by("pk")):
            at = _moment(day, 14, self.rng.randint(0, 59))
            role = owed.owed_by.removeprefix("role ")
            acting = self._holder(code, role)
            if acting is not None and at <= now and self.rng.random() < _MEETS_A_DAY:
                self._try(partial(meet_obligation, owed, acting=acting, at=at, told=texts.MET))

    def _act(self, code: str, matter: Matter, at: datetime) -> None:
        model, state = standing(matter)
        possible = [one for one in next_steps(model, state, at) if one.outcome]
        if not possible:
            return
        chosen = self._outcome(model, matter, possible)
        role = matter.body.removeprefix("role ")
        acting = self._requester(code, matter) if role == "requester" else self._holder(code, role)
        if acting is None:
            return
        for item in chosen.open_items:
            finding = self.rng.choice(texts.FINDINGS)
            condition = self.rng.choice(texts.CONDITIONS) if self.rng.random() < 0.15 else ""
            answer = AnswerItem(chosen.step, item, not condition, finding, acting.actor, at, condition)
            if not self._try(lambda answer=answer: move(matter, answer, acting=acting)):
                return
        entry = Choose(
            chosen.step, chosen.outcome or "", acting.actor, at, reason=self._reason(model, matter, chosen)
        )
        self._try(lambda: move(matter, entry, acting=acting))

    def _outcome(self, model: GovernanceModel, matter: Matter, possible: list[NextStep]) -> NextStep:
        weights = [_WEIGHTS.get(_effect(model, matter, one), 1.0) for one in possible]
        at = self.rng.random() * sum(weights)
        for one, weight in zip(possible, weights, strict=True):
            at -= weight
            if at <= 0:
                return one
        return possible[-1]

    def _reason(self, model: GovernanceModel, matter: Matter, chosen: NextStep) -> str:
        effect = _effect(model, matter, chosen)
        pools = {Effect.REJECTS: texts.REASONS_TO_REJECT, Effect.RETURNS: texts.REASONS_TO_RETURN}
        return self.rng.choice(pools.get(effect, texts.REASONS))

    # meetings

    def _meetings(self, code: str, day: date, now: datetime) -> None:
        rows = Meeting.objects.filter(
            organisation_id=self.cast.organisation(code).pk,
            state="planned",
            begins_at__gte=_moment(day, 0),
            begins_at__lt=_moment(day, 0) + _A_DAY,
        )
        for meeting in list(rows.order_by("begins_at")):
            if meeting.begins_at + timedelta(hours=2) <= now:
                self._meet(code, meeting)

    def _meet(self, code: str, meeting: Meeting) -> None:
        at = meeting.begins_at
        found = next(one for one in forums_on(meeting.organisation_id, at.date()) if one.key == meeting.forum)
        acting = self._chair(code, meeting.forum, found.forum.secretary)
        ready = Matter.objects.filter(end="", body=f"forum {meeting.forum}", changed_at__lt=at)
        waiting = list(ready.filter(organisation_id=meeting.organisation_id).order_by("due_at", "pk"))
        if not waiting:
            self._try(lambda: meetings.cancel_meeting(meeting, acting=acting, at=at))
            return
        for matter in waiting:
            if not self._try(lambda m=matter: meetings.put_on_agenda(meeting, m, acting=acting, at=at)):
                break
        if not self._try(lambda: meetings.open_meeting(meeting, acting=acting, at=at)):
            return
        away = [line.seat for line in meeting.attendances.all() if self.rng.random() < 0.08]
        present = [line.seat for line in meeting.attendances.all() if line.seat not in away]
        meetings.set_attendance(meeting, present, acting=acting, at=at)
        for number, item in enumerate(meeting.items.order_by("position"), 1):
            model, state = standing(item.matter)
            possible = [one for one in next_steps(model, state, at) if one.outcome]
            if possible:
                chosen = self._outcome(model, item.matter, possible)
                said = meetings.Resolution(chosen.outcome or "", self._reason(model, item.matter, chosen))
                moment = at + timedelta(minutes=10 * number)
                self._try(lambda i=item, s=said, m=moment: meetings.decide_item(i, s, acting=acting, at=m))
        meetings.close_meeting(meeting, acting=acting, at=at + timedelta(hours=2))

    def _chair(self, code: str, forum: str, secretary: str | None) -> Acting:
        found = self._holder(code, secretary) if secretary else None
        if found is not None:
            return found
        seat = next(key for where, key in self.cast.people if where == code and key.startswith(f"{forum}/"))
        acting = self._holder(code, seat)
        assert acting is not None
        return acting

    # the members of the association

    def _members_answer(self, day: date, now: datetime) -> None:
        with scope.within([self.cast.association.pk]):
            asked = list(Matter.objects.filter(end="", body="members members").order_by("pk"))
            open_rows = [
                (matter, code)
                for matter in asked
                for code in matter.consents.filter(answer="").values_list("code", flat=True).order_by("code")
            ]
        for joint, code in open_rows:
            at = _moment(day, 10 + self.rng.randint(0, 3), self.rng.randint(0, 59))
            if joint.changed_at < at <= now and self.rng.random() < _MEMBER_ACTS_A_DAY:
                with scope.within([self.cast.organisation(code).pk]):
                    self._consider(code, joint, at)

    def _consider(self, code: str, joint: Matter, at: datetime) -> None:
        acting = self._holder(code, "head_of_digitalisation")
        own = Matter.objects.filter(organisation_id=self.cast.organisation(code).pk, subject=joint.public_id)
        if acting is None or own.exists():
            return
        if self.rng.random() < 0.1:
            self._try(lambda: defer(joint, acting=acting, at=at))
            return
        total = joint.attributes.get("amount")
        amount = Money(total["minor"]) if total else Money.of(0)
        attributes: dict[str, Value] = {"amount": amount, "new_appropriation": self.rng.random() < 0.05}
        new = NewMatter(
            "joint_consent",
            f"Tilslutning: {joint.title}",
            attributes,
            unit=acting.unit,
            subject=joint.public_id,
            member=code,
        )
        self._try(lambda: bring(new, acting=acting, at=at))

    # people

    def _holder(self, code: str, role: str) -> Acting | None:
        return self.cast.acting(code, role, self.today)

    def _requester(self, code: str, matter: Matter) -> Acting | None:
        for (where, key), person in self.cast.people.items():
            if where == code and person == matter.requester:
                return self._holder(code, key)
        return None

    def _try(self, do: object) -> bool:
        """What the rules refuse is not done; the year goes on."""
        assert callable(do)
        try:
            with transaction.atomic():
                do()
        except RefusedError:
            return False
        return True


def texts_of_unit(acting: Acting) -> str:
    """The unit that somebody works in; everybody in the example works in the first."""
    return "Sundhed og omsorg" if acting.unit else ""


def _effect(model: GovernanceModel, matter: Matter, one: NextStep) -> Effect:
    step = model.spec.routes[model.spec.kinds[matter.kind].route].steps[one.step]
    key = one.outcome or ""
    return step.outcomes[key].effect or model.spec.terms.outcomes[key].effect


def list_proposals() -> list[Proposal]:
    """What the coordinator brings: the strategy's tasks, and between them what members want together."""
    strategy = library.strategy_2026_2029()
    source = strategy.title.in_language("da")
    from_strategy = [
        _of_task(one, f"{source}, s. {one.page}") for one in strategy.tasks if one.municipalities.concerned
    ]
    together = [Proposal(kind, title) for kind, title in texts.TOGETHER]
    pairs = zip_longest(from_strategy, together)
    return [one for pair in pairs for one in pair if one is not None]


def _of_task(task: StrategyTask, source: str) -> Proposal:
    """A task of the strategy with what it asks, in our own words, and where it is read."""
    is_mandatory = task.municipalities.kind is TaskKind.MANDATORY
    return Proposal(
        "mandatory_programme" if is_mandatory else "voluntary_initiative",
        task.title.in_language("da"),
        f"{task.task.in_language('da')} Kilde: {source}.",
        {FACT_LEGAL_SOURCE: source} if is_mandatory else {},
    )


def _moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), _ZONE).astimezone(UTC)
