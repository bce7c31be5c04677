"""Where everything is."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("samspil.apps.governance.urls")),
    path("", include("samspil.apps.intake.urls")),
    path("", include("samspil.apps.systems.urls")),
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
