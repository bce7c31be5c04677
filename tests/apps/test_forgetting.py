"""What is no longer needed goes on its day and not before, and nobody is told twice because of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.beginning.models import Guide
from samspil.apps.organisations.models import Account
from samspil.kit.mail.models import Letter
from samspil.kit.mail.types import LetterState, NewLetter
from samspil.kit.mail.writing import write
from samspil.kit.once.doing import Request, once
from samspil.kit.once.models import Key
from samspil.processes.forget import Forgotten, forget
from samspil.processes.work import periodics

pytestmark = pytest.mark.django_db


def test_a_key_is_known_for_seven_days(world: World) -> None:
    owner = world.organisation(HVIDOVRE).pk
    with world.scope(HVIDOVRE):
        once(Request(owner, "token x", "k-1", {}), lambda: {"id": 1}, NOW)
    assert forget(NOW + timedelta(days=7)).keys == 0
    assert forget(NOW + timedelta(days=7, seconds=1)).keys == 1
    with world.scope(HVIDOVRE):
        assert not Key.objects.exists()


def a_letter(world: World, state: LetterState) -> Letter:
    account = Account.objects.create_user(f"{state.value}@hvidovre.example")
    new = NewLetter(account.pk, "table", "matter-1", "Nyt låsesystem", "Anna", "/matters/1/", False, NOW)
    owner = world.organisation(HVIDOVRE).pk
    with world.scope(HVIDOVRE):
        write(owner, [new], NOW)
        Letter.objects.filter(account=account).update(state=state.value, send_at=NOW)
        return Letter.objects.get(account=account)


@pytest.mark.parametrize("state", [LetterState.SENT, LetterState.REFUSED, LetterState.UNCERTAIN])
def test_what_a_letter_said_is_emptied_after_ninety_days(world: World, state: LetterState) -> None:
    letter = a_letter(world, state)
    assert forget(NOW + timedelta(days=90)) == Forgotten(0, 0)
    assert forget(NOW + timedelta(days=90, seconds=1)) == Forgotten(0, 1)
    assert forget(NOW + timedelta(days=91)) == Forgotten(0, 0)
    with world.scope(HVIDOVRE):
        letter.refresh_from_db()
        assert (letter.title, letter.text, letter.path) == ("", "", "")
        assert letter.account_id is not None
        again = NewLetter(letter.account_id, "table", "matter-1", "Nyt låsesystem", "x", "/", False, NOW)
        write(letter.organisation_id, [again], NOW)
        assert Letter.objects.filter(account=letter.account).count() == 1


def test_a_letter_that_waits_is_kept(world: World) -> None:
    a_letter(world, LetterState.WAITING)
    assert forget(NOW + timedelta(days=400)).letters == 0


def test_a_guide_that_nobody_finished_forgets_the_names_in_it(world: World) -> None:
    Guide.objects.create(pk=1, link_made_at=NOW, link_until=NOW, chosen={"person": "Anna"})
    forget(NOW + timedelta(days=90))
    assert Guide.objects.get().chosen == {"person": "Anna"}
    forget(NOW + timedelta(days=91))
    assert Guide.objects.get().chosen == {}


def test_it_is_done_each_night() -> None:
    assert "forget_old" in {one.name for one in periodics(NOW)}
