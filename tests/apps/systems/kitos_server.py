"""A KITOS of our own behind a real socket: pages of what it has, for the token, and faults where asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.core.systems.kitos_interface import SAID
from tests.kit.asking.server import Answer

TOKEN: Final = "eyJ-hemmelig.noegle"
US: Final = {"uuid": "018d0000-0000-7000-8000-0000000000aa", "name": "Hvidovre Kommune", "cvr": "55606617"}
OTHERS: Final = {"uuid": "018d0000-0000-7000-8000-0000000000bb", "name": "Rødovre Kommune", "cvr": "65307316"}
Fault = Callable[[str, int], Answer | None]


class Kitos:
    """What KITOS has of one municipality. ``fault`` may answer otherwise, by sort and page."""

    def __init__(self, told: dict[str, list[dict[str, Any]]], fault: Fault | None = None) -> None:
        self.told, self.fault = told, fault
        self.members: list[dict[str, str]] = [US]
        self.times: dict[tuple[str, int], int] = {}

    def __call__(self, address: str, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(address)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert set(asked) <= set(SAID["paths"][parts.path]["asked_by"]), "KITOS does not know this question"
        if headers.get("Authorization") != f"Bearer {TOKEN}":
            return Answer(b"", 401)
        kind, page = parts.path.rpartition("/")[2], int(asked["page"])
        self.times[kind, page] = self.times.get((kind, page), 0) + 1
        if self.fault is not None and (said := self.fault(kind, page)) is not None:
            return said
        if kind == "organizations":
            return self._page(list(self.members), asked)
        whose = asked.get("organizationUuid") or asked.get("usedInOrganizationUuid")
        return self._page(self.told[kind] if whose == US["uuid"] else [], asked)

    @staticmethod
    def _page(items: list[Any], asked: dict[str, str]) -> Answer:
        first, size = int(asked["page"]) * int(asked["pageSize"]), int(asked["pageSize"])
        return Answer(json.dumps(items[first : first + size]).encode())
