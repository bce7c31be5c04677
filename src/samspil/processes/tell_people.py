"""People hear of what matters to them: read from the journal, laid in the box as letters, each once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import override

from samspil.apps.balance.selectors import owed as actions
from samspil.apps.benefits.selectors.owed import AHEAD
from samspil.apps.benefits.selectors.reminders import ToMeasure, people_measuring, to_measure
from samspil.apps.competences.selectors import owed as plans
from samspil.apps.governance.selectors import telling
from samspil.apps.governance.selectors.telling import Waiting
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.organisations.selectors.reaching import Reached, reached
from samspil.apps.organisations.types import NewsKind, OrganisationKind
from samspil.apps.portfolio.selectors import owed as reports
from samspil.apps.portfolio.selectors.hands_ended import hands_that_ended
from samspil.apps.portfolio.selectors.owed import Owed, people_answering
from samspil.apps.portfolio.selectors.payers import Unclear, unclear_between
from samspil.kit.jobs.following import follow
from samspil.kit.journal.models import Entry
from samspil.kit.mail.types import NewLetter
from samspil.kit.mail.writing import write
from samspil.kit.tenancy import scope
from samspil.processes.news import News
from samspil.processes.tell_of_money import money_due, news_of_money
from samspil.processes.tell_of_plans import news_of_plans
from samspil.wording.catalogues import LANGUAGES
from samspil.wording.words import Words

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation

READER: Final = "letters"
SOON: Final = timedelta(days=1)
# What has been late for longer is known; a worker that comes back tells no old story.
LATE: Final = timedelta(days=3)


def tell_people(now: datetime) -> int:
    """Lay letters about all that is new in every organisation's journal; how many entries were read."""
    count = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            teller = _Teller(organisation, now)
            count += follow(READER, organisation.pk, now, teller.tell)
    return count


def remind_people(now: datetime) -> int:
    """Lay letters about what is due soon, what is late, and meetings whose papers are due; how many."""
    count = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            teller = _Teller(organisation, now)
            for waiting in telling.due_between(organisation.pk, now - LATE, now + SOON):
                count += teller.remind(waiting)
            for owed in reports.owed_between(organisation.pk, now - LATE, now + SOON):
                count += teller.remind_of_report(owed)
            today = timezone.localdate(now)
            for unclear in unclear_between(organisation.pk, today - LATE, today + SOON, today):
                count += teller.remind_of_payer(unclear)
            for measurement in to_measure(organisation.pk, today - LATE, today + AHEAD):
                count += teller.remind_to_measure(measurement)
            for people, news in money_due(organisation, today - LATE, today):
                count += teller.write(people, news)
            due = actions.due_between(organisation.pk, today - LATE, today + AHEAD)
            count += sum(map(teller.remind_of_action, due))
            planned = plans.due_between(organisation.pk, today - LATE, today + AHEAD)
            count += sum(map(teller.remind_of_plan, planned))
            for meeting in telling.meetings_to_prepare(organisation.pk, now, timezone.localdate(now)):
                count += teller.papers(meeting)
    return count


