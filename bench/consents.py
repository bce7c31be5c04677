"""An association whose nine members are about to answer very many joint proposals, every one by the engine.

`python -m bench.consents 112` fills the database of the settings: so many proposals are brought, prepared,
recommended and put to the members, and each member has brought its own matter of each. What is left is that
somebody in each municipality decides, which is the consent: the burst of the deadline day.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django

django.setup()

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from samspil.apps.governance.models import Consent, Matter, Meeting
from samspil.apps.governance.selectors.adoptions import forum_on, forums_on
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.meetings import agenda
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account, Organisation
from samspil.apps.organisations.selectors import acting, members_on
from samspil.apps.organisations.types import Acting
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.forum_decisions import seats_on
from samspil.core.governance.matter import Value
from samspil.core.units import Money
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.found_association import found_association

ASSOCIATION, MEMBER = "storkoebenhavn_association", "jammerbugt_purchase_screening"
HEAD, COORDINATOR = "head_of_digitalisation", "coordinator"
SINCE = datetime(2024, 1, 1, 8, tzinfo=UTC)
BY = By("bench", SINCE)
ITEMS = ("duty", "deadline", "effort", "responsible")
STEPS = (("digital_heads", "recommend"), ("board", "put_to_members"))


def fill(count: int) -> None:
    """Everything up to the members' own decisions."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    association = found_association(ASSOCIATION, BY, is_example=True)
    with scope.within([association.pk]):
        members = members_on(association.pk, timezone.localdate())
    coordinator = _somebody(association, COORDINATOR)
    _fill_seats(association)
    heads = {}
    for one in members:
        with scope.within([one.pk]):
            adopt_shipped(one, MEMBER, SINCE.date(), BY)
        heads[one.pk] = _somebody(one, HEAD)
    with scope.within([association.pk]):
        proposals = _put_to_the_members(coordinator, count)
    for one in members:
        with scope.within([one.pk]):
            _bring_own(heads[one.pk], proposals)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _somebody(organisation: Organisation, role: str) -> Acting:
    """A person in a role with a log-in of their own."""
    with scope.within([organisation.pk]):
        person = services.add_person(organisation, role, SINCE.date(), BY)
        services.give(organisation, person.public_id, role, services.Held(role, SINCE.date()), BY)
        account = Account.objects.create(
            email=email_of(organisation.code), password=make_password("a long password for measuring")
        )
        services.let_act(account, organisation, person.public_id, SINCE.date(), BY)
        return acting(organisation, person.public_id, timezone.localdate())


def _fill_seats(association: Organisation) -> None:
    """Somebody in each seat of each body, so that there is a quorum."""
    with scope.within([association.pk]):
        for forum in forums_on(association.pk, timezone.localdate()):
            for seat in seats_on(forum.model, forum.key, timezone.localdate()):
                name = f"{forum.key} {seat.id}"
                person = services.add_person(association, name, SINCE.date(), BY)
                held = services.Held(seat.role, SINCE.date(), forum.key, seat.id)
                services.give(association, person.public_id, name, held, BY)


def email_of(code: str) -> str:
    """The log-in of whoever decides for an organisation."""
    return f"{code or 'association'}@bench.example"


def _put_to_the_members(coordinator: Acting, count: int) -> list[Matter]:
    """Brought and prepared before the heads' last meeting but one that the board has met after."""
    held = _meetings(coordinator)
    begun = held[0].begins_at - timedelta(days=60)
    attributes: dict[str, Value] = {
        "legal_source": "act",
        "months_to_deadline": 18,
        "effort_days": 120,
        "amount": Money.of(900_000),
    }
    matters = []
    for number in range(count):
        new = NewMatter("mandatory_programme", f"Fælles program {number}", dict(attributes))
        matter = bring(new, acting=coordinator, at=begun)
        for item in ITEMS:
            answer = AnswerItem("prepare", item, True, "Beskrevet", coordinator.actor, begun)
            move(matter, answer, acting=coordinator)
        move(matter, Choose("prepare", "recommend", coordinator.actor, begun), acting=coordinator)
        matters.append(matter)
    for meeting, (_forum, outcome) in zip(held, STEPS, strict=True):
        _decide(meeting, matters, outcome, coordinator)
    return matters


def _meetings(coordinator: Acting) -> list[Meeting]:
    """A meeting of each body, the second after the first and both over."""
    owner, now = coordinator.organisation_id, timezone.now()
    begun = now - timedelta(days=240)
    for forum, _outcome in STEPS:
        found = forum_on(owner, forum, timezone.localdate(begun))
        meetings.plan_meetings(found, owner, timezone.localdate(now), at=begun)
    over = Meeting.objects.filter(begins_at__lt=now - timedelta(days=1)).order_by("-begins_at")
    board = over.filter(forum=STEPS[1][0])[0]
    return [over.filter(forum=STEPS[0][0], begins_at__lt=board.begins_at - timedelta(days=21))[0], board]


def _decide(meeting: Meeting, matters: list[Matter], outcome: str, coordinator: Acting) -> None:
    at = meeting.begins_at
    items = []
    with patch.object(agenda, "capacity", lambda *_: len(matters)):  # more than a body would take
        for matter in matters:
            matter.refresh_from_db()
            before = at - timedelta(days=20)
            items.append(meetings.put_on_agenda(meeting, matter, acting=coordinator, at=before))
    meetings.open_meeting(meeting, acting=coordinator, at=at)
    for item in items:
        said = meetings.Resolution(outcome)
        meetings.decide_item(item, said, acting=coordinator, at=at + timedelta(minutes=10))
    meetings.close_meeting(meeting, acting=coordinator, at=at + timedelta(hours=2))


def _bring_own(head: Acting, proposals: list[Matter]) -> None:
    """The municipality's own matter of each, which it can decide at once."""
    at = timezone.now() - timedelta(minutes=5)
    for one in proposals:
        known: dict[str, Value] = {"amount": Money.of(100_000), "new_appropriation": False}
        new = NewMatter("joint_consent", one.title, known, subject=one.public_id, member=head.code)
        bring(new, acting=head, at=at)


def waiting() -> Iterator[tuple[str, str, str]]:
    """Each member's own matter of each proposal: whose, which, and since when it waits."""
    rows = Matter.everywhere().exclude(subject=None).filter(end="").order_by("subject", "organisation_id")
    for code, key, entered in rows.values_list("organisation__code", "public_id", "entered_at"):
        if entered:
            yield code, str(key), entered.isoformat()


def consented() -> tuple[int, int]:
    """How many consents stand, and of how many different members and proposals."""
    rows = Consent.everywhere().filter(answer="consents")
    return rows.count(), rows.values("matter", "member").distinct().count()


if __name__ == "__main__":
    fill(int(sys.argv[1]))
