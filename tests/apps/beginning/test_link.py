"""The link opens the guide once, for a day, and only while nobody has begun."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samspil.apps.beginning.models import Guide
from samspil.apps.beginning.services.linking import choose, make_link, open_guide
from samspil.apps.beginning.types import LINK_LASTS, GoneError
from samspil.apps.organisations import services
from samspil.apps.organisations.types import OrganisationKind

pytestmark = pytest.mark.usefixtures("empty_home")
PAGES = ("", "organisation/", "members/", "model/", "model/tight_association/", "people/")


def statuses(browser: Client) -> set[int]:
    return {browser.get(f"/begin/{page}").status_code for page in PAGES}


def test_looking_at_the_link_does_not_use_it_up() -> None:
    secret = make_link(timezone.now())
    for _look in range(2):
        assert "Åbn guiden" in Client().get(f"/begin/with/{secret}/").content.decode()
    assert Client().post(f"/begin/with/{secret}/").status_code == 302


def test_the_link_works_once() -> None:
    secret = make_link(timezone.now())
    Client().post(f"/begin/with/{secret}/")
    other = Client()
    answer = other.post(f"/begin/with/{secret}/")
    assert answer.status_code == 404
    assert "Linket virker ikke længere" in answer.content.decode()
    assert statuses(other) == {404}


def test_the_link_works_to_the_last_moment_of_its_day() -> None:
    made = timezone.now()
    secret = make_link(made)
    with pytest.raises(GoneError):
        open_guide(secret, made + LINK_LASTS)
    assert open_guide(secret, made + LINK_LASTS - timedelta(seconds=1))


def test_neither_link_nor_browser_is_kept_but_as_a_hash() -> None:
    secret = make_link(timezone.now())
    kept = str(Guide.objects.values().get())
    browser = open_guide(secret, timezone.now())
    assert secret not in kept
    assert browser not in str(Guide.objects.values().get())


def test_who_has_no_link_reaches_no_page() -> None:
    make_link(timezone.now())
    assert statuses(Client()) == {404}
    assert Client().post("/begin/now/").status_code == 404
    assert Client().get("/begin/with/guessed/").status_code == 404


def test_a_new_link_takes_over_and_loses_nothing(guide: Client) -> None:
    guide.post("/begin/organisation/", {"kind": "association", "name": "Digitalt Fællesskab"})
    secret = make_link(timezone.now())
    assert guide.get("/begin/").status_code == 200  # until the new one is used
    other = Client(headers={"accept-language": "da"})
    other.post(f"/begin/with/{secret}/")
    assert "Digitalt Fællesskab" in other.get("/begin/").content.decode()
    assert statuses(guide) == {404}


def test_where_an_organisation_is_there_is_no_guide(guide: Client) -> None:
    secret = make_link(timezone.now())
    browser = guide.session["beginning"]
    services.found_organisation(OrganisationKind.MUNICIPALITY, "Hvidovre", "0167")
    assert statuses(guide) == {404}
    assert guide.get(f"/begin/with/{secret}/").status_code == 404
    with pytest.raises(GoneError):
        make_link(timezone.now())
    with pytest.raises(GoneError):
        open_guide(secret, timezone.now())
    with pytest.raises(GoneError):
        choose(browser, kind="municipality")