@dataclass(frozen=True, slots=True)
class _Teller:
    organisation: Organisation
    now: datetime

    def tell(self, entry: Entry) -> None:
        facts = json.loads(entry.facts)
        told = _TOLD.get(entry.action)
        if told is not None:
            told(self, entry, facts)
        elif entry.at > self.now - LATE:
            for person, news in news_of_plans(self.organisation, entry, facts, self._today):
                self.write({person}, news)
            for people, news in news_of_money(self.organisation, entry, self._today):
                self.write(people, news)

    def entered(self, entry: Entry, facts: Mapping[str, Any]) -> None:
        """A matter has come to somebody's table, or to the members, and is still there."""
        waiting = telling.waiting_at(UUID(entry.subject_id), facts["step"])
        if waiting is None:
            return
        key = f"table:{waiting.public_id}:{facts['step']}:{entry.sequence}"
        if facts.get("members"):
            self._ask_members(waiting, facts["members"], key)
            return
        people = telling.people_at(self.organisation.pk, waiting, self._today) - {entry.actor}
        self.write(people, News(NewsKind.TABLE, key, _page("matter", waiting.public_id), waiting.on_table))

    def decided(self, entry: Entry, facts: Mapping[str, Any]) -> None:
        """Whoever brought a matter hears what was decided, unless they decided it themselves."""
        found = telling.decision_of(UUID(entry.subject_id), facts["outcome"])
        if found is None or found.requester == entry.actor:
            return
        key = f"decided:{entry.subject_id}:{entry.sequence}"
        self.write(
            {found.requester}, News(NewsKind.DECIDED, key, _page("decision", found.public_id), found.say)
        )

    def remind(self, waiting: Waiting) -> int:
        if waiting.due_at is None:
            return 0
        late = waiting.due_at < self.now
        kind = NewsKind.LATE if late else NewsKind.SOON
        key = f"{kind.value}:{waiting.public_id}:{waiting.step}:{waiting.due_at.isoformat()}"
        people = telling.people_at(self.organisation.pk, waiting, self._today)
        say = waiting.is_late if late else waiting.is_due
        return self.write(people, News(kind, key, _page("matter", waiting.public_id), say))

    def owed(self, _entry: Entry, facts: Mapping[str, Any]) -> None:
        """A status report is owed, and is not late by so much that its moment has gone."""
        owed = reports.owed_report(UUID(facts["owed"]), timezone.localdate(self.now - LATE))
        if owed is not None:
            self._ask_for_report(owed, NewsKind.TABLE, owed.is_asked_for)

    def remind_of_report(self, owed: Owed) -> int:
        """It is due by the end of its day, and late the day after."""
        if owed.due_on < self._today:
            return self._ask_for_report(owed, NewsKind.LATE, owed.is_late)
        return self._ask_for_report(owed, NewsKind.SOON, owed.is_due)

    def _ask_for_report(self, owed: Owed, kind: NewsKind, say: Callable[[Words], tuple[str, str]]) -> int:
        organisation = self.organisation
        people = reports.people_owing(organisation.pk, OrganisationKind(organisation.kind), owed, self._today)
        key = f"report:{kind.value}:{owed.public_id}:{owed.due_on}"
        return self.write(people, News(kind, key, reverse("portfolio:reports", args=[owed.initiative]), say))

    def remind_to_measure(self, it: ToMeasure) -> int:
        """It is due by the end of its day, and late the day after."""
        organisation = self.organisation
        people = people_measuring(organisation.pk, OrganisationKind(organisation.kind), it, self._today)
        late = it.due_on < self._today
        kind = NewsKind.LATE if late else NewsKind.SOON
        key = f"measurement:{kind.value}:{it.public_id}:{it.due_on}"
        path = reverse("benefits:benefit", args=[it.benefit])
        return self.write(people, News(kind, key, path, it.is_late if late else it.is_due))

    def remind_of_payer(self, it: Unclear) -> int:
        """Who pays is to be said by the end of a day, and is overdue the day after."""
        organisation = self.organisation
        kind = OrganisationKind(organisation.kind)
        late = it.due_on < self._today
        news = NewsKind.LATE if late else NewsKind.SOON
        people = people_answering(organisation.pk, kind, it.id, self._today)
        path = reverse("portfolio:initiative", args=[it.public_id])
        key = f"payer:{news.value}:{it.public_id}:{it.due_on}"
        return self.write(people, News(news, key, path, it.is_late if late else it.is_due))

    def remind_of_action(self, it: actions.DueAction) -> int:
        """Whoever took it on at a balance check hears before its day, and once when it has passed."""
        late = it.due_on < self._today
        kind = NewsKind.LATE if late else NewsKind.SOON
        key = f"action:{kind.value}:{it.public_id}:{it.due_on}"
        path = reverse("balance:round", args=[it.round])
        return self.write({str(it.owner)}, News(kind, key, path, it.is_late if late else it.is_due))

    def remind_of_plan(self, it: plans.DuePlan) -> int:
        """Whoever sees to a gap in competences hears before its day, and once when it has passed."""
        late = it.due_on < self._today
        kind = NewsKind.LATE if late else NewsKind.SOON
        key = f"competence:{kind.value}:{it.public_id}:{it.due_on}"
        path = reverse("competences:need", args=[it.need])
        return self.write({str(it.owner)}, News(kind, key, path, it.is_late if late else it.is_due))

    def hands_end(self, entry: Entry, facts: Mapping[str, Any]) -> None:
        """A member that goes lends no more; whoever answers for the joint work looks for other hands."""
        ended = hands_that_ended(UUID(entry.subject_id), facts["member"], len(facts["hands"]), facts["to"])
        if ended is None:
            return
        organisation = self.organisation
        kind = OrganisationKind(organisation.kind)
        people = people_answering(organisation.pk, kind, ended.initiative_id, self._today)
        path = reverse("portfolio:staffing", args=[ended.initiative])
        key = f"hands:{entry.subject_id}:{entry.sequence}"
        self.write(people - {entry.actor}, News(NewsKind.TABLE, key, path, ended.say))

    def papers(self, meeting: telling.Prepared) -> int:
        news = News(
            NewsKind.PAPERS, f"papers:{meeting.public_id}", _page("meeting", meeting.public_id), meeting.say
        )
        return self.write(meeting.people, news)

    def _ask_members(self, waiting: Waiting, codes: Iterable[str], key: str) -> None:
        for member, people in telling.who_may_answer(codes, self._today):
            with scope.within([member.pk]):
                news = News(NewsKind.JOINT, key, _page("joint", waiting.public_id), waiting.asks_members)
                _Teller(member, self.now).write(people, news)

    @property
    def _today(self) -> Any:
        return timezone.localdate(self.now)

    def write(self, people: Iterable[str], news: News) -> int:
        """A letter to each whom it reaches; how many."""
        found = reached(self.organisation.pk, people, self._today)
        return write(self.organisation.pk, [self._letter(one, news) for one in found], self.now)

    def _letter(self, to: Reached, news: News) -> NewLetter:
        language = next((one for one in LANGUAGES if one == to.language), LANGUAGES[0])
        with override(language):
            title, text = news.say(Words(language))
        return NewLetter(
            account_id=to.account_id,
            kind=news.kind.value,
            key=news.key,
            title=title,
            text=text,
            path=news.path,
            is_example=self.organisation.is_example,
            created_at=self.now,
        )


_TOLD: Final[Mapping[str, Callable[[_Teller, Entry, Mapping[str, Any]], None]]] = {
    "governance.matter.entered": _Teller.entered,
    "governance.matter.decided": _Teller.decided,
    "portfolio.report.owed": _Teller.owed,
    "portfolio.initiative.hands_end": _Teller.hands_end,
}


def _page(view: str, public_id: UUID) -> str:
    """Where it is shown; the front page where that page is not built."""
    try:
        return reverse(f"governance:{view}", args=[public_id])
    except NoReverseMatch:
        return "/"
