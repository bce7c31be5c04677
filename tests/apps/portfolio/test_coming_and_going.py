"""Members come in, late as well, and go, on terms; nothing is written at who is no longer a member."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.apps.portfolio.ground import coordinator, keeper, programme
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.models import Matter, ModelVersion
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.models import Membership
from samspil.apps.organisations.services.members import let_member_go
from samspil.apps.portfolio.models import Initiative, Milestone, Participation
from samspil.apps.portfolio.services import fanning_out, initiatives, leaving, plans, taking_part
from samspil.apps.portfolio.services.taking_part import Said
from samspil.apps.portfolio.types import End
from samspil.core.portfolio.pace import Pace
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry

TERMS = "Vi beholder vores data og betaler til og med maj"


def row(world: World, common: Initiative, code: str = HVIDOVRE) -> Participation:
    with world.scope(""):
        return common.participations.get(code=code)


def decides(world: World, common: Initiative, *, yes: bool, days: float = 0) -> None:
    """Hvidovre's own matter about the initiative has ended; the way there is tested with governance."""
    owner, at = world.organisation(HVIDOVRE), NOW + timedelta(days=days)
    with world.scope(HVIDOVRE):
        Matter.objects.create(
            organisation=owner, version=ModelVersion.objects.filter(organisation=owner)[0],
            kind="joint_consent", case_number=f"T-{new_id().hex[-9:]}", title="Svar", attributes={},
            requester=new_id(),
            requester_name="x", subject=common.public_id, member=HVIDOVRE, brought_at=NOW, changed_at=at,
            result="approved" if yes else "rejected", end="done", ended_at=at,
        )  # fmt: skip


def sets(world: World, common: Initiative, pace: Pace, days: float = 0, said: Said | None = None) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        taking_part.set_pace(common.public_id, pace, said, acting=acting, at=NOW + timedelta(days=days))


def leaves(world: World, common: Initiative, on: date, terms: str = TERMS, days: float = 0) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        leaving.leave(common.public_id, on, terms=terms, acting=acting, at=NOW + timedelta(days=days))


def invites_again(world: World, common: Initiative, days: int) -> None:
    """Who has left sees it again, and may come in again."""
    with world.scope(""):
        at = NOW + timedelta(days=days)
        taking_part.invite(common, [HVIDOVRE], acting=coordinator(world), at=at)


def leaves_the_association(world: World, code: str = HVIDOVRE) -> None:
    with world.scope(""):
        membership = Membership.objects.get(organisation=world.association, member=world.organisation(code))
        let_member_go(membership, NOW.date(), BY)


def fan_out(world: World, common: Initiative) -> int:
    with world.scope(""):
        return fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)


def test_who_is_with_leaves_on_a_day_and_terms_and_is_with_until_then(world: World) -> None:
    common = programme(world, HVIDOVRE)
    sets(world, common, Pace.IMPLEMENTING)
    leaves(world, common, date(2026, 6, 1))
    found = row(world, common)
    assert (found.pace, found.leaves_on, found.terms) == ("implementing", date(2026, 6, 1), TERMS)
    with world.scope(""):
        assert leaving.let_leavers_go(world.association.pk, at=NOW + timedelta(days=90)) == 0  # 31 May
        day = NOW + timedelta(days=91)
        assert leaving.let_leavers_go(world.association.pk, at=day) == 1
        assert leaving.let_leavers_go(world.association.pk, at=day) == 0
        assert Entry.objects.filter(action="portfolio.initiative.member_left").count() == 1
        assert [one.now for one in found.changes.order_by("pk")] == ["implementing", "opted_out"]
    assert row(world, common).pace == "opted_out"


def test_a_pace_on_the_way_out_takes_back_no_day_of_leaving(world: World) -> None:
    common = programme(world, HVIDOVRE)
    sets(world, common, Pace.IMPLEMENTING)
    leaves(world, common, date(2026, 6, 1))
    sets(world, common, Pace.LIVE, days=1)
    assert row(world, common).leaves_on == date(2026, 6, 1)


def test_who_leaves_today_is_out_at_once_and_comes_back_from_a_new_day(world: World) -> None:
    common = programme(world, HVIDOVRE)
    sets(world, common, Pace.JOINING)
    leaves(world, common, date(2026, 3, 12), days=10)
    assert row(world, common).pace == "opted_out"
    invites_again(world, common, days=19)
    sets(world, common, Pace.JOINING, days=20)
    found = row(world, common)
    assert (found.joined_on, found.leaves_on) == (date(2026, 3, 22), None)


def test_nobody_leaves_what_it_is_not_in_or_without_terms_and_only_by_who_speaks_for_it(
    world: World,
) -> None:
    common = programme(world, HVIDOVRE)
    with pytest.raises(RefusedError, match="leaves_what_it_is_not_in"):
        leaves(world, common, NOW.date())
    sets(world, common, Pace.JOINING)
    with pytest.raises(RefusedError, match="leaving_needs_terms"):
        leaves(world, common, NOW.date(), terms="")
    employee = world.acting(HVIDOVRE, "employee")
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="not_yours_to_keep"):
        leaving.leave(common.public_id, NOW.date(), terms=TERMS, acting=employee, at=NOW)
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        leaving.leave(common.public_id, NOW.date(), terms=TERMS, acting=keeper(world, RODOVRE), at=NOW)


