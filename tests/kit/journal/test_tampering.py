"""Whoever changes the journal behind its back is found, and the first entry that is wrong is named.

The one who tampers here has taken the triggers away and writes in the tables; 500 times, each another way.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, transaction
from tests.kit.conftest import BY, Two

from samspil.kit.journal import chain, check_journal, tables
from samspil.kit.journal.exporting import write_chain
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import Told, record
from samspil.kit.journal.verifying import Break, verify
from samspil.kit.tenancy import scope

ENTRIES = 12
TIMES = 500
TEXTS = ("actor", "action", "subject_type", "subject_id", "facts", "previous", "hash")


@dataclass(frozen=True)
class Tampered:
    """What was done, and the first entry that no longer fits."""

    how: str
    first: int


Tamper = Callable[[int, random.Random], Tampered]


def sql(text: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, list(values))


@contextmanager
def triggers_off() -> Iterator[None]:
    """As the owner of the database can."""
    postgres = connection.vendor == "postgresql"
    if postgres:
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql("RESET ROLE")
    for verb in ("UPDATE", "DELETE"):
        sql(f'DROP TRIGGER "journal_entry_no_{verb}"' + (" ON journal_entry" if postgres else ""))
    yield
    if postgres:
        sql("SET ROLE samspil_app")


def change(owner: int, rng: random.Random) -> Tampered:
    place, column = rng.randint(1, ENTRIES), rng.choice(TEXTS)
    sql(
        f"UPDATE journal_entry SET {column} = {column} || 'x' WHERE organisation_id = %s AND sequence = %s"
        if column not in {"previous", "hash"}
        else f"UPDATE journal_entry SET {column} = '{rng.randrange(16**64):064x}' "
        "WHERE organisation_id = %s AND sequence = %s",
        owner,
        place,
    )
    return Tampered(f"change {column}", place)


def change_time(owner: int, rng: random.Random) -> Tampered:
    place = rng.randint(1, ENTRIES)
    later = {
        "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%S', at, '+1 second')",
        "postgresql": "at + interval '1 microsecond'",
    }[connection.vendor]
    sql(f"UPDATE journal_entry SET at = {later} WHERE organisation_id = %s AND sequence = %s", owner, place)
    return Tampered("change the time", place)


def change_and_hash_anew(owner: int, rng: random.Random) -> Tampered:
    """The entry fits itself; the one after it, or the head, no longer fits it."""
    place = rng.randint(1, ENTRIES)
    line = next(one for one in tables.lines(owner) if one.sequence == place)
    facts = '{"forged":true}'
    forged = chain.hash_of(line.previous, chain.Link(*line[:7], facts))
    sql(
        "UPDATE journal_entry SET facts = %s, hash = %s WHERE organisation_id = %s AND sequence = %s",
        facts,
        forged,
        owner,
        place,
    )
    return Tampered("change and hash anew", min(place + 1, ENTRIES))


def delete(owner: int, rng: random.Random) -> Tampered:
    place = rng.randint(1, ENTRIES)
    sql("DELETE FROM journal_entry WHERE organisation_id = %s AND sequence = %s", owner, place)
    return Tampered("delete", place)


def delete_and_close_up(owner: int, rng: random.Random) -> Tampered:
    place = rng.randint(1, ENTRIES - 1)
    delete_at(owner, place)
    for later in range(place + 1, ENTRIES + 1):
        move(owner, later, later - 1)
    return Tampered("delete and close up", place)


def cut_off(owner: int, rng: random.Random) -> Tampered:
    place = rng.randint(1, ENTRIES)
    sql("DELETE FROM journal_entry WHERE organisation_id = %s AND sequence >= %s", owner, place)
    return Tampered("cut off", place)


def insert(owner: int, rng: random.Random) -> Tampered:
    place = rng.randint(1, ENTRIES)
    for later in range(ENTRIES, place - 1, -1):
        move(owner, later, later + 1)
    add(owner, place, f"{rng.randrange(16**64):064x}")
    return Tampered("insert", place)


def add_at_the_end(owner: int, rng: random.Random) -> Tampered:
    """A well-made entry, but the chain was said to end before it."""
    last = list(tables.lines(owner))[-1]
    add(owner, ENTRIES + 1, last.hash)
    return Tampered("add at the end", ENTRIES + 1)


def reorder(owner: int, rng: random.Random) -> Tampered:
    one, other = sorted(rng.sample(range(1, ENTRIES + 1), 2))
    move(owner, one, 1000)
    move(owner, other, one)
    move(owner, 1000, other)
    return Tampered("reorder", one)


def change_the_head(owner: int, rng: random.Random) -> Tampered:
    sql(
        "UPDATE journal_head SET hash = %s WHERE organisation_id = %s", f"{rng.randrange(16**64):064x}", owner
    )
    return Tampered("change the head", ENTRIES)


def move_the_head(owner: int, rng: random.Random) -> Tampered:
    place = rng.choice([one for one in range(ENTRIES + 4) if one != ENTRIES])
    sql("UPDATE journal_head SET sequence = %s WHERE organisation_id = %s", place, owner)
    return Tampered("move the head", min(place, ENTRIES) + 1)


def delete_the_head(owner: int, rng: random.Random) -> Tampered:
    sql("DELETE FROM journal_head WHERE organisation_id = %s", owner)
    return Tampered("delete the head", 1)


def change_a_personal_value(owner: int, rng: random.Random) -> Tampered:
    """The chain is whole, but what it committed to is another."""
    place = rng.randint(1, ENTRIES)
    sql(
        "UPDATE journal_personalvalue SET value = 'forged' WHERE organisation_id = %s AND value = %s",
        owner,
        f"reason {place}",
    )
    return Tampered("change a personal value", place)


WAYS: tuple[Tamper, ...] = (
    change, change_time, change_and_hash_anew, delete, delete_and_close_up, cut_off, insert, add_at_the_end,
    reorder, change_the_head, move_the_head, delete_the_head, change_a_personal_value,
)  # fmt: skip
SEEN_IN_AN_EXPORT = tuple(one for one in WAYS if one not in {delete_the_head, change_a_personal_value})


def delete_at(owner: int, place: int) -> None:
    sql("DELETE FROM journal_entry WHERE organisation_id = %s AND sequence = %s", owner, place)


def move(owner: int, place: int, to: int) -> None:
    sql(
        "UPDATE journal_entry SET sequence = %s WHERE organisation_id = %s AND sequence = %s",
        to,
        owner,
        place,
    )


def add(owner: int, place: int, previous: str) -> None:
    link = chain.Link(str(owner), place, tables.written(BY.at), "x", "x", "x", "x", "{}")
    said = {"actor": "x", "action": "x", "subject_type": "x", "subject_id": "x", "facts": "{}"}
    hashed = chain.hash_of(previous, link)
    Entry.objects.create(
        organisation_id=owner, sequence=place, at=BY.at, previous=previous, hash=hashed, **said
    )


@pytest.fixture
def owner(two: Two) -> Iterator[int]:
    """Twelve entries of ours, among as many of theirs, and nobody's triggers."""
    for organisation in (two.theirs.pk, two.ours.pk):
        with scope.within([organisation]):
            for place in range(1, ENTRIES + 1):
                told = Told("moved", "matter", f"m{place}", {"n": place}, {"reason": f"reason {place}"})
                record(organisation, [told], BY)
    with scope.within([two.ours.pk]), triggers_off():
        yield two.ours.pk


