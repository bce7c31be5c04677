"""The pages of the ledger: our money, an account, a voucher, its reversal, and closing a period."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.apps.funding.ground import account, moves
from tests.apps.funding.pool_world import alone
from tests.apps.portfolio.ground import programme
from tests.apps.world import HVIDOVRE, World

from samspil.apps.funding.models import Books, Voucher
from samspil.apps.funding.types import PostedVoucher
from samspil.core.finance.ledger import Kind, Reference
from samspil.kit.ids import new_id

ENGLISH: dict[str, Any] = {"HTTP_ACCEPT_LANGUAGE": "en"}
TODAY = timezone.localdate()


@pytest.fixture
def keeper(world: World, client: Client) -> Client:
    return world.log_in(client, HVIDOVRE, "head_of_digitalisation")


@pytest.fixture
def paid(world: World) -> PostedVoucher:
    """Hvidovre has a share of something of the association, and a pool of its own with DKK 1,000."""
    share = account(world, Kind.SHARES, "Andel for Hvidovre", member=HVIDOVRE)
    source = account(world, Kind.EXTERNAL_FUNDS, "Drift")
    moves(world, source, share, 500, on=TODAY, went_to=Reference("initiative", UUID(int=3)))
    levy, pool = (account(world, one, code=HVIDOVRE) for one in (Kind.LEVY, Kind.POOL))
    return moves(world, levy, pool, 1000, on=TODAY, code=HVIDOVRE)


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url, **ENGLISH)
    assert answer.status_code == status
    return answer.content.decode()


def test_our_money_is_added_up_here_and_with_the_association(keeper: Client, paid: PostedVoucher) -> None:
    page = text(keeper, "/money/")
    assert "Our money" in page
    assert "DKK 500" in page  # owed
    assert "DKK 1,000" in page  # paid in
    assert "Den Storkøbenhavnske" in page
    assert "An initiative that is not shared with us" in page


def test_where_nothing_was_posted_the_page_says_what_will_come(world: World, client: Client) -> None:
    page = text(world.log_in(client, HVIDOVRE, "employee"), "/money/?year=1066")
    assert "Nothing has been posted yet" in page
    assert str(TODAY.year) in page


def test_another_year_is_another_statement(keeper: Client, paid: PostedVoucher, world: World) -> None:
    with world.scope(HVIDOVRE):
        pool = Voucher.objects.get().postings.get(place=1).account.public_id
    this, before = f"/money/accounts/{pool}/", f"/money/accounts/{pool}/?year={TODAY.year - 1}"
    assert "Flyttet" in text(keeper, this)
    assert "Flyttet" not in text(keeper, before)


def test_a_statement_pages_on_and_is_a_file(
    keeper: Client, paid: PostedVoucher, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    levy, pool = (account(world, one, code=HVIDOVRE) for one in (Kind.LEVY, Kind.POOL))
    for number in (1, 2):
        moves(world, levy, pool, number, on=TODAY, code=HVIDOVRE, key=f"more {number}")
    here = f"/money/accounts/{pool}/"
    monkeypatch.setattr("samspil.apps.funding.views.account.LINES", 2)
    first = text(keeper, here)
    assert first.count("Flyttet") == 2
    (following,) = re.findall(r'href="(\?year=[^"]+after=[^"]+)"', first)
    then = text(keeper, here + html.unescape(following))
    assert then.count("Flyttet") == 1
    assert "Before these lines" in then
    assert "DKK 1,001" in then
    assert text(keeper, f"{here}?after=nonsense.x").count("Flyttet") == 2
    written = keeper.get(f"{here}csv/", **ENGLISH).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[-2:] for line in written[-4:]] == [
        ["100000", "100000"],
        ["100", "100100"],
        ["200", "100300"],
        ["", "100300"],
    ]
    assert keeper.get(f"{here}xlsx/").content.startswith(b"PK")
    assert keeper.get(f"{here}pdf/").status_code == 404


def test_a_member_reads_the_account_that_is_about_it(
    keeper: Client, paid: PostedVoucher, world: World
) -> None:
    share = account(world, Kind.SHARES, "Andel for Hvidovre", member=HVIDOVRE)
    page = text(keeper, f"/money/accounts/{share}/")
    assert "kept by Den Storkøbenhavnske" in page
    assert "/money/vouchers/" not in page


def test_a_voucher_is_reversed_on_its_page_once(
    keeper: Client, paid: PostedVoucher, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)
    here = f"/money/vouchers/{paid.id}/"
    assert f"{here}reverse/" in text(keeper, here)
    told = {"reason": "Sendt to gange", "once": str(new_id())}
    assert keeper.post(f"{here}reverse/", told, **ENGLISH).status_code == 302
    page = text(keeper, here)
    assert "It has been reversed by" in page
    assert f"{here}reverse/" not in page
    with world.scope(HVIDOVRE):
        assert Voucher.objects.get(reverses__public_id=paid.id).text == "Sendt to gange"
    again = keeper.post(f"{here}reverse/", {"reason": "Igen", "once": str(new_id())}, **ENGLISH)
    assert again.status_code == 422


def test_a_period_is_closed_on_its_page_when_it_is_over(
    keeper: Client, paid: PostedVoucher, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(monkeypatch)
    wrong = keeper.post("/money/close/", {"until": str(TODAY), "once": str(new_id())}, **ENGLISH)
    assert wrong.status_code == 422
    assert "is not over yet" in wrong.content.decode()
    yesterday = TODAY - timedelta(1)
    right = keeper.post("/money/close/", {"until": str(yesterday), "once": str(new_id())}, **ENGLISH)
    assert right.status_code == 302
    assert "Closed up to and including" in text(keeper, "/money/")
    with world.scope(HVIDOVRE):
        assert Books.objects.get().closed_until == yesterday


def test_what_did_not_agree_at_night_is_said(keeper: Client, paid: PostedVoucher, world: World) -> None:
    with world.scope(HVIDOVRE):
        Books.objects.update(compared_at=timezone.now(), differences=2)
    assert "2 things did not agree" in text(keeper, "/money/")


def test_who_keeps_no_money_is_told_so(world: World, client: Client, paid: PostedVoucher) -> None:
    employee = world.log_in(client, HVIDOVRE, "employee")
    text(employee, "/money/close/", 403)
    text(employee, f"/money/vouchers/{paid.id}/reverse/", 403)
    assert "reverse/" not in text(employee, f"/money/vouchers/{paid.id}/")


def test_an_initiative_is_named_where_it_is_ours_or_shared_with_us(world: World, keeper: Client) -> None:
    joint = programme(world, HVIDOVRE)
    pool, grants = (account(world, one, code=HVIDOVRE) for one in (Kind.LEVY, Kind.GRANTS))
    went_to = Reference("initiative", joint.public_id)
    moves(world, pool, grants, 5, on=TODAY, code=HVIDOVRE, went_to=went_to)
    page = text(keeper, "/money/")
    assert joint.title in page
    assert f"/portfolio/common/{joint.public_id}/" in page
