"""What is sent twice happens once, also at the same moment; what is broken off leaves nothing."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.kit.conftest import SINCE, Two, found

from samspil.apps.organisations.models import Organisation, Unit
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.once.models import Key
from samspil.kit.tenancy import scope

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENDERS = 6


def request(organisation: Organisation, **other: Any) -> Request:
    return replace(Request(organisation.pk, "a clerk", "key-1", {"name": "new"}), **other)


def effects() -> int:
    return Unit.objects.filter(name="new").count()


def adding(organisation: Organisation) -> Callable[[], Any]:
    def add() -> Any:
        time.sleep(0.01)
        Unit.objects.create(organisation=organisation, name="new", valid_from=SINCE)
        return {"made": "new"}

    return add


def test_the_second_time_gets_the_first_answer_and_does_nothing(two: Two) -> None:
    with scope.within([two.ours.pk]):
        assert once(request(two.ours), adding(two.ours), AT) == ({"made": "new"}, False)
        assert once(request(two.ours), adding(two.ours), AT) == ({"made": "new"}, True)
        assert effects() == 1


def test_an_answer_that_is_expected_is_written_with_the_key_alone(two: Two) -> None:
    with scope.within([two.ours.pk]):
        with CaptureQueriesContext(connection) as asked:
            once(request(two.ours), lambda: "as expected", AT, expected="as expected")
        assert not [one for one in asked.captured_queries if one["sql"].startswith("UPDATE")]
        assert once(request(two.ours), adding(two.ours), AT) == ("as expected", True)


def test_an_answer_that_comes_out_otherwise_is_kept_as_it_came_out(two: Two) -> None:
    with scope.within([two.ours.pk]):
        once(request(two.ours), lambda: "otherwise", AT, expected="as expected")
        assert once(request(two.ours), adding(two.ours), AT) == ("otherwise", True)


def test_the_same_key_with_something_else_is_refused(two: Two) -> None:
    with scope.within([two.ours.pk]):
        once(request(two.ours), adding(two.ours), AT)
        with pytest.raises(AnotherRequestError):
            once(request(two.ours, body={"name": "other"}), adding(two.ours), AT)
        assert effects() == 1


@pytest.mark.parametrize("other", [{"who": "another"}, {"key": "key-2"}])
def test_another_sender_or_key_is_another_request(two: Two, other: dict[str, str]) -> None:
    with scope.within([two.ours.pk]):
        once(request(two.ours), adding(two.ours), AT)
        assert once(request(two.ours, **other), adding(two.ours), AT)[1] is False
        assert effects() == 2


def test_the_same_key_in_two_organisations_is_two_requests(two: Two) -> None:
    for organisation in (two.ours, two.theirs):
        with scope.within([organisation.pk]):
            assert once(request(organisation), adding(organisation), AT)[1] is False


def test_what_fails_uses_up_no_key(two: Two) -> None:
    def fail() -> Any:
        adding(two.ours)()
        raise ZeroDivisionError

    with scope.within([two.ours.pk]):
        with pytest.raises(ZeroDivisionError):
            once(request(two.ours), fail, AT)
        assert (effects(), Key.objects.count()) == (0, 0)
        assert once(request(two.ours), adding(two.ours), AT)[1] is False


def adding_then_killed(organisation: Organisation) -> Callable[[], Any]:
    def add() -> Any:
        adding(organisation)()
        os.kill(os.getpid(), signal.SIGKILL)

    return add


# --- at the same moment --------------------------------------------------------------------------


def send_at_once(organisation: Organisation, senders: int, body: Callable[[int], Any]) -> list[Any]:
    """Each sender in a thread with a connection of its own, let go together."""
    gate = threading.Barrier(senders)
    answers: list[Any] = [None] * senders

    def send(number: int) -> None:
        try:
            connection.ensure_connection()
            with scope.within([organisation.pk]):
                gate.wait(10)
                asked = request(organisation, body=body(number))
                answers[number] = once(asked, adding(organisation), AT)
        except Exception as error:
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(5))
def test_many_who_send_the_same_at_once_have_one_effect_and_one_answer(turn: int) -> None:
    ours, _ = found("Lejre", "0350")
    answers = send_at_once(ours, SENDERS, lambda number: {"name": "new"})
    with scope.within([ours.pk]):
        assert effects() == 1
    assert [answer for answer, _ in answers] == [{"made": "new"}] * SENDERS
    assert [again for _, again in answers].count(False) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_different_things_under_one_key_one_is_refused() -> None:
    ours, _ = found("Lejre", "0350")
    answers = send_at_once(ours, 2, lambda number: {"name": "new", "number": number})
    with scope.within([ours.pk]):
        assert effects() == 1
    assert sum(isinstance(answer, AnotherRequestError) for answer in answers) == 1


@contextmanager
def key_constraint_off() -> Iterator[None]:
    """As if nobody had made keys unique."""
    (constraint,) = Key._meta.constraints
    Key._meta.constraints = []  # on SQLite the table is made anew from the model
    with as_owner(connection), connection.schema_editor() as editor:
        editor.remove_constraint(Key, constraint)
    try:
        yield
    finally:
        Key.objects.all().delete()
        Key._meta.constraints = [constraint]
        with as_owner(connection), connection.schema_editor() as editor:
            editor.add_constraint(Key, constraint)


@contextmanager
def as_owner(connection: Any) -> Iterator[None]:
    """The application's role may not change a table."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        yield
        cursor.execute("SET ROLE samspil_app")


@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_it_happens_more_than_once() -> None:
    """The control: it is the constraint that holds the second sender, not luck."""
    ours, _ = found("Lejre", "0350")
    doubled = 0
    with scope.within([ours.pk]), key_constraint_off():
        for number in range(20):
            send_at_once(ours, SENDERS, lambda _, number=number: {"name": "new", "round": number})  # type: ignore[misc]
            doubled = max(doubled, effects())
            Unit.objects.filter(name="new").delete()
            Key.objects.all().delete()
            if doubled > 1:
                break
    assert doubled > 1


# --- killed --------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_between_key_and_effect_leaves_neither() -> None:
    ours, _ = found("Lejre", "0350")
    connection.close()  # a child must not share it
    child = os.fork()
    if child == 0:  # pragma: no cover – it does not live to tell
        with scope.within([ours.pk]):
            once(request(ours), adding_then_killed(ours), AT)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    with scope.within([ours.pk]):
        assert (effects(), Key.objects.count()) == (0, 0)
        assert once(request(ours), adding(ours), AT)[1] is False


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_that_is_taken_back_nothing_stays() -> None:
    ours, _ = found("Lejre", "0350")
    with scope.within([ours.pk]):
        with transaction.atomic():
            once(request(ours), adding(ours), AT)
            transaction.set_rollback(True)
        assert (effects(), Key.objects.count()) == (0, 0)
