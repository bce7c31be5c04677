"""One round of what is done in the background: time passes, people and systems are told, jobs are done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import close_old_connections

from samspil.apps.organisations.selectors import list_organisations
from samspil.kit.jobs.declaring import job
from samspil.kit.jobs.running import run_next, take_up_again
from samspil.kit.jobs.schedule import Periodic, daily_at, enqueue_due, every
from samspil.kit.mail.sending import send_due
from samspil.kit.tenancy import scope
from samspil.kit.webhooks.calling import call_due
from samspil.processes.adopt_activity_plan import adopt_decided_plans
from samspil.processes.close_surveys import close_surveys
from samspil.processes.compare_books import compare_all_books
from samspil.processes.decide_benefit import follow_all_benefit_requests
from samspil.processes.find_common_needs import find_common_needs
from samspil.processes.follow_awards import follow_all_applications
from samspil.processes.follow_benefits import follow_benefits
from samspil.processes.follow_changes import follow_all_changes
from samspil.processes.follow_contracts import follow_contracts
from samspil.processes.forget import forget
from samspil.processes.gather_needs import gather_needs
from samspil.processes.hear_of_milestones import hear_of_all_milestones
from samspil.processes.keep_readers import keep_all_readers
from samspil.processes.keep_time import keep_time
from samspil.processes.make_scenario_real import make_decided_real
from samspil.processes.owe_reports import owe_reports
from samspil.processes.pass_gate import follow_all_gates
from samspil.processes.score_forecasts import score_forecasts
from samspil.processes.start_joint_initiative import keep_up_with_joint_matters
from samspil.processes.tell_people import remind_people, tell_people
from samspil.processes.tell_systems import tell_systems
from samspil.processes.verify_journals import verify_journals

MOST_JOBS: Final = 20  # in one round, so that clocks do not wait for a long line
_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@job(retries=3)
def remind(at: str) -> int:
    """Letters about what is due."""
    return remind_people(datetime.fromisoformat(at))


@job(retries=3)
def ask_for_reports(at: str) -> int:
    """Status reports that are due are owed."""
    return owe_reports(datetime.fromisoformat(at))


@job(retries=3)
def keep_shared(at: str) -> int:
    """What is shared is read by those who may."""
    return keep_all_readers(datetime.fromisoformat(at))


@job(retries=3)
def add_up_benefits(at: str) -> int:
    """Benefits are added up again."""
    return follow_benefits(datetime.fromisoformat(at))


@job(retries=3)
def reckon_contracts(at: str) -> int:
    """How contracts last is worked out again."""
    return follow_contracts(datetime.fromisoformat(at))


@job(retries=3)
def close_what_was_asked(at: str) -> int:
    """Surveys whose last day has passed."""
    return close_surveys(datetime.fromisoformat(at))


@job(retries=3)
def score_what_came(at: str) -> int:
    """Forecasts of what is over are scored."""
    return score_forecasts(datetime.fromisoformat(at))


@job(retries=1)
def compare_needs(at: str) -> int:
    """Which needs of members are the same."""
    return find_common_needs(datetime.fromisoformat(at))


@job(retries=1)
def check_journals(at: str) -> list[str]:
    """Whose journal does not hold? It is said loudly."""
    broken = [one.name for one in verify_journals() if one.broken is not None]
    for name in broken:
        _log.error("the journal of %s does not hold", name)
    return broken


@job(retries=1)
def compare_ledgers(at: str) -> list[str]:
    """Whose ledger does not agree with itself?"""
    return compare_all_books(datetime.fromisoformat(at))


@job(retries=3)
def forget_old(at: str) -> int:
    """What is no longer needed goes."""
    gone = forget(datetime.fromisoformat(at))
    return gone.keys + gone.letters


def periodics(now: datetime) -> list[Periodic]:
    """What comes again and again."""
    at = now.isoformat()
    return [
        Periodic("add_up_benefits", _At(add_up_benefits, at), every(timedelta(hours=1))),
        Periodic("ask_for_reports", _At(ask_for_reports, at), every(timedelta(hours=1))),
        Periodic("keep_shared", _At(keep_shared, at), every(timedelta(minutes=10))),
        Periodic("compare_needs", _At(compare_needs, at), every(timedelta(minutes=5))),
        Periodic("reckon_contracts", _At(reckon_contracts, at), every(timedelta(hours=1))),
        Periodic("remind", _At(remind, at), every(timedelta(hours=1))),
        Periodic("score_what_came", _At(score_what_came, at), daily_at(1, settings.TIME_ZONE)),
        Periodic("close_what_was_asked", _At(close_what_was_asked, at), every(timedelta(hours=1))),
        Periodic("forget_old", _At(forget_old, at), daily_at(2, settings.TIME_ZONE)),
        Periodic("check_journals", _At(check_journals, at), daily_at(3, settings.TIME_ZONE)),
        Periodic("compare_ledgers", _At(compare_ledgers, at), daily_at(4, settings.TIME_ZONE)),
    ]


class _At:
    """A job that is told when it was put in line."""

    def __init__(self, job: object, at: str) -> None:
        self.job, self.at = job, at

    def enqueue(self) -> None:
        self.job.enqueue(self.at)  # type: ignore[attr-defined]


def work(worker: str, clock: Clock) -> None:
    """One round. What fails is written down and stops nothing else."""
    parts: tuple[Callable[[], object], ...] = (
        lambda: keep_time(clock()),
        lambda: make_decided_real(clock()),
        lambda: adopt_decided_plans(clock()),
        lambda: follow_all_gates(clock()),
        lambda: follow_all_changes(clock()),
        lambda: follow_all_benefit_requests(clock()),
        lambda: follow_all_applications(clock()),
        lambda: keep_up_with_joint_matters(clock()),
        lambda: hear_of_all_milestones(clock()),
        lambda: gather_needs(clock()),
        lambda: tell_people(clock()),
        lambda: tell_systems(clock()),
        lambda: enqueue_due(periodics(clock()), clock()),
        lambda: take_up_again(clock()),
        lambda: _do_jobs(worker, clock),
        lambda: _send(worker, clock),
    )
    for part in parts:
        close_old_connections()
        try:
            part()
        except Exception:  # the next round tries again
            _log.exception("part of a round failed")


def _do_jobs(worker: str, clock: Clock) -> None:
    for _ in range(MOST_JOBS):
        if not run_next(worker, clock):
            return


def _send(worker: str, clock: Clock) -> None:
    """Letters and calls of every organisation: this alone sees them all, and only to send them."""
    with scope.within([one.pk for one in list_organisations()]):
        send_due(worker, clock)
        call_due(worker, clock)
