"""Who raises matters: units in a municipality; in an association the members that people are there for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SINCE, TODAY, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.selectors.raising import RaisedBy, raised_by_member
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.apps.organisations.types import Acting
from samspil.core.units import Money
from samspil.kit.ids import new_id

pytestmark = pytest.mark.django_db
A_YEAR = timedelta(days=365)
HEAD = "head_of_digitalisation"
Brings = Callable[..., Matter]


def head_of(code: str) -> str:
    return f"digital_heads/head_{code}"


@pytest.fixture
def brings(world: World) -> Brings:
    def bring_it(acting: Acting, at: datetime = NOW) -> Matter:
        new = NewMatter(
            "voluntary_initiative", "Fælles chatbot", {"effort_days": 5, "amount": Money.of(9_000)}
        )
        with world.scope(""):
            return bring(new, acting=acting, at=at)

    return bring_it


def raised(world: World, days: int = 0) -> list[RaisedBy]:
    with world.scope(""):
        now = NOW + timedelta(days=days)
        return raised_by_member(world.acting("", "coordinator"), now, now - A_YEAR)


def test_a_member_raises_what_its_seat_brings_and_the_secretariat_raises_for_nobody(
    world: World, brings: Brings
) -> None:
    for seat in (head_of(RODOVRE), head_of(RODOVRE), head_of(HVIDOVRE), "coordinator"):
        brings(world.acting("", seat))
    assert raised(world) == [("Rødovre", 2), ("", 1), ("Hvidovre", 1)]


def test_the_seat_held_on_the_day_counts_not_the_one_held_now(world: World, brings: Brings) -> None:
    person = world.people["", head_of(HVIDOVRE)]
    brings(world.acting("", head_of(HVIDOVRE)))
    moved = TODAY + timedelta(days=10)
    with world.scope(""):
        name = "Den samme, nu i Rødovre"
        held = services.Held(HEAD, moved, "digital_heads", f"head_{RODOVRE}")
        services.give(world.association, person, name, held, BY)
        held = services.Held(HEAD, moved, "digital_heads", f"head_{HVIDOVRE}")
        services.give(world.association, new_id(), "En anden i Hvidovre", held, BY)
    assert raised(world, days=20) == [("Hvidovre", 1)]


def test_who_has_a_role_without_a_seat_is_of_the_municipality_they_log_in_for(
    world: World, brings: Brings
) -> None:
    person = world.people[HVIDOVRE, HEAD]
    seatless(world, person)
    brings(world.acting("", "specialist_head"))
    assert raised(world) == [("", 1)]
    account = Account.objects.create_user("fagchef@hvidovre.example")
    with world.scope(HVIDOVRE):
        services.let_act(account, world.organisation(HVIDOVRE), person, SINCE, BY)
    assert raised(world) == [("Hvidovre", 1)]


def seatless(world: World, person: UUID) -> None:
    """Somebody of a member's has a role in the association, and no seat."""
    with world.scope(""):
        held = services.Held("specialist_head", SINCE)
        services.give(world.association, person, "Fagchef", held, BY)
    world.people["", "specialist_head"] = person


def test_the_member_that_a_matter_is_about_comes_first(world: World, brings: Brings) -> None:
    matter = brings(world.acting("", head_of(HVIDOVRE)))
    with world.scope(""):
        Matter.objects.filter(pk=matter.pk).update(member=RODOVRE)
    assert raised(world) == [("Rødovre", 1)]


def test_what_was_brought_over_a_year_ago_is_not_counted(world: World, brings: Brings) -> None:
    brings(world.acting("", head_of(HVIDOVRE)))
    assert raised(world, days=365) == [("Hvidovre", 1)]
    assert raised(world, days=366) == []


def test_the_questions_are_as_many_however_many_matters_there_are(world: World, brings: Brings) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            raised(world)
        return len(questions)

    brings(world.acting("", head_of(HVIDOVRE)))
    brings(world.acting("", "coordinator"))
    raised(world)
    few = asked()
    for code in (RODOVRE, HVIDOVRE, RODOVRE):
        brings(world.acting("", head_of(code)))
    assert asked() == few
