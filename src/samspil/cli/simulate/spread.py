"""Who plays: this process, several, or whatever engine dask has been told of."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from samspil.core.simulation.spreading import Over, Part, Played

DASK_PARTS: Final = 16  # enough for many machines, few enough that each part is worth sending


def over(asked: Namespace, folder: str) -> Over | None:
    """What plays the runs in parts; nothing: this process alone.

    Args:
        asked: how many ``processes``, or whether by ``dask``.
        folder: where the machine code is kept; nothing: it is run as it is written.
    """
    from samspil.core.simulation.spreading import Over  # noqa: PLC0415 – a second of imports

    if asked.dask:
        return Over(DASK_PARTS, by_dask, folder)
    if asked.processes > 1:
        return Over(asked.processes, by_processes, folder)
    return None


def by_processes(play: Callable[[Part], Played], parts: Sequence[Part]) -> Iterable[Played]:
    """Each part in a process of its own, begun anew: what this one has open stays its own."""
    with ProcessPoolExecutor(max(1, len(parts)), mp_context=get_context("spawn")) as pool:
        return list(pool.map(play, parts))


def by_dask(play: Callable[[Part], Played], parts: Sequence[Part]) -> Iterable[Played]:
    """By dask, whose own settings say where: processes here, or machines that it has been told of."""
    import dask  # noqa: PLC0415 – comes with the extra

    handed: Any = dask.delayed(play)
    found: tuple[Played, ...] = dask.compute(*(handed(part) for part in parts))
    return found
