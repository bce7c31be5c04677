"""Many rows at once: whole or not at all, with what they have in common and their defaults, in scope only."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from django.db import DataError, IntegrityError, transaction
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import Initiative, ListedRow
from samspil.kit.ids import new_id
from samspil.kit.tenancy import pouring
from samspil.kit.tenancy.pouring import Into, meanwhile, pour, take_ids
from samspil.kit.tenancy.scope import NoScopeError
from samspil.kit.tenancy.sqlite_ahead import MOST
from samspil.kit.tenancy.sqlite_rows import TOGETHER

BEGUN = ("id", "public_id", "number", "title", "is_mandatory", "areas", "starts_on", "legal_deadline")
ALIKE = {"form": "project", "started_at": NOW, "changed_at": NOW}
LISTED = Into(
    ListedRow,
    ("initiative_id", "key", "digest", "values"),
    {"source": "Bench", "listed_at": NOW},
    ("organisation_id", "source", "key"),
)


def begun(key: int, title: str) -> tuple[str | int | bool | None, ...]:
    return (key, new_id().hex, f"2026-9{key:03d}", title, False, '["Ældre"]', "2026-03-02", None)


def test_rows_are_as_if_they_were_made_one_by_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pouring, "PORTION", 2)
    owner = world.organisation(HVIDOVRE).pk
    titles = ["Vagtplan \\ \"citat\" 'og' æøå", "Arkiv\nmed linjer", "[1, null]"]
    with world.scope(HVIDOVRE), transaction.atomic():
        rows = [begun(key, title) for key, title in zip(take_ids(Initiative, 3), titles, strict=True)]
        pour(Into(Initiative, BEGUN, ALIKE), owner, rows)
        found = list(Initiative.objects.order_by("pk"))
        assert [one.title for one in found] == titles
        assert [(one.pk, one.public_id.hex) for one in found] == [row[:2] for row in rows]
        one = found[0]
        assert (one.areas, one.starts_on, one.legal_deadline) == (["Ældre"], date(2026, 3, 2), None)
        assert (one.light, one.kle, one.end, one.is_joint, one.started_at) == ("grey", [], "", False, NOW)


def test_what_is_made_next_gets_another_key(world: World) -> None:
    with world.scope(HVIDOVRE), transaction.atomic():
        [key] = take_ids(Initiative, 1)
        pour(Into(Initiative, BEGUN, ALIKE), world.organisation(HVIDOVRE).pk, [begun(key, "Arkiv")])
    assert local(world, HVIDOVRE).pk > key


def test_a_row_that_is_there_is_changed_to_what_is_new(world: World) -> None:
    one, owner = local(world, HVIDOVRE), world.organisation(HVIDOVRE).pk
    with world.scope(HVIDOVRE), transaction.atomic():
        pour(LISTED, owner, [(one.pk, "|a", "x", "{}"), (one.pk, "|b", "y", "{}")])
        pour(LISTED, owner, [(one.pk, "|b", "z", '{"name": "B"}'), (one.pk, "|c", "w", "{}")])
        told = ListedRow.objects.order_by("key").values_list("key", "digest", "values")
        assert list(told) == [("|a", "x", {}), ("|b", "z", {"name": "B"}), ("|c", "w", {})]


def test_rows_of_others_are_refused(world: World) -> None:
    with world.scope(RODOVRE), transaction.atomic(), pytest.raises(NoScopeError):
        pour(LISTED, world.organisation(HVIDOVRE).pk, [])


@pytest.mark.parametrize("count", [1, TOGETHER - 1, TOGETHER, 2 * TOGETHER + 1])
def test_what_rows_share_is_kept_to_the_letter_however_many_they_are(world: World, count: int) -> None:
    one, owner = local(world, HVIDOVRE), world.organisation(HVIDOVRE).pk
    awkward = 'it\'s 100 % {s} %s "ø" \\ ? ?1 NULL'
    listed = replace(LISTED, alike={"source": awkward, "listed_at": NOW})
    with world.scope(HVIDOVRE), transaction.atomic():
        pour(listed, owner, [(one.pk, f"{awkward}{at}", awkward, "{}") for at in range(count)])
        told = ListedRow.objects.order_by("pk").values_list("source", "key", "digest", "listed_at")
        assert list(told) == [(awkward, f"{awkward}{at}", awkward, NOW) for at in range(count)]


def test_a_shared_text_that_would_be_cut_off_is_refused(world: World) -> None:
    one, owner = local(world, HVIDOVRE), world.organisation(HVIDOVRE).pk
    listed = replace(LISTED, alike={"source": "liste\0", "listed_at": NOW})
    with world.scope(HVIDOVRE), pytest.raises((ValueError, DataError)), transaction.atomic():
        pour(listed, owner, [(one.pk, "|a", "x", "{}")])


@pytest.mark.postgres
def test_nothing_is_cut_off(world: World) -> None:
    with world.scope(HVIDOVRE), transaction.atomic():
        [key] = take_ids(Initiative, 1)
        with pytest.raises(DataError), transaction.atomic():
            pour(Into(Initiative, BEGUN, ALIKE), world.organisation(HVIDOVRE).pk, [begun(key, "x" * 301)])


def test_what_is_poured_meanwhile_is_seen_by_the_next_question(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many more portions than may wait, and each question comes after all that was sent before it."""
    monkeypatch.setattr(pouring, "PORTION", 1)
    one, owner = local(world, HVIDOVRE), world.organisation(HVIDOVRE).pk
    with world.scope(HVIDOVRE), transaction.atomic(), meanwhile():
        for at in range(3):
            pour(LISTED, owner, [(one.pk, f"|{at}-{place}", "x", "{}") for place in range(2 * MOST)])
            assert ListedRow.objects.count() == (at + 1) * 2 * MOST


Rows = Iterable[tuple[str | int | bool | None, ...]]


def pour_meanwhile(owner: int, *several: Rows) -> None:
    """Initiatives, all of them or none."""
    with transaction.atomic(), meanwhile():
        for rows in several:
            pour(Into(Initiative, BEGUN, ALIKE), owner, rows)


def test_what_is_refused_meanwhile_is_heard_and_nothing_is_kept(world: World) -> None:
    owner = world.organisation(HVIDOVRE).pk
    with world.scope(HVIDOVRE):
        before, key = Initiative.objects.count(), 1_000_000
        with pytest.raises(IntegrityError):
            pour_meanwhile(owner, [begun(key, "Arkiv")], [begun(key, "Det samme igen")])
        assert Initiative.objects.count() == before


def test_where_the_next_rows_cannot_be_made_nothing_is_kept(world: World) -> None:
    owner, key, before_it = world.organisation(HVIDOVRE).pk, 1_000_000, sys.getswitchinterval()

    def rows() -> Rows:
        yield begun(key + 1, "Arkiv")
        raise RuntimeError("no more")

    with world.scope(HVIDOVRE):
        before = Initiative.objects.count()
        with pytest.raises(RuntimeError, match="no more"):
            pour_meanwhile(owner, [begun(key, "Vagtplan")], rows())
        assert Initiative.objects.count() == before
    assert sys.getswitchinterval() == before_it
