"""The pages on which an adoption is called off, and matters under way are moved to a version."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import brought, purchase, set_clock
from tests.apps.governance.moving_world import LATER, in_hvidovre, new_version, ten_days_anew
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.governance.models import AdoptedKind, Matter, ModelVersion
from samspil.apps.governance.selectors.about import known_of
from samspil.apps.governance.services import changing_version
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.views.governance_model import moving
from samspil.core.governance.entries import AnswerItem, Choose, Park
from samspil.core.governance.events import MovedToVersion

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, LATER)


@pytest.fixture
def chief(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, "head_of_digitalisation")


@pytest.fixture
def under_way(world: World) -> list[Matter]:
    """Two purchases, both with the screening group."""
    return [brought(world, purchase(title=title)) for title in ("Bookingsystem", "Vagtplan")]


@pytest.fixture
def holding(world: World, under_way: list[Matter]) -> ModelVersion:
    with world.scope(HVIDOVRE):
        return new_version(world, ten_days_anew)


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:3000]
    return str(response.content.decode())


def sent(response: Any, **said: Any) -> dict[str, Any]:
    """The form as it stands, with what somebody fills in."""
    return {"key": response.context["form"]["key"].value() or "", **said}


def version_of(world: World, matter: Matter) -> ModelVersion:
    with world.scope(HVIDOVRE):
        return Matter.objects.select_related("version").get(pk=matter.pk).version


# --- calling off ----------------------------------------------------------------------------------


def test_what_is_planned_is_called_off_and_stays_told(world: World, chief: Client) -> None:
    with world.scope(HVIDOVRE):
        planned = new_version(world, since=TOMORROW, reason="Ti dage.")
    shelf = text(chief.get(url("models")))
    assert url("call_off_adoption", planned.public_id) in shelf
    page = chief.get(url("call_off_adoption", planned.public_id))
    assert "Indkøbsønske, fra 3. marts 2026" in text(page)
    answer = chief.post(
        url("call_off_adoption", planned.public_id), sent(page, reason="Leverandøren er ikke klar.")
    )
    assert answer.status_code == 302
    after = text(chief.get(url("models")))
    assert "Ibrugtagningen er aflyst." in after
    assert "Leverandøren er ikke klar." in after
    assert "Aflyst" in after
    with world.scope(HVIDOVRE):
        assert not AdoptedKind.objects.filter(version=planned).exists()
    text(chief.get(url("call_off_adoption", planned.public_id)), 404)


def test_without_a_reason_nothing_is_called_off(world: World, chief: Client) -> None:
    with world.scope(HVIDOVRE):
        planned = new_version(world, since=TOMORROW)
    page = chief.get(url("call_off_adoption", planned.public_id))
    text(chief.post(url("call_off_adoption", planned.public_id), sent(page, reason="")), 422)
    with world.scope(HVIDOVRE):
        assert AdoptedKind.objects.filter(version=planned).exists()


@pytest.mark.parametrize(
    ("code", "role"),
    [
        (HVIDOVRE, "employee"),
        (HVIDOVRE, "executive_board/director_1"),
        (RODOVRE, "head_of_digitalisation"),
        ("", "coordinator"),
    ],
)
@pytest.mark.parametrize("name", ["call_off_adoption", "move_matters"])
def test_who_may_not_finds_no_such_page(
    world: World, browser: Client, code: str, role: str, name: str
) -> None:
    with world.scope(HVIDOVRE):
        planned = new_version(world, since=TOMORROW)
    world.log_in(browser, code, role)
    text(browser.get(url(name, planned.public_id)), 404)
    text(browser.post(url(name, planned.public_id), {"reason": "x"}), 404)
    assert "Aflys " not in text(browser.get(url("models")))


def test_nobody_is_asked_to_log_in(world: World, browser: Client, holding: ModelVersion) -> None:
    assert browser.get(url("move_matters", holding.public_id)).status_code == 302


# --- moving ---------------------------------------------------------------------------------------


def test_each_is_shown_with_where_it_would_stand_and_the_chosen_are_moved(
    world: World, chief: Client, under_way: list[Matter], holding: ModelVersion
) -> None:
    page = chief.get(url("move_matters", holding.public_id))
    told = text(page)
    assert "Bookingsystem" in told
    assert "9. marts 2026" in told
    assert "16. marts 2026: en ny frist, regnet fra flytningen" in told
    one, other = under_way
    before = version_of(world, other)
    said = sent(page, chosen=[str(one.public_id)], reason="Direktionen vil det.")
    answer = chief.post(url("move_matters", holding.public_id), said, follow=True)
    assert "1 sag er flyttet." in text(answer)
    assert version_of(world, one) == holding
    assert version_of(world, other) == before
    assert str(one.public_id) not in [row["ref"] for row in answer.context["movable"]]


def test_what_is_sent_twice_is_moved_once(
    world: World, chief: Client, under_way: list[Matter], holding: ModelVersion
) -> None:
    page = chief.get(url("move_matters", holding.public_id))
    said = sent(page, chosen=[str(under_way[0].public_id)], reason="Ja.")
    for _time in range(2):
        chief.post(url("move_matters", holding.public_id), said)
    with world.scope(HVIDOVRE):
        events = known_of(Matter.objects.get(pk=under_way[0].pk)).events
    assert sum(isinstance(one, MovedToVersion) for one in events) == 1


def test_none_chosen_or_no_reason_is_said_and_what_was_typed_stays(
    world: World, chief: Client, under_way: list[Matter], holding: ModelVersion
) -> None:
    page = chief.get(url("move_matters", holding.public_id))
    answer = chief.post(url("move_matters", holding.public_id), sent(page, reason="Fordi."))
    assert "Vælg mindst én sag." in text(answer, 422)
    assert "Fordi." in answer.content.decode()
    chosen = str(under_way[0].public_id)
    answer = chief.post(url("move_matters", holding.public_id), sent(page, chosen=[chosen], reason=""))
    assert f'value="{chosen}" id="move-{chosen}" checked' in text(answer, 422)


def test_what_cannot_be_moved_stands_with_why_and_by_which_line(
    world: World, chief: Client, under_way: list[Matter], holding: ModelVersion
) -> None:
    with world.scope(HVIDOVRE):
        asker = in_hvidovre(world)
        matter = under_way[0]
        move(matter, Park(asker.actor, "", TODAY + timedelta(days=9), LATER), acting=asker)
    page = chief.get(url("move_matters", holding.public_id))
    told = text(page)
    assert "Kan ikke flyttes" in told
    assert "Sagen ligger i bero til" in told
    assert "model.yaml:" in told
    said = sent(page, chosen=[str(matter.public_id)], reason="Alligevel.")
    text(chief.post(url("move_matters", holding.public_id), said), 422)
    assert version_of(world, matter) != holding


def test_what_is_moved_by_another_meanwhile_is_told_and_the_rest_is_moved(
    world: World, chief: Client, under_way: list[Matter], holding: ModelVersion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Between the list and the move, somebody has put one of them to rest."""
    page = chief.get(url("move_matters", holding.public_id))
    honest = changing_version.move_to_version

    def slow(matter: Matter, *args: Any, **more: Any) -> Matter:
        if matter == under_way[0]:
            asker = in_hvidovre(world)
            move(matter, Park(asker.actor, "", TODAY + timedelta(days=9), LATER), acting=asker)
        return honest(matter, *args, **more)

    monkeypatch.setattr(moving, "move_to_version", slow)
    said = sent(page, chosen=[str(one.public_id) for one in under_way], reason="Begge.")
    answer = chief.post(url("move_matters", holding.public_id), said)
    told = text(answer, 422)
    assert "Sagen ligger i bero til" in told
    assert "1 sag er flyttet." in told
    assert "Disse blev ikke flyttet" in told
    assert version_of(world, under_way[1]) == holding
    assert version_of(world, under_way[0]) != holding


