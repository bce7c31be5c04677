"""The world of the applications, as their own tests have it."""

from tests.apps.conftest import django_db_setup, world

__all__ = ["django_db_setup", "world"]
