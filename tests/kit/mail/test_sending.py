"""Letters to a real mail server: once, again when it fails, never twice."""

import asyncio
import socket
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.kit.conftest import Two

from samspil.apps.organisations.models import Account
from samspil.kit.mail import sending
from samspil.kit.mail.models import Letter
from samspil.kit.mail.sending import MOST_FAILURES, let_go, send_due
from samspil.kit.mail.types import How, LetterState, NewLetter
from samspil.kit.mail.writing import wish, write
from samspil.kit.tenancy import scope

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TITLE, TEXT = "Case 2026-0042 is on your table", "Maria in Birkevej wants a new lock"


class Server:
    """A mail server that does as it is told."""

    def __init__(self) -> None:
        self.received: list[Message] = []
        self.at_recipient = ""
        self.at_data = ""
        self.hangs = False

    async def handle_RCPT(  # noqa: N802 – the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.at_recipient:
            return self.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hangs:
            await asyncio.sleep(3)
        if self.at_data:
            return self.at_data
        assert isinstance(envelope.content, bytes)
        self.received.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def server(settings: Any) -> Generator[Server]:
    handler = Server()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_TIMEOUT = 1
    yield handler
    controller.stop()


@pytest.fixture
def somebody(two: Two) -> Generator[Account]:
    account = Account.objects.create_user("clerk@lejre.example", "a long password for tests")
    with scope.within([two.ours.pk]):
        yield account


def letter(to: Account, key: str = "one", *, is_example: bool = False) -> NewLetter:
    return NewLetter(to.pk, "table", key, TITLE, TEXT, "/matters/1/", is_example, AT)


def put(two: Two, *letters: NewLetter) -> None:
    write(two.ours.pk, letters, AT)


def send(at: datetime = AT, worker: str = "w") -> int:
    return send_due(worker, lambda: at)


def state() -> str:
    return str(Letter.objects.get().state)


def test_a_letter_arrives_once_as_text_and_html(two: Two, somebody: Account, server: Server) -> None:
    put(two, letter(somebody), letter(somebody))
    assert [send(), send()] == [1, 0]
    (mail,) = server.received
    assert mail["To"] == "clerk@lejre.example"
    assert mail["Subject"] == f"Samspil: {TITLE}"
    plain, html = (part.get_payload(decode=True).decode() for part in mail.get_payload())  # type: ignore[union-attr]
    for body in (plain, html):
        assert TEXT in body
        assert "http://127.0.0.1:8000/matters/1/" in body


def test_the_subject_holds_nothing_that_somebody_wrote(two: Two, somebody: Account, server: Server) -> None:
    put(two, letter(somebody))
    send()
    assert "Maria" not in str(server.received[0]["Subject"])


def test_example_data_says_so(two: Two, somebody: Account, server: Server) -> None:
    put(two, letter(somebody, is_example=True))
    send()
    assert str(server.received[0]["Subject"]).startswith("[Eksempeldata] ")
    assert "EKSEMPELDATA" in server.received[0].get_payload()[0].get_payload(decode=True).decode()  # type: ignore[union-attr, index]


def test_the_text_is_wiped_when_it_has_been_sent(two: Two, somebody: Account, server: Server) -> None:
    put(two, letter(somebody))
    send()
    assert (state(), Letter.objects.get().text) == (LetterState.SENT.value, "")


def test_what_is_wished_for_daily_comes_in_one_mail_the_next_morning(
    two: Two, somebody: Account, server: Server
) -> None:
    wish(somebody.pk, "table", How.DAILY)
    put(two, letter(somebody, "one"), letter(somebody, "two"))
    assert send() == 0
    assert send(datetime(2026, 3, 3, 5, 59, tzinfo=UTC)) == 0
    assert send(datetime(2026, 3, 3, 6, 0, tzinfo=UTC)) == 2
    (mail,) = server.received
    assert mail["Subject"] == "Samspil: 2 nyheder siden i går"


def test_what_one_wants_to_hear_nothing_of_is_not_written(two: Two, somebody: Account) -> None:
    wish(somebody.pk, "table", How.NEVER)
    put(two, letter(somebody))
    assert not Letter.objects.exists()


@pytest.mark.parametrize("answer", ["451 try later", "554 no"])
def test_a_server_that_says_no_is_asked_again_later(
    two: Two, somebody: Account, server: Server, answer: str
) -> None:
    server.at_data = answer
    put(two, letter(somebody))
    assert send() == 0
    server.at_data = ""
    assert [send(), send(AT + timedelta(minutes=1))] == [0, 1]


def test_a_server_that_hangs_is_left_and_asked_again(two: Two, somebody: Account, server: Server) -> None:
    server.hangs = True
    put(two, letter(somebody))
    assert send() == 0
    assert (state(), Letter.objects.get().failures) == (LetterState.WAITING.value, 1)
    server.hangs = False
    assert send(AT + timedelta(minutes=1)) == 1


def test_while_nobody_answers_the_other_letters_do_not_try(
    two: Two, somebody: Account, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    put(two, letter(somebody, "one"), letter(somebody, "two"))
    send()
    assert sorted(Letter.objects.values_list("failures", flat=True)) == [0, 1]


def test_an_address_that_is_refused_is_given_up(two: Two, somebody: Account, server: Server) -> None:
    server.at_recipient = "550 no such user"
    put(two, letter(somebody))
    send()
    assert state() == LetterState.REFUSED.value


def test_a_letter_that_fails_for_a_day_is_given_up(two: Two, somebody: Account, server: Server) -> None:
    server.at_data = "451 try later"
    put(two, letter(somebody))
    for number in range(MOST_FAILURES + 1):
        send(AT + timedelta(hours=12 * number))
    assert state() == LetterState.REFUSED.value


def test_a_letter_that_a_dead_worker_held_is_sent_by_another(
    two: Two, somebody: Account, server: Server
) -> None:
    put(two, letter(somebody))
    Letter.objects.update(state=LetterState.HELD.value, worker="dead", held_until=AT + timedelta(minutes=5))
    assert [send(), send(AT + timedelta(minutes=6))] == [0, 1]


def test_a_letter_that_the_server_may_have_is_not_sent_again(
    two: Two, somebody: Account, server: Server
) -> None:
    put(two, letter(somebody))
    Letter.objects.update(state=LetterState.HANDED.value, worker="dead", held_until=AT)
    let_go(AT + timedelta(seconds=1))
    assert send(AT + timedelta(hours=1)) == 0
    assert state() == LetterState.UNCERTAIN.value


def test_two_workers_do_not_send_the_same(
    two: Two, somebody: Account, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(two, letter(somebody))
    hold = sending._hold

    def second_comes_first(worker: str, now: datetime) -> list[Letter]:
        held = hold(worker, now)
        if worker == "first":
            send(worker="second")
        return held

    monkeypatch.setattr(sending, "_hold", second_comes_first)
    send(worker="first")
    assert len(server.received) == 1
