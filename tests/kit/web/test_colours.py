from typing import Any

import pytest
from django.test import Client

from samspil.kit.web.colours import COOKIE

pytestmark = pytest.mark.urls("tests.kit.web.web_urls")


@pytest.fixture(autouse=True)
def without_collected_files(settings: Any) -> None:
    settings.WHITENOISE_AUTOREFRESH = True


def choose(client: Client, scheme: str, after: str = "/style/") -> str:
    response = client.post("/look/colour-scheme/", {"scheme": scheme, "next": after})
    assert response.status_code == 302
    return str(response["Location"])


@pytest.mark.parametrize("scheme", ["auto", "light", "dark"])
def test_a_chosen_scheme_holds_on_the_next_page_without_javascript(client: Client, scheme: str) -> None:
    choose(client, scheme)
    assert f'data-color-scheme="{scheme}"' in client.get("/style/").content.decode()


def test_who_has_chosen_nothing_follows_the_machine(client: Client) -> None:
    assert 'data-color-scheme="auto"' in client.get("/style/").content.decode()


def test_a_scheme_that_is_none_changes_nothing(client: Client) -> None:
    choose(client, '"><script>')
    assert COOKIE not in client.cookies


def test_a_cookie_that_somebody_tampered_with_is_not_written_on_the_page(client: Client) -> None:
    client.cookies[COOKIE] = "neon"
    assert "neon" not in client.get("/style/").content.decode()


def test_one_goes_back_to_the_page_one_came_from(client: Client) -> None:
    assert choose(client, "dark", "/matters/?page=2") == "/matters/?page=2"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_one_is_never_sent_to_another_site(client: Client, elsewhere: str) -> None:
    assert choose(client, "dark", elsewhere) == "/"


def test_a_link_cannot_change_the_colours(client: Client) -> None:
    assert client.get("/look/colour-scheme/?scheme=dark").status_code == 405
