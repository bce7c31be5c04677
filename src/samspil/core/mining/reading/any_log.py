"""A log whatever it is written as: the first letters tell."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from samspil.core.errors import Place, ProblemsError
from samspil.core.mining.reading.csv_rows import read_csv
from samspil.core.mining.reading.files import How, LogFile, begins
from samspil.core.mining.reading.gathering import Read
from samspil.core.mining.reading.ocel import read_ocel
from samspil.core.mining.reading.xes import read_xes


def read_log(file: LogFile, how: How) -> Read:
    r"""The whole log, or a refusal with its line; never a part of it.

    Raises:
        ProblemsError: ``log_empty``, ``log_unknown_zone``, and what `read_xes`, `read_ocel` and `read_csv`
            refuse.

    >>> import io
    >>> import numpy as np
    >>> text = b"Sag;Aktivitet;Tidspunkt\n7;Modtaget;23-11-2026 09:00\n7;Afgjort;24-11-2026 09:00\n"
    >>> found = read_log(LogFile("sager.csv", lambda: io.BytesIO(text)), How())
    >>> found.log.cases, found.log.activities, np.diff(found.log.at).tolist()
    (('7',), ('Modtaget', 'Afgjort'), [86400000])
    """
    _refuse_unknown_zone(how.zone)
    first = begins(file, how.most_bytes)
    if not first:
        raise ProblemsError.of("log_empty", Place(file.name, 1))
    if first.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")):
        return read_xes(file, how)
    return read_ocel(file, how) if first.startswith(b"{") else read_csv(file, how)


def _refuse_unknown_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ProblemsError.of("log_unknown_zone", value=zone) from None
