"""What operations of all apps have in common: a row that is not there, a rule that says no, names."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest
from ninja import Schema

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.bearing import may
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.api.problems import ApiError
from samspil.kit.api.types import Right
from samspil.kit.web.language import words

# Rules about who asks, whatever is asked.
NOT_YOURS: Final = frozenset(
    {
        "only_chair_or_secretary",
        "not_yours_to_answer",
        "not_yours_to_change",
        "not_yours_to_lead",
        "not_yours_to_start",
        "not_yours_to_keep",
        "not_yours_to_measure",
        "not_yours_to_run",
        "not_yours_to_keep_money",
        "not_yours_to_keep_register",
        "not_yours_to_say_needs",
        "only_members_wish",
    }
)


class Names(Schema):
    """A name in each language."""

    da: str
    en: str
    nb: str


def operation(right: Right) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An operation for bearers with a right. What one may not see answers as if it were not there."""

    def declared(do: Callable[..., Any]) -> Callable[..., Any]:
        @may(right)
        @wraps(do)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            try:
                return do(request, *args, **kwargs)
            except NotFoundError as error:
                raise ApiError(404, "not_found") from error
            except RefusedError as error:
                raise refused([error.problem]) from error
            except ProblemsError as error:
                raise refused(error.problems) from error

        return answered

    return declared


def refused(problems: list[Problem] | tuple[Problem, ...]) -> ApiError:
    """A rule says no: its code, the sentence in the language asked for, the file and the line."""
    say = words()
    told = [
        {"code": one.code, "detail": say.problem(one), "place": str(one.place) if one.place else None}
        for one in problems
    ]
    status = 403 if problems[0].code in NOT_YOURS else 409
    return ApiError(status, problems[0].code, str(told[0]["detail"]), problems=told)
