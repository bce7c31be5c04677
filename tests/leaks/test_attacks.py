"""What somebody hostile tries, and what comes of it: nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from tests.apps.governance.at_time import brought, purchase
from tests.apps.world import BY, HVIDOVRE, NOW, PASSWORD, RODOVRE, SINCE, TODAY, World

from samspil.apps.governance.editing.writing import rewritten
from samspil.apps.governance.models import Matter, Paper
from samspil.apps.governance.services.adoptions import draft_version, own_model
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Access, Account, Person
from samspil.kit.api.tokens import NewToken, make_token
from samspil.kit.api.types import Right
from samspil.kit.ids import new_id

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


def test_a_body_in_other_letters_than_utf_8_is_answered(head: Client, world: World) -> None:
    with world.scope(HVIDOVRE):
        person = world.people[HVIDOVRE, "employee"]
        new = NewToken("s", person, (Right.READ, Right.WRITE), SINCE)
        secret = make_token(world.organisation(HVIDOVRE).pk, new, person, NOW)[1]
    body = '{"reason": "x"}'.encode("utf-16")
    told = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "k"}
    path = f"/api/matters/{new_id()}/withdraw"
    answer = Client(raise_request_exception=False).post(path, body, "application/json", headers=told)
    assert answer.status_code in {400, 404}


def test_a_token_for_a_colleague_ends_when_they_log_in(world: World, lent: Any) -> None:
    assert lent().status_code == 200
    world.log_in(Client(), HVIDOVRE, "Piccoline")
    assert lent().status_code == 401


# --- accounts


def _invited(world: World, code: str, email: str) -> Any:
    keeper = world.log_in(Client(), code, "head_of_digitalisation")
    who = world.people[code, "employee"]
    return keeper.post(f"/organisation/people/{who}/invite/", {"email": email})


@pytest.fixture
def taken(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Hvidovre's keeper, where mail does not work, opens an account in the name of somebody in Rødovre."""
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
    shown = _invited(world, HVIDOVRE, "direktoer@rodovre.example").context["link"]
    thief = Client()
    form = thief.get(shown.removeprefix("http://testserver"), follow=True).request["PATH_INFO"]
    assert thief.post(form, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    assert thief.login(username="direktoer@rodovre.example", password=PASSWORD)
    return thief


def test_an_account_opened_by_who_saw_the_link_is_let_in_nowhere_else(world: World, taken: Client) -> None:
    answer = _invited(world, RODOVRE, "direktoer@rodovre.example")
    assert answer.status_code == 422
    assert "Prøv igen, når mail virker" in answer.content.decode()
    assert not Access.objects.filter(
        organisation=world.organisation(RODOVRE), account__email__startswith="dir"
    )
    assert taken.get("/").status_code == 200  # and nobody is shut out of what they had


def test_a_letter_to_the_address_opens_the_account_anew(
    world: World, taken: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    Authenticator.objects.create(user=Account.objects.get(email__startswith="dir"), type="totp", data={})
    assert _invited(world, RODOVRE, "direktoer@rodovre.example").status_code == 302
    assert taken.get("/").status_code == 302  # out, and the password is worth nothing
    assert not Client().login(username="direktoer@rodovre.example", password=PASSWORD)
    assert not Authenticator.objects.filter(user__email__startswith="dir").exists()
    assert "password/reset/key" in str(mail.outbox[-1].body)


# --- tabs and texts


def test_a_form_opened_for_one_organisation_is_not_sent_for_another(world: World) -> None:
    browser = world.log_in(Client(enforce_csrf_checks=True), HVIDOVRE, "head_of_digitalisation")
    account = Account.objects.get(email=f"head_of_digitalisation@{HVIDOVRE}.example")
    with world.scope(""):
        services.let_act(account, world.association, world.people["", "coordinator"], SINCE, BY)
    stale = _token_in(browser.get("/organisation/people/add/"))
    other = str(world.association.public_id)
    assert _switched(browser, other).status_code == 302
    form = {"csrfmiddlewaretoken": stale, "name": "X", "since": "2026-01-01", "once": str(new_id()), **EMPTY}
    assert browser.post("/organisation/people/add/", form).status_code == 403
    with world.scope(""):
        assert not Person.objects.filter(name="X").exists()
    form["csrfmiddlewaretoken"] = _token_in(browser.get("/organisation/people/add/"))
    assert browser.post("/organisation/people/add/", form).status_code == 302


EMPTY = {"function": "", "unit": "", "email": ""}


def _switched(browser: Client, to: str) -> Any:
    token = _token_in(browser.get("/"))
    return browser.post("/organisation/act-for/", {"csrfmiddlewaretoken": token, "organisation": to})


def _token_in(answer: Any) -> str:
    found = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())
    return str(found[0])


EVIL = "</title></desc></svg><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


def test_a_model_s_texts_in_three_languages_run_nowhere(world: World, head: Client) -> None:
    """Each name of a draft, on its page with the picture, in its editors, in what it is compared with."""
    key = "own_0167_evil"
    files = own_model(key, "jammerbugt_purchase_screening", HVIDOVRE, EVIL, TODAY)
    texts = {"da": f"da{EVIL}", "en": f"en{EVIL}", "nb": f"nb{EVIL}"}
    text = files[key]["model.yaml"]
    for path in (("roles", "it_expert", "name"), ("kinds", "purchase_request", "name")):
        text = rewritten(text, path, texts)
    with world.scope(HVIDOVRE):
        owner = world.organisation(HVIDOVRE).pk
        draft = draft_version(owner, key, {key: {"model.yaml": text}}, BY).public_id
    pages = [f"/models/{draft}/", "/models/", f"/models/{draft}/tried/", f"/models/{draft}/edit/"]
    pages += [f"/models/{draft}/edit/roles/it_expert/", f"/models/{draft}/adopt/"]
    seen = 0
    for language in ("da", "en", "nb"):
        head.cookies["samspil_language"] = language
        for page in pages:
            content = head.get(page, follow=True).content.decode()
            assert "<script>alert" not in content, (language, page)
            assert "<img src=x" not in content, (language, page)
            seen += "&lt;script&gt;alert" in content
    assert seen >= 3 * 3


def test_what_people_write_runs_nowhere(world: World, head: Client) -> None:
    matter = brought(world, purchase(title=EVIL))
    with world.scope(HVIDOVRE):
        Matter.objects.filter(pk=matter.pk).update(description=EVIL, requester_name=EVIL, unit_name=EVIL)
        paper = ContentFile(b"x", name="x.txt")
        Paper.objects.create(
            organisation_id=matter.organisation_id, matter=matter, title=EVIL, file=paper,
            media_type="text/plain", size=1, sha256="0", added_at=BY.at, added_by=matter.requester,
            added_by_name=EVIL,
        )  # fmt: skip
    seen = 0
    for page in ("/", "/matters/", f"/matters/{matter.public_id}/", "/overview/", "/matters/?said=script"):
        content = head.get(page).content.decode()
        assert "<script>alert" not in content, page
        assert "<img src=x" not in content, page
        seen += "&lt;script&gt;alert" in content
    assert seen >= 2


def test_no_word_in_a_file_s_name_becomes_a_header(world: World, head: Client) -> None:
    matter = brought(world)
    with world.scope(HVIDOVRE):
        paper = Paper.objects.create(
            organisation_id=matter.organisation_id, matter=matter, title='a"\r\nSet-Cookie: x=1\r\n<b>.txt',
            file=ContentFile(b"x", name="x.txt"), media_type="text/plain", size=1, sha256="0",
            added_at=BY.at, added_by=matter.requester, added_by_name="x",
        )  # fmt: skip
    answer = head.get(f"/papers/{paper.public_id}/")
    assert "Set-Cookie" not in answer.headers
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "to",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "///evil"],
)
def test_no_form_sends_anybody_elsewhere(world: World, head: Client, to: str) -> None:
    for path in ("/look/colour-scheme/", "/organisation/act-for/", "/language/setlang/"):
        answer = head.post(path, {"next": to, "scheme": "dark", "language": "en"})
        assert answer["Location"] == "/", path
    log_in = {"login": f"head_of_digitalisation@{HVIDOVRE}.example", "password": PASSWORD, "next": to}
    assert Client().post("/account/login/", log_in)["Location"] == "/"


