"""What the first pages weigh as a real server sends them and Chromium fetches them, fonts and all.

The server is the one of `samspil serve`: gunicorn, with styles and scripts packed beforehand, over the world
of the tests.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as in_force
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page
from tests.apps.conftest import django_db_setup, world  # noqa: F401 – the world of the applications
from tests.apps.world import World
from tests.browser.looking import AXE  # noqa: F401 – Django is told that the loop is no asynchronous code

from samspil.cli.running.serving import web_server
from samspil.settings import dev

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BUDGET = 150_000
WAITS_SECONDS = 120


@dataclass
class Fetched:
    """What Chromium fetched: bytes over the line by address, heads of answers counted in; and from where."""

    bytes: dict[str, int] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)

    def elsewhere(self, origin: str) -> list[str]:
        return [one for one in self.bytes if not one.startswith((origin, "data:"))]

    @property
    def told(self) -> str:
        lines = [f"{size:>8} {self.encodings.get(one, ''):>5} {one}" for one, size in self.bytes.items()]
        return "\n".join([*sorted(lines, reverse=True), f"{sum(self.bytes.values()):>8} in all"])


@pytest.fixture
def server(world: World, settings: Any, tmp_path: Path) -> Generator[str]:  # noqa: F811
    """Where the world is served as in real use."""
    if connection.vendor != "sqlite":
        pytest.skip("the file of the tests is what the server opens")
    settings.SECRET_KEY = dev.SECRET_KEY  # so that who logs in here is logged in there
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    around = os.environ | {
        "DJANGO_SETTINGS_MODULE": "samspil.settings.dev",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "SAMSPIL_HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(one for one in sys.path if one),
        "PYTHONWARNINGS": "ignore",
    }
    gather = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(gather, env=around, check=True)
    with subprocess.Popen(web_server(address, workers=1), env=around) as running:
        try:
            _wait_for(address)
            yield f"http://{address}"
        finally:
            running.terminate()


def _wait_for(address: str) -> None:
    host, port = address.split(":")
    for _tenth in range(WAITS_SECONDS * 10):
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def open_anew(browser: Browser, address: str, cookies: list[dict[str, Any]] | None = None) -> Fetched:
    """A page in a browser that has fetched nothing before."""
    context = browser.new_context(locale="da-DK", color_scheme="light")
    if cookies:
        context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    fetched = _listen(page)
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    assert page.url == address, "nobody is sent elsewhere"
    context.close()
    return fetched


def _listen(page: Page) -> Fetched:
    fetched, addresses = Fetched(), dict[str, str]()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on(
        "Network.requestWillBeSent", lambda one: addresses.update({one["requestId"]: one["request"]["url"]})
    )

    def answered(one: dict[str, Any]) -> None:
        heads = {name.lower(): said for name, said in one["response"]["headers"].items()}
        fetched.encodings[one["response"]["url"]] = heads.get("content-encoding", "")

    def finished(one: dict[str, Any]) -> None:
        address = addresses[one["requestId"]]
        fetched.bytes[address] = fetched.bytes.get(address, 0) + int(one["encodedDataLength"])

    line.on("Network.responseReceived", answered)
    line.on("Network.loadingFinished", finished)
    return fetched


def test_the_first_pages_are_light_and_fetch_nothing_from_elsewhere(
    world: World,  # noqa: F811
    browser: Browser,
    server: str,
) -> None:
    client = world.log_in(Client(), "", "coordinator")
    session = client.cookies[in_force.SESSION_COOKIE_NAME].value
    cookie = {"name": in_force.SESSION_COOKIE_NAME, "value": session, "url": server}
    pages = {
        "log in": open_anew(browser, f"{server}/account/login/"),
        "My work": open_anew(browser, f"{server}/", [cookie]),
    }
    for name, fetched in pages.items():
        assert sum(fetched.bytes.values()) <= BUDGET, f"{name}\n{fetched.told}"
        assert fetched.elsewhere(server) == [], name
        assert {".css", ".js", ".woff2"} <= {Path(one.partition("?")[0]).suffix for one in fetched.bytes}, (
            f"{name}: a page without styles, scripts and fonts is not the whole page"
        )
