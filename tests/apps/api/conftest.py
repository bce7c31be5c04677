"""A machine with a token."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.world import BY, SINCE, World

from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account
from samspil.kit.api.tokens import NewToken, make_token
from samspil.kit.api.types import Right

BOTH = (Right.READ, Right.WRITE)
PASSWORD = "a long password for tests"


class Machine:
    """Asks with a token."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client()

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api{path}", headers=self._headers(headers))

    def post(self, path: str, body: object, **headers: str) -> Any:
        return self.client.post(
            f"/api{path}", json.dumps(body), "application/json", headers=self._headers(headers)
        )

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        told = {name.replace("_", "-"): value for name, value in more.items()}
        return {"authorization": f"Bearer {self.secret}", "accept-language": "da", **told}


def token_for(world: World, code: str, role: str, rights: tuple[Right, ...] = BOTH) -> str:
    """A secret with which one acts as somebody by role."""
    with world.scope(code):
        person = world.people[code, role]
        new = NewToken("a system", person, rights, SINCE)
        return make_token(world.organisation(code).pk, new, person, timezone.now())[1]


@pytest.fixture
def machine(world: World) -> Callable[..., Machine]:
    def made(code: str, role: str, rights: tuple[Right, ...] = BOTH) -> Machine:
        return Machine(token_for(world, code, role, rights))

    return made


@pytest.fixture
def account_of(world: World) -> Callable[[str, str], Account]:
    def made(code: str, role: str) -> Account:
        account = Account.objects.create_user(f"{role}@{code or 'association'}.example", PASSWORD)
        with world.scope(code):
            services.let_act(account, world.organisation(code), world.people[code, role], SINCE, BY)
        return account

    return made
