"""What people can, what is needed, who could fill it, and what nobody is told."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.apps.competences.competence_world import (
    BY_THEN,
    FUNCTION,
    HEAD,
    KEY,
    borrowed,
    can,
    found,
    head,
    needed,
)
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil import library
from samspil.apps.competences.models import CatalogueVersion, Findable, HeldCompetence, LoanAnswer
from samspil.apps.competences.selectors.access import access_loan, access_need, access_plan
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.loans import asked_of_us
from samspil.apps.competences.selectors.needs import list_needs
from samspil.apps.competences.selectors.owed import count_late, on_my_work
from samspil.apps.competences.selectors.people import find_elsewhere, list_said, said_of
from samspil.apps.competences.services.cataloguing import keep_catalogue
from samspil.apps.competences.services.confirming import confirm
from samspil.apps.competences.services.lending import answer_loan
from samspil.apps.competences.services.needing import end_need, say_need
from samspil.apps.competences.services.planning import drop_plan, plan, say_plan_done
from samspil.apps.competences.services.readers import keep_readers
from samspil.apps.competences.services.saying import forget_me, hide_me, say_what_i_can, show_me
from samspil.apps.competences.types import For, LoanSaid, NewNeed, NewPlan, Way
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Membership, Person
from samspil.core.errors import ProblemsError
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry, PersonalValue
from samspil.kit.tenancy import scope
from samspil.processes.forget import forget

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def lacking(world: World) -> tuple[int, int, int, int]:
    """Held, said, lent, lacking of the only need."""
    [line] = list_needs(world.organisation(HVIDOVRE).pk, TODAY)
    return line.gap.held, line.gap.said, line.gap.lent, line.gap.lacking


def elsewhere(world: World, code: str = HVIDOVRE, level: int = 3) -> list[str]:
    scale = catalogue_of(world.organisation(code).pk).catalogue.scale
    return [one.function for one in find_elsewhere(head(world, code), KEY, level, scale, TODAY)]


def test_what_one_says_fills_a_gap_only_when_another_has_confirmed_it(world: World) -> None:
    with world.scope(HVIDOVRE):
        needed(world)
        one = can(world, HVIDOVRE, "employee", 3)
        assert lacking(world) == (0, 1, 0, 1)
        confirm(one.person, KEY, is_so=True, acting=head(world), at=NOW)
        assert lacking(world) == (1, 0, 0, 0)
        confirm(one.person, KEY, is_so=False, acting=head(world), at=NOW)
        assert lacking(world) == (0, 1, 0, 1)


def test_another_level_has_to_be_confirmed_again_and_the_same_has_not(world: World) -> None:
    with world.scope(HVIDOVRE):
        one = can(world, HVIDOVRE, "employee", 3)
        confirm(one.person, KEY, is_so=True, acting=head(world), at=NOW)
        say_what_i_can({KEY: 3, "privacy": 1}, acting=one, at=NOW)
        assert said_of(one, TODAY)[KEY].is_confirmed
        say_what_i_can({KEY: 4}, acting=one, at=NOW)
        assert not said_of(one, TODAY)[KEY].is_confirmed
        assert list(said_of(one, TODAY)) == [KEY]  # what is left out goes


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({KEY: 5}, "level_outside_scale"),
        ({KEY: 0}, "level_outside_scale"),
        ({"x": 1}, "competence_unknown"),
    ],
)
def test_what_the_catalogue_does_not_have_is_refused_and_nothing_is_lost(
    world: World, said: dict[str, int], code: str
) -> None:
    with world.scope(HVIDOVRE):
        one = can(world, HVIDOVRE, "employee", 2)
        with pytest.raises(RefusedError, match=code):
            say_what_i_can(said, acting=one, at=NOW)
        assert said_of(one, TODAY)[KEY].level == 2


def test_nobody_confirms_their_own_nor_without_the_right_nor_anothers_people(world: World) -> None:
    with world.scope(RODOVRE):
        stranger = can(world, RODOVRE, "employee", 3)
    with world.scope(HVIDOVRE):
        own, one = can(world, HVIDOVRE, HEAD, 3), can(world, HVIDOVRE, "employee", 3)
        with pytest.raises(RefusedError, match="not_ones_own_to_confirm"):
            confirm(own.person, KEY, is_so=True, acting=own, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_confirm"):
            confirm(own.person, KEY, is_so=True, acting=one, at=NOW)
        for person, key in ((stranger.person, KEY), (one.person, "privacy"), (new_id(), KEY)):
            with pytest.raises(NotFoundError):
                confirm(person, key, is_so=True, acting=own, at=NOW)
        confirm(one.person, KEY, is_so=True, acting=own, at=NOW)  # the control


def test_a_unit_is_filled_by_its_own_people_and_a_task_by_all(world: World) -> None:
    with world.scope(HVIDOVRE):
        organisation = world.organisation(HVIDOVRE)
        unit = services.add_unit(organisation, "Digitalisering", date(2025, 1, 1), BY)
        there = services.add_person(organisation, "Bo", date(2025, 1, 1), BY, unit=unit)
        new = NewNeed(KEY, 3, 1, BY_THEN, For.UNIT, unit=unit.public_id)
        row = say_need(new, acting=head(world), at=NOW)
        assert row.what == "Digitalisering"
        one = can(world, HVIDOVRE, "employee", 3)
        confirm(one.person, KEY, is_so=True, acting=head(world), at=NOW)
        assert lacking(world) == (0, 0, 0, 1)
        Person.objects.filter(public_id=one.person).update(unit=unit)
        assert lacking(world) == (1, 0, 0, 0)
        assert there.unit == unit


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"level": 9}, "level_outside_scale"),
        ({"competence": "x"}, "competence_unknown"),
        ({"people": 0}, "need_people_out_of_range"),
        ({"people": 201}, "need_people_out_of_range"),
        ({"by_on": TODAY - timedelta(days=1)}, "need_by_before_today"),
        ({"what": " "}, "need_says_for_what"),
        ({"about": For.UNIT, "unit": new_id()}, "need_unit_unknown"),
    ],
)
def test_a_need_that_cannot_be_is_refused(world: World, changed: dict[str, object], code: str) -> None:
    good = {"competence": KEY, "level": 3, "people": 200, "by_on": TODAY, "about": For.TASK, "what": "x"}
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match=code):
            say_need(NewNeed(**{**good, **changed}), acting=head(world), at=NOW)  # type: ignore[arg-type]
        assert list_needs(world.organisation(HVIDOVRE).pk, TODAY) == []
        say_need(NewNeed(**good), acting=head(world), at=NOW)  # type: ignore[arg-type]


def test_a_unit_or_initiative_of_another_organisation_is_not_there(world: World) -> None:
    with world.scope(RODOVRE):
        theirs = services.add_unit(world.organisation(RODOVRE), "Deres", date(2025, 1, 1), BY)
    with world.scope(HVIDOVRE):
        of_unit = NewNeed(KEY, 3, 1, BY_THEN, For.UNIT, unit=theirs.public_id)
        of_initiative = NewNeed(KEY, 3, 1, BY_THEN, For.INITIATIVE, initiative=new_id())
        with pytest.raises(RefusedError, match="need_unit_unknown"):
            say_need(of_unit, acting=head(world), at=NOW)
        with pytest.raises(NotFoundError):
            say_need(of_initiative, acting=head(world), at=NOW)


def test_who_keeps_no_portfolio_says_no_need(world: World) -> None:
    with world.scope(HVIDOVRE):
        employee, row = world.acting(HVIDOVRE, "employee"), needed(world)
        with pytest.raises(RefusedError, match="not_yours_to_say_competences"):
            say_need(NewNeed(KEY, 3, 1, BY_THEN, For.TASK, "x"), acting=employee, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_say_competences"):
            end_need(row, acting=employee, at=NOW)
        end_need(row, acting=head(world), at=NOW)
        assert list_needs(world.organisation(HVIDOVRE).pk, TODAY) == []


def test_who_consents_is_found_by_the_members_and_by_nobody_before(world: World) -> None:
    with world.scope(RODOVRE):
        one = can(world, RODOVRE, "employee", 4)
    with world.scope(HVIDOVRE):
        assert elsewhere(world) == []  # said, and not consented to be found
    with world.scope(RODOVRE):
        show_me(FUNCTION, acting=one, at=NOW)
        assert elsewhere(world, RODOVRE) == []  # one's own stand in one's own list
    with world.scope(HVIDOVRE):
        assert elsewhere(world) == [FUNCTION]
        assert elsewhere(world, level=4) == [FUNCTION]
    with world.scope(RODOVRE):
        hide_me(acting=one, at=NOW)
    with world.scope(HVIDOVRE):
        assert elsewhere(world) == []


def test_who_is_not_of_the_association_finds_nobody(world: World) -> None:
    found(world)
    with world.scope(SOLROD):
        assert elsewhere(world, SOLROD) == [FUNCTION]  # the control
    with world.scope(""):
        rows = Membership.objects.filter(member=world.organisation(SOLROD))
        rows.update(valid_to=TODAY)
    with world.scope(RODOVRE):
        assert keep_readers(world.organisation(RODOVRE).pk, at=NOW) == 1
        assert keep_readers(world.organisation(RODOVRE).pk, at=NOW) == 0
    with world.scope(SOLROD):
        assert elsewhere(world, SOLROD) == []
    with world.scope(HVIDOVRE):
        assert elsewhere(world) == [FUNCTION]


def test_a_level_below_and_another_scale_are_not_taken_for_the_same(world: World) -> None:
    found(world, level=2)
    with world.scope(HVIDOVRE):
        assert elsewhere(world, level=3) == []
        assert elsewhere(world, level=2) == [FUNCTION]
        assert find_elsewhere(head(world), KEY, 2, "begins goes_on", TODAY) == []


def test_a_gap_is_filled_from_another_member_when_that_member_says_yes(world: World) -> None:
    who = found(world)
    with world.scope(HVIDOVRE):
        row = needed(world)
        asked = borrowed(world, row, who)
        assert lacking(world) == (0, 0, 0, 1)
    with world.scope(RODOVRE):
        [told] = asked_of_us(head(world, RODOVRE), TODAY)
        assert (told.borrower, told.function, told.person) == ("Hvidovre", FUNCTION, who.person)
        [owed] = [one for one in on_my_work(head(world, RODOVRE), TODAY) if one.page == "competences:loan"]
        assert owed.key == asked.public_id
        with access_loan(head(world, RODOVRE), asked.public_id, TODAY) as there:
            answer_loan(there, LoanSaid(True, "Fra juni"), acting=head(world, RODOVRE), at=NOW)
        assert on_my_work(head(world, RODOVRE), TODAY) == []
    with world.scope(HVIDOVRE):
        assert lacking(world) == (0, 0, 1, 0)
        assert [one.gap.lacking for one in list_needs(row.organisation_id, BY_THEN + timedelta(days=90))] == [
            0
        ]
        assert [one.gap.lacking for one in list_needs(row.organisation_id, BY_THEN + timedelta(days=91))] == [
            1
        ]
    with world.scope(RODOVRE), access_loan(head(world, RODOVRE), asked.public_id, TODAY) as there:
        answer_loan(there, LoanSaid(False, ""), acting=head(world, RODOVRE), at=NOW)
        assert LoanAnswer.objects.filter(organisation=world.organisation(RODOVRE)).count() == 1
    with world.scope(HVIDOVRE):
        assert lacking(world) == (0, 0, 0, 1)


def test_only_whom_it_asks_reads_and_answers_and_only_who_may_lend(world: World) -> None:
    who = found(world)
    with world.scope(HVIDOVRE):
        asked = borrowed(world, needed(world), who)
    for code, role in ((SOLROD, HEAD), (HVIDOVRE, HEAD), (RODOVRE, "employee")):
        there = access_loan(world.acting(code, role), asked.public_id, TODAY)
        with world.scope(code), pytest.raises(NotFoundError):
            there.__enter__()
    with world.scope(SOLROD):
        assert asked_of_us(head(world, SOLROD), TODAY) == []
        with pytest.raises(NotFoundError):
            answer_loan(asked, LoanSaid(True, ""), acting=head(world, SOLROD), at=NOW)
    with world.scope(RODOVRE):
        with pytest.raises(RefusedError, match="not_yours_to_lend"):
            answer_loan(asked, LoanSaid(True, ""), acting=world.acting(RODOVRE, "employee"), at=NOW)
        assert not LoanAnswer.objects.exists()
        assert len(asked_of_us(head(world, RODOVRE), TODAY)) == 1  # the control


def test_a_plan_that_is_dropped_asks_nobody_and_lends_nobody(world: World) -> None:
    who = found(world)
    with world.scope(HVIDOVRE):
        asked = borrowed(world, needed(world), who)
    with world.scope(RODOVRE), access_loan(head(world, RODOVRE), asked.public_id, TODAY) as there:
        answer_loan(there, LoanSaid(True, ""), acting=head(world, RODOVRE), at=NOW)
    with world.scope(HVIDOVRE):
        assert lacking(world)[2:] == (1, 0)
        drop_plan(asked, acting=head(world), at=NOW)
        assert lacking(world)[2:] == (0, 1)
    with world.scope(RODOVRE):
        assert asked_of_us(head(world, RODOVRE), TODAY) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, "plan_due_before_today"),
        ({"owner": new_id()}, "plan_owner_unknown"),
        ({"people": 2}, "plan_people_out_of_range"),
        ({"way": Way.BORROW, "findable": new_id(), "last_on": BY_THEN}, "loan_of_nobody"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(world: World, changed: dict[str, object], code: str) -> None:
    with world.scope(HVIDOVRE):
        row, acting = needed(world), head(world)
        good = {"way": Way.TRAIN, "people": 1, "owner": acting.person, "due_on": TODAY}
        with pytest.raises(RefusedError, match=code):
            plan(row, NewPlan(**{**good, **changed}), acting=acting, at=NOW)  # type: ignore[arg-type]
        plan(row, NewPlan(**good), acting=acting, at=NOW)  # type: ignore[arg-type]
        end_need(row, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="need_has_ended"):
            plan(row, NewPlan(**good), acting=acting, at=NOW)  # type: ignore[arg-type]


def test_a_loan_that_ends_before_today_and_an_owner_of_another_organisation_are_refused(world: World) -> None:
    who, theirs = found(world), world.people[RODOVRE, HEAD]
    with world.scope(HVIDOVRE):
        row, acting = needed(world), head(world)
        for owner, last_on, code in (
            (acting.person, TODAY - timedelta(days=1), "loan_ends_before_it_begins"),
            (acting.person, None, "loan_ends_before_it_begins"),
            (theirs, BY_THEN, "plan_owner_unknown"),
        ):
            new = NewPlan(Way.BORROW, 1, owner, BY_THEN, "", who.public_id, last_on)
            with pytest.raises(RefusedError, match=code):
                plan(row, new, acting=acting, at=NOW)


def test_what_is_planned_stands_on_the_owners_work_until_it_is_done(world: World) -> None:
    with world.scope(HVIDOVRE):
        row, acting = needed(world), head(world)
        made = plan(row, NewPlan(Way.TRAIN, 1, acting.person, BY_THEN), acting=acting, at=NOW)
        [owed] = on_my_work(acting, TODAY)
        assert (owed.title, owed.due_on, owed.key) == (row.what, BY_THEN, row.public_id)
        assert (count_late(acting, BY_THEN), count_late(acting, BY_THEN + timedelta(days=1))) == (0, 1)
        with pytest.raises(RefusedError, match="plan_is_anothers"):
            say_plan_done(made, acting=world.acting(HVIDOVRE, "employee"), at=NOW)
        first = say_plan_done(made, acting=acting, at=NOW)
        assert say_plan_done(made, acting=acting, at=NOW + timedelta(days=1)).done_at == first.done_at
        assert on_my_work(acting, TODAY) == []
        assert count_late(acting, BY_THEN + timedelta(days=1)) == 0


def test_anothers_need_and_plan_are_not_there(world: World) -> None:
    with world.scope(RODOVRE):
        row = needed(world, RODOVRE)
        acting = head(world, RODOVRE)
        made = plan(row, NewPlan(Way.TRAIN, 1, acting.person, BY_THEN), acting=acting, at=NOW)
        assert access_need(acting, row.public_id) == row
        assert access_plan(acting, made.public_id) == made
    both = [world.organisation(HVIDOVRE).pk, world.organisation(RODOVRE).pk]
    with scope.within(both):
        for access, key in ((access_need, row.public_id), (access_plan, made.public_id)):
            with pytest.raises(NotFoundError):
                access(head(world), key)


def test_what_one_has_said_goes_when_one_says_so_here_and_at_the_members(world: World) -> None:
    who = found(world)
    acting = world.acting(RODOVRE, "employee")
    with world.scope(RODOVRE):
        assert said_of(acting, TODAY)
        forget_me(acting=acting, at=NOW)
        assert not HeldCompetence.objects.filter(person=who.person).exists()
        assert not Findable.objects.filter(person=who.person).exists()
    with world.scope(HVIDOVRE):
        assert elsewhere(world) == []


def test_the_journal_keeps_that_something_was_said_and_never_what(world: World) -> None:
    found(world)
    with world.scope(RODOVRE):
        entries = Entry.objects.filter(action__startswith="competences.")
        told = {one.action: json.loads(one.facts) for one in entries}
        assert told == {
            "competences.said": {"competences": 1},
            "competences.confirmed": {},
            "competences.shown": {},
        }
        assert not PersonalValue.objects.filter(value__contains=FUNCTION).exists()


def left(world: World, person: UUID, on: date) -> None:
    with world.scope(RODOVRE):
        Person.objects.filter(public_id=person).update(valid_to=on)


def test_what_somebody_said_is_erased_when_they_have_left_and_not_before(world: World) -> None:
    who = found(world)
    left(world, who.person, TODAY + timedelta(days=10))
    for days, is_there in ((9, True), (10, False), (11, False)):
        forget(NOW + timedelta(days=days))
        with world.scope(RODOVRE):
            assert HeldCompetence.objects.filter(person=who.person).exists() is is_there
            assert Findable.objects.filter(person=who.person).exists() is is_there
        with world.scope(HVIDOVRE):
            assert elsewhere(world) == ([FUNCTION] if is_there else [])


def test_what_nobody_says_again_goes_after_two_years(world: World) -> None:
    who = found(world)
    two_years = NOW.replace(year=2028)
    forget(two_years - timedelta(days=1))
    with world.scope(RODOVRE):
        assert HeldCompetence.objects.filter(person=who.person).exists()
        acting = world.acting(RODOVRE, "employee")
        assert said_of(acting, two_years.date() - timedelta(days=1))
        assert not said_of(acting, two_years.date())  # not even before the night in which it goes
    forget(two_years)
    with world.scope(RODOVRE):
        assert not HeldCompetence.objects.filter(person=who.person).exists()


def test_who_has_left_holds_nothing_more_on_that_day(world: World) -> None:
    with world.scope(HVIDOVRE):
        needed(world)
        one = can(world, HVIDOVRE, "employee", 3)
        confirm(one.person, KEY, is_so=True, acting=head(world), at=NOW)
        assert lacking(world)[0] == 1
        Person.objects.filter(public_id=one.person).update(valid_to=TODAY)
        assert lacking(world)[0] == 0
        assert list_said(world.organisation(HVIDOVRE).pk, TODAY) == []


def test_a_catalogue_of_ones_own_keeps_what_is_used(world: World) -> None:
    shipped = library.competence_catalogue().decode()
    renamed = shipped.replace("da: Projektledelse", "da: At lede projekter")
    with world.scope(HVIDOVRE):
        acting = head(world)
        with pytest.raises(RefusedError, match="not_yours_to_keep_catalogue"):
            keep_catalogue(renamed, acting=world.acting(HVIDOVRE, "employee"), at=NOW)
        can(world, HVIDOVRE, "employee", 3)
        assert [keep_catalogue(renamed, acting=acting, at=NOW) for _time in range(2)] == [1, 1]
        assert keep_catalogue(shipped, acting=acting, at=NOW) == 2
        with pytest.raises(ProblemsError, match="catalogue_lacks_used"):
            keep_catalogue(shipped.replace("  project_management:", "  projects:"), acting=acting, at=NOW)
        assert CatalogueVersion.objects.count() == 2
    with world.scope(RODOVRE):
        assert catalogue_of(world.organisation(RODOVRE).pk).number is None