def test_logging_in_gives_a_new_session_and_logging_out_ends_it(world: World, head: Client) -> None:
    browser = Client()
    browser.get("/account/login/")
    session = browser.session
    session["planted"] = 1
    session.save()
    planted = str(session.session_key)
    browser.cookies["sessionid"] = planted
    log_in = {"login": f"head_of_digitalisation@{HVIDOVRE}.example", "password": PASSWORD}
    assert browser.post("/account/login/", log_in).status_code == 302
    opened = browser.cookies["sessionid"].value
    assert opened != planted
    assert browser.get("/account/logout/").status_code == 200  # asking alone logs nobody out
    assert browser.get("/").status_code == 200
    browser.post("/account/logout/")
    thief = Client()
    thief.cookies["sessionid"] = opened
    assert thief.get("/").status_code == 302


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


@pytest.mark.parametrize("path", ["/", "/matters/", "/nowhere/", "/decisions/export.csv"])
def test_nothing_between_us_and_the_reader_keeps_a_page(head: Client, path: str) -> None:
    assert "private" in head.get(path)["Cache-Control"]


# --- production


def test_nobody_logs_in_without_a_password_where_there_is_no_demo(tmp_path: Path) -> None:
    asks = "import django; django.setup(); from django.urls import resolve; resolve('/organisation/try-as/')"
    found = _in_production("-c", asks, home=tmp_path)
    assert "Resolver404" in found.stderr


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
