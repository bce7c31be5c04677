"""Which column of a CSV file holds what: by the names that tools and people give them, and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from samspil.core.errors import Place, ProblemsError

# The first that is there is taken. In lower case, without what stands between words.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "case": (
        *("caseconceptname", "caseid", "case", "caseidentifier", "casenumber", "traceid", "trace"),
        *("sagsnummer", "sagsnr", "sagsid", "sagid", "sag", "journalnummer", "journalnr"),
        *("saksnummer", "saksnr", "sakid", "sak"),
    ),
    "activity": (
        *("conceptname", "activity", "activityname", "task", "taskname", "event", "eventname", "step"),
        *("aktivitet", "handling", "hændelse", "skridt", "trin", "hendelse", "steg"),
    ),
    "at": (
        *("timetimestamp", "endtime", "endtimestamp", "completetimestamp", "completetime", "end", "finished"),
        *("timestamp", "time", "datetime", "date", "moment"),
        *("sluttidspunkt", "slut", "afsluttet", "tidspunkt", "tid", "dato", "sluttid", "avsluttet"),
    ),
    "begun": (
        *("starttimestamp", "starttime", "start", "begin", "begintime", "begun", "started"),
        *("starttidspunkt", "starttid", "begyndt", "startet"),
    ),
    "resource": (
        *("orgresource", "resource", "resourceid", "user", "username", "agent", "employee"),
        *("medarbejder", "sagsbehandler", "bruger", "ansvarlig", "saksbehandler", "bruker", "utførtav"),
    ),
    "transition": ("lifecycletransition", "lifecycle", "transition"),
}
_NEEDED: Final = ("case", "activity", "at")


def columns_of(headings: Sequence[str], said: Mapping[str, str], place: Place) -> dict[str, int]:
    """The place of each column that is wanted and there; what was said goes before what is guessed.

    Raises:
        ProblemsError: ``log_unknown_column`` for a heading that was said and is not there,
            ``log_no_column`` where none fits.

    >>> columns_of(["Sagsnr.", "Aktivitet", "Tidspunkt"], {}, Place("a.csv", 1))
    {'case': 0, 'activity': 1, 'at': 2}
    """
    plain = [_plain(heading) for heading in headings]
    known = ", ".join(headings)
    found: dict[str, int] = {}
    for wanted, names in _NAMES.items():
        if wanted in said:
            if said[wanted] not in headings:
                raise ProblemsError.of("log_unknown_column", place, value=said[wanted], known=known)
            found[wanted] = headings.index(said[wanted])
            continue
        name = next((name for name in names if name in plain), None)
        if name is not None:
            found[wanted] = plain.index(name)
        elif wanted in _NEEDED:
            raise ProblemsError.of("log_no_column", place, log_column=wanted, key=wanted, known=known)
    return found


def _plain(heading: str) -> str:
    return "".join(sign for sign in heading.lower() if sign.isalnum())
