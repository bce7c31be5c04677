"""The example: the same year twice, restored when it is asked for, and nobody named in it.

It is loaded as `samspil demo` loads it, in processes of their own, by a clock that stands still. Each draws
the order of its sets anew, as any process does.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from tests.apps.conftest import django_db_setup, world  # noqa: F401 – the world of the applications
from tests.apps.world import HVIDOVRE, World
from tests.cli.conftest import Answer

from samspil.apps.governance.adopted import from_files
from samspil.apps.organisations.demo_log_ins import LOG_INS
from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.cli import main
from samspil.cli.desk import OK
from samspil.cli.running import ground
from samspil.processes.demo.cast import MODELS

ASSOCIATION = "storkoebenhavn_association"
NINE = 9
CLOCKED = """
import sys
from datetime import UTC, datetime
from django.utils import timezone
timezone.now = lambda: datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
from samspil.cli import main
sys.exit(main(sys.argv[1:]))
"""
# What is drawn anew each time and says nothing: where it stands again, it stands for the same.
DRAWN = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|[0-9a-f]{32,}")
LEFT_OUT = frozenset({"password", "seconds"})  # a salt is in the one; the other is how long a round took
OF_DJANGO = ("django_", "auth_", "sqlite_")
_COMMON = """
Anders Anna Anne Annette Bente Birgit Birgitte Camilla Charlotte Christian Christina Daniel Dorte
Emma Erik Eva Flemming Frederik Freja Gitte Hanne Hans Heidi Helle Henrik Ida Inge Jakob Jan Janne
Jens Jesper Jette Johanne Jonas Jørgen Karen Karin Kasper Kirsten Kristian Lars Laura Lene Lise Lone
Louise Mads Malene Maria Marianne Martin Mathias Mette Michael Mikkel Morten Niels Ole Pernille
Peter Pia Poul Rasmus Rikke Sara Simon Sofie Susanne Svend Søren Thomas Tina Torben Ulla Vibeke
"""
FIRST_NAMES = frozenset(_COMMON.split())


def samspil(home: Path, *words: str) -> Answer:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PYTHONHASHSEED")
    }
    around = kept | {
        "SAMSPIL_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "samspil.settings.dev",
        "PYTHONPATH": os.pathsep.join(one for one in sys.path if one),
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-c", CLOCKED, *words]
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
    return Answer(done.returncode, done.stdout, done.stderr)


def file_of(home: Path) -> sqlite3.Connection:
    (found,) = home.glob("*.sqlite3")
    return sqlite3.connect(found)


def tables(file: sqlite3.Connection) -> list[str]:
    """All that hold rows of ours: not Django's own, nor the index of words, which is made of them."""
    found = file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in found if not name.startswith(OF_DJANGO) and "_words" not in name]


