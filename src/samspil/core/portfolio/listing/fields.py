"""What a list may say of an initiative, and the headings it stands under."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from samspil.core.tables.values import SIGNS

FEWEST: Final = 2
LONGEST_HEADING: Final = 600
_SEPARATORS = re.compile(r"[\s_\-./\\]+")


class Sort(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DAY = "day"
    AMOUNT = "amount"
    RATING = "rating"
    SHARE = "share"
    YEAR = "year"


class Field(StrEnum):
    """A field of an initiative as lists have them."""

    SAMSPIL = "samspil"
    NUMBER = "number"
    NAME = "name"
    YEAR = "year"
    UNIT = "unit"
    CATEGORY = "category"
    FORM = "form"
    PHASE = "phase"
    PURPOSE = "purpose"
    MANAGER = "manager"
    OWNER = "owner"
    LEGAL_SOURCE = "legal_source"
    RATING = "rating"
    RATING_COMMENT = "rating_comment"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    SCHEDULE_COMMENT = "schedule_comment"
    YEAR_BUDGET = "year_budget"
    YEAR_FORECAST = "year_forecast"
    VARIANCE = "variance"
    VARIANCE_AMOUNT = "variance_amount"
    VARIANCE_COMMENT = "variance_comment"
    COST = "cost"
    COST_COMMENT = "cost_comment"
    BENEFIT = "benefit"
    BENEFIT_COMMENT = "benefit_comment"


SORTS: Final[Mapping[Field, Sort]] = {
    **dict.fromkeys(Field, Sort.TEXT),
    Field.YEAR: Sort.YEAR,
    Field.RATING: Sort.RATING,
    Field.STARTS_ON: Sort.DAY,
    Field.ENDS_ON: Sort.DAY,
    Field.YEAR_BUDGET: Sort.AMOUNT,
    Field.YEAR_FORECAST: Sort.AMOUNT,
    Field.VARIANCE: Sort.SHARE,
    Field.VARIANCE_AMOUNT: Sort.AMOUNT,
    Field.COST: Sort.AMOUNT,
    Field.BENEFIT: Sort.AMOUNT,
}

_SAYS_WHY = re.compile(
    r"comment|commentary|narrative|bemærkning|kommentar|forklaring|begrundelse|begrunnelse|merknad"
)
_RATED = r"\brag\b|rating|confidence|trafiklys|trafikklys|status|farve|farge|\blys\b"
_WHOLE_LIFE = (
    r"whole life|\bwlc\b|samlet|samlede|total (?:cost|udgift|kostnad)|levetid|total(?:udgift|kostnad)"
)
_TIMED = r"schedule|tidsplan|fremdrift|framdrift"
_BUDGETED = r"budget|baseline|bevilling|bevilgning"
_FORECAST = r"forecast|prognose|forventet forbrug|skøn"
_BENEFITS = r"benefit|gevinst"
_VARIES = r"variance|afvigelse|avvik"

_THING = r"project|programme|initiative|projekt|prosjekt|indsats|tiltak|aktivitet"
_NAME = r"name|title|navn|titel|tittel"

# The first that fits is taken. What says why is not what it speaks of.
_COMMENTS: Final[Sequence[tuple[Field, re.Pattern[str]]]] = [
    (field, re.compile(pattern))
    for field, pattern in (
        (Field.BENEFIT_COMMENT, _BENEFITS),
        (Field.COST_COMMENT, _WHOLE_LIFE),
        (Field.SCHEDULE_COMMENT, _TIMED),
        (Field.RATING_COMMENT, rf"{_RATED}|actions? planned"),
        (Field.VARIANCE_COMMENT, rf"{_VARIES}|{_FORECAST}"),
        (Field.COST_COMMENT, _BUDGETED),
    )
]
_VALUES: Final[Sequence[tuple[Field, re.Pattern[str]]]] = [
    (field, re.compile(pattern))
    for field, pattern in (
        (Field.SAMSPIL, r"^samspil$"),
        (Field.NUMBER, rf"^(?:gmpp|sags?|{_THING})? ?(?:number|no|nr|id|nummer|id number)$"),
        (Field.YEAR, r"^(?:year|år|report year|rapportår)$"),
        (Field.NAME, rf"^(?:{_THING})(?:ets|ens)?(?: ?(?:{_NAME}))?$|^(?:{_NAME})$"),
        (Field.RATING, _RATED),
        (Field.STARTS_ON, r"\bstart|begynder|begyndelse|påbegynd"),
        (Field.ENDS_ON, r"\bend\b|\bslut|afslut|avslutt|ferdig|færdig|deadline"),
        (Field.VARIANCE, _VARIES),
        (Field.BENEFIT, _BENEFITS),
        (Field.COST, _WHOLE_LIFE),
        (Field.YEAR_FORECAST, _FORECAST),
        (Field.YEAR_BUDGET, _BUDGETED),
        (Field.UNIT, r"department|\bdept|afdeling|forvaltning|\benhed|etat|virksomhed|avdeling|enhet"),
        (Field.CATEGORY, r"categor|kategori|portefølje|portfolio|område|sector"),
        (Field.FORM, r"^(?:type|form|art)$|projekttype|prosjekttype"),
        (Field.PHASE, r"\bphase|\bfase|stage"),
        (Field.LEGAL_SOURCE, r"legal|lov|hjemmel|retskilde"),
        (Field.MANAGER, r"manager|projektleder|prosjektleder|leader"),
        (Field.OWNER, r"owner|ejer|eier|\bsro\b|ansvarlig"),
        (Field.PURPOSE, r"description|aims?\b|formål|beskrivelse|purpose|objective"),
    )
]
_SCALE = re.compile(
    r"(?:(?<=£)|(?<=ł)|(?<=€)|\b)(?P<scale>million(?:er|s)?|mio\b|mill\b|tkr\b|t\.\s?kr\b|1000\b|1\.000\b|bn\b|mia\b|m\b)"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a heading says its amounts are in; nothing where it does not say."""

    scale: int | None = None
    currency: str = ""


