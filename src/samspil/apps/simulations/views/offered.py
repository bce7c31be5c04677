"""What can be chosen when models are to be tried."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil import library
from samspil.apps.governance.adopted import said_of
from samspil.apps.governance.parts import finding
from samspil.apps.governance.parts.finding import Found
from samspil.apps.governance.selectors.versions import drafts_of
from samspil.apps.organisations.types import Acting
from samspil.apps.simulations.forms.asking import Offered
from samspil.apps.simulations.selectors.own_matters import count_own_matters
from samspil.apps.simulations.services.working_out import BASES
from samspil.apps.simulations.types import OWN

MOST_FORUMS = 6
MOST_DRAFTS = 10


def offered(acting: Acting, asked: str, at: datetime) -> Offered:
    """What holds today first, then the model whose page one came from, drafts, and models that ship."""
    today = finding.today_s(acting, timezone.localdate(at))
    models: dict[str, str] = {}
    if today is not None:
        models[today.ref] = _("%(name)s, as it holds today") % {"name": today.title}
    came_from = _found(acting, asked)
    if came_from is not None:
        models.setdefault(came_from.ref, came_from.title)
    for draft in drafts_of(acting, MOST_DRAFTS):
        found = finding.of_version(draft)
        if found.model is not None:
            models.setdefault(found.ref, found.title)
    for key in finding.usable():
        if _sort_of(key) == acting.organisation_kind.value and not (today and today.key == key):
            name, _summary, _fits = finding.headings(key)
            models.setdefault(key, finding.in_language(name))
    first = today or came_from
    return Offered(list(models.items()), _workloads(acting, at), _forums(first, at))


@cache
def _sort_of(key: str) -> str:
    """For which sort of organisation a model that ships is, without loading it."""
    files = {name: content.decode() for name, content in library.model_files(key).items()}
    said = said_of(key, {key: files}, "organisation")
    return str(said.get("kind", "")) if isinstance(said, dict) else ""


def _found(acting: Acting, asked: str) -> Found | None:
    """The model that an address names; nothing for one with faults, which cannot be played."""
    if not asked:
        return None
    found = finding.find(acting, asked)
    return found if found.model is not None else None


def _workloads(acting: Acting, at: datetime) -> list[tuple[str, str]]:
    """One's own matters, where there are any; then what ships, for one's own sort of organisation first."""
    own = count_own_matters(acting.organisation_id, at)
    counted = ngettext(
        "Like our last twelve months: %(count)s matter",
        "Like our last twelve months: %(count)s matters",
        own,
    )
    found = [(OWN, counted % {"count": own})] if own else []
    base = BASES[acting.organisation_kind]
    keys = [base, *(key for key in library.shipped_workloads() if key != base)]
    return found + [(key, shipped_name(key)) for key in keys]


def shipped_name(key: str) -> str:
    """What a workload that ships is called."""
    return finding.in_language(library.workload_name(key))


def _forums(found: Found | None, at: datetime) -> list[tuple[str, str, int, int]]:
    """The forums of a model with what may be changed of them, as it is today."""
    if found is None or found.model is None:
        return []
    model, on = found.model, max(timezone.localdate(at), found.model.spec.valid_from)
    lines = []
    for key, forum in list(model.spec.forums.items())[:MOST_FORUMS]:
        agenda, papers = (
            int(model.program.book.read(name, on).value) for name in (forum.agenda, forum.papers)
        )
        lines.append((key, finding.in_language(forum.name.model_dump()), agenda, papers))
    return lines
