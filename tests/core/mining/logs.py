"""Small logs of our own, as files."""

import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from samspil.core.errors import Problem, ProblemsError
from samspil.core.mining.reading.any_log import read_log
from samspil.core.mining.reading.files import How, LogFile
from samspil.core.mining.reading.gathering import Read

ROOT = Path(__file__).parents[3]
RAW = (ROOT / os.environ.get("SAMSPIL_DATA", "../shared/data")).resolve()
needs_raw = pytest.mark.skipif(not RAW.is_dir(), reason=f"NOT PROVEN: no raw data in {RAW}; set SAMSPIL_DATA")

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
<global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
"""
CASE = """<trace><string key="concept:name" value="sag-1"/>
<event><string key="concept:name" value="Modtaget"/><string key="org:resource" value="Anna"/>
<date key="time:timestamp" value="2026-01-05T09:00:00+01:00"/>
<string key="lifecycle:transition" value="complete"/></event>
<event><string key="concept:name" value="Afgjort"/>
<date key="time:timestamp" value="2026-01-07T09:00:00+01:00"/></event>
</trace>
"""


def xes(*cases: str) -> bytes:
    return (HEAD + "".join(cases) + "</log>\n").encode()


def event(name: str, at: str, *more: str) -> str:
    told = f'<string key="concept:name" value="{name}"/><date key="time:timestamp" value="{at}"/>'
    return f"<event>{told}{''.join(more)}</event>\n"


def case(name: str, *events: str) -> str:
    return f'<trace><string key="concept:name" value="{name}"/>\n{"".join(events)}</trace>\n'


def file_of(data: bytes, name: str = "log") -> LogFile:
    return LogFile(name, lambda: io.BytesIO(data), len(data))


def read(data: bytes, **how: object) -> Read:
    return read_log(file_of(data), How(**how))  # type: ignore[arg-type]


def refused(data: bytes, **how: object) -> Problem:
    with pytest.raises(ProblemsError) as caught:
        read(data, **how)
    (problem,) = caught.value.problems
    return problem


def opened(path: Path) -> LogFile:
    def open_it() -> io.BufferedReader:
        return path.open("rb")

    found: Callable[[], io.BufferedReader] = open_it
    return LogFile(path.name, found, path.stat().st_size)


def packed(data: bytes) -> bytes:
    return gzip.compress(data, 1)
