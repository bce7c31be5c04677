"""An API whose description tells of every way it can answer."""

from __future__ import annotations

from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from samspil.kit.api.problems import MEDIA_TYPE, Problem, answer_with_problems

_ALWAYS: Final = {
    "400": "The request cannot be read.",
    "401": "No token, or one that is not valid.",
    "403": "The token may not do this.",
    "404": "There is no such thing here.",
    "422": "The request has not the right shape.",
    "429": "Too many requests; Retry-After says when to try again.",
}
_CHANGING: Final = {"409": "A rule of the governance model does not allow it; `code` says which."}


class Api(NinjaAPI):
    """A ninja API that answers with problems and documents them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(docs_url=None, **given)
        answer_with_problems(self)

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The description, with the problems that each operation may answer with."""
        schema = super().get_openapi_schema(**given)
        _close(schema)
        schema["components"].setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        for path in schema["paths"].values():
            for method, operation in path.items():
                told = _ALWAYS | (_CHANGING if method != "get" else {})
                for status, what in told.items():
                    operation["responses"][status] = _response(what)
        return schema


def _response(what: str) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": what, "content": content}


def _close(part: Any) -> None:
    """Where keys have a pattern, others are refused: that is said as well, which a pattern alone does not."""
    if isinstance(part, dict):
        if "patternProperties" in part:
            part["additionalProperties"] = False
        for value in part.values():
            _close(value)
    elif isinstance(part, list):
        for one in part:
            _close(one)
