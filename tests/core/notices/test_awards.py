"""Each contract that an award notice tells of, with its winner, its days and its framework agreement."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from tests.core.notices.award_files import (
    FRAMEWORK_F03,
    TWO_CONTRACTS,
    TWO_LOTS,
    eforms_result,
    result_lot,
)
from tests.core.notices.notice_files import HVIDOVRE_CAFE, SOLROD_MEALS, ted

from samspil.core.errors import ProblemsError
from samspil.core.notices.awards import Award, Framework
from samspil.core.notices.notice import Party
from samspil.core.notices.reading import read_award
from samspil.core.units import Money

RAW = (Path(__file__).parents[3] / os.environ.get("SAMSPIL_DATA", "../shared/data")).resolve() / "procurement"
needs_raw = pytest.mark.skipif(not RAW.is_dir(), reason=f"NOT PROVEN: no raw data in {RAW}; set SAMSPIL_DATA")
TERMA = Party("Terma A/S", "DNK", "41881828", "41881828")


def read(data: bytes) -> Award:
    return read_award(data, "n.xml")


def f03(old: str = "", new: str = "") -> Award:
    assert old in FRAMEWORK_F03
    return read(ted(FRAMEWORK_F03.replace(old, new) if old else FRAMEWORK_F03, number="300000-2023"))


def codes(data: bytes) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read(data)
    return [one.code for one in caught.value.problems]


def test_each_award_of_a_form_is_a_contract_with_its_lot() -> None:
    award = f03()
    care, aids = award.contracts
    assert (award.source, care.key, care.number) == ("ted:300000-2023", "1", "2023-17")
    assert (care.title, care.suppliers) == (
        "Omsorgssystem",
        (Party("Fiktiv Omsorg A/S", "DK", "25050053", "25050053"),),
    )
    assert (care.starts_on, care.ends_on, care.months) == (date(2023, 6, 1), date(2027, 5, 31), None)
    assert (care.value, care.signed_on) == (Money.of(40_000_000), date(2023, 5, 15))
    assert (care.lots[0].cpv, care.lots[0].options) == (("72260000",), "2 x 12 måneder")
    assert (aids.title, aids.ends_on, aids.months) == ("Hjælpemidler", None, 48)
    assert aids.lots[0].renewals == "Kan fornys én gang"
    assert [one.name for one in aids.suppliers] == ["Den Ene ApS", "Nokia Oy"]


def test_the_amount_of_one_that_buyers_write_for_none_is_none() -> None:
    assert f03().contracts[1].value is None
    assert f03(">1.00<", ">1.01<").contracts[1].value == Money.of("1.01")


def test_a_framework_has_a_ceiling_and_those_who_may_use_it() -> None:
    assert f03().framework == Framework(Money.of(60_000_000), "Hvidovre Kommune; Rødovre Kommune")
    assert f03("<FRAMEWORK/>").framework is None


def test_of_the_only_contract_the_value_of_the_notice_is_its_own() -> None:
    one = read(ted(HVIDOVRE_CAFE)).contracts[0]
    assert (one.value, one.title, one.key) == (Money.of(40_000_000), "Koncession", "1")
    assert one.lots == ()


def test_what_is_told_beforehand_is_not_signed() -> None:
    assert read(ted(HVIDOVRE_CAFE)).contracts[0].signed_on is None


def test_an_award_of_several_lots_begins_with_the_first_and_ends_with_the_last() -> None:
    both = f03(
        "<LOT_NO>1</LOT_NO><TITLE><P>Omsorgssystem</P></TITLE>\n    <AWARDED",
        "<LOT_NO>1, 2</LOT_NO>\n    <AWARDED",
    )
    assert [lot.number for lot in both.contracts[0].lots] == ["1", "2"]
    assert (both.contracts[0].starts_on, both.contracts[0].months) == (date(2023, 6, 1), 48)
    assert both.contracts[0].title == "Omsorg og hjælpemidler"


@pytest.mark.parametrize(
    ("written", "months"),
    [('TYPE="MONTH">18', 18), ('TYPE="DAY">90', None), ('TYPE="YEAR">101', None), (">4", None)],
)
def test_a_length_counts_in_months_and_years(written: str, months: int | None) -> None:
    assert f03('TYPE="YEAR">4', written.lstrip()).contracts[1].months == months


def test_a_length_that_is_no_number_is_a_problem() -> None:
    assert codes(ted(FRAMEWORK_F03.replace('TYPE="YEAR">4', 'TYPE="YEAR">fire'))) == ["notice_bad_number"]


def test_each_settled_contract_of_a_result_is_one() -> None:
    award = read(eforms_result())
    care, aids = award.contracts
    assert (award.source, care.key) == ("eforms:0a1b2c3d-0000-4000-8000-000000000001", "CON-0001")
    assert (care.number, care.title, care.suppliers) == ("2024-3", "Omsorg", (TERMA,))
    assert (care.starts_on, care.ends_on) == (date(2024, 2, 1), date(2028, 1, 31))
    assert (care.value, care.signed_on) == (Money.of(5_000_000), date(2024, 1, 15))
    assert (care.lots[0].options, care.lots[0].most_renewals) == ("Op til to år", 2)
    assert (aids.title, aids.months, aids.number) == ("Aftale om hjælpemidler", 48, "")
    assert aids.suppliers[0].name == "Nokia Oy"
    assert award.framework == Framework(Money.of(12_000_000), "Kommunerne i foreningen")


def test_a_lot_that_says_of_no_renewals_how_many_has_none() -> None:
    lots = TWO_LOTS.replace("<MaximumNumberNumeric>2</MaximumNumberNumeric>", "")
    assert read(eforms_result(lots=lots)).contracts[0].lots[0].most_renewals is None


def test_a_correction_has_the_source_of_what_it_corrects() -> None:
    corrected = "ffffffff-0000-4000-8000-000000000009"
    assert read(eforms_result(changes=f"{corrected}-01")).source == f"eforms:{corrected}"


def test_one_contract_of_two_lots_costs_both_of_its_tenders() -> None:
    joined = TWO_CONTRACTS.replace(
        "<LotTender><ID>TEN-0001</ID></LotTender></SettledContract>",
        "<LotTender><ID>TEN-0001</ID></LotTender><LotTender><ID>TEN-0002</ID></LotTender></SettledContract>",
    )
    one = read(eforms_result(joined)).contracts[0]
    assert (one.value, one.title) == (Money.of(9_000_000), "Velfærdsteknologi")
    assert ([lot.number for lot in one.lots], len(one.suppliers)) == (["LOT-0001", "LOT-0002"], 2)
    assert (one.ends_on, one.months) == (date(2028, 1, 31), 48)


def test_without_its_own_value_the_only_contract_has_that_of_the_notice() -> None:
    first = TWO_CONTRACTS.partition("<SettledContract><ID>CON-0002")[0] + "</NoticeResult>"
    bare = first.replace('<PayableAmount currencyID="DKK">5000000</PayableAmount>', "")
    assert read(eforms_result(bare)).contracts[0].value == Money.of(9_000_000)
    assert read(eforms_result(bare)).contracts[0].suppliers == ()


def test_a_ceiling_is_the_notice_s_else_that_of_the_lots_together() -> None:
    most = TWO_CONTRACTS.splitlines()[2]
    assert "OverallMaximumFrameworkContractsAmount" in most
    lots = "".join(
        "<LotResult><FrameworkAgreementValues><MaximumValueAmount currencyID='DKK'>"
        f"{amount}</MaximumValueAmount></FrameworkAgreementValues></LotResult>"
        for amount in (3_000_000, 4_000_000)
    )
    for result, ceiling in ((lots, Money.of(7_000_000)), ("", None)):
        framework = read(eforms_result(TWO_CONTRACTS.replace(most, result))).framework
        assert framework == Framework(ceiling, "Kommunerne i foreningen")


def test_who_may_use_a_framework_of_one_buyer_without_categories_nobody_has_said() -> None:
    lot = result_lot("LOT-0001", "Omsorg", framework="<FrameworkAgreement/>")
    framework = read(eforms_result(lots=lot)).framework
    assert framework is not None
    assert framework.users == ""


def test_before_anything_is_settled_each_lot_with_a_winner_is_a_contract() -> None:
    lot = "<TenderLot><ID>LOT-0001</ID></TenderLot>"
    won = f"<LotResult><LotTender><ID>TEN-0001</ID></LotTender>{lot}</LotResult>"
    lost = "<LotResult><TenderLot><ID>LOT-0002</ID></TenderLot></LotResult>"
    first, _, rest = TWO_CONTRACTS.partition("<SettledContract>")
    parties = rest[rest.index("<TenderingParty><ID>TPA-0001</ID><Tenderer>") :]
    unsigned = first + won + lost + parties
    [one] = read(eforms_result(unsigned, stage="dir-awa-pre")).contracts
    assert (one.suppliers, one.value, one.signed_on) == ((TERMA,), Money.of(5_000_000), None)
    assert codes(eforms_result(unsigned)) == ["notice_awards_nothing"]


def test_a_lot_that_no_tender_names_is_the_only_one_there_is() -> None:
    bare = TWO_CONTRACTS.replace("<TenderLot><ID>LOT-0001</ID></TenderLot>", "")
    assert read(eforms_result(bare)).contracts[0].lots == ()
    only = TWO_LOTS.partition("</ProcurementProjectLot>")[0] + "</ProcurementProjectLot>"
    assert len(read(eforms_result(bare, only)).contracts[0].lots) == 1


def test_what_awards_nothing_is_refused() -> None:
    assert codes(ted(SOLROD_MEALS)) == ["notice_is_no_award"]
    annulled = FRAMEWORK_F03.partition('<AWARD_CONTRACT ITEM="1">')[0] + "</F03_2014>"
    assert codes(ted(annulled)) == ["notice_awards_nothing"]


def test_a_notice_that_lacks_what_all_have_is_refused_with_its_line() -> None:
    with pytest.raises(ProblemsError) as caught:
        read(eforms_result().replace(b"<NoticeLanguageCode>DAN</NoticeLanguageCode>", b""))
    assert str(caught.value.problems[0]).startswith("n.xml:1: notice_lacks element=NoticeLanguageCode")


@needs_raw
def test_real_awards_are_read_and_the_other_real_notices_are_none() -> None:
    found, others = {}, set()
    for file in sorted((RAW / "ted_denmark").glob("*.xml")):
        try:
            found[file.stem] = [one.value for one in read_award(file.read_bytes(), file.name).contracts]
        except ProblemsError as error:
            others |= {one.code for one in error.problems}
    assert others == {"notice_is_no_award", "notice_awards_nothing"}
    assert found == {
        "083278-2022": [Money.of(8_000_000)],
        "282510-2016": [None],
        "464969-2016": [Money.of(17_000_000)],
        "477212-2017": [Money.of(25_000_000)],
        "480364-2022": [Money.of(40_000_000)],
    }


@needs_raw
def test_the_example_of_eforms_is_one_contract_with_its_tender_s_value() -> None:
    [one] = read_award((RAW / "eforms" / "can_24_minimal.xml").read_bytes(), "c.xml").contracts
    assert (one.number, one.value) == ("SCN DEF:2020-12", Money.of(95_414, "EUR"))
    assert (one.signed_on, one.suppliers[0].name) == (date(2019, 9, 3), "Espaces Verts Lemire")
