"""The contracts of an award in TED's own XML: each awarded contract of the form with the lot it is of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from samspil.core.notices.awards import Awarded, Draft, Framework, Lot, months_of, stated, words
from samspil.core.notices.facts import Facts
from samspil.core.notices.notice import Notice, Stage
from samspil.core.notices.ted import LOTS, form_of, parties_of
from samspil.core.notices.xml import Element
from samspil.core.units import Money

_CONTRACT: Final = "AWARD_CONTRACT"
_AWARDED: Final = "AWARDED_CONTRACT"
_WINNERS: Final = (
    f"{_AWARDED}/CONTRACTOR/ADDRESS_CONTRACTOR",
    f"{_AWARDED}/CONTRACTORS/CONTRACTOR/ADDRESS_CONTRACTOR",
)
_VALUES: Final = (f"{_AWARDED}/VALUES/VAL_TOTAL", f"{_AWARDED}/VAL_TOTAL")
_FRAMEWORK: Final = "PROCEDURE/FRAMEWORK"


def ted_awards(root: Element, notice: Notice, facts: Facts) -> Draft:
    """The contracts of a form; each award has its own number in it. What is wrong goes to ``facts``."""
    form = form_of(root)
    draft = Draft(f"ted:{notice.publication_number}")
    lots = {one.number: one for one in _lots(form, facts)}
    awards = [one for one in form.all(_CONTRACT) if one.first(_AWARDED)]
    reading = _Form(form, notice, lots, facts)
    alone = notice.value if len(awards) == 1 else None
    draft.contracts += [reading.awarded(award, at, alone) for at, award in enumerate(awards, 1)]
    if form.first(_FRAMEWORK):
        draft.framework = Framework(stated(notice.value), _users(notice))
    return draft


def _lots(form: Element, facts: Facts) -> list[Lot]:
    return [
        Lot(
            number=words(one, "LOT_NO"),
            title=words(one, "TITLE"),
            cpv=facts.cpv(
                (code.attributes.get("CODE", ""), code) for code in one.all("CPV_ADDITIONAL/CPV_CODE")
            ),
            starts_on=facts.day(one.first("DATE_START")),
            ends_on=facts.day(one.first("DATE_END")),
            months=_months(one, facts),
            options=words(one, "OPTIONS_DESCR"),
            renewals=words(one, "RENEWAL_DESCR"),
        )
        for one in form.all(LOTS)
    ]


def _months(lot: Element, facts: Facts) -> int | None:
    length = lot.first("DURATION")
    return months_of(facts, length, length.attributes.get("TYPE", "") if length else "")


class _Form:
    """A form whose awards are read: its lots by their numbers, and what the notice says of all."""

    def __init__(self, form: Element, notice: Notice, lots: Mapping[str, Lot], facts: Facts) -> None:
        self.notice, self.lots, self.facts = notice, lots, facts
        self.number = words(form, "OBJECT_CONTRACT/REFERENCE_NUMBER")

    def awarded(self, award: Element, at: int, alone: Money | None) -> Awarded:
        """One contract; ``alone`` is what the notice says that all comes to, where there is no other."""
        own = _own_lots(award, self.lots)
        amount = next((found for path in _VALUES if (found := award.first(path))), None)
        signed = self.facts.day(award.first(f"{_AWARDED}/DATE_CONCLUSION_CONTRACT"))
        return Awarded(
            place=award.place,
            key=award.attributes.get("ITEM") or str(at),
            number=self.number,
            title=words(award, "TITLE") or (own[0].title if len(own) == 1 else "") or self.notice.title,
            lots=own,
            suppliers=parties_of(award, _WINNERS, self.facts),
            value=stated(self.facts.money(amount, "CURRENCY") if amount else alone),
            # Before the fact the day is that of the decision to award: nothing is signed.
            signed_on=None if self.notice.stage is Stage.DIRECT_AWARD else signed,
        )


def _own_lots(award: Element, lots: Mapping[str, Lot]) -> tuple[Lot, ...]:
    """The lots that an award names; the only one there is where it names none."""
    named = [one for one in re.split(r"[\s,;]+", words(award, "LOT_NO")) if one in lots]
    if named:
        return tuple(lots[one] for one in named)
    return tuple(lots.values()) if len(lots) == 1 else ()


def _users(notice: Notice) -> str:
    """Who may use a framework: the buyers, where there are several."""
    return "; ".join(one.name for one in notice.buyers) if len(notice.buyers) > 1 else ""
