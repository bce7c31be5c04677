"""The form on which something is brought tells what others have: by a button, and as one types."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.needs.laid_out import lay_out, tells, thing
from tests.apps.world import HVIDOVRE, RODOVRE, SOLROD, World

from samspil.apps.needs.types import Sort

CARE = "Omsorgssystem til hjemmeplejen"


@pytest.fixture
def writing(world: World, client: Client) -> Client:
    """Somebody in Hvidovre writes; Rødovre has bought a care system, Solrød hides an archive."""
    tells(world, RODOVRE, thing(CARE, vendor_name="Plejeflow A/S"))
    tells(world, SOLROD, thing("Arkiv til byggesager", Sort.CONTRACT, shown=False))
    lay_out(world)
    return world.log_in(client, HVIDOVRE, "employee")


def shown(writing: Client, title: str, kind: str = "purchase_request", page: str = "bring") -> str:
    sent = {"title": title, "description": "Vi mangler et.", "way": "way"}
    return writing.post(reverse(f"intake:{page}", args=[kind]), sent).content.decode()


def test_before_anything_is_written_nothing_is_told(writing: Client) -> None:
    page = writing.get(reverse("intake:bring", args=["purchase_request"])).content.decode()
    assert 'id="alike"' in page
    assert "Plejeflow" not in page


def test_by_the_button_it_stands_on_the_page(writing: Client) -> None:
    page = shown(writing, "Nyt omsorgssystem til hjemmeplejen")
    assert "Andre har købt eller har brug for det samme" in page
    assert "<strong>Rødovre</strong> har en kontrakt: Omsorgssystem til hjemmeplejen · Plejeflow A/S" in page
    assert "hx-swap-oob" not in page


def test_as_one_types_it_comes_beside_the_way_and_is_said_once(writing: Client) -> None:
    part = shown(writing, "Nyt omsorgssystem til hjemmeplejen", page="way")
    assert 'id="alike" hx-swap-oob="true"' in part
    assert "Plejeflow A/S" in part
    assert part.count("data-announce") == 1
    assert "1 anden har måske det samme behov" in part
    assert "data-focus" not in part


def test_of_what_is_hidden_nothing_is_told_while_one_writes(writing: Client) -> None:
    part = shown(writing, "Arkiv til byggesager", page="way")
    assert "Solrød" not in part
    assert "data-announce" not in part
