"""What a list would change; told again it changes nothing, and what is kept of it is what it said."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from samspil.core.portfolio.listing.consequences import (
    Asked,
    Change,
    Standing,
    ToldBefore,
    row_keys,
    weigh,
)
from samspil.core.portfolio.listing.fields import SORTS, Field, Sort
from samspil.core.portfolio.listing.plain import values_of
from samspil.core.portfolio.listing.reading import Known, Listed, Nothing, Why
from samspil.core.portfolio.listing.told import digest_of, told_by
from samspil.core.portfolio.status import Light
from samspil.core.units import Money

BY_SORT = {
    Sort.TEXT: st.text(min_size=1, max_size=12).filter(str.strip),
    Sort.DAY: st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    Sort.AMOUNT: st.builds(Money, st.integers(-(10**12), 10**12), st.sampled_from(["DKK", "GBP"])),
    Sort.RATING: st.sampled_from(Light),
    Sort.SHARE: st.decimals(-9, 9, places=3),
    Sort.YEAR: st.integers(1990, 2060),
}
NOTHING = st.builds(Nothing, st.sampled_from(Why), st.text(max_size=8))


@st.composite
def lines(draw: st.DrawFn) -> list[Listed]:
    names = draw(st.lists(st.sampled_from(["Arkiv", "arkiv", "Vagtplan", "Ny IT"]), max_size=6))
    asked = draw(st.lists(st.sampled_from([one for one in Field if one not in {Field.NAME, Field.SAMSPIL}])))
    found = []
    for at, name in enumerate(names):
        values: dict[Field, Known | Nothing] = {Field.NAME: name}
        values |= {one: draw(BY_SORT[SORTS[one]] | NOTHING) for one in asked}
        found.append(Listed(at + 2, 1, values))
    return found


@given(lines())
def test_what_is_kept_of_a_line_is_what_it_said(told: list[Listed]) -> None:
    for line in told:
        kept = values_of(json.loads(json.dumps(told_by(line))))
        said = {
            one: value
            for one, value in line.values.items()
            if not (isinstance(value, Nothing) and value.why is Why.EMPTY)
        }
        assert kept == said
        assert digest_of(Listed(9, 9, {**kept})) == digest_of(line)


@given(lines(), st.none() | st.just(2026))
def test_a_list_that_was_told_before_changes_nothing(told: list[Listed], year: int | None) -> None:
    keys = row_keys(told, year)
    assert len(set(keys)) == len(keys)
    first = weigh(told, [], {}, Asked(year))
    assert {one.change for one in first} <= {Change.NEW}
    who = {one.key: one.follows or one.key for one in first}
    standing = [Standing(key, "x") for key in set(who.values())]
    before = {one.key: ToldBefore(who[one.key], one.digest) for one in first}
    again = weigh(told, standing, before, Asked(year))
    assert all(one.change is Change.UNCHANGED for one in again)


@given(lines())
def test_no_two_initiatives_of_a_list_become_one(told: list[Listed]) -> None:
    standing = [Standing("1", "Arkiv"), Standing("2", "Vagtplan"), Standing("3", "Ny IT")]
    found = weigh(told, standing, {}, Asked(2026))
    taken = [one.initiative for one in found if one.initiative and not one.follows]
    assert len(taken) == len(set(taken))


def test_what_a_list_does_not_say_is_left_as_it_is() -> None:
    line = Listed(2, 1, {Field.NAME: "Arkiv", Field.COST: Nothing(Why.EMPTY), Field.VARIANCE: Decimal("0.1")})
    told: dict[Field, Known | Nothing] = {Field.COST: Money.of(5), Field.VARIANCE: Decimal("0.10")}
    there = Standing("1", "Arkiv", current={Field.NAME: "Arkiv"}, listed=told)
    [one] = weigh([line], [there], {}, Asked())
    assert (one.change, one.differences) == (Change.UNCHANGED, ())
