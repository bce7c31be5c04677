"""What all ways of seeing the portfolio share: filters, the way to the others, the views that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.forms.narrowing import Known, PortfolioForm
from samspil.apps.portfolio.rights import may_keep_portfolio, may_start
from samspil.apps.portfolio.selectors.listing import OUTSIDE, PortfolioFilter
from samspil.apps.portfolio.selectors.offered import offered
from samspil.apps.portfolio.selectors.phases import ProjectModels, project_models_on
from samspil.apps.portfolio.selectors.saved_views import list_saved_views
from samspil.apps.portfolio.services.saved_views import may_remove
from samspil.apps.portfolio.views import naming
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import language

WAYS: Final = (
    ("initiatives", gettext_lazy("List"), "portfolio:initiatives"),
    ("board", gettext_lazy("Board"), "portfolio:board"),
    ("timeline", gettext_lazy("Timeline"), "portfolio:timeline"),
    ("bubbles", gettext_lazy("Bubble chart"), "portfolio:bubbles"),
    ("calendar", gettext_lazy("Calendar"), "portfolio:calendar"),
)
_BESIDE: Final = (
    ("matrix", gettext_lazy("Members and initiatives"), "portfolio:matrix"),
    ("shown", gettext_lazy("What members show"), "portfolio:shown"),
    ("plans", gettext_lazy("Activity plan"), "portfolio:plans"),
    ("load", gettext_lazy("Load and capacity"), "portfolio:load"),
    ("scenarios", gettext_lazy("Drafts of the portfolio"), "portfolio:scenarios"),
    ("stuck", gettext_lazy("Where it sticks"), "portfolio:stuck"),
    ("payers", gettext_lazy("Who pays"), "portfolio:payers"),
    ("lessons", gettext_lazy("Lessons"), "portfolio:lessons"),
)
_OF_A_PLACE: Final = ("after", "view")
# What only the list asks for is not carried on to the other ways of seeing.
_OF_THE_LIST: Final = (*_OF_A_PLACE, "size", "order", "state")


@dataclass(frozen=True, slots=True)
class Seeing:
    """One way of seeing the portfolio: what it is narrowed to, and what its page needs besides its rows."""

    by: PortfolioFilter
    form: PortfolioForm
    models: ProjectModels
    shown: dict[str, Any]


def see(request: HttpRequest, acting: Acting, page: str, on: date, *, without: Sequence[str] = ()) -> Seeing:
    """The filter of an address, and the frame of a page."""
    models = project_models_on(acting, on)
    form = PortfolioForm(request.GET, known(acting, models, on), without)
    by = form.chosen()
    shown = {
        "form": form,
        "narrowed": form.is_narrowed(),
        "size": by.size,
        "query": _without(request, _OF_A_PLACE).urlencode(),
        "here_url": address(f"portfolio:{page}"),
        **frame(request, acting, page),
    }
    return Seeing(by, form, models, shown)


def frame(request: HttpRequest, acting: Acting, page: str) -> dict[str, Any]:
    """Tabs, kept views and what one may begin, for a page of the portfolio."""
    return {
        "tabs": tabs(request, acting, page),
        "beside": [(label, url) for _key, label, view in _BESIDE if (url := address(view))],
        "actions": _actions(acting),
        **_kept(request, acting, page),
    }


def tabs(request: HttpRequest, acting: Acting, page: str) -> list[dict[str, Any]]:
    """The ways of seeing that are built, each with the same filter."""
    said = _without(request, _OF_THE_LIST).urlencode() if page != "commons" else ""
    ending = f"?{said}" if said else ""
    found: list[dict[str, Any]] = [
        {"label": label, "url": f"{url}{ending}", "here": key == page}
        for key, label, view in WAYS
        if (url := address(view))
    ]
    if acting.organisation_kind is OrganisationKind.MUNICIPALITY:
        common = {"label": _("Common initiatives"), "url": address("portfolio:commons")}
        found.insert(1, {**common, "here": page == "commons"})
    return found


def _actions(acting: Acting) -> list[tuple[str, str]]:
    offered = []
    if may_start(acting):
        offered.append((_("Start an initiative"), address("portfolio:start")))
    if may_keep_portfolio(acting):
        offered.append((_("Read in a list"), address("portfolio:import")))
    return [(label, url) for label, url in offered if url]


def _kept(request: HttpRequest, acting: Acting, page: str) -> dict[str, Any]:
    where = addresses("portfolio:view")
    asked = _public_id(request.GET.get("view", ""))
    views = list_saved_views(acting)
    here = next((one for one in views if one.public_id == asked), None)
    keep = QueryDict(mutable=True)
    keep["page"] = page
    keep["query"] = _without(request, _OF_A_PLACE).urlencode()
    return {
        "views": [{"name": one.name, "url": where(one.public_id), "here": one is here} for one in views],
        "view": here,
        "remove_url": (
            address("portfolio:view_remove", here.public_id)
            if here is not None and may_remove(acting, here.made_by)
            else ""
        ),
        "keep_url": f"{address('portfolio:view_keep')}?{keep.urlencode()}",
    }


def known(acting: Acting, models: ProjectModels, on: date) -> Known:
    """What the filters offer."""
    members = []
    if acting.organisation_kind is OrganisationKind.ASSOCIATION:
        members = [(one.code, one.name) for one in members_on(acting.organisation_id, on)]
    said = offered(acting)
    return Known(
        forms=list(naming.FORMS.items()),
        phases=phases(models),
        lights=list(naming.LIGHTS.items()),
        areas=[(one, one) for one in said.areas],
        programmes=said.programmes,
        members=members,
    )


def phases(models: ProjectModels) -> list[tuple[str, Any]]:
    """The phases of the project models as choices, in groups where there are several models."""
    tongue = language()
    groups: list[tuple[str, Any]] = []
    for key, model in models.models.items():
        inside = [
            (f"{key}.", _("Not begun")),
            *((f"{key}.{one}", phase.name.in_language(tongue)) for one, phase in model.phases.items()),
        ]
        groups.append((model.name.in_language(tongue), inside))
    return [*groups, (OUTSIDE, _("Outside the project model"))]


def _without(request: HttpRequest, names: Sequence[str]) -> QueryDict:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query


def _public_id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
