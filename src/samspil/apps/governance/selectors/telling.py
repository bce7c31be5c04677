"""What there is to tell people of, and who they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.models import Decision, Matter, Meeting
from samspil.apps.governance.selectors.adoptions import forums_on, kinds_on
from samspil.apps.governance.selectors.listing import AT_REQUESTER
from samspil.apps.governance.types import MeetingState
from samspil.apps.organisations.selectors import holders_of, organisation_by_code, seat_holders
from samspil.kit.tenancy import scope
from samspil.wording.words import Words

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Waiting:
    """A matter at a step."""

    public_id: UUID
    case_number: str
    title: str
    step: str
    body: str
    requester: UUID
    due_at: datetime | None

    def on_table(self, words: Words) -> tuple[str, str]:
        """It has come."""
        return _("Case %(case)s is on your table") % {"case": self.case_number}, self._text(words)

    def asks_members(self, words: Words) -> tuple[str, str]:
        """The association asks."""
        title = _("A joint proposal waits for your answer: case %(case)s") % {"case": self.case_number}
        return title, self._text(words)

    def is_due(self, words: Words) -> tuple[str, str]:
        """It is due soon."""
        return _("Case %(case)s is due soon") % {"case": self.case_number}, self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It is overdue."""
        return _("Case %(case)s is overdue") % {"case": self.case_number}, self._text(words)

    def _text(self, words: Words) -> str:
        if self.due_at is None:
            return self.title
        due = _("To be answered by %(when)s.") % {"when": words.moment(self.due_at)}
        return f"{self.title}\n{due}"


@dataclass(frozen=True, slots=True)
class Answered:
    """What was decided of a matter that somebody brought."""

    public_id: UUID
    case_number: str
    title: str
    requester: str
    outcome_name: dict[str, str]
    body_name: dict[str, str]

    def say(self, words: Words) -> tuple[str, str]:
        """As a title and a text."""
        said = {
            "outcome": self.outcome_name.get(words.language, ""),
            "body": self.body_name.get(words.language, ""),
        }
        text = _("Decision: %(outcome)s. Decided by: %(body)s.") % said
        return _("Case %(case)s has been decided") % {"case": self.case_number}, f"{self.title}\n{text}"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A meeting whose agenda and papers are ready, and who sits in it."""

    public_id: UUID
    forum: dict[str, str]
    begins_at: datetime
    people: frozenset[str]

    def say(self, words: Words) -> tuple[str, str]:
        """As a title and a text."""
        title = _("Papers for the meeting of %(forum)s") % {"forum": self.forum.get(words.language, "")}
        return title, _("The meeting begins %(when)s.") % {"when": words.moment(self.begins_at)}


_FIELDS = ("public_id", "case_number", "title", "step", "body", "requester", "due_at")


def waiting_at(matter: UUID, step: str) -> Waiting | None:
    """A matter, if it is still at a step."""
    row = Matter.objects.filter(public_id=matter, step=step, end="").values_list(*_FIELDS).first()
    return Waiting(*row) if row else None


def due_between(organisation_id: int, after: datetime, before: datetime) -> list[Waiting]:
    """Open matters whose time comes in a period."""
    rows = Matter.objects.filter(
        organisation_id=organisation_id, end="", due_at__gt=after, due_at__lte=before, parked_until=None
    )
    return [Waiting(*row) for row in rows.order_by("pk").values_list(*_FIELDS)]


def people_at(organisation_id: int, waiting: Waiting, on: date) -> set[str]:
    """On whose table it is."""
    if waiting.body == AT_REQUESTER:
        return {str(waiting.requester)}
    sort, _space, key = waiting.body.partition(" ")
    if sort == "role":
        return {str(person) for _role, person, _name in holders_of(organisation_id, [key], on)}
    if sort == "forum":
        return {str(person) for person, _name in seat_holders(organisation_id, key, on).values()}
    return set()


def decision_of(matter: UUID, outcome: str) -> Answered | None:
    """The latest decision of a matter with an outcome."""
    row = (
        Decision.objects.filter(matter__public_id=matter, outcome=outcome)
        .order_by("-event_sequence")
        .values_list("public_id", "case_number", "title", "matter__requester", "outcome_name", "body_name")
        .first()
    )
    return Answered(row[0], row[1], row[2], str(row[3]), row[4], row[5]) if row else None


def meetings_to_prepare(organisation_id: int, now: datetime, on: date) -> Iterator[Prepared]:
    """Planned meetings with something on the agenda, whose papers are to be there by now."""
    rows = Meeting.objects.filter(
        organisation_id=organisation_id,
        state=MeetingState.PLANNED.value,
        papers_by__lte=on,
        begins_at__gt=now,
        items__isnull=False,
    ).distinct()
    found = list(rows.values_list("public_id", "forum", "begins_at"))
    names = {one.key: one.forum.name.model_dump() for one in forums_on(organisation_id, on)} if found else {}
    for public_id, forum, begins_at in found:
        seated = seat_holders(organisation_id, forum, timezone.localdate(begins_at)).values()
        people = frozenset(str(person) for person, _name in seated)
        yield Prepared(public_id, names.get(forum, {}), begins_at, people)


def who_may_answer(codes: Iterable[str], on: date) -> Iterator[tuple[Organisation, set[str]]]:
    """The members that are here, and who may bring the answer of each to a joint proposal."""
    for code in codes:
        member = organisation_by_code(code)
        if member is None:
            continue
        with scope.within([member.pk]):
            roles = {
                role
                for one in kinds_on(member.pk, on)
                if one.kind.answers_joint
                for role in one.kind.brought_by
            }
            people = {str(person) for _role, person, _name in holders_of(member.pk, roles, on)}
        yield member, people