def test_a_late_joiner_keeps_its_day_and_terms_and_the_decision_it_rests_on(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    decides(world, common, yes=True, days=30)
    sets(world, common, Pace.JOINING, days=40, said=Said(terms="Vi overtager skabelonerne"))
    found = row(world, common)
    assert (found.joined_on, found.decided_on) == (date(2026, 4, 11), date(2026, 4, 1))
    assert found.terms == "Vi overtager skabelonerne"
    assert found.own_matter is not None


def test_a_yes_before_a_no_binds_nobody(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    decides(world, common, yes=True)
    decides(world, common, yes=False, days=1)
    with pytest.raises(RefusedError, match="pace_needs_a_decision"):
        sets(world, common, Pace.JOINING, days=2)


def test_who_has_left_comes_in_again_only_by_a_new_decision(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    decides(world, common, yes=True)
    sets(world, common, Pace.JOINING, days=1)
    leaves(world, common, date(2026, 3, 12), days=10)
    invites_again(world, common, days=11)
    with pytest.raises(RefusedError, match="pace_needs_a_decision"):
        sets(world, common, Pace.JOINING, days=11)
    decides(world, common, yes=True, days=12)
    sets(world, common, Pace.JOINING, days=13)
    assert row(world, common).decided_on == date(2026, 3, 14)


def test_a_member_that_left_the_association_sets_no_pace_and_leaves_nothing(world: World) -> None:
    common = programme(world, HVIDOVRE)
    sets(world, common, Pace.JOINING)
    leaves_the_association(world)
    with pytest.raises(RefusedError, match="no_longer_a_member"):
        sets(world, common, Pace.IMPLEMENTING, days=1)
    with pytest.raises(RefusedError, match="no_longer_a_member"):
        leaves(world, common, date(2026, 6, 1), days=1)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="no_longer_a_member"):
        fanning_out.open_own(common.public_id, acting=keeper(world, HVIDOVRE), at=NOW)


def test_no_plan_is_written_at_who_left_the_association(world: World) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    leaves_the_association(world)
    assert fan_out(world, common) == 1
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()


def test_no_plan_follows_who_went_out_of_what_is_voluntary(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    decides(world, common, yes=True)
    sets(world, common, Pace.JOINING, days=1)
    assert fan_out(world, common) == 1
    leaves(world, common, date(2026, 3, 12), days=10)
    assert fan_out(world, common) == 0


def test_a_part_that_its_member_has_ended_is_not_begun_again(world: World) -> None:
    common = programme(world, HVIDOVRE)
    assert fan_out(world, common) == 1
    with world.scope(HVIDOVRE):
        mine, acting = Initiative.objects.get(), keeper(world, HVIDOVRE)
        initiatives.end(mine, End.COMPLETED, learned="", acting=acting, at=NOW)
    assert fan_out(world, common) == 0
    with world.scope(HVIDOVRE):
        assert Initiative.objects.count() == 1
        fanning_out.open_own(common.public_id, acting=acting, at=NOW)
        assert Initiative.objects.filter(end="").count() == 1
    assert fan_out(world, common) == 1


def test_a_member_opens_its_own_part_by_itself_once_and_is_bound_to_nothing(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        fanning_out.open_own(common.public_id, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="own_part_is_under_way"):
            fanning_out.open_own(common.public_id, acting=acting, at=NOW)
        mine = Initiative.objects.get()
        assert [one.name for one in mine.milestones.order_by("planned_on")] == [
            "Systemer tilsluttet",
            "I drift",
        ]
        with pytest.raises(RefusedError, match="not_yours_to_keep"):
            fanning_out.open_own(common.public_id, acting=world.acting(HVIDOVRE, "employee"), at=NOW)
    found = row(world, common)
    assert (found.own, found.pace, found.joined_on) == (mine.public_id, "observing", None)
    assert found.next_name == "Systemer tilsluttet"


def own_milestone(name: str = "Systemer tilsluttet") -> Milestone:
    return Milestone.objects.select_related("initiative").get(name=name)


def test_a_deviation_given_up_takes_the_day_that_the_association_expects_now(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        with pytest.raises(RefusedError, match="does_not_deviate"):
            fanning_out.follow_again(own_milestone(), acting=acting, at=NOW)
        fanning_out.deviate(own_milestone(), date(2026, 11, 1), reason="Arkivet", acting=acting, at=NOW)
    with world.scope(""):
        first = common.milestones.get(name="Systemer tilsluttet")
        plans.move_milestone(first, date(2026, 10, 1), reason="", acting=coordinator(world), at=NOW)
    with world.scope(HVIDOVRE):
        employee = world.acting(HVIDOVRE, "employee")
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            fanning_out.follow_again(own_milestone(), acting=employee, at=NOW)
        fanning_out.follow_again(own_milestone(), acting=acting, at=NOW)
        mine = own_milestone()
        assert (mine.planned_on, mine.expected_on, mine.deviation) == (
            date(2026, 10, 1),
            date(2026, 10, 1),
            "",
        )
        moves = mine.moves.order_by("pk").values_list("was", "now", "reason")
        assert list(moves) == [
            (date(2026, 9, 1), date(2026, 11, 1), "Arkivet"),
            (date(2026, 11, 1), date(2026, 10, 1), ""),
        ]
    found = row(world, common)
    assert (found.deviations, found.next_on) == (0, date(2026, 10, 1))


def test_what_is_reached_deviates_no_more(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        plans.reach_milestone(own_milestone(), NOW.date(), acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="milestone_is_done"):
            fanning_out.deviate(own_milestone(), date(2026, 11, 1), reason="Arkivet", acting=acting, at=NOW)
