"""Django made ready, with a home for its files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

DEFAULT_SETTINGS: Final = "samspil.settings.dev"
DEFAULT_HOME: Final = "var"
IN_USE: Final = "in_use"


def make_ready() -> None:
    """Settings, a folder for the data, and Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEFAULT_SETTINGS)
    home = Path(os.environ.setdefault("SAMSPIL_HOME", DEFAULT_HOME)).resolve()
    os.environ["SAMSPIL_HOME"] = str(home)
    home.mkdir(parents=True, exist_ok=True)
    import django  # noqa: PLC0415 – settings come first

    django.setup()


def migrate() -> None:
    """Bring the database up to this version."""
    from django.core.management import call_command  # noqa: PLC0415 – Django comes first

    call_command("migrate", verbosity=0, interactive=False)


def mark_as_in_use() -> None:
    """From now on this home holds no example: the settings for one's own machine look for the mark."""
    (Path(os.environ["SAMSPIL_HOME"]) / IN_USE).touch()


def gather_static() -> None:
    """Put styles and scripts where the server finds them, each named by its content."""
    from django.core.management import call_command  # noqa: PLC0415 – Django comes first

    call_command("collectstatic", verbosity=0, interactive=False)
