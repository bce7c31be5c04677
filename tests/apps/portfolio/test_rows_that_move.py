"""On PostgreSQL an initiative's next version finds room on the page where it stands."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, World

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_a_quarter_of_each_page_is_left_for_what_is_shown_anew(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'portfolio_initiative'")
        assert cursor.fetchone()[0] == ["fillfactor=75"]


def test_a_new_day_of_the_end_is_in_no_index(world: World) -> None:
    """Else a slip would write every index of all that wait, room or not."""
    local(world, HVIDOVRE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'portfolio_initiative'")
        assert not [one for (one,) in cursor.fetchall() if "expected_end" in one]
