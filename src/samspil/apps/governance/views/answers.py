"""What pages have in common: a row that is not there, a refusal as a sentence, the words of the language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from samspil.apps.governance.types import NotFoundError
from samspil.apps.governance.views import naming
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.load import GovernanceModel
from samspil.wording.catalogues import LANGUAGES, Language
from samspil.wording.words import Words

P = ParamSpec("P")
REFUSED: Final = 422


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


def language() -> Language:
    """The language of the page; Danish where it is none of ours."""
    found = (get_language() or "da")[:2]
    return next((one for one in LANGUAGES if one == found), "da")


def words() -> Words:
    """The words of the page's language."""
    return Words(language())


def sentence(problem: Problem, model: GovernanceModel | None = None) -> str:
    """Why something was refused, with the names that the model uses instead of its keys."""
    told = problem if model is None else naming.named(problem, model, language())
    return words().problem(told)


def address(view: str, *args: Any) -> str:
    """Where a page is; empty where it is not built."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


def shown(request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool) -> HttpResponse:
    """A page, and where something was refused the status that says so."""
    return render(request, template, context, status=REFUSED if refused else 200)
