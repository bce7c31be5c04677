"""Random histories by seed: the ledger and a model in plain Python say the same, whatever is asked of them.

`python -m bench.ledger.in_memory --postings 10000000` asks it of ten million; here it is a few thousand.
"""

from __future__ import annotations

from datetime import date

import pytest
from bench.ledger.in_memory import run

from samspil.core.finance.ledger import Book, Standing, Voucher, book, refusals

POSTINGS = 4_000


@pytest.mark.parametrize("seed", [1, 2])
def test_a_random_history_breaks_nothing(seed: int) -> None:
    found = run(seed, POSTINGS)
    assert found.differences == ()
    assert found.postings >= POSTINGS
    assert min(found.refused, found.reversals, found.again, found.checked) > 0


def test_without_a_look_at_later_days_the_same_history_shows_an_overdraft(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: only the voucher's own day is looked at."""

    def shortsighted(self: book._Days, day: date) -> Standing:
        now = self.closing(day)
        return Standing(self.account, now, now)

    monkeypatch.setattr(book._Days, "standing", shortsighted)
    assert run(1, POSTINGS).differences


def test_without_the_rules_the_same_history_shows_what_they_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a rule is left out."""

    def lax(voucher: Voucher, standings: dict, closed_until: date | None) -> list:
        return [one for one in refusals(voucher, standings, None) if one.code != "period_is_closed"]

    monkeypatch.setattr(book, "refusals", lax)
    assert any("Deed" in one for one in run(1, 20_000).differences)


def test_without_keys_the_same_history_shows_what_is_posted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what comes again is posted again."""
    kept = Book.post

    def forgetful(self: Book, voucher: Voucher) -> Voucher:
        self._vouchers.pop(voucher.key, None)
        return kept(self, voucher)

    monkeypatch.setattr(Book, "post", forgetful)
    assert run(1, POSTINGS).differences