def field_of(heading: str) -> Field | None:
    """What a heading seems to stand for; nothing where no word of it is known.

    >>> field_of("Project - End Date (Latest approved)").value, field_of("Afvigelse, forklaring").value
    ('ends_on', 'variance_comment')
    """
    if len(heading) > LONGEST_HEADING:
        return None
    plain = normal(heading)
    patterns = [*_COMMENTS, *_VALUES] if _SAYS_WHY.search(plain) else _VALUES
    found = next((field for field, pattern in patterns if pattern.search(plain)), None)
    if found is Field.VARIANCE and stated_in(heading).scale is not None:
        return Field.VARIANCE_AMOUNT
    return found


def normal(heading: str) -> str:
    """A heading without case, brackets' contents and what parts its words."""
    outside = re.sub(r"\([^)]*\)?", " ", heading)
    return _SEPARATORS.sub(" ", (outside if outside.strip() else heading).casefold()).strip()


def stated_in(heading: str) -> Stated:
    """The scale and currency that a heading states.

    >>> stated_in("Total budgeted whole life costs (£million)")
    Stated(scale=1000000, currency='GBP')
    """
    low = heading.casefold()
    found = _SCALE.search(low)
    signs = (code for word, code in SIGNS.items() if re.search(rf"(?<!\w){re.escape(word)}", low))
    sign = next(signs, "")
    if found is None:
        return Stated(None, sign)
    word = found["scale"]
    if word in {"bn", "mia"}:
        return Stated(10**9, sign)
    return Stated(1000 if word.startswith(("t", "1")) else 10**6, sign)


def how_well(headings: Sequence[str]) -> Fraction:
    """How much a row looks like headings: how many fields it names, and in how few cells."""
    said = [one for one in headings if one]
    named = {field for one in said if (field := field_of(one)) is not None}
    return Fraction(len(named) ** 2, len(said)) if len(named) >= FEWEST else Fraction(0)
