"""What was written in the fields of a cost key, as the rule that `core.finance.cost_keys` reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from samspil.apps.funding.forms.cost_sharing import MIX, mixed

ALL: Final = Decimal(100)
Said = Mapping[str, Any]


def rule_of(said: Said, rows: Sequence[int], codes: Sequence[str]) -> dict[str, Any]:
    """The rule that was chosen, of the rows and members that something is written for."""
    made: Mapping[str, Callable[[], dict[str, Any]]] = {
        "mix": lambda: mixed({name: said.get(name) or 0 for name in MIX}),
        "tariff": lambda: _tariff(said),
        "degressive": lambda: {"by": "degressive", "steps": list(_steps(said, rows))},
        "bands": lambda: {"by": "bands", "steps": list(_steps(said, rows))},
        "flat": lambda: {"by": "flat", "price": plain(said["flat_price"])},
        "expected_users": lambda: {"by": "expected_users", "years": said["years"] or 5},
        "agreed": lambda: {"by": "agreed", "shares": _shares(said, codes)},
        "parts": lambda: {"by": "split", "parts": list(_parts(said, rows, codes))},
    }
    chosen = str(said["rule"])
    return made[chosen]() if chosen in made else {"by": chosen}


def written_rows(said: Said, name: str, rows: Sequence[int]) -> list[int]:
    """The rows where something is written under a name."""
    return [row for row in rows if said.get(f"{name}_{row}") is not None]


def plain(number: Decimal) -> str:
    """A number as a key is kept: without exponents and noughts at the end.

    >>> plain(Decimal("100.00")), plain(Decimal("12.50"))
    ('100', '12.5')
    """
    return f"{number.normalize():f}"


def _tariff(said: Said) -> dict[str, Any]:
    prices = {"member": said["a_member"], "inhabitant": said["an_inhabitant"], "use": said["a_use"]}
    return {"by": "tariff"} | {name: plain(one) for name, one in prices.items() if one}


def _steps(said: Said, rows: Sequence[int]) -> Iterator[dict[str, Any]]:
    for row in written_rows(said, "rate", rows):
        end = {"up_to": said[f"to_{row}"]} if said[f"to_{row}"] is not None else {}
        yield {**end, "rate": plain(said[f"rate_{row}"])}


def _shares(said: Said, codes: Sequence[str]) -> dict[str, str]:
    total = Fraction(said["agreed_total"] or ALL)
    shares = {code: said[f"agreed_{code}"] for code in codes}
    return {code: str(Fraction(share) / total) for code, share in shares.items() if share is not None}


def _parts(said: Said, rows: Sequence[int], codes: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each fixed part; the steps and the agreed shares that a part goes by are those of the form."""
    for row in written_rows(said, "part", rows):
        share = str(Fraction(said[f"part_{row}"]) / Fraction(ALL))
        by = said[f"by_{row}"] or "equal"
        yield {
            "share": share,
            "members": said[f"of_{row}"],
            "rule": rule_of({**said, "rule": by}, rows, codes),
        }
