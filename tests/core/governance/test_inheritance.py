"""What a model inherits, what it changes, and that its digest is of all of it."""

from copy import deepcopy

import pytest
from tests.core.governance.small_world import WORLD, load_from, reader, with_file

from samspil.core.errors import Place, ProblemsError
from samspil.core.governance.inheritance import gather

PARENT = b"""key: parent
version: "1.0"
part: true
roles:
  head: {name: h, stands_in: deputy}
  deputy: {name: d}
closed: [1, 2, 3]
"""


def family(child: bytes, parent: bytes = PARENT) -> dict[str, dict[str, bytes]]:
    return {"parent": {"model.yaml": parent}, "child": {"model.yaml": b"extends: parent\n" + child}}


def test_mappings_are_merged_and_anything_else_replaced() -> None:
    files = family(b"roles:\n  head: {name: chief}\n  clerk: {name: c}\nclosed: [9]\n")
    document = gather("child", reader(files))
    assert document.value["roles"] == {
        "head": {"name": "chief", "stands_in": "deputy"},
        "deputy": {"name": "d"},
        "clerk": {"name": "c"},
    }
    assert document.value["closed"] == [9]


def test_an_empty_value_takes_the_parent_s_away() -> None:
    document = gather("child", reader(family(b"roles:\n  head: {stands_in: null}\n  deputy: null\n")))
    assert document.value["roles"] == {"head": {"name": "h"}}


def test_what_is_a_model_s_own_is_not_inherited() -> None:
    document = gather("child", reader(family(b"key: child\n")))
    assert document.value["key"] == "child"
    assert not {"part", "version"} & set(document.value)
    assert document.value["extends"] == "parent"


def test_each_value_has_the_line_of_who_wrote_it() -> None:
    document = gather("child", reader(family(b"roles:\n  head: {name: chief}\nclosed:\n  - 9\n")))
    assert document.place(("roles", "head", "name")) == Place("child/model.yaml", 3, 10)
    assert document.place(("roles", "head", "stands_in")) == Place("parent/model.yaml", 5, 19)
    assert document.place(("closed", 0)) == Place("child/model.yaml", 5, 5)
    assert document.place(("closed",)).file == "child/model.yaml"


def test_parameters_are_read_from_their_own_file() -> None:
    files = {"one": {"model.yaml": b"key: one", "parameters.yaml": b"days:\n  unit: count\n"}}
    document = gather("one", reader(files))
    assert document.value["parameters"] == {"days": {"unit": "count"}}
    assert document.place(("parameters", "days", "unit")) == Place("one/parameters.yaml", 2, 3)


def test_what_the_reader_of_files_refuses_is_passed_on_for_the_model_itself() -> None:
    with pytest.raises(ProblemsError) as refused:
        gather("nowhere", reader({}))
    assert refused.value.problems[0].code == "unknown_model"


def test_another_fault_of_the_reader_is_told_as_it_is() -> None:
    def read_nothing(key: str) -> dict[str, bytes]:
        raise ProblemsError.of("file_too_large", Place(f"{key}/model.yaml", 1), limit_bytes=1)

    with pytest.raises(ProblemsError) as refused:
        gather("one", read_nothing)
    assert refused.value.problems[0].code == "file_too_large"


def digest(*changes: tuple[str, str]) -> str:
    files = dict(WORLD)
    for name, old_new in changes:
        old, new = old_new.split(" → ")
        folder, file = name.split("/")
        text = files[folder][file].decode()
        assert old in text
        files[folder] = {**files[folder], file: text.replace(old, new, 1).encode()}
    return load_from(files, "town").digest


def test_comments_and_layout_do_not_change_the_digest() -> None:
    assert digest(("town/model.yaml", "# The smallest → # A small")) == digest()
    assert (
        digest(("town/model.yaml", "    level: tactical\n →     level:   tactical # so it is\n")) == digest()
    )


def test_order_changes_the_digest_since_the_first_mandate_and_outcome_come_first() -> None:
    moved = "language: 1\nkey: town\n → key: town\nlanguage: 1\n"
    assert digest(("town/model.yaml", moved)) != digest()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("town/model.yaml", "number: 2 → number: 3"),
        ("town/model.yaml", "en: The board → en: A board"),
        ("town/parameters.yaml", "value: 2000, source: assumed → value: 2001, source: assumed"),
        ("town/parameters.yaml", "value: 2000, source: assumed → value: 2000, source: F2.11"),
        ("words/model.yaml", "closed: [christmas_eve] → closed: []"),
        ("words/parameters.yaml", "value: 5 → value: 6"),
    ],
)
def test_any_value_changes_the_digest_wherever_it_is_inherited_from(name: str, change: str) -> None:
    assert digest((name, change)) != digest()


def test_a_broken_parameter_file_is_told_by_its_own_name() -> None:
    with pytest.raises(ProblemsError) as refused:
        load_from(with_file("words/parameters.yaml", b"a: 1\na: 2\n"), "town")
    assert refused.value.problems[0].place == Place("words/parameters.yaml", 2, 1)


def test_what_is_done_to_one_reading_never_reaches_the_next() -> None:
    files = {"one": {"model.yaml": b"key: one\nclosed: [[1]]", "parameters.yaml": b"days: {unit: count}\n"}}
    for names in (("model.yaml",), ("model.yaml", "parameters.yaml")):
        some = reader({"one": {name: files["one"][name] for name in names}})
        first = gather("one", some)
        untouched = deepcopy(first)
        first.value["closed"][0].append(2)
        first.value.setdefault("parameters", {})["days"] = None
        first.places.clear()
        assert gather("one", some) == untouched


def test_a_file_is_read_anew_when_a_word_or_its_name_is_another() -> None:
    first = gather("one", reader({"one": {"model.yaml": b"key: one"}}))
    other = gather("one", reader({"one": {"model.yaml": b"key: two"}}))
    named = gather("two", reader({"two": {"model.yaml": b"key: one"}}))
    assert (first.value["key"], other.value["key"], named.value["key"]) == ("one", "two", "one")
    assert (first.place(("key",)).file, named.place(("key",)).file) == ("one/model.yaml", "two/model.yaml")


def test_what_is_merged_stands_where_the_child_writes_it() -> None:
    town = load_from(WORLD, "town")
    assert town.place() == Place("town/model.yaml", 1)
    assert town.place("parameters") == Place("town/parameters.yaml", 1)
    assert town.place("roles", "head").file == "words/model.yaml"


def test_a_row_of_models_that_is_too_long_is_told_with_how_long_it_may_be() -> None:
    files = {f"m{at}": {"model.yaml": f"extends: m{at + 1}".encode()} for at in range(9)}
    with pytest.raises(ProblemsError) as refused:
        load_from(files, "m0")
    (problem,) = refused.value.problems
    assert (problem.code, problem.args) == ("extends_too_deep", {"limit": 8})
    assert problem.place == Place("m7/model.yaml", 1)
