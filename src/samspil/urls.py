"""Where everything is."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from samspil.kit.api.bearing import TokenAuth
from samspil.kit.api.problems import not_found
from samspil.kit.api.schema import Api
from samspil.kit.api.views import documentation

api = Api(
    title="Samspil",
    version="1",
    description="Matters, decisions, meetings, portfolio, benefits, money, systems, needs, members; "
    "with a token.",
    auth=TokenAuth(),
    urls_namespace="api",
)
api.add_router("", "samspil.apps.governance.api.router")
api.add_router("", "samspil.apps.portfolio.api.router")
api.add_router("", "samspil.apps.benefits.api.router")
api.add_router("", "samspil.apps.funding.api.router")
api.add_router("", "samspil.apps.systems.api.router")
api.add_router("", "samspil.apps.needs.api.router")
api.add_router("", "samspil.apps.simulations.api.router")
api.add_router("", "samspil.apps.service_levels.api.router")
api.add_router("", "samspil.apps.organisations.api.router")
api.add_router("", "samspil.apps.resources.api.router")
api.add_router("", "samspil.apps.balance.api.router")
api.add_router("", "samspil.apps.competences.api.router")
api.add_router("", "samspil.apps.targets.api.router")
api.add_router("", "samspil.apps.surveys.api.router")

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/docs", documentation(api), name="api_docs"),
    path("api/", api.urls),
    path("api/<path:rest>", not_found),
    path("", include("samspil.apps.governance.urls")),
    path("", include("samspil.apps.intake.urls")),
    path("", include("samspil.apps.systems.urls")),
    path("needs/", include("samspil.apps.needs.urls")),
    path("simulations/", include("samspil.apps.simulations.urls")),
    path("portfolio/", include("samspil.apps.portfolio.urls")),
    path("benefits/", include("samspil.apps.benefits.urls")),
    path("money/", include("samspil.apps.funding.urls")),
    path("balance/", include("samspil.apps.balance.urls")),
    path("competences/", include("samspil.apps.competences.urls")),
    path("", include("samspil.apps.workshops.urls")),
    path("surveys/", include("samspil.apps.surveys.urls")),
    path("digital/", include("samspil.apps.insight.urls")),
    path("service-levels/", include("samspil.apps.service_levels.urls")),
    path("targets/", include("samspil.apps.targets.urls")),
    path("resources/", include("samspil.apps.resources.urls")),
    path("begin/", include("samspil.apps.beginning.urls")),
    path("organisation/", include("samspil.apps.organisations.urls")),
    # An address is who one is here: it is changed by whoever invites, not by oneself.
    path("account/email/", RedirectView.as_view(pattern_name="organisations:profile")),
    path("account/", include("allauth.urls")),
    path("look/", include("samspil.kit.web.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
if settings.SAMSPIL_STYLE_PAGE:
    urlpatterns.append(path("style/", include("samspil.kit.web.style_urls")))

handler400 = "samspil.kit.web.views.too_much"
handler404 = "samspil.kit.web.views.not_found"
handler500 = "samspil.kit.web.views.failed"
handler403 = "samspil.kit.web.views.forbidden"