def test_an_untouched_chain_is_whole(owner: int) -> None:
    assert verify(owner) == (ENTRIES, None)


def test_every_tampering_is_found_and_the_first_wrong_entry_named(owner: int) -> None:
    rng = random.Random(20260302)
    wrong: list[tuple[Tampered, object]] = []
    for number in range(TIMES):
        at = transaction.savepoint()
        tampered = WAYS[number % len(WAYS)](owner, rng)
        _, broken = verify(owner)
        if broken is None or broken.sequence != tampered.first:
            wrong.append((tampered, broken))
        transaction.savepoint_rollback(at)
    assert wrong == []
    assert verify(owner) == (ENTRIES, None)


def test_a_whole_new_chain_is_found_by_a_line_that_was_noted(owner: int) -> None:
    """Whoever owns the database can write it all anew; not what a member has on paper."""
    noted = [(line.sequence, line.hash) for line in tables.lines(owner) if line.sequence == 7]
    rewrite_from(owner, 5)
    assert verify(owner) == (ENTRIES, None)
    assert verify(owner, noted)[1] == Break(7, "not as known")


def test_a_chain_cut_off_with_its_head_is_found_by_a_line_that_was_noted(owner: int) -> None:
    lines = list(tables.lines(owner))
    sql("DELETE FROM journal_entry WHERE organisation_id = %s AND sequence > 9", owner)
    sql("UPDATE journal_head SET sequence = 9, hash = %s WHERE organisation_id = %s", lines[8].hash, owner)
    assert verify(owner) == (9, None)
    assert verify(owner, [(12, lines[11].hash)]) == (9, Break(10, "cut off"))


