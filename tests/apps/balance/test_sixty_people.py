"""Sixty people of nine members hold one dialogue, each in a browser of their own; nothing is lost."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.benefits.pdf_words import pages
from tests.apps.world import ASSOCIATION, World

from samspil import library
from samspil.apps.balance.models import Invited, Round
from samspil.apps.balance.selectors.outcome import outcome_of
from samspil.kit.mail.models import Letter

MEMBERS = {
    "ballerup": 7, "gladsaxe": 7, "glostrup": 7, "hvidovre": 7, "herlev": 7, "roedovre": 7,
    "lejre": 6, "solroed": 6, "taarnby": 6,
}  # fmt: skip
PEOPLE = 60
Choices = dict[str, str]
Told = Counter[tuple[str, str, str]]  # member, question, step


class Form(HTMLParser):
    """What a browser finds on the page that somebody answers on: where it goes, what can be chosen."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.token, self.choices = "", dict[str, list[str]]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "input" and said.get("name") == "csrfmiddlewaretoken":
            self.token = said["value"]
        if tag == "input" and said.get("type") == "radio" and said["value"]:
            self.choices.setdefault(said["name"], []).append(said["value"])


class Browser:
    """One person's: it knows no page but those it has been sent to, and posts what their forms hold."""

    def __init__(self, client: Client | None = None) -> None:
        self._client = client or Client(enforce_csrf_checks=True)
        self._client.handler.enforce_csrf_checks = True

    def opens(self, path: str) -> str:
        answer = self._client.get(path)
        assert answer.status_code == 200, path
        return str(answer.content.decode())

    def sends(self, at: str, said: Choices, to: str = "") -> str:
        """The form of a page, with its token, and where that led; a refusal ends the test."""
        form = Form(self.opens(at))
        answer = self._client.post(to or at, {**said, "csrfmiddlewaretoken": form.token})
        assert answer.status_code == 302, answer.content.decode()[:3000]
        return str(answer["Location"])


def own_dialogue() -> str:
    """The dialogue that ships, asked of members instead of functions."""
    document = library.dialogue_file("balances").decode()
    groups = "".join(f"  {key}: {{da: {key}, en: {key}, nb: {key}}}\n" for key in MEMBERS)
    return re.sub(r"(?m)^groups:\n(?:  .*\n)+", f"groups:\n{groups}", document)


def prepares(leader: Browser) -> str:
    leader.sends("/balance/dialogues/balances/", {"document": own_dialogue()})
    by = timezone.localdate() + timedelta(days=20)
    said = {"title": "Ni kommuner", "dialogue": "balances", "answer_by": f"{by}"}
    path = leader.sends("/balance/new/", {**said, "shows": "together", "language": "da"})
    people = {
        key: "\n".join(f"{key}{number}@eksempel.dk" for number in range(many))
        for key, many in MEMBERS.items()
    }
    leader.sends(path, people, to=f"{path}invite/")
    leader.sends(path, {}, to=f"{path}open/")
    return path


def links(world: World) -> dict[str, str]:
    """What came by letter, by address."""
    with world.scope(ASSOCIATION):
        found = dict(Letter.objects.filter(kind="balance").values_list("address", "path"))
    assert len(found) == PEOPLE
    return found


def answers(chance: random.Random, path: str, address: str, *, again: bool) -> Mapping[str, str]:
    """Somebody reads, chooses, and sends; some leave a question open, some change their mind."""
    browser = Browser()
    choices = Form(browser.opens(path)).choices
    said: Choices = {}
    for _ in range(1 + again):
        said = {name: chance.choice(steps) for name, steps in choices.items() if chance.random() < 0.9}
        first = next(iter(said))
        said[first.replace("step_", "text_")] = f"Skrevet af {address.partition('@')[0]}"
        browser.sends(path, said)
    return {name.removeprefix("step_"): step for name, step in said.items() if name.startswith("step_")}


def counted(world: World) -> tuple[Told, Told]:
    """What the closed round tells, by members shown alone; and by whoever is shown together."""
    with world.scope(ASSOCIATION):
        outcome = outcome_of(Round.objects.get())
    told: Told = Counter()
    for asked in outcome.asked:
        for part in asked.parts:
            for step, count in part.counts.items():
                told["+".join(sorted(part.groups)), asked.wording.key, step] += count
    return told, Counter({(where, key, ""): 1 for where, key, _ in told})


@pytest.mark.slow
@pytest.mark.django_db
def test_sixty_people_of_nine_members_answer_and_each_answer_counts_once(world: World) -> None:
    leader, chance = Browser(world.log_in(Client(), ASSOCIATION, "coordinator")), random.Random(2026)
    path = prepares(leader)
    said: Told = Counter()
    for number, (address, link) in enumerate(sorted(links(world).items())):
        given = answers(chance, link, address, again=number % 10 == 0)
        member = re.split(r"\d", address)[0]
        said.update((member, question, step) for question, step in given.items())
    assert "Skrevet af" not in leader.opens(path), "nobody reads before it is closed"
    leader.sends(path, {}, to=f"{path}close/")
    told, shown = counted(world)
    expected: Told = Counter()
    for where, question, _ in shown:
        for member in where.split("+"):
            for (one, asked, step), count in said.items():
                if (one, asked) == (member, question):
                    expected[where, question, step] += count
    assert +told == expected
    assert sum(told.values()) > 0.85 * PEOPLE * 13, "of thirteen questions a tenth is left open"
    assert leader.opens(path).count("Skrevet af") == PEOPLE
    with world.scope(ASSOCIATION):
        assert not Invited.objects.exclude(address="").exists()
    record = world.log_in(Client(), ASSOCIATION, "coordinator").get(f"{path}record/")
    assert "Ni kommuner" in " ".join(pages(record.content))
