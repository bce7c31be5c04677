"""Two who change plans at the same moment: each counts with what the other left, and no circle is closed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import close_old_connections, connection
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Milestone
from samspil.apps.portfolio.selectors.reached import ahead_of, reached_from
from samspil.apps.portfolio.services import plans, slips

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SERVICES = "samspil.apps.portfolio.services"
MAY = date(2026, 5, 1)
LONG_ENOUGH = 1.5  # in which the other would have ended, if nobody held it back


def on(days: int) -> date:
    return MAY + timedelta(days=days)


class Meanwhile:
    """What somebody else does between the question and the writing of the first; in a thread of its own."""

    def __init__(self, world: World, do: Callable[[], object]) -> None:
        self.world, self.do, self.refused = world, do, ""
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            with self.world.scope(HVIDOVRE):
                self.do()
        except RefusedError as error:
            self.refused = error.problem.code
        finally:
            connection.close()

    def once(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        """A question after whose answer the other begins, and is given time."""

        def asked(*args: Any) -> Any:
            found = ask(*args)
            if not self.thread.ident:
                self.thread.start()
                self.thread.join(LONG_ENOUGH)
            return found

        return asked


@pytest.fixture
def three(world: World) -> list[Milestone]:
    """Two milestones, and one that waits for both."""
    with world.scope(HVIDOVRE):
        acting, initiative = keeper(world, HVIDOVRE), local(world, HVIDOVRE)
        rows = [
            plans.add_milestone(initiative, plans.NewMilestone(f"Nr. {day}", on(day)), acting=acting, at=NOW)
            for day in (0, 1, 5)
        ]
        for row in rows[:2]:
            plans.let_wait(rows[2], row.public_id, 0, acting=acting, at=NOW)
    return rows


def test_two_slips_at_once_both_count(
    world: World, three: list[Milestone], monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = keeper(world, HVIDOVRE)

    def slip(row: Milestone, days: int) -> None:
        found = Milestone.objects.select_related("initiative").get(pk=row.pk)
        slips.move(found, on(days), reason="Leverandør", acting=acting, at=NOW)

    other = Meanwhile(world, lambda: slip(three[1], 30))
    monkeypatch.setattr(f"{SERVICES}.settling.ahead_of", other.once(ahead_of))
    with world.scope(HVIDOVRE):
        slip(three[0], 20)
        other.thread.join()
        assert Milestone.objects.get(pk=three[2].pk).expected_on == on(30)
    close_old_connections()


def test_two_that_wait_for_each_other_at_once_close_no_circle(
    world: World, three: list[Milestone], monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = keeper(world, HVIDOVRE)

    def wait(later: Milestone, first: Milestone) -> None:
        found = Milestone.objects.select_related("initiative").get(pk=later.pk)
        plans.let_wait(found, first.public_id, 0, acting=acting, at=NOW)

    other = Meanwhile(world, lambda: wait(three[1], three[0]))
    monkeypatch.setattr(f"{SERVICES}.plans.reached_from", other.once(reached_from))
    with world.scope(HVIDOVRE):
        wait(three[0], three[1])
        other.thread.join()
    assert other.refused == "would_wait_in_a_circle"
    close_old_connections()
