"""One matter with what it goes by, and what happened to it: asked of every page about it, so written out."""

from __future__ import annotations

import json
from typing import Final
from uuid import UUID

from django.db import connection

from samspil.apps.governance import stored_events
from samspil.apps.governance.models import Matter, ModelVersion
from samspil.core.governance.events import Events
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.columns import Columns

_MATTER: Final = Columns(Matter, "matter")
# The files of a version are large and not needed: `adopted` keeps models that run.
_VERSION: Final = Columns(ModelVersion, "version", ("id", "organisation_id", "digest"))
# The names are ours, every value is handed over beside the question.
_ASK: Final = f"""
SELECT {_MATTER}, {_VERSION}
FROM governance_matter AS matter
JOIN governance_modelversion AS version ON version.id = matter.version_id
WHERE matter.organisation_id = %s AND matter.public_id = %s
"""  # nosec B608
# A file has one writer at a time.
_LOCK: Final = {"postgresql": "FOR UPDATE OF matter", "sqlite": ""}
_EVENTS: Final = """
SELECT sort, event FROM governance_matterevent WHERE organisation_id = %s AND matter_id = %s ORDER BY sequence
"""


def matter_of(organisation_id: int, public_id: UUID, *, locked: bool = False) -> Matter | None:
    """A matter of an organisation; ``locked`` until the transaction ends, where it is changed.

    Raises:
        NoScopeError: the organisation is not in scope.
    """
    _check(organisation_id)
    known_as = Matter._meta.get_field("public_id").get_db_prep_value(public_id, connection)
    ask = f"{_ASK} {_LOCK[connection.vendor]}" if locked else _ASK
    with connection.cursor() as cursor:
        cursor.execute(ask, [organisation_id, known_as])
        row = cursor.fetchone()
    if row is None:
        return None
    matter = _MATTER.read(row[: len(_MATTER)])
    matter.version = _VERSION.read(row[len(_MATTER) :])
    return matter


def events_of(matter: Matter) -> Events:
    """What happened to a matter, in order. A question of its own: of one that is locked all is seen.

    Raises:
        NoScopeError: its organisation is not in scope.
    """
    _check(matter.organisation_id)
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [matter.organisation_id, matter.pk])
        return stored_events.from_json((sort, json.loads(event)) for sort, event in cursor.fetchall())


def _check(organisation_id: int) -> None:
    if organisation_id not in scope.organisations():
        raise scope.NoScopeError(f"organisation {organisation_id} is not in scope")
