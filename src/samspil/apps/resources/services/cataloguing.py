"""An organisation's own sorts of tasks: the next version of them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.resources.models import CategoriesVersion
from samspil.apps.resources.rights import may_plan
from samspil.apps.resources.selectors.categories import KEY, NAME
from samspil.apps.resources.types import CATEGORIES
from samspil.core.errors import Problem
from samspil.core.task_mix.reading import read_categories
from samspil.kit.tenancy.versions import keep_version


@transaction.atomic
def keep_categories(document: str, *, acting: Acting, at: datetime) -> int:
    """Go by these from now on; the number of the version. Months that are recorded keep their sorts.

    Raises:
        RefusedError: ``not_yours_to_plan_resources``.
        ProblemsError: it is not as it is to be written, line by line.
    """
    if not may_plan(acting):
        raise RefusedError(Problem("not_yours_to_plan_resources", {}))
    read_categories(document.replace("\r\n", "\n").encode(), NAME)
    row, is_new = keep_version(
        CategoriesVersion, acting.organisation_id, KEY, document, by=acting.person, at=at
    )
    if is_new:
        facts = {"number": row.number, "digest": row.digest}
        note(acting, at, "resources.categories.kept", (CATEGORIES, row.public_id), facts)
    return row.number
