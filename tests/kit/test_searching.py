"""Rows are found by words in any writing, each in one of the fields, and no word is a pattern."""

from __future__ import annotations

import pytest
from tests.kit.conftest import SINCE, Two

from samspil.apps.organisations.models import Person, Unit
from samspil.kit.searching import with_words, words_of
from samspil.kit.tenancy import scope


@pytest.fixture
def named(two: Two) -> Two:
    """Ane of Ældre og Sundhed, and Bo (vikar) of Børn."""
    with scope.within([two.ours.pk]):
        for name, unit in (("Ane Æbelø", "Ældre og Sundhed"), ("Bo (vikar)", "Børn")):
            place = Unit.objects.create(organisation=two.ours, name=unit, valid_from=SINCE)
            Person.objects.create(organisation=two.ours, name=name, unit=place, valid_from=SINCE)
    return two


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("ane", ["Ane Æbelø"]),
        ("ANE sundhed", ["Ane Æbelø"]),
        ("æbelØ ÆLDRE", ["Ane Æbelø"]),
        ("børn", ["Bo (vikar)"]),
        ("ane børn", []),
        ("(vikar)", ["Bo (vikar)"]),
        ("bø.n", []),
        ("b_rn", []),
        ("Æ.*", []),
        ("%", []),
    ],
)
def test_each_word_is_in_one_of_the_fields(named: Two, said: str, found: list[str]) -> None:
    with scope.within([named.ours.pk]):
        rows = with_words(Person.objects.exclude(name__startswith="clerk"), said, "name", "unit__name")
        assert [one.name for one in rows] == found


def test_a_few_words_are_looked_for_and_none_that_is_longer_than_a_name() -> None:
    assert words_of("a b c d e f g h i") == list("abcdefgh")
    assert words_of("a" * 101) == ["a" * 100]
    assert words_of("  ") == []
