"""What was asked of the simulator: a workload, numbers within reach, the machine code."""

from __future__ import annotations

import os
from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from samspil import library
from samspil.cli.desk import Desk, WrongUsageError
from samspil.cli.simulate.spread import over
from samspil.cli.sources import read_file
from samspil.core.errors import Problem, ProblemsError

if TYPE_CHECKING:
    from samspil.core.simulation.trying import How
    from samspil.core.simulation.workload.reading import ReadWorkload

MOST_YEARS: Final = 60
MOST_RUNS: Final = 100_000
MOST_PROCESSES: Final = 256


def refuse_what_cannot_be_played(asked: Namespace) -> None:
    """Refuse numbers that are out of reach, and to play without numpy (the extra ``simulation``).

    Raises:
        WrongUsageError: ``number_out_of_reach``.
        ProblemsError: ``simulation_needs_numpy``, ``simulation_needs_dask``.
    """
    if find_spec("numpy") is None:
        raise ProblemsError.of("simulation_needs_numpy")
    if asked.dask and find_spec("dask") is None:
        raise ProblemsError.of("simulation_needs_dask")
    for name, value, most in (
        ("--years", asked.years, MOST_YEARS),
        ("--replications", asked.replications, MOST_RUNS),
        ("--seed", asked.seed, 2**32 - 1),
        ("--processes", asked.processes, MOST_PROCESSES),
    ):
        least = 0 if name == "--seed" else 1
        if not least <= value <= most:
            raise WrongUsageError(
                [Problem("number_out_of_reach", {"name": name, "value": value, "least": least, "most": most})]
            )


def how(asked: Namespace, desk: Desk) -> How:
    """For how long and how often something is tried, and by which machine code."""
    from samspil.core.simulation.trying import How  # noqa: PLC0415 – a second of imports

    loop, folder = _loop(desk)
    return How(asked.years, asked.replications, asked.seed, loop, over(asked, folder))


def read_workload_of(asked: Namespace) -> ReadWorkload:
    """The workload that was named: one that ships, or a file of one's own.

    Raises:
        ProblemsError: it is not there, or all that is wrong in it.
    """
    from samspil.core.simulation.workload.reading import read_workload  # noqa: PLC0415 – a second of imports

    if asked.workload in library.shipped_workloads():
        return read_workload(library.workload_file(asked.workload), f"{asked.workload}.yaml")
    return read_workload(read_file(asked.workload), asked.workload)


def _loop(desk: Desk) -> tuple[Any, str]:
    """The event loop as machine code, and where it is kept so that only the first time takes half a minute.

    Without the compiler it is run as it is written: the answer is the same, and people are told of the wait.
    """
    try:
        from samspil.core.simulation import compiled  # noqa: PLC0415 – a second of imports
    except ImportError:
        from samspil.core.simulation.loop import running  # noqa: PLC0415 – needs numpy

        if not desk.as_json:
            desk.error_console.print(desk.say("simulate.as_written"), style="dim")
        return running, ""

    home = os.environ.get("XDG_CACHE_HOME")
    kept = (Path(home) if home else Path.home() / ".cache") / "samspil"
    return compiled.compiled_loop(str(kept)), str(kept)
