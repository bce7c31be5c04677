"""At night the ledger is re-added: what agrees says nothing, what does not is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from tests.apps.funding.ground import FEBRUARY, JANUARY, account, books_of, moves
from tests.apps.world import NOW, World

from samspil.apps.funding.models import Account, AccountDay, Books
from samspil.apps.funding.services.comparing import compare_books
from samspil.apps.funding.services.posting import reverse
from samspil.core.finance.ledger import Kind
from samspil.kit.journal.models import Entry
from samspil.processes.compare_books import compare_all_books


@pytest.fixture
def pool(world: World) -> UUID:
    """A pool in which much has happened: forwards, back, and reversed."""
    levy, found, grants = (account(world, kind) for kind in (Kind.LEVY, Kind.POOL, Kind.GRANTS))
    moves(world, levy, found, 1000, on=FEBRUARY)
    moves(world, levy, found, 50, on=JANUARY)
    paid = moves(world, found, grants, 300)
    with world.scope(""):
        reverse(paid.id, "Forkert", "back", keeper=books_of(world))
    return found


def compared(world: World) -> list[str]:
    with world.scope(""):
        return compare_books(world.association.pk, at=NOW)


def test_a_ledger_that_agrees_says_nothing_and_when_it_was_compared(world: World, pool: UUID) -> None:
    assert compared(world) == []
    with world.scope(""):
        books = Books.objects.get()
        assert (books.compared_at, books.differences) == (NOW, 0)
        assert not Entry.objects.filter(action="funding.ledger.differs").exists()


def test_who_has_no_ledger_has_nothing_to_compare(world: World) -> None:
    assert compared(world) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows.filter(day=FEBRUARY).update(closing_minor=1), "days differ"),
        (lambda rows: rows.filter(day=FEBRUARY).update(in_minor=1), "days differ"),
        (lambda rows: rows.filter(day=FEBRUARY).delete(), "days differ"),
        (lambda _rows: Account.objects.filter(kind="pool").update(balance_minor=5), "balance 5"),
        (lambda _rows: Books.objects.update(last_number=9), "last number 9"),
    ],
)
def test_what_was_changed_behind_its_back_is_told(
    change: Callable[[QuerySet[AccountDay]], object], words: str, world: World, pool: UUID
) -> None:
    with world.scope(""):
        change(AccountDay.objects.filter(account__public_id=pool))
    found = compared(world)
    assert any(words in one for one in found)
    with world.scope(""):
        assert Books.objects.get().differences == len(found)
        assert Entry.objects.filter(action="funding.ledger.differs").count() == 1


def test_every_ledger_is_compared_and_what_is_wrong_is_said_loudly(
    world: World, pool: UUID, caplog: pytest.LogCaptureFixture
) -> None:
    assert compare_all_books(timezone.now()) == []
    with world.scope(""):
        Account.objects.filter(kind="pool").update(balance_minor=5)
    with caplog.at_level(logging.ERROR):
        assert compare_all_books(timezone.now()) == [world.association.name]
    assert "does not agree" in caplog.text
