"""30,000 contracts with one wrong day: its line is named, the rest is seen, nothing is written in part."""

from __future__ import annotations

import pytest
from tests.apps.systems.kitos_files import CONTRACTS, as_csv, contracts
from tests.apps.world import HVIDOVRE, NOW, World
from tests.took import took

from samspil.apps.systems.models import Contract
from samspil.apps.systems.services.importing import applying
from samspil.apps.systems.services.importing.applying import apply_list
from samspil.apps.systems.services.importing.keeping import keep_list
from samspil.apps.systems.services.importing.seeing import see
from samspil.core.systems.vocabulary import Visibility
from samspil.kit.ids import new_id
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By

MANY = 30_000
SECONDS = 4.0  # of the processor, on a machine twice as slow as ours


def test_one_wrong_day_among_30_000_lines_is_named_and_the_rest_is_seen(world: World) -> None:
    rows = contracts(MANY)
    rows[20_000][4] = "31-02-2027"
    data, owner = as_csv(CONTRACTS, rows), world.members[HVIDOVRE].pk
    with world.scope(HVIDOVRE):

        def look() -> None:
            upload = keep_list(owner, "k.csv", data, Visibility.OWN, by=new_id(), at=NOW)
            seen = see(upload)
            assert [(one.code, one.args["row"], one.args["column"]) for one in seen.problems] == [
                ("register_cell_unreadable", 20_002, "Gyldig til")
            ]
            assert (seen.counts["new"], seen.counts["gone"]) == (MANY - 1, 0)

        assert took(look, SECONDS) < SECONDS
        assert not Contract.objects.exists()


def test_what_goes_wrong_while_a_list_is_written_leaves_nothing_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = world.members[HVIDOVRE].pk

    def fails(*_said: object, **_more: object) -> None:
        assert Contract.objects.count() == 50
        raise RuntimeError

    with world.scope(HVIDOVRE):
        upload = keep_list(
            owner, "k.csv", as_csv(CONTRACTS, contracts(50)), Visibility.OWN, by=new_id(), at=NOW
        )
        before, digest = Entry.objects.count(), see(upload).digest
        monkeypatch.setattr(applying, "keep_register_readers", fails)
        with pytest.raises(RuntimeError):
            apply_list(upload, digest, By("x", NOW))
        assert (Contract.objects.count(), Entry.objects.count()) == (0, before)
