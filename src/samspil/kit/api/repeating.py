"""The ``Idempotency-Key`` header: what is sent twice is done once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from samspil.kit.api.problems import ApiError
from samspil.kit.api.types import Bearer
from samspil.kit.once.doing import AnotherRequestError, Request, once

_KEY: Final = re.compile(r"[\x21-\x7e]{1,100}")
HEADER: Final = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "description": "Your own key. Sent again with the same body, the first answer comes again.",
            "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
        }
    ]
}


def once_by_key(
    request: HttpRequest, bearer: Bearer, do: Callable[[], Any], at: datetime, status: int = 200
) -> HttpResponse:
    """Do it in one transaction, and where a key came with it, once.

    Raises:
        ApiError: 422, the key came with another request before.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic():
            return JsonResponse(do(), status=status)
    if not _KEY.fullmatch(key):
        raise ApiError(422, "key_not_valid")
    # Byte for byte: JSON may come in other letters than UTF-8.
    body = {"path": request.path, "body": request.body.decode("latin-1")}
    asked = Request(bearer.organisation_id, f"token {bearer.token}", key, body)
    try:
        answer, before = once(asked, do, at)
    except AnotherRequestError as error:
        raise ApiError(422, "key_used_for_another_request") from error
    headers = {"Idempotent-Replayed": "true"} if before else {}
    return JsonResponse(answer, status=status, headers=headers)
