"""TED's own forms read as facts; what is expected was read in the notices by hand."""

from datetime import date, time

import pytest
from tests.core.notices.notice_files import HVIDOVRE_CAFE, SOLROD_MEALS, ted

from samspil.core.errors import Problem, ProblemsError
from samspil.core.notices.notice import Notice, Party, Stage, ValueIs
from samspil.core.notices.reading import read_notice
from samspil.core.units import Money


def solrod(old: str = "", new: str = "") -> Notice:
    assert old in SOLROD_MEALS
    return read_notice(ted(SOLROD_MEALS.replace(old, new) if old else SOLROD_MEALS), "n.xml")


def refused(data: bytes) -> list[Problem]:
    with pytest.raises(ProblemsError) as found:
        read_notice(data, "n.xml")
    return list(found.value.problems)


def test_a_contract_notice_is_read_whole() -> None:
    assert solrod() == Notice(
        schema="ted",
        publication_number="044742-2022",
        form="F21",
        stage=Stage.COMPETITION,
        buyers=(Party("Solrød Kommune", "DK", "68534917", "68534917"),),
        title="Madservice",
        language="da",
        cpv=("98514000",),
        value=Money.of(7_200_000),
        value_is=ValueIs.ESTIMATED,
        dispatched_on=date(2022, 1, 21),
        published_on=date(2022, 1, 26),
        tenders_due_on=date(2022, 3, 21),
        tenders_due_time=time(23, 59),
        starts_on=date(2022, 5, 1),
        ends_on=date(2026, 4, 30),
        concluded_on=None,
        winners=(),
        source_link="https://ted.europa.eu/udl?uri=TED:NOTICE:044742-2022:TEXT:DA:HTML",
    )


def test_an_award_has_winner_day_and_awarded_total() -> None:
    notice = read_notice(ted(HVIDOVRE_CAFE), "n.xml")
    assert notice.stage == Stage.DIRECT_AWARD
    assert notice.winners == (Party("LOCA Management ApS", "DK", "38640585", "38640585"),)
    assert (notice.value, notice.value_is) == (Money.of(40_000_000), ValueIs.AWARDED)
    assert notice.concluded_on == date(2022, 8, 30)
    assert (notice.starts_on, notice.ends_on, notice.tenders_due_on, notice.tenders_due_time) == (None,) * 4


@pytest.mark.parametrize(
    ("form", "kind", "stage"),
    [
        ("F01", "PRI_ONLY", Stage.PLANNING),
        ("F21", "PRI_ONLY", Stage.PLANNING),
        ("F21", "PRI_CALL_COMPETITION", Stage.COMPETITION),
        ("F21", "AWARD_CONTRACT", Stage.AWARD),
        ("F04", "PER_REDUCING_TIME_LIMITS", Stage.PLANNING),
        ("F23", "PRI", Stage.COMPETITION),
        ("F03", "", Stage.AWARD),
        ("F14", "", Stage.CORRECTION),
        ("F20", "", Stage.MODIFICATION),
    ],
)
def test_the_form_and_its_use_say_how_far_the_purchase_is(form: str, kind: str, stage: Stage) -> None:
    text = SOLROD_MEALS.replace("F21", form).replace('TYPE="CONTRACT"', f'TYPE="{kind}"')
    assert read_notice(ted(text), "n.xml").stage == stage


def test_the_form_as_written_is_read_and_not_its_translation() -> None:
    translated = SOLROD_MEALS.replace("ORIGINAL", "TRANSLATION").replace('LG="DA"', 'LG="EN"')
    notice = read_notice(ted(translated.replace("Madservice", "Meals") + SOLROD_MEALS), "n.xml")
    assert (notice.title, notice.language) == ("Madservice", "da")


@pytest.mark.parametrize("form", ["<F08_2014 FORM='F08' LG='DA'/>", "<CONTRACT LG='DA'/>", ""])
def test_a_form_that_is_not_known_is_refused(form: str) -> None:
    assert [problem.code for problem in refused(ted(form))] == ["unknown_notice_form"]


def test_several_buyers_stand_once_each_in_order() -> None:
    more = (
        "<ADDRESS_CONTRACTING_BODY_ADDITIONAL><OFFICIALNAME>{}</OFFICIALNAME><NATIONALID>{}</NATIONALID>"
        '<COUNTRY VALUE="DK"/></ADDRESS_CONTRACTING_BODY_ADDITIONAL>'
    )
    end = "</CONTRACTING_BODY>"
    notice = solrod(
        end, more.format("Solrød Kommune", "68534917") + more.format("Furesø Kommune", "29188327") + end
    )
    assert [buyer.name for buyer in notice.buyers] == ["Solrød Kommune", "Furesø Kommune"]


@pytest.mark.parametrize(
    ("written", "country", "cvr"),
    [
        ("CVR nr. 25050053", "DK", "25050053"),
        ("16 28 71 80", "DK", "16287180"),
        ("V-tal 345334", "FO", None),
        ("25050053", "FI", None),
        ("25050054", "DK", None),
    ],
)
def test_a_cvr_number_is_found_however_it_is_written(written: str, country: str, cvr: str | None) -> None:
    text = SOLROD_MEALS.replace("68534917", written).replace('VALUE="DK"', f'VALUE="{country}"')
    (buyer,) = read_notice(ted(text), "n.xml").buyers
    assert (buyer.national_id, buyer.cvr) == (written, cvr)


