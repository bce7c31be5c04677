"""What went wrong, as JSON that machines know: RFC 9457."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ConfigDict

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)


class Problem(Schema):
    """What went wrong. ``code`` names it and never changes; ``detail`` is for people."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str = ""
    detail: str = ""


class ApiError(Exception):
    """An operation ends here with a problem."""

    def __init__(self, status: int, code: str, detail: str = "", **more: Any) -> None:
        self.status, self.code, self.detail, self.more = status, code, detail, more
        super().__init__(code)


def problem(status: int, code: str = "", detail: str = "", **more: Any) -> HttpResponse:
    """A problem as an answer."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JsonResponse(told, status=status, content_type=MEDIA_TYPE, headers=headers)


def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Nothing is there; the same as for what is another's."""
    return problem(404, "not_found")


def answer_with_problems(api: NinjaAPI) -> None:
    """Let an API answer with problems, whatever happens."""
    api.add_exception_handler(ApiError, _known)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, lambda request, error: problem(401, "token_not_valid"))
    api.add_exception_handler(Http404, lambda request, error: problem(404, "not_found"))
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Exception, _failed)


def _known(request: HttpRequest, error: ApiError | type[ApiError]) -> HttpResponse:
    assert isinstance(error, ApiError)
    return problem(error.status, error.code, error.detail, **error.more)


def _http(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)
    return problem(error.status_code, "not_readable" if error.status_code == 400 else "refused")


def _invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)
    errors = [
        {"where": ".".join(str(part) for part in one["loc"]), "what": one["msg"]} for one in error.errors
    ]
    return problem(422, "not_valid", errors=errors)


def _failed(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    _log.error("%s %s failed", request.method, request.path, exc_info=error)  # type: ignore[arg-type]
    return problem(500, "our_fault")
