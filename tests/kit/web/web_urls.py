"""A small application with three pages, for the tests of the frame."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("matters/", empty, name="matters"),
    path("matters/joint/", empty, name="joint_matters"),
    path("forums/", empty, name="forums"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/log-in/", empty, name="account_login"),
    path("accounts/log-out/", empty, name="account_logout"),
    path("look/", include("samspil.kit.web.urls")),
    path("style/", include("samspil.kit.web.style_urls")),
]
