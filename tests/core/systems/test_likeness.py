"""Two entries of the catalogue that seem to be one system."""

from __future__ import annotations

import pytest

from samspil.core.systems.likeness import Named, alike, pairs_alike, plain_name

ONE, TWO = "26911745", "13585628"


@pytest.mark.parametrize(
    ("ours", "theirs", "is_alike"),
    [
        (("Omsorgssystem", ONE), ("omsorgssystem", ONE), True),
        (("Omsorg IT-system", ONE), ("Omsorg", ""), True),
        (("Omsorgssystem", ONE), ("Omsorgssystem", TWO), False),
        (("Fiktiv Omsorg", ONE), ("Omsorg", ONE), True),
        (("Fiktiv Omsorg", ONE), ("Omsorg", ""), False),
        (("Omsorgsmodul", ONE), ("Omsorgsmoduler", ONE), True),
        (("Omsorg", ONE), ("Økonomi", ONE), False),
        (("Bibliotekssystemet Cicero", ""), ("Bibliotekssystem Cicero", ""), False),
        (("Sagsbehandling for jobcentre", ""), ("Sagsbehandling for jobcentret", ""), True),
    ],
)
def test_of_one_supplier_names_may_be_less_alike(
    ours: tuple[str, str], theirs: tuple[str, str], is_alike: bool
) -> None:
    one, other = Named("a", *ours), Named("b", *theirs)
    assert alike(one, other) is alike(other, one) is is_alike


def test_a_name_of_nothing_but_empty_words_keeps_them() -> None:
    assert plain_name("IT-systemet") == "it systemet"
    assert plain_name("") == ""
    assert alike(Named("a", "!"), Named("b", "?"))  # neither says a word


def test_each_pair_comes_once_and_nothing_is_like_itself() -> None:
    every = [Named("a", "Omsorg", ONE), Named("b", "Omsorg", ONE), Named("a", "Omsorg her", ONE)]
    assert [(one.key, other.key) for one, other in pairs_alike(every)] == [("a", "b")]


def test_of_a_large_group_the_first_are_looked_at() -> None:
    many = [Named(f"{number:03}", "Omsorg") for number in range(300)]
    assert len(list(pairs_alike(many))) == 200 * 199 // 2
