"""The picture of a model has colours of its own; on a page each is one of the theme's, light or dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "src" / "samspil"
CSS = (ROOT / "kit/web/assets/css/diagram.css").read_text(encoding="utf-8")
DRAWN = ROOT / "core/governance/diagram"


def colours(folder: Path) -> set[str]:
    return {
        colour
        for file in folder.glob("*.py")
        for colour in re.findall(r'"(#[0-9a-f]{6})"', file.read_text(encoding="utf-8"))
    }


def test_each_colour_that_is_drawn_with_has_its_rule_and_no_rule_is_left_over() -> None:
    assert len(colours(DRAWN)) > 5
    assert colours(DRAWN) == set(re.findall(r"\[(?:fill|stroke)=\"(#[0-9a-f]{6})\"\]", CSS))


@pytest.mark.parametrize("attribute", ["fill", "stroke"])
def test_a_rule_sets_what_it_looks_for_to_a_colour_of_the_theme(attribute: str) -> None:
    rules = re.findall(rf"\[{attribute}=\"#[0-9a-f]{{6}}\"\] {{ (.*) }}", CSS)
    assert rules
    assert [one for one in rules if not re.fullmatch(rf"{attribute}: var\(--ds-color-[a-z-]+\);", one)] == []
