"""Who asks: the bearer of a token. No cookie counts, so no other site can ask in somebody's name."""

from __future__ import annotations

from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from samspil.kit.api.problems import ApiError
from samspil.kit.api.tokens import bearer_of
from samspil.kit.api.types import Bearer

A_MINUTE: Final = 600
WRONG_A_MINUTE: Final = 30


class TokenAuth(HttpBearer):
    """``Authorization: Bearer samspil_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Bearer | None:
        """Whoever bears the token, if they do not ask too often."""
        now = timezone.now()
        found = bearer_of(token, timezone.localdate(now))
        minute = int(now.timestamp()) // 60
        if found is None:
            _count(f"wrong token {request.META.get('REMOTE_ADDR', '')} {minute}", WRONG_A_MINUTE)
            return None
        _count(f"token {found.token} {minute}", A_MINUTE)
        return found


def _count(name: str, most: int) -> None:
    key = name.replace(" ", ":")
    cache.add(key, 0, 90)
    try:
        count: Any = cache.incr(key)
    except ValueError:  # it ran out in between
        return
    if count > most:
        raise ApiError(429, "too_many_requests", retry_after=60)
