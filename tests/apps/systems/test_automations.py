"""OS2autoproces' export becomes systems in use: systems and KLE kept, people counted, others passed over."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.systems.automation_files import COLUMNS, PEOPLE, as_csv, as_xlsx, processes
from tests.apps.systems.kitos_files import SYSTEMS, systems
from tests.apps.systems.kitos_files import as_csv as systems_csv
from tests.apps.systems.test_register_pages import KEEPER, page
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.systems.models import LocalUse, SystemRelation
from samspil.core.systems.lists.automations import catalogue_of
from samspil.core.systems.lists.fields import Sort, guess_columns, guess_sort, names_people
from samspil.kit.journal.recording import By
from samspil.processes.import_register import Imported, Sent, import_register

BY = By("import", NOW)


def taken_in(world: World, data: bytes, *, code: str = HVIDOVRE, removes: bool = False) -> Imported:
    sent = Sent("processer.xlsx", data)
    return import_register(world.members[code], sent, BY, is_confirmed=True, removes=removes)


def test_each_of_the_62_columns_is_read_named_as_left_out_or_of_people() -> None:
    assert (len(COLUMNS), len(set(COLUMNS)), guess_sort(COLUMNS)) == (62, 62, Sort.AUTOMATIONS)
    read = {COLUMNS[at] for at in guess_columns(Sort.AUTOMATIONS, COLUMNS)}
    assert read == {
        *("ID", "Titel", "Resumé", "Beskrivelse", "Fase", "Synlighed", "Afdelinger", "Myndighed"),
        *(
            "Leverandør",
            "KLE-nr",
            "Nuværende systemer",
            "Løsningen sat i drift",
            "Løsningen taget ud af drift",
        ),
        *("Automatiseringen anvender følgende systemer/snitflader", "Links", "Interne Noter"),
    }
    assert {name for name in COLUMNS if names_people(name)} == set(PEOPLE)


@pytest.mark.parametrize("written", [as_xlsx, as_csv])
def test_hundreds_come_in_with_their_systems_and_nobody_s_name(world: World, written: object) -> None:
    taken_in(world, systems_csv(SYSTEMS, systems(5)))
    rows = processes(200)
    rows[0] |= {
        "Fase": "Drift",
        "Nuværende systemer": "System 1,Ukendt fagsystem",
        "Automatiseringen anvender følgende systemer/snitflader": "system 1",
        "KLE-nr": "27.35.04",
        "Løsningen sat i drift": date(2022, 3, 1),
    }
    done = taken_in(world, written(rows))  # type: ignore[operator]
    assert done.counts is not None
    assert (done.counts["new"], done.seen.problems) == (200, [])
    assert done.seen.dropped == dict.fromkeys(PEOPLE, 200)
    with world.scope(HVIDOVRE):
        use = LocalUse.objects.get(local_id="1001")
        said = (use.name, use.purpose, use.life_cycle, use.unit, use.kle, use.starts_on, use.catalogue)
        assert said == (
            *("Automatisering 1", "Flytter breve 1 Hver nat. * Først * Så", "operational"),
            *("Borgerservice, Løn og personale", ["27.35.04"], date(2022, 3, 1), catalogue_of("1001")),
        )
        assert [link for _title, link in use.links] == [
            "https://www.os2autoproces.eu/details/1001",
            "https://git.example/1",
        ]
        works_in = SystemRelation.objects.filter(use=use).order_by("other_name")
        assert [(one.other_name, str(one.other)) for one in works_in] == [
            ("System 1", str(LocalUse.objects.get(local_id="S-1"))),
            ("Ukendt fagsystem", "None"),
        ]
        told = repr(list(LocalUse.objects.values())) + repr(list(SystemRelation.objects.values()))
    for name in ("Pia Prøve", "Per Fag", "kaj@example.org", "Ida Med", "12 34 56 78"):
        assert name not in told


def test_the_same_again_changes_nothing_and_a_new_system_is_a_change(world: World) -> None:
    rows = processes(40)
    taken_in(world, as_xlsx(rows))
    again = taken_in(world, as_xlsx(rows)).seen.counts
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 40)
    rows[3]["Nuværende systemer"] = "Et nyt"
    rows[4]["Titel"] = "Omdøbt"
    seen = taken_in(world, as_xlsx(rows)).seen
    changed = [sorted(one.differs) for sheet in seen.sheets for one in sheet.records if one.is_changed]
    assert changed == [["systems"], ["name"]]
    with world.scope(HVIDOVRE):
        assert SystemRelation.objects.filter(other_name="Et nyt").count() == 1


def test_a_list_of_systems_and_one_of_automations_leave_each_other_alone(world: World) -> None:
    taken_in(world, systems_csv(SYSTEMS, systems(5)))
    taken_in(world, as_xlsx(processes(6)))
    gone = taken_in(world, systems_csv(SYSTEMS, systems(4)), removes=True).seen
    assert [name for sheet in gone.sheets for _key, name in sheet.gone] == ["System 4"]
    gone = taken_in(world, as_xlsx(processes(5)), removes=True).seen
    assert [name for sheet in gone.sheets for _key, name in sheet.gone] == ["Automatisering 6"]
    with world.scope(HVIDOVRE):
        assert LocalUse.objects.filter(removed_on=None).count() == 9


def test_what_belongs_to_others_and_what_is_private_there_is_passed_over(world: World) -> None:
    rows = processes(6)
    rows[0]["Myndighed"], rows[1]["Myndighed"] = "Solrød Kommune", "HVIDOVRE"
    rows[2]["Synlighed"], rows[3]["Synlighed"] = "Privat", "Personlig"
    seen = taken_in(world, as_xlsx(rows)).seen
    assert (seen.of_others, seen.private, seen.counts["new"]) == (1, 2, 3)
    seen = taken_in(world, as_xlsx(rows), code=RODOVRE).seen
    assert (seen.of_others, seen.counts["new"]) == (6, 0)


def test_an_automation_is_known_by_its_number_at_every_member(world: World) -> None:
    rows = processes(1)
    taken_in(world, as_xlsx(rows))
    rows[0]["Myndighed"] = "Rødovre Kommune"
    taken_in(world, as_xlsx(rows), code=RODOVRE)
    found = set()
    for code in (HVIDOVRE, RODOVRE):
        with world.scope(code):
            found.add(LocalUse.objects.get().catalogue)
    assert found == {catalogue_of("1001")}


def test_a_phase_or_a_number_that_is_none_names_its_line(world: World) -> None:
    rows = processes(4)
    rows[1]["Fase"], rows[2]["ID"] = "Måske", "x1"
    seen = taken_in(world, as_xlsx(rows)).seen
    told = {(one.args["row"], one.args["column"]) for one in seen.problems}
    assert (told, seen.counts["new"]) == ({(3, "Fase"), (4, "ID")}, 2)


def test_the_page_tells_what_was_passed_over(world: World, browser: Client) -> None:
    head = world.log_in(browser, HVIDOVRE, KEEPER)
    rows = processes(5)
    rows[0]["Myndighed"], rows[1]["Synlighed"] = "Solrød Kommune", "Privat"
    sent = {"file": SimpleUploadedFile("p.xlsx", as_xlsx(rows)), "visibility": "own"}
    told = page(head, head.post("/systems/lists/", sent)["Location"])
    for words in (
        "Automatiseringer fra OS2autoproces",
        "Linjer, der hører til andre myndigheder: 1",
        "Linjer, der er private i OS2autoproces: 1",
        "Indberetter: nævner personer, 5 celler udeladt",
        "Kolonner uden en plads: Status",
    ):
        assert words in told, words
    assert "Pia Prøve" not in told
