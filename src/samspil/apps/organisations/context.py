"""What every page shows of the one at the keyboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def acting(request: HttpRequest) -> dict[str, Any]:
    """Who acts, for whom, and for whom else they could."""
    found = getattr(request, "acting", None)
    return {"acting": found, "organisations": found.others if found else ()}
