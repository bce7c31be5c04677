"""The contracts of an eForms result: each settled contract with its tenders, their lots and their winners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from samspil.core.notices.awards import (
    Awarded,
    Draft,
    Framework,
    Lot,
    months_of,
    stated,
    total,
    whole,
    words,
)
from samspil.core.notices.eforms import EXTENSION, LOT, RESULT, Parties, in_language
from samspil.core.notices.facts import Facts, once_each
from samspil.core.notices.notice import Notice, Party, Stage
from samspil.core.notices.xml import Element
from samspil.core.units import Money

_CHANGED: Final = f"{EXTENSION}/Changes/ChangedNoticeIdentifier"
_CPV: Final = ("MainCommodityClassification", "AdditionalCommodityClassification")
_SYSTEMS: Final = "TenderingProcess/ContractingSystem/ContractingSystemTypeCode"
_AGREEMENT: Final = "TenderingProcess/FrameworkAgreement"
_MOST: Final = "OverallMaximumFrameworkContractsAmount"
_MOST_OF_A_LOT: Final = "LotResult/FrameworkAgreementValues/MaximumValueAmount"
_NOTICE_ID: Final = 36


def eforms_awards(root: Element, notice: Notice, facts: Facts) -> Draft:
    """The contracts of a result. What is wrong goes to ``facts``.

    Where nothing is settled yet, each result of a lot that has a winner is one: a buyer that tells before it
    signs has no settled contracts.
    """
    language = words(root, "NoticeLanguageCode")
    draft = Draft(f"eforms:{_edition(root)}")
    parties = Parties(root, language, facts)
    lots = {words(one, "ID"): _lot(one, language, facts) for one in root.all(LOT)}
    for result in root.all(RESULT):
        reading = _Result(result, lots, parties, facts)
        settled = result.all("SettledContract")
        if not settled and notice.stage is Stage.DIRECT_AWARD:
            settled = [one for one in result.all("LotResult") if one.all("LotTender/ID")]
        alone = notice.value if len(settled) == 1 else None
        draft.contracts += [reading.awarded(one, notice, alone) for one in settled]
    if any(_is_framework(one) for one in root.all(f"{LOT}/{_SYSTEMS}")):
        draft.framework = Framework(_ceiling(root, facts), _users(root, notice))
    return draft


def _edition(root: Element) -> str:
    """What the notice is called, or the one that it changes, without its version."""
    return (words(root, _CHANGED) or words(root, "ID") or words(root, "ContractFolderID"))[:_NOTICE_ID]


def _is_framework(code: Element) -> bool:
    return code.attributes.get("listName") == "framework-agreement" and code.text.startswith("fa-")


def _lot(lot: Element, language: str, facts: Facts) -> Lot:
    project = lot.first("ProcurementProject") or lot
    length = project.first("PlannedPeriod/DurationMeasure")
    more = project.first("ContractExtension")
    return Lot(
        number=words(lot, "ID"),
        title=in_language(project, "Name", language, facts) if project.first("Name") else "",
        cpv=facts.cpv(
            (code.text, code) for kind in _CPV for code in project.all(f"{kind}/ItemClassificationCode")
        ),
        starts_on=facts.day(project.first("PlannedPeriod/StartDate")),
        ends_on=facts.day(project.first("PlannedPeriod/EndDate")),
        months=months_of(facts, length, length.attributes.get("unitCode", "") if length else ""),
        options=words(more, "OptionsDescription") if more else "",
        renewals=words(more, "Renewal/Period/Description") if more else "",
        most_renewals=whole(facts, more.first("MaximumNumberNumeric")) if more else None,
    )


class _Result:
    """The result of a notice: tenders and tendering parties by their ids."""

    def __init__(self, result: Element, lots: dict[str, Lot], parties: Parties, facts: Facts) -> None:
        self.lots, self.parties, self.facts = lots, parties, facts
        self.tenders = {words(one, "ID"): one for one in result.all("LotTender")}
        self.bidders = {words(one, "ID"): one for one in result.all("TenderingParty")}

    def awarded(self, settled: Element, notice: Notice, alone: Money | None) -> Awarded:
        """One contract: its value is that of its tenders, or the notice's where it is the only one."""
        signed_for = [one.text for one in settled.all("LotTender/ID")]
        tenders = [self.tenders[one] for one in signed_for if one in self.tenders]
        lots = self._lots(tenders, settled)
        own = words(settled, "Title") or (lots[0].title if len(lots) == 1 else "")
        amounts = [
            self.facts.money(one.first("LegalMonetaryTotal/PayableAmount"), "currencyID") for one in tenders
        ]
        return Awarded(
            place=settled.place,
            key=words(settled, "ID"),
            number=words(settled, "ContractReference/ID"),
            title=own or notice.title,
            lots=lots,
            suppliers=self._suppliers(tenders),
            value=stated(total([stated(one) for one in amounts]) or alone),
            signed_on=self.facts.day(settled.first("IssueDate")),
        )

    def _lots(self, tenders: Sequence[Element], settled: Element) -> tuple[Lot, ...]:
        named = [one.text for part in (*tenders, settled) for one in part.all("TenderLot/ID")]
        known = dict.fromkeys(one for one in named if one in self.lots)
        if known:
            return tuple(self.lots[one] for one in known)
        return tuple(self.lots.values()) if len(self.lots) == 1 else ()

    def _suppliers(self, tenders: Sequence[Element]) -> tuple[Party, ...]:
        behind = [one.text for tender in tenders for one in tender.all("TenderingParty/ID")]
        return once_each(
            self.parties.by_id(who)
            for one in behind
            if one in self.bidders
            for who in self.bidders[one].all("Tenderer/ID")
        )


def _ceiling(root: Element, facts: Facts) -> Money | None:
    """All that may be bought by a framework: of the notice, else of the lots together."""
    for result in root.all(RESULT):
        if whole_notice := stated(facts.money(result.first(_MOST), "currencyID")):
            return whole_notice
        each = [stated(facts.money(one, "currencyID")) for one in result.all(_MOST_OF_A_LOT)]
        if found := total(each):
            return found
    return None


def _users(root: Element, notice: Notice) -> str:
    """Who may use a framework: as the notice puts it, else its buyers where there are several."""
    needs = root.all(f"{LOT}/{_AGREEMENT}/SubsequentProcessTenderRequirement/Description")
    said = dict.fromkeys(one.text for one in needs if one.text)
    if said:
        return "; ".join(said)
    return "; ".join(one.name for one in notice.buyers) if len(notice.buyers) > 1 else ""
