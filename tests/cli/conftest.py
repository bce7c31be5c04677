"""One way to ask: through ``main``, as a person would, from the repository's root."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from samspil.cli import days, main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Answer:
    """What came of a question."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        assert self.out.isascii()
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(days, "today", lambda: date(2026, 11, 23))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def ask_main(*words: str, columns: int | None = None) -> Answer:
        if columns:
            monkeypatch.setenv("COLUMNS", str(columns))
        code = main(words)
        told = capsys.readouterr()
        return Answer(code, told.out, told.err)

    return ask_main
