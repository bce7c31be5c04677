"""What somebody hostile tries, and what comes of it: nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.apps.world import BY, HVIDOVRE, SINCE, World

from samspil.apps.organisations import services

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "samspil.settings.production",
    "SAMSPIL_SECRET_KEY": "tTfU3cOqk9xYwNn0RZbVh5uJ8mPzL2sDg7aE4iQ1rKpXyC6vBtWj",
    "SAMSPIL_HOSTS": "samspil.example",
}


@pytest.fixture
def head(world: World) -> Client:
    """A browser of whoever leads digitalisation in Hvidovre."""
    return world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")


# --- addresses


@pytest.mark.parametrize(
    "query",
    [
        "before=2026-01-01T00:00:00%2B00:00_²",
        "before=0001-01-01T00:00:00%2B14:00_1",
        "before=9999-12-31T23:59:59-14:00_1",
        "size=²",
    ],
)
def test_a_page_key_that_is_none_is_the_first_page(head: Client, query: str) -> None:
    assert head.get(f"/decisions/?{query}").status_code == 200


# --- tokens


@pytest.fixture
def lent(world: World, head: Client) -> Generator[Callable[[], Any]]:
    """A token that the head lets a system have, as a colleague who neither logs in nor decides anything."""
    with world.scope(HVIDOVRE):
        name = "Piccoline"
        person = services.add_person(world.organisation(HVIDOVRE), name, SINCE, BY)
    world.people[HVIDOVRE, name] = person.public_id
    form = {
        "token-name": "s",
        "token-person": str(person.public_id),
        "token-until": "2099-01-01",
    }
    shown = head.post("/organisation/systems/let-in/", form).context
    secret = shown.get("secret")
    assert secret, shown["token_form"].errors
    yield lambda: Client().get("/api/organisations/own", headers={"Authorization": f"Bearer {secret}"})
    del world.people[HVIDOVRE, name]


def test_a_token_for_a_colleague_ends_when_they_come_to_hold_a_mandate(world: World, lent: Any) -> None:
    assert lent().status_code == 200
    with world.scope(HVIDOVRE):
        held = services.Held("chief_executive", SINCE)
        services.give(
            world.organisation(HVIDOVRE), world.people[HVIDOVRE, "Piccoline"], "Piccoline", held, BY
        )
    assert lent().status_code == 401


def test_a_token_for_a_colleague_ends_when_they_log_in(world: World, lent: Any) -> None:
    assert lent().status_code == 200
    world.log_in(Client(), HVIDOVRE, "Piccoline")
    assert lent().status_code == 401


# --- headers


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("/", "testserver"),
        ("/matters", "testserver"),  # a redirect to the address with a slash
        ("/nowhere/", "testserver"),
        ("/account/login/", "testserver"),
        ("/api/matters", "testserver"),
        ("/api/nowhere", "testserver"),
        ("/forums/board/calendar.ics", "testserver"),
        ("/static/nothing.css", "testserver"),
        ("/static/style.css", "testserver"),
        ("/", "evil.example"),
    ],
)
def test_no_answer_is_framed_sniffed_or_runs_what_is_not_ours(world: World, path: str, host: str) -> None:
    answer = Client().get(path, HTTP_HOST=host)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin" or path.endswith(".ics")


# --- production


def test_django_finds_nothing_to_say_about_the_production_settings(tmp_path: Path) -> None:
    found = _in_production("-m", "django", "check", "--deploy", "--fail-level", "INFO", home=tmp_path)
    assert (found.returncode, found.stdout) == (0, "System check identified no issues (0 silenced).\n"), found


def test_every_cookie_in_production_stays_with_https_and_out_of_scripts(tmp_path: Path) -> None:
    asks = (
        "from django.conf import settings as s;"
        "print([(n, getattr(s, f'{n}_COOKIE_SECURE'), getattr(s, f'{n}_COOKIE_HTTPONLY'),"
        " getattr(s, f'{n}_COOKIE_SAMESITE')) for n in ('SESSION', 'CSRF', 'LANGUAGE')])"
    )
    found = _in_production("-c", asks, home=tmp_path)
    wanted = [(name, True, True, "Lax") for name in ("SESSION", "CSRF", "LANGUAGE")]
    assert found.stdout.strip() == str(wanted), found


def _in_production(*asked: str, home: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "SAMSPIL_HOME": str(home),
        **PRODUCTION,
    }
    return subprocess.run(
        [sys.executable, *asked], env=surroundings, capture_output=True, text=True, check=False
    )
