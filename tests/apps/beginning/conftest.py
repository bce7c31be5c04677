"""A home in which nobody has begun, and a browser in the guide."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from samspil.apps.beginning.services.linking import make_link
from samspil.apps.organisations.models import Organisation

PASSWORD = "en sætning, som Anna kan huske"
WHO = {"person": "Anna Jensen", "email": "Anna@forening.example", "role": "coordinator"}


@pytest.fixture
def empty_home(transactional_db: None) -> None:
    """No organisation, however many other tests have made."""
    if Organisation.objects.exists():
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def guide(empty_home: None) -> Client:
    """A browser that has used the link."""
    browser = Client(headers={"accept-language": "da"})
    answer = browser.post(f"/begin/with/{make_link(timezone.now())}/")
    assert answer["Location"] == "/begin/"
    return browser


def rows(*people: tuple[str, str, str]) -> dict[str, Any]:
    """Rows of those to invite, as the page sends them."""
    sent: dict[str, Any] = {"others-TOTAL_FORMS": len(people), "others-INITIAL_FORMS": 0}
    for number, one in enumerate(people):
        sent |= {f"others-{number}-{name}": one[i] for i, name in enumerate(("name", "email", "what"))}
    return sent


def fill(browser: Client, *people: tuple[str, str, str]) -> None:
    """All four pages, for an association of three."""
    today = timezone.localdate().isoformat()
    said: dict[str, dict[str, Any]] = {
        "organisation": {"kind": "association", "name": "Digitalt Fællesskab"},
        "members": {"members": ["0167", "0169", "0175"], "host": "0169"},
        "model": {
            "model": "storkoebenhavn_association",
            "since": today,
            "reason": "Bestyrelsen har besluttet det.",
        },
        "people": {**WHO, **rows(*people)},
    }
    for page, sent in said.items():
        answer = browser.post(f"/begin/{page}/", sent)
        assert answer.status_code == 302, answer.content.decode()
    assert "Det hele er der." in browser.get("/begin/").content.decode()


def end(browser: Client) -> Any:
    """The last button."""
    return browser.post("/begin/now/", {"password": PASSWORD, "again": PASSWORD})
