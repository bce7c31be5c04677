"""`samspil demo` says what it did, also where there was nothing for it to do."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Ask

from samspil.cli.running import demonstrating, ground


@pytest.mark.parametrize(("is_loaded", "says"), [(False, True), (True, False)])
def test_where_nothing_is_loaded_it_says_so_and_what_to_do(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, *, is_loaded: bool, says: bool
) -> None:
    for name in ("make_ready", "migrate"):
        monkeypatch.setattr(ground, name, lambda: None)
    monkeypatch.setattr(demonstrating, "load_where_empty", lambda _desk: is_loaded)
    answer = ask("demo", "--lang", "en")
    assert answer.code == 0
    assert ("samspil demo --reset" in answer.out) is says
