"""A workshop from preparation to what became of it: who may, when, what is counted, what nobody learns."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.apps.workshops.workshop_world import area_head, as_idea, found, leader, note, opened, prepared
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.intake.types import IdeaSort
from samspil.apps.portfolio.models import Initiative
from samspil.apps.workshops.models import Heading, Note, Potential, Workshop
from samspil.apps.workshops.selectors.access import access_potential, access_workshop
from samspil.apps.workshops.selectors.became import became_of
from samspil.apps.workshops.selectors.links import CHARACTERS, joined, key_of
from samspil.apps.workshops.selectors.listing import list_workshops
from samspil.apps.workshops.selectors.wall import wall_of
from samspil.apps.workshops.services import choosing, grouping
from samspil.apps.workshops.services.noting import keep_note
from samspil.apps.workshops.services.preparing import change_workshop, prepare_workshop
from samspil.apps.workshops.services.running import end_workshop, open_workshop
from samspil.apps.workshops.services.sending import send_on
from samspil.apps.workshops.types import MOST_NOTES, Improves, NewNote, NewPotential, NewWorkshop, Stage
from samspil.core.governance.entries import Choose
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry

HOUR = timedelta(hours=1)


def decides(world: World, matter: UUID, outcome: str) -> None:
    """The head of the area, of what is local."""
    acting = area_head(world)
    entry = Choose("area", outcome, acting.actor, NOW, reason="Det er besluttet")
    move(Matter.objects.get(public_id=matter), entry, acting=acting)


def says(text: str, *, is_meant: bool = False) -> NewNote:
    return NewNote(IdeaSort.ANNOYS, text, new_id(), is_meant)


def test_only_whoever_leads_prepares_opens_ends_orders_chooses_and_sends(world: World) -> None:
    with world.scope(RODOVRE):
        row, employee = opened(world, NOW), world.acting(RODOVRE, "employee")
        kept, one = note(row, "Vi taster det samme to gange", NOW), found(world, row, "Ét sted at taste", NOW)
        acts: list[Callable[[], object]] = [
            lambda: prepare_workshop(NewWorkshop("x", None, NOW, NOW + HOUR), acting=employee, at=NOW),
            lambda: change_workshop(row, NewWorkshop("x", None, NOW, NOW + HOUR), acting=employee, at=NOW),
            lambda: open_workshop(row, acting=employee, at=NOW),
            lambda: end_workshop(row, acting=employee, at=NOW),
            lambda: keep_note(row, says("x"), at=NOW, acting=employee),
            lambda: grouping.put_under(row, [kept.public_id], "x", acting=employee, at=NOW),
            lambda: grouping.take_out(row, [kept.public_id], acting=employee, at=NOW),
            lambda: grouping.take_down(row, [kept.public_id], acting=employee, at=NOW),
            lambda: choosing.choose(row, NewPotential("x", "", Improves.QUALITY), acting=employee, at=NOW),
            lambda: choosing.take_back(one, acting=employee, at=NOW),
            lambda: choosing.say_in_use(one, NOW.date(), acting=employee, at=NOW),
            lambda: send_on(one, as_idea("x"), acting=employee, at=NOW),
        ]
        for act in acts:
            with pytest.raises(RefusedError, match="not_yours_to_lead_workshop"):
                act()
        assert keep_note(row, says("Fra skærmen"), at=NOW, acting=leader(world)) is False  # the control


@pytest.mark.parametrize(
    ("begins", "ends", "why"),
    [
        (HOUR, HOUR, "workshop_ends_before_it_begins"),
        (2 * HOUR, HOUR, "workshop_ends_before_it_begins"),
        (-2 * HOUR, -HOUR, "workshop_is_over_already"),
        (-2 * HOUR, HOUR, ""),
    ],
)
def test_a_workshop_ends_after_it_begins_and_is_not_over(
    world: World, begins: timedelta, ends: timedelta, why: str
) -> None:
    with world.scope(RODOVRE):
        new = NewWorkshop("Skolerne", None, NOW + begins, NOW + ends)
        if not why:
            assert prepare_workshop(new, acting=leader(world), at=NOW).area == "Skolerne"
            return
        with pytest.raises(RefusedError, match=why):
            prepare_workshop(new, acting=leader(world), at=NOW)
        row = prepared(world, NOW)
        with pytest.raises(RefusedError, match=why):
            change_workshop(row, new, acting=leader(world), at=NOW)


def test_the_database_itself_keeps_no_workshop_that_ends_before_it_begins(world: World) -> None:
    with world.scope(RODOVRE):
        row = prepared(world, NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Workshop.objects.filter(pk=row.pk).update(ends_at=row.begins_at)


def test_it_is_opened_on_its_day_and_once(world: World) -> None:
    with world.scope(RODOVRE):
        row = prepared(world, NOW)
        with pytest.raises(RefusedError, match="workshop_is_another_day"):
            open_workshop(row, acting=leader(world), at=NOW - timedelta(hours=24, minutes=1))
        with pytest.raises(RefusedError, match="workshop_is_over_already"):
            open_workshop(row, acting=leader(world), at=NOW + timedelta(hours=3))
        with pytest.raises(RefusedError, match="workshop_is_not_open"):
            end_workshop(row, acting=leader(world), at=NOW)
        open_workshop(row, acting=leader(world), at=NOW - timedelta(hours=24))
        with pytest.raises(RefusedError, match="workshop_is_open"):
            open_workshop(row, acting=leader(world), at=NOW)
        end_workshop(row, acting=leader(world), at=NOW)
        for act in (open_workshop, end_workshop):
            with pytest.raises(RefusedError, match="workshop_has_ended"):
                act(row, acting=leader(world), at=NOW)
        with pytest.raises(RefusedError, match="workshop_has_ended"):
            change_workshop(row, NewWorkshop("x", None, NOW, NOW + HOUR), acting=leader(world), at=NOW)


def test_the_link_opens_one_workshop_while_it_takes_notes(world: World) -> None:
    with world.scope(RODOVRE):
        row, other = opened(world, NOW), opened(world, NOW, "Skolerne")
        assert row.code != other.code
        assert set(row.code) <= set(CHARACTERS)
        key = key_of(row)

    def area(at: timedelta, key: str = key) -> str | None:
        with joined(key, NOW + at) as there:
            return there.workshop.area if there else None

    assert area(2 * HOUR) == "Hjemmeplejen"
    assert area(timedelta(hours=2, minutes=59)) == "Hjemmeplejen"
    assert area(3 * HOUR) is None  # an hour after it should have ended
    assert area(HOUR, key.upper()) == "Hjemmeplejen"
    wrong = key[:-1] + ("a" if key[-1] != "a" else "b")
    assert area(HOUR, wrong) is None
    assert area(HOUR, f"{row.organisation_id + 1}-{row.code}") is None
    with world.scope(RODOVRE):
        end_workshop(row, acting=leader(world), at=NOW)
    assert area(HOUR) is None
    for never in ("", "x", "1-abc", f"{row.organisation_id}-", "9999999999-abcdefgh", f"{key}x"):
        with pytest.raises(NotFoundError), joined(never, NOW):
            raise AssertionError(never)


def test_letters_that_are_mistaken_for_figures_open_it_too(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        Workshop.objects.filter(pk=row.pk).update(code="0123abcd")
    with joined(f"{row.organisation_id}-Oi23ABCD", NOW) as there:
        assert there is not None
    with joined(f"{row.organisation_id}-Ol23ABCD", NOW) as there:
        assert there is not None


def test_a_note_after_the_end_is_refused_and_before_it_hangs_there(world: World) -> None:
    with world.scope(RODOVRE):
        row = prepared(world, NOW)
        with pytest.raises(RefusedError, match="workshop_takes_no_notes"):
            keep_note(row, says("For tidligt"), at=NOW)
        open_workshop(row, acting=leader(world), at=NOW)
        keep_note(row, says("I tide"), at=NOW + HOUR)
        with pytest.raises(RefusedError, match="workshop_takes_no_notes"):
            keep_note(row, says("For sent"), at=NOW + 3 * HOUR)
        end_workshop(row, acting=leader(world), at=NOW + HOUR)
        with pytest.raises(RefusedError, match="workshop_takes_no_notes"):
            keep_note(row, says("Efter slut"), at=NOW + HOUR)
        assert [one.text for one in wall_of(row).loose] == ["I tide"]


def test_the_same_note_sent_twice_hangs_there_once_and_of_two_people_twice(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        same = says("Vi taster det samme to gange")
        assert keep_note(row, same, at=NOW) is False
        assert keep_note(row, same, at=NOW) is True
        assert wall_of(row).count == 1
        assert keep_note(row, says("Vi taster det samme to gange"), at=NOW) is False
        assert wall_of(row).count == 2
        own = Note.objects.filter(workshop=row)
        with pytest.raises(IntegrityError), transaction.atomic():  # the row itself refuses as well
            own.create(organisation_id=row.organisation_id, workshop=row, asks="annoys", text="x",
                       sent_as=own.earliest("id").sent_as)  # fmt: skip


def test_another_text_by_the_key_of_one_that_was_sent_is_another_note(world: World) -> None:
    with world.scope(RODOVRE):
        row, first = opened(world, NOW), says("Det første")
        keep_note(row, first, at=NOW)
        keep_note(row, NewNote(IdeaSort.ANNOYS, "Det andet", first.key), at=NOW)
        assert [one.text for one in wall_of(row).loose] == ["Det første", "Det andet"]


def test_what_may_name_somebody_is_warned_of_once_and_kept_when_it_is_meant(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        with pytest.raises(RefusedError, match="note_tells_of_somebody") as refused:
            keep_note(row, says("Aksel Larsen svarer aldrig"), at=NOW)
        assert refused.value.problem.args["found"] == "Aksel Larsen"
        assert not Note.objects.exists()
        keep_note(row, says("Microsoft Teams går ned hver dag", is_meant=True), at=NOW)
        keep_note(row, says("Systemet går ned hver dag"), at=NOW)
        assert wall_of(row).count == 2


@pytest.mark.parametrize(("length", "why"), [(0, "note_is_empty"), (500, ""), (501, "note_too_long")])
def test_a_note_has_room_for_five_hundred_characters(world: World, length: int, why: str) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        if why:
            with pytest.raises(RefusedError, match=why):
                keep_note(row, says("x" * length), at=NOW)
        else:
            assert keep_note(row, says("x" * length), at=NOW) is False


def test_a_wall_that_is_full_says_so(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        rows = [
            Note(organisation_id=row.organisation_id, workshop=row, asks="annoys", text="x", sent_as=new_id())
            for _ in range(MOST_NOTES - 1)
        ]
        Note.objects.bulk_create(rows)
        keep_note(row, says("Den sidste"), at=NOW)
        with pytest.raises(RefusedError, match="workshop_is_full"):
            keep_note(row, says("En for meget"), at=NOW)


def test_the_journal_tells_that_somebody_wrote_and_neither_who_nor_what(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        keep_note(row, says("Det her må ikke stå der"), at=NOW)
        told = Entry.objects.get(action="workshops.note.kept")
        assert told.actor == "participant"
        assert json.loads(told.facts) == {"asks": "annoys"}


def test_notes_are_put_under_headings_and_out_again_and_an_empty_heading_is_gone(world: World) -> None:
    with world.scope(RODOVRE):
        row, acting = opened(world, NOW), leader(world)
        first, second, third = (note(row, text, NOW).public_id for text in ("Et", "To", "Tre"))
        assert grouping.put_under(row, [first, second], "Dobbelt tastning", acting=acting, at=NOW) == 2
        heading = Heading.objects.get().public_id
        grouping.put_under(row, [third], heading, acting=acting, at=NOW)
        [under] = wall_of(row).headings
        assert (under.name, [one.text for one in under.notes]) == ("Dobbelt tastning", ["Et", "To", "Tre"])
        grouping.put_under(row, [first, second, third], "Log-in", acting=acting, at=NOW)
        assert [one.name for one in wall_of(row).headings] == ["Log-in"]
        grouping.take_out(row, [first], acting=acting, at=NOW)
        assert [one.text for one in wall_of(row).loose] == ["Et"]
        assert grouping.take_down(row, [second], acting=acting, at=NOW) == 1
        assert wall_of(row).count == 2


def test_notes_and_headings_of_another_workshop_are_not_there(world: World) -> None:
    with world.scope(RODOVRE):
        row, other, acting = opened(world, NOW), opened(world, NOW, "Skolerne"), leader(world)
        own, strange = note(row, "Vores", NOW), note(other, "Deres", NOW)
        grouping.put_under(other, [strange.public_id], "Deres", acting=acting, at=NOW)
        with pytest.raises(NotFoundError):
            grouping.put_under(row, [own.public_id], Heading.objects.get().public_id, acting=acting, at=NOW)
        for none in ([strange.public_id], [new_id()], []):
            with pytest.raises(RefusedError, match="no_notes_chosen"):
                grouping.take_down(row, none, acting=acting, at=NOW)
        assert Note.objects.count() == 2


def test_each_change_of_the_wall_turns_it(world: World) -> None:
    with world.scope(RODOVRE):
        row, acting = opened(world, NOW), leader(world)
        seen = [row.turn]
        for act in (
            lambda: note(row, "Et", NOW),
            lambda: grouping.put_under(row, [_only(row)], "x", acting=acting, at=NOW),
            lambda: grouping.take_out(row, [_only(row)], acting=acting, at=NOW),
            lambda: grouping.take_down(row, [_only(row)], acting=acting, at=NOW),
            lambda: end_workshop(row, acting=acting, at=NOW),
        ):
            act()
            seen.append(Workshop.objects.get(pk=row.pk).turn)
        assert seen == sorted(set(seen))


def _only(row: Workshop) -> UUID:
    return Note.objects.get(workshop=row).public_id


def test_what_is_found_is_counted_at_once_and_the_same_again_is_one(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        one, again = found(world, row, "Ét log-in", NOW), found(world, row, "Ét log-in", NOW)
        assert one == again
        found(world, row, "Ét log-in", NOW, Improves.EFFICIENCY)
        counts = list_workshops(row.organisation_id).all
        assert (counts.found[Improves.QUALITY], counts.found[Improves.EFFICIENCY]) == (1, 1)
        choosing.take_back(one, acting=leader(world), at=NOW)
        assert list_workshops(row.organisation_id).all.found[Improves.QUALITY] == 0


def test_nothing_is_found_before_it_has_begun(world: World) -> None:
    with world.scope(RODOVRE), pytest.raises(RefusedError, match="workshop_is_not_open"):
        found(world, prepared(world, NOW), "For tidligt", NOW)


def test_what_is_sent_is_one_matter_about_itself_however_often_it_is_sent(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        one = found(world, row, "Ét log-in", NOW)
        matter = send_on(one, as_idea("Ét log-in"), acting=leader(world), at=NOW)
        with pytest.raises(RefusedError, match="potential_is_sent"):
            send_on(one, as_idea("Ét log-in"), acting=leader(world), at=NOW)
        with pytest.raises(RefusedError, match="potential_is_sent"):
            choosing.take_back(one, acting=leader(world), at=NOW)
        brought = Matter.objects.get(subject=one.public_id)
        assert (brought.public_id, brought.title) == (matter, "Ét log-in")
        send_on(found(world, row, "Et andet", NOW), as_idea("Et andet"), acting=leader(world), at=NOW)
        assert Matter.objects.exclude(subject=None).count() == 2  # the control


def test_a_refusal_of_the_model_leaves_it_unsent(world: World) -> None:
    with world.scope(RODOVRE):
        one = found(world, opened(world, NOW), "Ét log-in", NOW)
        new = as_idea("Ét log-in")
        broken = replace(new, attributes={})
        with pytest.raises(RefusedError), transaction.atomic():
            send_on(one, broken, acting=leader(world), at=NOW)
        assert Potential.objects.get(pk=one.pk).matter is None


def test_what_became_of_it_is_asked_each_time(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)

        def stage() -> Stage:
            [only] = became_of(row)
            return only.stage

        one = found(world, row, "Ét log-in", NOW)
        assert stage() is Stage.FOUND
        matter = send_on(one, as_idea("Ét log-in"), acting=leader(world), at=NOW)
        assert stage() is Stage.SENT
        decides(world, matter, "approve")
        assert stage() is Stage.MAY_GO_ON
        begun = Initiative.objects.create(
            organisation_id=row.organisation_id, number="1", title="x", form="project", is_mandatory=False,
            started_at=NOW, changed_at=NOW, matter=matter,
        )  # fmt: skip
        assert stage() is Stage.MAY_GO_ON
        Initiative.objects.filter(pk=begun.pk).update(end="completed", ended_on=NOW.date())
        assert stage() is Stage.IN_USE
        reached = list_workshops(row.organisation_id).all.reached
        assert [reached[one] for one in (Stage.SENT, Stage.DECIDED, Stage.IN_USE)] == [1, 1, 1]


def test_what_was_declined_or_stopped_is_not_in_use(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        matter = send_on(found(world, row, "Nej", NOW), as_idea("Nej"), acting=leader(world), at=NOW)
        decides(world, matter, "reject")
        [only] = became_of(row)
        assert only.stage is Stage.DECLINED
        reached = list_workshops(row.organisation_id).all.reached
        assert [reached[one] for one in (Stage.SENT, Stage.DECIDED, Stage.IN_USE)] == [1, 1, 0]


def test_where_nobody_has_to_approve_it_may_go_on_when_it_has_been_told(world: World) -> None:
    with world.scope(SOLROD):
        row = opened(world, NOW, code=SOLROD)
        new = NewMatter("local_initiative", "Selv", {"theme": "gdpr"})
        one = found(world, row, "Selv", NOW)
        with pytest.raises(RefusedError):  # the head of digitalisation does not bring these there
            send_on(one, new, acting=leader(world, SOLROD), at=NOW)
        lead = leader(world, SOLROD)
        send_on(one, new, acting=replace(lead, roles=lead.roles | {"employee"}), at=NOW)
        [only] = became_of(row)
        assert only.stage is Stage.MAY_GO_ON


def test_it_is_in_use_from_a_day_that_has_come(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        one = found(world, row, "Vi gjorde det selv", NOW)
        with pytest.raises(RefusedError, match="in_use_after_today"):
            choosing.say_in_use(one, NOW.date() + timedelta(days=1), acting=leader(world), at=NOW)
        choosing.say_in_use(one, NOW.date(), acting=leader(world), at=NOW)
        [only] = became_of(row)
        assert (only.stage, only.in_use_on) == (Stage.IN_USE, NOW.date())
        reached = list_workshops(row.organisation_id).all.reached
        assert [reached[one] for one in (Stage.SENT, Stage.DECIDED, Stage.IN_USE)] == [0, 0, 1]


def test_counts_are_by_area_however_it_is_spelt_and_by_the_year_of_finding(world: World) -> None:
    last_year = NOW - timedelta(days=365)
    with world.scope(RODOVRE):
        before = opened(world, last_year, "hjemmeplejen")
        found(world, before, "Et", last_year)
        now = opened(world, NOW, "Hjemmeplejen")
        found(world, now, "To", NOW)
        found(world, now, "Tre", NOW, Improves.EFFICIENCY)
        opened(world, NOW, "Skolerne")
        told = list_workshops(now.organisation_id)
    assert list(told.by_area) == ["Hjemmeplejen", "Skolerne"]
    home = told.by_area["Hjemmeplejen"]
    assert (home.workshops, home.found[Improves.QUALITY], home.found[Improves.EFFICIENCY]) == (2, 2, 1)
    assert told.by_area["Skolerne"].workshops == 1
    assert {year: one.found.total() for year, one in told.by_year.items()} == {2026: 2, 2025: 1}
    assert told.all.found.total() == 3


def test_another_organisations_workshop_is_not_there(world: World) -> None:
    with world.scope(RODOVRE):
        row = opened(world, NOW)
        one = found(world, row, "Vores", NOW)
    with world.scope(HVIDOVRE):
        other = leader(world, HVIDOVRE)
        for access, key in ((access_workshop, row.public_id), (access_potential, one.public_id)):
            with pytest.raises(NotFoundError):
                access(other, key)
