"""What somebody has said yes to and a worker carries out: how far it has come, stopping it, why it failed.

Whoever said yes sees how far it has come. Where the worker dies, nothing of it is there, and the next one
begins again. When that happens too often it is stopped and says why, so that somebody can go on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from django.db import OperationalError, models

from samspil.core.errors import Problem, ProblemsError
from samspil.kit.jobs import progress
from samspil.kit.jobs.declaring import Failure, Hears
from samspil.kit.jobs.progress import Progress
from samspil.kit.jobs.running import WorkerDiedError
from samspil.kit.tenancy import scope
from samspil.kit.tenancy.rows import OwnedRow

MOST_AT_ONCE: Final = 2000  # lines that somebody can wait for while the page is under way
BEGUN_WITHIN: Final = timedelta(minutes=2)  # where a worker is there, it has begun long before
MOST_REASONS: Final = 50
Tell = Callable[[int, int], object]
Row = TypeVar("Row", bound=OwnedRow)


class Confirmed(Protocol):
    """A row that a worker carries out from ``confirmed_at`` on, until it is known what it ``came_to``.

    Or until ``stopped`` says why it was not.
    """

    @property
    def public_id(self) -> UUID: ...
    @property
    def confirmed_at(self) -> datetime | None: ...
    @property
    def stopped(self) -> Any: ...
    @property
    def came_to(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class UnderWay:
    """Where it is: waiting, under way, carried out, or stopped with the reasons.

    ``waits_since`` is told of what nobody has begun on for so long that there may be nobody. Where it
    ``is_stopping``, somebody has asked the worker to stop, which it does the next time it looks.
    """

    progress: Progress | None
    came_to: dict[str, int] | None
    stopped: tuple[Problem, ...]
    waits_since: datetime | None = None
    is_stopping: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self.came_to is not None or bool(self.stopped)


def is_under_way(one: Confirmed) -> bool:
    """Whether a worker has it, or will."""
    return one.confirmed_at is not None and one.came_to is None and one.stopped is None


def where_is(one: Confirmed, now: datetime) -> UnderWay | None:
    """How far it has come; nothing where nobody has said yes."""
    if one.confirmed_at is None:
        return None
    reasons = tuple(Problem(said["code"], said["args"]) for said in one.stopped or ())
    far = progress.seen(str(one.public_id))
    goes_on = is_under_way(one)
    is_idle = far is None and goes_on and now - one.confirmed_at > BEGUN_WITHIN
    is_stopping = goes_on and progress.is_to_stop(str(one.public_id))
    return UnderWay(far, one.came_to, reasons, one.confirmed_at if is_idle else None, is_stopping)


def confirm(held: Any, at: datetime, **beside: Any) -> None:
    """Write that somebody has said yes, into a row that is held until the transaction ends.

    Raises:
        ProblemsError: ``list_is_under_way``.
    """
    if is_under_way(held):
        raise ProblemsError.of("list_is_under_way")
    said = {**beside, "confirmed_at": at, "stopped": None}
    for name, value in said.items():
        setattr(held, name, value)
    held.save(update_fields=list(said))
    progress.forget(str(held.public_id))


def ask_to_stop(one: Confirmed) -> None:
    """Somebody has thought better of it: nothing of it is kept, unless all of it is by the time this is seen.

    Raises:
        ProblemsError: ``list_is_not_under_way``.
    """
    if not is_under_way(one):
        raise ProblemsError.of("list_is_not_under_way")
    progress.stop(str(one.public_id))


def tell_or_stop(public_id: str, done: int, total: int) -> None:
    """Show how far it has come, and stop where somebody has asked so: the transaction is undone.

    Raises:
        ProblemsError: ``list_was_stopped``.
    """
    if progress.is_to_stop(public_id):
        raise ProblemsError.of("list_was_stopped")
    if total:
        progress.show(public_id, done, total)


def carry_out(
    model: type[Row], organisation_id: int, public_id: str, do: Callable[[Row, Tell], object]
) -> None:
    """All of it or nothing. Done twice it does no harm: the second finds it done."""
    with scope.within([organisation_id]):
        one: Any = _rows(model, organisation_id, public_id).first()
        if one is None or not is_under_way(one):
            return
        tell = partial(tell_or_stop, public_id)
        try:
            tell(0, 0)
            do(one, tell)
        except ProblemsError as error:
            _stop(model, organisation_id, public_id, error.problems)


def who_hears(model: type[OwnedRow]) -> Hears:
    """What hears that it failed: it is tried again, and the page says when; or it is stopped and says why."""

    def hear_of_failure(failure: Failure, organisation_id: int, public_id: str, *_others: Any) -> None:
        if failure.again_at is not None:
            progress.stumble(public_id, failure.again_at)
            return
        with scope.within([organisation_id]):
            _stop(model, organisation_id, public_id, [why_it_failed(failure)])
        progress.forget(public_id)

    return hear_of_failure


def why_it_failed(failure: Failure) -> Problem:
    """In words for whoever said yes; what the log has of it is found by the number."""
    if isinstance(failure.error, WorkerDiedError):
        return Problem("import_worker_stopped", {"number": failure.number})
    if isinstance(failure.error, OperationalError):
        return Problem("import_database_was_busy", {"number": failure.number})
    return Problem("import_failed", {"number": failure.number})


def _rows(model: type[Row], organisation_id: int, public_id: str) -> models.QuerySet[Row]:
    return model.objects.filter(organisation_id=organisation_id, public_id=public_id)


def _stop(model: type[OwnedRow], organisation_id: int, public_id: str, problems: Iterable[Problem]) -> None:
    reasons = [_as_data(one) for one in list(problems)[:MOST_REASONS]]
    rows: Any = _rows(model, organisation_id, public_id)
    rows.filter(came_to__isnull=True, stopped__isnull=True).update(stopped=reasons)


def _as_data(one: Problem) -> dict[str, Any]:
    return {"code": one.code, "args": {name: str(said) for name, said in one.args.items()}}
