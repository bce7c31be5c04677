"""Results of surveys for other systems: what is hidden on the page is hidden here."""

from __future__ import annotations

from typing import Any

from tests.apps.api.conftest import Machine, token_for
from tests.apps.surveys.survey_world import HEAD, closed, opened, says
from tests.apps.world import HVIDOVRE, RODOVRE, World

GOOD, POOR = says("fully"), says("not_at_all")


def told(world: World, path: str, code: str = HVIDOVRE, role: str = HEAD, status: int = 200) -> Any:
    answer = Machine(token_for(world, code, role)).get(path)
    assert answer.status_code == status, answer.content
    return answer.json()


def cells(question: Any) -> dict[str, tuple[int, int] | None]:
    return {
        one["area"]: None if one["is_hidden"] else (one["answers"], one["good"])
        for one in question["cells"]
        if not one["function"]
    }


def test_with_the_few_another_is_hidden_as_on_the_page(world: World) -> None:
    """Three answered in Skoler; from all and the others one could subtract, so Omsorg is hidden too."""
    answers = {"Skoler": [GOOD, POOR, GOOD], "Omsorg": [GOOD, POOR] * 4, "Teknik": [GOOD, POOR] * 10}
    with world.scope(HVIDOVRE):
        row = closed(world, answers)
        open_ = opened(world, {"Skoler": 9})
    questions = {one["key"]: one for one in told(world, f"/surveys/{row.public_id}/results")["items"]}
    assert cells(questions["help"]) == {"": (31, 16), "Teknik": (20, 10), "Skoler": None, "Omsorg": None}
    hidden = [one for one in questions["help"]["cells"] if one["is_hidden"]]
    keys = ("answers", "good", "share", "low", "high")
    assert {one[key] for one in hidden for key in keys} == {None}
    shown = next(one for one in questions["help"]["cells"] if one["area"] == "Teknik" and not one["function"])
    assert shown["low"] < shown["share"] == 0.5 < shown["high"]
    assert [one["id"] for one in told(world, "/surveys")["items"]] == [str(row.public_id)]
    told(world, f"/surveys/{open_.public_id}/results", status=404)
    told(world, f"/surveys/{row.public_id}/results", code=RODOVRE, status=404)
    told(world, f"/surveys/{row.public_id}/results", role="employee", status=404)
