"""The example is loaded, or loaded anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import transaction

from samspil import library
from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.journal.recording import By
from samspil.processes.demo import competences, maturity
from samspil.processes.demo.cast import gather, open_log_ins
from samspil.processes.demo.chance import Chance
from samspil.processes.demo.initiatives import carry_out
from samspil.processes.demo.pools import begin_pools, go_on_with_pools
from samspil.processes.demo.resources import record_resources
from samspil.processes.demo.service_levels import promise_services
from samspil.processes.demo.surveys import ask_areas
from samspil.processes.demo.targets import write_targets
from samspil.processes.demo.trials import try_models
from samspil.processes.demo.workshops import hold_workshops
from samspil.processes.demo.year import Year
from samspil.processes.find_common_needs import find_common_needs
from samspil.processes.gather_needs import gather_needs
from samspil.processes.import_notices import import_notices

SEED: Final = 2026
_YEAR: Final = timedelta(days=365)


def load_demo(rng: Chance, now: datetime) -> Iterator[date]:
    """The association of nine and a year of activity until now; gives each day as it is done."""
    since = now.date() - _YEAR
    by = By("demo", datetime.combine(since, time(4), UTC))
    with transaction.atomic():
        cast = gather(since, now.date(), by)
        open_log_ins(cast, since, by)
        import_notices(library.notices(), by)  # what the nine have really published, beside what is made up
        carry_out(cast, since, now)
        competences.say(cast, since, now)
        maturity.aim_and_talk(cast, since, now)
        begin_pools(cast, since, now)
        hold_workshops(cast, since, now)
        ask_areas(cast, since, now)
        write_targets(cast, since, now)
        promise_services(cast, since, now)
        record_resources(cast, since, now)
    yield from Year(cast, rng, now.date()).play(since, now)
    with transaction.atomic():
        go_on_with_pools(cast, now)
        try_models(cast, now)
    gather_needs(now)
    find_common_needs(now)


def is_empty() -> bool:
    """Whether nobody works here yet."""
    return not list_organisations()


def holds_only_examples() -> bool:
    """Whether everything here may be thrown away."""
    return all(one.is_example for one in list_organisations())
