"""Very many needs of ninety-eight members, laid out term by term: what is asked while somebody writes.

`python -m bench.alike_rows 100000` fills the database of the settings. Organisations and people come in by
the doors of real use, the bulk is laid beside them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from bench import portfolio_rows
from bench.matched.texts import worded
from bench.portfolio_rows import ASSOCIATION, SINCE
from bench.register_rows import all_are_members, settle
from samspil import library
from samspil.apps.needs.models import Told
from samspil.apps.needs.services.index import keep_index
from samspil.apps.needs.services.readers import keep_readers
from samspil.apps.organisations.models import Organisation
from samspil.core.matching.evidence import Need
from samspil.core.matching.suggesting import Needs
from samspil.kit.ids import new_id
from samspil.kit.tenancy import scope

MEMBERS: Final = 98
_INITIATIVES: Final = 200  # the fewest that the portfolio is laid with
_AT_ONCE: Final = 2000


def fill(count: int) -> None:
    """Everything."""
    portfolio_rows.fill(_INITIATIVES)
    association = Organisation.objects.get(code=ASSOCIATION)
    every = all_are_members(association, MEMBERS)
    texts = list(worded(count))
    for place, one in enumerate(every):
        with scope.within([one.pk]):
            Told.objects.bulk_create(_told(one.pk, texts[place :: len(every)]), batch_size=_AT_ONCE)
            keep_readers(one.pk, at=SINCE)
    with scope.within([association.pk, *(one.pk for one in every)]):
        rows = Told.objects.order_by("pk").values_list("pk", "organisation_id", "text")
        needs = (Need(str(key), str(owner), text) for key, owner, text in rows.iterator())
        keep_index(association.pk, Needs.of(needs, library.kle()), at=SINCE)
        keep_readers(association.pk, at=SINCE)
    settle()


def _told(owner: int, texts: list[str]) -> Iterator[Told]:
    for text in texts:
        yield Told(
            organisation_id=owner,
            sort="contract",
            key=new_id(),
            title=text[:300],
            text=text,
            is_shown=True,
            changed_at=SINCE,
        )


if __name__ == "__main__":
    fill(int(sys.argv[1]))
