"""Eight years of the United Kingdom's major projects taken in, one after the other, by one organisation."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from typing import Any, Final

from tests.apps.portfolio.ground import keeper
from tests.apps.world import HVIDOVRE, World
from tests.core.portfolio.listing.test_major_projects import (
    RAW,
    YEARS,
    corrected,
    names_by_hand,
    needs_raw,
    table,
)

from samspil.apps.portfolio.models import Estimate, Initiative, ListedRow, StatusReport, TableMapping
from samspil.apps.portfolio.selectors.listed import withheld_in
from samspil.apps.portfolio.services.importing import keeping
from samspil.apps.portfolio.services.importing.applying import apply_list
from samspil.apps.portfolio.services.importing.keeping import HowRead, SentList
from samspil.apps.portfolio.services.importing.previewing import preview
from samspil.core.portfolio.listing.consequences import NEW, Change
from samspil.core.portfolio.listing.fields import SORTS, Field, Sort
from samspil.core.portfolio.listing.mapping import as_data, guess
from samspil.kit.journal.recording import By
from samspil.kit.journal.verifying import verify

pytestmark = needs_raw
VALUES: Final = [one for one, sort in SORTS.items() if sort is not Sort.TEXT and one is not Field.BENEFIT]
NAME: Final = "Store britiske projekter"
AT: Final = datetime(2026, 11, 22, 9, tzinfo=UTC)


def sent(year: int) -> SentList:
    return SentList(f"uk_{year}.csv", (RAW / f"uk_{year}.csv").read_bytes(), NAME, "GBP", year)


def teach(world: World, year: int) -> None:
    """What a person says once of a list of this shape; nothing is carried out."""
    upload = keeping.keep_list(
        world.organisation(HVIDOVRE).pk, sent(year), by=keeper(world, HVIDOVRE).person, at=AT
    )
    [sheet] = keeping.tables_in(upload)
    right = as_data(corrected(year, guess(sheet, "GBP")))
    how = HowRead.of(upload.mapping)
    keeping.correct(upload, HowRead(NAME, how.currency, year, how.form, {"": right}), AT)
    upload.delete()


def take_in(world: World, year: int) -> dict[str, int]:
    """With the mapping that is kept; what is only alike is said to be new."""
    upload = keeping.keep_list(
        world.organisation(HVIDOVRE).pk, sent(year), by=keeper(world, HVIDOVRE).person, at=AT
    )
    found = preview(upload, AT.date(), AT)
    while unsure := {one.key: NEW for one in found.consequences if one.change is Change.UNSURE}:
        upload = keeping.answer(upload, unsure, AT)
        found = preview(upload, AT.date(), AT)
    return apply_list(upload, found.digest, AT.date(), By(str(keeper(world, HVIDOVRE).person), AT))


def everything() -> list[Any]:
    return [
        [*one.objects.order_by("pk").values_list()] for one in (Initiative, Estimate, StatusReport, ListedRow)
    ]


def exempt_by_hand(year: int) -> int:
    """Cells for numbers, days and ratings that say so; of our code only where those columns are."""
    text = (RAW / f"uk_{year}.csv").read_bytes().decode("cp1252", "replace")
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=";" if year == 2021 else ","))
    lines = list(zip(*rows, strict=False))[1:] if year < 2018 else rows[1:]
    places = [one.at for one in guess(table(year), "GBP").columns if one.field in VALUES]
    return sum("exempt" in line[at].casefold() for line in lines for at in places)


def test_eight_years_one_after_the_other(world: World) -> None:
    with world.scope(HVIDOVRE):
        for year in YEARS:
            teach(world, year)
        assert set(TableMapping.objects.values_list("name", flat=True)) == {NAME}
        counts = {}
        for year in YEARS:
            counts[year] = take_in(world, year)
            listed = ListedRow.objects.filter(key__startswith=f"{year}|")
            # Every project of the year is there, each as one initiative.
            assert (
                listed.count() == len(names_by_hand(year)) == listed.values("initiative").distinct().count()
            )
            kept = [one.values.get(what.value) for one in listed for what in VALUES]
            exempt = sum(isinstance(one, dict) and "withheld" in one for one in kept)
            assert exempt == exempt_by_hand(year) > 10
        assert counts[2014]["new"] == len(names_by_hand(2014))
        for year in range(2015, 2022):
            # The larger part of a year's projects was there the year before, and is known again.
            assert counts[year]["changed"] > 70
        # One name a project in 2021, found in its own initiative with its history.
        crossrail = Initiative.objects.get(listed__key__startswith="2014|crossrail|")
        assert crossrail.reports.count() == crossrail.listed.count() > 5
        assert crossrail.reports.order_by("on").first().on == date(2014, 12, 31)  # type: ignore[union-attr]
        # The first estimate is the first year's, whatever later years say.
        assert Estimate.objects.count() == Estimate.objects.filter(sequence=1).count()
        assert crossrail.estimates.get().currency == "GBP"
        assert any(
            withheld_in(one.listed.values_list("key", "values")) for one in Initiative.objects.all()[:400]
        )
        before = everything()
        for year in YEARS:
            done = take_in(world, year)
            assert (done["new"], done["changed"], done["unsure"]) == (0, 0, 0)
        assert everything() == before
        assert verify(world.organisation(HVIDOVRE).pk)[1] is None
