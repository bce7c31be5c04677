"""The three target pictures: versions that are kept, steps that somebody owes, how far one is by the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.governance.selectors.also_owed import also_overdue, also_owed
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.systems.models import LocalUse
from samspil.apps.targets.models import Picture, Step
from samspil.apps.targets.selectors.access import access_kind, access_step
from samspil.apps.targets.selectors.shown import Far, all_three, shown
from samspil.apps.targets.services.picturing import write_picture
from samspil.apps.targets.services.stepping import add_step, drop_step, say_done
from samspil.apps.targets.types import MOST_STEPS, Kind, NewPicture, NewStep
from samspil.kit.ids import new_id

HEAD = "head_of_digitalisation"
NOW = timezone.now()
SOON = timezone.localdate() + timedelta(days=30)
PAGE = reverse("targets:picture", args=["service"])
NEW_STEP = reverse("targets:step_new", args=["service"])


def leader(world: World) -> Acting:
    return world.acting(HVIDOVRE, HEAD, timezone.localdate())


def employee(world: World) -> Acting:
    return world.acting(HVIDOVRE, "employee", timezone.localdate())


def new_step(world: World, **other: object) -> NewStep:
    step = NewStep("Saml henvendelser ét sted", employee(world).person, SOON)
    return replace(step, **other)  # type: ignore[arg-type]


def added(world: World, **other: object) -> Step:
    return add_step(Kind.SERVICE, new_step(world, **other), acting=leader(world), at=NOW)


def initiative(world: World, **more: object) -> Initiative:
    given = {"number": "7", "title": "Én indgang", "form": "project", "is_mandatory": False, **more}
    return Initiative.objects.create(
        organisation=world.organisation(HVIDOVRE), started_at=NOW, changed_at=NOW, **given
    )


def test_what_is_written_anew_is_the_next_version_and_the_old_is_kept(world: World) -> None:
    with world.scope(HVIDOVRE):
        for wants in ("Vi svarer samme dag", "Vi svarer samme dag", "Vi svarer inden en time"):
            write_picture(Kind.SERVICE, NewPicture(wants, ""), acting=leader(world), at=NOW)
        write_picture(Kind.TECHNICAL, NewPicture("Fælles data", ""), acting=leader(world), at=NOW)
        found = shown(leader(world), Kind.SERVICE).versions
        assert [(one.number, one.wants) for one in found] == [
            (2, "Vi svarer inden en time"),
            (1, "Vi svarer samme dag"),
        ]
        assert [(kind, one.wants if one else "") for kind, one, _far in all_three(leader(world))] == [
            (Kind.STRATEGIC, ""),
            (Kind.SERVICE, "Vi svarer inden en time"),
            (Kind.TECHNICAL, "Fælles data"),
        ]


def test_only_whoever_keeps_the_organisation_writes_adds_and_drops(world: World) -> None:
    with world.scope(HVIDOVRE):
        row, other = added(world), employee(world)
        acts = [
            lambda: write_picture(Kind.SERVICE, NewPicture("x", ""), acting=other, at=NOW),
            lambda: add_step(Kind.SERVICE, new_step(world), acting=other, at=NOW),
            lambda: drop_step(row, acting=other, at=NOW),
        ]
        for act in acts:
            with pytest.raises(RefusedError, match="not_yours_to_draw"):
                act()  # type: ignore[no-untyped-call]
        assert drop_step(row, acting=leader(world), at=NOW).dropped_at == NOW  # the control


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"due_on": timezone.localdate() - timedelta(days=1)}, "step_due_before_today"),
        ({"starts_on": SOON + timedelta(days=1)}, "step_ends_before_it_starts"),
        ({"owner": new_id()}, "step_owner_unknown"),
        ({"initiative": new_id()}, "step_tied_to_nothing"),
        ({"system": new_id()}, "step_tied_to_nothing"),
        ({"starts_on": SOON}, ""),
        ({"due_on": timezone.localdate()}, ""),
    ],
)
def test_a_step_that_cannot_be_is_refused(world: World, other: dict[str, object], why: str) -> None:
    with world.scope(HVIDOVRE):
        if not why:
            assert added(world, **other).pk
            return
        with pytest.raises(RefusedError, match=why):
            added(world, **other)
        assert not Step.objects.exists()


def test_the_database_itself_keeps_no_step_that_ends_before_it_starts(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = added(world)
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.filter(pk=row.pk).update(starts_on=SOON + timedelta(days=1))


def test_the_same_step_sent_twice_is_one_and_a_hundred_are_enough(world: World) -> None:
    with world.scope(HVIDOVRE):
        assert added(world) == added(world)
        rows = [
            Step(organisation=world.organisation(HVIDOVRE), kind="service", what=str(number),
                 owner=new_id(), due_on=SOON, taken_on_at=NOW)
            for number in range(MOST_STEPS - 1)
        ]  # fmt: skip
        Step.objects.bulk_create(rows)
        with pytest.raises(RefusedError, match="too_many_steps"):
            added(world, what="En for meget")
        drop_step(Step.objects.earliest("id"), acting=leader(world), at=NOW)
        assert added(world, what="Nu er der plads").pk


def test_how_far_one_is_comes_of_the_steps_and_what_is_dropped_counts_no_more(world: World) -> None:
    with world.scope(HVIDOVRE):
        first, second = added(world), added(world, what="To")
        added(world, what="Tre")
        say_done(first, acting=leader(world), at=NOW)
        assert shown(leader(world), Kind.SERVICE).far == Far(1, 3)
        drop_step(second, acting=leader(world), at=NOW)
        assert shown(leader(world), Kind.SERVICE).far == Far(1, 2)
        with pytest.raises(RefusedError, match="step_is_done"):
            drop_step(first, acting=leader(world), at=NOW)
        with pytest.raises(RefusedError, match="step_is_dropped"):
            say_done(second, acting=leader(world), at=NOW)


def test_whoever_takes_a_step_has_it_on_my_work_until_it_is_done(world: World) -> None:
    with world.scope(HVIDOVRE):
        row, owner = added(world), employee(world)
        [owed] = [one for one in also_owed(owner, timezone.localdate()) if one.page == "targets:step"]
        assert (owed.title, owed.due_on, owed.key) == (row.what, SOON, row.public_id)
        assert not [one for one in also_owed(leader(world), SOON) if one.page == "targets:step"]
        late = also_overdue(owner, SOON + timedelta(days=1)) - also_overdue(owner, SOON)
        assert late == 1
        other = world.acting(HVIDOVRE, "it_expert", timezone.localdate())
        with pytest.raises(RefusedError, match="step_is_anothers"):
            say_done(row, acting=other, at=NOW)
        done = say_done(row, acting=owner, at=NOW)
        assert say_done(row, acting=owner, at=NOW + timedelta(days=1)).done_at == done.done_at
        assert not [one for one in also_owed(owner, SOON) if one.page == "targets:step"]


def test_a_step_of_another_organisation_and_a_fourth_picture_are_not_there(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = added(world)
        assert access_step(leader(world), row.public_id) == row  # the control
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_step(world.acting(RODOVRE, HEAD), row.public_id)
    with pytest.raises(NotFoundError):
        access_kind("financial")


def test_the_page_shows_what_a_step_is_tied_to_and_how_far_that_has_come(world: World) -> None:
    browser = world.log_in(Client(), HVIDOVRE, HEAD)
    with world.scope(HVIDOVRE):
        tied = initiative(world)
        use = LocalUse.objects.create(
            organisation=world.organisation(HVIDOVRE), name="Borgerportalen", made_at=NOW, changed_at=NOW
        )
        added(world, initiative=tied.public_id, system=use.public_id)
        page = browser.get(PAGE).content.decode()
        for said in ("7 Én indgang", "i gang", "Borgerportalen", "0 af 1 skridt er gjort"):
            assert said in page
        Initiative.objects.filter(pk=tied.pk).update(end="completed", ended_on=timezone.localdate())
    assert "gennemført" in browser.get(PAGE).content.decode()


def test_it_is_written_and_stepped_towards_by_forms_and_read_by_everybody(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    assert "Ikke skrevet endnu." in head.get(PAGE).content.decode()
    assert head.post(PAGE, {"wants": "Vi svarer samme dag", "takes": "Én indgang"}).status_code == 302
    form = {
        "what": "Saml det ét sted",
        "owner": str(world.people[HVIDOVRE, "employee"]),
        "due_on": SOON.isoformat(),
    }
    assert head.post(NEW_STEP, form).status_code == 302
    colleague = world.log_in(Client(), HVIDOVRE, "employee")
    page = colleague.get(PAGE).content.decode()
    for said in ("Vi svarer samme dag", "Én indgang", "Saml det ét sted", "Det er gjort"):
        assert said in page
    for not_theirs in ("Opgiv det", "Skriv det på ny", "Tilføj skridtet"):
        assert not_theirs not in page
        assert not_theirs in head.get(PAGE).content.decode()  # the control
    assert "Saml det ét sted" in colleague.get("/").content.decode()
    with world.scope(HVIDOVRE):
        row = Step.objects.get()
    answer = colleague.post(reverse("targets:step_done", args=[row.public_id]), follow=True)
    assert "Det er gjort." in answer.content.decode()
    assert "1 af 1 skridt er gjort" in colleague.get(reverse("targets:pictures")).content.decode()
    assert "Version 1" in colleague.get(reverse("targets:versions", args=["service"])).content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"owner": ""}, "Dette felt er påkrævet"),
        ({"owner": "0198c0de-0000-7000-8000-000000000000"}, "gyldig"),
        (
            {"starts_on": (SOON + timedelta(days=1)).isoformat()},
            "Det skal være gjort, efter at det er begyndt.",
        ),
        ({"due_on": "2020-01-01"}, "den dag er forbi"),
        ({"due_on": "9999-12-31"}, "Det årstal kan ikke passe."),
        ({"what": "x" * 50_000}, "300"),
        ({"initiative": "0198c0de-0000-7000-8000-000000000000"}, "gyldig"),
    ],
)
def test_a_step_that_cannot_be_is_told_and_nothing_typed_is_lost(
    world: World, said: dict[str, str], told: str
) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    good = {
        "what": "Saml det ét sted",
        "owner": str(world.people[HVIDOVRE, HEAD]),
        "due_on": SOON.isoformat(),
    }
    answer = head.post(NEW_STEP, good | said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert (good | said)["what"] in answer.content.decode()
    with world.scope(HVIDOVRE):
        assert not Step.objects.exists()


def test_fifty_thousand_characters_of_picture_are_refused_and_stand_there_still(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    answer = head.post(PAGE, {"wants": "x" * 50_000})
    assert (answer.status_code, "x" * 50_000 in answer.content.decode()) == (422, True)
    with world.scope(HVIDOVRE):
        assert not Picture.objects.exists()
    assert head.post(PAGE, {"wants": "x" * 6000}).status_code == 302
