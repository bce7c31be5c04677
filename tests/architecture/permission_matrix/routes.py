"""Every page and operation that the resolver knows, by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Pages of allauth about one's own account have their own tests; under api/ is nothing that is no operation.
NOT_OURS = (
    "account_", "mfa_", "socialaccount_", "openid_connect_", "django_", "account/", "social/",
    "api/<path:rest>", "api:api-root",
)  # fmt: skip


def routes() -> dict[str, list[str]]:
    """Name of each route, and what its address has to be told."""
    found = {name: names for name, names in _walk(get_resolver(), "", ()) if not _not_ours(name)}
    return dict(sorted(found.items()))


def _not_ours(name: str) -> bool:
    return name.startswith(NOT_OURS) or name in {"set_language", "jsi18n"}


def _walk(resolver: URLResolver, space: str, before: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    for one in resolver.url_patterns:
        told = (*before, *_told(one))
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one, inner, told)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name or one.pattern}", list(told)


def _told(one: Any) -> list[str]:
    return list(getattr(one.pattern, "converters", {}))
