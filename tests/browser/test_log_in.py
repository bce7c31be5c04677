"""Logging in: with a password, as a role of the example, with a passkey, with the workplace's service."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from django.urls import clear_url_caches, path, set_urlconf
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from tests.apps.conftest import world as world  # noqa: PLC0414 – the fixture itself
from tests.apps.world import BY, HVIDOVRE, SINCE, World
from tests.browser.looking import bars_nobody, logged_in, shot

from samspil.apps.organisations import services, urls
from samspil.apps.organisations.demo_log_ins import LOG_INS
from samspil.apps.organisations.models import Account, Organisation
from samspil.apps.organisations.views import demo_log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long password for tests"
ADDRESS = "anna@hvidovre.example"
NODE = shutil.which("node")


@pytest.fixture
def anna(world: World) -> Account:
    account = Account.objects.create_user(ADDRESS, PASSWORD)
    with world.scope(HVIDOVRE):
        person = world.people[HVIDOVRE, "head_of_digitalisation"]
        services.let_act(account, world.organisation(HVIDOVRE), person, SINCE, BY)
    return account


@pytest.fixture
def context(browser: Browser) -> Generator[BrowserContext]:
    opened = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def said(context: BrowserContext) -> list[str]:
    """What the console complains of: a script or style that the content policy stops."""
    heard: list[str] = []
    context.on("console", lambda one: heard.append(one.text) if one.type == "error" else None)
    return heard


@pytest.fixture
def demo(settings: Any, world: World) -> Generator[Account]:
    """Demo mode, with one of its log-ins made."""
    settings.SAMSPIL_DEMO = True
    added = path("try-as/", demo_log_in.demo_log_in, name="demo_log_in")
    urls.urlpatterns.append(added)
    clear_url_caches()
    set_urlconf(None)
    Organisation.objects.update(is_example=True)
    account = Account.objects.create_user(LOG_INS[1].email)
    with world.scope(HVIDOVRE):
        person = world.people[HVIDOVRE, "it_expert"]
        services.let_act(account, world.organisation(HVIDOVRE), person, SINCE, BY)
    yield account
    urls.urlpatterns.remove(added)
    clear_url_caches()


def log_in(page: Page, server: LiveServer, password: str = PASSWORD) -> None:
    page.goto(f"{server.url}/account/login/")
    page.get_by_label("Email").or_(page.get_by_label("E-mail")).first.fill(ADDRESS)
    page.locator("input[type=password]").fill(password)
    page.get_by_role("button", name="Log ind", exact=True).click()


def test_with_a_password_one_is_in_and_with_a_wrong_one_not(
    live_server: LiveServer, context: BrowserContext, anna: Account, said: list[str]
) -> None:
    page = context.new_page()
    log_in(page, live_server, "not the password")
    assert page.locator(".ds-error-summary").is_visible()
    bars_nobody(page)
    shot(page, "log-in-wrong")
    log_in(page, live_server)
    assert "/account/" not in page.url
    assert said == []


def test_a_role_of_the_example_is_one_press(
    live_server: LiveServer, context: BrowserContext, demo: Account, said: list[str]
) -> None:
    page = context.new_page()
    page.goto(f"{live_server.url}/account/login/")
    assert page.locator("button.s-as").count() == len(LOG_INS)
    bars_nobody(page)
    shot(page, "log-in-demo")
    page.get_by_role("button", name="Ekspert i screeninggruppen").click()
    assert "/account/" not in page.url
    assert said == []


def test_without_demo_mode_no_role_is_offered(
    live_server: LiveServer, context: BrowserContext, anna: Account
) -> None:
    page = context.new_page()
    page.goto(f"{live_server.url}/account/login/")
    assert page.locator("button.s-as").count() == 0
    answer = context.request.post(f"{live_server.url}/organisation/try-as/")
    assert answer.status == 404
    bars_nobody(page)
    shot(page, "log-in")


PAGES = [
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-wrong/",
    "/account/signup/",
]
INSIDE = [
    "/organisation/me/",
    "/organisation/systems/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/logout/",
    "/api/docs",
]


def test_the_pages_around_logging_in_bar_nobody(
    live_server: LiveServer, context: BrowserContext, anna: Account, said: list[str]
) -> None:
    page = context.new_page()
    for one in PAGES:
        page.goto(f"{live_server.url}{one}")
        bars_nobody(page)
        shot(page, one.strip("/").replace("/", "-"))
    assert said == []


def test_the_pages_about_oneself_bar_nobody(
    live_server: LiveServer, context: BrowserContext, world: World, said: list[str]
) -> None:
    page = logged_in(context, live_server, world, HVIDOVRE, "head_of_digitalisation")
    for one in INSIDE:
        page.goto(f"{live_server.url}{one}")
        bars_nobody(page)
        shot(page, one.strip("/").replace("/", "-"))
    assert said == []


def test_a_token_is_shown_once(live_server: LiveServer, context: BrowserContext, world: World) -> None:
    page = logged_in(context, live_server, world, HVIDOVRE, "head_of_digitalisation")
    page.goto(f"{live_server.url}/organisation/systems/")
    page.get_by_text("Giv et system adgang").click()
    page.get_by_label("Hvilket system?").first.fill("Vores journalsystem")
    page.locator("input[name=token-until]").fill("2099-01-01")
    page.get_by_role("button", name="Lav en systemkode").click()
    secret = page.locator(".s-secret").inner_text()
    shot(page, "token")
    bars_nobody(page)
    answer = context.request.get(
        f"{live_server.url}/api/organisations/own", headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.json()["organisation"] == "Hvidovre"
    page.goto(f"{live_server.url}/organisation/systems/")
    assert secret not in page.content()


def test_a_passkey_is_added_and_logs_in(
    live_server: LiveServer, context: BrowserContext, anna: Account, settings: Any, said: list[str]
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    log_in(page, live_server)
    page.goto(f"{live_server.url}/account/2fa/webauthn/add/")
    bars_nobody(page)
    shot(page, "say-again-who-you-are")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    bars_nobody(page)
    shot(page, "passkey-add")
    page.locator("input[name=name]").fill("Min telefon")
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    context.clear_cookies()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Brug en adgangsnøgle").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    assert said == []


@pytest.fixture
def service(live_server: LiveServer, settings: Any) -> Generator[str]:
    """A real OpenID provider, and the application told of it."""
    if NODE is None:
        pytest.skip("node is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    back = f"{live_server.url}/account/oidc/oidc/login/callback/"
    script = Path(__file__).with_name("oidc_server.mjs")
    with subprocess.Popen([NODE, str(script), str(port), back], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline().strip() == b"ready"
        app = {
            "provider_id": "oidc",
            "name": "Arbejdspladsen",
            "client_id": "samspil",
            "secret": "a secret for tests",
            "settings": {"server_url": f"http://127.0.0.1:{port}"},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield f"http://127.0.0.1:{port}"
        running.kill()


def by_the_workplace(context: BrowserContext, server: LiveServer, address: str) -> Page:
    ours = ("http://127.0.0.1", "http://localhost")
    context.route("**/*", lambda one: one.continue_() if one.request.url.startswith(ours) else one.abort())
    page = context.new_page()
    page.goto(f"{server.url}/account/login/")
    page.get_by_role("link", name="Log ind med Arbejdspladsen").click()
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill("anything")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]").click()  # yes, the application may know my address
    page.wait_for_url(f"{server.url}/**")
    return page


def test_the_workplaces_service_lets_in_whoever_is_invited(
    live_server: LiveServer, context: BrowserContext, anna: Account, service: str
) -> None:
    page = by_the_workplace(context, live_server, ADDRESS)
    assert "/account/" not in page.url
    assert context.request.get(f"{live_server.url}/organisation/me/").status == 200


@pytest.mark.parametrize("address", ["nobody@elsewhere.example", "unverified@hvidovre.example"])
def test_the_workplaces_service_lets_in_nobody_else(
    live_server: LiveServer, context: BrowserContext, anna: Account, service: str, address: str
) -> None:
    Account.objects.create_user("unverified@hvidovre.example", PASSWORD)
    page = by_the_workplace(context, live_server, address)
    assert page.get_by_role("heading", name="Vi kender dig ikke endnu").is_visible()
    shot(page, "unknown-person")
    answer = context.request.get(f"{live_server.url}/organisation/me/", max_redirects=0)
    assert answer.status == 302
