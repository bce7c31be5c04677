"""Each line that says where it comes from is counted once, under the kind of its source."""

import re

import pytest
from tests.core.governance.small_world import WORLD, line_of, load_from

from samspil.core.governance.sources import SourceKind, count_sources, source_kind

STATED = re.compile(r"source: (\"law: |assumed)")


def stated(file: str) -> list[tuple[str, int, str]]:
    """Every place in a file that states a source, with how the source begins."""
    folder, name = file.split("/")
    lines = WORLD[folder][name].decode().split("\n")
    return [(file, number, said) for number, line in enumerate(lines, 1) for said in STATED.findall(line)]


def test_every_stated_source_is_found_in_the_order_of_the_files_with_what_is_inherited() -> None:
    found = count_sources(load_from(WORLD, "town"))
    files = ("town/model.yaml", "town/parameters.yaml", "words/model.yaml", "words/parameters.yaml")
    every = [one for file in files for one in stated(file)]
    of_itself = line_of(WORLD, "words/model.yaml source: assumed")  # which nobody inherits
    every.remove((of_itself.file, of_itself.line, "assumed"))
    assumed = [(file, line) for file, line, said in every if said == "assumed"]
    assert [(place.file, place.line) for place in found[SourceKind.ASSUMED]] == assumed
    law = [(place.file, place.line) for place in found[SourceKind.LAW]]
    assert law == [(file, line) for file, line, said in every if said != "assumed"]
    assert len(law) == 2


def test_what_stands_in_a_list_is_counted_as_well() -> None:
    lines = {
        (place.file, place.line) for place in count_sources(load_from(WORLD, "league"))[SourceKind.ASSUMED]
    }
    members = {
        ("league/model.yaml", number)
        for number, line in enumerate(WORLD["league"]["model.yaml"].decode().split("\n"), 1)
        if "- {municipality:" in line
    }
    assert members
    assert members <= lines


def test_a_kind_that_no_line_states_has_no_lines() -> None:
    found = count_sources(load_from(WORLD, "town"))
    assert [*found] == [*SourceKind]
    assert found[SourceKind.DATA] == found[SourceKind.DECISION] == found[SourceKind.FACT] == ()


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("assumed", SourceKind.ASSUMED),
        ("law: kommunestyrelsesloven § 40: 1", SourceKind.LAW),
        ("decision: the council, 2026-01-01", SourceKind.DECISION),
        ("data: a register", SourceKind.DATA),
        ("F2.6, F2.16", SourceKind.FACT),
        ("lawful: nothing", SourceKind.FACT),
    ],
)
def test_what_stands_before_the_colon_is_the_kind_and_anything_else_a_fact(
    source: str, kind: SourceKind
) -> None:
    assert source_kind(source) is kind
