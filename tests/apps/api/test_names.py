"""The description names each shape once: of two with one name it would tell the last alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from ninja import Schema

from samspil import urls


def test_what_has_one_name_in_the_description_is_one_thing() -> None:
    assert urls.api is not None  # with it all operations are read, and all shapes with them
    named: dict[str, set[str]] = defaultdict(set)
    for shape in shapes(Schema):
        told = shape.model_json_schema()
        for name, one in {**told.pop("$defs", {}), shape.__name__: told}.items():
            named[name].add(json.dumps(one, sort_keys=True))
    assert len(named) > 50
    assert [name for name, alike in named.items() if len(alike) > 1] == []


def shapes(above: type[Schema]) -> Iterator[type[Schema]]:
    for one in above.__subclasses__():
        if one.__module__.startswith("samspil."):
            yield one
        yield from shapes(one)
