"""What the frame round every page needs to know. Which pages there are is a setting, not known here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, get_urlconf

from samspil.kit.web.addresses import address
from samspil.kit.web.colours import chosen_scheme


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the main navigation; ``here`` says whether the page shown is in that part."""

    key: str
    label: str
    url: str
    here: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Colours, navigation and the places that the frame links to."""
    return {
        "colour_scheme": chosen_scheme(request),
        "navigation": navigation(request.path),
        "places": {name: _place(view) for name, view in getattr(settings, "SAMSPIL_PLACES", {}).items()},
        "demo": getattr(settings, "SAMSPIL_DEMO", False),
    }


def navigation(path: str) -> list[Entry]:
    """The entries of ``SAMSPIL_NAVIGATION`` that have a page; the nearest that contains the path is here.

    ``SAMSPIL_NAVIGATION_ALSO`` names, by entry, what belongs to it but does not lie under its page.
    """
    named = ((key, label, _place(view)) for key, label, view in getattr(settings, "SAMSPIL_NAVIGATION", ()))
    found = [(key, str(label), url) for key, label, url in named if url]
    also = getattr(settings, "SAMSPIL_NAVIGATION_ALSO", {})
    places = [(place, key) for key, _, url in found for place in (url, *also.get(key, ()))]
    near = [(len(place), key) for place, key in places if contains(place, path)]
    nearest = max(near, default=(0, ""))[1]
    return [Entry(key, label, url, here=key == nearest) for key, label, url in found]


def _place(view: str) -> str:
    """Where a page of the frame is; looked up once for all, as every page asks for all of them."""
    return _found(view, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _found(view: str, _prefix: str, _urlconf: str) -> str:
    return address(view)


def contains(url: str, path: str) -> bool:
    """Whether a path is a page or lies under it; under the front page lies only itself."""
    return path == url or (url != "/" and path.startswith(url))
