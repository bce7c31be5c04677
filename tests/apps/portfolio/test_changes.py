"""A change is proposed and weighed here, and decided by the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services import moving
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import ChangeRequest, Initiative
from samspil.apps.portfolio.selectors.access import access_change
from samspil.apps.portfolio.selectors.registers import changes_of
from samspil.apps.portfolio.services.changes import (
    Sending,
    keep_results,
    propose_change,
    send_change,
    weigh_change,
)
from samspil.apps.portfolio.services.initiatives import name
from samspil.apps.portfolio.types import InitiativeRole
from samspil.core.errors import Problem
from samspil.core.governance.entries import Withdraw
from samspil.core.units import Money
from samspil.kit.journal.models import Entry
from samspil.processes.follow_changes import follow_all_changes


def leader(world: World, mine: Initiative) -> Acting:
    """A director who leads the initiative, and may send changes."""
    director = world.acting(HVIDOVRE, "director")
    name(
        mine, InitiativeRole.MANAGER, "projektleder", person=director.person,
        acting=keeper(world, HVIDOVRE), at=NOW,
    )  # fmt: skip
    return director


def proposed(world: World, mine: Initiative) -> ChangeRequest:
    return propose_change(
        mine, "Udvid med aftenvagter", "Personalet beder om det", acting=keeper(world, HVIDOVRE), at=NOW
    )


def test_a_change_is_weighed_before_it_is_sent(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = leader(world, mine)
        change = proposed(world, mine)
        with pytest.raises(RefusedError, match="change_is_not_weighed"):
            send_change(change, sending(), acting=acting, at=NOW)
        with pytest.raises(RefusedError, match="change_is_not_weighed"):
            weigh_change(change, " ", acting=acting, at=NOW)
        weigh_change(change, "To måneder længere", acting=acting, at=NOW)
        send_change(change, sending(), acting=acting, at=NOW)
        matter = Matter.objects.get(subject=mine.public_id)
        assert (matter.subject, matter.title) == (mine.public_id, "Udvid med aftenvagter")
        assert "To måneder længere" in matter.description
        refused: list[Callable[[], object]] = [
            lambda: send_change(change, sending(), acting=acting, at=NOW),
            lambda: weigh_change(change, "Andet", acting=acting, at=NOW),
        ]
        for again in refused:
            with pytest.raises(RefusedError, match="change_is_sent"):
                again()


def sending(amount: int = 50_000) -> Sending:
    """As a change, which the head of digitalisation decides up to a limit."""
    return Sending("initiative_change", {"amount": Money.of(amount)})


def test_a_change_is_sent_as_a_change_and_as_nothing_else(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = leader(world, mine)
        change = weigh_change(proposed(world, mine), "Dyrere", acting=acting, at=NOW)
        for other in ("purchase_request", "portfolio_draft"):
            with pytest.raises(RefusedError) as refused:
                send_change(change, Sending(other), acting=acting, at=NOW)
            assert refused.value.problem == Problem("kind_of_another_nature", {"kind": other})
        assert not Matter.objects.exists()


def test_what_the_model_refuses_leaves_the_change_unsent(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = leader(world, mine)
        change = weigh_change(proposed(world, mine), "Dyrere", acting=acting, at=NOW)
        with pytest.raises(RefusedError):
            send_change(change, Sending("initiative_change"), acting=acting, at=NOW)
        with pytest.raises(NotFoundError):
            send_change(change, Sending("no_such_kind"), acting=acting, at=NOW)
        change.refresh_from_db()
        assert change.matter is None
        assert not Matter.objects.exists()


def test_the_result_is_the_matters_and_is_kept_once(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = leader(world, mine)
        change = weigh_change(proposed(world, mine), "Dyrere", acting=acting, at=NOW)
        change = send_change(change, sending(), acting=acting, at=NOW)
        assert keep_results(mine, at=NOW) == 0
        assert [one.result for one in changes_of(mine)] == [""]
        later = NOW + timedelta(hours=1)
        matter = Matter.objects.get(subject=mine.public_id)
        moving.move(matter, Withdraw(acting.actor, "Ikke alligevel", later), acting=acting)
        assert [one.result for one in changes_of(mine)] == ["withdrawn"]
        assert (keep_results(mine, at=later), keep_results(mine, at=later)) == (1, 0)
        change.refresh_from_db()
        assert (change.result, change.decided_at) == ("withdrawn", later)


def test_a_round_of_the_worker_keeps_what_was_decided(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = leader(world, mine)
        change = weigh_change(proposed(world, mine), "Dyrere", acting=acting, at=NOW)
        send_change(change, sending(), acting=acting, at=NOW)
    assert follow_all_changes(NOW) == 0
    with world.scope(HVIDOVRE):
        matter = Matter.objects.get(subject=mine.public_id)
        moving.move(matter, Withdraw(acting.actor, "Nej", NOW), acting=acting)
    assert (follow_all_changes(NOW), follow_all_changes(NOW)) == (1, 0)
    with world.scope(HVIDOVRE):
        change.refresh_from_db()
        assert change.result == "withdrawn"


def test_only_who_leads_proposes_weighs_and_sends(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        change = weigh_change(proposed(world, mine), "Dyrere", acting=keeper(world, HVIDOVRE), at=NOW)
        employee = world.acting(HVIDOVRE, "employee")
        tried: list[Callable[[], object]] = [
            lambda: propose_change(mine, "a", "b", acting=employee, at=NOW),
            lambda: weigh_change(change, "Billigere", acting=employee, at=NOW),
            lambda: send_change(change, sending(), acting=employee, at=NOW),
        ]
        for do in tried:
            with pytest.raises(RefusedError, match="not_yours_to_lead"):
                do()
    with world.scope(RODOVRE), pytest.raises(NotFoundError):
        access_change(keeper(world, RODOVRE), change.public_id)


@pytest.mark.parametrize(("title", "why"), [(" ", "b"), ("a", " ")])
def test_a_change_says_what_and_why(world: World, title: str, why: str) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE), pytest.raises(RefusedError, match="change_says_what_and_why"):
        propose_change(mine, title, why, acting=keeper(world, HVIDOVRE), at=NOW)


def test_the_journal_keeps_no_words(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        weigh_change(proposed(world, mine), "Dyrere", acting=keeper(world, HVIDOVRE), at=NOW)
        told = "".join(one.facts for one in Entry.objects.filter(action__startswith="portfolio.change"))
        assert "aftenvagter" not in told
        assert "Personalet" not in told
        assert "Dyrere" not in told
