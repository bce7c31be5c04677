from __future__ import annotations

import subprocess
import sys

import holidays
import pytest

from samspil.core.calendar.statutory import statutory_days


@pytest.mark.parametrize(("country", "language", "first"), [("DK", "da", 1771), ("NO", "no", 1901)])
def test_the_days_of_every_year_are_those_of_the_whole_package(
    country: str, language: str, first: int
) -> None:
    years = range(first, 2101)
    ours = {day: name for year in years for day, name in statutory_days(country, year, language).items()}
    assert ours == dict(holidays.country_holidays(country, years=years, language=language))


def test_a_country_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError):
        statutory_days("SE", 2026, "sv")


def test_other_countries_are_not_read() -> None:
    """Two hundred and fifty of them take 20 MB in each process that answers."""
    asked = (
        "import sys; from samspil.core.calendar.statutory import statutory_days;"
        "statutory_days('DK', 2026, 'da'); statutory_days('NO', 2026, 'no');"
        "print([one for one in sys.modules if one.startswith('holidays.countries')])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
