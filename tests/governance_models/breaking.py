"""Cases broken on purpose: one file of one case for each expectation that can be written otherwise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

KEYED = ("due", "parameters")
"""Expectations that are compared one key at a time; every other is compared whole."""

TRIED_WITH = ("of", "times", "rate", "every_months", "form", "amount", "balance", "promised")
"""What a pool's rule is given to reckon with."""

DAY = re.compile(r"\d{4}-\d\d-\d\d")
CODE = re.compile(r"\d{4}")
NEVER = {"obligations": "{rule: never}", "participants": '"9999"', "waits_for": '"9999"'}


@dataclass(frozen=True)
class OneCase:
    """A file with one case of those that stand together."""

    key: str
    text: str
    node: MappingNode

    @property
    def bytes(self) -> bytes:
        return self.text.encode()


@dataclass(frozen=True)
class Broken:
    """The file with one expectation changed, and the lines where the change may be reported."""

    what: str
    data: bytes
    lines: frozenset[int]


def cases_of(data: bytes) -> Iterator[OneCase]:
    text = data.decode()
    lines = text.splitlines(keepends=True)
    cases = get(compose(text), "cases")
    assert isinstance(cases, MappingNode)
    first = cases.value[0][0].start_mark.line
    ends = [key.start_mark.line for key, _ in cases.value[1:]] + [len(lines)]
    for (key, _), end in zip(cases.value, ends, strict=True):
        kept = "".join([*lines[:first], *lines[key.start_mark.line : end]])
        node = get(get(compose(kept), "cases"), key.value)
        assert isinstance(node, MappingNode)
        yield OneCase(key.value, kept, node)


def broken(case: OneCase) -> Iterator[Broken]:
    """A case broken in every way: another day, end, mandate or step, one more or fewer, a refusal turned."""
    is_refused = has(get_or_none(case.node, "expect"), "refused")
    for part in ("expect", "then"):
        section = get_or_none(case.node, part)
        if isinstance(section, MappingNode):
            yield from _broken_section(case, part, section)
    plays = get_or_none(case.node, "play")
    if isinstance(plays, SequenceNode) and not is_refused:
        for number, play in enumerate(plays.value):
            yield from _broken_play(case, f"play {number}", play)


def _broken_section(case: OneCase, part: str, section: MappingNode) -> Iterator[Broken]:
    for key, value in section.value:
        name = f"{part}.{key.value}"
        if key.value == "pools" and isinstance(value, MappingNode):
            yield from _broken_pools(case, name, value)
        elif key.value in KEYED and isinstance(value, MappingNode):
            for inner, leaf in value.value:
                yield from _changes(case, f"{name}.{inner.value}", leaf, _line(inner))
        else:
            yield from _changes(case, name, value, _line(key))
            if key.value == "refused":
                yield _change(case, f"{name} taken away", value, "null", _line(key))


def _broken_pools(case: OneCase, name: str, pools: MappingNode) -> Iterator[Broken]:
    """Everything that is expected of a pool; not what its rule is tried with."""
    for pool, rule in pools.value:
        for inner, leaf in rule.value:
            what, line = f"{name}.{pool.value}.{inner.value}", _line(inner)
            many = leaf.value if isinstance(leaf, SequenceNode) else [leaf]
            tried = [one for one in many if isinstance(one, MappingNode)]
            if not tried:
                yield from _changes(case, what, leaf, line)
            for one in tried:
                for key, value in one.value:
                    if key.value not in TRIED_WITH:
                        yield from _changes(case, f"{what}.{key.value}", value, line)


def _broken_play(case: OneCase, name: str, play: MappingNode) -> Iterator[Broken]:
    if not has(play, "refused"):
        begin = play.start_mark.index + (1 if play.flow_style else 0)
        between = ", " if play.flow_style else "\n" + " " * play.start_mark.column
        text = case.text[:begin] + "refused: never" + between + case.text[begin:]
        yield Broken(f"{name} refused", text.encode(), frozenset({_line(play)}))
        return
    refused = next(key for key, _ in play.value if key.value == "refused")
    for value in ("never", "null"):
        yield _change(
            case, f"{name} refused {value}", get(play, "refused"), value, _line(play), _line(refused)
        )


def _changes(case: OneCase, what: str, node: Node, line: int) -> Iterator[Broken]:
    if isinstance(node, ScalarNode):
        yield _change(case, what, node, otherwise(node), line)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _changes(case, f"{what}.{key.value}", value, line)
    elif isinstance(node, SequenceNode):
        never = NEVER.get(what.rsplit(".", 1)[-1], "never")
        yield _change(case, f"{what} with one more", node, _listed([*_items(case, node), never]), line)
        if node.value:
            yield _change(case, f"{what} without the last", node, _listed(_items(case, node)[:-1]), line)
        for number, item in enumerate(node.value):
            yield from _changes(case, f"{what}.{number}", item, line)


def otherwise(node: ScalarNode) -> str:
    """Another value of the same form, as it is written."""
    said, quoted = node.value, node.style in ("'", '"')
    if DAY.fullmatch(said):
        return (date.fromisoformat(said) + timedelta(days=1)).isoformat()
    if said in ("true", "false"):
        return "false" if said == "true" else "true"
    if quoted and CODE.fullmatch(said):
        return f'"{(int(said) + 1) % 10_000:04}"'
    if said.isdigit():
        return f'"{int(said) + 1}"' if quoted else str(int(said) + 1)
    if re.fullmatch(r"[\d./]+", said):
        return f'"{said}1"'
    return f"{said}_otherwise"


def _items(case: OneCase, node: SequenceNode) -> list[str]:
    return [case.text[item.start_mark.index : item.end_mark.index].strip() for item in node.value]


def _listed(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def _change(case: OneCase, what: str, node: Node, value: str, *lines: int) -> Broken:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, SequenceNode) and not node.flow_style:
        end = start + len(case.text[start:end].rstrip())
    text = case.text[:start] + value + case.text[end:]
    return Broken(what, text.encode(), frozenset(lines))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def compose(text: str) -> Node:
    root = YAML(typ="safe", pure=True).compose(text)
    assert isinstance(root, Node)
    return root


def has(node: Node | None, key: str) -> bool:
    return get_or_none(node, key) is not None


def get(node: Node, key: str) -> Node:
    found = get_or_none(node, key)
    assert found is not None, key
    return found


def get_or_none(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)
