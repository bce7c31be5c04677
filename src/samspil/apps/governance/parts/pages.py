"""What pages have in common: a row that is not there, a refusal as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.language import words
from samspil.wording.names import named

P = ParamSpec("P")
REFUSED: Final = 422
FORBIDDEN: Final = 403


def page(
    view: Callable[Concatenate[HttpRequest, Acting, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page for somebody signed in. What one may not see answers as if it were not there."""

    @signed_in
    @wraps(view)
    def answered(
        request: HttpRequest, acting: Acting, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        try:
            return view(request, acting, *args, **kwargs)
        except NotFoundError as error:
            raise Http404 from error

    return answered


def sentence(problem: Problem, model: GovernanceModel | None = None) -> str:
    """Why something was refused, with the names that the model uses instead of its keys."""
    told = problem if model is None else named(problem, model, words())
    return words().problem(told)


def tried(form: forms.Form, do: Callable[[], object]) -> str | None:
    """Do it with a form that is in order; why not, where it is refused, and nothing where it is done."""
    if not form.is_valid():
        return ""
    try:
        do()
    except RefusedError as error:
        return sentence(error.problem)
    return None


def faults_told(error: ProblemsError) -> list[str]:
    """What is wrong in a text that somebody wrote: each fault as a sentence, after its line."""
    return [_fault(one) for one in error.problems]


def _fault(one: Problem) -> str:
    if one.place is None:
        return sentence(one)
    return _("Line %(line)s: %(fault)s") % {"line": one.place.line, "fault": sentence(one)}


def shown(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    refused: bool,
    forbidden: bool = False,
) -> HttpResponse:
    """A page, and where something was refused the status that says so; forbidden is what is for others."""
    return render(request, template, context, status=FORBIDDEN if forbidden else REFUSED if refused else 200)


def example_note(acting: Acting) -> str:
    """What a file says of itself when what is in it is made up; else nothing."""
    return _("Example data: nobody has decided this.") if acting.is_example else ""
