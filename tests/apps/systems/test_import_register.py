"""Lists become records: seen first, approved, all or nothing; the same again changes nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest
from tests.apps.systems.kitos_files import (
    CONTRACTS,
    SYSTEMS,
    as_csv,
    as_xlsx,
    catalogue_id,
    contracts,
    systems,
)
from tests.apps.systems.test_register import contract_in
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.systems.models import (
    Contract,
    ContractSystem,
    LocalUse,
    RegisterUpload,
    SystemEntry,
)
from samspil.apps.systems.services.importing.applying import apply_list
from samspil.apps.systems.services.importing.keeping import keep_list
from samspil.apps.systems.services.importing.seeing import see
from samspil.core.errors import ProblemsError
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By
from samspil.kit.sharing.models import Grant
from samspil.processes.import_register import Imported, Sent, import_register

BY = By("import", NOW)


def taken_in(
    world: World, name: str, data: bytes, *, removes: bool = False, code: str = HVIDOVRE
) -> Imported:
    return import_register(world.members[code], Sent(name, data), BY, is_confirmed=True, removes=removes)


def test_hundreds_of_systems_and_contracts_come_in_and_know_each_other(world: World) -> None:
    done = taken_in(world, "IT Systemer Overblik.xlsx", as_xlsx(SYSTEMS, systems(300)))
    assert done.counts is not None
    assert (done.counts["new"], done.counts["refused"]) == (300, 0)
    assert done.seen.dropped == {"Systemejer": 300}
    done = taken_in(world, "IT Kontrakter Overblik.xlsx", as_xlsx(CONTRACTS, contracts(400)))
    assert done.counts is not None
    assert done.counts["new"] == 400
    assert set(done.seen.dropped) == {"Kontraktunderskriver", "Kontraktejer", "Kontraktejer: e-mail"}
    with world.scope(HVIDOVRE):
        use = LocalUse.objects.get(local_id="S-7")
        assert (str(use.catalogue), use.name, use.source_key) == (catalogue_id(7), "System 7", "list")
        contract = Contract.objects.get(contract_id="K-7")
        assert (contract.extension, contract.strategy, contract.visibility) == ("2 x 1 år", "Udbud", "own")
        assert ContractSystem.objects.count() == 400
        mains = ContractSystem.objects.filter(is_main=True).count()
        assert mains == ContractSystem.objects.values("use").distinct().count()
        assert not RegisterUpload.objects.exists()


@pytest.mark.parametrize(("headings", "rows"), [(SYSTEMS, systems(60)), (CONTRACTS, contracts(60))])
def test_the_same_again_changes_nothing(world: World, headings: list[str], rows: list[list[str]]) -> None:
    data = as_csv(headings, rows)
    taken_in(world, "liste.csv", data)
    with world.scope(HVIDOVRE):
        before = Entry.objects.count()
    done = taken_in(world, "liste.csv", data)
    assert done.counts is not None
    assert (done.counts["new"], done.counts["changed"], done.counts["unchanged"]) == (0, 0, 60)
    with world.scope(HVIDOVRE):
        assert Entry.objects.count() == before


def test_one_wrong_day_names_its_row_and_the_rest_comes(world: World) -> None:
    rows = contracts(200)
    rows[150][3] = "31-02-2021"
    done = taken_in(world, "k.csv", as_csv(CONTRACTS, rows))
    [problem] = done.seen.problems
    assert (problem.code, problem.args["row"], problem.args["column"]) == (
        "register_cell_unreadable",
        152,
        "Gyldig fra",
    )
    with world.scope(HVIDOVRE):
        assert Contract.objects.count() == 199


def test_what_is_changed_is_seen_and_changed_alone(world: World) -> None:
    rows = contracts(50)
    taken_in(world, "k.csv", as_csv(CONTRACTS, rows))
    rows[3][6], rows[4][4] = "Ny leverandør", "31-12-2030"
    done = taken_in(world, "k.csv", as_csv(CONTRACTS, rows))
    changed = [one for sheet in done.seen.sheets for one in sheet.records if one.is_changed]
    assert [sorted(one.differs) for one in changed] == [["supplier"], ["ends_on"]]
    with world.scope(HVIDOVRE):
        assert Contract.objects.get(contract_id="K-3").supplier == "Ny leverandør"
        told = Entry.objects.order_by("-sequence")[0]
        assert told.action == "systems.contract.changed"


def test_a_day_that_contradicts_the_one_that_stands_here_is_named(world: World) -> None:
    headings = ("IT Kontrakt", "Gyldig fra", "Gyldig til")
    taken_in(world, "k.csv", as_csv(headings, [["Drift", "01-01-2024", "31-12-2025"], ["Support", "", ""]]))
    done = taken_in(
        world, "k.csv", as_csv(headings, [["Drift", "01-01-2026", ""], ["Support", "01-01-2026", ""]])
    )
    assert [(one.code, one.args["row"]) for one in done.seen.problems] == [
        ("register_ends_before_it_begins", 2)
    ]
    assert (done.seen.counts["changed"], done.seen.counts["gone"]) == (1, 0)


def test_what_is_gone_is_proposed_and_removed_only_where_it_is_said(world: World) -> None:
    rows = contracts(20)
    taken_in(world, "k.csv", as_csv(CONTRACTS, rows))
    contract_in(world, HVIDOVRE, name="Skrevet i hånden")
    done = taken_in(world, "k.csv", as_csv(CONTRACTS, rows[:18]))
    assert [name for sheet in done.seen.sheets for _key, name in sheet.gone] == ["Kontrakt 18", "Kontrakt 19"]
    with world.scope(HVIDOVRE):
        assert Contract.objects.filter(removed_on=None).count() == 21
    taken_in(world, "k.csv", as_csv(CONTRACTS, rows[:18]), removes=True)
    with world.scope(HVIDOVRE):
        left = set(Contract.objects.filter(removed_on=None).values_list("name", flat=True))
    assert ("Skrevet i hånden" in left, "Kontrakt 18" in left, len(left)) == (True, False, 19)


def test_what_is_wrong_in_a_line_does_not_make_what_it_is_about_gone(world: World) -> None:
    rows = contracts(4)
    taken_in(world, "k.csv", as_csv(CONTRACTS, rows))
    rows[1][4], rows[2][2] = "snart", ""
    done = taken_in(world, "k.csv", as_csv(CONTRACTS, rows[:3]), removes=True)
    assert [one.code for one in done.seen.problems] == ["register_cell_unreadable", "register_without_a_name"]
    assert [name for sheet in done.seen.sheets for _key, name in sheet.gone] == ["Kontrakt 3"]
    with world.scope(HVIDOVRE):
        assert Contract.objects.filter(removed_on=None).count() == 3


def test_contracts_name_systems_that_are_new_in_the_same_list(world: World) -> None:
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheets = {"Kontrakter": (CONTRACTS, contracts(60)), "Systemer": (SYSTEMS, systems(300))}
    for name, (headings, rows) in sheets.items():
        sheet = book.create_sheet(name)
        for row in [list(headings), *rows]:
            sheet.append(row)
    book.save(out)
    done = taken_in(world, "alt.xlsx", out.getvalue())
    assert [sheet.unknown_systems for sheet in done.seen.sheets] == [0, 0]
    with world.scope(HVIDOVRE):
        named = dict(ContractSystem.objects.values_list("contract__name", "use__catalogue"))
    assert {name: str(one) for name, one in named.items()} == {row[2]: row[14] for row in contracts(60)}
    again = taken_in(world, "alt.xlsx", out.getvalue())
    assert (again.seen.counts["new"], again.seen.counts["changed"]) == (0, 0)


def test_nothing_is_written_before_it_is_confirmed(world: World) -> None:
    import_register(world.members[HVIDOVRE], Sent("k.csv", as_csv(CONTRACTS, contracts(5))), BY)
    with world.scope(HVIDOVRE):
        assert not Contract.objects.exists()
        assert not RegisterUpload.objects.exists()


def test_what_was_seen_is_what_is_carried_out(world: World) -> None:
    owner = world.members[HVIDOVRE].pk
    with world.scope(HVIDOVRE):
        data = as_csv(CONTRACTS, contracts(5))
        upload = keep_list(owner, "k.csv", data, Visibility.OWN, by=new_id(), at=NOW)
        seen_as = see(upload).digest
    contract_in(world, HVIDOVRE, name="Kontrakt 1", contract_id="K-1")
    with world.scope(HVIDOVRE), pytest.raises(ProblemsError) as caught:
        apply_list(upload, seen_as, BY)
    assert caught.value.problems[0].code == "register_list_has_changed"
    with world.scope(HVIDOVRE):
        assert Contract.objects.count() == 1


def test_a_line_that_stands_twice_is_named_and_taken_once(world: World) -> None:
    rows = contracts(3)
    done = taken_in(world, "k.csv", as_csv(CONTRACTS, [*rows, rows[1]]))
    assert [(one.code, one.args["row"]) for one in done.seen.problems] == [("register_listed_twice", 5)]


def test_two_sheets_of_one_sort_are_one_list(world: World) -> None:
    headings = ("UUID", "IT systemnavn", "Rettighedshaver", "Synlighed", "KLE ID")
    row = [catalogue_id(1), "System 1", "Fiktiv A/S", "Offentlig", "27.35"]
    done = taken_in(world, "k.xlsx", _two_sheets(headings, [row], [row]))
    assert [one.code for one in done.seen.problems] == ["register_listed_twice"]
    rows = contracts(4)
    taken_in(world, "k.xlsx", _two_sheets(CONTRACTS, rows[:2], rows[2:]))
    done = taken_in(world, "k.xlsx", _two_sheets(CONTRACTS, rows[:1], rows[2:]))
    assert [name for sheet in done.seen.sheets for _key, name in sheet.gone] == ["Kontrakt 1"]


def _two_sheets(headings: Sequence[str], *parts: list[list[str]]) -> bytes:
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    for number, rows in enumerate(parts):
        sheet = book.create_sheet(f"Ark {number}")
        for row in [list(headings), *rows]:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_a_renamed_contract_with_a_number_is_the_same(world: World) -> None:
    rows = contracts(3)
    taken_in(world, "k.csv", as_csv(CONTRACTS, rows))
    rows[0][2] = "Nyt navn"
    done = taken_in(world, "k.csv", as_csv(CONTRACTS, rows))
    assert done.counts is not None
    assert (done.counts["new"], done.counts["changed"], done.counts["gone"]) == (0, 1, 0)


def test_a_contract_comes_under_the_one_that_it_names(world: World) -> None:
    headings = ("IT Kontrakt", "Overordnet kontrakt", "Gyldig til")
    rows = [["Ramme", "", ""], ["Tillæg", "ramme", ""], ["Selv", "Selv", ""], ["Fremmed", "Ukendt", ""]]
    data = as_csv(headings, rows)
    taken_in(world, "k.csv", data)
    with world.scope(HVIDOVRE):
        parents = dict(Contract.objects.values_list("name", "parent__name"))
    assert parents == {"Ramme": None, "Tillæg": "Ramme", "Selv": None, "Fremmed": None}


def test_the_catalogue_comes_in_as_entries(world: World) -> None:
    headings = ("UUID", "IT systemnavn", "Rettighedshaver", "Synlighed", "KLE ID")
    rows = [[catalogue_id(one), f"System {one}", "Fiktiv A/S", "Offentlig", "27.35"] for one in range(20)]
    data = as_csv(headings, rows)
    taken_in(world, "IT Systemkatalog Overblik.csv", data)
    done = taken_in(world, "IT Systemkatalog Overblik.csv", data)
    assert done.counts is not None
    assert (done.counts["new"], done.counts["unchanged"]) == (0, 20)
    with world.scope(HVIDOVRE):
        entry = SystemEntry.objects.get(name="System 3")
        assert (str(entry.catalogue), entry.vendor, entry.kle) == (catalogue_id(3), "Fiktiv A/S", ["27.35"])


def test_a_list_that_is_shown_opens_the_door_to_fellows(world: World) -> None:
    data = as_csv(SYSTEMS, systems(3))
    sent = Sent("s.csv", data, Visibility.ASSOCIATION)
    import_register(world.members[HVIDOVRE], sent, BY, is_confirmed=True)
    with world.scope(HVIDOVRE):
        assert Grant.objects.filter(subject_type="register").count() == 9
    with world.scope(RODOVRE):
        assert not LocalUse.objects.exists()


def test_a_file_that_is_no_list_is_refused_whole(world: World) -> None:
    for data in (b"", b"PK\x03\x04 no workbook", "Farve;Form\nblå;rund".encode()):
        with pytest.raises(ProblemsError):
            taken_in(world, "x.csv", data)
