"""The board's meeting with three plans, and its secretary at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.apps.world import World

from samspil.apps.governance.models import AgendaItem, Meeting

HELD = datetime.fromisoformat("2026-03-12T08:00+00:00")  # the board meets at nine, Danish winter time
CODES = ("0155", "0161", "0165", "0167", "0169", "0175", "0183", "0187", "0269")
ALL = [f"director_{code}" for code in CODES]


def text(response: Any) -> str:
    return response.content.decode()  # type: ignore[no-any-return]


@dataclass
class Board:
    """The board's meeting with three plans, and its secretary at the keyboard."""

    world: World
    browser: Client
    meeting: Meeting
    items: list[AgendaItem]

    def page(self, name: str, *args: Any) -> str:
        return reverse(f"governance:{name}", args=[self.meeting.public_id, *args])

    def post(self, name: str, *args: Any, **typed: Any) -> HttpResponse:
        return self.browser.post(self.page(name, *args), typed)  # type: ignore[return-value]

    def decide(self, item: AgendaItem, do: str = "confirm", **typed: Any) -> HttpResponse:
        said = {"step": "board", "outcome": "adopt", "do": do, "key": f"{item.pk}{do}", **typed}
        return self.post("item", item.pk, **said)

    def order(self) -> list[str]:
        with self.world.scope(""):
            items = self.meeting.items.order_by("position").select_related("matter")
            return [one.matter.title for one in items]

    def state(self, item: AgendaItem) -> str:
        with self.world.scope(""):
            return AgendaItem.objects.values_list("state", flat=True).get(pk=item.pk)

    def now(self) -> Meeting:
        with self.world.scope(""):
            return Meeting.objects.get(pk=self.meeting.pk)
