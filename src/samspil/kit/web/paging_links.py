"""The way on through a list: its next page, its first, and the other size."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

_LARGE = 100


def ways_on(request: HttpRequest, after: str, size: int, *, without: Sequence[str] = ()) -> dict[str, str]:
    """Addresses of the page that was asked for; empty where there is nothing to go to.

    Args:
        request: with what the list is narrowed by.
        after: the key of the last line shown; empty on the last page.
        size: how many lines the page has.
        without: what else is not taken along.
    """
    query = request.GET.copy()
    for name in ("after", *without):
        query.pop(name, None)
    first = query.urlencode()
    query["after"] = after
    following = query.urlencode()
    del query["after"]
    query["size"] = "25" if size == _LARGE else "100"
    return {
        "next_url": f"?{following}" if after else "",
        "first_url": f"?{first}" if "after" in request.GET else "",
        "size_url": f"?{query.urlencode()}",
    }
