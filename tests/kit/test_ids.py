"""Ids for the outside: of their version, in the order of time, and made one by one or many at once."""

from __future__ import annotations

from uuid import RFC_4122, UUID

from samspil.kit.ids import as_text, new_id, new_ids


def test_many_at_once_are_ids_as_those_made_one_by_one() -> None:
    made = [UUID(digits) for digits in new_ids(500)]
    assert {(one.version, one.variant) for one in [*made, new_id()]} == {(7, RFC_4122)}
    assert len(set(made)) == 500
    # 74 bits are chance: in five hundred ids each of them is both.
    for bit in (*range(62), *range(64, 76)):
        assert {one.int >> bit & 1 for one in made} == {0, 1}, bit


def test_what_is_made_later_sorts_after() -> None:
    assert new_ids(1)[0][:12] <= new_id().hex[:12] <= new_ids(1)[0][:12]


def test_none_are_made_where_none_are_asked_for() -> None:
    assert new_ids(0) == []


def test_digits_are_written_as_the_id_writes_itself() -> None:
    one = new_id()
    assert as_text(one.hex) == str(one)
