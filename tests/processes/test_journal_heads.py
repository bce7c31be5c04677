"""Where a journal ends is a line that others keep; later it shows a chain that was written anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.kit.conftest import BY, Two, two

from samspil.kit.journal import check_journal
from samspil.kit.journal.exporting import write_chain
from samspil.kit.journal.recording import Told, record
from samspil.kit.tenancy import scope
from samspil.processes.journal_heads import journal_heads

__all__ = ["two"]


def tell(organisation: int, times: int) -> None:
    with scope.within([organisation]):
        record(organisation, [Told("x", "x", "x")] * times, BY)


def test_a_line_that_was_kept_still_fits_when_more_is_told(two: Two, tmp_path: Path) -> None:
    tell(two.ours.pk, 3)
    kept = next(one for one in journal_heads() if one.name == two.ours.name)
    tell(two.ours.pk, 2)
    with scope.within([two.ours.pk]):
        write_chain(two.ours.pk, tmp_path / "journal.zip")
    asked = [sys.executable, check_journal.__file__, str(tmp_path / "journal.zip"), "--known"]
    assert subprocess.run([*asked, kept.known], check=False).returncode == 0
    another = f"{kept.sequence}:{'0' * 64}"
    assert subprocess.run([*asked, another], check=False).returncode == 1


def test_each_organisation_has_its_own_line_and_the_silent_none(two: Two) -> None:
    tell(two.ours.pk, 1)
    before = {one.name for one in journal_heads()}
    tell(two.theirs.pk, 1)
    assert two.ours.name in before
    assert {one.name for one in journal_heads()} >= before | {two.theirs.name}
