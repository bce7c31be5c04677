"""Something to tell people: what sort of thing it is, where it can be seen, and how it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samspil.apps.organisations.types import NewsKind
from samspil.wording.words import Words


@dataclass(frozen=True, slots=True)
class News:
    """``say`` gives title and text in the language that is on.

    Whoever has heard the ``key`` hears it no more.
    """

    kind: NewsKind
    key: str
    path: str
    say: Callable[[Words], tuple[str, str]]
