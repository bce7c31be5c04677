"""A code from an app: it is set up once with one's password, and from then on asked for at each log-in."""

from __future__ import annotations

from base64 import b32decode
from hashlib import sha1
from hmac import digest
from time import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.apps.world import HVIDOVRE, PASSWORD, World

ROLE = "it_expert"
ADDRESS = f"{ROLE}@{HVIDOVRE}.example"
PERIOD, DIGITS = 30, 6


def code_of(secret: str) -> str:
    """The code of this half minute, as RFC 6238 has it."""
    made = digest(b32decode(secret), (int(time()) // PERIOD).to_bytes(8, "big"), sha1)
    at = made[-1] & 0x0F
    return str((int.from_bytes(made[at : at + 4], "big") & 0x7FFFFFFF) % 10**DIGITS).zfill(DIGITS)


def with_password(browser: Client) -> str:
    """Where one comes to, once the password is right."""
    answer = browser.post("/account/login/", {"login": ADDRESS, "password": PASSWORD})
    assert answer.status_code == 302
    return answer["Location"]


@pytest.fixture
def secret(world: World) -> str:
    """Somebody has set up an app; what it keeps."""
    world.log_in(Client(), HVIDOVRE, ROLE)  # makes the account
    browser = Client()
    with_password(browser)
    asks_again = browser.get(reverse("mfa_activate_totp"))["Location"]
    assert browser.post(asks_again, {"password": PASSWORD}).status_code == 302
    shown = browser.get(reverse("mfa_activate_totp"))
    kept = shown.context["form"].secret
    assert kept in shown.content.decode()
    wrong = browser.post(reverse("mfa_activate_totp"), {"code": "12"})
    assert "form" in (wrong.context or {})
    assert browser.post(reverse("mfa_activate_totp"), {"code": code_of(kept)}).status_code == 302
    cache.clear()  # a code is taken once, and the half minute may not be over
    return str(kept)


def test_the_password_alone_no_longer_lets_in(secret: str) -> None:
    browser = Client()
    asks = with_password(browser)
    assert "2fa/authenticate" in asks
    assert browser.get("/").status_code == 302
    assert browser.post(asks, {"code": "000000" if code_of(secret) != "000000" else "1"}).status_code != 302
    assert browser.get("/").status_code == 302


def test_the_code_of_the_app_lets_in_and_is_taken_once(secret: str) -> None:
    browser, another = Client(), Client()
    code = code_of(secret)
    assert browser.post(with_password(browser), {"code": code}).status_code == 302
    assert browser.get("/").status_code == 200
    assert another.post(with_password(another), {"code": code}).status_code != 302
    assert another.get("/").status_code == 302
