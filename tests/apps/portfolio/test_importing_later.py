"""A large list: carried out by a worker, all or nothing wherever it is broken off, seen while it goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests import ready_database
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.test_import_pages import fields, send
from tests.apps.portfolio.test_importing import FIRST, TODAY, by, everything, keep, seen
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.portfolio.models import Initiative, ListUpload
from samspil.apps.portfolio.services.importing import applying, keeping
from samspil.apps.portfolio.services.importing import carrying_out_later as later
from samspil.apps.portfolio.services.importing.applying import apply_list
from samspil.apps.portfolio.views import importing
from samspil.core.errors import ProblemsError
from samspil.kit.jobs import progress
from samspil.kit.jobs.confirmed import is_under_way, where_is, who_hears
from samspil.kit.jobs.declaring import Failure
from samspil.kit.jobs.models import Attempt
from samspil.kit.jobs.running import run_next, take_up_again
from samspil.kit.journal.models import Entry

LINES = "Nr;Navn;Status;Projektleder\n" + "".join(f"{n};Indsats {n};Grøn;Konsulent\n" for n in range(7))


class BrokenOffError(Exception):
    """Somebody pulled the plug."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two initiatives a portion, and what has more than two lines is large."""
    monkeypatch.setattr(applying, "AT_ONCE", 2)
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 2)


def entries(world: World) -> int:
    with world.scope(HVIDOVRE):
        return Entry.objects.count()


def break_off(done: int, _total: int) -> None:
    if done >= 4:
        raise BrokenOffError


def test_it_is_told_on_the_way_how_much_is_done(world: World, small: None) -> None:
    told: list[tuple[int, int]] = []
    with world.scope(HVIDOVRE):
        upload = keep(world, LINES)
        apply_list(
            upload, seen(upload).digest, TODAY, by(world), lambda done, total: told.append((done, total))
        )
        assert told == [(2, 7), (4, 7), (6, 7), (7, 7)]
        assert Initiative.objects.count() == 7
        assert len(set(Initiative.objects.values_list("number", flat=True))) == 7


def test_what_is_broken_off_in_the_middle_was_never_there(world: World, small: None) -> None:
    before, told = everything(world), entries(world)
    with world.scope(HVIDOVRE):
        upload = keep(world, LINES)
        digest = seen(upload).digest
        with pytest.raises(BrokenOffError):
            apply_list(upload, digest, TODAY, by(world), break_off)
    assert (everything(world), entries(world)) == (before, told)
    with world.scope(HVIDOVRE):
        assert apply_list(upload, digest, TODAY, by(world))["new"] == 7


