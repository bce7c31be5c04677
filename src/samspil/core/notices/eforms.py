"""eForms notices (UBL 2.3), as published in TED from 2023."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from samspil.core.errors import Problem, ProblemsError
from samspil.core.notices.facts import Facts, once_each, optional_text, party, quoted
from samspil.core.notices.notice import Notice, Party, Stage, ValueIs
from samspil.core.notices.xml import Element
from samspil.core.units import Money

ROOTS: Final = ("ContractNotice", "ContractAwardNotice", "PriorInformationNotice")

_STAGES: Final = {
    "planning": Stage.PLANNING,
    "consultation": Stage.PLANNING,
    "competition": Stage.COMPETITION,
    "result": Stage.AWARD,
    "dir-awa-pre": Stage.DIRECT_AWARD,
    "cont-modif": Stage.MODIFICATION,
    "change": Stage.CORRECTION,
}
EXTENSION: Final = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension"
RESULT: Final = f"{EXTENSION}/NoticeResult"
_ID: Final = "PartyIdentification/ID"
LOT: Final = "ProcurementProjectLot"
_DUE: Final = tuple(
    f"{LOT}/TenderingProcess/{period}"
    for period in ("TenderSubmissionDeadlinePeriod", "ParticipationRequestReceptionPeriod")
)
_LANGUAGES: Final = {
    "DAN": "da",
    "ENG": "en",
    "NOR": "no",
    "NOB": "nb",
    "SWE": "sv",
    "DEU": "de",
    "FRA": "fr",
}


def read_eforms(root: Element, facts: Facts) -> Notice:
    """The notice in an eForms document.

    Of several texts the one in the notice's own language is taken. A language is given by two letters where
    it is Danish or a neighbour's, otherwise by the three of the notice. Tenders are due on the earliest day
    of any lot.

    Raises:
        ProblemsError: ``unknown_notice_form``; everything else that is wrong goes to ``facts``.
    """
    stage = _stage(root)
    language = facts.text(root, "NoticeLanguageCode")
    number = optional_text(root, f"{EXTENSION}/Publication/NoticePublicationID")
    parties = Parties(root, language, facts)
    value, value_is = _value(root, facts)
    due = _due(root, facts)
    starts, ends = (
        facts.days(root.all(f"{LOT}/ProcurementProject/PlannedPeriod/{name}"))
        for name in ("StartDate", "EndDate")
    )
    concluded = facts.days(root.all(f"{RESULT}/SettledContract/IssueDate"))
    return Notice(
        schema="eforms",
        publication_number=number,
        form=facts.text(root, f"{EXTENSION}/NoticeSubType/SubTypeCode"),
        stage=stage,
        buyers=_buyers(root, parties, facts),
        title=in_language(root, "ProcurementProject/Name", language, facts),
        language=_LANGUAGES.get(language, language.lower()),
        cpv=_cpv(root, facts),
        value=value,
        value_is=value_is,
        dispatched_on=facts.day(root.first("IssueDate")),
        published_on=facts.day(root.first(f"{EXTENSION}/Publication/PublicationDate")),
        tenders_due_on=facts.day(due.first("EndDate")) if due else None,
        tenders_due_time=facts.hour(due.first("EndTime")) if due else None,
        starts_on=min(starts, default=None),
        ends_on=max(ends, default=None),
        concluded_on=min(concluded, default=None),
        winners=once_each(parties.by_id(one) for one in _winner_ids(root)),
        source_link=_link(number),
    )


def _stage(root: Element) -> Stage:
    code = root.first("NoticeTypeCode")
    found = code.attributes.get("listName", "") if code else ""
    if found not in _STAGES:
        place = code.place if code else root.place
        raise ProblemsError.of("unknown_notice_form", place, found=found or "–", known=", ".join(_STAGES))
    return _STAGES[found]


class Parties:
    """The organisations of a notice by the id that the rest of it uses; contact points count as theirs."""

    def __init__(self, root: Element, language: str, facts: Facts) -> None:
        self.facts = facts
        self.known: dict[str, Party] = {}
        for organisation in root.all(f"{EXTENSION}/Organizations/Organization"):
            for company in organisation.all("Company"):
                one = self._party(company, language)
                points = [company, *organisation.all("TouchPoint")]
                self.known |= {facts.text(point, _ID): one for point in points}

    def _party(self, company: Element, language: str) -> Party:
        return party(
            in_language(company, "PartyName/Name", language, self.facts),
            optional_text(company, "PostalAddress/Country/IdentificationCode"),
            optional_text(company, "PartyLegalEntity/CompanyID"),
        )

    def by_id(self, reference: Element) -> Party:
        """The party referred to; an unknown one is a problem and reads as a party without a name."""
        if reference.text not in self.known:
            self.facts.problems.append(
                Problem("notice_unknown_party", {"found": quoted(reference.text)}, reference.place)
            )
        return self.known.get(reference.text, party("", None, None))


def in_language(inside: Element, path: str, language: str, facts: Facts) -> str:
    """The text at the path in the notice's own language, or in whichever there is; none is a problem."""
    texts = inside.all(path)
    own = [text for text in texts if text.attributes.get("languageID") == language]
    return own[0].text if own and own[0].text else facts.text(inside, path)


