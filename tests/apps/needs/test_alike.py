"""While something is written: what others have bought or need that is like it, and nothing that they hide."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.needs.laid_out import lay_out, tells, thing
from tests.apps.world import ASSOCIATION, HVIDOVRE, RODOVRE, SOLROD, TODAY, World

from samspil.apps.needs.models import IndexedTerm, TermIndex, Told
from samspil.apps.needs.parts.alike import Written, told_alike
from samspil.apps.needs.selectors.alike import Alike, list_alike
from samspil.apps.needs.types import Sort

HEAD = "head_of_digitalisation"
CARE = "Omsorgssystem til hjemmeplejen"


@pytest.fixture
def told(world: World) -> World:
    """Rødovre has bought a care system and needs a roster; Solrød uses one and hides its archive."""
    tells(
        world,
        RODOVRE,
        thing(CARE, vendor_name="Plejeflow A/S", begins_on=date(2025, 5, 1), ends_on=date(2029, 4, 30)),
        thing("Vagtplan til plejehjem", Sort.NEED),
        thing("Elektronisk omsorgsjournal i hjemmeplejen", Sort.SYSTEM, begins_on=date(2025, 5, 1)),
    )
    tells(
        world,
        SOLROD,
        thing("Omsorgssystem i hjemmeplejen og på plejehjem", Sort.SYSTEM),
        thing("Arkiv til byggesager", shown=False),
    )
    tells(world, HVIDOVRE, thing("Nyt omsorgssystem til hjemmeplejen", Sort.REQUEST))
    lay_out(world)
    return world


def found(world: World, title: str, code: str = HVIDOVRE, role: str = HEAD) -> list[Alike]:
    with world.scope(code):
        return list_alike(world.acting(code, role), Written(title).as_need(code), TODAY)


def test_what_two_others_have_is_told_with_who_what_and_why(told: World) -> None:
    first, second = found(told, "Nyt omsorgssystem til hjemmeplejen")
    assert {(first.organisation, first.sort), (second.organisation, second.sort)} == {
        ("Rødovre", Sort.CONTRACT),
        ("Solrød", Sort.SYSTEM),
    }
    rodovre = first if first.organisation == "Rødovre" else second
    assert (rodovre.title, rodovre.vendor, rodovre.ends_on) == (CARE, "Plejeflow A/S", date(2029, 4, 30))
    assert rodovre.seems
    assert rodovre.reasons == (("words", ("Omsorgssystem", "hjemmeplejen")),)


def test_ones_own_is_not_told_to_oneself(told: World) -> None:
    assert "Hvidovre" not in {one.organisation for one in found(told, CARE)}
    assert "Hvidovre" in {one.organisation for one in found(told, CARE, SOLROD)}


def test_the_association_sees_what_all_its_members_show(told: World) -> None:
    names = {one.organisation for one in found(told, CARE, ASSOCIATION, "coordinator")}
    assert names == {"Hvidovre", "Rødovre", "Solrød"}


def test_what_is_hidden_is_not_told(told: World) -> None:
    assert found(told, "Arkiv til byggesager") == []


def test_what_is_hidden_after_it_was_laid_out_is_not_told(told: World) -> None:
    """Nothing but what is shown at this moment, whatever the lists still hold."""
    with told.scope(RODOVRE):
        Told.objects.filter(title=CARE).update(is_shown=False)
    assert CARE not in {one.title for one in found(told, CARE)}


def test_who_is_no_member_is_told_nothing(told: World) -> None:
    with told.scope(HVIDOVRE):
        acting = told.acting(HVIDOVRE, HEAD)
    with told.scope(ASSOCIATION):
        TermIndex.objects.all().delete()
    with told.scope(HVIDOVRE):
        assert list_alike(acting, Written(CARE).as_need(HVIDOVRE), TODAY) == []


def test_what_is_not_alike_is_not_told(told: World) -> None:
    assert found(told, "Parkeringsautomater ved stationen") == []
    assert found(told, " ") == []


def test_laid_out_again_the_lists_are_those_of_now(told: World) -> None:
    with told.scope(ASSOCIATION):
        before = IndexedTerm.objects.count()
    lay_out(told)
    with told.scope(ASSOCIATION):
        assert IndexedTerm.objects.count() == before
        assert set(IndexedTerm.objects.values_list("number", flat=True)) == {2}
    tells(told, RODOVRE)
    lay_out(told)
    assert [one.organisation for one in found(told, CARE)] == ["Solrød"]


def test_what_a_laying_out_that_broke_off_has_left_does_no_harm(told: World) -> None:
    with told.scope(ASSOCIATION):
        owner = told.association.pk
        IndexedTerm.objects.create(organisation_id=owner, number=2, term="0vagt", held=1, is_stem=True)
    lay_out(told)
    assert len(found(told, CARE)) == 2


def test_however_much_is_told_it_is_as_many_questions(told: World) -> None:
    with CaptureQueriesContext(connection) as few:
        found(told, CARE)
    tells(told, SOLROD, *(thing(f"Omsorgssystem i hjemmeplejen {at}", Sort.SYSTEM) for at in range(40)))
    lay_out(told)
    with CaptureQueriesContext(connection) as many:
        found(told, CARE)
    assert len(many) == len(few)


def test_in_words_it_says_until_when_another_is_bound(told: World) -> None:
    with told.scope(HVIDOVRE):
        acting = told.acting(HVIDOVRE, HEAD)
        told_now = told_alike(acting, Written(CARE, "Vi mangler det."), TODAY)
        assert told_alike(acting, Written(" ", CARE), TODAY) == []
    one = next(one for one in told_now if one.who == "Rødovre")
    assert (one.says, one.when) == ("har en kontrakt", "siden 1. maj 2025, til 30. april 2029")
    assert one.why == ["Samme ord: Omsorgssystem, hjemmeplejen"]


def test_a_chosen_subject_counts(told: World) -> None:
    tells(told, SOLROD, thing("Pleje", Sort.NEED, kle=["27.36.04"]))
    lay_out(told)
    with told.scope(HVIDOVRE):
        asked = Written("Pleje og hjælp", kle="27.36.04").as_need(HVIDOVRE)
        (one,) = list_alike(told.acting(HVIDOVRE, HEAD), asked, TODAY)
    assert ("subject", ("27.36.04",)) in one.reasons


def test_no_more_are_told_than_are_asked_for(told: World) -> None:
    with told.scope(HVIDOVRE):
        acting = told.acting(HVIDOVRE, HEAD)
        assert len(list_alike(acting, Written(CARE).as_need(HVIDOVRE), TODAY, 1)) == 1
