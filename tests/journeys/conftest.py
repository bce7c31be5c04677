"""Journeys: the world is built in an empty database, and people sit down in it, each with a browser."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.governance.at_time import set_clock
from tests.apps.world import NOW, World
from tests.browser.conftest import browser as browser  # noqa: PLC0414
from tests.browser.looking import logged_in
from tests.journeys.desk import Desk, Seen, heard
from tests.journeys.html_standard import faults

Sit = Callable[..., Desk]
Clock = Callable[[datetime], None]


@pytest.fixture(scope="session")
def seen() -> Seen:
    """What has been looked at in this run."""
    return Seen()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Generator[dict[str, str]]:
    """Every whole page that was served, a page in a state once; they are held to the standard at the end."""
    pages: dict[str, str] = {}
    yield pages
    found = faults(pages, tmp_path_factory.mktemp("pages"))
    assert not found, "\n".join(found)


@pytest.fixture(autouse=True)
def keep_what_is_served(served: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """As it leaves the server: what a browser makes of it would hide faults."""
    plain = WSGIHandler.get_response
    states = Seen()

    def kept(self: Any, request: HttpRequest) -> HttpResponseBase:
        answer = plain(self, request)
        html = getattr(answer, "content", b"")
        if html.lstrip()[:14].lower() == b"<!doctype html":
            text = html.decode()
            if states.is_new(request.path, text):
                served[f"{request.method} {request.get_full_path()} #{len(served)}"] = text
        return answer

    monkeypatch.setattr(WSGIHandler, "get_response", kept)


DESKS = pytest.StashKey[list[Desk]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that stops tells what each person had before them."""
    report = yield
    if report.when == "call" and report.failed:
        desks: list[Desk] = item.stash.setdefault(DESKS, [])
        for number, desk in enumerate(desks, 1):
            report.sections.append((f"on screen {number}: {desk.page.url}", desk.page.inner_text("body")))
    return report


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock on the server's wall; it stands until it is set."""

    def at(moment: datetime) -> None:
        set_clock(monkeypatch, moment)

    at(NOW)
    return at


@pytest.fixture
def sits(
    request: pytest.FixtureRequest,
    browser: Browser,
    live_server: LiveServer,
    world: World,
    seen: Seen,
    clock: Clock,
) -> Generator[Sit]:
    """Somebody sits down at a browser of their own, logged in unless nobody is named."""
    told: list[list[str]] = []
    desks: list[Desk] = request.node.stash.setdefault(DESKS, [])
    contexts = []

    def sit(code: str = "", role: str = "", *, scripts: bool = True, language: str = "da-DK") -> Desk:
        context = browser.new_context(locale=language, color_scheme="light", java_script_enabled=scripts)
        context.set_default_timeout(40_000)
        contexts.append(context)
        told.append(heard(context, live_server.url))
        page = logged_in(context, live_server, world, code, role) if role else context.new_page()
        desks.append(Desk(page, live_server.url, seen, scripts))
        return desks[-1]

    yield sit
    for desk in desks:
        desk.looks()
    for context in contexts:
        context.close()
    assert [line for lines in told for line in lines] == []