def test_a_worker_that_fails_in_the_middle_begins_again(
    world: World, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.scope(HVIDOVRE):
        upload = keep(world, LINES)
        later.confirm_list(upload, seen(upload).digest, TODAY, by(world))
        with pytest.raises(ProblemsError, match="list_is_under_way"):
            later.confirm_list(upload, "", TODAY, by(world))
    show = progress.show
    monkeypatch.setattr(progress, "show", lambda _name, done, total: break_off(done, total))
    assert run_next("w", timezone.now)
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()
        assert is_under_way(ListUpload.objects.get())
    monkeypatch.setattr(progress, "show", show)
    DBTaskResult.objects.update(run_after=timezone.now())
    assert run_next("w", timezone.now)
    with world.scope(HVIDOVRE):
        assert Initiative.objects.count() == 7
        far = where_is(ListUpload.objects.get(), timezone.now())
        assert far is not None
        assert far.progress == progress.Progress(7, 7)
        assert far.came_to == {"new": 7, "changed": 0, "unchanged": 0, "unsure": 0}


def test_a_list_under_way_is_not_thrown_away_and_one_that_stopped_is(world: World) -> None:
    with world.scope(HVIDOVRE):
        upload = keep(world, FIRST)
        later.confirm_list(upload, "what nobody saw", TODAY, by(world))
        much_later = NOW + 2 * keeping.KEPT
        assert keeping.forget_lists(upload.organisation_id, much_later) == 0
    assert run_next("w", timezone.now)
    with world.scope(HVIDOVRE):
        far = where_is(ListUpload.objects.get(), timezone.now())
        assert far is not None
        assert [one.code for one in far.stopped] == ["consequences_have_changed"]
        assert not Initiative.objects.exists()
        assert keeping.forget_lists(upload.organisation_id, much_later) == 1


def shown(browser: Client, text: str) -> str:
    read = send(browser, text)["Location"]
    address: str = browser.post(read, fields(browser.get(read)))["Location"]
    return address


def test_a_large_list_is_followed_on_a_page(world: World, browser: Client, small: None) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    address = shown(keeper, LINES)
    answer: Any = keeper.post(address, {"seen": keeper.get(address).context["seen"].digest})
    far = answer["Location"]
    assert far == f"{address}progress/"
    assert "Listen læses og tjekkes en gang til" in keeper.get(far).content.decode()
    progress.show(far.split("/")[-3], 4000, 100_000)
    part = keeper.get(far, headers={"HX-Request": "true"}).content.decode()
    assert "4.000 af 100.000 linjer er klar." in part
    assert 'hx-trigger="every 2s"' in part
    assert "<html" not in part
    assert keeper.get(address)["Location"] == far
    assert run_next("w", timezone.now)
    done = keeper.get(far).content.decode()
    assert "Indlæst: 7 nye, 0 ændrede, 0 som før." in done
    assert "hx-trigger" not in done[done.index("import-progress") :]


def asks_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody asks when the first lines are done."""
    show = progress.show

    def seen(name: str, done: int, total: int) -> None:
        show(name, done, total)
        progress.stop(name)

    monkeypatch.setattr(progress, "show", seen)


def test_of_a_list_that_is_stopped_in_the_middle_nothing_is_there(
    world: World, browser: Client, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    before, told = everything(world), entries(world)
    address, far = confirmed(world, keeper)
    with monkeypatch.context() as meanwhile:
        asks_to_stop(meanwhile)
        assert run_next("w", timezone.now)
    assert (everything(world), entries(world)) == (before, told)
    assert "Importen blev stoppet af en, der arbejder med listen." in keeper.get(far).content.decode()
    again = keeper.post(address, {"seen": keeper.get(address).context["seen"].digest})
    assert run_next("w", timezone.now)
    assert "7 nye" in keeper.get(again["Location"]).content.decode()


def test_whoever_waits_can_stop_it_on_the_page(world: World, browser: Client, small: None) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    _address, far = confirmed(world, keeper)
    assert "Stop importen" in keeper.get(far).content.decode()
    stop = far.replace("/progress/", "/stop/")
    assert keeper.post(stop)["Location"] == far
    waiting = keeper.get(far).content.decode()
    assert "Importen er ved at blive stoppet." in waiting
    assert "Stop importen" not in waiting
    assert run_next("w", timezone.now)
    assert "Importen blev stoppet" in keeper.get(far).content.decode()
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()
    told = keeper.post(stop, follow=True).content.decode()
    assert "Listen er ikke ved at blive læst ind" in told


def test_what_has_changed_since_it_was_seen_is_seen_again(world: World, browser: Client, small: None) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    address = shown(keeper, LINES)
    assert keeper.get(f"{address}progress/")["Location"] == address
    far = keeper.post(address, {"seen": "what nobody saw"})["Location"]
    assert run_next("w", timezone.now)
    told = keeper.get(far).content.decode()
    assert "Intet af listen er læst ind." in told
    again = keeper.post(address, {"seen": keeper.get(address).context["seen"].digest})
    assert run_next("w", timezone.now)
    assert "7 nye" in keeper.get(again["Location"]).content.decode()


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Whoever carries a list out comes to grief."""

    def grief(*_args: Any) -> None:
        raise error

    monkeypatch.setattr(later, "apply_list", grief)


def confirmed(world: World, keeper: Client) -> tuple[str, str]:
    """A large list that somebody has said yes to: its page, and the one that follows it."""
    address = shown(keeper, LINES)
    answer: Any = keeper.post(address, {"seen": keeper.get(address).context["seen"].digest})
    return address, answer["Location"]


def tried(times: int) -> None:
    for _time in range(times):
        DBTaskResult.objects.update(run_after=timezone.now())
        assert run_next("w", timezone.now)


def test_a_failure_says_when_it_is_tried_again_and_begins_from_nothing(
    world: World, browser: Client, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    _address, far = confirmed(world, keeper)
    with monkeypatch.context() as meanwhile:
        failing(meanwhile, RuntimeError("a row too many"))
        tried(1)
    told = keeper.get(far).content.decode()
    assert (
        "Noget gik galt undervejs, og intet af listen er læst ind. Det begynder forfra af sig selv kl."
        in told
    )
    assert 'hx-trigger="every 2s"' in told
    tried(1)
    assert "Indlæst: 7 nye" in keeper.get(far).content.decode()


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (RuntimeError("a row too many"), "der skete en fejl i Samspil, også da det blev prøvet igen"),
        (OperationalError("database is locked"), "databasen var optaget eller kunne ikke nås"),
    ],
)
def test_what_fails_every_time_says_so_and_why_and_offers_a_way_on(
    world: World, browser: Client, small: None, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    address, far = confirmed(world, keeper)
    with monkeypatch.context() as meanwhile:
        failing(meanwhile, error)
        tried(4)
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    told = keeper.get(far).content.decode()
    assert why in told
    assert str(DBTaskResult.objects.get().id) in told
    assert "a row too many" not in told
    assert "Intet af listen er læst ind." in told
    assert "hx-trigger" not in told[told.index("import-progress") :]
    assert f'href="{address}"' in told
    again = keeper.post(address, {"seen": keeper.get(address).context["seen"].digest})
    assert "Listen læses og tjekkes en gang til" in keeper.get(again["Location"]).content.decode()
    assert run_next("w", timezone.now)
    assert "Indlæst: 7 nye" in keeper.get(far).content.decode()


def test_a_worker_that_dies_every_time_stops_the_list(world: World, browser: Client, small: None) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    _address, far = confirmed(world, keeper)
    job = DBTaskResult.objects.get()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    Attempt.objects.create(job=job, worker="dead", alive_until=timezone.now(), count=4)
    assert take_up_again(timezone.now() + timedelta(seconds=1)) == 1
    assert "standsede hver gang midt i det" in keeper.get(far).content.decode()
    with world.scope(HVIDOVRE):
        upload = ListUpload.objects.get()
        assert not is_under_way(upload)
        assert keeping.forget_lists(upload.organisation_id, timezone.now() + 2 * keeping.KEPT) == 1


def test_a_list_that_was_carried_out_is_not_stopped_by_a_worker_that_was_given_up(
    world: World, browser: Client, small: None
) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    _address, far = confirmed(world, keeper)
    tried(1)
    with world.scope(HVIDOVRE):
        upload = ListUpload.objects.get()
        failure = Failure(RuntimeError(), "number", None)
        who_hears(ListUpload)(failure, upload.organisation_id, str(upload.public_id), "", "", "", "")
    assert "Indlæst: 7 nye" in keeper.get(far).content.decode()


def test_where_no_worker_begins_the_page_says_so(
    world: World, browser: Client, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    _address, far = confirmed(world, keeper)
    now = timezone.now()
    for minutes, says in ((1, False), (3, True)):
        set_clock(monkeypatch, now + timedelta(minutes=minutes))
        told = keeper.get(far).content.decode()
        assert ("ingen er begyndt på den" in told) is says
        assert ("Listen læses og tjekkes en gang til" in told) is not says


ROOT = Path(__file__).parents[3]
GROUND = """
import os, signal
import django; django.setup()
from datetime import UTC, datetime
from uuid import UUID
from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.services import found_organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.apps.portfolio.models import Initiative, ListUpload
from samspil.apps.portfolio.services.importing import applying, keeping
from samspil.apps.portfolio.services.importing.previewing import preview
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By
from samspil.kit.journal.verifying import verify
from samspil.kit.tenancy import scope
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
applying.AT_ONCE = 2
"""
KILLED = """
owner = found_organisation(OrganisationKind.MUNICIPALITY, "Hvidovre", "0167")
with scope.within([owner.pk]):
    sent = keeping.SentList("liste.csv", {text!r}.encode())
    upload = keeping.keep_list(owner.pk, sent, by=UUID(int=0), at=AT)
    def pull_the_plug(done, total):
        if done >= 4:
            os.kill(os.getpid(), signal.SIGKILL)
    applying.apply_list(upload, preview(upload, AT.date(), AT).digest, AT.date(), By("x", AT), pull_the_plug)
"""
AFTER = """
owner = Organisation.objects.get()
with scope.within([owner.pk]):
    assert not Initiative.objects.exists()
    upload = ListUpload.objects.get()
    assert not Entry.objects.filter(action="portfolio.initiative.started").exists()
    done = applying.apply_list(upload, preview(upload, AT.date(), AT).digest, AT.date(), By("x", AT))
    assert done["new"] == Initiative.objects.count() == 7
    assert verify(owner.pk)[1] is None
"""


@pytest.mark.slow
@pytest.mark.own_file
def test_of_a_process_that_is_killed_in_the_middle_nothing_is_left(tmp_path: Path) -> None:
    around = os.environ | {
        "DJANGO_SETTINGS_MODULE": "samspil.settings.test",
        "SAMSPIL_HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/killed.sqlite3",
        "PYTHONPATH": str(ROOT),
    }

    def run(code: str) -> int:
        return subprocess.run(
            [sys.executable, "-c", GROUND + code], env=around, cwd=ROOT, check=False
        ).returncode

    ready_database.tables_for(str(tmp_path / "killed.sqlite3"))
    assert run(KILLED.format(text=LINES)) == -signal.SIGKILL
    assert run(AFTER) == 0
