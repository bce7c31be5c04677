"""A joint proposal by other systems: each municipality answers by its own matter, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any
from uuid import uuid4

import pytest
from tests.apps.api.conftest import Machine
from tests.apps.governance.test_joint import HEAD, Journey
from tests.apps.world import HVIDOVRE, RODOVRE, SOLROD, World

from samspil.apps.governance.models import Consent

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]


@pytest.fixture
def journey(world: World, monkeypatch: pytest.MonkeyPatch) -> Generator[Journey]:
    """A proposal that all nine members are asked about."""
    before = dict(world.people)
    found = Journey(world, monkeypatch)
    found.to_the_members()
    yield found
    world.people.clear()  # the rows of those made ready are taken back with the test
    world.people.update(before)


def answers(system: Machine, journey: Journey) -> dict[str, Any]:
    """The municipality's own matter is brought; what it needs stands in its model."""
    joint = journey.matter.public_id
    kind = system.get(f"/joint/{joint}").json()["answered_by_kind"]
    asked = {one["key"]: one["attributes"] for one in system.get("/kinds").json()["items"]}
    assert set(asked[kind]) == {"amount", "new_appropriation"}
    told = {"amount": {"amount": "100000.00"}, "new_appropriation": False}
    answer = system.post(f"/joint/{joint}/answer", {"attributes": told}, idempotency_key="answer")
    assert answer.status_code == 201, answer.content
    own: dict[str, Any] = answer.json()
    return own


def said(journey: Journey, code: str) -> str:
    with journey.world.scope(""):
        return str(Consent.objects.filter(code=code).order_by("-round")[0].answer)


def test_a_proposal_stands_in_the_lists_of_the_association_and_of_those_asked(
    machine: Make, journey: Journey
) -> None:
    for code, role in (("", "coordinator"), (HVIDOVRE, HEAD), (SOLROD, HEAD)):
        (line,) = machine(code, role).get("/joint").json()["items"]
        assert (line["id"], line["answer"]) == (str(journey.matter.public_id), "")
    told = machine(RODOVRE, HEAD).get(f"/joint/{journey.matter.public_id}").json()
    assert len(told["members"]) == 9


def test_a_municipality_consents_by_deciding_its_own_matter(machine: Make, journey: Journey) -> None:
    system = machine(HVIDOVRE, HEAD)
    own = answers(system, journey)
    assert said(journey, HVIDOVRE) == ""  # the matter is brought; nothing is decided
    assert [one["key"] for one in own["outcomes"]]
    step = own["step"]
    journey.later(minutes=10)
    decided = system.post(f"/matters/{own['id']}/choose", {"outcome": "consent", "step": step})
    assert decided.status_code == 200, decided.content
    assert said(journey, HVIDOVRE) == "consents"
    (line,) = system.get("/joint").json()["items"]
    assert line["answer"] == "consents"


def test_a_municipality_asks_for_more_time(machine: Make, journey: Journey) -> None:
    answer = machine(SOLROD, HEAD).post(f"/joint/{journey.matter.public_id}/defer", {})
    assert answer.status_code == 200, answer.content
    assert said(journey, SOLROD) == "defers"


def test_the_association_answers_for_nobody(machine: Make, journey: Journey) -> None:
    system = machine("", "coordinator")
    for path in ("answer", "defer"):
        assert system.post(f"/joint/{journey.matter.public_id}/{path}", {}).status_code == 404


def test_who_may_not_bring_the_answer_may_not_ask_for_more_time(machine: Make, journey: Journey) -> None:
    answer = machine(HVIDOVRE, "employee").post(f"/joint/{journey.matter.public_id}/defer", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_yours_to_answer")
    assert said(journey, HVIDOVRE) == ""


def test_a_proposal_that_is_not_shared_is_not_there(machine: Make, world: World) -> None:
    assert machine(HVIDOVRE, HEAD).get(f"/joint/{uuid4()}").status_code == 404
