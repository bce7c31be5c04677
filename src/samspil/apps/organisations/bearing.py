"""Operations for machines: the bearer of a token acts as a person, in one organisation only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from samspil.apps.organisations.selectors.bearing import acting_by
from samspil.apps.organisations.types import Acting
from samspil.kit.api.problems import ApiError
from samspil.kit.api.types import Bearer, Right
from samspil.kit.tenancy import scope


def may(right: Right) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An operation for bearers with a right; it finds who acts with ``acting_in``."""

    def declared(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            bearer = bearer_in(request)
            if right not in bearer.rights:
                raise ApiError(403, "token_may_not")
            with scope.within([bearer.organisation_id]):
                acting = acting_by(bearer, timezone.localdate())
                if acting is None:
                    raise ApiError(401, "token_not_valid")
                request.acting = acting  # type: ignore[attr-defined]
                return operation(request, *args, **kwargs)

        return answered

    return declared


def bearer_in(request: HttpRequest) -> Bearer:
    """Who bears the token."""
    found: Bearer = request.auth  # type: ignore[attr-defined]
    return found


def acting_in(request: HttpRequest) -> Acting:
    """As whom the bearer acts."""
    found: Acting = request.acting  # type: ignore[attr-defined]
    return found
