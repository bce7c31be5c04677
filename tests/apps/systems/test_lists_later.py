"""A long list of the register: carried out by a worker, all or nothing, followed and stopped on its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.apps.systems.kitos_files import CONTRACTS, as_csv, contracts
from tests.apps.systems.test_lists_pages import approved, upload
from tests.apps.systems.test_register_pages import KEEPER, page
from tests.apps.world import HVIDOVRE, World

from samspil.apps.systems.models import Contract, RegisterUpload
from samspil.apps.systems.services.importing import applying, applying_later, keeping
from samspil.kit.jobs import progress
from samspil.kit.jobs.running import run_next
from samspil.kit.journal.models import Entry

LINES = 7


@pytest.fixture
def head(world: World, browser: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Whoever keeps the register; what has more than two lines is long, and it is told of every second."""
    monkeypatch.setattr(applying_later, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(applying, "_TOLD_AT_ONCE", 2)
    return world.log_in(browser, HVIDOVRE, KEEPER)


def confirmed(head: Client, **said: str) -> tuple[str, str]:
    """A long list that somebody has said yes to: its page, and the one that follows it."""
    where = upload(head, as_csv(CONTRACTS, contracts(LINES)))["Location"]
    return where, approved(head, where, **said)["Location"]


def there(world: World) -> tuple[int, int]:
    with world.scope(HVIDOVRE):
        return Contract.objects.count(), Entry.objects.count()


def test_a_long_list_is_followed_until_it_is_carried_out(world: World, head: Client) -> None:
    where, far = confirmed(head)
    assert far == f"{where}progress/"
    assert "Listen læses og tjekkes en gang til" in page(head, far)
    assert head.get(where)["Location"] == far
    assert there(world)[0] == 0
    assert run_next("w", timezone.now)
    done = page(head, far)
    assert "Læst ind: 7 nye, 0 ændrede, 0 som før, 0 fjernet." in done
    assert "hx-trigger" not in done[done.index("import-progress") :]
    assert head.get(where)["Location"] == far
    assert there(world)[0] == LINES
    with world.scope(HVIDOVRE):
        kept = RegisterUpload.objects.get()
        assert (bytes(kept.content), kept.mapping) == (b"", {})
        assert keeping.forget_register_lists(kept.organisation_id, kept.expires_at) == 1


def test_it_is_told_on_the_way_how_much_is_done(
    world: World, head: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(progress, "show", lambda _name, done, total: told.append((done, total)))
    confirmed(head)
    assert run_next("w", timezone.now)
    assert told == [(2, 7), (4, 7), (6, 7), (7, 7)]


def test_of_a_list_that_is_stopped_in_the_middle_nothing_is_there(
    world: World, head: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = there(world)
    where, far = confirmed(head)
    show = progress.show

    def stop(name: str, done: int, total: int) -> None:
        show(name, done, total)
        progress.stop(name)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(progress, "show", stop)
        assert run_next("w", timezone.now)
    assert there(world) == before
    assert "Importen blev stoppet af en, der arbejder med listen." in page(head, far)
    approved(head, where)
    assert run_next("w", timezone.now)
    assert there(world)[0] == LINES


def test_whoever_waits_can_stop_it_on_the_page(world: World, head: Client) -> None:
    where, far = confirmed(head)
    assert "Stop importen" in page(head, far)
    assert head.post(f"{where}stop/")["Location"] == far
    assert "Importen er ved at blive stoppet." in page(head, far)
    assert run_next("w", timezone.now)
    assert "Importen blev stoppet" in page(head, far)
    assert there(world)[0] == 0
    assert "Listen er ikke ved at blive læst ind" in head.post(f"{where}stop/", follow=True).content.decode()


def test_a_worker_that_fails_begins_again_and_in_the_end_says_why(
    world: World, head: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = there(world)
    where, far = confirmed(head)

    def fail(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("a row too many")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(applying, "keep_drawn_under", fail)
        assert run_next("w", timezone.now)
        assert "Det begynder forfra af sig selv" in page(head, far)
        for _time in range(3):
            DBTaskResult.objects.update(run_after=timezone.now())
            assert run_next("w", timezone.now)
    told = page(head, far)
    assert "der skete en fejl i Samspil" in told
    assert "a row too many" not in told
    assert there(world) == before
    approved(head, where)
    assert run_next("w", timezone.now)
    assert there(world)[0] == LINES


def test_what_was_seen_otherwise_is_seen_again(world: World, head: Client) -> None:
    where = upload(head, as_csv(CONTRACTS, contracts(LINES)))["Location"]
    assert head.get(f"{where}progress/")["Location"] == where
    far = head.post(where, {"seen": "what nobody saw"})["Location"]
    assert run_next("w", timezone.now)
    assert "Intet af listen er læst ind." in page(head, far)
    assert there(world)[0] == 0


def test_a_list_is_put_in_line_once_and_stays_as_long_as_it_may_wait(world: World, head: Client) -> None:
    where, far = confirmed(head)
    assert head.post(where, {"seen": "x"})["Location"] == far
    assert DBTaskResult.objects.count() == 1
    with world.scope(HVIDOVRE):
        kept = RegisterUpload.objects.get()
        assert kept.confirmed_at is not None
        assert kept.expires_at == kept.confirmed_at + timedelta(days=1)
