"""What the API offers, for people who are to use it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samspil.kit.api.schema import Api


def documentation(api: Api) -> Any:
    """A page that tells of every operation, made from the description itself."""

    @require_safe
    def docs(request: HttpRequest) -> HttpResponse:
        paths = api.get_openapi_schema()["paths"]
        operations = [
            {"method": method.upper(), "path": path, **told}
            for path, methods in paths.items()
            for method, told in methods.items()
        ]
        return render(request, "api/docs.html", {"operations": operations})

    return docs