def test_before_its_day_it_is_shown_and_cannot_be_done(
    world: World, chief: Client, under_way: list[Matter]
) -> None:
    with world.scope(HVIDOVRE):
        planned = new_version(world, since=TOMORROW)
    page = chief.get(url("move_matters", planned.public_id))
    assert "Den begynder den 3. marts 2026." in text(page)
    said = sent(page, chosen=[str(under_way[0].public_id)], reason="Nu.")
    text(chief.post(url("move_matters", planned.public_id), said), 422)
    assert version_of(world, under_way[0]) != planned


def test_where_nothing_is_under_way_it_says_so(world: World, chief: Client) -> None:
    with world.scope(HVIDOVRE):
        version = new_version(world)
    assert "Intet at flytte" in text(chief.get(url("move_matters", version.public_id)))


def test_the_page_of_the_matter_tells_of_the_move_and_of_what_was_before(
    world: World, chief: Client, under_way: list[Matter], holding: ModelVersion
) -> None:
    page = chief.get(url("move_matters", holding.public_id))
    matter = under_way[0]
    chief.post(
        url("move_matters", holding.public_id),
        sent(page, chosen=[str(matter.public_id)], reason="Direktionen vil det."),
    )
    told = text(chief.get(url("matter", matter.public_id)))
    assert "Flyttet efter en beslutning til" in told
    assert "version 1.1" in told
    assert "Direktionen vil det." in told
    assert "16. marts 2026" in told


def test_what_is_decided_is_told_as_done(world: World, chief: Client, under_way: list[Matter]) -> None:
    """“Godkendt”, not “Godkend”: on the timeline, on the way and beside the decision."""
    matter = under_way[0]
    with world.scope(HVIDOVRE):
        expert = in_hvidovre(world, "it_expert")
        model, step = known_of(matter).model, matter.step
        for item in model.spec.routes["purchase"].steps[step].items:
            move(matter, AnswerItem(step, item, True, "Set.", expert.actor, NOW), acting=expert)
        move(matter, Choose(step, "approve", expert.actor, NOW, reason="Ja."), acting=expert)
    told = text(chief.get(url("matter", matter.public_id)))
    assert "Godkendt. Ja." in told
    assert "Godkend. Ja." not in told
