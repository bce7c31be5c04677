"""A file becomes a portfolio: kept, shown with what it would change, and carried out when that is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.selectors.listed import kept_mappings
from samspil.apps.portfolio.services.importing.applying import Tell, apply_list
from samspil.apps.portfolio.services.importing.keeping import HowRead, SentList, answer, correct, keep_list
from samspil.apps.portfolio.services.importing.previewing import Preview, preview
from samspil.core.errors import ProblemsError
from samspil.core.portfolio.listing.consequences import Change
from samspil.kit.journal.recording import By
from samspil.kit.tenancy import scope
from samspil.processes.export_journal import organisation_named

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation

Choose = Callable[[Preview], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file would change or has changed; ``counts`` where it is done."""

    organisation: str
    seen: Preview
    counts: Mapping[str, int] | None


def whose(said: str) -> Organisation:
    """Whose portfolio it is; where there is only one organisation, nobody needs to say.

    Raises:
        ProblemsError: ``no_such_organisation``, ``import_needs_an_organisation``.
    """
    found = organisation_named(said) if said else None
    if said and found is None:
        raise ProblemsError.of("no_such_organisation", organisation=said)
    every = list_organisations()
    if found is None and len(every) != 1:
        raise ProblemsError.of("import_needs_an_organisation")
    return found or every[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted with a file. Only where it is confirmed is anything written, all of it or nothing.

    ``mapping`` says how every sheet is read, and is kept where it is confirmed; ``choose`` says who the lines
    are that are only like something; ``tell`` is told on the way how many lines are done, of how many.
    """

    mapping: Mapping[str, Any] | None = None
    choose: Choose | None = None
    is_confirmed: bool = False
    tell: Tell | None = None


@transaction.atomic
def import_portfolio(organisation: Organisation, sent: SentList, by: By, wanted: Wanted) -> Imported:
    """Read a file as a portfolio, see what it would change, and carry it out where that is wanted."""
    on = timezone.localdate(by.at)
    with scope.within([organisation.pk]):
        upload = keep_list(organisation.pk, sent, by=UUID(int=0), at=by.at, mapping=wanted.mapping)
        if wanted.mapping is not None and wanted.is_confirmed:
            upload = correct(upload, HowRead.of(upload.mapping), by.at)
        seen = preview(upload, on, by.at)
        # What one line turns out not to be, another may be like: it is asked until nobody is unsure.
        while wanted.choose is not None and seen.count(Change.UNSURE):
            upload = answer(upload, wanted.choose(seen), by.at)
            seen = preview(upload, on, by.at)
        if wanted.is_confirmed:
            return Imported(organisation.name, seen, apply_list(upload, seen.digest, on, by, wanted.tell))
        upload.delete()
        return Imported(organisation.name, seen, None)


def is_kept(organisation: Organisation, name: str) -> bool:
    """Whether a mapping is kept under a name."""
    with scope.within([organisation.pk]):
        return bool(kept_mappings(organisation.pk, name))
