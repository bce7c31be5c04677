"""The second wall, on PostgreSQL: the database itself keeps organisations apart, whatever the code asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, models, transaction
from tests.kit.conftest import SINCE, Two, found

from samspil.apps.organisations.models import Person, Unit
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.rows import OwnedRow

pytestmark = pytest.mark.postgres

OWNED = [model for model in apps.get_models() if issubclass(model, OwnedRow)]


@pytest.fixture
def past_the_wall(two: Two) -> None:
    """Row security off for units and people, as if nobody had switched it on: the control of these tests.

    The test's transaction takes it back.
    """
    tables = ("organisations_unit", "organisations_person")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        cursor.execute("SET ROLE samspil_app")


def all_units() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM organisations_unit")
        return {name for (name,) in cursor.fetchall()}


def astray(two: Two) -> None:
    """A person of ours in their unit: a row that no service makes, put there past everything."""
    Person.objects.update(unit_id=two.their_unit.pk)


def test_the_tests_ask_as_a_role_that_owns_nothing_and_is_above_nothing(two: Two) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_every_row_with_an_owner_is_behind_the_wall(db: None, model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute("SELECT cmd FROM pg_policies WHERE tablename = %s", [model._meta.db_table])
        assert {cmd for (cmd,) in cursor.fetchall()} == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_a_question_past_the_managers_finds_only_what_is_in_scope(two: Two) -> None:
    assert all_units() == set()
    with scope.within([two.ours.pk]):
        assert all_units() == {"unit of Lejre"}
        assert set(Unit.everywhere().values_list("name", flat=True)) == {"unit of Lejre"}
    with scope.within([two.ours.pk, two.theirs.pk]):
        assert all_units() == {"unit of Lejre", "unit of Samsø"}


def in_scope_by_the_database() -> str:
    """What it was told last, asked past the connection that tells it."""
    told = connection.connection.execute("SELECT current_setting('app.organisations', true)")
    return str(told.fetchone()[0])


def test_what_a_request_had_in_scope_is_closed_before_the_next(two: Two) -> None:
    """To ask whether the server is there, as Django does before each request, closes it."""
    with scope.within([two.ours.pk]):
        all_units()
    assert in_scope_by_the_database() == str(two.ours.pk)  # the control: nothing else closes it
    assert connection.is_usable()
    assert in_scope_by_the_database() == ""
    with scope.within([two.ours.pk]):
        assert all_units() == {"unit of Lejre"}


def test_a_connection_that_is_lost_is_not_usable(db: None) -> None:
    other = connection.copy()
    assert not other.is_usable()
    other.connect()
    assert other.is_usable()
    other.connection.close()
    assert not other.is_usable()


@pytest.mark.usefixtures("past_the_wall")
def test_without_the_wall_it_leaks(two: Two) -> None:
    assert all_units() == {"unit of Lejre", "unit of Samsø"}


def test_a_join_leaks_nothing(two: Two) -> None:
    with scope.within([two.ours.pk]):
        astray(two)
        assert not Person.objects.filter(unit__name="unit of Samsø").exists()
        (person,) = Person.objects.select_related("unit")
        assert person.unit is None
        assert list(Person.objects.values_list("unit__name", flat=True)) == [None]


@pytest.mark.usefixtures("past_the_wall")
def test_without_the_wall_a_join_leaks(two: Two) -> None:
    with scope.within([two.ours.pk]):
        astray(two)
        assert Person.objects.filter(unit__name="unit of Samsø").exists()


def test_nobody_writes_a_row_for_another(two: Two) -> None:
    with scope.within([two.ours.pk]), pytest.raises(ProgrammingError, match="row-level security"):
        Unit.objects.create(organisation=two.theirs, name="planted", valid_from=SINCE)


def test_nobody_gives_a_row_away(two: Two) -> None:
    with scope.within([two.ours.pk]), pytest.raises(ProgrammingError, match="row-level security"):
        Unit.objects.update(organisation=two.theirs)


def test_nobody_changes_or_deletes_what_is_anothers(two: Two) -> None:
    with scope.within([two.ours.pk]), connection.cursor() as cursor:
        for asked in ("UPDATE organisations_unit SET name = 'taken'", "DELETE FROM organisations_person"):
            cursor.execute(asked)
            assert cursor.rowcount == 1


@pytest.mark.parametrize(
    "asked",
    [
        "ALTER TABLE organisations_unit DISABLE ROW LEVEL SECURITY",
        "DROP POLICY read_in_scope ON organisations_unit",
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "TRUNCATE journal_entry",
        "DROP TABLE organisations_unit CASCADE",
        "CREATE TABLE mine (n int)",
    ],
)
def test_the_application_cannot_take_the_wall_down(two: Two, asked: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)


def test_the_index_on_the_owner_is_still_used(two: Two) -> None:
    """The scope is worked out once for a question, not once for a row."""
    with scope.within([two.ours.pk]), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT * FROM organisations_holding WHERE organisation_id = %s", [two.ours.pk]
        )
        told = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index" in told
    assert "InitPlan" in told


# --- what is sent ahead ---------------------------------------------------------------------------

NAMED = """INSERT INTO organisations_unit
    (organisation_id, public_id, name, short, ean, external_id, valid_from)
