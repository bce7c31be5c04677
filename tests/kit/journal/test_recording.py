"""The journal is written with the change it tells of: a chain for each organisation, also by many at once."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st
from tests.kit.conftest import BY, Two, found

from samspil.kit.journal import chain, tables
from samspil.kit.journal.erasing import erase
from samspil.kit.journal.models import Entry, Head, PersonalValue
from samspil.kit.journal.recording import By, NotInTransactionError, Recorder, Told, record, told_of
from samspil.kit.journal.verifying import verify
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.scope import NoScopeError

texts = st.text(st.characters(codec="utf-8"))


def told(number: int = 1, **more: Any) -> Told:
    return Told("matter.moved", "matter", f"m{number}", {"number": number}, **more)


def test_entries_stand_in_order_each_on_the_one_before(two: Two) -> None:
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told(1), told(2)], BY)
        record(two.ours.pk, [told(3)], BY)
        rows = list(Entry.objects.order_by("sequence"))
        assert [row.sequence for row in rows] == [1, 2, 3]
        assert [row.previous for row in rows] == [chain.GENESIS, rows[0].hash, rows[1].hash]
        assert Head.objects.values_list("sequence", "hash").get() == (3, rows[2].hash)
        assert verify(two.ours.pk) == (3, None)


def test_the_hash_is_the_one_that_is_written_down_here() -> None:
    """Worked out by hand with sha256sum, so that it can never change unseen."""
    link = chain.Link("7", 1, "2026-03-02T09:00:00.000000+00:00", "a", "done", "matter", "m", '{"ø":1}')
    assert chain.line(link) == (
        '{"action":"done","actor":"a","at":"2026-03-02T09:00:00.000000+00:00","facts":"{\\"ø\\":1}",'
        '"organisation":"7","sequence":1,"subject_id":"m","subject_type":"matter"}'
    )
    assert (
        chain.hash_of(chain.GENESIS, link)
        == "115b362d6bca618f8ec46d95af18dd9d23ebb3c6b2a341554f84706e8be264c3"
    )


def test_facts_are_told_as_a_chain_can_hold_them_and_words_beside_it() -> None:
    key = UUID(int=7)
    facts = {"on": date(2026, 3, 2), "part": Decimal("0.50"), "of": key, "days": [1, 2], "where": None}
    entry = told_of("plan.made", ("plan", key), {**facts, "n": 3}, {"why": "Ny lov", "note": ""})
    written = "00000000-0000-0000-0000-000000000007"
    said = {"on": "2026-03-02", "part": "0.50", "of": written, "days": [1, 2], "where": None, "n": 3}
    assert entry == Told("plan.made", "plan", written, said, {"why": "Ny lov"})


@given(st.tuples(texts, st.integers(1, 10**9), texts, texts, texts, texts, texts, texts))
def test_the_fast_line_is_the_canonical_one(values: Any) -> None:
    link = chain.Link(*values)
    assert chain.line(link) == chain.canonical(link._asdict())


def test_a_moment_is_told_in_utc_wherever_it_was_said(two: Two) -> None:
    at = datetime(2026, 3, 2, 9, 30, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told()], By("clock", at))
        record(two.ours.pk, [told()], By("clock", at.replace(microsecond=0)))
        assert Entry.objects.earliest("sequence").at == at.astimezone(UTC)
        assert verify(two.ours.pk) == (2, None)


def test_nothing_to_tell_tells_nothing(two: Two) -> None:
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [], BY)
        assert not Entry.objects.exists()


def test_what_is_told_in_portions_is_one_chain_whose_end_is_asked_for_once(
    two: Two, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told()], BY)
        recorder = Recorder(two.ours.pk, BY)
        with django_assert_num_queries({"postgresql": 1, "sqlite": 5}[connection.vendor]):
            for number in range(2):
                recorder.add([told(number), told(number)])
            recorder.add([])
        assert verify(two.ours.pk) == (5, None)


def test_nobody_writes_in_the_journal_of_another(two: Two) -> None:
    with scope.within([two.ours.pk]), pytest.raises(NoScopeError):
        record(two.theirs.pk, [told()], BY)
    with scope.within([two.ours.pk]), pytest.raises(NoScopeError):
        verify(two.theirs.pk)


@pytest.mark.parametrize("count", [1, tables.FEW, tables.FEW + 1, 50])
def test_one_change_costs_the_same_questions_however_much_it_tells(
    two: Two, count: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    """One to lock; over a network the rest goes with what comes next, in a file one for each table."""
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told()], BY)
        with django_assert_num_queries({"postgresql": 1, "sqlite": 4}[connection.vendor]):
            record(two.ours.pk, [told(number, personal={"reason": "ja"}) for number in range(count)], BY)


AWKWARD = 'it\'s \\ 100 % {s} "ø" \n\t \x1f 😀 NULL'


@pytest.mark.parametrize("count", [1, tables.FEW, tables.FEW + 1, tables.MANY + 1, tables.PORTION + 1])
def test_what_is_told_is_kept_to_the_letter_however_much_is_told(two: Two, count: int) -> None:
    """Few and many go to the database in different forms, and very many in portions."""
    awkward = Told(AWKWARD, AWKWARD, AWKWARD, {AWKWARD: AWKWARD}, {"reason": AWKWARD})
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [awkward] * count, By(AWKWARD, BY.at))
        last = Entry.objects.latest("sequence")
        assert (last.actor, last.action, last.subject_type, last.subject_id) == (AWKWARD,) * 4
        assert json.loads(last.facts)[AWKWARD] == AWKWARD
        assert set(PersonalValue.objects.values_list("value", flat=True)) == {AWKWARD}
        assert PersonalValue.objects.count() == count
        assert verify(two.ours.pk) == (count, None)


# --- the database itself -------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["UPDATE journal_entry SET actor = 'x'", "DELETE FROM journal_entry"])
def test_the_database_refuses_to_change_an_entry(two: Two, asked: str) -> None:
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told()], BY)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(asked)


ADDED_ONLY = ("journal.Entry", "governance.MatterEvent", "governance.Decision")


@pytest.mark.parametrize("label", ADDED_ONLY)
def test_what_is_added_only_still_has_its_triggers_after_every_migration(db: None, label: str) -> None:
    """A migration that makes a table anew on SQLite would lose them."""
    table = apps.get_model(label)._meta.db_table
    ask = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(ask, [table])
        assert {name for (name,) in cursor.fetchall()} >= {f"{table}_no_UPDATE", f"{table}_no_DELETE"}


@pytest.mark.parametrize("model", [Entry, Head, PersonalValue])
def test_every_index_is_one_that_something_asks_for(db: None, model: type[Model]) -> None:
    """Each costs every entry; one on the owner alone is the beginning of another."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    indexes = [tuple(one["columns"]) for one in found if one["index"] or one["unique"]]
    assert not [one for one in indexes for other in indexes if one != other and one == other[: len(one)]]
    assert any(one[0] == "organisation_id" for one in indexes)


