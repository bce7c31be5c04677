"""A page of a list begins after a key, that an address has; what is no key is no place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.kit.conftest import SINCE, Two

from samspil.apps.organisations.models import Unit
from samspil.kit.paging import after_day, read_key, read_moment, read_number, write_key
from samspil.kit.tenancy import scope

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_what_is_written_is_read_again() -> None:
    assert write_key((date(2026, 3, 2), 7)) == "2026-03-02_7"
    assert read_key("2026-03-02_7") == ("2026-03-02", 7)
    written = write_key((NOON, 7))
    assert read_key(written) == (NOON.isoformat(), 7)
    assert read_moment(NOON.isoformat()) == NOON
    assert read_key(write_key((None, 7))) == read_key(write_key(("", 7))) == ("", 7)
    assert read_key(write_key(("most_red", 7))) == ("most_red", 7)
    assert write_key(None) == ""


@pytest.mark.parametrize("said", ["", "x", "2026-03-02_", "_", "_-1", "_1.0", "_\u0667", "_" + "9" * 19])
def test_what_has_no_row_s_number_is_no_key(said: str) -> None:
    assert read_key(said) is None
    assert read_number(said.rpartition("_")[2]) is None


@pytest.mark.parametrize("said", ["", "noon", "2026-03-02T12:00", "0001-01-01T00:00+14:00"])
def test_a_moment_says_its_zone_and_can_be_told(said: str) -> None:
    assert read_moment(said) is None


def test_each_row_comes_after_those_before_it_and_those_without_a_day_last(two: Two) -> None:
    with scope.within([two.ours.pk]):
        for name, ends in (("c", None), ("a", date(2026, 4, 1)), ("b", date(2026, 4, 1)), ("d", None)):
            Unit.objects.create(organisation=two.ours, name=name, valid_from=SINCE, valid_to=ends)
        rows = {one.name: one for one in Unit.objects.filter(name__in=list("abcd"))}
        for place, name in enumerate("abcd"):
            row = rows[name]
            later = Unit.objects.filter(after_day("valid_to", row.valid_to, row.pk), name__in=list(rows))
            assert sorted(one.name for one in later) == list("abcd")[place + 1 :]
