"""What a cell of a list says, for each sort of column. What cannot be read is an error of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from samspil.core.systems.vocabulary import Answer, Audit, Hosting, LifeCycle, NoticeBy, Renewal
from samspil.core.tables.values import DayOrder, Mark, read_amount, read_day

_EMPTY: Final = frozenset({"", "-", "–", "n/a", "ikke udfyldt", "ikke angivet", "ingen"})
_PLAN: Final = re.compile(r"(?:q|k|kv\.?)?\s*([1-4])\.?\s*(?:q|kvartal|kv\.?)?\D{0,3}(20\d\d)", re.IGNORECASE)
_PLAN_BACK: Final = re.compile(r"(20\d\d)\D{0,5}([1-4])(?:\D.*)?", re.IGNORECASE)
_LENGTH: Final = re.compile(r"(?<!\d)(\d{1,4})\s*(år|måned)", re.IGNORECASE)
_BAND: Final = re.compile(r"(\d{1,6})\s*[-–]\s*(\d{1,6})")
_KLE: Final = re.compile(r"\d\d(?:\.\d\d){0,2}", re.ASCII)
_CPV: Final = re.compile(r"(\d{8})(?:-\d)?", re.ASCII)
_MARKED: Final = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")  # noqa: RUF001
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_HUNDRED: Final = 100
_MOST_MINOR: Final = 10**17
_MOST_PLAIN: Final = 15  # digits of whole kroner: below the most, and what most cells hold
_MOST_MONTHS: Final = 1200
_MOST_LINKS: Final = 40
_LONGEST_LINE: Final = 200
_WEB: Final = re.compile(r"https?://\S{1,1000}")
# Before what its column cannot hold, as another system said it: such a cell is not read, its line is named.
UNREADABLE: Final = "\ufffe"

_ANSWERS: Final[Mapping[str, Answer]] = {
    **dict.fromkeys(("ja", "yes", "true", "sand", "x", "1"), Answer.YES),
    **dict.fromkeys(("nej", "no", "false", "falsk", "nei", "0"), Answer.NO),
    **dict.fromkeys(("ved ikke", "uafklaret", "undecided", "ikke relevant"), Answer.UNDECIDED),
}
_LIFE: Final[Mapping[str, LifeCycle]] = {
    "uafklaret": LifeCycle.UNDECIDED,
    "ikke i drift": LifeCycle.NOT_IN_USE,
    "under afprøvning": LifeCycle.PILOT,
    "under indfasning": LifeCycle.PHASING_IN,
    "i drift": LifeCycle.OPERATIONAL,
    "under udfasning": LifeCycle.PHASING_OUT,
}
_HOSTING: Final[Mapping[str, Hosting]] = {
    "uafklaret": Hosting.UNDECIDED,
    **dict.fromkeys(("on-premise", "on premise", "internt", "eget driftscenter"), Hosting.ON_PREMISE),
    **dict.fromkeys(("eksternt", "ekstern", "external", "cloud", "saas"), Hosting.EXTERNAL),
    "hybrid": Hosting.HYBRID,
}
_AUDIT: Final[Mapping[str, Audit]] = {
    **dict.fromkeys(("hvid", "audit ikke gennemført"), Audit.NOT_DONE),
    **dict.fromkeys(("rød", "væsentlige forbedringer nødvendige"), Audit.RED),
    **dict.fromkeys(("gul", "mindre forbedringer påkrævet"), Audit.YELLOW),
    **dict.fromkeys(("grøn", "opfylder standarderne"), Audit.GREEN),
}
# Until somebody uses it, an automation is an idea or work; it is in use when it runs.
_PHASES: Final[Mapping[str, LifeCycle]] = {
    **dict.fromkeys(("idé", "foranalyse", "specifikation", "udvikling"), LifeCycle.NOT_IN_USE),
    "implementering": LifeCycle.PHASING_IN,
    "drift": LifeCycle.OPERATIONAL,
    "taget ud af drift": LifeCycle.NOT_IN_USE,
    "deling (ingen fase)": LifeCycle.UNDECIDED,
}
_NOTICE_BY: Final[Mapping[str, NoticeBy]] = {
    **dict.fromkeys(("måned", "måneden"), NoticeBy.MONTH),
    **dict.fromkeys(("kvartal", "kvartalet"), NoticeBy.QUARTER),
    **dict.fromkeys(("kalenderår", "kalenderåret", "år"), NoticeBy.YEAR),
}
_SENSITIVITY: Final[Mapping[str, str]] = {
    "ingen personoplysninger": "none",
    "ingen persondata": "none",
    "almindelige personoplysninger": "personal",
    "følsomme personoplysninger": "sensitive",
    "straffedomme og lovovertrædelser": "offences",
}
Read = str | int | date | None | tuple[str, ...] | tuple[int | None, int | None] | tuple[tuple[str, str], ...]


class UnreadableError(ValueError):
    """A cell says something that its column cannot hold."""


def as_written(cell: str) -> str:
    """A cell without the mark that we put before what a spreadsheet would take for a formula.

    >>> as_written("'-1,50"), as_written("''=1"), as_written("'s-Gravenhage")
    ('-1,50', "'=1", "'s-Gravenhage")
    """
    return cell[1:] if _MARKED.match(cell) else cell


def says_nothing(cell: str) -> bool:
    """Whether a cell is empty, or says that nobody has filled it in.

    >>> says_nothing(" - "), says_nothing("0")
    (True, False)
    """
    return cell.strip().casefold() in _EMPTY


def day(cell: str) -> date:
    """A day, the day before the month where the year comes last.

    >>> day("31-12-2027"), day("2027-12-31")
    (datetime.date(2027, 12, 31), datetime.date(2027, 12, 31))
    """
    found = read_day(cell, DayOrder.DAY_FIRST)
    if found is None or not 1950 <= found.year <= 2100:
        raise UnreadableError(cell)
    return found


def whole(cell: str) -> int:
    """A number of something, with whatever words stand beside it.

    >>> whole("6"), whole("6 måneder")
    (6, 6)
    """
    found = re.match(r"\d{1,4}(?!\d)", cell.strip())
    if found is None:
        raise UnreadableError(cell)
    return int(found[0])


def minor(cell: str) -> int:
    """An amount in kroner as øre; a point parts thousands, a comma the øre.

    >>> minor("1.250.000"), minor("99,50 kr."), minor("1250000.00"), minor("007")
    (125000000, 9950, 125000000, 700)
    """
    if cell.isascii() and cell.isdigit() and len(cell) <= _MOST_PLAIN:
        return int(cell) * _HUNDRED
    found = read_amount(cell, Mark.COMMA) or read_amount(cell, Mark.POINT)
    if found is None or found.currency not in {"", "DKK"}:
        raise UnreadableError(cell)
    value = found.value * _HUNDRED
    if value != value.to_integral_value() or abs(value) > Decimal(_MOST_MINOR):
        raise UnreadableError(cell)
    return int(value)


def value_minor(cell: str) -> int:
    """An amount that cannot be below nothing.

    >>> value_minor("0")
    0
    """
    found = minor(cell)
    if found < 0:
        raise UnreadableError(cell)
    return found


def uuid(cell: str) -> str:
    """An id, as its plain text.

    >>> uuid("018C0000-0000-7000-8000-000000000001")
    '018c0000-0000-7000-8000-000000000001'
    """
    try:
        return str(UUID(cell.strip()))
    except ValueError:
        raise UnreadableError(cell) from None


def _word(known: Mapping[str, str], cell: str) -> str:
    found = known.get(cell.strip().casefold())
    if found is None:
        raise UnreadableError(cell)
    return str(found)


def answer(cell: str) -> str:
    """Yes, no or not said.

    >>> answer("Ja"), answer("Ved ikke")
    ('yes', 'undecided')
    """
    return _word(_ANSWERS, cell)


def life_cycle(cell: str) -> str:
    """Where the use of a system stands, in KITOS' words.

    >>> life_cycle("Under udfasning")
    'phasing_out'
    """
    return _word(_LIFE, cell)


def phase(cell: str) -> str:
    """Where an automation stands, by its phase in OS2autoproces.

    >>> phase("Foranalyse"), phase("Drift")
    ('not_in_use', 'operational')
    """
    return _word(_PHASES, cell)


def number(cell: str) -> str:
    """A number that something is known by, as its digits.

    >>> number("1207")
    '1207'
    """
    said = cell.strip()
    if not re.fullmatch(r"\d{1,18}", said, re.ASCII):
        raise UnreadableError(cell)
    return str(int(said))


def fitting(cell: str) -> str:
    """As many of several things with commas between as one line of the register holds.

    >>> fitting("Borgerservice,Løn")
    'Borgerservice, Løn'
    """
    parts = [one.strip() for one in cell.split(",") if one.strip()]
    while len(", ".join(parts)) > _LONGEST_LINE and len(parts) > 1:
        parts.pop()
    return ", ".join(parts)[:_LONGEST_LINE]


def hosting(cell: str) -> str:
    """Where a system runs.

    >>> hosting("Eksternt")
    'external'
    """
    return _word(_HOSTING, cell)


def yes(cell: str) -> bool:
    """Yes or not: what is not said to be so is not so.

    >>> yes("Ja"), yes("Ved ikke")
    (True, False)
    """
    return answer(cell) == Answer.YES


def notice_by(cell: str) -> str:
    """The end of what a notice runs from or ends at.

    >>> notice_by("Kvartal")
    'quarter'
    """
    return _word(_NOTICE_BY, cell)


def links(cell: str) -> tuple[tuple[str, str], ...]:
    """Addresses on the web, each with the words before it, or itself where there are none.

    >>> links("Aftalen https://a.example/1 https://b.example")
    (('Aftalen', 'https://a.example/1'), ('https://b.example', 'https://b.example'))
    """
    found, end = [], 0
    for one in _WEB.finditer(cell):
        title = " ".join(cell[end : one.start()].split())[:200]
        found.append((title or one[0], one[0]))
        end = one.end()
    return tuple(dict.fromkeys(found))[:_MOST_LINKS]


def audit(cell: str) -> str:
    """How an audit came out.

    >>> audit("Grøn")
    'green'
    """
    return _word(_AUDIT, cell)


def sensitivity(cell: str) -> tuple[str, ...]:
    """What personal data a system holds, of several with commas between.

    >>> sensitivity("Almindelige personoplysninger, Følsomme personoplysninger")
    ('personal', 'sensitive')
    """
    return tuple(dict.fromkeys(_word(_SENSITIVITY, one) for one in cell.split(",")))


def several(cell: str) -> tuple[str, ...]:
    """Several things with commas or semicolons between, each once.

    >>> several("Drift, Support; Drift")
    ('Drift', 'Support')
    """
    return tuple(dict.fromkeys(one.strip() for one in re.split(r"[,;]", cell) if one.strip()))


def kle(cell: str) -> tuple[str, ...]:
    """Numbers of KLE, with or without what they are called.

    >>> kle("27.35 Sygepleje, 27.36.04")
    ('27.35', '27.36.04')
    """
    return tuple(dict.fromkeys(_KLE.findall(cell)))


def cpv(cell: str) -> tuple[str, ...]:
    """CPV codes without their control digit.

    >>> cpv("48000000-8; 72000000")
    ('48000000', '72000000')
    """
    return tuple(dict.fromkeys(_CPV.findall(cell)))


def currency(cell: str) -> str:
    """A currency by its three letters.

    >>> currency("dkk")
    'DKK'
    """
    said = cell.strip().upper()
    if not _CURRENCY.fullmatch(said):
        raise UnreadableError(cell)
    return said


def option_months(cell: str) -> tuple[str, ...]:
    """Options, each with its length in months.

    >>> option_months("12; 12 + 24 måneder")
    ('12', '12', '24')
    """
    found = [one.strip() for one in re.split(r"[,;+]", cell.casefold().replace("måneder", ""))]
    if not all(re.fullmatch(r"[1-9]\d{0,3}", one, re.ASCII) and int(one) <= _MOST_MONTHS for one in found):
        raise UnreadableError(cell)
    return tuple(found)


def lines(cell: str) -> tuple[str, ...]:
    r"""Several things, each on a line of its own.

    >>> lines("Hvidovre Kommune\nRødovre Kommune")
    ('Hvidovre Kommune', 'Rødovre Kommune')
    """
    return tuple(cell.split("\n"))


def plan(cell: str) -> tuple[int | None, int | None]:
    """A year and a quarter, in any order; a year alone has no quarter.

    >>> plan("Q3 2027"), plan("2027 | 3. kvartal"), plan("2027")
    ((2027, 3), (2027, 3), (2027, None))
    """
    said = cell.strip()
    if re.fullmatch(r"20\d\d", said):
        return int(said), None
    if found := _PLAN.fullmatch(said):
        return int(found[2]), int(found[1])
    if found := _PLAN_BACK.fullmatch(said):
        return int(found[1]), int(found[2])
    raise UnreadableError(cell)


def months(cell: str) -> int:
    """A length as months; a number alone is of months.

    >>> months("2 år og 6 måneder"), months("18")
    (30, 18)
    """
    if cell.strip().isdigit():
        return whole(cell)
    parts = _LENGTH.findall(cell)
    found = sum(int(count) * (12 if unit.casefold() == "år" else 1) for count, unit in parts)
    if not 0 < found <= _MOST_MONTHS:
        raise UnreadableError(cell)
    return found


def length(cell: str) -> int | str:
    """How long a contract runs: months, or on and on.

    >>> length("2 år"), length("Løbende")
    (24, 'continues')
    """
    return Renewal.CONTINUES.value if cell.strip().casefold() == "løbende" else months(cell)


def runs_on(cell: str) -> str | None:
    """Whether a contract runs on and on; what it does where it does not is not said by that.

    >>> runs_on("Ja"), runs_on("Nej")
    ('continues', None)
    """
    return Renewal.CONTINUES.value if yes(cell) else None


def band(cell: str) -> tuple[int | None, int | None]:
    """How many users, at least and at most.

    >>> band("10-49"), band("<10"), band(">500"), band("37")
    ((10, 49), (0, 9), (500, None), (37, 37))
    """
    said = cell.replace(".", "").strip()
    if found := _BAND.fullmatch(said):
        least, most = sorted((int(found[1]), int(found[2])))
        return least, most
    number = re.fullmatch(r"([<>]?)\s*(\d{1,6})", said)
    if number is None:
        raise UnreadableError(cell)
    value = int(number[2])
    if number[1] == "<" and not value:
        raise UnreadableError(cell)
    return {"<": (0, value - 1), ">": (value, None), "": (value, value)}[number[1]]
