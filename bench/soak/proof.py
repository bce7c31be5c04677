"""What must hold after a soak, found in the database and in what was acknowledged."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.apps.world import HVIDOVRE

from bench.soak.ledger import Deed, Ledger
from bench.soak.processes import Soak
from samspil.apps.governance.models import AgendaItem, Decision, Matter, MatterEvent, Meeting
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.journal import check_journal
from samspil.kit.journal.exporting import write_chain
from samspil.kit.journal.models import Entry
from samspil.kit.once.models import Key
from samspil.kit.tenancy import scope

MOST_GROWTH = 1.10  # of the worker's memory, the last quarter against the first


def faults(soak: Soak, ledgers: Iterable[Ledger]) -> list[str]:
    """Everything that does not hold; nothing when all does."""
    from tests.faults import fitting  # noqa: PLC0415 – it builds on Django made ready

    everybody = [one.pk for one in list_organisations()]
    complaints = soak.folder / "complaints"
    found = complaints.read_text().splitlines() if complaints.exists() else []
    with scope.within(everybody):
        found += [fault for ledger in ledgers for fault in _of_writer(soak, ledger)]
        found += fitting.faults()
        found += _beyond(ledgers)
    return found + list(_broken_exports(soak.folder))


def _of_writer(soak: Soak, ledger: Ledger) -> Iterator[str]:
    for deed in ledger.meant:
        answer, expected = ledger.done.get(deed.key), int(deed.key in ledger.done)
        times = _times(deed, answer or deed.about)
        if times != expected:
            yield f"{deed.key}: acknowledged {expected}, found {times} times"
        kept = Key.objects.filter(key=deed.key).count()
        if kept > expected:  # fewer is right: what is older than some months is forgotten after the leap
            yield f"{deed.key}: acknowledged {expected}, its key is kept {kept} times"


def _times(deed: Deed, subject: str) -> int:
    """How many times a deed has had its effect, by rows that only it can have made."""
    if deed.sort in {"bring", "propose", "plan"}:
        return Matter.objects.filter(title=deed.key).count()
    if deed.sort == "screen":
        answered = MatterEvent.objects.filter(matter__public_id=subject, sort="ItemAnswered").count()
        return answered // 6 if answered % 6 == 0 else -answered
    if deed.sort == "approve":
        told = Entry.objects.filter(subject_id=subject, action="governance.matter.decided").count()
        rows = Decision.objects.filter(matter__public_id=subject)  # time may have decided more
        return rows.filter(outcome="approve").count() if rows.count() == told else -1
    if deed.sort == "consent":
        own = Matter.objects.filter(title=deed.key, subject=deed.about).count()
        return own if _heard(deed.about) == own else -1
    if deed.sort == "convene":
        return Meeting.objects.filter(called_because=deed.key).count()
    told = Entry.objects.filter(subject_id=subject, action="governance.meeting.closed").count()
    items = AgendaItem.objects.filter(meeting__public_id=subject, state="decided").count()
    return told if told == items else -1


def _heard(joint: str) -> int:
    """How many times a proposal heard our member's answer, or the journal says why it does not count."""
    events = MatterEvent.objects.filter(matter__public_id=joint, event__member=HVIDOVRE)
    counted = events.filter(sort__in=("MemberAnswered", "MemberJoined")).count()
    refused = Entry.objects.filter(subject_id=joint, action="governance.matter.answer_not_counted")
    return counted + refused.count()


def _beyond(ledgers: Iterable[Ledger]) -> list[str]:
    """Nothing happened that nobody meant."""
    meant = {deed.key for ledger in ledgers for deed in ledger.meant}
    titles = Matter.objects.filter(title__startswith="soak ").values_list("title", flat=True)
    return [f"{title}: nobody meant it" for title in titles if title not in meant]


def _broken_exports(folder: Path) -> Iterator[str]:
    """Each chain as a file, checked by the program that anybody can run."""
    for organisation in list_organisations():
        file = folder / f"{organisation.pk}.zip"
        with scope.within([organisation.pk]):
            write_chain(organisation.pk, file)
        told = subprocess.run(
            [sys.executable, check_journal.__file__, str(file)], capture_output=True, text=True, check=False
        )
        if told.returncode:
            yield f"{organisation.name}: {told.stdout.strip() or told.stderr.strip()}"


def quarters(samples: list[float]) -> list[float]:
    """The median of each quarter of some samples, in order."""
    step = max(1, len(samples) // 4)
    parts = [sorted(samples[at : at + step]) for at in range(0, len(samples), step)][:4]
    return [part[len(part) // 2] for part in parts]