def _buyers(root: Element, parties: Parties, facts: Facts) -> tuple[Party, ...]:
    references = root.all(f"ContractingParty/Party/{_ID}")
    if not references:
        facts.lacks(root, f"ContractingParty/Party/{_ID}")
    return once_each(parties.by_id(one) for one in references)


def _winner_ids(root: Element) -> Iterator[Element]:
    """Contract → tender → tendering party → organisation: only what a contract was signed on has won."""
    for result in root.all(RESULT):
        signed = {one.text for one in result.all("SettledContract/LotTender/ID")}
        tenders = [one for one in result.all("LotTender") if optional_text(one, "ID") in signed]
        behind = {party_id.text for one in tenders for party_id in one.all("TenderingParty/ID")}
        for tendering in result.all("TenderingParty"):
            if optional_text(tendering, "ID") in behind:
                yield from tendering.all("Tenderer/ID")


def _cpv(root: Element, facts: Facts) -> tuple[str, ...]:
    projects = [*root.all("ProcurementProject"), *root.all(f"{LOT}/ProcurementProject")]
    kinds = ("MainCommodityClassification", "AdditionalCommodityClassification")
    codes = [
        one for project in projects for kind in kinds for one in project.all(f"{kind}/ItemClassificationCode")
    ]
    if not root.all("ProcurementProject/MainCommodityClassification/ItemClassificationCode"):
        facts.lacks(root, "ProcurementProject/MainCommodityClassification/ItemClassificationCode")
    return facts.cpv((code.text, code) for code in codes)


def _value(root: Element, facts: Facts) -> tuple[Money | None, ValueIs | None]:
    """The stated total: awarded before estimated, then the estimate of the only lot there is."""
    if total := root.first(f"{RESULT}/TotalAmount"):
        return facts.money(total, "currencyID"), ValueIs.AWARDED
    amount = "ProcurementProject/RequestedTenderTotal/EstimatedOverallContractAmount"
    lots = root.all(LOT)
    estimated = root.first(amount) or (lots[0].first(amount) if len(lots) == 1 else None)
    return facts.money(estimated, "currencyID"), ValueIs.ESTIMATED if estimated else None


def _due(root: Element, facts: Facts) -> Element | None:
    """The earliest period in which tenders, or else requests to take part, are received."""
    for path in _DUE:
        dated = [(day, period) for period in root.all(path) if (day := facts.day(period.first("EndDate")))]
        if dated:
            return min(dated, key=lambda one: one[0])[1]
    return None


def _link(number: str | None) -> str | None:
    """Where TED shows the notice; its address has no zeros in front of the number."""
    return f"https://ted.europa.eu/da/notice/-/detail/{number.lstrip('0')}" if number else None
