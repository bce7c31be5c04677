"""`docs/how-to/run-in-production.md`, done as it is written, on a PostgreSQL of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools.postgres import APP, OWNER, SUPERUSER, Cluster

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "run-in-production.md").read_text(encoding="utf-8")
BEGIN = """
import django; django.setup()
from samspil.apps.organisations.services import found_organisation, add_unit
from samspil.apps.organisations.types import OrganisationKind
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from datetime import UTC, date, datetime
one = found_organisation(OrganisationKind.MUNICIPALITY, "Lejre", "0350")
with scope.within([one.pk]):
    add_unit(one, "Digitalisering", date(2026, 1, 1), By("setup", datetime(2026, 1, 1, tzinfo=UTC)))
"""
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.postgres


def block(language: str, holding: str) -> str:
    """The block of the page that holds some words."""
    return next(
        str(one) for one in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if holding in one
    )


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server on which nothing has been done but what the page says."""
    with Cluster(bare=True) as found:
        found.sql(block("sql", "CREATE ROLE"), "postgres")
        yield found


@pytest.fixture(scope="module")
def run(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Commands with the settings of the page, as the application unless said otherwise."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "samspil.settings.production",
        "SAMSPIL_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz" * 2,
        "SAMSPIL_HOSTS": "samspil.example",
        "SAMSPIL_HOME": str(tmp_path_factory.mktemp("home")),
    }

    def command(*words: str, user: str = APP) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], capture_output=True, text=True, check=False, cwd=ROOT,
            env={**os.environ, **settings, "DATABASE_URL": cluster.url(user)},
        )  # fmt: skip

    return command


@pytest.fixture(scope="module")
def migrated(run: Run) -> None:
    done = run("-m", "django", "migrate", "--verbosity", "0", user=OWNER)
    assert done.returncode == 0, done.stderr


def test_the_application_may_not_migrate(run: Run) -> None:
    done = run("-m", "django", "migrate")
    assert done.returncode != 0
    assert "permission denied" in done.stderr


@pytest.mark.usefixtures("migrated")
def test_it_is_used_by_a_role_that_owns_nothing(run: Run, cluster: Cluster) -> None:
    assert cluster.sql(f"SELECT count(*) FROM pg_class WHERE relowner = '{APP}'::regrole") == "0"
    begun = run("-c", BEGIN)
    assert begun.returncode == 0, begun.stderr
    units = "SELECT count(*) FROM organisations_unit"
    assert [cluster.sql(units, user=one) for one in (APP, OWNER, SUPERUSER)] == ["0", "0", "1"]
    verified = run("-m", "samspil", "journal", "verify")
    assert verified.returncode == 0, verified.stderr
    assert "Lejre" in verified.stdout


@pytest.mark.usefixtures("migrated")
def test_the_worker_does_a_round(run: Run) -> None:
    done = run("-m", "samspil", "worker", "--once")
    assert done.returncode == 0, done.stderr


def test_nothing_is_missing_for_a_public_server(run: Run) -> None:
    done = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("migrated")
def test_a_backup_has_every_row_or_is_refused(run: Run, cluster: Cluster) -> None:
    run("-c", BEGIN.replace("Lejre", "Odsherred").replace("0350", "0306"))
    asked = ("-d", "samspil", "--data-only", "-t", "journal_entry")
    assert "organisations.unit.added" in cluster.run("pg_dump", "-U", SUPERUSER, *asked)
    with pytest.raises(RuntimeError, match="row-level security"):
        cluster.run("pg_dump", "-U", OWNER, *asked)


def test_the_page_names_the_roles_that_the_tests_use() -> None:
    assert set(re.findall(r"CREATE ROLE (\w+)", PAGE)) == {APP, OWNER}