def test_a_buyer_without_number_or_country_is_a_buyer() -> None:
    (buyer,) = solrod(
        '<NATIONALID>68534917</NATIONALID><COUNTRY VALUE="DK"/>', "<NATIONALID> </NATIONALID>"
    ).buyers
    assert buyer == Party("Solrød Kommune", None, None, None)


def test_amounts_of_several_lots_are_not_added_up() -> None:
    lot = '<OBJECT_DESCR ITEM="2"><VAL_OBJECT CURRENCY="DKK">1</VAL_OBJECT></OBJECT_DESCR></OBJECT_CONTRACT>'
    notice = solrod("</OBJECT_CONTRACT>", lot)
    assert (notice.value, notice.value_is) == (None, None)


def test_the_estimated_total_goes_before_the_lot() -> None:
    total = '<VAL_ESTIMATED_TOTAL CURRENCY="EUR">4500000.0000</VAL_ESTIMATED_TOTAL><OBJECT_DESCR ITEM="1">'
    notice = solrod('<OBJECT_DESCR ITEM="1">', total)
    assert (notice.value, notice.value_is) == (Money.of(4_500_000, "EUR"), ValueIs.ESTIMATED)


def test_the_lots_together_run_from_the_first_day_to_the_last() -> None:
    lot = (
        "<OBJECT_DESCR><DATE_START>2022-04-01</DATE_START><DATE_END>2025-01-01</DATE_END></OBJECT_DESCR>"
        "</OBJECT_CONTRACT>"
    )
    notice = solrod("</OBJECT_CONTRACT>", lot)
    assert (notice.starts_on, notice.ends_on) == (date(2022, 4, 1), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("main", "other", "is_it", "is_mainly_it"),
    [
        ("72000000", "98514000", True, True),
        ("48100000", "48100000", True, True),
        ("66100000", "72200000", True, False),
        ("30213100", "32424000", False, False),
        ("47999999", "73000000", False, False),
    ],
)
def test_it_is_divisions_48_and_72(main: str, other: str, is_it: bool, is_mainly_it: bool) -> None:
    text = SOLROD_MEALS.replace("98514000", main, 1).replace("98514000", other, 1)
    notice = read_notice(ted(text), "n.xml")
    assert (notice.is_it, notice.is_mainly_it) == (is_it, is_mainly_it)


BROKEN = {
    "no title": ("<TITLE><P>Madservice</P></TITLE>", "", "notice_lacks"),
    "no buyer": ("ADDRESS_CONTRACTING_BODY", "ADDRESS_OF_NOBODY", "notice_lacks"),
    "a buyer without name": ("<OFFICIALNAME>Solrød Kommune</OFFICIALNAME>", "", "notice_lacks"),
    "no main CPV": ('<CPV_MAIN><CPV_CODE CODE="98514000"/></CPV_MAIN>', "", "notice_lacks"),
    "a CPV that is none": (
        '<CPV_MAIN><CPV_CODE CODE="98514000"/>',
        '<CPV_MAIN><CPV_CODE CODE="9851400"/>',
        "notice_bad_cpv",
    ),
    "a CPV without code": (
        '<CPV_MAIN><CPV_CODE CODE="98514000"/>',
        "<CPV_MAIN><CPV_CODE/>",
        "notice_bad_cpv",
    ),
    "a day that is none": ("2022-03-21", "2022-02-31", "notice_bad_day"),
    "a day in another order": ("2022-05-01", "01-05-2022", "notice_bad_day"),
    "an hour that is none": ("23:59", "24:00", "notice_bad_hour"),
    "an amount that is none": ("7200000.00", "7.200.000", "notice_bad_amount"),
    "an amount below zero": ("7200000.00", "-7200000", "notice_bad_amount"),
    "parts of an øre": ("7200000.00", "7200000.005", "notice_bad_amount"),
    "an amount without currency": (' CURRENCY="DKK"', "", "notice_bad_amount"),
}


@pytest.mark.parametrize(("old", "new", "code"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_read_is_told(old: str, new: str, code: str) -> None:
    assert old in SOLROD_MEALS
    (problem,) = refused(ted(SOLROD_MEALS.replace(old, new)))
    assert problem.code == code
    assert problem.place is not None


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = SOLROD_MEALS.replace("23:59", "noon").replace("2022-05-01", "soon").replace("Madservice", "")
    codes = [problem.code for problem in refused(ted(text))]
    assert codes == ["notice_lacks", "notice_bad_day", "notice_bad_hour"]


def test_a_notice_without_number_is_refused() -> None:
    assert refused(ted(SOLROD_MEALS, number=""))[0].args == {"element": "@DOC_ID", "inside": "TED_EXPORT"}


def test_other_xml_is_no_notice() -> None:
    assert [problem.code for problem in refused(b"<html/>")] == ["not_a_notice"]


def test_without_its_own_language_the_first_link_is_kept_and_none_is_none() -> None:
    other = SOLROD_MEALS.replace('LG="DA"', 'LG="SV"')
    assert str(read_notice(ted(other), "n.xml").source_link).endswith(":EN:HTML")
    data = ted(SOLROD_MEALS).replace(b"URI_LIST", b"NO_LIST")
    assert read_notice(data, "n.xml").source_link is None
