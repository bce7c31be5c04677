"""An award notice becomes contracts of the register: one for each that was awarded, and its framework."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.core.notices.award_files import FRAMEWORK_F03, HVIDOVRE, TWO_CONTRACTS, eforms_result
from tests.core.notices.notice_files import HVIDOVRE_CAFE, organisation, ted

from samspil.core.errors import Problem, ProblemsError
from samspil.core.systems.lists.fields import Sort
from samspil.core.systems.outside.notices import read_award_notice
from samspil.core.systems.outside.told import AGREEMENTS, Outside


def f03(old: str = "", new: str = "") -> Outside:
    assert old in FRAMEWORK_F03
    form = FRAMEWORK_F03.replace(old, new) if old else FRAMEWORK_F03
    return read_award_notice(ted(form, number="300000-2023"), "n.xml")


def cells(found: Outside) -> list[Mapping[str, str]]:
    return [one.cells for one in found.contracts]


def test_each_contract_has_its_own_supplier_value_and_end() -> None:
    care, aids = cells(f03())
    assert dict(care) | {"source_key": ""} == {
        "name": "Omsorgssystem",
        "source_key": "",
        "buyers": "Hvidovre Kommune (55606617)\nRødovre Kommune (65307316)",
        "contract_id": "2023-17",
        "supplier": "Fiktiv Omsorg A/S",
        "supplier_cvr": "25050053",
        "signed_on": "2023-05-15",
        "starts_on": "2023-06-01",
        "ends_on": "2027-05-31",
        "value_minor": "40000000,00",
        "currency": "DKK",
        "cpv": "48180000;72260000",
        "extension": "2 x 12 måneder",
        "agreement": "300000-2023",
        "links": "TED 300000-2023 https://ted.europa.eu/udl?uri=TED:NOTICE:300000-2023:TEXT:DA:HTML",
    }
    assert (aids["duration_months"], "ends_on" in aids) == ("48", False)
    assert care["source_key"] != aids["source_key"]
    assert care["source_key"].startswith("ted:300000-2023/")


def test_of_several_suppliers_none_is_the_one_and_the_notes_name_them_all() -> None:
    aids = cells(f03())[1]
    assert (aids["supplier"], "supplier_cvr" in aids) == ("Den Ene ApS, Nokia Oy", False)
    assert aids["notes"] == "Den Ene ApS (38640585); Nokia Oy"


def test_a_supplier_from_abroad_keeps_its_number_as_such() -> None:
    award = read_award_notice(eforms_result(buyer=HVIDOVRE), "n.xml")
    assert [one.get("foreign_number", "") for one in cells(award)] == ["", "2058430-6"]
    assert cells(award)[0]["supplier_cvr"] == "41881828"


def test_the_framework_is_an_agreement_from_its_first_day_to_its_last() -> None:
    [agreement] = f03().agreements
    assert dict(agreement.cells) == {
        "name": "Omsorg og hjælpemidler",
        "number": "300000-2023",
        "buyers": "Hvidovre Kommune (55606617)\nRødovre Kommune (65307316)",
        "starts_on": "2023-06-01",
        "ends_on": "2027-05-31",
        "ceiling_minor": "60000000,00",
        "currency": "DKK",
        "may_use": "Hvidovre Kommune; Rødovre Kommune",
        "source_link": "https://ted.europa.eu/udl?uri=TED:NOTICE:300000-2023:TEXT:DA:HTML",
    }
    assert f03("<FRAMEWORK/>").agreements == []
    unsigned = read_award_notice(eforms_result(), "n.xml").agreements[0].cells
    assert unsigned["number"] == "0a1b2c3d-0000-4000-8000-000000000001"
    assert "source_link" not in unsigned


@pytest.mark.parametrize("name", ["SKI", "Staten og Kommunernes Indkøbsservice A/S"])
def test_an_agreement_of_ski_is_known_by_its_buyer(name: str) -> None:
    found = read_award_notice(eforms_result(buyer=organisation("ORG-0001", name, "17472437")), "n.xml")
    assert found.agreements[0].cells["sort"] == "ski"


def test_a_contract_that_ends_before_it_begins_is_left_out_and_the_other_comes_in() -> None:
    found = f03("2027-05-31", "2023-05-31")
    [problem] = found.problems
    assert (problem.code, problem.args["where"]) == ("outside_ends_before_it_begins", "Omsorgssystem")
    assert [one["name"] for one in cells(found)] == ["Hjælpemidler"]
    assert "ends_on" not in found.agreements[0].cells
    assert len(cells(f03("2027-05-31", "2023-06-01"))) == 2


def test_a_cvr_number_that_fails_modulus_11_leaves_its_contract_out() -> None:
    found = f03("25050053", "25050054")
    assert [(one.code, one.args["found"]) for one in found.problems] == [("outside_bad_cvr", "25050054")]
    assert [one["name"] for one in cells(found)] == ["Hjælpemidler"]
    assert len(cells(f03("25050053", "CVR-nr. 25 05 00 53"))) == 2
    assert "supplier_cvr" not in cells(f03("25050053", "ukendt"))[0]


def test_where_no_contract_can_be_there_is_no_agreement_either() -> None:
    form = FRAMEWORK_F03.replace("25050053", "25050054").replace("38640585", "38640586")
    found = read_award_notice(ted(form), "n.xml")
    assert (found.contracts, found.agreements, len(found.problems)) == ([], [], 2)
    assert found.tables("n.xml") == {}


def test_contracts_called_alike_are_told_apart_by_lot_or_by_supplier() -> None:
    alike = f03(
        "<LOT_NO>2</LOT_NO>\n    <AWARDED", "<LOT_NO>2</LOT_NO><TITLE>Omsorgssystem</TITLE>\n    <AWARDED"
    )
    assert [one["name"] for one in cells(alike)] == [
        "Omsorgssystem – 1, Fiktiv Omsorg A/S",
        "Omsorgssystem – Hjælpemidler, Den Ene ApS, Nokia Oy",
    ]


def test_how_often_a_contract_can_be_renewed_stands_before_the_words() -> None:
    first = cells(read_award_notice(eforms_result(), "n.xml"))[0]
    assert first["extension"] == "max. 2 ×; Op til to år"


def test_what_is_too_long_for_its_place_stands_whole_in_the_notes() -> None:
    long = "Forlængelse efter nærmere aftale " * 8
    one = cells(f03("2 x 12 måneder", long))[0]
    assert (len(one["extension"]) <= 100, one["extension"][-1]) == (True, "…")
    assert one["notes"] == long.strip()
    title = "Omsorg " * 40
    titled = f03("<TITLE><P>Omsorgssystem</P></TITLE>\n    <AWARDED", f"<TITLE>{title}</TITLE>\n    <AWARDED")
    assert cells(titled)[0]["notes"].startswith(title.strip())
    assert len(cells(titled)[0]["name"]) <= 200


def test_a_link_that_leads_nowhere_on_the_web_is_none() -> None:
    bad = ted(FRAMEWORK_F03).replace(b"https://ted.europa.eu/udl", b"javascript:alert(1)//")
    found = read_award_notice(bad, "n.xml")
    assert ("links" in cells(found)[0], "source_link" in found.agreements[0].cells) == (False, False)


def test_without_a_lot_all_the_codes_of_the_notice_are_the_contract_s() -> None:
    assert cells(read_award_notice(ted(HVIDOVRE_CAFE), "n.xml"))[0]["cpv"] == "55300000"
    bare = TWO_CONTRACTS.replace("<TenderLot><ID>LOT-0001</ID></TenderLot>", "")
    assert cells(read_award_notice(eforms_result(bare), "n.xml"))[0]["cpv"] == "48000000;48180000"


def test_agreements_come_before_the_contracts_that_name_them() -> None:
    tables = f03().tables("n.xml")
    assert [(name, how.sort) for name, (_table, how) in tables.items()] == [
        (AGREEMENTS, Sort.AGREEMENTS),
        ("", Sort.CONTRACTS),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><TED_EXPORT>&e;</TED_EXPORT>',
            "xml_with_document_type",
        ),
        (
            b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><TED_EXPORT>&b;</TED_EXPORT>',
            "xml_with_document_type",
        ),
        (b"<a>" * 100, "xml_too_deep"),
        (b"<a>" + b"<b/>" * 100_001 + b"</a>", "xml_too_many_elements"),
        (b" " * 10_000_001, "xml_too_large"),
        (b"<html/>", "not_a_notice"),
        (b"<TED_EXPORT", "not_xml"),
    ],
)
def test_xml_that_reaches_out_or_swells_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        read_award_notice(data, "n.xml")
    assert [one.code for one in caught.value.problems] == [code]


def test_a_problem_carries_its_line() -> None:
    lines = "\n\n" + FRAMEWORK_F03.replace("25050053", "25050054")
    [problem] = read_award_notice(ted(lines), "n.xml").problems
    assert isinstance(problem, Problem)
    assert problem.place is not None
    assert problem.place.line == 3 + FRAMEWORK_F03[: FRAMEWORK_F03.index("<AWARD_CONTRACT")].count("\n")
