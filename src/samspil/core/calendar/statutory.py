"""The days that a country's law closes: from `holidays`, of which that country is read and no other."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import Any, Final

import holidays

# The module and the class by which `holidays` knows a country.
_KNOWN: Final = {"DK": ("denmark", "Denmark"), "NO": ("norway", "Norway")}


def statutory_days(country: str, year: int, language: str) -> dict[date, str]:
    """The days that the law of Denmark or Norway closes in a year, each with its name.

    Args:
        country: ISO 3166 code, "DK" or "NO".
        year: one that `holidays` knows of; it answers none at all outside them.
        language: one in which it has the country's names, such as "da" for Denmark and "no" for Norway.

    Raises:
        KeyError: a country that is not known.

    O(1) in the year. Source: the `holidays` package.

    >>> statutory_days("NO", 2026, "no")[date(2026, 5, 17)]
    'Grunnlovsdag'
    """
    return dict(_rules(country)(years=year, language=language))


@cache
def _rules(country: str) -> Any:
    """Whoever asks `holidays` for a country gets all two hundred and fifty read: 20 MB in each process.

    Its folder of countries reads them all when it is imported, so the one module is taken by itself.
    """
    name, of = _KNOWN[country]
    found = PathFinder.find_spec(f"holidays.countries.{name}", [f"{holidays.__path__[0]}/countries"])
    assert found is not None
    assert found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return getattr(module, of)
