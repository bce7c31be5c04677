"""A long list of measurements: kept by a worker, all or none, seen while it goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.apps.benefits.measured_ground import faster
from tests.apps.benefits.test_measured_lists import FEBRUARY, JANUARY, SEND, lines, sent
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import keeper
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.benefits.models import Benefit, MeasuredList
from samspil.apps.benefits.services import measured_lists
from samspil.apps.benefits.services import measured_lists_later as later
from samspil.apps.measurements.models import Measurement
from samspil.apps.measurements.services import measuring_many
from samspil.core.errors import ProblemsError
from samspil.kit.jobs import progress
from samspil.kit.jobs.confirmed import is_under_way, where_is
from samspil.kit.jobs.running import run_next
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
ONE_DAY = ("01.03.2026", "01.03.2026", "8,5")
WRONG = ("01.02.2026", "28.02.2026", "ni")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has more than two lines is long, and it is told of each measurement."""
    monkeypatch.setattr(later, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(measuring_many, "_TOLD_EVERY", 1)


def values(world: World) -> list[str]:
    with world.scope(HVIDOVRE):
        return [str(one.value.normalize()) for one in Measurement.objects.order_by("first")]


def the_list(world: World) -> MeasuredList:
    with world.scope(HVIDOVRE):
        return MeasuredList.objects.get()


def by_the_form(world: World, browser: Client, benefit: Benefit, *values: tuple[str, str, str]) -> str:
    """Sent, and said yes to: where the browser is led."""
    with world.scope(HVIDOVRE):
        number = Benefit.objects.get(pk=benefit.pk).number
    file = SimpleUploadedFile("maal.csv", lines(number, *values))
    address: str = browser.post(SEND, {"file": file})["Location"]
    answer: Any = browser.post(address)
    told: str = answer["Location"]
    return told


def test_it_is_told_on_the_way_how_much_is_done(world: World, small: None) -> None:
    _mine, benefit, _indicator = faster(world)
    told: list[tuple[int, int]] = []
    with world.scope(HVIDOVRE):
        upload = sent(world, lines(benefit.number, JANUARY, FEBRUARY, ONE_DAY))
        measured_lists.keep_measured(
            upload, acting=keeper(world, HVIDOVRE), at=NOW, tell=lambda *far: told.append(far)
        )
    assert told == [(0, 3), (1, 3), (1, 3), (2, 3), (2, 3), (3, 3)]


def test_a_long_list_is_followed_on_a_page(world: World, browser: Client, small: None) -> None:
    _mine, benefit, _indicator = faster(world)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    far = by_the_form(world, head, benefit, JANUARY, FEBRUARY, ONE_DAY)
    assert far.endswith("/progress/")
    assert values(world) == []
    assert "Listen læses og tjekkes en gang til" in head.get(far).content.decode()
    progress.show(str(the_list(world).public_id), 4000, 100_000)
    part = head.get(far, headers={"HX-Request": "true"}).content.decode()
    assert "4.000 af 100.000 linjer er klar." in part
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    assert head.get(far.removesuffix("progress/"))["Location"] == far
    assert run_next("w", timezone.now)
    done = head.get(far).content.decode()
    assert "3 nye" in done
    assert "hx-trigger" not in done[done.index("import-progress") :]
    assert values(world) == ["9.5", "9", "8.5"]
    with world.scope(HVIDOVRE):
        by = Entry.objects.filter(action="measurements.measured").values_list("actor", flat=True)
        assert set(by) == {str(the_list(world).sent_by)}


def test_a_list_that_is_stopped_keeps_nothing(world: World, browser: Client, small: None) -> None:
    _mine, benefit, _indicator = faster(world)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    far = by_the_form(world, head, benefit, JANUARY, FEBRUARY, ONE_DAY)
    stop = far.replace("/progress/", "/stop/")
    assert "Importen er ved at blive stoppet." in head.post(stop, follow=True).content.decode()
    assert run_next("w", timezone.now)
    assert "Importen blev stoppet" in head.get(far).content.decode()
    assert values(world) == []
    assert "Listen er ikke ved at blive læst ind" in head.post(stop, follow=True).content.decode()


def test_a_short_list_is_kept_at_once(world: World, browser: Client, small: None) -> None:
    _mine, benefit, _indicator = faster(world)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    assert by_the_form(world, head, benefit, JANUARY, FEBRUARY) == "/benefits/"
    assert values(world) == ["9.5", "9"]
    assert not DBTaskResult.objects.exists()


def test_what_nobody_has_said_yes_to_has_not_come_far(world: World, browser: Client) -> None:
    _mine, benefit, _indicator = faster(world)
    with world.scope(HVIDOVRE):
        upload = sent(world, lines(benefit.number, JANUARY))
        MeasuredList.objects.update(sent_by=keeper(world, HVIDOVRE).person)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    page = f"{SEND}{upload.public_id}/"
    assert head.get(f"{page}progress/")["Location"] == page


def test_a_list_is_said_yes_to_once(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    with world.scope(HVIDOVRE):
        upload = sent(world, lines(benefit.number, JANUARY))
        later.confirm_measured(upload, at=NOW)
        with pytest.raises(ProblemsError, match="list_is_under_way"):
            later.confirm_measured(upload, at=NOW)
    assert run_next("w", timezone.now)
    with world.scope(HVIDOVRE):
        with pytest.raises(ProblemsError, match="upload_already_applied"):
            later.confirm_measured(upload, at=NOW)
        later.keep_later.func(upload.organisation_id, str(upload.public_id), NOW.isoformat())
    assert values(world) == ["9.5"]


def test_a_worker_that_fails_in_the_middle_begins_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mine, benefit, _indicator = faster(world)
    with world.scope(HVIDOVRE):
        later.confirm_measured(sent(world, lines(benefit.number, JANUARY)), at=NOW)
    show = progress.show

    def fail(*_far: object) -> None:
        raise OSError

    monkeypatch.setattr(progress, "show", fail)
    assert run_next("w", timezone.now)
    assert values(world) == []
    assert is_under_way(the_list(world))
    far = where_is(the_list(world), timezone.now())
    assert far is not None
    assert far.progress is not None
    assert far.progress.again_at is not None
    monkeypatch.setattr(progress, "show", show)
    DBTaskResult.objects.update(run_after=timezone.now())
    assert run_next("w", timezone.now)
    assert values(world) == ["9.5"]


def test_one_that_is_given_up_says_why_and_can_be_kept_again(
    world: World, browser: Client, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _mine, benefit, _indicator = faster(world)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    far = by_the_form(world, head, benefit, JANUARY, FEBRUARY, ONE_DAY)

    def fail(*_args: object, **_named: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(later, "keep_measured", fail)
        for _each in range(4):
            assert run_next("w", timezone.now)
            DBTaskResult.objects.update(run_after=timezone.now())
    told = head.get(far).content.decode()
    assert "Listen kunne ikke læses ind: der skete en fejl i Samspil" in told
    assert "Intet af listen er læst ind." in told
    page = far.removesuffix("progress/")
    assert head.post(page)["Location"] == far
    assert run_next("w", timezone.now)
    assert values(world) == ["9.5", "9", "8.5"]


def test_what_cannot_be_kept_any_longer_stops_with_the_reasons(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    with world.scope(HVIDOVRE):
        later.confirm_measured(sent(world, lines(benefit.number, JANUARY, WRONG)), at=NOW)
    assert run_next("w", timezone.now)
    far = where_is(the_list(world), NOW)
    assert far is not None
    assert far.is_over
    assert [one.code for one in far.stopped]
    assert values(world) == []


def test_one_that_nobody_begins_on_says_since_when(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    with world.scope(HVIDOVRE):
        later.confirm_measured(sent(world, lines(benefit.number, JANUARY)), at=NOW)
    for minutes, since in ((1, None), (3, NOW)):
        far = where_is(the_list(world), NOW + timedelta(minutes=minutes))
        assert far is not None
        assert far.waits_since == since