# --- personal values -----------------------------------------------------------------------------


def test_a_personal_value_is_not_in_the_chain(two: Two) -> None:
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told(personal={"reason": "Kim er syg"})], BY)
        assert "Kim" not in Entry.objects.get().facts
        kept = PersonalValue.objects.get()
        assert kept.value == "Kim er syg"
        assert kept.commitment in Entry.objects.get().facts


def test_the_same_value_said_twice_cannot_be_recognised(two: Two) -> None:
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told(personal={"reason": "ja"}), told(personal={"reason": "ja"})], BY)
        assert PersonalValue.objects.values("commitment").distinct().count() == 2


def test_what_is_erased_is_gone_and_the_chain_holds(two: Two) -> None:
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told(1, personal={"reason": "Kim", "title": "Kims sag"}), told(2)], BY)
        record(two.ours.pk, [told(2, personal={"reason": "Bo"})], BY)
        assert erase(two.ours.pk, "matter", "m1", BY) == 2
        assert list(PersonalValue.objects.values_list("value", flat=True)) == ["Bo"]
        assert verify(two.ours.pk) == (4, None)
        last = Entry.objects.latest("sequence")
        assert (last.action, last.subject_id, last.facts) == ("journal.personal.erased", "m1", '{"values":2}')


def test_erasing_again_or_nothing_tells_nothing(two: Two) -> None:
    with scope.within([two.ours.pk]):
        record(two.ours.pk, [told(1, personal={"reason": "Kim"})], BY)
        erase(two.ours.pk, "matter", "m1", BY)
        assert erase(two.ours.pk, "matter", "m1", BY) == 0
        assert erase(two.ours.pk, "matter", "m2", BY) == 0
        assert Entry.objects.count() == 2


def test_erasing_reaches_no_other_organisation(two: Two) -> None:
    for organisation in (two.ours, two.theirs):
        with scope.within([organisation.pk]):
            record(organisation.pk, [told(1, personal={"reason": "Kim"})], BY)
    with scope.within([two.ours.pk]):
        erase(two.ours.pk, "matter", "m1", BY)
    with scope.within([two.theirs.pk]):
        assert PersonalValue.objects.count() == 1


# --- with real transactions ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_told() -> None:
    ours, _ = found("Lejre", "0350")
    with scope.within([ours.pk]), pytest.raises(NotInTransactionError):
        record(ours.pk, [told()], BY)


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_was_never_told() -> None:
    ours, _ = found("Lejre", "0350")
    with scope.within([ours.pk]):
        with transaction.atomic():
            record(ours.pk, [told()], BY)
            transaction.set_rollback(True)
        with transaction.atomic():
            record(ours.pk, [told(2)], BY)
        assert Entry.objects.get().sequence == 1
        assert verify(ours.pk) == (1, None)


def write(organisation: int, times: int) -> None:
    with scope.within([organisation]):
        for number in range(times):
            with transaction.atomic():
                record(organisation, [told(number), told(number)], BY)


def in_threads(work: Mapping[int, int], times: int) -> list[Exception]:
    """Writers in threads with a connection of their own; what went wrong."""
    wrong: list[Exception] = []

    def run(organisation: int) -> None:
        try:
            write(organisation, times)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=[organisation])
        for organisation, writers in work.items()
        for _ in range(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong


@pytest.mark.django_db(transaction=True)
def test_eight_writers_of_one_chain_make_one_chain() -> None:
    ours, _ = found("Lejre", "0350")
    assert in_threads({ours.pk: 8}, 10) == []
    with scope.within([ours.pk]):
        assert verify(ours.pk) == (160, None)


@pytest.mark.django_db(transaction=True)
def test_eight_writers_of_eight_chains_make_eight() -> None:
    chains = [found(f"Kommune {number}", f"000{number}")[0].pk for number in range(8)]
    assert in_threads(dict.fromkeys(chains, 1), 10) == []
    for organisation in chains:
        with scope.within([organisation]):
            assert verify(organisation) == (20, None)


@pytest.mark.django_db(transaction=True)
def test_processes_write_one_chain_together() -> None:
    ours, _ = found("Lejre", "0350")
    connection.close()
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:  # pragma: no cover – another process
            failed = True
            try:
                write(ours.pk, 10)
                failed = False
            finally:
                os._exit(failed)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0, 0]
    with scope.within([ours.pk]):
        assert verify(ours.pk) == (80, None)
