"""Many new rows in a file: what they share is said once, and some go together.

To hand over thirty values beside each of a hundred thousand rows costs more than to keep the rows. Whose rows
they are is for the caller to check.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from django.db.backends.utils import CursorWrapper

# A statement is a while without Python's lock, which a thread that makes rows meanwhile gives back only now
# and then: many small ones would mostly wait for it.
TOGETHER: Final = 100


def insert_rows(
    cursor: CursorWrapper,
    into: str,
    shared: Sequence[Any],
    rows: Sequence[Sequence[Any]],
    and_then: str = "",
) -> None:
    """Add rows: to what they share, which stands first, each adds its own, as many as the first of them.

    Args:
        cursor: of SQLite.
        into: ``INSERT INTO table (columns)``, those that are shared first. Names of ours only.
        shared: what all have in common, at least one value.
        rows: the rest of each, at least one row.
        and_then: what is done where a row is there already.

    Raises:
        ValueError: a text that they share has the character NUL, after which it would be cut off.
    """
    row = f"({', '.join([*_as_words(cursor, shared), *['%s'] * len(rows[0])])})"
    several = len(rows) // TOGETHER * TOGETHER
    if several:
        values = ", ".join([row] * TOGETHER)
        together = (chain.from_iterable(rows[at : at + TOGETHER]) for at in range(0, several, TOGETHER))
        cursor.executemany(f"{into} VALUES {values}{and_then}", [tuple(one) for one in together])
    if several < len(rows):
        cursor.executemany(f"{into} VALUES {row}{and_then}", rows[several:])


def _as_words(cursor: CursorWrapper, values: Sequence[Any]) -> list[str]:
    """Values as SQLite itself writes them in a question."""
    if any(isinstance(one, str) and "\0" in one for one in values):
        raise ValueError("a text that many rows share has the character NUL")
    asked = ", ".join(["quote(%s)"] * len(values))
    written = cursor.execute(f"SELECT {asked}", list(values)).fetchone()
    return [one.replace("%", "%%") for one in written]
