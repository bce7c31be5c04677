"""The library: what others expected and what came of it; and a benefit that begins with their words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.benefits.ground import acting_for, expects, qualifies
from tests.apps.benefits.measured import KRONER, indicator, measure
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.selectors.library import access_in_library, find_in_library
from samspil.apps.benefits.services.benefits import put_in_library
from samspil.apps.benefits.services.readers import keep_readers
from samspil.apps.benefits.services.reusing import use_from_library
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.measurements.selectors.definitions import definitions_of
from samspil.apps.organisations.models import Membership
from samspil.processes.keep_readers import keep_all_readers

HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


@pytest.fixture
def theirs(world: World) -> Benefit:
    """A benefit of Rødovre, measured at 15,000 of 20,000 kroner, in the library."""
    benefit = expects(
        world, local(world, RODOVRE), RODOVRE, a_year=240_000, owner="Leder", assumptions="Alle bruger det"
    )
    benefit = qualifies(world, benefit, RODOVRE)
    measure(world, benefit, indicator(world, benefit, RODOVRE, KRONER), 15_000, RODOVRE)
    put(world, benefit, RODOVRE, wanted=True)
    return benefit


def put(world: World, benefit: Benefit, code: str, *, wanted: bool) -> None:
    with world.scope(code):
        put_in_library(benefit, wanted, acting=acting_for(world, code), at=NOW)
        benefit.refresh_from_db()


def found_by(world: World, code: str, said: str = "") -> list[str]:
    with world.scope(code):
        return [one.kept.title for one in find_in_library(acting_for(world, code), said, TODAY)]


def page(world: World, query: str = "") -> str:
    response: Any = world.log_in(Client(), HVIDOVRE, HEAD).get(reverse("benefits:library") + query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_fellows_find_what_is_in_the_library_and_what_came_of_it(world: World, theirs: Benefit) -> None:
    assert found_by(world, HVIDOVRE) == found_by(world, "") == found_by(world, RODOVRE) == [theirs.title]
    html = page(world)
    for said in (
        "Kortere sagstid",
        "240.000 kr.",
        "15.000 kr.",
        "75%",
        "Regnskab (kr.)",
        "Alle bruger det",
        "Rødovre",
    ):
        assert said in html
    assert reverse("benefits:benefit", args=[theirs.public_id]) not in html


def test_what_is_not_in_the_library_or_taken_out_of_it_is_not_found(world: World, theirs: Benefit) -> None:
    other = expects(world, local(world, RODOVRE), RODOVRE, "Hemmelig gevinst")
    assert other.title not in found_by(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        way = access_in_library(acting_for(world, HVIDOVRE), other.public_id, TODAY)
        with pytest.raises(NotFoundError), way:
            pass
    put(world, theirs, RODOVRE, wanted=False)
    assert found_by(world, HVIDOVRE) == []
    assert "Biblioteket er tomt" in page(world)


def test_words_find_titles_and_indicators(world: World, theirs: Benefit) -> None:
    assert found_by(world, HVIDOVRE, "sagstid") == [theirs.title]
    assert found_by(world, HVIDOVRE, "regnskab") == [theirs.title]
    assert found_by(world, HVIDOVRE, "vejbelægning") == []
    assert "Ingen gevinst har de ord" in page(world, "?q=vejbelægning")


def test_who_joins_later_reads_it_and_who_leaves_does_not(world: World, theirs: Benefit) -> None:
    with world.scope(""):
        Membership.objects.filter(member=world.organisation(HVIDOVRE)).update(valid_to=TODAY)
    keep_all_readers(NOW)
    assert found_by(world, HVIDOVRE) == []
    with world.scope(""):
        Membership.objects.filter(member=world.organisation(HVIDOVRE)).update(valid_to=None)
    keep_all_readers(NOW)
    assert found_by(world, HVIDOVRE) == [theirs.title]
    with world.scope(RODOVRE):
        assert keep_readers(world.organisation(RODOVRE).pk, at=NOW + timedelta(hours=1)) == 0


def test_what_is_used_brings_words_and_indicators_and_none_of_their_numbers(
    world: World, theirs: Benefit
) -> None:
    mine = local(world, HVIDOVRE)
    browser = world.log_in(Client(), HVIDOVRE, HEAD)
    address = reverse("benefits:library_use", args=[theirs.public_id])
    assert 'value="Kortere sagstid"' in browser.get(address).content.decode()
    said = {"initiative": str(mine.public_id), "title": "Hurtigere svar", "key": "a"}
    browser.post(address, said)
    response = browser.post(address, said, follow=True)
    assert "oprettet som en idé" in response.content.decode()
    with world.scope(HVIDOVRE):
        made = Benefit.objects.get()
        assert (made.title, made.state, made.assumptions) == ("Hurtigere svar", "idea", "Alle bruger det")
        assert (made.expected_minor, made.measured_minor, made.owner, made.go_live) == (0, None, "", None)
        (one,) = definitions_of([made.public_id])[made.public_id]
        assert (one.new.name, one.new.unit, one.latest) == ("Regnskab", "kr.", None)
        assert made.leading == one.public_id


def test_a_use_without_an_initiative_is_refused_at_the_field(world: World, theirs: Benefit) -> None:
    response: Any = world.log_in(Client(), HVIDOVRE, HEAD).post(
        reverse("benefits:library_use", args=[theirs.public_id]), {"title": "x"}
    )
    assert response.status_code == 422


def test_who_leads_nothing_uses_nothing(world: World, theirs: Benefit) -> None:
    browser = world.log_in(Client(), HVIDOVRE, "employee")
    way = reverse("benefits:library_use", args=[theirs.public_id])
    assert browser.get(way).status_code == 403
    shown = browser.get(reverse("benefits:library")).content.decode()
    assert theirs.title in shown
    assert way not in shown
    assert way in page(world)
    with world.scope(HVIDOVRE):
        mine = local(world, HVIDOVRE)
        with access_in_library(acting_for(world, HVIDOVRE), theirs.public_id, TODAY) as found:
            pass
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            use_from_library(found, mine, acting=world.acting(HVIDOVRE, "employee"), at=NOW)


def test_one_can_begin_from_ones_own_too(world: World) -> None:
    mine = local(world, HVIDOVRE)
    own = expects(world, mine, HVIDOVRE)
    put(world, own, HVIDOVRE, wanted=True)
    html = page(world)
    assert reverse("benefits:benefit", args=[own.public_id]) in html
    assert "vores egen" in html
