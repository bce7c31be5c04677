"""What the nine have really published. The counts are of the files, read by hand: tests/test_library.py."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.apps.world import HVIDOVRE, RODOVRE, SOLROD, World
from tests.core.notices.notice_files import HVIDOVRE_CAFE, SOLROD_MEALS, ted

from samspil import library
from samspil.apps.governance.models import Matter
from samspil.apps.systems.models import Notice
from samspil.apps.systems.selectors.history import list_notices
from samspil.apps.systems.types import Bought, HistoryFilter
from samspil.cli.running.importing import read_folder
from samspil.core.errors import Problem
from samspil.core.notices.notice import Party
from samspil.core.units import Money
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By
from samspil.processes.import_notices import import_notices, municipality_of

IMPORTED = By("import", datetime(2026, 3, 2, 9, tzinfo=UTC))


def history(world: World, code: str) -> list[Bought]:
    with world.scope(code):
        found, _older = list_notices(world.organisation(code).pk, HistoryFilter())
        return found


def test_of_24_notices_three_are_of_members_here_and_the_rest_is_counted(world: World) -> None:
    done = import_notices(library.notices(), IMPORTED)
    assert (done.read, done.known, done.skipped) == (24, 0, 21)
    assert done.new == {"Solrød": 1, "Rødovre": 1, "Hvidovre": 1}
    numbers = {code: [one.publication_number for one in history(world, code)] for code in world.members}
    assert numbers == {
        **{code: [] for code in world.members},
        SOLROD: ["044742-2022"],
        RODOVRE: ["433955-2016"],
        HVIDOVRE: ["480364-2022"],
    }


def test_the_facts_are_those_of_the_notice(world: World) -> None:
    import_notices(library.notices(), IMPORTED)
    [meals] = history(world, SOLROD)
    assert (meals.buyer, meals.subject, meals.cpv) == ("Solrød Kommune", "Madservice", ("98514000",))
    assert (meals.value, meals.value_is) == (Money.of(7_200_000), "estimated")
    assert (meals.dated_on, meals.tenders_due_on) == (date(2022, 1, 26), date(2022, 3, 21))
    assert (meals.starts_on, meals.ends_on) == (date(2022, 5, 1), date(2026, 4, 30))
    assert meals.source_link == "https://ted.europa.eu/udl?uri=TED:NOTICE:044742-2022:TEXT:DA:HTML"
    [cafe] = history(world, HVIDOVRE)
    assert (cafe.winners, cafe.value_is, cafe.is_it) == (("LOCA Management ApS",), "awarded", False)


def test_importing_again_changes_nothing_and_says_nothing_in_the_journal(world: World) -> None:
    import_notices(library.notices(), IMPORTED)
    with world.scope(SOLROD):
        before = [*Notice.objects.values_list("public_id", "imported_at")]
        entries = Entry.objects.count()
    done = import_notices(library.notices(), By("import", datetime(2026, 3, 3, 9, tzinfo=UTC)))
    assert (done.new, done.known, done.skipped) == ({}, 3, 21)
    with world.scope(SOLROD):
        assert [*Notice.objects.values_list("public_id", "imported_at")] == before
        assert Entry.objects.count() == entries


def test_a_notice_is_never_a_matter(world: World) -> None:
    with world.scope(SOLROD):
        before = Matter.objects.count()
    import_notices(library.notices(), IMPORTED)
    with world.scope(SOLROD):
        assert Matter.objects.count() == before
        assert Entry.objects.filter(action="systems.notice.kept").count() == 1


def test_a_buyer_is_known_by_its_number_and_by_name_only_where_it_gives_none() -> None:
    assert municipality_of(Party("Solrød, Indkøb", "DK", "68534917", "68534917")) == SOLROD
    assert municipality_of(Party("RØDOVRE KOMMUNE ", "DK", None, None)) == RODOVRE
    assert municipality_of(Party("Solrød Kommune", "DK", "25050053", "25050053")) == ""
    assert municipality_of(Party("Københavns Kommune", "DK", None, None)) == "0101"
    assert municipality_of(Party("Solrød Kommunes Boligselskab", "DK", None, None)) == ""


def test_a_folder_is_read_and_a_file_that_is_no_notice_is_told_and_stops_no_other(
    world: World, tmp_path: Path
) -> None:
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / "meals.xml").write_bytes(ted(SOLROD_MEALS))
    (tmp_path / "cafe.xml").write_bytes(ted(HVIDOVRE_CAFE))
    (tmp_path / "page.xml").write_bytes(b"<html/>")
    problems: list[Problem] = []
    done = import_notices(read_folder(tmp_path, problems), IMPORTED)
    assert done.new == {"Solrød": 1, "Hvidovre": 1}
    assert [one.code for one in problems] == ["not_a_notice"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_only_a_link_to_the_web_can_be_pressed(world: World, tmp_path: Path, link: str) -> None:
    [record] = [one for one in library.notices() if one.notice.publication_number == "044742-2022"]
    import_notices([replace(record, notice=replace(record.notice, source_link=link))], IMPORTED)
    assert [one.source_link for one in history(world, SOLROD)] == [""]