def rows(file: sqlite3.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    for table in tables(file):
        asked = file.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        names = [one[0] for one in asked.description]
        for row in asked:
            yield table, dict(zip(names, row, strict=True))


def digest(home: Path) -> str:
    """Of every row in its order: what is drawn by where it first stood; no salt, and no measured time."""
    known: dict[str, str] = {}

    def first(found: re.Match[str]) -> str:
        return known.setdefault(found[0].replace("-", ""), f"#{len(known)}")

    whole = hashlib.sha256()
    with file_of(home) as file:
        for table, row in rows(file):
            for name in LEFT_OUT & set(row):
                del row[name]
            told = json.dumps([table, row], default=bytes.hex, ensure_ascii=False)
            whole.update(DRAWN.sub(first, told).encode())
    return whole.hexdigest()


def asked(home: Path, question: str) -> list[tuple[Any, ...]]:
    with file_of(home) as file:
        return file.execute(question).fetchall()


# --- who is in it: no database is needed


def test_each_of_the_nine_members_goes_by_another_municipal_model() -> None:
    association = from_files(ASSOCIATION, {}).spec
    assert set(MODELS) == {one.municipality for one in association.members if one.left is None}
    assert len(set(MODELS.values())) == len(MODELS) == NINE
    kinds = {from_files(key, {}).spec.organisation.kind.value for key in MODELS.values()}
    assert kinds == {OrganisationKind.MUNICIPALITY.value}


def functions() -> set[str]:
    """What somebody in the example is called: a role of a model, or what a log-in is offered for."""
    keys = (ASSOCIATION, *MODELS.values())
    roles = {role.name.da for key in keys for role in from_files(key, {}).spec.roles.values()}
    with override("da"):
        return roles | {str(one.name) for one in LOG_INS}


def is_a_function(name: str, known: set[str], places: set[str]) -> bool:
    """Whether somebody is called by a function, a number where there are several, and a place.

    A function may have a comma of its own.
    """
    function, _, place = name.rpartition(", ")
    said = function if place in places else name
    return re.sub(r" \d+$", "", said) in known


def test_a_name_is_told_from_a_function() -> None:
    known, places = functions(), {"Hvidovre"}
    assert is_a_function("Digitaliseringschef, Hvidovre", known, places)
    assert is_a_function("Medlem af økonomiudvalget 2, Hvidovre", {"Medlem af økonomiudvalget"}, places)
    assert is_a_function("Revisor, kun læsning", {"Revisor, kun læsning"}, places)
    assert not is_a_function("Mette Hansen", known, places)
    assert not is_a_function("Mette Hansen, Hvidovre", known, places)


# --- the whole year, twice


@pytest.mark.slow
@pytest.mark.own_file
def test_the_example_is_the_same_twice_is_restored_and_names_nobody(tmp_path: Path) -> None:
    assert samspil(tmp_path, "demo").code == 0
    before = digest(tmp_path)
    assert_that_all_are_functions(tmp_path)
    assert_that_the_models_differ(tmp_path)
    file = file_of(tmp_path)
    with file:
        file.execute("UPDATE organisations_person SET name = 'Somebody' WHERE id = 1")
    file.close()
    assert digest(tmp_path) != before, "the digest does not see a name"
    assert samspil(tmp_path, "demo").code == 0
    assert digest(tmp_path) != before, "without --reset nothing is thrown away"
    assert samspil(tmp_path, "demo", "--reset").code == 0
    assert digest(tmp_path) == before


def assert_that_all_are_functions(home: Path) -> None:
    known = functions()
    places = {name for (name,) in asked(home, "SELECT name FROM organisations_organisation")}
    people = {name for (name,) in asked(home, "SELECT name FROM organisations_person")}
    assert len(people) > 50
    assert [one for one in sorted(people) if not is_a_function(one, known, places)] == []
    with file_of(home) as file:
        said = {
            word
            for table, row in rows(file)
            if "notice" not in table  # published by the municipalities themselves
            for value in row.values()
            if isinstance(value, str)
            for word in re.findall(r"\w+", value)
        }
    assert said & FIRST_NAMES == set()


def assert_that_the_models_differ(home: Path) -> None:
    adopted = asked(
        home,
        "SELECT o.code, v.key FROM governance_modelversion v"
        " JOIN organisations_organisation o ON o.id = v.organisation_id WHERE o.code <> ''",
    )
    assert sorted(adopted) == sorted((code, f"own_{code}_{key}") for code, key in MODELS.items())


# --- what is no example


@pytest.mark.django_db
@pytest.mark.parametrize("is_demo", [True, False])
def test_what_is_not_all_example_is_never_thrown_away(
    world: World,  # noqa: F811
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_demo: bool,
) -> None:
    settings.SAMSPIL_DEMO = is_demo
    Organisation.objects.filter(code=HVIDOVRE).update(is_example=not is_demo)
    kept = tmp_path / "kept.sqlite3"
    kept.touch()
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(kept))
    monkeypatch.setattr(ground, "migrate", lambda: None)
    assert main(["demo", "--reset"]) != OK
    assert "SAMSPIL_HOME" in capsys.readouterr().err
    assert kept.exists()
    assert Organisation.objects.count() > NINE
