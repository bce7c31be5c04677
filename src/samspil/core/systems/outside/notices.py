"""An award notice as contracts of the register, and the framework agreement that they are made under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from samspil.core.errors import Problem
from samspil.core.notices.awards import Award, Awarded, Framework
from samspil.core.notices.facts import DENMARK
from samspil.core.notices.notice import Notice, Party
from samspil.core.notices.reading import read_award
from samspil.core.systems.outside.told import (
    BETWEEN,
    Outside,
    Said,
    Told,
    amount,
    buyer,
    day,
    filled,
    shortened,
    source_key,
    wrong,
)
from samspil.core.systems.vocabulary import AgreementSort

_NUMBER: Final = 40
_OWN_NUMBER: Final = 100
_EXTENSION: Final = 100
_NOTES: Final = 4000
_FOREIGN: Final = 20
_WEB: Final = ("https://", "http://")
_SKI: Final = ("ski", "staten og kommunernes indkøbs")


def read_award_notice(data: bytes, name: str) -> Outside:
    """Each contract that a notice tells of, and its framework agreement where it has one.

    Each awarded contract is one of the register, not each lot and not the notice: it has one supplier, one
    value and one end, and is tendered again by itself. One that was made about several lots begins with the
    first and ends with the last of them. The value is as published, with options and renewals. A contract
    that cannot be is named and left out, and the others come in.

    Raises:
        ProblemsError: as for `read_award`.
    """
    award = read_award(data, name)
    found, sound = Outside(), list[Awarded]()
    for one, title in zip(award.contracts, _titles(award), strict=True):
        problems = list(_problems(one, title))
        found.problems += problems
        if problems:
            found.left_out.append(source_key(award.source, one.key))
        else:
            sound.append(one)
            found.contracts.append(Told(one.place.line, _cells(award, one, title)))
    if award.framework and sound:
        found.agreements.append(Told(sound[0].place.line, _agreement(award, award.framework, sound)))
    return found


def _titles(award: Award) -> list[str]:
    """What each contract is called; where several are called alike, with what tells them apart."""
    counts = Counter(one.title for one in award.contracts)
    return [
        one.title if counts[one.title] == 1 else f"{one.title} – {_apart(one)}" for one in award.contracts
    ]


def _apart(one: Awarded) -> str:
    lots = [lot.title if lot.title != one.title else lot.number for lot in one.lots]
    who = [supplier.name for supplier in one.suppliers]
    return ", ".join(part for part in (*lots, *who) if part) or one.key


def _problems(one: Awarded, title: str) -> Iterator[Problem]:
    where = shortened(title, 80)
    days = (one.starts_on, one.ends_on)
    yield from wrong(Said(where, *days, other_days=[one.signed_on], place=one.place))
    for supplier in one.suppliers:
        digits = "".join(re.findall(r"[0-9]", supplier.national_id or ""))
        if supplier.country in DENMARK and digits:
            yield from wrong(Said(where, cvr=digits, place=one.place))


def _cells(award: Award, one: Awarded, title: str) -> dict[str, str]:
    notice = award.notice
    cpv = [*notice.cpv[:1], *(code for lot in one.lots for code in lot.cpv)] if one.lots else notice.cpv
    return filled(
        [
            ("name", shortened(title)),
            ("source_key", source_key(award.source, one.key)),
            ("buyers", _buyers(award)),
            ("contract_id", shortened(one.number, _OWN_NUMBER)),
            *_supplier(one.suppliers),
            ("signed_on", day(one.signed_on)),
            ("starts_on", day(one.starts_on)),
            ("ends_on", day(one.ends_on)),
            ("duration_months", str(one.months or "") if one.ends_on is None else ""),
            ("value_minor", amount(one.value.minor) if one.value else ""),
            ("currency", one.value.currency if one.value else ""),
            ("cpv", ";".join(dict.fromkeys(cpv))),
            ("extension", shortened(_extension(one), _EXTENSION)),
            ("agreement", _number(award) if award.framework else ""),
            ("links", _link(notice)),
            ("notes", _notes(one, title)),
        ]
    )


def _supplier(parties: tuple[Party, ...]) -> Iterator[tuple[str, str]]:
    """Whoever won: of several all the names and no number, for none of them is the supplier alone."""
    yield "supplier", shortened(", ".join(one.name for one in parties))
    if len(parties) == 1:
        [only] = parties
        is_danish = only.country in DENMARK
        yield "supplier_cvr", only.cvr or ""
        yield "foreign_number", shortened("" if is_danish else only.national_id or "", _FOREIGN)


def _extension(one: Awarded) -> str:
    """Options and renewals in the notice's words: how long each is, it says in no other way."""
    often = max((lot.most_renewals or 0 for lot in one.lots), default=0)
    said = dict.fromkeys(text for lot in one.lots for text in (lot.options, lot.renewals) if text)
    return "; ".join([f"max. {often} ×"] * bool(often) + list(said))


def _notes(one: Awarded, title: str) -> str:
    """What there was no room for."""
    extension = _extension(one)
    said = [title] if shortened(title) != title else []
    if len(one.suppliers) > 1:
        said.append("; ".join(buyer(party.name, party.cvr) for party in one.suppliers))
    if shortened(extension, _EXTENSION) != extension:
        said.append(extension)
    return shortened("\n".join(said), _NOTES)


def _buyers(award: Award) -> str:
    return BETWEEN.join(dict.fromkeys(buyer(one.name, one.cvr) for one in award.notice.buyers))


def _web(notice: Notice) -> str:
    """Where the notice can be read: what does not lead to the web is no address to press on."""
    link = notice.source_link or ""
    return link if link.startswith(_WEB) else ""


def _link(notice: Notice) -> str:
    """The notice's number, and where it can be read."""
    web = _web(notice)
    return " ".join(part for part in ("TED", notice.publication_number, web) if part) if web else ""


def _number(award: Award) -> str:
    return (award.notice.publication_number or award.source.partition(":")[2])[:_NUMBER]


def _agreement(award: Award, framework: Framework, contracts: Sequence[Awarded]) -> dict[str, str]:
    """The agreement, from the first to the last day of its contracts."""
    notice, ceiling = award.notice, framework.ceiling
    starts = [one.starts_on for one in contracts if one.starts_on]
    ends = [one.ends_on for one in contracts if one.ends_on]
    is_ski = any(one.name.casefold().startswith(_SKI) for one in notice.buyers)
    return filled(
        [
            ("name", shortened(notice.title)),
            ("number", _number(award)),
            ("buyers", _buyers(award)),
            ("sort", AgreementSort.SKI.value if is_ski else ""),
            ("starts_on", day(min(starts, default=None))),
            ("ends_on", day(max(ends, default=None))),
            ("ceiling_minor", amount(ceiling.minor) if ceiling else ""),
            ("currency", ceiling.currency if ceiling else ""),
            ("may_use", framework.users[:_NOTES]),
            ("source_link", _web(notice)),
        ]
    )
