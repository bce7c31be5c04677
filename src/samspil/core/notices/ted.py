"""TED's own XML (``TED_EXPORT`` R2.0.9): standard forms F01 to F25, as published until 2023."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.notices.facts import Facts, once_each, optional_text, party
from samspil.core.notices.notice import Notice, Party, Stage, ValueIs
from samspil.core.notices.xml import Element
from samspil.core.units import Money

ROOT: Final = "TED_EXPORT"

_OF_FORM: Final = {
    "F01": Stage.PLANNING,
    "F02": Stage.COMPETITION,
    "F03": Stage.AWARD,
    "F04": Stage.PLANNING,
    "F05": Stage.COMPETITION,
    "F06": Stage.AWARD,
    "F07": Stage.COMPETITION,
    "F12": Stage.COMPETITION,
    "F13": Stage.AWARD,
    "F14": Stage.CORRECTION,
    "F15": Stage.DIRECT_AWARD,
    "F16": Stage.PLANNING,
    "F17": Stage.COMPETITION,
    "F18": Stage.AWARD,
    "F19": Stage.COMPETITION,
    "F20": Stage.MODIFICATION,
    "F21": Stage.COMPETITION,
    "F22": Stage.COMPETITION,
    "F23": Stage.COMPETITION,
    "F24": Stage.COMPETITION,
    "F25": Stage.AWARD,
}
# A form with several uses says which in NOTICE/@TYPE. F23 calls a social concession by a "prior" notice.
_OF_TYPE: Final = {
    "PRI_ONLY": Stage.PLANNING,
    "PRI_REDUCING_TIME_LIMITS": Stage.PLANNING,
    "PER_ONLY": Stage.PLANNING,
    "PER_REDUCING_TIME_LIMITS": Stage.PLANNING,
    "PRI_CALL_COMPETITION": Stage.COMPETITION,
    "PER_CALL_COMPETITION": Stage.COMPETITION,
    "QSU_ONLY": Stage.COMPETITION,
    "QSU_CALL_COMPETITION": Stage.COMPETITION,
    "CONTRACT": Stage.COMPETITION,
    "PRI": Stage.COMPETITION,
    "AWARD_CONTRACT": Stage.AWARD,
    "CONCESSION_AWARD_CONTRACT": Stage.AWARD,
}
_BUYERS: Final = (
    "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY",
    "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY_ADDITIONAL",
)
LOTS: Final = "OBJECT_CONTRACT/OBJECT_DESCR"
_CONTRACTS: Final = "AWARD_CONTRACT/AWARDED_CONTRACT"
_WINNERS: Final = (
    f"{_CONTRACTS}/CONTRACTOR/ADDRESS_CONTRACTOR",
    f"{_CONTRACTS}/CONTRACTORS/CONTRACTOR/ADDRESS_CONTRACTOR",
    "RESULTS/AWARDED_PRIZE/WINNERS/WINNER/ADDRESS_WINNER",
    "RESULTS/AWARDED_PRIZE/WINNER/ADDRESS_WINNER",
)


def read_ted(root: Element, facts: Facts) -> Notice:
    """The notice in a ``TED_EXPORT``: its form in the language in which it was written.

    Raises:
        ProblemsError: ``unknown_notice_form``; everything else that is wrong goes to ``facts``.
    """
    form = form_of(root)
    value, value_is = _value(form, facts)
    starts, ends = (facts.days(form.all(f"{LOTS}/{name}")) for name in ("DATE_START", "DATE_END"))
    concluded = facts.days(form.all(f"{_CONTRACTS}/DATE_CONCLUSION_CONTRACT"))
    return Notice(
        schema="ted",
        publication_number=facts.attribute(root, "DOC_ID"),
        form=form.attributes["FORM"],
        stage=_stage(form),
        buyers=_buyers(form, facts),
        title=facts.text(form, "OBJECT_CONTRACT/TITLE"),
        language=form.attributes.get("LG", "").lower(),
        cpv=_cpv(form, facts),
        value=value,
        value_is=value_is,
        dispatched_on=facts.day(form.first("COMPLEMENTARY_INFO/DATE_DISPATCH_NOTICE")),
        published_on=facts.day(root.first("CODED_DATA_SECTION/REF_OJS/DATE_PUB")),
        tenders_due_on=facts.day(form.first("PROCEDURE/DATE_RECEIPT_TENDERS")),
        tenders_due_time=facts.hour(form.first("PROCEDURE/TIME_RECEIPT_TENDERS")),
        starts_on=min(starts, default=None),
        ends_on=max(ends, default=None),
        concluded_on=min(concluded, default=None),
        winners=parties_of(form, _WINNERS, facts),
        source_link=_link(root, form.attributes.get("LG", "")),
    )


def form_of(root: Element) -> Element:
    """The form as written; translations stand beside it.

    Raises:
        ProblemsError: ``unknown_notice_form``.
    """
    forms = [
        form for section in root.all("FORM_SECTION") for form in section.children if "FORM" in form.attributes
    ]
    original = [form for form in forms if form.attributes.get("CATEGORY") != "TRANSLATION"]
    if not original or original[0].attributes["FORM"] not in _OF_FORM:
        found = ", ".join(form.name for form in forms) or "–"
        raise ProblemsError.of("unknown_notice_form", root.place, found=found, known=", ".join(_OF_FORM))
    return original[0]


def _stage(form: Element) -> Stage:
    notice = form.first("NOTICE")
    by_form = _OF_FORM[form.attributes["FORM"]]
    return _OF_TYPE.get(notice.attributes.get("TYPE", ""), by_form) if notice else by_form


def _buyers(form: Element, facts: Facts) -> tuple[Party, ...]:
    buyers = parties_of(form, _BUYERS, facts)
    if not buyers:
        facts.lacks(form, _BUYERS[0])
    return buyers


def parties_of(form: Element, paths: Sequence[str], facts: Facts) -> tuple[Party, ...]:
    """The parties at the paths, each once."""
    return once_each(_party(address, facts) for path in paths for address in form.all(path))


def _party(address: Element, facts: Facts) -> Party:
    country = address.first("COUNTRY")
    return party(
        facts.text(address, "OFFICIALNAME"),
        country.attributes.get("VALUE") if country else None,
        optional_text(address, "NATIONALID"),
    )


def _cpv(form: Element, facts: Facts) -> tuple[str, ...]:
    main = form.all("OBJECT_CONTRACT/CPV_MAIN/CPV_CODE")
    if not main:
        facts.lacks(form, "OBJECT_CONTRACT/CPV_MAIN/CPV_CODE")
    more = form.all(f"{LOTS}/CPV_ADDITIONAL/CPV_CODE")
    return facts.cpv((code.attributes.get("CODE", ""), code) for code in [*main, *more])


def _value(form: Element, facts: Facts) -> tuple[Money | None, ValueIs | None]:
    """The stated total: awarded before estimated, then the amount of the only lot there is."""
    if total := form.first("OBJECT_CONTRACT/VAL_TOTAL"):
        return facts.money(total, "CURRENCY"), ValueIs.AWARDED
    lots = form.all(LOTS)
    estimated = form.first("OBJECT_CONTRACT/VAL_ESTIMATED_TOTAL") or (
        lots[0].first("VAL_OBJECT") if len(lots) == 1 else None
    )
    return facts.money(estimated, "CURRENCY"), ValueIs.ESTIMATED if estimated else None


def _link(root: Element, language: str) -> str | None:
    links = root.all("CODED_DATA_SECTION/NOTICE_DATA/URI_LIST/URI_DOC")
    own = [link for link in links if link.attributes.get("LG") == language]
    return next((link.text for link in own or links), None)
