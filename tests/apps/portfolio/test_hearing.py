"""A slip at the association moves what waits for it at a member, as long as the member may see it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.services import plans
from samspil.kit.journal.models import Entry
from samspil.kit.sharing import door
from samspil.processes.hear_of_milestones import hear_of_all_milestones

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def common(world: World) -> Initiative:
    """Hvidovre and Rødovre are invited; its first milestone is planned for the first of September."""
    return programme(world, HVIDOVRE, RODOVRE)


@pytest.fixture
def own(world: World, common: Initiative) -> Milestone:
    """Hvidovre's own, fourteen days after the association's."""
    with world.scope(""):
        shared = common.milestones.get(name="Systemer tilsluttet")
    with world.scope(HVIDOVRE):
        acting, new = keeper(world, HVIDOVRE), plans.NewMilestone("Vores kurser", date(2026, 5, 1))
        row = plans.add_milestone(local(world, HVIDOVRE), new, acting=acting, at=NOW)
        plans.let_wait(row, shared.public_id, 14, acting=acting, at=NOW)
    return row


def slip(world: World, common: Initiative, to: date) -> None:
    with world.scope(""):
        shared = common.milestones.select_related("initiative").get(name="Systemer tilsluttet")
        plans.move_milestone(shared, to, reason="Udbud", acting=coordinator(world), at=NOW)


def expected(world: World, row: Milestone) -> date:
    with world.scope(HVIDOVRE):
        return Milestone.objects.get(pk=row.pk).expected_on


def test_a_slip_elsewhere_moves_what_waits_for_it_here_once(
    world: World, common: Initiative, own: Milestone
) -> None:
    assert expected(world, own) == date(2026, 9, 15)
    slip(world, common, date(2026, 10, 1))
    assert hear_of_all_milestones(LATER) == 1
    assert expected(world, own) == date(2026, 10, 15)
    with world.scope(HVIDOVRE):
        shown = Initiative.objects.get(pk=own.initiative_id)
        assert (shown.next_name, shown.next_on) == ("Vores kurser", date(2026, 10, 15))
        told = Entry.objects.filter(action="portfolio.milestone.heard")
        assert told.count() == 1
        assert hear_of_all_milestones(LATER) == 0
        assert told.count() == 1


def test_a_new_name_is_heard_as_well(world: World, common: Initiative, own: Milestone) -> None:
    with world.scope(""):
        common.milestones.filter(name="Systemer tilsluttet").update(name="Alle er tilsluttet")
    assert hear_of_all_milestones(LATER) == 1
    with world.scope(HVIDOVRE):
        assert own.waits_for.get().given_name == "Alle er tilsluttet"


def test_what_is_shown_no_longer_stands_as_it_was_last_told(
    world: World, common: Initiative, own: Milestone
) -> None:
    programme(world, HVIDOVRE)  # the association still shows something else
    with world.scope(""):
        door.take_back(common.organisation_id, (SHARED, common.public_id), BY, on=NOW.date())
    slip(world, common, date(2026, 10, 1))
    assert hear_of_all_milestones(LATER) == 0
    assert expected(world, own) == date(2026, 9, 15)


def test_what_is_withdrawn_stands_as_it_was_last_told(
    world: World, common: Initiative, own: Milestone
) -> None:
    slip(world, common, date(2026, 10, 1))
    with world.scope(""):
        common.milestones.filter(name="Systemer tilsluttet").update(is_withdrawn=True)
    assert hear_of_all_milestones(LATER) == 0
    assert expected(world, own) == date(2026, 9, 15)
