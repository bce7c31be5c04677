"""How long the portfolio's pages take, and a milestone that is moved: asked as in `bench.pages`.

`python -m bench.portfolio_pages` asks a database that `bench.portfolio_rows` has filled, and prints what it
measured. Words after it choose what is asked: those whose names begin so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any, Final
from uuid import UUID

from bench.pages import log_in, measure, measured, memory_mb
from bench.portfolio_rows import ALL, ASSOCIATION, MANY, MEASURED, ONE
from samspil.apps.organisations.models import Organisation
from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.kit.ids import new_id
from samspil.kit.tenancy import scope

LATER: Final = timedelta(days=30)


def pages() -> Iterator[tuple[str, str, str]]:
    """Name, who asks, address: nobody of them keeps a portfolio."""
    common, own = _initiative(ASSOCIATION), _initiative(MEASURED)
    yield "List, a page of 25", "employee", "/portfolio/"
    yield "List, a page of 25, filtered", "employee", "/portfolio/?light=yellow&order=light"
    yield "List, a page of 25, by a word", "employee", "/portfolio/?q=beskæftigelse"
    yield "List, a page of 100", "employee", "/portfolio/?size=100"
    yield "List, a page of 100, filtered", "employee", "/portfolio/?size=100&duty=voluntary&order=light"
    yield "Initiative", "employee", f"/portfolio/initiatives/{own}/"
    yield "Members and initiatives: 200 rows, nine members", "board", "/portfolio/members/"
    yield "The same, as one of the members", "employee", "/portfolio/members/"
    yield "Common initiative", "board", f"/portfolio/common/{common}/"
    yield "Timeline of 200", "employee", "/portfolio/timeline/"
    yield "Board of 200", "employee", "/portfolio/board/"
    yield "Bubble chart of 200", "employee", "/portfolio/bubbles/"
    yield "Calendar, 100 milestones", "employee", "/portfolio/calendar/"
    yield "Where it sticks", "employee", "/portfolio/stuck/"
    yield "Load and capacity, a year", "employee", "/portfolio/load/?months=12"


def slips() -> Iterator[tuple[str, str]]:
    """Name, and the milestone that whoever leads its initiative moves."""
    yield "A milestone is moved: the rest of its initiative waits", ONE
    yield "A milestone is moved: 200 other initiatives wait", MANY
    yield "A milestone is moved: a portfolio of 1,000 waits", ALL


def _initiative(code: str) -> UUID:
    organisation = Organisation.objects.get(code=code)
    with scope.within([organisation.pk]):
        found: UUID = Initiative.objects.order_by("pk")[7].public_id
    return found


def move(milestone: str) -> Callable[[], None]:
    """The form as it is sent: thirty days later, and back again the next time."""
    with scope.within([Organisation.objects.get(code=MEASURED).pk]):
        row = Milestone.objects.filter(name=milestone, done_on=None).order_by("pk")[0]
    browser, where = log_in("it_expert"), f"/portfolio/milestones/{row.public_id}/move/"
    days: Iterator[date] = cycle([row.planned_on + LATER, row.planned_on])

    def send() -> None:
        said = {"to": next(days).isoformat(), "reason": "Leverandøren er forsinket", "key": str(new_id())}
        answer = browser.post(where, said)
        assert answer.status_code == 302, (answer.status_code, answer.content[:2000])

    return send


def _asked() -> Iterator[tuple[str, Callable[[], dict[str, Any]]]]:
    for name, who, path in pages():
        yield name, lambda who=who, path=path: measure(log_in(who), path)  # type: ignore[misc]
    for name, milestone in slips():
        yield name, lambda milestone=milestone: measured(move(milestone))  # type: ignore[misc]


if __name__ == "__main__":
    chosen = tuple(sys.argv[1:]) or ("",)
    found = {name: ask() for name, ask in _asked() if name.startswith(chosen)}
    json.dump({"found": found, "pss_mb": memory_mb()}, sys.stdout, indent=1)
