"""Another system is asked over a real socket: what it does wrong is met, and the token stays ours."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone
from tests.kit.asking.server import OUTSIDE, Answer, Answering, answering

from samspil.core.errors import ProblemsError
from samspil.kit.asking.asking import Around, Asking, Limits, outside, plain_address, plain_token
from samspil.kit.webhooks.addresses import Destination
from samspil.kit.webhooks.calling import connected

BASE = "https://kitos.example.org"
TOKEN = "hemmelig-nøgle".replace("ø", "o")
HOSTS = frozenset({"kitos.example.org"})


def always(one: Answer) -> Iterable[Answer]:
    while True:
        yield one


def asked(*said: Answer, limits: Limits | None = None) -> tuple[object, Answering]:
    """What comes of asking once, where these are the answers, one after the other and then the last."""
    left = list(said)

    def next_one(_path: str, _headers: Mapping[str, str]) -> Answer:
        return left.pop(0) if len(left) > 1 else left[0]

    with answering(next_one) as server:
        asking = Asking(BASE, TOKEN, server.around(), limits)
        try:
            return asking.get("/api/v2/x?page=0"), server
        except ProblemsError as error:
            return error, server


def refused_as(*said: Answer, limits: Limits | None = None) -> tuple[str, int]:
    """The code, and how often the server was asked."""
    found, server = asked(*said, limits=limits)
    assert isinstance(found, ProblemsError), found
    assert TOKEN not in repr(found)
    return found.problems[0].code, len(server.heard)


def test_what_is_answered_is_read_and_the_token_goes_in_its_header_alone() -> None:
    found, server = asked(Answer(b'[{"uuid": "a"}]'))
    assert found == [{"uuid": "a"}]
    [(path, headers)] = server.heard
    assert (path, headers["Authorization"]) == ("/api/v2/x?page=0", f"Bearer {TOKEN}")
    assert headers["Host"].startswith("127.0.0.1") or headers["Host"] == "kitos.example.org"
    assert TOKEN not in path


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_system_is_asked_again_and_given_up_after_four_tries(status: int) -> None:
    assert asked(Answer(status=status), Answer(status=status), Answer(b"[1]"))[0] == [1]
    assert refused_as(Answer(status=status)) == ("other_system_busy", 4)


def test_who_says_when_to_come_again_is_waited_for_but_not_for_ever() -> None:
    pauses: list[float] = []
    with answering(lambda _path, _headers: Answer(status=429, headers={"Retry-After": "7"})) as server:
        around = replace(server.around(), pause=pauses.append)
        with pytest.raises(ProblemsError):
            Asking(BASE, TOKEN, around).get("/")
    assert pauses == [7, 7, 7]
    soon = Answer(status=429, headers={"Retry-After": "86400"})
    assert refused_as(soon) == ("other_system_busy", 4)
    assert refused_as(soon, limits=Limits(seconds_in_all=40)) == ("other_system_too_slow", 2)


def test_the_pause_grows_where_nothing_is_said() -> None:
    pauses: list[float] = []
    said = Answer(status=500, headers={"Retry-After": "snart"})
    with answering(lambda _path, _headers: said) as server, pytest.raises(ProblemsError):
        Asking(BASE, TOKEN, replace(server.around(), pause=pauses.append)).get("/")
    assert pauses == [1, 2, 4]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "other_system_refuses_token"),
        (403, "other_system_refuses_token"),
        (400, "other_system_answered"),
        (404, "other_system_answered"),
        (204, "other_system_answered"),
    ],
)
def test_what_will_not_change_is_not_asked_again(status: int, code: str) -> None:
    assert refused_as(Answer(b"", status=status)) == (code, 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(status: int) -> None:
    said = Answer(b"", status, {"Location": "https://kitos.example.org/elsewhere"})
    found, server = asked(said, Answer(b"[]"))
    assert isinstance(found, ProblemsError)
    assert found.problems[0].code == "other_system_answered"
    assert [path for path, _headers in server.heard] == ["/api/v2/x?page=0"]


@pytest.mark.parametrize(
    "said",
    [
        Answer(b'[{"uuid": "a"'),
        Answer(b""),
        Answer(b"<html>Log ind</html>"),
        Answer(b"[NaN]"),
        Answer(b"[" * 100_000),
        Answer(b"\xff\xfe["),
    ],
    ids=["cut off", "nothing", "a page", "no number", "very deep", "no text"],
)
def test_what_is_cut_off_or_no_data_is_asked_again_and_then_refused(said: Answer) -> None:
    assert refused_as(said) == ("other_system_not_json", 4)
    assert asked(said, Answer(b"[2]"))[0] == [2]


def test_an_answer_shorter_than_it_claims_is_asked_for_again() -> None:
    short = Answer(b"[]", claims=5000)
    assert refused_as(short) == ("other_system_unreachable", 4)
    assert asked(short, Answer(b"[3]"))[0] == [3]


def test_nothing_larger_than_allowed_is_taken_into_memory() -> None:
    limits = Limits(bytes=100_000, bytes_in_all=150_000)
    assert asked(Answer(b"[" + b" " * 99_998 + b"]"), limits=limits)[0] == []
    assert refused_as(Answer(b"[" + b" " * 99_999 + b"]"), limits=limits) == ("other_system_too_large", 1)
    with answering(lambda _path, _headers: Answer(b"[" + b" " * 80_000 + b"]")) as server:
        asking = Asking(BASE, TOKEN, server.around(), limits)
        assert asking.get("/1") == []
        with pytest.raises(ProblemsError) as caught:
            asking.get("/2")
    assert caught.value.problems[0].code == "other_system_too_large"


@pytest.mark.parametrize("headers", [{}, {"Connection": "close"}])
def test_an_answer_a_byte_at_a_time_is_cut_off(headers: dict[str, str]) -> None:
    slow = Answer(b"[" + b" " * 5000 + b"]", headers=headers, drips=0.02)
    assert refused_as(slow, limits=Limits(seconds=0.2, tries=1)) == ("other_system_unreachable", 1)


def test_all_together_takes_no_longer_than_it_may() -> None:
    with answering(lambda _path, _headers: Answer(b"[]")) as server:
        times = iter([0.0, 1.0, 179.0, 181.0])
        asking = Asking(BASE, TOKEN, replace(server.around(), clock=lambda: next(times)))
        assert (asking.get("/1"), asking.get("/2")) == ([], [])
        with pytest.raises(ProblemsError) as caught:
            asking.get("/3")
    assert caught.value.problems[0].code == "other_system_too_slow"


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "::ffff:10.0.0.7"])
def test_a_name_that_leads_inside_is_not_asked_whatever_else_it_leads_to(inside: str) -> None:
    with answering(lambda _path, _headers: Answer()) as server:
        around = replace(server.around(), look_up=lambda _host, _port: [OUTSIDE, inside])
        with pytest.raises(ProblemsError) as caught:
            Asking(BASE, TOKEN, around).get("/")
    assert (caught.value.problems[0].code, server.heard) == ("other_system_inside", [])


def test_a_name_that_nobody_knows_and_a_system_that_is_down_are_told() -> None:
    with answering(lambda _path, _headers: Answer()) as server:
        around = server.around()
        with pytest.raises(ProblemsError) as caught:
            Asking(BASE, TOKEN, replace(around, look_up=lambda _host, _port: [])).get("/")
        assert caught.value.problems[0].code == "other_system_unreachable"
    with pytest.raises(ProblemsError) as caught:
        Asking(BASE, TOKEN, around).get("/")
    assert caught.value.problems[0].args["said"] == "ConnectionRefusedError"


def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path: Path) -> None:
    with answering(lambda _path, _headers: Answer()) as server:
        own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        own.load_cert_chain(*certificate(tmp_path, "kitos.example.org"))
        server.socket = own.wrap_socket(server.socket, server_side=True)

        def here(to: Destination) -> http.client.HTTPConnection:
            return connected(replace(to, address="127.0.0.1", port=server.server_port))

        with pytest.raises(ProblemsError) as caught:
            Asking(BASE, TOKEN, replace(server.around(), connect=here), Limits(tries=1)).get("/")
    assert caught.value.problems[0].args["said"] == "SSLCertVerificationError"
    assert server.heard == []


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that its owner has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = timezone.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now.replace(year=now.year - 1, day=1))
        .not_valid_after(now.replace(year=now.year + 1, day=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    of, private = folder / "of.pem", folder / "key.pem"
    of.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return of, private


@pytest.mark.parametrize(
    "url",
    [
        "https://kitos.example.org",
        " https://kitos.example.org/ ",
        "https://kitos.example.org/api/v2",
        "https://kitos.example.org/api/v2/",
        "https://kitos.example.org:443",
    ],
)
def test_an_address_that_may_be_asked_is_its_host_alone(url: str) -> None:
    assert plain_address(url, HOSTS) == BASE


@pytest.mark.parametrize(
    "url",
    [
        *("http://kitos.example.org", "https://other.example.org", "https://kitos.example.org.evil.example"),
        *(
            "https://kitos.example.org@evil.example",
            "https://evil.example#kitos.example.org",
            "kitos.example.org",
        ),
        *(
            "https://kitos.example.org:8443",
            "https://kitos.example.org/?x=1",
            "https://kitos.example.org/else",
        ),
        *(
            "https://127.0.0.1",
            "ftp://kitos.example.org",
            "",
            "https://",
            "https://kitos.example.org/\r\nX: y",
        ),
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        plain_address(url, HOSTS)
    assert caught.value.problems[0].code == "other_system_address"


@pytest.mark.parametrize("said", ["abc.def-_=", " abc.def-_= ", "Bearer abc.def-_=", "bearer  abc.def-_=\n"])
def test_a_token_is_taken_as_people_copy_it(said: str) -> None:
    assert plain_token(said) == "abc.def-_="


@pytest.mark.parametrize(
    "said", ["", "  ", "a b", "a\r\nX-Evil: 1", "nøgle", "a\x00b", "a" * 8001, "Bearer a b"]
)
def test_a_token_that_does_not_fit_a_header_is_refused_and_not_told(said: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        plain_token(said)
    assert (caught.value.problems[0].code, caught.value.problems[0].args) == ("other_system_token", {})


def test_who_asks_shows_no_token() -> None:
    around = Around(lambda: 0.0, lambda _seconds: None)
    assert TOKEN not in repr(Asking(BASE, TOKEN, around))
    assert outside().clock() <= outside().clock()


def test_nothing_is_left_running() -> None:
    before = threading.active_count()
    asked(Answer())
    assert threading.active_count() == before
