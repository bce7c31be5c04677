"""What a web server runs. What every request needs is read once, before the server splits in processes."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.production")

application = get_wsgi_application()


def _read_beforehand() -> None:
    """Pages with all they import, and the closed days; otherwise each process reads its own copy."""
    from django.urls import get_resolver  # noqa: PLC0415 – Django comes first

    from samspil.core.calendar.closed_days import closed_days  # noqa: PLC0415

    _ = get_resolver().url_patterns
    closed_days("DK", frozenset(), frozenset(), 2026)
    gc.freeze()  # the collector writes on all that it looks at, and what is written on is shared no more
    # A page makes thousands of objects that go by themselves; to look for circles each 700 is a tenth of it.
    gc.set_threshold(20_000, 20, 50)


_read_beforehand()
