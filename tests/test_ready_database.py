"""What is kept between runs is made anew whenever something it was made from is another."""

import os
from pathlib import Path

import pytest
from tests import ready_database
from tests.ready_database import SOURCES, digest_of, keep, once, what_makes_tables, what_makes_the_world


def test_another_word_name_or_file_gives_another_digest(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a table")
    first = digest_of([one], tmp_path)
    one.write_text("another table")
    second = digest_of([one], tmp_path)
    two.write_text("")
    assert len({first, second, digest_of([one, two], tmp_path), digest_of([two], tmp_path)}) == 4
    one.write_text("a table")
    assert digest_of([one], tmp_path) == first


def test_tables_hang_on_every_migration_and_on_what_migrations_are_written_with() -> None:
    made_from = set(what_makes_tables())
    assert set(SOURCES.glob("apps/*/migrations/0*.py")) < made_from
    assert SOURCES / "kit" / "tenancy" / "row_security.py" in made_from
    assert SOURCES / "kit" / "journal" / "append_only.py" in made_from


def test_the_world_hangs_on_services_on_models_and_on_itself() -> None:
    made_from = set(what_makes_the_world())
    assert set(what_makes_tables()) < made_from
    assert set(SOURCES.glob("governance_models/*/*.yaml")) < made_from
    assert set(SOURCES.glob("apps/*/services/*.py")) < made_from
    assert Path(__file__).parent / "apps" / "world.py" in made_from


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ready_database, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


def test_what_is_made_is_made_once(folder: Path) -> None:
    made: list[int] = []

    def make() -> list[int]:
        made.append(len(made))
        return list(made)

    assert (once(make), once(make)) == ([0], [0])
    assert made == [0]


def test_what_fails_half_way_is_not_kept(folder: Path) -> None:
    folder.mkdir()

    def half(path: Path) -> None:
        path.write_text("half")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        keep(folder / "one.world", half)
    assert list(folder.iterdir()) == []


def test_what_has_not_been_asked_for_the_longest_goes(folder: Path) -> None:
    folder.mkdir()
    for number in range(ready_database.KEPT):
        (folder / f"{number}.world").touch()
        os.utime(folder / f"{number}.world", (number, number))
    (folder / "tables.sqlite3").touch()
    keep(folder / "new.world", lambda beside: beside.write_text("new"))
    left = {one.name for one in folder.iterdir()}
    assert left == {"new.world", "tables.sqlite3", *(f"{n}.world" for n in range(1, ready_database.KEPT))}
