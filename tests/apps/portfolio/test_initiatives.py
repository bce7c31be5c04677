"""Initiatives are started by who may, keep their first estimate, and end with what was learned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.models import Decision
from samspil.apps.governance.services import moving
from samspil.apps.governance.types import NewMatter, NotFoundError, RefusedError
from samspil.apps.portfolio.models import Estimate, Initiative
from samspil.apps.portfolio.selectors.access import access_initiative, access_shared_initiative
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.types import End, Form, InitiativeRole, NewEstimate, NewInitiative
from samspil.core.governance.entries import Choose
from samspil.core.units import Money
from samspil.kit.journal.models import Entry


def new(title: str = "Ny vagtplan", form: Form = Form.PROJECT, **more: object) -> NewInitiative:
    return NewInitiative(title, "", form, **{"is_mandatory": False, **more})  # type: ignore[arg-type]


def test_an_employee_brings_a_need_and_starts_nothing(world: World) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="not_yours_to_start"):
            initiatives.start(new(), acting=world.acting(HVIDOVRE, "employee"), at=NOW)
        assert not Initiative.objects.exists()
        started = initiatives.start(new(), acting=keeper(world, HVIDOVRE), at=NOW)
        assert started.number.startswith("2026-")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (new("  "), "initiative_needs_a_title"),
        (new(is_mandatory=True), "mandatory_needs_a_legal_source"),
        (new(form=Form.PILOT), "pilot_needs_a_hypothesis"),
        (new(starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1)), "ends_before_it_starts"),
    ],
)
def test_what_does_not_hold_together_is_refused_and_nothing_is_left(
    world: World, said: NewInitiative, code: str
) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match=code):
            initiatives.start(said, acting=keeper(world, HVIDOVRE), at=NOW)
        assert not Initiative.objects.exists()


def test_the_first_estimate_is_kept_for_ever(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        started = initiatives.start(new(), NewEstimate(Money.of(500_000)), acting=acting, at=NOW)
        dearer = NewEstimate(Money.of(800_000))
        with pytest.raises(RefusedError, match="baseline_needs_a_decision"):
            initiatives.keep_estimate(started, dearer, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="baseline_needs_a_decision"):
            initiatives.new_baseline(
                started, dearer, decision=uuid4(), reason="Dyrere", acting=acting, at=NOW
            )
        assert [one.cost_minor for one in Estimate.objects.all()] == [50_000_000]


def decided(world: World, new: NewMatter, role: str, step: str) -> UUID:
    """A matter that somebody of Rødovre approves, and its decision."""
    acting = replace(world.acting(RODOVRE, role), unit="social")
    matter = moving.bring(new, acting=keeper(world, RODOVRE), at=NOW)
    matter, _events = moving.move(matter, Choose(step, "approve", acting.actor, NOW), acting=acting)
    assert matter.result == "approved"
    decision: UUID = Decision.objects.get(matter=matter).public_id
    return decision


def test_only_an_approved_change_lets_it_have_a_new_baseline(world: World) -> None:
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        started = initiatives.start(new(), NewEstimate(Money.of(500_000)), acting=acting, at=NOW)
        known = {"cross_cutting": False, "business_critical": False, "new_appropriation": False}
        issue = NewMatter("issue", "Flere skærme", known, unit="social", subject=started.public_id)
        change = NewMatter("initiative_change", "Aften", {"amount": Money(0)}, subject=started.public_id)
        other = NewMatter("initiative_change", "En anden", {"amount": Money(0)}, subject=uuid4())
        dearer = NewEstimate(Money.of(800_000))
        for decision in (
            decided(world, issue, "area_head", "area"),
            decided(world, other, "head_of_digitalisation", "head"),
        ):
            with pytest.raises(RefusedError, match="baseline_needs_a_decision"):
                initiatives.new_baseline(
                    started, dearer, decision=decision, reason="Dyrere", acting=acting, at=NOW
                )
        decision = decided(world, change, "head_of_digitalisation", "head")
        initiatives.new_baseline(started, dearer, decision=decision, reason="Aften", acting=acting, at=NOW)
        assert [one.cost_minor for one in Estimate.objects.order_by("sequence")] == [50_000_000, 80_000_000]


@pytest.mark.parametrize(
    "verb", ["UPDATE portfolio_estimate SET cost_minor = 1", "DELETE FROM portfolio_estimate"]
)
def test_the_database_refuses_to_change_an_estimate(world: World, verb: str) -> None:
    with world.scope(HVIDOVRE):
        initiatives.start(new(), NewEstimate(Money.of(500_000)), acting=keeper(world, HVIDOVRE), at=NOW)
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            connection.cursor().execute(verb)


def test_a_later_baseline_without_a_decision_is_refused_by_the_database_too(world: World) -> None:
    with world.scope(HVIDOVRE):
        started = local(world, HVIDOVRE)
        with pytest.raises(IntegrityError), transaction.atomic():
            Estimate.objects.create(
                organisation_id=started.organisation_id, initiative=started, sequence=2, made_at=NOW
            )


def test_programmes_hold_and_are_never_inside_themselves(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        outer = initiatives.start(new("Yderst", Form.PROGRAMME), acting=acting, at=NOW)
        inner = initiatives.start(
            new("Inderst", Form.PROGRAMME, programme=outer.public_id), acting=acting, at=NOW
        )
        project = initiatives.start(new(programme=inner.public_id), acting=acting, at=NOW)
        assert project.programme == inner
        for inside in (outer, inner):
            with pytest.raises(RefusedError, match="programme_inside_itself"):
                initiatives.put_in_programme(outer, inside, acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="not_a_programme"):
            initiatives.put_in_programme(inner, project, acting=acting, at=NOW)
        initiatives.put_in_programme(project, None, acting=acting, at=NOW)
        assert Initiative.objects.get(pk=project.pk).programme is None


def test_programmes_do_not_nest_without_end(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting, above = keeper(world, HVIDOVRE), None
        for level in range(initiatives.DEEPEST_PROGRAMME):
            said = new(f"Lag {level}", Form.PROGRAMME, programme=above)
            above = initiatives.start(said, acting=acting, at=NOW).public_id
        with pytest.raises(RefusedError, match="programmes_too_deep"):
            initiatives.start(new("Ét for meget", programme=above), acting=acting, at=NOW)


def test_another_organisations_initiative_is_not_there(world: World) -> None:
    theirs = local(world, RODOVRE)
    with world.scope(HVIDOVRE):
        mine = keeper(world, HVIDOVRE)
        with pytest.raises(NotFoundError):
            access_initiative(mine, theirs.public_id)
        with (
            pytest.raises(NotFoundError),
            access_shared_initiative(mine, theirs.public_id, NOW.date()),
        ):
            pass
        with pytest.raises(NotFoundError):
            initiatives.start(new(common=theirs.public_id), acting=mine, at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            initiatives.end(theirs, End.STOPPED, learned="", acting=mine, at=NOW)


def test_a_common_initiative_is_read_by_those_it_is_shared_with(world: World) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        with access_shared_initiative(keeper(world, HVIDOVRE), common.public_id, NOW.date()) as found:
            assert found.title == "Digitale fuldmagter"
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            initiatives.end(common, End.STOPPED, learned="", acting=keeper(world, HVIDOVRE), at=NOW)
    with (
        world.scope(RODOVRE),
        pytest.raises(NotFoundError),
        access_shared_initiative(keeper(world, RODOVRE), common.public_id, NOW.date()),
    ):
        pass


def test_who_answers_for_it_may_lead_it_and_no_longer_when_replaced(world: World) -> None:
    with world.scope(HVIDOVRE):
        started, head = local(world, HVIDOVRE), keeper(world, HVIDOVRE)
        leader = world.acting(HVIDOVRE, "employee")
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            initiatives.put_in_programme(started, None, acting=leader, at=NOW)
        role = InitiativeRole.MANAGER
        initiatives.name(started, role, "Projektleder", person=leader.person, acting=head, at=NOW)
        initiatives.put_in_programme(started, None, acting=leader, at=NOW)
        later = NOW + timedelta(days=30)
        initiatives.name(started, role, "Konsulent", acting=head, at=later)
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            initiatives.put_in_programme(started, None, acting=leader, at=later)
        assert started.role_holders.count() == 2


def test_who_was_named_and_replaced_on_one_day_was_never_there(world: World) -> None:
    with world.scope(HVIDOVRE):
        started, head = local(world, HVIDOVRE), keeper(world, HVIDOVRE)
        for function in ("Afdelingsleder", "Direktør"):
            initiatives.name(started, InitiativeRole.OWNER, function, acting=head, at=NOW)
        assert [one.function for one in started.role_holders.all()] == ["Direktør"]
        with pytest.raises(RefusedError, match="function_is_missing"):
            initiatives.name(started, InitiativeRole.OWNER, " ", acting=head, at=NOW)


def test_it_ends_once_with_what_a_pilot_taught(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        pilot = initiatives.start(
            new("Robotstøvsuger", Form.PILOT, hypothesis="Den sparer en time om ugen"), acting=acting, at=NOW
        )
        with pytest.raises(RefusedError, match="pilot_says_what_was_learned"):
            initiatives.end(pilot, End.COMPLETED, learned=" ", acting=acting, at=NOW)
        initiatives.end(pilot, End.COMPLETED, learned="Trapper", acting=acting, at=NOW)
        assert (pilot.end, pilot.ended_on, pilot.learned) == ("completed", NOW.date(), "Trapper")
        with pytest.raises(RefusedError, match="initiative_is_over"):
            initiatives.end(pilot, End.STOPPED, learned="Igen", acting=acting, at=NOW)


def test_a_programme_ends_after_its_parts(world: World) -> None:
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        outer = initiatives.start(new("Program", Form.PROGRAMME), acting=acting, at=NOW)
        part = initiatives.start(new(programme=outer.public_id), acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="programme_has_open_parts"):
            initiatives.end(outer, End.COMPLETED, learned="", acting=acting, at=NOW)
        initiatives.end(part, End.STOPPED, learned="", acting=acting, at=NOW)
        initiatives.end(outer, End.COMPLETED, learned="", acting=acting, at=NOW)


def test_the_journal_is_told_facts_and_keeps_words_apart(world: World) -> None:
    with world.scope(""):
        before = Entry.objects.count()
        acting = coordinator(world)
        initiatives.start(
            new("Fælles vagtplan", Form.PROGRAMME), NewEstimate(Money.of(1)), acting=acting, at=NOW
        )
        told = Entry.objects.order_by("sequence")[before:]
        assert [one.action for one in told] == [
            "portfolio.initiative.started",
            "portfolio.initiative.estimated",
        ]
        assert "vagtplan" not in "".join(one.facts for one in told)
