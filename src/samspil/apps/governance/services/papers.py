"""Papers to a matter: added by those it concerns, and taken back until somebody has decided on them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime
from typing import Final

from django.core.files import File
from django.db import transaction

from samspil.apps.governance.models import Decision, Matter, Paper
from samspil.apps.governance.services.file_types import file_type_of
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.events import Entered
from samspil.kit.ids import new_id
from samspil.kit.journal.recording import By, Told, record

LARGEST_MIB: Final = 20
MOST_PAPERS: Final = 100
_MIB: Final = 1024 * 1024
_LONGEST_TITLE: Final = 150


def concerns(matter: Matter, acting: Acting) -> bool:
    """Whether a matter is somebody's business: they brought it, or it has been at one of their bodies."""
    if matter.requester == acting.person or matter.body in acting.bodies:
        return True
    entered = matter.events.filter(sort=Entered.__name__).values_list("event__body", flat=True)
    return bool(set(entered) & acting.bodies)


@transaction.atomic
def add_paper(matter: Matter, file: File[bytes], title: str, *, acting: Acting, at: datetime) -> Paper:
    """A file is kept with a matter, under a name of ours.

    Raises:
        RefusedError: it is empty, too large, of a type that is not taken, or the matter is over or
            somebody else's business.
    """
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    media_type, ending = _checked(matter, file, acting)
    paper = Paper(
        organisation_id=matter.organisation_id,
        public_id=new_id(),
        matter=matter,
        title=_titled(title or file.name or "", ending),
        media_type=media_type,
        size=file.size,
        sha256=_hash_of(file),
        added_at=at,
        added_by=acting.person,
        added_by_name=acting.name,
    )
    paper.file.save(f"{paper.public_id.hex}{ending}", file, save=False)
    paper.save(force_insert=True)
    facts = {"matter": str(matter.public_id), "sha256": paper.sha256, "size": paper.size}
    _tell("added", paper, facts, acting, at)
    return paper


def _checked(matter: Matter, file: File[bytes], acting: Acting) -> tuple[str, str]:
    if matter.end:
        raise RefusedError(Problem("paper_after_the_end", {"case": matter.case_number}))
    if not concerns(matter, acting):
        raise RefusedError(Problem("paper_is_not_yours_to_add", {"case": matter.case_number}))
    if not file.size:
        raise RefusedError(Problem("paper_is_empty", {}))
    if file.size > LARGEST_MIB * _MIB:
        raise RefusedError(Problem("paper_is_too_large", {"limit": LARGEST_MIB}))
    if matter.papers.filter(withdrawn_at__isnull=True).count() >= MOST_PAPERS:
        raise RefusedError(Problem("too_many_papers", {"limit": MOST_PAPERS}))
    found = file_type_of(file)  # type: ignore[arg-type]
    if found is None:
        raise RefusedError(Problem("paper_is_not_taken", {}))
    return found.media_type, found.ending


def _titled(said: str, ending: str) -> str:
    """A title that can stand as a file's name, with the ending that its content calls for."""
    plain = "".join(one for one in said.rpartition("/")[2] if unicodedata.category(one)[0] != "C")
    cleaned = re.sub(r'[<>:"/\\|?*]+', " ", plain)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", cleaned.strip(" .")).strip(" .")
    return f"{stem[:_LONGEST_TITLE] or 'Bilag'}{ending}"


def _hash_of(file: File[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@transaction.atomic
def withdraw_paper(paper: Paper, *, acting: Acting, at: datetime) -> None:
    """Whoever added a paper takes it back; its line stays, and the journal tells.

    Raises:
        RefusedError: another added it, it is withdrawn, or somebody has decided since it came.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    if paper.withdrawn_at is not None:
        raise RefusedError(Problem("paper_is_withdrawn", {"title": paper.title}))
    if paper.added_by != acting.person:
        raise RefusedError(Problem("paper_is_another_s", {"who": paper.added_by_name}))
    if Decision.objects.filter(matter_id=paper.matter_id, decided_at__gte=paper.added_at).exists():
        raise RefusedError(Problem("paper_is_decided_on", {"title": paper.title}))
    paper.withdrawn_at = at
    paper.save(update_fields=["withdrawn_at"])
    _tell("withdrawn", paper, {"sha256": paper.sha256}, acting, at)


def _tell(what: str, paper: Paper, facts: dict[str, object], acting: Acting, at: datetime) -> None:
    told = Told(f"governance.paper.{what}", "paper", str(paper.public_id), facts, {"title": paper.title})
    record(paper.organisation_id, [told], By(str(acting.person), at))