VALUES (%s, gen_random_uuid(), %s, '', '', '', '2026-01-01')"""
Deed = Callable[[], object]


def sent(owner: int, name: str) -> Deed:
    return lambda: connection.send_ahead(NAMED, [owner, name])  # type: ignore[attr-defined]


def fail() -> None:
    raise ZeroDivisionError


def together(*deeds: Deed) -> None:
    with transaction.atomic():
        for deed in deeds:
            deed()


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_ahead_is_there_for_the_next_question_and_kept_with_the_commit() -> None:
    ours, _ = found("Lejre", "0350")
    seen: list[set[str]] = []
    with scope.within([ours.pk]):
        together(sent(ours.pk, "first"), lambda: seen.append(all_units()), sent(ours.pk, "last"))
        assert seen == [{"unit of Lejre", "first"}]
        assert all_units() == {"unit of Lejre", "first", "last"}


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_ahead_and_fails_fails_the_commit_and_nothing_is_kept() -> None:
    (ours, _), (theirs, _) = found("Lejre", "0350"), found("Samsø", "0741")

    def make(name: str) -> Deed:
        return lambda: Unit.objects.create(organisation=ours, name=name, valid_from=SINCE)

    with scope.within([ours.pk]):
        with pytest.raises(ProgrammingError, match="row-level security"):
            together(make("before it"), sent(theirs.pk, "planted"))
        assert all_units() == {"unit of Lejre"}
        together(make("goes on"))
        assert all_units() == {"unit of Lejre", "goes on"}
    with scope.within([theirs.pk]):
        assert all_units() == {"unit of Samsø"}


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_ahead_goes_with_the_rest_when_something_else_fails() -> None:
    ours, _ = found("Lejre", "0350")

    def inside() -> None:
        with pytest.raises(ZeroDivisionError):
            together(sent(ours.pk, "lost"), fail)

    with scope.within([ours.pk]):
        with pytest.raises(ZeroDivisionError):
            together(sent(ours.pk, "lost"), fail)
        assert all_units() == {"unit of Lejre"}
        together(inside, sent(ours.pk, "kept"))
        assert all_units() == {"unit of Lejre", "kept"}


@pytest.mark.django_db(transaction=True)
def test_a_change_that_cannot_be_kept_at_the_commit_takes_what_was_sent_ahead_with_it() -> None:
    """A foreign key is looked at when the transaction ends."""
    ours, unit = found("Lejre", "0350")
    with scope.within([ours.pk]):
        astray = Unit.objects.filter(pk=unit.pk)
        with pytest.raises(IntegrityError):
            together(lambda: astray.update(parent_id=10**9), sent(ours.pk, "lost"))
        assert all_units() == {"unit of Lejre"}
