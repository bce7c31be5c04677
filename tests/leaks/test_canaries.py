"""Whoever is of one organisation sees no word of another, whatever they ask, and changes nothing there."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from tests.apps.governance.at_time import brought, set_clock
from tests.apps.governance.forum_world import next_meeting, plan
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SINCE, TODAY, World
from tests.leaks.canaries import OWNED, all_of, canary, heard, ids_of, lay, sings, texts_of
from tests.leaks.routes import Route, bodies, routes
from tests.leaks.walking import Walker

from samspil.apps.governance.models import Matter
from samspil.apps.governance.selectors import access, one_matter
from samspil.apps.governance.selectors.adoptions import kinds_on
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter
from samspil.core.governance.language.routes import AttributeType
from samspil.core.units import Money
from samspil.kit.api.tokens import NewToken, make_token
from samspil.kit.api.types import Right
from samspil.kit.journal.exporting import write_chain
from samspil.kit.mail.sending import send_due
from samspil.kit.sharing.door import share
from samspil.kit.tenancy.rows import ScopedManager
from samspil.processes.tell_people import remind_people, tell_people

pytestmark = pytest.mark.django_db

# Who may most in each place is asked for more than the others.
STRONG = frozenset({"head_of_digitalisation", "coordinator"})


@dataclass
class Cage:
    """Three organisations, each with its canaries, and one joint proposal that Rødovre may read."""

    world: World
    shared: Matter
    routes: list[Route]
    bodies: dict[str, str]

    def walker(self, code: str, role: str, others: tuple[str, ...]) -> Walker:
        """Somebody of one organisation who listens for the others."""
        world = self.world
        foreign: dict[str, list[str]] = {"uuid": [], "int": [], "slug": []}
        for other in others:
            with world.scope(other):
                for sort, values in ids_of(world.organisation(other)).items():
                    foreign[sort].extend(values)
        with world.scope(code):
            own = ids_of(world.organisation(code))
            new = NewToken("s", world.people[code, role], (Right.READ, Right.WRITE), SINCE)
            secret = make_token(world.organisation(code).pk, new, new.person, NOW)[1]
        foreign["int"] = [one for one in foreign["int"] if one not in own["int"]]
        granted = code == RODOVRE
        browser = world.log_in(Client(raise_request_exception=False), code, role)
        return Walker(
            name=f"{code or 'association'} {role}",
            browser=browser,
            own=own,
            foreign=foreign,
            listens_for=others,
            may_hear=frozenset({canary("", self.shared)} if granted else ()),
            may_open=frozenset({str(self.shared.public_id)} if granted else ()),
            token=secret,
        )

    def stranger(self, others: tuple[str, ...]) -> Walker:
        """Somebody who is not logged in."""
        found = self.walker(RODOVRE, "employee", others)
        found.name, found.browser, found.token = "nobody", Client(raise_request_exception=False), "samspil_x"
        found.may_hear = found.may_open = frozenset()
        return found

    def rows(self, code: str) -> dict[str, Any]:
        with self.world.scope(code):
            return all_of(self.world.organisation(code))


@pytest.fixture
def cage(world: World, monkeypatch: pytest.MonkeyPatch) -> Cage:
    set_clock(monkeypatch, NOW)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    brought(world)
    _brought_in(world, RODOVRE, "employee")
    for code, role in ((HVIDOVRE, "employee"), (RODOVRE, "employee"), ("", "coordinator")):
        world.log_in(Client(), code, role)
    with world.scope(""):
        shared = plan(world)
        next_meeting(world)
        to = [world.organisation(RODOVRE).pk]
        share(world.association.pk, to, ("matter", shared.public_id), "joint", BY, on=SINCE)
    for code in (HVIDOVRE, RODOVRE, ""):
        with world.scope(code):
            lay(world, code)
    openapi = Client().get("/api/openapi.json").json()
    return Cage(world, shared, routes(), bodies(openapi))


def _brought_in(world: World, code: str, role: str) -> Matter:
    with world.scope(code):
        kinds = kinds_on(world.organisation(code).pk, TODAY)
        found = next(one for one in kinds if role in one.kind.brought_by)
        said = {key: _answer(found.model.spec.attributes[key]) for key in found.kind.attributes}
        return bring(
            NewMatter(found.key, "Egen sag", said, unit="u1", unit_name="En afdeling"),
            acting=world.acting(code, role),
            at=NOW,
        )


def _answer(attribute: Any) -> Any:
    match attribute.type:
        case AttributeType.MONEY:
            return Money.of(80_000)
        case AttributeType.YES_NO:
            return False
        case AttributeType.NUMBER:
            return 1
    return next(iter(attribute.choices))


def test_every_sort_of_row_with_words_has_a_canary(cage: Cage) -> None:
    with cage.world.scope(HVIDOVRE):
        owner = cage.world.organisation(HVIDOVRE)
        silent = {
            sort._meta.label
            for sort in OWNED
            if any(sings(field) for field in sort._meta.concrete_fields)
            if not heard(repr(list(sort.objects.filter(organisation=owner).values_list())), HVIDOVRE)
        }
    assert silent == set()


@pytest.mark.slow
@pytest.mark.parametrize("code", [RODOVRE, ""])
def test_nobody_hears_or_changes_anything_of_another_organisation(
    cage: Cage, code: str, tmp_path: Path
) -> None:
    others = (HVIDOVRE, "") if code else (HVIDOVRE,)
    before = {other: cage.rows(other) for other in others}
    roles = sorted({role for place, role in cage.world.people if place == code and "/" not in role})
    strong = [one for one in roles if one in STRONG]
    asked, leaks = 0, list[str]()
    for number, role in enumerate([*strong, *(one for one in roles if one not in strong)]):
        walker = cage.walker(code, role, others)
        is_strong = role in strong
        # Whoever may less is asked for every third route, each for others.
        asked_for = cage.routes if is_strong else cage.routes[number % 3 :: 3]
        walker.own_pages(asked_for)
        walker.foreign_rows(asked_for, cage.bodies, 2 if is_strong else 1)
        walker.fuzzed_forms(3 if is_strong else 1)
        asked, leaks = asked + walker.asked, leaks + walker.leaks
    if code:
        walker = cage.stranger(others)
        walker.own_pages(cage.routes)
        walker.foreign_rows(cage.routes, cage.bodies, 1)
        asked, leaks = asked + walker.asked, leaks + walker.leaks
    assert asked > 1000
    assert leaks == []
    assert {other: cage.rows(other) for other in others} == before
    assert _what_goes_out(cage, code, others, tmp_path) == []


def _what_goes_out(cage: Cage, code: str, others: tuple[str, ...], folder: Path) -> list[str]:
    """Letters, calls, copies in rows of one's own, and the journal as a file."""
    tell_people(timezone.now())
    remind_people(timezone.now())
    allowed = {canary("", cage.shared)} if code == RODOVRE else set()
    found = []
    with cage.world.scope(code):
        owner = cage.world.organisation(code)
        write_chain(owner.pk, folder / "journal.zip")
        for label, text in texts_of(owner):
            found += [f"{label}: {one}" for other in others for one in heard(text, other) - allowed]
        send_due("w", timezone.now)
        for letter in mail.outbox:
            text = f"{letter.subject} {letter.body} {letter.message()}"
            found += [f"mail: {one}" for other in others for one in heard(text, other) - allowed]
    text = (folder / "journal.zip").read_bytes().decode("latin-1")
    return found + [f"journal: {one}" for other in others for one in heard(text, other)]


# --- what the canaries are worth


def test_a_matter_without_its_walls_is_heard(cage: Cage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its two walls, the scope and the owner in the question, a matter is seen; one of them holds."""

    def whosever(owner: int, public_id: UUID, *, locked: bool = False) -> Matter | None:
        return Matter.objects.filter(public_id=public_id).first()

    monkeypatch.setattr(access, "matter_of", whosever)
    walker = cage.walker(RODOVRE, "head_of_digitalisation", (HVIDOVRE,))
    only = [one for one in cage.routes if one.text == "matters/<uuid:matter_id>/"]
    with cage.world.scope(HVIDOVRE):
        walker.foreign["uuid"] = [str(Matter.objects.order_by("pk")[0].public_id)]
    walker.foreign_rows(only, {}, 1)
    assert walker.leaks == []
    monkeypatch.setattr(ScopedManager, "get_queryset", lambda self: QuerySet(self.model))
    monkeypatch.setattr(one_matter, "_check", lambda organisation_id: None)
    walker.foreign_rows(only, {}, 1)
    assert any("kanarie0167qmatterq" in one for one in walker.leaks)