def rewrite_from(owner: int, place: int) -> None:
    previous = ""
    for line in list(tables.lines(owner)):
        if line.sequence >= place:
            link = chain.Link(*line[:7], '{"forged":true}')
            hash_ = chain.hash_of(previous, link)
            sql(
                "UPDATE journal_entry SET facts = %s, previous = %s, hash = %s "
                "WHERE organisation_id = %s AND sequence = %s",
                link.facts, previous, hash_, owner, line.sequence,
            )  # fmt: skip
            previous = hash_
        else:
            previous = line.hash
    sql("UPDATE journal_head SET hash = %s WHERE organisation_id = %s", previous, owner)


# --- by somebody who has nothing but the export and the checker -----------------------------------


def checked(export: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The checker as it is handed out: alone, without this repository or what it is installed with."""
    return subprocess.run(
        [sys.executable, "-I", "-S", check_journal.__file__, str(export), *more],
        capture_output=True, text=True, check=False, cwd=export.parent,
    )  # fmt: skip


def test_the_checker_finds_an_export_whole(owner: int, tmp_path: Path) -> None:
    write_chain(owner, tmp_path / "journal.zip")
    done = checked(tmp_path / "journal.zip")
    assert (done.returncode, done.stderr) == (0, "")
    head = list(tables.lines(owner))[-1].hash
    assert done.stdout == f"WHOLE / HEL: {ENTRIES} {head}\n"
    assert checked(tmp_path / "journal.zip", "--known", f"{ENTRIES}:{head}").returncode == 0


def test_the_checker_finds_what_we_find(owner: int, tmp_path: Path) -> None:
    """On a hundred exports of chains that were tampered with."""
    rng = random.Random(7)
    for number in range(100):
        at = transaction.savepoint()
        tampered = SEEN_IN_AN_EXPORT[number % len(SEEN_IN_AN_EXPORT)](owner, rng)
        export = tmp_path / f"{number}.zip"
        write_chain(owner, export)
        transaction.savepoint_rollback(at)
        assert (code_of(export), tampered.how) == (1, tampered.how)
        assert first_named(export) == tampered.first, tampered


def code_of(export: Path) -> int:
    return check_journal.main([str(export)])


def first_named(export: Path) -> int | None:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(export) as opened, opened.open("journal.jsonl") as lines:
        return check_journal.check(lines, json.loads(opened.read("head.json")), {})[1]


def test_the_checker_compares_with_a_line_that_was_noted(owner: int, tmp_path: Path) -> None:
    noted = next(line for line in tables.lines(owner) if line.sequence == 7)
    rewrite_from(owner, 5)
    write_chain(owner, tmp_path / "journal.zip")
    assert checked(tmp_path / "journal.zip").returncode == 0
    done = checked(tmp_path / "journal.zip", "--known", f"7:{noted.hash}")
    assert done.returncode == 1
    assert done.stdout.startswith("BROKEN / BRUDT: 7 (not as noted earlier)")
    beyond = checked(tmp_path / "journal.zip", "--known", f"99:{noted.hash}")
    assert beyond.stdout.startswith("BROKEN / BRUDT: 13 (cut off)")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_the_checker_says_when_it_cannot_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "journal.zip").write_bytes(content)
    done = checked(tmp_path / "journal.zip")
    assert (done.returncode, done.stdout) == (2, "")
    assert "kan ikke læses" in done.stderr


def test_the_checker_says_how_it_is_used(tmp_path: Path) -> None:
    assert checked(tmp_path / "gone.zip").returncode == 2
    assert check_journal.main([]) == 2
    assert check_journal.main(["--help"]) == 2


def test_an_export_holds_no_personal_value(owner: int, tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415

    write_chain(owner, tmp_path / "journal.zip")
    with zipfile.ZipFile(tmp_path / "journal.zip") as export:
        assert b"reason 1" not in b"".join(export.read(name) for name in export.namelist())


def test_what_is_written_while_a_chain_is_walked_breaks_nothing(
    owner: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checker at night meets people who work: between its first question and its second they write."""
    look = tables.head

    def look_and_write(organisation_id: int) -> tuple[int, str]:
        found = look(organisation_id)
        record(organisation_id, [Told("x", "x", "x")], BY)
        return found

    monkeypatch.setattr(tables, "head", look_and_write)
    assert verify(owner) == (ENTRIES, None)
    write_chain(owner, tmp_path / "journal.zip")
    assert checked(tmp_path / "journal.zip").stdout.startswith(f"WHOLE / HEL: {ENTRIES + 1}")
    assert verify(owner) == (ENTRIES + 2, None)
