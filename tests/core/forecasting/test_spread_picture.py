"""Bands lie where their values say, on a scale of their own; what is written is escaped."""

import re

from samspil.core.forecasting.spread_picture import WIDTH, Band, Said, spread_picture

WORDS = Said("Prognose", "En ting", "planlagt", "lige så tit over som under")


def marks(band: Band) -> list[int]:
    found = re.findall(r'(?:cx="|<path class="s-picture__today" d="M)([0-9]+)', spread_picture([band], WORDS))
    return [int(one) for one in found]


def test_what_lies_below_nought_is_drawn_like_the_rest() -> None:
    loses = Band("Netto", "Netto, fra minus 3 til 1", -3.0, -1.0, 1.0, 0.0, ("-3", "1"))
    places = marks(loses)
    assert places
    assert all(0 <= one <= WIDTH for one in places)


def test_all_in_one_place_is_still_a_picture() -> None:
    assert 'class="s-curve__band"' in spread_picture([Band("A", "A", 0.0, 0.0, 0.0, 0.0, ("", ""))], WORDS)


def test_what_somebody_wrote_is_no_markup() -> None:
    told = spread_picture([Band("<b>", "<i>", 1.0, 2.0, 3.0, 2.0, ("<u>", "&"))], WORDS)
    assert not {"<b>", "<i>", "<u>"} & set(re.findall(r"<[a-z]+>", told))
