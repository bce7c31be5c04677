"""Pages that are made, and examples that are shown, are what the code says today."""

from __future__ import annotations

import doctest
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
EXAMPLES = [page for page in PAGES if ">>> " in page.read_text()]


def _build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_as_make_docs_writes_them() -> None:
    written = _build().pages()
    stale = [name for name, text in written.items() if _committed(name) != text]
    assert not stale, f"run `make docs`: {', '.join(stale)}"
    assert {path.name for path in (ROOT / "docs" / "models").iterdir()} == {
        Path(name).name for name in written if name.startswith("models/")
    }


def _committed(name: str) -> str:
    path = ROOT / "docs" / name
    return path.read_text() if path.exists() else ""


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: page.name)
def test_the_examples_on_a_page_run(page: Path) -> None:
    failures, tried = doctest.testfile(str(page), module_relative=False)
    assert tried > 0
    assert failures == 0


def test_there_are_examples_to_run() -> None:
    assert "governance-engine.md" in {page.name for page in EXAMPLES}


@pytest.mark.parametrize("page", [*PAGES, *ROOT.glob("*.md")], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_inside_the_repository_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text())
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing
