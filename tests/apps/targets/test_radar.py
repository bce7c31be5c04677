"""The technology radar: what was said before is kept, members see what is shared, steps are tied to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.targets.models import Placing
from samspil.apps.targets.selectors.access import access_placing
from samspil.apps.targets.selectors.radar import beside, history_of, standing
from samspil.apps.targets.services.placing import hide_radar, keep_readers, place, share_radar
from samspil.apps.targets.services.stepping import add_step
from samspil.apps.targets.types import SHARED_RADAR, Kind, NewPlacing, NewStep, Position
from samspil.kit.journal.models import Entry
from samspil.kit.sharing.models import Grant

HEAD = "head_of_digitalisation"
NOW = timezone.now()
TODAY = timezone.localdate()
PAGE, SHARE = reverse("targets:radar"), reverse("targets:radar_share")


def head(world: World, code: str = HVIDOVRE) -> Acting:
    return world.acting(code, HEAD, TODAY)


def placed(
    world: World, technology: str, position: Position | None, why: str = "Fordi", code: str = HVIDOVRE
) -> Placing:
    return place(NewPlacing(technology, position, why), acting=head(world, code), at=NOW)


def test_the_newest_holds_and_what_was_said_before_is_kept(world: World) -> None:
    with world.scope(HVIDOVRE):
        first = placed(world, "Robotter", Position.WATCH)
        assert placed(world, " robotter ", Position.WATCH) == first  # the same again
        placed(world, "ROBOTTER", Position.TRY, "Vi har prøvet en")
        placed(world, "Droner", Position.READY)
        own = head(world).organisation_id
        assert [(one.technology, one.position) for one in standing(own)] == [
            ("Droner", "ready"),
            ("Robotter", "try"),
        ]
        assert [one.reason for one in history_of(own, "robotter")] == ["Vi har prøvet en", "Fordi"]


def test_a_technology_is_taken_off_and_can_come_back(world: World) -> None:
    with world.scope(HVIDOVRE):
        with pytest.raises(RefusedError, match="technology_is_not_there"):
            placed(world, "Robotter", None)
        placed(world, "Robotter", Position.TRY)
        placed(world, "Robotter", None, "Det blev ikke til noget")
        own = head(world).organisation_id
        assert standing(own) == []
        assert len(history_of(own, "Robotter")) == 2
        placed(world, "Robotter", Position.WAIT)
        assert [one.position for one in standing(own)] == ["wait"]


def test_members_see_a_radar_only_while_it_is_shared_and_each_act_is_journaled(world: World) -> None:
    with world.scope(HVIDOVRE):
        placed(world, "Robotter", Position.TRY, "Vi har prøvet en")
        placed(world, "Droner", Position.WAIT)
        placed(world, "Droner", None)
    with world.scope(RODOVRE):
        placed(world, "robotter", Position.WATCH, code=RODOVRE)
        assert beside(head(world, RODOVRE), TODAY)[0] == []  # it is not shared
    with world.scope(HVIDOVRE):
        shared = share_radar(acting=head(world), at=NOW)
        assert share_radar(acting=head(world), at=NOW) == shared
    with world.scope(RODOVRE):
        names, [line] = beside(head(world, RODOVRE), TODAY)
        assert (names, line.own is not None) == (["Hvidovre"], True)
        assert (line.members["Hvidovre"].position, line.members["Hvidovre"].reason) == (
            "try",
            "Vi har prøvet en",
        )
    with world.scope(HVIDOVRE):
        hide_radar(acting=head(world), at=NOW)
        hide_radar(acting=head(world), at=NOW)
        rows = Entry.objects.filter(
            organisation=world.organisation(HVIDOVRE), action__startswith="targets.radar"
        )
        assert [one.action for one in rows.order_by("id")] == ["targets.radar.shared", "targets.radar.hidden"]
    with world.scope(RODOVRE):
        assert beside(head(world, RODOVRE), TODAY)[0] == []


def test_readers_are_kept_true_each_round_and_again_nothing_changes(world: World) -> None:
    with world.scope(HVIDOVRE):
        share_radar(acting=head(world), at=NOW)
        own = head(world).organisation_id
        assert keep_readers(own, at=NOW) == 0
        Grant.objects.filter(subject_type=SHARED_RADAR).delete()
        assert keep_readers(own, at=NOW) == len(world.members)  # the control


def test_only_whoever_draws_places_and_shares(world: World) -> None:
    with world.scope(HVIDOVRE):
        other = world.acting(HVIDOVRE, "employee", TODAY)
        acts = [
            lambda: place(NewPlacing("x", Position.TRY, "y"), acting=other, at=NOW),
            lambda: share_radar(acting=other, at=NOW),
            lambda: hide_radar(acting=other, at=NOW),
        ]
        for act in acts:
            with pytest.raises(RefusedError, match="not_yours_to_draw"):
                act()  # type: ignore[no-untyped-call]
        row = placed(world, "x", Position.TRY)  # the control
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_placing(head(world, RODOVRE), row.public_id)


@pytest.mark.parametrize(
    ("more", "is_there"),
    [
        ({"technology": "Robotter"}, True),
        ({"technology": "Droner"}, False),
        ({"competence": "project_management"}, True),
        ({"competence": "no_such"}, False),
    ],
)
def test_a_step_names_a_technology_of_the_radar_and_a_competence_of_the_catalogue(
    world: World, more: dict[str, str], is_there: bool
) -> None:
    with world.scope(HVIDOVRE):
        placed(world, "Robotter", Position.TRY)
        step = NewStep("Prøv én", head(world).person, TODAY + timedelta(days=30), **more)  # type: ignore[arg-type]
        if is_there:
            assert add_step(Kind.TECHNICAL, step, acting=head(world), at=NOW).pk
            return
        with pytest.raises(RefusedError, match="step_tied_to_nothing"):
            add_step(Kind.TECHNICAL, step, acting=head(world), at=NOW)


def test_it_is_placed_shared_and_read_by_pages(world: World) -> None:
    browser = world.log_in(Client(), HVIDOVRE, HEAD)
    form = {"technology": "Robotter", "position": "try", "reason": "Vi har prøvet en"}
    assert browser.post(PAGE, form).status_code == 302
    refused = browser.post(PAGE, {**form, "reason": "x" * 50_000})
    assert (refused.status_code, "x" * 50_000 in refused.content.decode()) == (422, True)
    colleague = world.log_in(Client(), HVIDOVRE, "employee")
    told = colleague.get(PAGE).content.decode()
    for said in ("Robotter", "Vi har prøvet en", "Vi prøver den, hvor den ikke kan gøre skade"):
        assert said in told
    assert "Sæt en teknologi på radaren" not in told
    assert "Sæt en teknologi på radaren" in browser.get(PAGE).content.decode()  # the control
    with world.scope(HVIDOVRE):
        row = Placing.objects.get()
    there = colleague.get(reverse("targets:radar_history", args=[row.public_id])).content.decode()
    assert "Digitaliseringschef" in there
    assert "Medlemmerne ser jeres radar" in browser.post(SHARE, follow=True).content.decode()
    other = world.log_in(Client(), RODOVRE, HEAD).get(PAGE).content.decode()
    for said in ("Hvidovre", "Robotter", "Vi har prøvet en"):
        assert said in other
    assert "Digitaliseringschef, " not in other
    technical = reverse("targets:picture", args=["technical"])
    assert "Det siger teknologiradaren" in browser.get(technical).content.decode()
    step = {
        "what": "Prøv én robot", "owner": str(world.people[HVIDOVRE, HEAD]), "technology": "Robotter",
        "due_on": (TODAY + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    assert browser.post(reverse("targets:step_new", args=["technical"]), step).status_code == 302
    shown = browser.get(technical).content.decode()
    assert "Teknologi:" in shown.partition("Prøv én robot")[2]
