"""eForms notices read as facts."""

from datetime import date, time

import pytest
from tests.core.notices.notice_files import LOT, RESULT, eforms

from samspil.core.errors import Problem, ProblemsError
from samspil.core.notices.notice import Notice, Party, Stage, ValueIs
from samspil.core.notices.reading import read_notice
from samspil.core.units import Money

SK_VARME = Party("SK Varme A/S", "DNK", "27736904", "27736904")


def refused(data: bytes) -> list[Problem]:
    with pytest.raises(ProblemsError) as found:
        read_notice(data, "n.xml")
    return list(found.value.problems)


def test_a_contract_notice_is_read_whole() -> None:
    assert read_notice(eforms(), "n.xml") == Notice(
        schema="eforms",
        publication_number="00665431-2023",
        form="15",
        stage=Stage.COMPETITION,
        buyers=(SK_VARME,),
        title="Gaskonvertering",
        language="da",
        cpv=("45000000", "72230000"),
        value=Money.of(2_500_000),
        value_is=ValueIs.ESTIMATED,
        dispatched_on=date(2023, 10, 27),
        published_on=date(2023, 10, 31),
        tenders_due_on=date(2023, 12, 4),
        tenders_due_time=time(10, 0),
        starts_on=date(2024, 2, 13),
        ends_on=date(2025, 9, 1),
        concluded_on=None,
        winners=(),
        source_link="https://ted.europa.eu/da/notice/-/detail/665431-2023",
    )


def test_who_signed_a_contract_has_won_and_nobody_else() -> None:
    notice = read_notice(eforms(root="ContractAwardNotice", stage="result", result=RESULT), "n.xml")
    assert notice.stage == Stage.AWARD
    assert notice.winners == (Party("Terma A/S", "DNK", "41881828", "41881828"),)
    assert (notice.value, notice.value_is) == (Money.of("1950000.5"), ValueIs.AWARDED)
    assert notice.concluded_on == date(2024, 1, 15)


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("planning", Stage.PLANNING),
        ("dir-awa-pre", Stage.DIRECT_AWARD),
        ("cont-modif", Stage.MODIFICATION),
        ("change", Stage.CORRECTION),
    ],
)
def test_the_list_of_the_notice_type_says_how_far_the_purchase_is(written: str, stage: Stage) -> None:
    assert read_notice(eforms(stage=written), "n.xml").stage == stage


def test_a_notice_not_yet_published_has_neither_number_nor_link() -> None:
    notice = read_notice(eforms(number=""), "n.xml")
    assert (notice.publication_number, notice.published_on, notice.source_link) == (None, None, None)


def test_a_contact_point_of_the_buyer_is_the_buyer() -> None:
    assert read_notice(eforms(buyer="TPO-0001"), "n.xml").buyers == (SK_VARME,)


def test_the_first_lot_to_close_sets_the_deadline() -> None:
    sooner = LOT.replace("2023-12-04", "2023-11-30").replace("10:00:00", "12:30:00")
    notice = read_notice(eforms(lots=LOT + sooner), "n.xml")
    assert (notice.tenders_due_on, notice.tenders_due_time) == (date(2023, 11, 30), time(12, 30))
    assert (notice.value, notice.value_is) == (None, None)


def test_requests_to_take_part_count_where_tenders_have_no_day_yet() -> None:
    lot = LOT.replace("TenderSubmissionDeadlinePeriod", "ParticipationRequestReceptionPeriod")
    assert read_notice(eforms(lots=lot), "n.xml").tenders_due_on == date(2023, 12, 4)


def test_without_lots_nothing_is_made_up() -> None:
    notice = read_notice(eforms(lots=""), "n.xml")
    assert (notice.value, notice.tenders_due_on, notice.tenders_due_time) == (None, None, None)
    assert (notice.starts_on, notice.ends_on, notice.cpv) == (None, None, ("45000000",))


def test_a_text_in_another_language_is_taken_where_the_own_is_missing() -> None:
    data = eforms().replace(b'<Name languageID="DAN">Gaskonvertering</Name>', b"")
    assert read_notice(data, "n.xml").title == "Gas"


def test_a_language_without_two_letters_here_keeps_its_three() -> None:
    data = eforms().replace(b"DAN", b"ITA")
    assert read_notice(data, "n.xml").language == "ita"


@pytest.mark.parametrize("kind", ["bri", ""])
def test_another_sort_of_notice_is_refused(kind: str) -> None:
    assert [problem.code for problem in refused(eforms(stage=kind))] == ["unknown_notice_form"]


def test_a_notice_without_type_is_refused() -> None:
    assert [problem.code for problem in refused(eforms().replace(b"NoticeTypeCode", b"Other"))] == [
        "unknown_notice_form"
    ]


def test_a_buyer_that_is_not_described_is_told() -> None:
    assert [(one.code, one.args) for one in refused(eforms(buyer="ORG-0009"))] == [
        ("notice_unknown_party", {"found": "ORG-0009"})
    ]


def test_an_empty_notice_is_told_all_that_it_lacks() -> None:
    data = (
        b"<ContractNotice><NoticeTypeCode listName='competition'>cn-standard</NoticeTypeCode>"
        b"<ContractingParty><Party/></ContractingParty><ProcurementProject/></ContractNotice>"
    )
    lacking = {str(one.args["element"]) for one in refused(data) if one.code == "notice_lacks"}
    assert {path.split("/")[0] for path in lacking} == {
        "NoticeLanguageCode",
        "UBLExtensions",
        "ContractingParty",
        "ProcurementProject",
    }
    assert len(lacking) == 5
