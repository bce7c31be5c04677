"""Requests made from the API's own description: each answer is one that it promises, whoever asks.

Somebody in a specialist area asks much, about what is not there; others little, about what is theirs: whoever
brought a matter, the head who decides in it, and the coordinator of the association.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from tests.apps.api.conftest import token_for
from tests.apps.governance import forum_world
from tests.apps.governance.at_time import brought
from tests.apps.world import HVIDOVRE, World

# PostgreSQL refuses more than SQLite does: more is tried there.
MANY, FEW = (25 if connection.vendor == "postgresql" else 10), 3
KEY = "Idempotency-Key"
THEIRS = frozenset({"/api/matters/{matter_id}", "/api/joint/{matter_id}"})


@dataclass(frozen=True)
class Asking:
    """Who asks, how much, and what stands in the place of the ids that are made up."""

    code: str
    role: str
    examples: int
    headers: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)


WHO = [
    Asking(HVIDOVRE, "employee", MANY),
    Asking(HVIDOVRE, "employee", FEW),
    Asking(HVIDOVRE, "head_of_digitalisation", FEW),
    Asking("", "coordinator", FEW),
]
NAMES = ["somebody", "the requester", "the head", "the coordinator"]


@pytest.fixture(params=WHO, ids=NAMES)
def asking(request: pytest.FixtureRequest, world: World) -> Asking:
    """One of them, with a token and, where little is asked, a matter that is theirs to see."""
    who: Asking = request.param
    headers = {"Authorization": f"Bearer {token_for(world, who.code, who.role)}"}
    about = {}
    if who.examples == FEW:
        with world.scope(who.code):
            matter = brought(world) if who.code else forum_world.plan(world)
        about = {"matter_id": str(matter.public_id)}
    return replace(who, headers=headers, about=about)


@pytest.fixture
def schema(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Generator[Any]:
    monkeypatch.setattr("samspil.kit.api.bearing.A_MINUTE", 10**9)
    monkeypatch.setattr("samspil.kit.api.bearing.WRONG_A_MINUTE", 10**9)
    # A real request lets go of the connection; here all of them are in the test's own transaction.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore")
def test_every_operation_answers_as_it_promises(asking: Asking, schema: Any) -> None:
    findings, answered = [], dict[str, set[int]]()
    for operation in schema.get_all_operations():
        findings += _findings(operation.ok(), asking, answered)
    assert not findings, "\n\n".join(findings)
    if asking.about:
        seen = {label for label, codes in answered.items() if 200 in codes}
        assert seen & THEIRS, "what is theirs was never found, so nothing was asked of it"


def _findings(operation: Any, asking: Asking, answered: dict[str, set[int]]) -> list[str]:
    found: list[str] = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        def check(case: Any) -> None:
            if not _made_wrong(case):
                case.path_parameters.update(_theirs(case, asking))
                if KEY in (case.headers or ()):
                    case.headers[KEY] = str(uuid4())  # each is a request of its own
            if not _nothing_wrong_is_sent(case):
                answer = case.call_and_validate(headers=asking.headers)
                answered.setdefault(operation.path, set()).add(answer.status_code)

        bounded = hypothesis_settings(
            max_examples=asking.examples,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        try:
            bounded(given(case=operation.as_strategy(generation_mode=mode))(check))()
        except (Exception, BaseExceptionGroup) as error:
            told = [str(one)[:900] for one in getattr(error, "exceptions", [error])]
            found.append(f"{operation.label} {mode.name}: {told} {error}"[:3000])
    return found


def _theirs(case: Any, asking: Asking) -> dict[str, str]:
    """Of what an address asks for, what there is of theirs."""
    return {name: one for name, one in asking.about.items() if name in case.path_parameters}


def _made_wrong(case: Any) -> set[ParameterLocation]:
    return {place for place, one in case.meta.components.items() if one.mode is GenerationMode.NEGATIVE}


def _nothing_wrong_is_sent(case: Any) -> bool:
    """What was made wrong is lost on the way: the bearer is ours, and an empty list is not written."""
    wrong = _made_wrong(case)
    if not wrong or wrong - {ParameterLocation.HEADER, ParameterLocation.QUERY}:
        return False
    is_query = ParameterLocation.QUERY in wrong
    return not is_query or any(_says_nothing(one) for one in (case.query or {}).values())


def _says_nothing(value: Any) -> bool:
    if isinstance(value, dict | list):
        return all(_says_nothing(one) for one in (value.values() if isinstance(value, dict) else value))
    return value is None
