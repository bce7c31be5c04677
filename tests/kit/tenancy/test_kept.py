"""Questions that are put together once: they answer as Django does, and never of another scope."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db.models import BigIntegerField, DateField, QuerySet, UUIDField

from samspil.apps.organisations.models import Organisation, Person
from samspil.kit.periods import on as in_period
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.kept import Kept, Known

pytestmark = pytest.mark.django_db
BEGAN, TODAY = date(2025, 1, 1), date(2026, 5, 1)


@pytest.fixture
def two() -> list[Organisation]:
    """Two municipalities with a person each, the second with one who has left as well."""
    found = [Organisation.objects.create(kind="municipality", code=code, name=code) for code in ("A1", "B1")]
    with scope.within([one.pk for one in found]):
        for one in found:
            Person.objects.create(organisation=one, name=f"of {one.name}", valid_from=BEGAN)
        Person.objects.create(organisation=found[1], name="left", valid_from=BEGAN, valid_to=date(2025, 6, 1))
    return found


def people() -> QuerySet[Any, Any]:
    rows = Person.objects.filter(in_period(Known("on", DateField()))).order_by("name")
    return rows.values_list("name", "public_id", "valid_from")


def test_it_answers_as_django_does(two: list[Organisation]) -> None:
    kept = Kept(people)
    with scope.within([two[1].pk]):
        for on, names in ((TODAY, ["of B1"]), (BEGAN, ["left", "of B1"])):
            told = Person.objects.filter(in_period(on)).order_by("name")
            found = kept.ask(on=on)
            assert found == list(told.values_list("name", "public_id", "valid_from"))
            assert [name for name, *_ in found] == names
            assert all(isinstance(key, UUID) and day == BEGAN for _name, key, day in found)


def test_a_question_kept_in_one_scope_finds_nothing_of_it_in_another(two: list[Organisation]) -> None:
    kept = Kept(people)
    for one in (*two, *two):
        with scope.within([one.pk]):
            assert [name for name, *_ in kept.ask(on=TODAY)] == [f"of {one.name}"]
    with scope.within([one.pk for one in two]):
        assert [name for name, *_ in kept.ask(on=TODAY)] == ["of A1", "of B1"]


def test_where_nothing_is_in_scope_nothing_is_found(two: list[Organisation]) -> None:
    with scope.within([]):
        assert Kept(people).ask(on=TODAY) == []


def test_nobody_asks_without_a_scope(two: list[Organisation]) -> None:
    with pytest.raises(scope.NoScopeError):
        Kept(people).ask(on=TODAY)


def test_it_is_put_together_once(two: list[Organisation], django_assert_num_queries: Any) -> None:
    times: list[int] = []

    def rows() -> QuerySet[Any, Any]:
        times.append(1)
        return people()

    kept = Kept(rows)
    with scope.within([two[0].pk]), django_assert_num_queries(3):
        for _ in range(3):
            kept.ask(on=TODAY)
    assert times == [1]


def test_each_value_is_told_to_the_database_as_its_field_is(two: list[Organisation]) -> None:
    def rows() -> QuerySet[Any, Any]:
        owner, key = Known("owner", BigIntegerField()), Known("key", UUIDField())
        return Person.objects.filter(organisation=owner, public_id=key).values_list("name")

    kept = Kept(rows)
    with scope.within([one.pk for one in two]):
        person = Person.objects.get(name="of A1")
        assert kept.ask(owner=two[0].pk, key=person.public_id) == [("of A1",)]
        assert kept.ask(owner=two[1].pk, key=person.public_id) == []
