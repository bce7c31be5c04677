"""Nothing is found of an organisation that is not in scope, however one asks; without a scope, no asking."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from tests.kit.conftest import SINCE, Two, found

from samspil.apps.organisations.models import Person, Unit
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.scope import NoScopeError

both_databases = pytest.mark.django_db(transaction=True)


def names() -> set[str]:
    return set(Unit.objects.values_list("name", flat=True))


def test_without_a_scope_every_question_is_refused(two: Two) -> None:
    for ask in (Unit.objects.all, Unit.objects.count, lambda: Unit.objects.on(SINCE)):
        with pytest.raises(NoScopeError):
            ask()


def test_with_nobody_in_scope_nothing_is_found(two: Two) -> None:
    with scope.within([]):
        assert names() == set()


def test_only_what_is_in_scope_is_found(two: Two) -> None:
    with scope.within([two.ours.pk]):
        assert names() == {"unit of Lejre"}
        assert not Unit.objects.filter(pk=two.their_unit.pk).exists()
        assert Unit.objects.aggregate(n=Count("pk"))["n"] == 1
        assert Unit.objects.filter(organisation=two.theirs).update(name="taken") == 0
        assert Unit.objects.filter(organisation=two.theirs).delete()[0] == 0


def test_a_related_row_is_found_through_the_same_scope(two: Two) -> None:
    somebody = Person(organisation=two.ours, unit_id=two.their_unit.pk, name="astray", valid_from=SINCE)
    with scope.within([two.ours.pk]), pytest.raises(Unit.DoesNotExist):
        _ = somebody.unit
    with pytest.raises(NoScopeError):
        _ = somebody.unit


def test_what_refers_to_a_row_is_found_through_the_same_scope(two: Two) -> None:
    with scope.within([two.ours.pk]):
        assert two.their_unit.people.count() == 0
        assert two.our_unit.people.count() == 1
    with pytest.raises(NoScopeError):
        two.our_unit.people.count()


def test_an_inner_scope_is_narrower_and_the_outer_comes_back(two: Two) -> None:
    with scope.within([two.ours.pk]):
        with scope.within([two.theirs.pk]):
            assert names() == {"unit of Samsø"}
        assert names() == {"unit of Lejre"}
        with scope.widened([two.theirs.pk]):
            assert names() == {"unit of Lejre", "unit of Samsø"}
        assert names() == {"unit of Lejre"}
    with pytest.raises(NoScopeError):
        names()


def test_nobody_widens_a_scope_that_is_not_open() -> None:
    with pytest.raises(NoScopeError), scope.widened([1]):
        pass  # pragma: no cover


def test_an_error_inside_a_scope_closes_it(two: Two) -> None:
    with suppress(ZeroDivisionError), scope.within([two.ours.pk]):
        _ = 1 / 0
    with pytest.raises(NoScopeError):
        names()


# --- with real transactions and connections ------------------------------------------------------


@pytest.fixture
def committed(transactional_db: None) -> Two:
    (ours, our_unit), (theirs, their_unit) = found("Lejre", "0350"), found("Samsø", "0741")
    return Two(ours, theirs, our_unit, their_unit)


@both_databases
def test_a_connection_made_inside_a_scope_knows_it(committed: Two) -> None:
    with scope.within([committed.ours.pk]):
        connection.close()
        assert names() == {"unit of Lejre"}
        assert everything() == visible({"unit of Lejre"})


@both_databases
@pytest.mark.parametrize("told_before", [True, False])
def test_after_a_rollback_the_scope_is_what_it_was(committed: Two, told_before: bool) -> None:
    with scope.within([committed.ours.pk]):
        if told_before:
            names()
        with suppress(ZeroDivisionError), transaction.atomic():
            with scope.within([committed.theirs.pk]):
                assert names() == {"unit of Samsø"}
            _ = 1 / 0
        assert names() == {"unit of Lejre"}
        assert everything() == visible({"unit of Lejre"})


@both_databases
def test_a_question_that_fails_inside_a_narrower_scope_leaves_the_outer_one(committed: Two) -> None:
    with scope.within([committed.ours.pk]), transaction.atomic():
        names()
        with suppress(IntegrityError), transaction.atomic(), scope.within([committed.theirs.pk]):
            Unit.objects.create(pk=committed.their_unit.pk, organisation=committed.theirs, valid_from=SINCE)
        assert names() == {"unit of Lejre"}
        assert everything() == visible({"unit of Lejre"})


@both_databases
def test_a_scope_that_outlives_its_transaction_still_holds(committed: Two) -> None:
    opened = scope.within([committed.theirs.pk])
    with scope.within([committed.ours.pk]):
        with suppress(ZeroDivisionError), transaction.atomic():
            opened.__enter__()
            names()
            _ = 1 / 0
        assert names() == {"unit of Samsø"}
        opened.__exit__(None, None, None)
        assert names() == {"unit of Lejre"}


@both_databases
def test_another_thread_has_no_scope_until_it_opens_one(committed: Two) -> None:
    with scope.within([committed.ours.pk]):
        names()
        assert in_thread(names) == "NoScopeError"
        assert in_thread(lambda: names_within(committed.theirs.pk)) == {"unit of Samsø"}
        assert names() == {"unit of Lejre"}


@both_databases
def test_a_thread_that_is_given_a_scope_has_it_on_its_own_connection(committed: Two) -> None:
    """Even on a connection that it opened, and asked by, before."""

    def asked_before_under_another() -> Any:
        assert names_within(committed.theirs.pk) == {"unit of Samsø"}
        return given.run(names)

    with scope.within([committed.ours.pk]):
        given = copy_context()
    assert in_thread(asked_before_under_another) == {"unit of Lejre"}


@both_databases
def test_a_connection_that_lasts_finds_nothing_once_the_scope_is_closed(committed: Two) -> None:
    with scope.within([committed.ours.pk]):
        names()
    assert everything() == visible(set())


def names_within(organisation: int) -> set[str]:
    with scope.within([organisation]):
        return names()


def everything() -> set[str]:
    """What the database itself shows to a question that goes past the managers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM organisations_unit")
        return {name for (name,) in cursor.fetchall()}


def visible(in_scope: set[str]) -> set[str]:
    """PostgreSQL has the second wall; SQLite has only the managers."""
    return in_scope if connection.vendor == "postgresql" else {"unit of Lejre", "unit of Samsø"}


def in_thread(ask: Callable[[], Any]) -> Any:
    answers: list[Any] = []

    def run() -> None:
        try:
            answers.append(ask())
        except Exception as error:
            answers.append(type(error).__name__)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return answers[0]
