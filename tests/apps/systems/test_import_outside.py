"""Open contracting data and award notices come in where lists do: seen first, and again changes nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from tests.apps.systems.kitos_files import as_csv
from tests.apps.systems.test_lists_pages import approved, upload
from tests.apps.systems.test_register import contract_in
from tests.apps.systems.test_register_pages import KEEPER, page
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World
from tests.core.notices.award_files import FRAMEWORK_F03
from tests.core.notices.notice_files import SOLROD_MEALS, ted

from samspil.apps.systems.models import Agreement, Contract, ContractOption, RegisterUpload
from samspil.apps.systems.selectors.exporting import published_contracts
from samspil.apps.systems.services.importing.seeing import Seen
from samspil.apps.systems.services.standing import keep_standing
from samspil.cli.desk import Desk
from samspil.cli.running import importing_register
from samspil.core.errors import ProblemsError
from samspil.core.systems.ocds import Publisher, package
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By
from samspil.processes.import_register import Imported, Sent, import_register

BY = By("import", NOW)
OURS = {"id": "DK-CVR-55606617", "name": "Hvidovre Kommune"}
THEIRS = {"id": "DK-CVR-65307316", "name": "Rødovre Kommune"}
FRAMEWORK = ted(FRAMEWORK_F03, number="300000-2023")


def release(number: int, buyer: dict[str, str] = OURS, **contract: Any) -> dict[str, Any]:
    scheme, cvr = "DK-CVR", buyer["id"][-8:]
    supplier = {"id": "S", "name": f"Fiktiv {number % 7} A/S"}
    return {
        "ocid": f"ocds-1a2b3c-{number}",
        "id": f"{number}-01",
        "date": "2024-02-01T09:00:00Z",
        "tag": ["award", "contract"],
        "parties": [{**buyer, "identifier": {"scheme": scheme, "id": cvr}}, supplier],
        "buyer": buyer,
        "awards": [{"id": "a", "status": "active", "suppliers": [{"id": "S"}]}],
        "contracts": [
            {
                "id": f"K-{number}",
                "awardID": "a",
                "title": f"Aftale {number}",
                "period": {
                    "startDate": "2024-01-01T00:00:00Z",
                    "endDate": "2027-12-31T00:00:00Z",
                    "maxExtentDate": "2029-12-31T00:00:00Z",
                },
                "value": {"amount": 1000 * number + 0.5, "currency": "DKK"},
            }
            | contract
        ],
    }


def packed(*releases: dict[str, Any]) -> bytes:
    return json.dumps({"version": "1.1", "releases": releases}).encode()


def taken_in(
    world: World, data: bytes, name: str = "o.json", *, removes: bool = False, code: str = HVIDOVRE
) -> Imported:
    return import_register(world.members[code], Sent(name, data), BY, is_confirmed=True, removes=removes)


def looked_at(world: World, data: bytes, name: str = "o.json") -> Seen:
    return import_register(world.members[HVIDOVRE], Sent(name, data), BY).seen


def test_hundreds_of_contracts_come_in_and_again_nothing_changes(world: World) -> None:
    data = packed(*(release(one) for one in range(1, 401)))
    done = taken_in(world, data)
    assert done.counts is not None
    assert (done.counts["new"], done.counts["refused"]) == (400, 0)
    with world.scope(HVIDOVRE):
        one = Contract.objects.get(contract_id="K-7")
        assert (one.name, one.supplier, one.value_minor, one.currency) == (
            "Aftale 7",
            "Fiktiv 0 A/S",
            700_050,
            "DKK",
        )
        assert (one.starts_on, one.ends_on, one.lasts) == (date(2024, 1, 1), date(2027, 12, 31), "ends")
        assert one.source_key.startswith("ocds-1a2b3c/")
        assert list(one.options.values_list("place", "months")) == [(1, 24)]
    again = taken_in(world, data)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 400, "refused": 0, "gone": 0}


def test_what_an_earlier_file_of_the_same_source_brought_is_proposed_for_removal(world: World) -> None:
    with world.scope(HVIDOVRE):
        contract_in(world, HVIDOVRE, name="Skrevet i hånden")
    taken_in(world, as_csv(("IT Kontrakt", "Leverandør"), [["Fra en liste", "Fiktiv"]]), "k.csv")
    taken_in(world, packed(release(1), release(2), release(3)))
    kept = packed(release(1), release(2, status="cancelled"), release(3, period={"endDate": "i morgen"}))
    seen = looked_at(world, kept)
    assert [name for sheet in seen.sheets for _key, name in sheet.gone] == ["Aftale 2"]
    assert seen.left["cancelled"] == 1
    assert [one.code for one in seen.problems] == ["outside_unreadable"]
    done = taken_in(world, kept, removes=True)
    assert done.counts is not None
    assert done.counts["gone"] == 1
    with world.scope(HVIDOVRE):
        left = Contract.objects.filter(removed_on=None).values_list("name", flat=True)
        assert set(left) == {"Skrevet i hånden", "Fra en liste", "Aftale 1", "Aftale 3"}
    listed = looked_at(world, as_csv(("IT Kontrakt", "Leverandør"), [["Ny", "Fiktiv"]]), "k.csv")
    assert [name for sheet in listed.sheets for _key, name in sheet.gone] == ["Fra en liste"]


def test_what_has_changed_is_told_column_by_column_and_written(world: World) -> None:
    taken_in(world, packed(release(1), release(2)))
    later = {"startDate": "2024-01-01", "endDate": "2028-12-31", "maxExtentDate": "2029-12-31"}
    changed = packed(release(1, period=later), release(2))
    [record] = [one for one in looked_at(world, changed).sheets[0].records if one.is_changed]
    assert record.differs == {
        "ends_on": (date(2027, 12, 31), date(2028, 12, 31)),
        "options": ([24], [12]),
    }
    taken_in(world, changed)
    with world.scope(HVIDOVRE):
        one = Contract.objects.get(contract_id="K-1")
        assert (one.ends_on, list(one.options.values_list("months", flat=True))) == (date(2028, 12, 31), [12])
        last = Entry.objects.filter(action="systems.contract.changed").get()
        assert json.loads(last.facts)["fields"] == ["ends_on", "options"]


def test_how_a_new_contract_lasts_is_kept_with_its_options(world: World) -> None:
    taken_in(
        world, packed(release(1), release(2, period={"startDate": "2020-01-01", "endDate": "2020-12-31"}))
    )
    names = ("name", "lasts", "lasts_until", "route")
    with world.scope(HVIDOVRE):
        kept = list(Contract.objects.order_by("name").values_list(*names))
        keep_standing(world.members[HVIDOVRE].pk, TODAY)
        assert list(Contract.objects.order_by("name").values_list(*names)) == kept
        assert kept[0][1:3] == ("ends", date(2027, 12, 31))


def test_an_option_of_the_same_length_keeps_its_notice(world: World) -> None:
    taken_in(world, as_csv(("IT Kontrakt", "Optioner i måneder"), [["Drift", "12 + 12 + 6"]]), "k.csv")
    with world.scope(HVIDOVRE):
        ContractOption.objects.filter(place__in=(1, 2)).update(notice_days=30)
    taken_in(world, as_csv(("IT Kontrakt", "Optioner i måneder"), [["Drift", "12 + 24"]]), "k.csv")
    with world.scope(HVIDOVRE):
        rows = ContractOption.objects.order_by("place").values_list("place", "months", "notice_days")
        assert list(rows) == [(1, 12, 30), (2, 24, None)]


def test_what_we_publish_is_read_back_as_the_contracts_that_we_have(world: World) -> None:
    taken_in(world, packed(*(release(one) for one in range(1, 31))))
    with world.scope(HVIDOVRE):
        Contract.objects.update(
            visibility=Visibility.PUBLIC.value, plan_year=2027, plan_quarter=2, supplier_cvr="25050053"
        )
        Contract.objects.filter(contract_id="K-3").update(supplier_cvr="2058430-6", supplier_is_foreign=True)
        Contract.objects.filter(contract_id="K-4").update(
            terminated_on=date(2026, 5, 1), notes="Vores egne ord"
        )
        key = Contract.objects.get(contract_id="K-5").pk
        ContractOption.objects.create(
            organisation_id=world.members[HVIDOVRE].pk, contract_id=key, place=2, months=6
        )
        published = published_contracts(world.members[HVIDOVRE].pk)
    us = Publisher("Hvidovre Kommune", "55606617", "https://example.org/o.json")
    data = json.dumps(package(published, us, datetime(2026, 3, 2, tzinfo=UTC))).encode()
    seen = looked_at(world, data)
    assert (seen.counts["unchanged"], seen.counts["new"], seen.counts["changed"]) == (30, 0, 0)
    assert seen.counts["gone"] == 0
    with world.scope(HVIDOVRE):
        Contract.objects.filter(contract_id="K-4").update(terminated_on=None)
    assert [one.differs for one in looked_at(world, data).sheets[0].records if one.is_changed] == [
        {"terminated_on": (None, date(2026, 5, 1))}
    ]
    elsewhere = import_register(world.members[RODOVRE], Sent("o.json", data), BY).seen
    assert (elsewhere.others, elsewhere.counts["new"]) == (30, 0)


def test_only_one_s_own_contracts_come_in_by_number_or_by_name(world: World) -> None:
    unnumbered = release(3)
    unnumbered["parties"], unnumbered["buyer"] = [], {"name": "Hvidovre  Kommune"}
    nobody = release(4)
    del nobody["buyer"]
    seen = looked_at(world, packed(release(1), release(2, THEIRS), unnumbered, nobody))
    assert [one.columns["name"] for one in seen.sheets[0].records] == ["Aftale 1", "Aftale 3", "Aftale 4"]
    assert seen.others == 1
    assert seen.buyers == {
        "Hvidovre Kommune (55606617)": 1,
        "Rødovre Kommune (65307316)": 1,
        "Hvidovre Kommune": 1,
    }


def test_a_contract_that_is_here_by_number_and_name_is_the_same_one(world: World) -> None:
    taken_in(world, as_csv(("IT Kontrakt", "Kontrakt ID"), [["Aftale 1", "K-1"], ["Aftale 2", "x"]]), "k.csv")
    seen = looked_at(world, packed(release(1), release(2)))
    assert [(one.columns["name"], one.key is None) for one in seen.sheets[0].records] == [
        ("Aftale 1", False),
        ("Aftale 2", True),
    ]


def test_people_s_own_notes_stay_when_a_file_is_read_again(world: World) -> None:
    long = "Aftale om omsorg " * 20
    taken_in(world, packed(release(1, title=long)))
    with world.scope(HVIDOVRE):
        row = Contract.objects.get()
        assert row.notes == long.strip()
        Contract.objects.update(notes="Rettet i hånden")
    assert looked_at(world, packed(release(1, title=long))).counts["changed"] == 0


def test_a_notice_brings_its_contracts_and_the_framework_that_they_are_under(world: World) -> None:
    done = taken_in(world, FRAMEWORK, "300000-2023.xml")
    assert done.counts is not None
    assert (done.counts["new"], done.seen.endless, done.seen.in_words) == (3, 1, 2)
    with world.scope(HVIDOVRE):
        agreement = Agreement.objects.get()
        assert (agreement.number, agreement.sort, agreement.ceiling_minor) == (
            "300000-2023",
            "own",
            6_000_000_000,
        )
        assert agreement.may_use == "Hvidovre Kommune; Rødovre Kommune"
        care, aids = Contract.objects.order_by("-name")
        assert (care.name, care.agreement_id, aids.agreement_id) == (
            "Omsorgssystem",
            agreement.pk,
            agreement.pk,
        )
        assert care.links == [["TED 300000-2023", LINK]]
        assert (care.supplier_cvr, care.signed_on) == ("25050053", date(2023, 5, 15))
        assert aids.notes == "Den Ene ApS (38640585); Nokia Oy"
        assert Entry.objects.filter(action="systems.agreement.added").count() == 1
    again = taken_in(world, FRAMEWORK, "300000-2023.xml")
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 3, "refused": 0, "gone": 0}


LINK = "https://ted.europa.eu/udl?uri=TED:NOTICE:300000-2023:TEXT:DA:HTML"


def test_of_another_s_notice_only_the_framework_comes_in(world: World) -> None:
    theirs = FRAMEWORK.replace(b"Hvidovre Kommune", b"SKI").replace(b"55606617", b"17472437")
    theirs = theirs.replace("Rødovre Kommune".encode(), b"En By").replace(b"65307316", b"29190658")
    seen = taken_in(world, theirs, "n.xml").seen
    assert (seen.others, seen.counts["new"]) == (2, 1)
    with world.scope(HVIDOVRE):
        assert Agreement.objects.get().sort == "ski"
        assert not Contract.objects.exists()


def test_a_list_can_name_an_agreement_that_is_here_and_one_that_is_not_is_told(world: World) -> None:
    taken_in(world, FRAMEWORK, "n.xml")
    rows = [["Drift", "300000-2023"], ["Support", "SKI 02.19"]]
    data = as_csv(("IT Kontrakt", "Rammeaftale"), rows)
    seen = taken_in(world, data, "k.csv").seen
    assert seen.sheets[0].unknown_agreements == 1
    with world.scope(HVIDOVRE):
        assert Contract.objects.get(name="Drift").agreement is not None
        assert Contract.objects.get(name="Support").agreement is None
    assert looked_at(world, data, "k.csv").counts["changed"] == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "xml_with_document_type"),
        (b"\xff\xfe<\x00a\x00/\x00>\x00", "not_utf8"),
        (ted(SOLROD_MEALS), "notice_is_no_award"),
        (b'{"releases": [', "not_json"),
        (b'{"releases": []}', "outside_tells_nothing"),
        (packed({"id": "1"}), "outside_lacks"),
        (FRAMEWORK.replace(b"25050053", b"25050054").replace(b"38640585", b"38640586"), "outside_bad_cvr"),
    ],
)
def test_a_file_that_tells_of_nothing_that_can_be_is_refused_and_not_kept(
    world: World, data: bytes, code: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        taken_in(world, data)
    assert {one.code for one in caught.value.problems} == {code}
    with world.scope(HVIDOVRE):
        assert not RegisterUpload.objects.exists()


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, KEEPER)


def test_the_page_shows_what_a_notice_would_bring_and_what_people_have_to_write(
    world: World, head: Client
) -> None:
    where = upload(head, FRAMEWORK, "300000-2023.xml")["Location"]
    told = page(head, where)
    for words in (
        "Rammeaftaler, Kontrakter",
        "Omsorgssystem",
        "Fiktiv Omsorg A/S · 1. juni 2023",
        "40.000.000 kr.",
        "Kontrakter uden sidste dag: 1.",
        "Kontrakter, hvis optioner kun står med ord: 2.",
    ):
        assert words in told, words
    assert ("Hvis kontrakter der læses" in told, "Sig, hvad kolonnerne indeholder" in told) == (False, False)
    assert approved(head, where)["Location"] == "/contracts/"
    with world.scope(HVIDOVRE):
        agreement = Agreement.objects.get()
        assert Contract.objects.filter(visibility="association").count() == 2
    assert "Rødovre Kommune" in page(head, f"/contracts/agreements/{agreement.public_id}/")


def test_people_choose_whose_contracts_are_theirs(world: World, head: Client) -> None:
    other = {"id": "DK-CVR-29190658", "name": "Hvidovre Forsyning <b>"}
    where = upload(head, packed(release(1, other), release(2, THEIRS)), "o.json")["Location"]
    told = page(head, where)
    assert "Hvidovre Forsyning &lt;b&gt; (29190658): 1" in told
    assert "Der er intet at skrive, så længe ikke flere af kontrakterne er jeres." in told
    said = {"buyers": "1", "ours": ["Hvidovre Forsyning <b> (29190658)"]}
    assert head.post(where, said)["Location"] == where
    approved(head, where)
    with world.scope(HVIDOVRE):
        assert Contract.objects.get().name == "Aftale 1"


def test_a_buyer_that_the_file_does_not_have_cannot_be_chosen(head: Client) -> None:
    where = upload(head, packed(release(2, THEIRS)), "o.json")["Location"]
    assert head.post(where, {"buyers": "1", "ours": ["En Anden"]}).status_code == 200
    assert "Der er intet at skrive" in page(head, where)


def test_what_is_wrong_is_told_by_its_path_with_the_rest_previewed(head: Client) -> None:
    wrong = release(2, period={"startDate": "2026-01-02", "endDate": "2026-01-01"})
    told = page(head, upload(head, packed(release(1), wrong), "o.json")["Location"])
    assert "»releases[1].contracts[0]«" in told
    assert "Kontrakten slutter 1. januar 2026, før den begynder 2. januar 2026" in told
    assert "Aftale 1" in told


def test_a_file_that_is_refused_is_told_where_it_was_sent(head: Client) -> None:
    answer = upload(head, b'{"a": 1, "a": 2}', "o.json")
    assert answer.status_code == 422
    assert "»a« står to gange" in answer.content.decode()


def test_the_command_line_tells_how_many_contracts_are_of_others(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    done = import_register(
        world.members[HVIDOVRE], Sent("o.json", packed(release(1), release(2, THEIRS))), BY
    )
    desk = Desk("da")
    importing_register._tell(done, desk)
    assert "udeladt, fordi ingen af deres købere er jer: 1." in capsys.readouterr().out
    assert importing_register._as_data(done, desk)["of_other_buyers"] == 1
