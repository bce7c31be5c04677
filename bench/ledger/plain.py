"""A ledger as simple as can be: every posting in a list per account and day, everything added up from there.

It shares no line with what it is held against. Amounts are plain numbers, days are numbered.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LIMIT = 10**18


@dataclass
class Plain:
    """``floor`` is whether an account may not go below nought; ``currency`` what it is kept in."""

    currency: dict[int, str]
    floor: dict[int, bool]
    moved: dict[int, dict[int, int]] = field(default_factory=dict)
    posted: dict[str, tuple[int, tuple[tuple[int, int], ...]]] = field(default_factory=dict)
    taken_back: set[str] = field(default_factory=set)
    takes_back: set[str] = field(default_factory=set)
    closed: int = -1

    def allows(self, key: str, day: int, lines: tuple[tuple[int, int], ...]) -> bool:
        """Whether this may be posted, by what the rules say and not how the program says it."""
        if key in self.posted:
            return self.posted[key] == (day, lines)
        if len(lines) < 2 or day <= self.closed or any(minor == 0 for _, minor in lines):
            return False
        if any(sum(m for a, m in lines if self.currency[a] == one) for one in set(self.currency.values())):
            return False
        return all(self._stays_above(one, day, lines) for one in {account for account, _ in lines})

    def _stays_above(self, account: int, day: int, lines: tuple[tuple[int, int], ...]) -> bool:
        change = sum(minor for one, minor in lines if one == account)
        if not self.floor[account] or change >= 0:
            return True
        days = self.moved.get(account, {})
        if change + sum(minor for on, minor in days.items() if on <= day) < 0:
            return False
        stands = sum(minor for on, minor in days.items() if on <= day) + change
        for on in sorted(on for on in days if on > day):
            stands += days[on]
            if stands < 0:
                return False
        return True

    def post(self, key: str, day: int, lines: tuple[tuple[int, int], ...]) -> None:
        """Keep it; under a key that is there already, nothing changes."""
        if key in self.posted:
            return
        self.posted[key] = (day, lines)
        for account, minor in lines:
            days = self.moved.setdefault(account, {})
            days[day] = days.get(day, 0) + minor

    def balance(self, account: int, day: int) -> int:
        """All that was moved until a day."""
        return sum(minor for on, minor in self.moved.get(account, {}).items() if on <= day)

    def of_vouchers(self, account: int, day: int) -> int:
        """The same, from the vouchers themselves."""
        return sum(
            minor for on, lines in self.posted.values() if on <= day for one, minor in lines if one == account
        )
