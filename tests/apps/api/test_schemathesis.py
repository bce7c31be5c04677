"""Requests made from the API's own description: each answer is one that it promises."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.core.parameters import ParameterLocation
from tests.apps.api.conftest import token_for
from tests.apps.world import HVIDOVRE, World

EXAMPLES = 25


@pytest.fixture
def description(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Generator[Any]:
    monkeypatch.setattr("samspil.kit.api.bearing.A_MINUTE", 10**9)
    monkeypatch.setattr("samspil.kit.api.bearing.WRONG_A_MINUTE", 10**9)
    secret = token_for(world, HVIDOVRE, "employee")
    # A real request lets go of the connection; here all of them are in the test's own transaction.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    yield schema, {"Authorization": f"Bearer {secret}"}
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore")
def test_every_operation_answers_as_it_promises(description: Any) -> None:
    schema, headers = description
    findings = []
    for operation in schema.get_all_operations():
        findings += _findings(operation.ok(), headers)
    assert not findings, "\n\n".join(findings)


def _findings(operation: Any, headers: dict[str, str]) -> list[str]:
    found: list[str] = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        def check(case: Any) -> None:
            if not _nothing_wrong_is_sent(case):
                case.call_and_validate(headers=headers)

        bounded = hypothesis_settings(
            max_examples=EXAMPLES,
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


def _nothing_wrong_is_sent(case: Any) -> bool:
    """What was made wrong is lost on the way: the bearer is ours, and an empty list is not written."""
    wrong = {place for place, one in case.meta.components.items() if one.mode is GenerationMode.NEGATIVE}
    if not wrong or wrong - {ParameterLocation.HEADER, ParameterLocation.QUERY}:
        return False
    is_query = ParameterLocation.QUERY in wrong
    return not is_query or any(_says_nothing(one) for one in (case.query or {}).values())


def _says_nothing(value: Any) -> bool:
    if isinstance(value, dict | list):
        return all(_says_nothing(one) for one in (value.values() if isinstance(value, dict) else value))
    return value is None
