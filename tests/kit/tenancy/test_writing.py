"""Rows written by kept statements: what Django would write, and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.kit.conftest import SINCE, Two

from samspil.apps.organisations.models import Unit
from samspil.kit.once.models import Key
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.scope import NoScopeError
from samspil.kit.tenancy.writing import add, change, change_many

AWKWARD = "Æ \"ø\" 'å' \\ % %s {1,2}\n"


def key(two: Two, name: str, answer: Any = None) -> Key:
    return Key(
        organisation=two.ours,
        who=AWKWARD,
        key=name,
        request_digest="d",
        answer=answer,
        used_at=datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC),
    )


@pytest.mark.parametrize("answer", [None, AWKWARD, {AWKWARD: [1, None, AWKWARD]}, [], True])
def test_a_row_is_written_to_the_letter_as_django_writes_it(two: Two, answer: Any) -> None:
    with scope.within([two.ours.pk]):
        key(two, "by Django", answer).save()
        add([key(two, "kept", answer)])
        one, other = Key.objects.order_by("key")
        ours = [(row.who, row.answer, row.used_at, row.organisation_id) for row in (one, other)]
        assert ours[0] == ours[1] == (AWKWARD, answer, key(two, "").used_at, two.ours.pk)


def test_several_rows_are_written_in_one_question_and_none_in_none(
    two: Two, django_assert_num_queries: Any
) -> None:
    with scope.within([two.ours.pk]):
        with django_assert_num_queries(1):
            add([key(two, str(number)) for number in range(3)])
        with django_assert_num_queries(0):
            add([])
        assert sorted(Key.objects.values_list("key", flat=True)) == ["0", "1", "2"]


def test_what_the_database_refuses_is_refused_as_ever(two: Two) -> None:
    with scope.within([two.ours.pk]):
        add([key(two, "once")])
        with pytest.raises(IntegrityError), transaction.atomic():
            add([key(two, "once")])


def test_a_row_of_another_is_not_added(two: Two) -> None:
    row = Unit(organisation=two.theirs, name="taken", valid_from=SINCE)
    with scope.within([two.ours.pk]), pytest.raises(NoScopeError):
        add([row])
    with pytest.raises(NoScopeError):
        add([row])


def test_only_the_fields_that_are_named_are_changed(two: Two) -> None:
    unit = two.our_unit
    before = unit.valid_from
    unit.name, unit.valid_from = AWKWARD, SINCE.replace(year=2020)
    with scope.within([two.ours.pk]):
        change(unit, ("name",))
        now = Unit.objects.get(pk=unit.pk)
        assert (now.name, now.valid_from) == (AWKWARD, before)


def test_a_row_of_another_is_not_changed(two: Two) -> None:
    unit = two.their_unit
    unit.name = "taken"
    with scope.within([two.ours.pk]):
        with pytest.raises(NoScopeError):
            change(unit, ("name",))
        unit.organisation = two.ours
        with pytest.raises(DatabaseError, match="is not there"):
            change(unit, ("name",))
    with scope.within([two.theirs.pk]):
        assert Unit.objects.get(pk=unit.pk).name == "unit of Samsø"


def test_many_are_changed_at_once_and_only_in_the_fields_that_are_named(two: Two) -> None:
    unit = two.our_unit
    before = unit.valid_from
    with scope.within([two.ours.pk]):
        other = Unit.objects.create(organisation=two.ours, name="other", valid_from=SINCE)
        unit.name, unit.valid_from, other.name = AWKWARD, SINCE.replace(year=2020), "another"
        change_many([unit, other], ("name",))
        change_many([], ("name",))
        told = dict(Unit.objects.filter(pk__in=[unit.pk, other.pk]).values_list("pk", "name"))
        assert told == {unit.pk: AWKWARD, other.pk: "another"}
        assert Unit.objects.get(pk=unit.pk).valid_from == before


def test_none_of_many_is_changed_where_one_is_anothers(two: Two) -> None:
    ours, theirs = two.our_unit, two.their_unit
    ours.name = theirs.name = "taken"
    with scope.within([two.ours.pk]):
        with pytest.raises(NoScopeError):
            change_many([ours, theirs], ("name",))
        assert Unit.objects.get(pk=ours.pk).name != "taken"
        theirs.organisation = two.ours
        change_many([theirs], ("name",))
    with scope.within([two.theirs.pk]):
        assert Unit.objects.get(pk=theirs.pk).name == "unit of Samsø"
