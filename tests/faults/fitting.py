"""Whether what is left in the database fits together: rows with rows, and rows with the journal."""

from __future__ import annotations

from collections.abc import Iterator

from tests.apps.world import NOW

from samspil.apps.funding.services.comparing import compare_books
from samspil.apps.governance import stored_events
from samspil.apps.governance.models import Consent, Decision, Matter
from samspil.apps.organisations.models import Unit, Upload
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.portfolio.models import Initiative, ListUpload, StatusReport
from samspil.apps.systems.models import Contract
from samspil.core.governance.state import replay
from samspil.kit.journal.models import Entry
from samspil.kit.journal.verifying import verify
from samspil.kit.tenancy import scope


def faults() -> list[str]:
    """What does not fit together, in all organisations."""
    found: list[str] = []
    for organisation in [one.pk for one in list_organisations()]:
        with scope.within([organisation]):
            found += [f"journal: {broken}" for broken in [verify(organisation)[1]] if broken]
            found += [fault for matter in Matter.objects.all() for fault in _of_matter(matter)]
            found += [f"ledger: {one}" for one in compare_books(organisation, at=NOW)]
            found += [fault for upload in Upload.objects.all() for fault in _of_lists(upload)]
            found += [*_of_initiatives(), *_of_contracts()]
    return found


def _told(action: str) -> int:
    return Entry.objects.filter(action=action).count()


def _of_lists(upload: Upload) -> Iterator[str]:
    """The units of the list are there, and the journal tells of it, exactly when it was taken in."""
    is_in = upload.applied_at is not None
    if Unit.objects.exists() is not is_in:
        yield "the list is taken in, and its units are not there; or the other way round"
    if bool(_told("organisations.import.applied")) is not is_in:
        yield "the journal tells another story of the list than its row"


def _of_initiatives() -> Iterator[str]:
    """All initiatives of these worlds come by lists, which tell each time how they go."""
    here = Initiative.objects.count()
    if _told("portfolio.initiative.started") != here:
        yield f"{here} initiatives, the journal tells of others"
    lists = ListUpload.objects.exclude(applied_at=None).count()
    if _told("portfolio.list.applied") != lists:
        yield f"{lists} lists are taken in, the journal tells of others"
    reports = StatusReport.objects.count()
    if reports != here + _told("portfolio.initiative.told_by_list"):
        yield f"{reports} reports of {here} initiatives, the journal tells of others"


def _of_contracts() -> Iterator[str]:
    here = Contract.objects.count()
    if _told("systems.contract.added") != here:
        yield f"{here} contracts, the journal tells of others"
    renamed = Contract.objects.filter(supplier="Ny leverandør").count()
    if renamed and renamed != here:
        yield f"{renamed} of {here} contracts are as the last list has them"


def _of_matter(matter: Matter) -> Iterator[str]:
    stored = list(matter.events.order_by("sequence").values_list("sort", "event"))
    if len(stored) != matter.events_count:
        yield f"{matter}: {len(stored)} events, the row says {matter.events_count}"
    if not stored:
        return
    state = replay(stored_events.from_json(stored))
    if (state.step or "", state.end or "") != (matter.step, matter.end):
        yield f"{matter}: stands at {state.step}/{state.end}, the row says {matter.step}/{matter.end}"
    if len(state.decisions) != Decision.objects.filter(matter=matter).count():
        yield f"{matter}: decisions are missing in the register"
    answered = sum(bool(row.answer) for row in Consent.objects.filter(matter=matter))
    if answered != len(state.answers):
        yield f"{matter}: {len(state.answers)} answers, {answered} in rows"
    if Entry.objects.filter(subject_id=str(matter.public_id)).count() < len(stored):
        yield f"{matter}: the journal tells of fewer events than happened"
