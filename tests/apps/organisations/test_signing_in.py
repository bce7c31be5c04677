"""Who is at the keyboard is found in three questions; whoever is in any doubt is asked for anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.world import HVIDOVRE, World

from samspil.apps.organisations import middleware, sessions
from samspil.apps.organisations.models import Access, Account, Holding
from samspil.apps.organisations.selectors import accesses_with_account

ROLE = "it_expert"


def account_of(role: str = ROLE) -> Account:
    return Account.objects.get(email=f"{role}@{HVIDOVRE}.example")


def is_let_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def test_who_acts_and_with_what_is_known_by_three_questions(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, ROLE)
    browser.get("/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/")
    first = [one["sql"] for one in asked.captured_queries if "set_config" not in one["sql"]][:4]
    assert "django_session" in first[0]
    assert "organisations_account" in first[1]
    assert "organisations_holding" in first[2]
    assert "governance" in first[3]


def test_whoever_has_a_new_password_logs_in_anew_everywhere(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, ROLE)
    assert is_let_in(browser)
    account = account_of()
    account.set_password("another long password")
    account.save()
    assert not is_let_in(browser)
    assert not browser.session.get(HASH_SESSION_KEY)  # Django has ended it


def test_without_the_comparison_the_old_session_would_hold(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    world.log_in(browser, HVIDOVRE, ROLE)
    account = account_of()
    account.set_password("another long password")
    account.save()
    monkeypatch.setattr(middleware, "constant_time_compare", lambda *_: True)
    assert is_let_in(browser)


def test_a_session_under_the_secret_before_holds_and_is_written_anew(
    world: World, browser: Client, settings: LazySettings
) -> None:
    world.log_in(browser, HVIDOVRE, ROLE)
    before = browser.session[HASH_SESSION_KEY]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the secret from today"
    assert is_let_in(browser)
    assert browser.session[HASH_SESSION_KEY] != before


def test_a_closed_account_is_nobody(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, ROLE)
    Account.objects.filter(pk=account_of().pk).update(is_active=False)
    assert not is_let_in(browser)


def test_a_session_of_a_door_that_is_closed_is_nobody(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, ROLE)
    session = browser.session
    session[BACKEND_SESSION_KEY] = "samspil.no.longer.Backend"
    session.save()
    assert not is_let_in(browser)


def test_whose_access_has_ended_acts_for_nobody(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, ROLE)
    Access.objects.filter(account=account_of()).update(valid_to=timezone.localdate())
    assert browser.get("/").status_code == 403


def test_what_ended_today_is_held_no_more_and_what_begins_tomorrow_not_yet(
    world: World, browser: Client
) -> None:
    today = timezone.localdate()
    person = world.people[HVIDOVRE, ROLE]
    with world.scope(HVIDOVRE):
        assert ROLE in world.acting(HVIDOVRE, ROLE, today).roles
        Holding.objects.filter(holder=person).update(valid_to=today)
        assert world.acting(HVIDOVRE, ROLE, today).roles == frozenset()
        assert ROLE in world.acting(HVIDOVRE, ROLE, today - timedelta(days=1)).roles
        Holding.objects.filter(holder=person).update(valid_from=today + timedelta(days=1), valid_to=None)
        assert world.acting(HVIDOVRE, ROLE, today).roles == frozenset()


def test_a_session_that_has_ended_is_nobodys(world: World, browser: Client) -> None:
    world.log_in(browser, HVIDOVRE, ROLE)
    Session.objects.update(expire_date=timezone.now())
    assert not is_let_in(browser)


def test_a_session_that_django_made_is_found_and_what_is_found_is_what_django_finds(
    world: World, browser: Client
) -> None:
    world.log_in(browser, HVIDOVRE, ROLE)
    key = browser.session.session_key
    assert sessions.SessionStore(key).load() == db.SessionStore(key).load() != {}
    assert sessions.SessionStore("unknown").load() == db.SessionStore("unknown").load() == {}


def test_what_is_read_of_an_account_and_its_organisations_is_what_their_rows_say(
    world: World, browser: Client
) -> None:
    """The question is written out: each field comes back as its row has it, on both databases."""
    world.log_in(browser, HVIDOVRE, ROLE)
    account = account_of()
    Account.objects.filter(pk=account.pk).update(language="nb", way_was_shown=True, last_login=timezone.now())
    (access,) = accesses_with_account(account.pk, timezone.localdate())
    row = Access.objects.select_related("account", "organisation").get(account=account)
    assert (access.pk, access.person, access.organisation_id) == (row.pk, row.person, row.organisation_id)
    for read, kept in ((access.account, row.account), (access.organisation, row.organisation)):
        for field in type(kept)._meta.concrete_fields:
            assert getattr(read, field.attname) == getattr(kept, field.attname), field


def test_somebody_without_a_role_has_a_name_and_a_unit_all_the_same(world: World) -> None:
    with world.scope(HVIDOVRE):
        Holding.objects.filter(holder=world.people[HVIDOVRE, ROLE]).delete()
    found = world.acting(HVIDOVRE, ROLE)
    assert (found.name != "", found.roles, found.seats) == (True, frozenset(), ())
