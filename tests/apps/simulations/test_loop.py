"""The worker plays compiled, kept beside the rest of its files; without the compiler, as it is written."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from samspil.apps.simulations.services.playing import loop
from samspil.core.simulation.loop import running

COMPILED = "samspil.core.simulation.compiled"


def test_it_is_compiled_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in: Any = SimpleNamespace(compiled_loop=lambda folder: ("compiled", folder))
    monkeypatch.setitem(sys.modules, COMPILED, stand_in)
    assert loop() == ("compiled", str(settings.HOME / "compiled"))


def test_where_there_is_no_compiler_it_is_played_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, COMPILED, None)
    assert loop() is running
