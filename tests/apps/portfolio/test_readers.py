"""Who reads what is shared: as members come, leave and come again, and not a day longer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.portfolio.test_coming_and_going import decides, leaves, sets
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SOLROD, TODAY, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.models import Membership
from samspil.apps.organisations.services.members import admit_member, let_member_go
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.access import access_shared_initiative
from samspil.apps.portfolio.selectors.common import common as common_of
from samspil.apps.portfolio.selectors.lessons import find_lessons
from samspil.apps.portfolio.selectors.shown import ShownRow, list_shown_by, list_shown_to
from samspil.apps.portfolio.services import initiatives, leaving, readers, taking_part
from samspil.apps.portfolio.services.notes import NewNote, add_note, share_lesson
from samspil.apps.portfolio.services.showing_own import show_no_longer, show_to_associations
from samspil.apps.portfolio.types import End, NoteSort
from samspil.core.portfolio.pace import Pace
from samspil.kit.journal.models import Entry
from samspil.kit.sharing.models import Grant
from samspil.processes.keep_readers import keep_all_readers

LEAVES = date(2026, 6, 1)


def reads(world: World, found: Initiative, code: str = HVIDOVRE, on: date = TODAY) -> bool:
    """Whether a member sees a common initiative on a day."""
    with world.scope(code):
        try:
            acting = keeper(world, code) if code else coordinator(world)
            with access_shared_initiative(acting, found.public_id, on):
                return True
        except NotFoundError:
            return False


def membership(world: World, code: str = HVIDOVRE) -> Membership:
    return Membership.objects.get(organisation=world.association, member=world.organisation(code))


def invited_again(world: World, found: Initiative, days: int) -> None:
    with world.scope(""):
        acting = coordinator(world)
        taking_part.invite(found, [HVIDOVRE], acting=acting, at=NOW + timedelta(days=days))


def test_who_leaves_on_a_day_reads_until_it_and_from_it_no_longer(world: World) -> None:
    found = programme(world, HVIDOVRE, RODOVRE)
    sets(world, found, Pace.IMPLEMENTING)
    leaves(world, found, LEAVES)
    assert reads(world, found, on=LEAVES - timedelta(days=1))
    with world.scope(""):
        leaving.let_leavers_go(world.association.pk, at=NOW + timedelta(days=91))
    assert not reads(world, found, on=LEAVES)
    assert reads(world, found, RODOVRE, on=LEAVES)
    with world.scope(""):
        ended = Entry.objects.get(action="sharing.grant.ended")
        assert str(world.organisation(HVIDOVRE).pk) in ended.facts


def test_who_leaves_today_reads_nothing_more_and_its_own_plan_stays_its_own(world: World) -> None:
    found = programme(world, HVIDOVRE)
    sets(world, found, Pace.JOINING)
    leaves(world, found, date(2026, 3, 12), days=10)
    assert not reads(world, found, on=date(2026, 3, 12))


def test_who_is_invited_again_reads_it_and_comes_in_from_a_new_day(world: World) -> None:
    found = programme(world, HVIDOVRE)
    sets(world, found, Pace.JOINING)
    leaves(world, found, date(2026, 3, 12), days=10)
    with pytest.raises(NotFoundError):
        sets(world, found, Pace.JOINING, days=20)
    with world.scope(""):
        offered = common_of(coordinator(world), found.public_id, date(2026, 3, 20)).others
        assert HVIDOVRE in [code for code, _name in offered]
    invited_again(world, found, days=18)
    assert reads(world, found, on=date(2026, 3, 20))
    with world.scope(""):
        readers.keep_readers(world.association.pk, at=NOW + timedelta(days=19))
    assert reads(world, found, on=date(2026, 3, 21))
    sets(world, found, Pace.JOINING, days=20)
    with world.scope(""):
        row = found.participations.get(code=HVIDOVRE)
        assert (row.joined_on, row.leaves_on) == (date(2026, 3, 22), None)


def test_an_invitation_anew_makes_no_old_consent_count(world: World) -> None:
    found = programme(world, HVIDOVRE, is_mandatory=False)
    decides(world, found, yes=True)
    sets(world, found, Pace.JOINING, days=1)
    leaves(world, found, date(2026, 3, 12), days=10)
    invited_again(world, found, days=11)
    with pytest.raises(RefusedError, match="pace_needs_a_decision"):
        sets(world, found, Pace.JOINING, days=12)


def test_who_leaves_the_association_reads_nothing_of_it_and_all_again_as_a_member_anew(world: World) -> None:
    found = programme(world, HVIDOVRE, RODOVRE)
    with world.scope(""):
        let_member_go(membership(world), TODAY, BY)
    keep_all_readers(NOW)
    assert not reads(world, found)
    assert reads(world, found, RODOVRE)
    with world.scope(""):
        admit_member(world.association, world.organisation(HVIDOVRE), date(2026, 5, 1), BY)
    keep_all_readers(NOW + timedelta(days=61))
    assert reads(world, found, on=date(2026, 5, 2))


def test_keeping_up_again_changes_and_tells_nothing(world: World) -> None:
    programme(world, HVIDOVRE, RODOVRE)
    with world.scope(""):
        let_member_go(membership(world), TODAY, BY)
    assert keep_all_readers(NOW) == 1
    with world.scope(""):
        before = Entry.objects.count()
    assert keep_all_readers(NOW) == 0
    with world.scope(""):
        assert Entry.objects.count() == before


def test_who_comes_late_to_the_association_finds_the_lessons_shared_before(world: World) -> None:
    with world.scope(""):
        let_member_go(membership(world, SOLROD), TODAY, BY)
    over = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        lesson = NewNote(NoteSort.LESSON, "Begynd med vagtplanen")
        note = add_note(over, lesson, acting=acting, at=NOW)
        share_lesson(note, acting=acting, at=NOW)
        initiatives.end(over, End.COMPLETED, learned="", acting=acting, at=NOW)
    late = date(2026, 5, 1)

    def finds(on: date) -> list[str]:
        with world.scope(SOLROD):
            return [one.title for one in find_lessons(keeper(world, SOLROD), "vagtplanen", on)]

    keep_all_readers(NOW)
    assert finds(TODAY) == []
    with world.scope(""):
        admit_member(world.association, world.organisation(SOLROD), late, BY)
    keep_all_readers(NOW + timedelta(days=61))
    assert finds(date(2026, 5, 2)) == ["Begynd med vagtplanen"]


def shows(world: World, mine: Initiative, *, on: bool = True, role: str = "head_of_digitalisation") -> None:
    with world.scope(HVIDOVRE):
        act = show_to_associations if on else show_no_longer
        act(mine, acting=world.acting(HVIDOVRE, role), at=NOW)


def shown_to(world: World, code: str = "") -> list[ShownRow]:
    with world.scope(code):
        acting = coordinator(world) if code == "" else keeper(world, code)
        return list_shown_to(acting, TODAY)


def test_a_member_shows_an_initiative_of_its_own_to_the_association_alone_and_takes_it_back(
    world: World,
) -> None:
    mine = local(world, HVIDOVRE)
    local(world, HVIDOVRE, "Ikke vist")
    shows(world, mine)
    shows(world, mine)
    assert [(one.owner, one.title, one.light) for one in shown_to(world)] == [
        (world.organisation(HVIDOVRE).name, "Vagtplan i Ældre", "grey")
    ]
    assert shown_to(world, RODOVRE) == []
    with world.scope(HVIDOVRE):
        assert [one.title for one in list_shown_by(keeper(world, HVIDOVRE), TODAY)] == ["Vagtplan i Ældre"]
        assert Grant.objects.filter(subject_type="local_initiative").count() == 1
    shows(world, mine, on=False)
    assert shown_to(world) == []


def test_what_is_shown_opens_nothing_more(world: World) -> None:
    mine = local(world, HVIDOVRE)
    shows(world, mine)
    assert not reads(world, mine, "")
    assert set(ShownRow._fields) == {
        "public_id", "owner", "title", "form", "is_paused", "end", "light", "reported_on", "phase_name",
    }  # fmt: skip


def test_only_who_keeps_the_portfolio_shows_it_and_the_common_part_is_seen_already(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with pytest.raises(RefusedError, match="not_yours_to_keep"):
        shows(world, mine, role="employee")
    mine.common = mine.public_id
    with pytest.raises(RefusedError, match="association_sees_it_already"):
        shows(world, mine)


def test_what_is_shown_ends_with_the_membership(world: World) -> None:
    mine = local(world, HVIDOVRE)
    shows(world, mine)
    with world.scope(""):
        let_member_go(membership(world), TODAY, BY)
    keep_all_readers(NOW)
    assert shown_to(world) == []


def test_one_click_shows_it_on_the_page_and_one_takes_it_back(world: World, client: Client) -> None:
    mine = local(world, HVIDOVRE)
    world.log_in(client, HVIDOVRE, "head_of_digitalisation")
    page = client.get(reverse("portfolio:initiative", args=[mine.public_id])).content.decode()
    show = reverse("portfolio:show", args=[mine.public_id])
    assert f'action="{show}"' in page
    shown = client.post(show, follow=True).content.decode()
    hide = reverse("portfolio:show_no_longer", args=[mine.public_id])
    assert f'action="{hide}"' in shown
    assert "Vagtplan i Ældre" in shown
    assert "Vagtplan i Ældre" not in client.post(hide, follow=True).content.decode().partition("<main")[2]


def test_the_association_reads_the_few_facts_on_its_page_and_opens_nothing_behind_them(
    world: World, client: Client
) -> None:
    mine = local(world, HVIDOVRE)
    shows(world, mine)
    world.log_in(client, "", "coordinator")
    page = client.get(reverse("portfolio:shown")).content.decode()
    assert "Vagtplan i Ældre" in page
    assert world.organisation(HVIDOVRE).name in page
    assert "Bedre planlægning" not in page  # its purpose
    for name in ("initiative", "reports", "phases"):
        assert client.get(reverse(f"portfolio:{name}", args=[mine.public_id])).status_code == 404
    assert client.post(reverse("portfolio:show_no_longer", args=[mine.public_id])).status_code == 404
    assert len(shown_to(world)) == 1
