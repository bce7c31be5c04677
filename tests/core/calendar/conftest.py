"""No test answers from what another laid out; mutation testing forks after a first run and relies on it."""

import pytest

from samspil.core.calendar import meetings, workdays


@pytest.fixture(autouse=True)
def nothing_laid_out() -> None:
    for kept in (meetings._held, workdays._year, workdays._almanac):
        kept.cache_clear()
