"""What a web server runs. What every request needs is read once, before the server splits in processes."""

import os
from contextlib import suppress
from datetime import date
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.production")

application = get_wsgi_application()


def _read_beforehand() -> None:
    """Pages with all they import, and what they say; otherwise each process reads its own copy."""
    from django.db import connections  # noqa: PLC0415 – Django comes first
    from django.urls import get_resolver  # noqa: PLC0415
    from django.utils.translation import override  # noqa: PLC0415

    from samspil.core.calendar.closed_days import closed_days  # noqa: PLC0415
    from samspil.core.governance.load import load  # noqa: PLC0415
    from samspil.kit.uncollected import look_seldom  # noqa: PLC0415
    from samspil.library import model_files, municipalities  # noqa: PLC0415
    from samspil.wording.catalogues import LANGUAGES  # noqa: PLC0415
    from samspil.wording.words import Words  # noqa: PLC0415

    closed_days("DK", frozenset(), frozenset(), 2026)
    load("jammerbugt_purchase_screening", model_files, municipalities())
    for language in LANGUAGES:
        Words(language).day(date(2026, 1, 1))
        with override(language):
            _ = get_resolver().reverse_dict
            with suppress(Exception):  # what is wrong is told to whoever asks
                _ask_for_a_page(language)
    connections.close_all()  # no process may ask by what another opened
    look_seldom()


def _ask_for_a_page(language: str) -> None:
    """As somebody who is not logged in. What has run once is written on less when it runs again."""
    from django.conf import settings  # noqa: PLC0415 – Django comes first

    host = next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip(".").replace("*", "localhost")
    cookies = f"{settings.LANGUAGE_COOKIE_NAME}={language}; {settings.SESSION_COOKIE_NAME}={'0' * 32}"
    asked = {"PATH_INFO": "/account/login/", "HTTP_HOST": host, "HTTP_COOKIE": cookies}
    asked |= {"REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "https"}
    setup_testing_defaults(asked)
    answer = application(asked, lambda _status, _headers, _failure=None: lambda _data: None)
    list(answer)
    answer.close()


_read_beforehand()
